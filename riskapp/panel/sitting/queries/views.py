"""Interests, and what members think of an item.

Before the views of an item are opened nothing here reads a word of anybody's but `get_own` and
`list_taken_back`, which are asked by whoever it is of, and `get_entering`, by whoever enters it for
somebody. `list_given` tells that a view was given, and never when. Afterwards whoever has an interest in
the item still reads no view but their own: a page asks `list_shown_to`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, null, select, union_all

from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.panel.sitting.queries.papers import Before, Item, OfItem, get_before
from riskapp.panel.sitting.queries.sittings import MEMBER, Member
from riskapp.panel.sitting.rules import (
    FOR_ANOTHER,
    FOR_OTHERS,
    WRITES,
    Standing,
    ViewIs,
    standing,
)
from riskapp.panel.sitting.tables import (
    declared_before,
    declared_interest,
    member_view,
    sitting_item,
    sitting_member,
    view_round,
    view_taken_back,
)
from riskapp.platform.forms.filling import WAY


@dataclass(frozen=True)
class Interest:
    """What somebody declared of an item, also that there is none."""

    is_there: bool
    what: str


def list_interests(conn: Connection, items: Sequence[str]) -> dict[tuple[str, str], Interest]:
    """By item and user; who is not in it has not declared."""
    rows = conn.execute(
        select(
            declared_interest.c.item_id,
            declared_interest.c.user_id,
            declared_interest.c.is_there,
            declared_interest.c.what,
        ).where(declared_interest.c.item_id.in_(items))
    )
    return {(row[0], row[1]): Interest(row[2], row[3]) for row in rows}


def has_interest(conn: Connection, user_id: str, item_id: str) -> bool:
    """Whether somebody has an interest in an item, and so takes no part in it: declared there, or, since
    then or where nothing was, at another sitting that the same referral came to.
    """
    about = select(sitting_item.c.referral_id).where(sitting_item.c.id == item_id)
    declared = conn.execute(
        select(
            declared_interest.c.item_id,
            declared_interest.c.is_there,
            declared_interest.c.declared_at,
        )
        .join(sitting_item, sitting_item.c.id == declared_interest.c.item_id)
        .where(
            declared_interest.c.user_id == user_id,
            sitting_item.c.referral_id == about.scalar_subquery(),
        )
    ).all()
    here = [row for row in declared if row.item_id == item_id]
    since = [row for row in declared if not here or row.declared_at > here[0].declared_at]
    return any(row.is_there for row in (*here, *since))


@dataclass(frozen=True)
class Declaration:
    """One wording of what somebody declared. by: who said so, by name; empty where nobody was noted."""

    is_there: bool
    what: str
    at: datetime
    by: str


def list_declarations(conn: Connection, items: Sequence[str]) -> dict[str, list[Declaration]]:
    """Every wording that was declared of some items, by user: the first first, so that what stands is
    the last one.
    """
    said = ("user_id", "is_there", "what", "declared_at", "declared_by")
    now, before = declared_interest.c, declared_before.c
    last: Any = null()
    every = union_all(
        select(*(before[key] for key in said), before.number).where(before.item_id.in_(items)),
        select(*(now[key] for key in said), last.label("number")).where(now.item_id.in_(items)),
    ).subquery()
    rows = conn.execute(
        select(
            every.c.user_id,
            every.c.is_there,
            every.c.what,
            every.c.declared_at,
            user_account.c.name,
        )
        .outerjoin(user_account, user_account.c.id == every.c.declared_by)
        .order_by(every.c.user_id, every.c.number.is_(None), every.c.number)
    )
    found: dict[str, list[Declaration]] = {}
    for user_id, is_there, what, at, name in rows:
        found.setdefault(user_id, []).append(Declaration(is_there, what, at, name or ""))
    return found


# -- views ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A view that was opened with the others, or said after them."""

    user_id: str
    round: int
    said: Mapping[str, Any]
    how: str
    given_by: str
    is_late: bool


_SHOWN = select(
    member_view.c.user_id,
    member_view.c.round,
    member_view.c.said,
    member_view.c.how,
    member_view.c.given_by,
    member_view.c.is_late,
).where(member_view.c.item_id == bindparam("item_id"), member_view.c.shown_at.is_not(None))


def list_shown(conn: Connection, item_id: str) -> list[Shown]:
    """All that was opened, for what advice is frozen with; in no order of its own: whoever shows it goes
    by seat.
    """
    return [Shown(*row) for row in conn.execute(_SHOWN, {"item_id": item_id})]


def list_shown_to(conn: Connection, actor: Actor, item_id: str) -> list[Shown]:
    """The same as one of those in the sitting reads it: whoever has an interest, their own alone."""
    is_kept_out = has_interest(conn, actor.user_id, item_id)
    theirs = _SHOWN.where(member_view.c.user_id == actor.user_id) if is_kept_out else _SHOWN
    return [Shown(*row) for row in conn.execute(theirs, {"item_id": item_id})]


def list_given(conn: Connection, items: Sequence[str]) -> set[tuple[str, int, str]]:
    """Of whom a view was given: item, round, user. For those who lead a sitting: not what, nor when."""
    rows = conn.execute(
        select(member_view.c.item_id, member_view.c.round, member_view.c.user_id).where(
            member_view.c.item_id.in_(items), member_view.c.given_at.is_not(None)
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}


@dataclass(frozen=True)
class View:
    """One member's view of one item in one round, for whoever wrote it. given_by: by name."""

    subject_id: str
    round: int
    is_revealed: bool
    is_given: bool
    how: str
    is_shown: bool
    is_late: bool
    has_read: bool  # what another thinks, as they entered it
    said: Mapping[str, Any] = field(default_factory=dict)
    given_at: datetime | None = None
    given_by: str = ""

    @property
    def is_entered(self) -> bool:
        """Whether somebody else gave it for them."""
        return self.how in FOR_OTHERS

    def standing(self, interest: Interest | None) -> Standing:
        has = None if interest is None else interest.is_there
        shown = (self.is_shown, self.is_late, self.is_revealed)
        return standing(ViewIs(has, self.is_given, *shown, self.has_read))


_VIEW = (
    member_view.c.round,
    view_round.c.revealed_at.is_not(None),
    member_view.c.given_at.is_not(None),
    member_view.c.how,
    member_view.c.shown_at.is_not(None),
    member_view.c.is_late,
    member_view.c.has_read,
)
_in_its_round = and_(
    view_round.c.item_id == member_view.c.item_id, view_round.c.number == member_view.c.round
)


def get_own(conn: Connection, actor: Actor, item: Item) -> View | None:
    """The actor's own view in the round that members are in, also one that was given for them; None for
    whoever is not asked for one.
    """
    return list_own(conn, actor, [item]).get(item.id)


def list_own(conn: Connection, actor: Actor, items: Sequence[Item]) -> dict[str, View]:
    """The same of several items, by the item's id."""
    rows = conn.execute(
        select(
            member_view.c.item_id,
            member_view.c.own_id,
            *_VIEW,
            member_view.c.said,
            member_view.c.given_at,
            user_account.c.name,
        )
        .join(view_round, _in_its_round)
        .outerjoin(user_account, user_account.c.id == member_view.c.given_by)
        .where(
            member_view.c.item_id.in_([one.id for one in items]),
            member_view.c.user_id == actor.user_id,
        )
        .order_by(member_view.c.round)
    )
    found: dict[str, View] = {}
    for item_id, *known, said, given_at, name in rows:
        one = View(*known)
        found[item_id] = replace(one, said=said or {}, given_at=given_at, given_by=name or "")
    return found


@dataclass(frozen=True)
class TakenBack:
    """A view as it was given, and taken back before it was opened. given_by: by name."""

    said: Mapping[str, Any]
    how: str
    given_at: datetime
    given_by: str


def list_taken_back(conn: Connection, actor: Actor, item: Item) -> list[TakenBack]:
    """What the actor gave of an item, or was given for them, and no longer stands: the last first."""
    was = view_taken_back.c
    rows = conn.execute(
        select(was.said, was.how, was.given_at, user_account.c.name)
        .join(user_account, user_account.c.id == was.given_by)
        .where(was.item_id == item.id, was.user_id == actor.user_id)
        .order_by(was.round.desc(), was.number.desc())
    )
    return [TakenBack(*row) for row in rows]


def get_entering(conn: Connection, actor: Actor, item: Item, seat: int) -> tuple[Member, View]:
    """What the actor enters for whoever sits there. Raises NotFound where they enter nothing."""
    row = conn.execute(
        select(*MEMBER, member_view.c.entered_id, *_VIEW)
        .select_from(sitting_item)
        .join(sitting_member, sitting_member.c.sitting_id == sitting_item.c.sitting_id)
        .join(user_account, user_account.c.id == sitting_member.c.user_id)
        .join(
            member_view,
            and_(
                member_view.c.item_id == sitting_item.c.id,
                member_view.c.user_id == sitting_member.c.user_id,
            ),
        )
        .join(view_round, _in_its_round)
        .where(
            sitting_item.c.id == item.id,
            sitting_member.c.seat == seat,
            member_view.c.round == item.round.number,
            member_view.c.entered_by == actor.user_id,
        )
    ).first()
    if row is None:
        raise NotFound(str(seat))
    return Member(*row[: len(MEMBER)]), View(*row[len(MEMBER) :])


def find_interest(conn: Connection, item_id: str, user_id: str) -> Interest | None:
    return list_interests(conn, [item_id]).get((item_id, user_id))


@dataclass(frozen=True)
class Viewing(OfItem):
    """A member's view as a journey has it: whose pages these are, and whether they can be written now.

    whose: the name of whom it is entered for; empty where it is one's own. takes_part: not whoever has
    an interest in the item, who enters nothing for another.
    """

    before: Before
    view: View
    user_id: str
    interest: Interest | None
    whose: str = ""
    takes_part: bool = True

    @property
    def id(self) -> str:
        return self.view.subject_id

    @property
    def ref(self) -> str:
        return self.before.ref

    @property
    def names(self) -> Mapping[str, str]:
        return {**super().names, WAY: FOR_ANOTHER if self.whose else ""}

    @property
    def standing(self) -> Standing:
        return self.view.standing(self.interest)

    @property
    def is_open(self) -> bool:
        return self.takes_part and self.before.takes_views and self.standing in WRITES


def get_viewing(conn: Connection, actor: Actor, ref: str) -> Viewing:
    """One's own view, or what one enters for somebody. Raises NotFound where there is neither."""
    before = get_before(conn, actor, ref)
    if before.place.seat:
        member, entered = get_entering(conn, actor, before.item, before.place.seat)
        interest = find_interest(conn, before.item.id, member.user_id)
        takes_part = not has_interest(conn, actor.user_id, before.item.id)
        return Viewing(before, entered, member.user_id, interest, member.name, takes_part)
    own = get_own(conn, actor, before.item)
    if own is None:
        raise NotFound(ref)
    interest = find_interest(conn, before.item.id, actor.user_id)
    return Viewing(before, own, actor.user_id, interest)
