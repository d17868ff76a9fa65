"""Reading advice and dissent: for those who take part in the sitting.

A dissent is its writer's alone until it is given: nothing here reads one before that but
`get_dissenting`, which is asked by whoever writes it, or enters it for somebody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotAllowed, NotFound
from riskapp.panel.advice.rules import SHOWN, State, can, state_of
from riskapp.panel.advice.tables import advice, dissent
from riskapp.panel.rules import State as Referral
from riskapp.panel.sitting.queries.papers import Before, OfItem, get_before, get_pack
from riskapp.panel.sitting.queries.sittings import Member, list_members
from riskapp.panel.sitting.queries.views import has_interest
from riskapp.panel.sitting.tables import declared_interest
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, order_of

ASKS = (Referral.LISTED, Referral.ADVISED)


@dataclass(frozen=True)
class Advice:
    """One advice on an item: being written, or given and unchanged since. `number`: 1 for the first."""

    id: str
    item_id: str
    number: int
    changed_at: datetime
    given_at: datetime | None
    version_id: str | None

    @property
    def is_given(self) -> bool:
        return self.given_at is not None


_ADVICE = [advice.c[f] for f in ("subject_id", "item_id", "number", "changed_at", "given_at")]
_ADVICE.append(advice.c.version_id)


def list_advice(conn: Connection, items: Sequence[str]) -> dict[str, list[Advice]]:
    """Of each item, the first first."""
    rows = conn.execute(
        select(*_ADVICE).where(advice.c.item_id.in_(items)).order_by(advice.c.number)
    )
    found: dict[str, list[Advice]] = {one: [] for one in items}
    for row in rows:
        found[row.item_id].append(Advice(*row))
    return found


def state_of_advice(before: Before, every: Sequence[Advice]) -> State:
    """Where the advice on an item stands: nowhere while a round of views is not open."""
    return state_of(
        is_heard=before.item.is_revealed,
        is_asked=before.item.state in ASKS and not before.item.is_put_off,
        is_begun=bool(every),
        is_given=bool(every) and every[-1].is_given,
    )


def may_write(conn: Connection, actor: Actor, before: Before) -> bool:
    """Whether somebody writes the advice on an item: who leads the sitting and has no interest in it."""
    return before.sitting.leads and not has_interest(conn, actor.user_id, before.item.id)


@dataclass(frozen=True)
class Advising(OfItem):
    """The advice that is being written, or was given last, as a journey has it.

    shown: each thing that was put before the members, by its path, in its first words.
    """

    before: Before
    advice: Advice
    state: State
    shown: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.advice.id

    @property
    def ref(self) -> str:
        return self.before.home

    @property
    def is_open(self) -> bool:
        return can("write", self.state)

    @cached_property
    def facts(self) -> Mapping[str, str]:
        shown = {f"{SHOWN}{path}": words for path, words in self.shown.items()}
        return {"number": str(self.advice.number), **shown}


def get_advising(conn: Connection, actor: Actor, ref: str) -> Advising:
    """Raises NotFound for whoever has no part in the sitting, NotAllowed for whoever does not write its
    advice, Conflict where none was begun.
    """
    before = get_before(conn, actor, ref)
    if before.place.seat:
        raise NotFound(ref)
    if not may_write(conn, actor, before):
        raise NotAllowed
    every = list_advice(conn, [before.item.id])[before.item.id]
    if not every:
        raise Conflict(ref)
    rows = get_pack(conn, before.sitting, before.item)
    return Advising(before, every[-1], state_of_advice(before, every), entries_shown(rows))


_MAIN = ("title", "text", "what", "view", "choice")


def entries_shown(rows: Rows) -> dict[str, str]:
    """The things in what was shown that words stand for, by their path: an option, something that could
    happen, a help, a difference.
    """
    shown: dict[str, str] = {}
    for row_id, row in sorted(rows.items(), key=lambda one: order_of(one[0])):
        path, _dot, key = row_id.rpartition(".")
        if key in _MAIN and path not in shown and row["shown"]:
            shown[path] = row["shown"]
        elif key == "is_now" and row["value"]:
            shown[path] = str(_("Carrying on as now"))
    return shown


# -- dissent -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dissent:
    """That a member sees it differently, as it was given."""

    user_id: str
    how: str
    view: str


def list_dissents(conn: Connection, advice_ids: Sequence[str]) -> dict[str, list[Dissent]]:
    """Those that were given, by the advice they are of; not of whoever declared an interest since."""
    interested = exists().where(
        declared_interest.c.item_id == advice.c.item_id,
        declared_interest.c.user_id == dissent.c.user_id,
        declared_interest.c.is_there,
    )
    rows = conn.execute(
        select(dissent.c.advice_id, dissent.c.user_id, dissent.c.how, dissent.c.said)
        .join(advice, advice.c.subject_id == dissent.c.advice_id)
        .where(dissent.c.advice_id.in_(advice_ids), dissent.c.given_at.is_not(None), ~interested)
    )
    found: dict[str, list[Dissent]] = {one: [] for one in advice_ids}
    for row in rows:
        found[row.advice_id].append(Dissent(row.user_id, row.how, row.said.get("view", "")))
    return found


@dataclass(frozen=True)
class Dissenting(OfItem):
    """A member's dissent as a journey has it. whose: of whom it is entered for; empty for one's own."""

    before: Before
    advice: Advice
    state: State
    member: Member
    subject_id: str
    is_given: bool
    whose: str = ""

    @property
    def id(self) -> str:
        return self.subject_id

    @property
    def ref(self) -> str:
        return self.before.ref

    @property
    def is_open(self) -> bool:
        return can("dissent", self.state) and not self.is_given


@dataclass(frozen=True)
class Dissenter:
    """Somebody who may dissent from an advice, as the one who asks may know it."""

    before: Before
    advice: Advice
    state: State
    member: Member
    row: Row[Any] | None  # of the table, where they began


def get_dissenter(conn: Connection, actor: Actor, ref: str) -> Dissenter:
    """The member an address means: whoever sits in its seat, else the actor.

    Raises NotFound for whoever has no part in the sitting, NotAllowed for whoever is no member that
    advises, and where they or the one who asks declared an interest, Conflict where there is no advice
    to dissent from.
    """
    before = get_before(conn, actor, ref)
    member = _member(conn, actor, before)
    if any(has_interest(conn, who, before.item.id) for who in {member.user_id, actor.user_id}):
        raise NotAllowed
    every = list_advice(conn, [before.item.id])[before.item.id]
    if not every:
        raise Conflict(ref)
    row = conn.execute(
        select(dissent).where(
            dissent.c.advice_id == every[-1].id, dissent.c.user_id == member.user_id
        )
    ).first()
    return Dissenter(before, every[-1], state_of_advice(before, every), member, row)


def _member(conn: Connection, actor: Actor, before: Before) -> Member:
    seat = before.place.seat
    for one in list_members(conn, before.sitting.id):
        if one.seat == seat if seat else one.user_id == actor.user_id:
            if one.advises:
                return one
            break
    if seat:
        raise NotFound(before.ref)
    raise NotAllowed


def get_dissenting(conn: Connection, actor: Actor, ref: str) -> Dissenting:
    """One's own dissent, or what one enters for somebody. Raises Conflict where neither was begun."""
    found = get_dissenter(conn, actor, ref)
    row, is_entered = found.row, bool(found.before.place.seat)
    if row is None:
        raise Conflict(ref)
    subject_id = row.entered_id if is_entered else row.own_id
    if subject_id is None or (is_entered and row.entered_by != actor.user_id):
        raise Conflict(ref)
    whose = found.member.name if is_entered else ""
    is_given = row.given_at is not None
    return Dissenting(
        found.before, found.advice, found.state, found.member, subject_id, is_given, whose
    )


@dataclass(frozen=True)
class Own:
    """What there is of somebody's own dissent: whether they began, and what was given and how."""

    is_begun: bool
    is_given: bool
    how: str
    view: str


def find_own(conn: Connection, actor: Actor, advice_id: str) -> Own | None:
    """None where nothing is there."""
    row = conn.execute(
        select(dissent.c.own_id, dissent.c.given_at, dissent.c.how, dissent.c.said).where(
            dissent.c.advice_id == advice_id, dissent.c.user_id == actor.user_id
        )
    ).first()
    if row is None:
        return None
    view = (row.said or {}).get("view", "")
    return Own(row.own_id is not None, row.given_at is not None, row.how, view)
