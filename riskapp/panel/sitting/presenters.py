"""A sitting as its pages print it: the agenda with its times, who waits for what, views side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from riskapp.decision import balance
from riskapp.decision.as_asked import Opened
from riskapp.decision.record import Record
from riskapp.panel.sitting.queries.papers import Before, Item
from riskapp.panel.sitting.queries.sittings import Member, Sitting
from riskapp.panel.sitting.queries.views import Declaration, Interest, Shown
from riskapp.panel.sitting.rules import GIVEN, Given, Standing, interest_words, read_time
from riskapp.panel.sitting.steps.view import FOR_THE_PANEL_ALONE
from riskapp.panel.sitting.steps.view import View as Form
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import begins, moment_words, time_words

AN_HOUR = 60


# -- the agenda ----------------------------------------------------------------------------------


def minutes_words(minutes: int) -> str:
    """As in 1 hour 20 minutes; empty for none."""
    hours, rest = divmod(minutes, AN_HOUR)
    said = []
    if hours:
        said.append(str(_("1 hour") if hours == 1 else _("%(hours)s hours", hours=hours)))
    if rest:
        said.append(str(_("1 minute") if rest == 1 else _("%(minutes)s minutes", minutes=rest)))
    return " ".join(said)


WAITS: dict[str, LazyString] = {
    Standing.UNDECLARED: _("say whether you have an interest"),
    Standing.INTERESTED: _("you declared an interest"),
    Standing.READ: _("you have entered what another thinks, and say yours once the views are open"),
    Standing.OPEN: _("your view is not given yet"),
    Standing.GIVEN: _("your view is given"),
    Standing.SHOWN: _("views are open"),
    Standing.TOO_LATE: _("views are open, without yours"),
    Standing.LATE: _("views are open, without yours"),
}


ADVICE_GIVEN = _("advice was given")
WHY_PUT_OFF = _("Why was it not reached?")
WHO_READS_WHY = _(
    "Whoever asked reads it, and those who chair the panel. It stands in the minutes."
)


@dataclass(frozen=True)
class Line:
    """Something on the agenda: from when, whose it is, and what waits for whoever reads it."""

    item: Item
    begins: str
    lasts: str
    url: str
    waits: str


def agenda(found: Sitting, items: Sequence[Item], standings: Mapping[str, Standing]) -> list[Line]:
    """`standings`: where the views of whoever reads it stand, by item."""
    at, lines = begins_at(found), []
    for item in items:
        stands = standings.get(item.id, Standing.SHOWN if item.is_revealed else None)
        waits = WAITS[stands] if stands and not item.is_put_off else ""
        if item.is_advised:
            waits = ADVICE_GIVEN
        url = url_for("papers.home", ref=f"{found.ref}.{item.number}")
        lines.append(
            Line(
                item,
                time_words(at) if at and item.minutes else "",
                minutes_words(item.minutes),
                url if item.is_out and found.shows_papers else "",
                str(waits),
            )
        )
        at = at + timedelta(minutes=item.minutes) if at else None
    return lines


def begins_at(found: Sitting) -> datetime | None:
    """When it begins; None where the day or the time is not said, or cannot be read as one."""
    at = read_time(found.at_time)
    if found.day is None or at is None:
        return None
    return begins(found.day).replace(hour=at.hour, minute=at.minute)


# -- one item ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sides:
    """Both sides as a picture, for a wide screen and a narrow one, and in a table."""

    wide: Markup
    narrow: Markup
    twin: Markup


def sides(record: Record) -> Sides:
    return Sides(
        record.picture(704, 13, "wide"),
        record.picture(288, 15, "narrow"),
        balance.table(record.name, record.options),
    )


SHOWN_FIRST = ("both-sides",)


def rest_of(record: Record) -> list[Opened]:
    """What else was put before the members, in the order of the record, as it was asked; nothing that
    nobody talked about.
    """
    return [one for one in record.in_order() if not one.is_empty and one.id not in SHOWN_FIRST]


# -- who said what -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """A member as whoever leads the sitting sees them, of one item: never what they wrote, nor when.

    interest: what they declare of one; earlier: what was declared before, the last first. Each in words,
    with when and by whom.
    """

    member: Member
    words: str
    is_waited_for: bool
    has_declared: bool
    entering: str  # where a view is entered for them
    interest: tuple[str, str] | None
    earlier: list[tuple[str, str]]


def waiting_lines(
    before: Before,
    members: Iterable[Member],
    given: set[tuple[str, int, str]],
    declared: Mapping[str, Sequence[Declaration]],
) -> list[Waiting]:
    """`declared`: every wording of each member, by user."""
    item, lines = before.item, []
    for one in members:
        if not one.advises:
            continue
        every = declared.get(one.user_id, [])
        now = every[-1] if every else None
        has_one = now is not None and now.is_there
        is_given = (item.id, item.round.number, one.user_id) in given
        lines.append(
            Waiting(
                one,
                _waits(now, is_given=is_given),
                is_waited_for=not is_given and not has_one,
                has_declared=now is not None,
                entering=f"{before.sitting.ref}.{item.number}.{one.seat}",
                interest=_declared(now) if now and has_one else None,
                earlier=[_declared(was) for was in reversed(every[:-1])],
            )
        )
    return lines


def _waits(now: Declaration | None, *, is_given: bool) -> str:
    if now is None:
        return str(_("has not said whether they have an interest"))
    if now.is_there and is_given:
        return str(_("gave a view, and has declared an interest since"))
    if now.is_there:
        return str(_("declared an interest, and gives no view"))
    return str(_("has given a view") if is_given else _("has not given a view yet"))


def _declared(one: Declaration) -> tuple[str, str]:
    return interest_words(one.what, is_there=one.is_there), declared_words(one.at, one.by)


def declared_words(at: datetime, by: str) -> str:
    """When it was declared, and by whom where that was noted."""
    when = moment_words(at)
    return str(_("%(when)s, by %(name)s", when=when, name=by)) if by else when


@dataclass(frozen=True)
class Said:
    """What one member said in one round, as everybody reads it."""

    heading: str
    note: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """One member at the reveal: all in equal size, by seat, what they said first and what since."""

    member: Member
    interest: str
    rounds: list[Said]


def cards(
    before: Before,
    members: Sequence[Member],
    shown: Iterable[Shown],
    interests: Mapping[tuple[str, str], Interest],
) -> list[Card]:
    """Every member who advises, also those of whom there is no view: nothing is left out, or counted."""
    said = {(one.user_id, one.round): one for one in shown}
    names = {one.user_id: one.name for one in members}
    revealed = [one for one in before.item.rounds if one.is_revealed]
    found = []
    for member in members:
        if not member.advises:
            continue
        interest = interests.get((before.item.id, member.user_id))
        declared = interest.what or str(_("yes")) if interest and interest.is_there else ""
        rounds = [
            _said(said.get((member.user_id, one.number)), one.number, names, before)
            for one in revealed
        ]
        found.append(Card(member, declared, rounds))
    return found


def _said(one: Shown | None, number: int, names: Mapping[str, str], before: Before) -> Said:
    heading = ""
    if len(before.item.rounds) > 1:
        first, since = _("Before hearing each other"), _("Now, after hearing each other")
        heading = str(first if number == 1 else since)
    if one is None:
        return Said(heading, str(_("No view was given")), [])
    notes = []
    if one.how != Given.OWN:
        by = names.get(one.given_by, str(_("whoever led the sitting")))
        notes.append(str(_("%(how)s by %(name)s", how=GIVEN[one.how], name=by)))
    if one.is_late:
        notes.append(str(_("said after hearing the others")))
    return Said(heading, "; ".join(notes), view_rows(one.said, with_note=bool(before.sitting.part)))


def view_rows(said: Mapping[str, Any], *, with_note: bool) -> list[tuple[str, str]]:
    """The questions and answers of a view. The note is for the members of the sitting alone, and stands
    there only where somebody wrote one.
    """
    form = Form(data=said)
    return [
        (asked.question, asked.shown(asked.kept) if asked.kept is not None else "")
        for asked in form
        if asked.key not in FOR_THE_PANEL_ALONE or (with_note and asked.kept is not None)
    ]
