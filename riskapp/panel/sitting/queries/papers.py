"""What is on an agenda, and once papers are out what was put before members: nothing written since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, select

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.text import beginning
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.tables import decision
from riskapp.panel import rules as panels
from riskapp.panel.leaving_out import put_before
from riskapp.panel.sitting.queries.sittings import ASKED_FIRST, MOST_LISTED, Sitting, get_sitting
from riskapp.panel.sitting.rules import (
    Place,
    read_place,
)
from riskapp.panel.sitting.tables import (
    sitting_item,
    view_round,
)
from riskapp.panel.tables import referral
from riskapp.people.tables import person
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import get_version_by_id


@dataclass(frozen=True)
class Round:
    """One time that members are asked for their view of an item."""

    number: int
    revealed_at: datetime | None
    without: str

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None


@dataclass(frozen=True)
class Item:
    """A referral on the agenda: once papers are out, what was put before the members of it."""

    id: str
    number: int
    minutes: int
    referral_id: str
    referral_ref: str
    state: str
    question: str  # its first words; this and the name as in the papers, until they are out as now
    is_urgent: bool
    called_by: str
    decision_id: str
    decision_ref: str
    asked: Sequence[Mapping[str, str]]
    since: Rows
    version_id: str | None
    digest: str
    is_unsealed: bool
    put_off_at: datetime | None = None
    put_off_because: str = ""
    was_put_off: bool = False  # at an earlier sitting
    rounds: tuple[Round, ...] = ()

    @property
    def is_put_off(self) -> bool:
        return self.put_off_at is not None

    @property
    def may_be_put_off(self) -> bool:
        """Whether members read it, and no advice on it was given."""
        return self.is_out and not self.is_put_off and panels.can("put_off", self.state)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == panels.State.WITHDRAWN

    @property
    def is_advised(self) -> bool:
        return self.state == panels.State.ADVISED and not self.is_put_off

    @property
    def is_out(self) -> bool:
        return self.version_id is not None

    @property
    def round(self) -> Round:
        """The one that members are in; of an item whose papers are out."""
        return self.rounds[-1]

    @property
    def is_revealed(self) -> bool:
        return bool(self.rounds) and self.round.is_revealed

    @property
    def is_heard(self) -> bool:
        """Whether the views of any round are open."""
        return any(one.is_revealed for one in self.rounds)


_of_decision = subject.alias("of_decision")
_earlier = sitting_item.alias("earlier")
_ITEMS = (
    select(
        sitting_item.c.id,
        sitting_item.c.number,
        sitting_item.c.minutes,
        referral.c.subject_id,
        subject.c.ref,
        referral.c.state,
        referral.c.question,
        referral.c.is_urgent,
        sitting_item.c.called_by,
        referral.c.decision_id,
        _of_decision.c.ref,
        sitting_item.c.asked,
        sitting_item.c.since,
        sitting_item.c.version_id,
        sitting_item.c.digest,
        sitting_item.c.is_unsealed,
        sitting_item.c.put_off_at,
        sitting_item.c.put_off_because,
        exists().where(
            _earlier.c.referral_id == sitting_item.c.referral_id,
            _earlier.c.id != sitting_item.c.id,
            _earlier.c.put_off_at.is_not(None),
        ),
        person.c.called_by.label("called_by_now"),
    )
    .join(referral, referral.c.subject_id == sitting_item.c.referral_id)
    .join(subject, subject.c.id == referral.c.subject_id)
    .join(decision, decision.c.subject_id == referral.c.decision_id)
    .join(_of_decision, _of_decision.c.id == decision.c.subject_id)
    .join(person, person.c.subject_id == decision.c.person_id)
    .order_by(sitting_item.c.number)
)


def _item(row: Any, rounds: Sequence[Round]) -> Item:
    *known, called_by_now = row
    fields: Sequence[Any] = (*known, tuple(rounds))
    found = Item(*fields)
    if not found.is_out:
        return replace(found, called_by=called_by_now)
    asked = next((one["shown"] for one in found.asked if one["key"] == ASKED_FIRST), "")
    return replace(found, question=beginning(asked, LIST_WORDS))


def _rounds(conn: Connection, items: Sequence[str]) -> dict[str, list[Round]]:
    rows = conn.execute(
        select(
            view_round.c.item_id,
            view_round.c.number,
            view_round.c.revealed_at,
            view_round.c.without,
        )
        .where(view_round.c.item_id.in_(items))
        .order_by(view_round.c.number)
    )
    found: dict[str, list[Round]] = {one: [] for one in items}
    for item_id, *known in rows:
        found[item_id].append(Round(*known))
    return found


def list_items(conn: Connection, sitting_id: str) -> list[Item]:
    return list_items_of(conn, [sitting_id])[sitting_id]


def list_items_of(conn: Connection, sittings: Sequence[str]) -> dict[str, list[Item]]:
    """What is on several agendas, by the id of the sitting."""
    of = _ITEMS.add_columns(sitting_item.c.sitting_id)
    rows = conn.execute(of.where(sitting_item.c.sitting_id.in_(sittings))).all()
    rounds = _rounds(conn, [row.id for row in rows])
    found: dict[str, list[Item]] = {one: [] for one in sittings}
    for row in rows:
        found[row.sitting_id].append(_item(row[:-1], rounds[row.id]))
    return found


def list_put_out(conn: Connection, sitting_id: str) -> list[tuple[int, str]]:
    """The items that members read, in their order: number and whose it is."""
    rows = conn.execute(
        select(sitting_item.c.number, sitting_item.c.called_by)
        .where(sitting_item.c.sitting_id == sitting_id, sitting_item.c.version_id.is_not(None))
        .order_by(sitting_item.c.number)
    )
    return [(row.number, row.called_by) for row in rows]


def list_sent(conn: Connection, panel_id: str) -> list[tuple[str, str, str, bool]]:
    """The referrals that wait for a sitting of a panel, the urgent and then the longest first: its
    reference, whose it is, the question, whether it is urgent.
    """
    rows = conn.execute(
        select(subject.c.ref, person.c.called_by, referral.c.question, referral.c.is_urgent)
        .join(referral, referral.c.subject_id == subject.c.id)
        .join(decision, decision.c.subject_id == referral.c.decision_id)
        .join(person, person.c.subject_id == decision.c.person_id)
        .where(referral.c.panel_id == panel_id, referral.c.state == panels.State.SENT)
        .order_by(referral.c.is_urgent.desc(), referral.c.sent_at, subject.c.ref)
        .limit(MOST_LISTED)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


@dataclass(frozen=True)
class Before:
    """An item as it is put before the one who asks: the sitting, the item, and the address of both."""

    sitting: Sitting
    item: Item
    place: Place

    @property
    def ref(self) -> str:
        return self.place.ref

    @property
    def takes_views(self) -> bool:
        """Whether views are written now: not once the panel has advised on those it had, or has put the
        item off.
        """
        return self.sitting.can("write") and not (self.item.is_advised or self.item.is_put_off)

    @property
    def home(self) -> str:
        """The address of the item itself, whoever something is entered for."""
        return replace(self.place, seat=0).ref

    @property
    def called_by(self) -> str:
        return self.item.called_by

    @property
    def known_as(self) -> str:
        said = {"number": self.item.number, "panel": self.sitting.panel_name}
        return str(_("Item %(number)s of %(panel)s", **said))

    @property
    def state_words(self) -> str:
        return self.sitting.state_words


class OfItem:
    """What somebody writes about an item, as a journey has it: it is known by the item it is of."""

    before: Before

    @property
    def called_by(self) -> str:
        return self.before.called_by

    @property
    def known_as(self) -> str:
        return self.before.known_as

    @property
    def names(self) -> Mapping[str, str]:
        return {"name": self.called_by}

    @property
    def facts(self) -> Mapping[str, str]:
        return {}


def get_before(conn: Connection, actor: Actor, ref: str) -> Before:
    """An item whose papers are out, by an address such as `PS-0001.2`. Raises NotFound for whoever has
    no part in the sitting, and for a seat where the one who asks does not lead it.
    """
    place = read_place(ref)
    found = get_sitting(conn, actor, place.sitting)
    if not found.shows_papers or (place.seat and not found.leads):
        raise NotFound(ref)
    row = conn.execute(
        _ITEMS.where(sitting_item.c.sitting_id == found.id, sitting_item.c.number == place.number)
    ).first()
    if row is None or row.version_id is None:
        raise NotFound(ref)
    return Before(found, _item(row, _rounds(conn, [row.id])[row.id]), place)


def get_pack(conn: Connection, found: Sitting, item: Item) -> Rows:
    """The rows of a record that were put before the members of a sitting, with what had been said since
    its seal: nothing that the panel's terms leave out, and nothing written later.
    """
    version = get_version_by_id(conn, str(item.version_id))
    return put_before({**version.rows, **item.since}, found.terms.leaves_out)
