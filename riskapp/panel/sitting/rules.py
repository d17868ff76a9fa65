"""A sitting, what may be done in it and when, and whether enough are there to advise."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple, TypeVar

from riskapp.accounts.rules import Role
from riskapp.core.actor import GUEST
from riskapp.core.errors import NotFound
from riskapp.core.reference import SITTING, read_reference
from riskapp.panel.rules import Terms
from riskapp.platform.i18n import LazyString, _

KIND = "sitting"  # as a subject, which looks, entries and the audit log point at
VIEW = "member-view"  # the subject that one member's own words about one item are entries of
# Whatever their role: a sitting asks who somebody is, and not what.
ANYBODY = tuple(Role)
# And who was invited to this one alone.
MEMBERS = (*ANYBODY, GUEST)
MOST_ITEMS = 30
MOST_MEMBERS = 24
MOST_ROUNDS = 2
MOST_MINUTES = 480


class State(StrEnum):
    """Where a sitting stands."""

    ARRANGING = "arranging"
    PAPERS_OUT = "papers-out"
    HELD = "held"
    CALLED_OFF = "called-off"


STATES: dict[str, LazyString] = {
    State.ARRANGING: _("being arranged"),
    State.PAPERS_OUT: _("papers are out"),
    State.HELD: _("held"),
    State.CALLED_OFF: _("called off"),
}
# What may be done while a sitting stands somewhere, and where that leads; most of it leads nowhere.
MOVES: dict[str, Mapping[str, str]] = {
    State.ARRANGING: {
        "arrange": State.ARRANGING,
        "put_papers_out": State.PAPERS_OUT,
        "call_off": State.CALLED_OFF,
    },
    State.PAPERS_OUT: {
        "attend": State.PAPERS_OUT,
        "let_in": State.PAPERS_OUT,
        "write": State.PAPERS_OUT,
        "open_views": State.PAPERS_OUT,
        "put_off": State.PAPERS_OUT,
        "hold": State.HELD,
        "call_off": State.CALLED_OFF,
    },
    # Nobody who was there has to have written in time: what is missing can still be written.
    State.HELD: {"write": State.HELD, "open_views": State.HELD, "put_off": State.HELD},
    State.CALLED_OFF: {},
}


def can(move: str, state: str) -> bool:
    return move in MOVES[state]


def may_be_held(day: date | None, today: date, *, is_urgent: bool) -> bool:
    """Whether a sitting can be over: not before its day. Between sittings that is the day by which
    members are asked, and all may have answered before.
    """
    return is_urgent or day is None or day <= today


class Part(StrEnum):
    """What somebody does in a sitting."""

    CHAIR = "chair"
    MEMBER = "member"
    CLERK = "clerk"


PARTS: dict[str, LazyString] = {
    Part.CHAIR: _("chairs it"),
    Part.MEMBER: _("member"),
    Part.CLERK: _("clerk, who gives no view"),
}
ADVISES = (Part.CHAIR, Part.MEMBER)
LEADS = (Part.CHAIR, Part.CLERK)


class Attendance(StrEnum):
    """Whether somebody comes, or came. That nobody heard from them is an answer of its own."""

    EXPECTED = "expected"
    PRESENT = "present"
    APOLOGIES = "apologies"
    NO_RESPONSE = "no-response"


ATTENDANCES: dict[str, LazyString] = {
    Attendance.EXPECTED: _("is coming"),
    Attendance.PRESENT: _("was there"),
    Attendance.APOLOGIES: _("sends apologies"),
    Attendance.NO_RESPONSE: _("no answer yet"),
}
COMES = (Attendance.EXPECTED, Attendance.PRESENT)


def changed_from(before: str, now: str) -> str:
    """What somebody said before of coming, where they say otherwise now: the last answer counts. To have
    been there is no other answer than to come.
    """
    answered = before in (*COMES, Attendance.APOLOGIES)
    return before if answered and (before in COMES) != (now in COMES) else ""


class Given(StrEnum):
    """How a view was given."""

    OWN = "own"
    PAPER = "paper"
    ALOUD = "aloud"


GIVEN: dict[str, LazyString] = {
    Given.OWN: _("written by the member"),
    Given.PAPER: _("given on paper, and entered for the member"),
    Given.ALOUD: _("said aloud, and entered for the member"),
}
FOR_OTHERS = (Given.PAPER, Given.ALOUD)


# -- quorum --------------------------------------------------------------------------------------


class Coming(NamedTuple):
    """A member, as far as a quorum asks."""

    profession: str
    part: str
    attendance: str


def quorum_lacks(terms: Terms, members: Iterable[Coming]) -> list[str]:
    """What is missing for a quorum, a plain sentence each; empty where nothing is.

    It stops nothing: advice given without one says so.
    """
    there = [one for one in members if one.part in ADVISES and one.attendance in COMES]
    lacks = []
    if len(there) < terms.quorum:
        said = {"wanted": terms.quorum, "there": len(there)}
        lacks.append(str(_("%(wanted)s who advise are needed; there or coming: %(there)s", **said)))
    professions = {one.profession.casefold() for one in there}
    lacks += [
        str(_("nobody is there or coming as %(profession)s", profession=seat.profession))
        for seat in terms.seats
        if seat.is_needed and seat.profession.casefold() not in professions
    ]
    return lacks


def quorum_lacks_on(
    terms: Terms, members: Mapping[str, Coming], interested: Container[str]
) -> list[str]:
    """The same on one item, by user: whoever declared an interest in it does not advise on it."""
    return quorum_lacks(terms, [one for who, one in members.items() if who not in interested])


# The way a view is asked for where one enters it for a member.
FOR_ANOTHER = "for-another"


# -- who has said what ---------------------------------------------------------------------------


class Standing(StrEnum):
    """Where the view of one member of one item stands, in one round."""

    UNDECLARED = "undeclared"  # whether they have an interest in it
    INTERESTED = "interested"
    READ = "read"  # has entered what another member thinks, and read it
    OPEN = "open"
    GIVEN = "given"
    SHOWN = "shown"
    TOO_LATE = "too-late"
    LATE = "late"  # being written after the others were heard


class ViewIs(NamedTuple):
    """What tells where it stands."""

    has_interest: bool | None  # None: not declared
    is_given: bool
    is_shown: bool
    is_late: bool
    is_revealed: bool
    has_read: bool


def standing(view: ViewIs) -> Standing:
    if view.is_shown:
        return Standing.SHOWN
    if view.has_interest is None:
        return Standing.UNDECLARED
    if view.has_interest:
        return Standing.INTERESTED
    if view.is_given and not view.is_revealed:
        return Standing.GIVEN
    if not view.is_revealed:
        return Standing.READ if view.has_read else Standing.OPEN
    return Standing.LATE if view.is_late else Standing.TOO_LATE


WRITES = (Standing.OPEN, Standing.LATE)


def gives_first(stands: str, attendance: str) -> bool:
    """Whether somebody gives their own view before they enter one for another, since they read that as
    they enter it. Whoever has an interest, or sends apologies, has none to give.
    """
    owes = stands in (Standing.UNDECLARED, Standing.OPEN)
    return owes and attendance != Attendance.APOLOGIES


def may_declare(
    has_interest: bool | None, *, now_has: bool, is_revealed: bool, is_own: bool = True
) -> bool:
    """Whether what somebody declared can change: once they have heard the others, an interest that was
    declared is not taken back. One that is found out later is always said, and by nobody else: whoever
    leads could silence a member with it.
    """
    if not is_own:
        return not now_has and has_interest is not True
    return now_has or not is_revealed or has_interest is not True


def interest_words(what: str, *, is_there: bool) -> str:
    """What somebody declared, also where they have none, or do not say what it is."""
    if not is_there:
        return str(_("No interest"))
    return what or str(_("An interest; what it is, they do not say"))


# -- addresses -----------------------------------------------------------------------------------

_PLACE = re.compile(r"([A-Za-z0-9-]{1,20})\.([0-9]{1,3})(?:\.([0-9]{1,3}))?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """An item of a sitting as an address names it, and the seat of whom something is entered for:
    `PS-0001.2`, `PS-0001.2.5`. No address names a view.
    """

    sitting: str
    number: int
    seat: int = 0

    @property
    def ref(self) -> str:
        seat = f".{self.seat}" if self.seat else ""
        return f"{self.sitting}.{self.number}{seat}"


def read_place(text: str) -> Place:
    """Raises NotFound for anything else."""
    match = _PLACE.fullmatch(text.strip())
    if match is None or match[3] == "0":
        raise NotFound(text[:40])
    return Place(read_reference(match[1], SITTING), int(match[2]), int(match[3] or 0))


# -- time ----------------------------------------------------------------------------------------

_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
_NOON = 12


def read_time(text: str) -> time | None:
    """What somebody typed as a time of day; None where it is not one, or might be morning or evening."""
    match = _TIME.fullmatch(text.strip())
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 (a day has them)


Thing = TypeVar("Thing")


def moved(things: Sequence[Thing], at: int, *, up: bool) -> list[Thing]:
    """The same in another order: one of them a place further up, or down."""
    order, there = list(things), at - 1 if up else at + 1
    if 0 <= at < len(order) and 0 <= there < len(order):
        order[at], order[there] = order[there], order[at]
    return order
