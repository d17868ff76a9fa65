"""What panels wait for: somebody's interest or view, and what cannot go ahead as it stands, and why.

It is told to those whose turn it is and to those who lead; nothing of it stops anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import Connection

from riskapp.accounts.guests import Guest, list_guests
from riskapp.core.actor import Actor
from riskapp.panel.presenters import says_how_soon
from riskapp.panel.queries import Referral
from riskapp.panel.sitting.queries.papers import Item, list_items_of
from riskapp.panel.sitting.queries.sittings import Member, Sitting, list_ahead, list_members_of
from riskapp.panel.sitting.queries.views import Interest, list_given, list_interests, list_own
from riskapp.panel.sitting.rules import Standing, State, quorum_lacks, quorum_lacks_on
from riskapp.platform.entries.reading import list_entries
from riskapp.platform.i18n import LazyString, _

Interests = Mapping[tuple[str, str], Interest]
Given = set[tuple[str, int, str]]

MINE: dict[str, LazyString] = {
    Standing.UNDECLARED: _("Say whether you have an interest, then what you think"),
    Standing.OPEN: _("Say what you think"),
}


@dataclass(frozen=True)
class Waits:
    """An item that waits for the one who asks: what for, in words, and where."""

    item: Item
    words: str
    url: str


@dataclass(frozen=True)
class Ahead:
    """A sitting that was not held yet, or left something without advice, and what it waits for.

    lacks: for those who lead it, what is missing, in words, and where it is put right.
    """

    sitting: Sitting
    mine: list[Waits]
    lacks: list[tuple[str, str]]


def look_ahead(conn: Connection, actor: Actor) -> list[Ahead]:
    """The sittings somebody takes part in or leads, the nearest first. As many statements for many as
    for one.
    """
    sittings = list_ahead(conn, actor)
    if not sittings:
        return []
    items = list_items_of(conn, [one.id for one in sittings])
    out = [item for of in items.values() for item in of if item.is_out]
    own, interests = list_own(conn, actor, out), list_interests(conn, [one.id for one in out])
    led = [one.id for one in sittings if one.leads]
    members, given = list_members_of(conn, led), list_given(conn, [one.id for one in out])
    guests = list_guests(conn, [one.user_id for of in members.values() for one in of])
    found = []
    for one in sittings:
        if one.is_over:
            found.append(Ahead(one, [], list(_left(one, items[one.id]))))
            continue
        mine = []
        for item in items[one.id]:
            view = own.get(item.id)
            standing = view.standing(interests.get((item.id, actor.user_id))) if view else None
            if standing in MINE and one.shows_papers and not item.is_put_off:
                mine.append(Waits(item, str(MINE[standing]), _where(one, item, standing)))
        lacks = []
        if one.leads:
            lacks = [
                *_not_arranged(one, items[one.id]),
                *_no_quorum(one, items[one.id], members[one.id], interests),
                *_no_link(one, items[one.id], members[one.id], interests, given, guests),
                *_not_said(one, items[one.id], members[one.id], interests, given),
            ]
        found.append(Ahead(one, mine, lacks))
    return found


def _where(found: Sitting, item: Item, standing: Standing) -> str:
    page = url_for("papers.home", ref=f"{found.ref}.{item.number}")
    return f"{page}#{'interest' if standing == Standing.UNDECLARED else 'view'}"


def _home(found: Sitting, at: str) -> str:
    return url_for("sitting.home", ref=found.ref) + f"#{at}"


def _not_arranged(found: Sitting, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    if found.day is None:
        yield str(_("No day is set")), url_for("arranging.step", ref=found.ref, step="when")
    if not items:
        yield str(_("Nothing is on the agenda")), _home(found, "agenda")
    elif found.state == State.ARRANGING:
        yield str(_("Papers are not out")), _home(found, "papers")


def _left(found: Sitting, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.may_be_put_off:
            where = url_for("papers.home", ref=f"{found.ref}.{item.number}") + "#put-off"
            yield str(NO_ADVICE) % {"number": item.number}, where


def _no_quorum(
    found: Sitting, items: Sequence[Item], members: Sequence[Member], interests: Interests
) -> Iterator[tuple[str, str]]:
    """For the sitting; else for an item, once those with an interest in it are left out."""
    coming = {one.user_id: one.as_coming for one in members}
    lacks = quorum_lacks(found.terms, coming.values())
    for words in lacks:
        yield str(_("No quorum: %(why)s", why=words)), _home(found, "members")
    for item in (one for one in items if not lacks and one.may_be_put_off):
        aside = {who for who in coming if _is_interested(interests.get((item.id, who)))}
        for words in quorum_lacks_on(found.terms, coming, aside):
            said = {"number": item.number, "why": words}
            yield str(NO_QUORUM_ON) % said, _home(found, "members")


def _no_link(
    found: Sitting,
    items: Sequence[Item],
    members: Sequence[Member],
    interests: Interests,
    given: Given,
    guests: Mapping[str, Guest],
) -> Iterator[tuple[str, str]]:
    """Of guests whose view is still waited for."""
    for one in members:
        guest = guests.get(one.user_id)
        stays_out = found.can("let_in") and guest and not (guest.has_link or guest.has_come)
        if stays_out and any(_waits_for(item, one, interests, given) for item in items):
            words = _("%(name)s has no link to come in by", name=one.name)
            yield str(words), _home(found, "members")


def _waits_for(item: Item, one: Member, interests: Interests, given: Given) -> bool:
    """Whether the view of a member is still waited for before those of an item are opened."""
    if not item.is_out or item.is_revealed or item.is_put_off:
        return False
    is_given = (item.id, item.round.number, one.user_id) in given
    return not is_given and not _is_interested(interests.get((item.id, one.user_id)))


def _not_said(
    found: Sitting,
    items: Sequence[Item],
    members: Sequence[Member],
    interests: Interests,
    given: Given,
) -> Iterator[tuple[str, str]]:
    """Of each item whose views are not open: who has not declared, and who has given no view."""
    for item in items:
        where = url_for("papers.home", ref=f"{found.ref}.{item.number}") + "#views"
        waits = [one for one in members if one.advises and _waits_for(item, one, interests, given)]
        undeclared = [one for one in waits if (item.id, one.user_id) not in interests]
        silent = [one for one in waits if one not in undeclared]
        for who, words in ((undeclared, NOT_DECLARED), (silent, NO_VIEW)):
            if who:
                said = {"number": item.number, "names": ", ".join(one.name for one in who)}
                yield str(words) % said, where


NO_ADVICE = _("Item %(number)s: no advice yet. Give it, or put it off")
NO_QUORUM_ON = _("Item %(number)s: no quorum without those who have an interest: %(why)s")
NOT_DECLARED = _("Item %(number)s: no word yet on an interest from %(names)s")
NO_VIEW = _("Item %(number)s: no view yet from %(names)s")


def _is_interested(interest: Interest | None) -> bool:
    return interest is not None and interest.is_there


def overdue(conn: Connection, waiting: Sequence[Referral], today: date) -> list[Referral]:
    """What of that is past the day by which the panel says it sits: none where nobody said how soon that
    is.
    """
    late = [one for one in waiting if one.due_on and one.due_on < today]
    panels = list_entries(conn, {one.panel_id: {} for one in late})
    return [one for one in late if says_how_soon(panels[one.panel_id])]
