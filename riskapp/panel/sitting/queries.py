"""Reading sittings: for their members and those who lead them; for nobody else is there any.

Before the views of an item are opened nothing here reads a word of anybody's but `get_own`, which is
asked by whoever wrote it, and `get_entering`, by whoever enters it for somebody. `list_given` tells
that a view was given, and never when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import SITTING, read_reference
from riskapp.core.text import beginning
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.tables import decision
from riskapp.panel import rules as panels
from riskapp.panel.leaving_out import put_before
from riskapp.panel.rules import Terms
from riskapp.panel.sitting.rules import (
    ADVISES,
    LEADS,
    STATES,
    WRITES,
    Coming,
    Given,
    Part,
    Place,
    Standing,
    State,
    ViewIs,
    can,
    read_place,
    standing,
)
from riskapp.panel.sitting.tables import (
    declared_interest,
    member_view,
    sitting,
    sitting_item,
    sitting_member,
    view_round,
)
from riskapp.panel.tables import panel, panel_member, referral
from riskapp.people.tables import person
from riskapp.platform.entries.reading import find_saved
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.time import short_date_words
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import get_version_by_id

MOST_LISTED = 100
ASKED_FIRST = "question.question"  # of what a referral asks
PAPERS_ARE_READ = (State.PAPERS_OUT, State.HELD)


@dataclass(frozen=True)
class Sitting:
    """A sitting of a panel, as one who takes part in it or leads it may know it.

    part: what the one who asks does in it; empty for a chair of the panel who is no member of it.
    """

    id: str
    ref: str
    panel_id: str
    panel_name: str
    state: str
    on_day: str
    at_time: str
    is_urgent: bool
    terms: Terms
    papers_at: datetime | None
    changed_at: datetime
    changed_step: str
    part: str
    is_panel_chair: bool

    @property
    def leads(self) -> bool:
        """Whether the one who asks arranges it."""
        return self.part in LEADS or self.is_panel_chair

    @property
    def chairs(self) -> bool:
        return self.part == Part.CHAIR or self.is_panel_chair

    @property
    def advises(self) -> bool:
        return self.part in ADVISES

    @property
    def is_open(self) -> bool:
        """Whether when and where it is can be written: by those who lead it, until it was held."""
        return self.leads and self.state in (State.ARRANGING, State.PAPERS_OUT)

    @property
    def is_over(self) -> bool:
        return self.state in (State.HELD, State.CALLED_OFF)

    @property
    def shows_papers(self) -> bool:
        return self.state in PAPERS_ARE_READ

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on_day) if self.on_day else None

    @property
    def called_by(self) -> str:
        return self.panel_name

    @property
    def known_as(self) -> str:
        day = short_date_words(self.day) if self.day else str(_("no day yet"))
        if self.is_urgent:
            return str(_("Between sittings, %(day)s", day=day))
        return str(_("Sitting, %(day)s", day=day))

    @property
    def names(self) -> Mapping[str, str]:
        return {"name": self.panel_name}

    @property
    def facts(self) -> Mapping[str, str]:
        return {}

    def can(self, move: str) -> bool:
        return can(move, self.state)


_me = and_(
    sitting_member.c.sitting_id == sitting.c.subject_id,
    sitting_member.c.user_id == bindparam("user_id"),
)
_my_panel = and_(
    panel_member.c.panel_id == sitting.c.panel_id,
    panel_member.c.user_id == bindparam("user_id"),
    panel_member.c.is_chair,
)
_SITTINGS = (
    select(
        sitting.c.subject_id,
        subject.c.ref,
        sitting.c.panel_id,
        panel.c.name,
        sitting.c.state,
        sitting.c.on_day,
        sitting.c.at_time,
        sitting.c.is_urgent,
        sitting.c.terms,
        sitting.c.papers_at,
        sitting.c.changed_at,
        sitting.c.changed_step,
        sitting_member.c.part,
        panel_member.c.is_chair,
        panel.c.terms.label("panel_terms"),
    )
    .join(subject, subject.c.id == sitting.c.subject_id)
    .join(panel, panel.c.subject_id == sitting.c.panel_id)
    .outerjoin(sitting_member, _me)
    .outerjoin(panel_member, _my_panel)
    .where(or_(sitting_member.c.user_id.is_not(None), panel_member.c.user_id.is_not(None)))
    .order_by(sitting.c.on_day.desc(), subject.c.ref.desc())
)


def _sitting(row: Any) -> Sitting:
    *known, terms, papers_at, changed_at, step, part, is_chair, panel_terms = row
    read = Terms.read(terms or panel_terms)  # as they were when papers went out
    fields: Sequence[Any] = (*known, read, papers_at, changed_at, step, part or "", bool(is_chair))
    return Sitting(*fields)


def get_sitting(conn: Connection, actor: Actor, ref: str) -> Sitting:
    """Raises NotFound for whoever has no part in it exactly as for one there never was."""
    asked = {"ref": read_reference(ref, SITTING), "user_id": actor.user_id}
    row = conn.execute(_SITTINGS.where(subject.c.ref == bindparam("ref")), asked).first()
    if row is None:
        raise NotFound(ref)
    return _sitting(row)


def list_sittings(conn: Connection, actor: Actor) -> list[Sitting]:
    """Those somebody is asked to, or whose panel they chair, the latest day first."""
    rows = conn.execute(_SITTINGS.limit(MOST_LISTED), {"user_id": actor.user_id})
    return [_sitting(row) for row in rows]


def list_ahead(conn: Connection, actor: Actor) -> list[Sitting]:
    """Those of them that were neither held nor called off, the nearest day first, those without last."""
    nearest = (sitting.c.on_day == "", sitting.c.on_day, subject.c.ref)
    rows = conn.execute(
        _SITTINGS.where(sitting.c.state.in_((State.ARRANGING, State.PAPERS_OUT)))
        .order_by(None)
        .order_by(*nearest)
        .limit(MOST_LISTED),
        {"user_id": actor.user_id},
    )
    return [_sitting(row) for row in rows]


def find_visited(conn: Connection, actor: Actor) -> str:
    """The reference of the one sitting that a guest was invited to. Raises NotFound."""
    found: str | None = conn.execute(
        select(subject.c.ref)
        .join(sitting_member, sitting_member.c.sitting_id == subject.c.id)
        .where(sitting_member.c.user_id == actor.user_id)
    ).scalar()
    if found is None:
        raise NotFound
    return found


def list_chaired(conn: Connection, actor: Actor) -> list[tuple[str, str]]:
    """The panels somebody chairs and can arrange a sitting of: reference and name."""
    rows = conn.execute(
        select(subject.c.ref, panel.c.name)
        .join(panel, panel.c.subject_id == subject.c.id)
        .join(panel_member, panel_member.c.panel_id == panel.c.subject_id)
        .where(panel_member.c.user_id == actor.user_id, panel_member.c.is_chair)
        .order_by(panel.c.name, subject.c.ref)
    )
    return [(row.ref, row.name) for row in rows]


def find_chaired(conn: Connection, actor: Actor, ref: str) -> str:
    """The id of a panel that somebody chairs. Raises NotFound."""
    found: str | None = conn.execute(
        select(panel.c.subject_id)
        .join(subject, subject.c.id == panel.c.subject_id)
        .join(panel_member, panel_member.c.panel_id == panel.c.subject_id)
        .where(
            subject.c.ref == ref, panel_member.c.user_id == actor.user_id, panel_member.c.is_chair
        )
    ).scalar()
    if found is None:
        raise NotFound(ref[:40])
    return found


def find_arranged(conn: Connection, actor: Actor, key: str) -> str | None:
    """The reference of what one click of a button arranged, where it was clicked before."""
    subject_id = find_saved(conn, actor.user_id, key)
    return conn.execute(select(subject.c.ref).where(subject.c.id == subject_id)).scalar()


# -- members -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """Somebody who is asked to a sitting."""

    user_id: str
    name: str
    seat: int
    part: str
    profession: str
    organisation: str
    attendance: str

    @property
    def advises(self) -> bool:
        return self.part in ADVISES

    @property
    def as_coming(self) -> Coming:
        return Coming(self.profession, self.part, self.attendance)

    @property
    def comes_from(self) -> str:
        return ", ".join(filter(None, (self.profession, self.organisation)))


def list_members(conn: Connection, sitting_id: str) -> list[Member]:
    """By seat, which is the order in which they are always named."""
    return list_members_of(conn, [sitting_id])[sitting_id]


def list_members_of(conn: Connection, sittings: Sequence[str]) -> dict[str, list[Member]]:
    """The same of several sittings, by their ids."""
    rows = conn.execute(
        select(
            sitting_member.c.user_id,
            user_account.c.name,
            sitting_member.c.seat,
            sitting_member.c.part,
            sitting_member.c.profession,
            sitting_member.c.organisation,
            sitting_member.c.attendance,
            sitting_member.c.sitting_id,
        )
        .join(user_account, user_account.c.id == sitting_member.c.user_id)
        .where(sitting_member.c.sitting_id.in_(sittings))
        .order_by(sitting_member.c.seat)
    )
    found: dict[str, list[Member]] = {one: [] for one in sittings}
    for *known, sitting_id in rows:
        found[sitting_id].append(Member(*known))
    return found


@dataclass(frozen=True)
class Listed:
    """Somebody on the panel's own list, who can be asked."""

    user_id: str
    name: str
    profession: str
    organisation: str


def list_who_can_be_asked(conn: Connection, found: Sitting) -> list[Listed]:
    """Those on the panel's list who may sign in and are not asked yet, by name."""
    asked = select(sitting_member.c.user_id).where(sitting_member.c.sitting_id == found.id)
    rows = conn.execute(
        select(
            panel_member.c.user_id,
            user_account.c.name,
            panel_member.c.profession,
            panel_member.c.organisation,
        )
        .join(user_account, user_account.c.id == panel_member.c.user_id)
        .where(
            panel_member.c.panel_id == found.panel_id,
            panel_member.c.user_id.not_in(asked),
            user_account.c.disabled_at.is_(None),
        )
        .order_by(user_account.c.name, panel_member.c.user_id)
    )
    return [Listed(*row) for row in rows]


# -- the agenda ----------------------------------------------------------------------------------


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
    rounds: tuple[Round, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        return self.state == panels.State.WITHDRAWN

    @property
    def is_advised(self) -> bool:
        return self.state == panels.State.ADVISED

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
        """Whether views are written now: not once the panel has advised on those it had."""
        return self.sitting.can("write") and not self.item.is_advised

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


# -- interests -----------------------------------------------------------------------------------


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


def list_shown(conn: Connection, item_id: str) -> list[Shown]:
    """Only what is open to all members; in no order of its own: whoever shows it goes by seat."""
    rows = conn.execute(
        select(
            member_view.c.user_id,
            member_view.c.round,
            member_view.c.said,
            member_view.c.how,
            member_view.c.given_by,
            member_view.c.is_late,
        ).where(member_view.c.item_id == item_id, member_view.c.shown_at.is_not(None))
    )
    return [Shown(*row) for row in rows]


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
    """One member's view of one item in one round, for whoever wrote it."""

    subject_id: str
    round: int
    is_revealed: bool
    is_given: bool
    how: str
    is_shown: bool
    is_late: bool
    said: Mapping[str, Any] = field(default_factory=dict)

    def standing(self, interest: Interest | None) -> Standing:
        has = None if interest is None else interest.is_there
        return standing(ViewIs(has, self.is_given, self.is_shown, self.is_late, self.is_revealed))


_VIEW = (
    member_view.c.round,
    view_round.c.revealed_at.is_not(None),
    member_view.c.given_at.is_not(None),
    member_view.c.how,
    member_view.c.shown_at.is_not(None),
    member_view.c.is_late,
)
_in_its_round = and_(
    view_round.c.item_id == member_view.c.item_id, view_round.c.number == member_view.c.round
)


def get_own(conn: Connection, actor: Actor, item: Item) -> View | None:
    """The actor's own view in the round that members are in; None for whoever is not asked for one.

    What was entered for them, on paper or aloud, they read once the views are open.
    """
    return list_own(conn, actor, [item]).get(item.id)


def list_own(conn: Connection, actor: Actor, items: Sequence[Item]) -> dict[str, View]:
    """The same of several items, by the item's id."""
    rows = conn.execute(
        select(member_view.c.item_id, member_view.c.own_id, *_VIEW, member_view.c.said)
        .join(view_round, _in_its_round)
        .where(
            member_view.c.item_id.in_([one.id for one in items]),
            member_view.c.user_id == actor.user_id,
        )
        .order_by(member_view.c.round)
    )
    found: dict[str, View] = {}
    for item_id, *known, said in rows:
        one = View(*known)
        found[item_id] = replace(one, said=said or {}) if one.how == Given.OWN else one
    return found


def get_entering(conn: Connection, actor: Actor, item: Item, seat: int) -> tuple[Member, View]:
    """What the actor enters for whoever sits there. Raises NotFound where they enter nothing."""
    row = conn.execute(
        select(
            sitting_member.c.user_id,
            user_account.c.name,
            sitting_member.c.seat,
            sitting_member.c.part,
            sitting_member.c.profession,
            sitting_member.c.organisation,
            sitting_member.c.attendance,
            member_view.c.entered_id,
            *_VIEW,
        )
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
    return Member(*row[:7]), View(*row[7:])


def find_interest(conn: Connection, item_id: str, user_id: str) -> Interest | None:
    return list_interests(conn, [item_id]).get((item_id, user_id))


@dataclass(frozen=True)
class Viewing:
    """A member's view as a journey has it: whose pages these are, and whether they can be written now.

    whose: the name of whom it is entered for; empty where it is one's own.
    """

    before: Before
    view: View
    user_id: str
    interest: Interest | None
    whose: str = ""
    how: str = ""

    @property
    def id(self) -> str:
        return self.view.subject_id

    @property
    def ref(self) -> str:
        return self.before.ref

    @property
    def standing(self) -> Standing:
        return self.view.standing(self.interest)

    @property
    def is_open(self) -> bool:
        return self.before.takes_views and self.standing in WRITES

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


def get_viewing(conn: Connection, actor: Actor, ref: str) -> Viewing:
    """One's own view, or what one enters for somebody. Raises NotFound where there is neither."""
    before = get_before(conn, actor, ref)
    if before.place.seat:
        member, entered = get_entering(conn, actor, before.item, before.place.seat)
        interest = find_interest(conn, before.item.id, member.user_id)
        return Viewing(before, entered, member.user_id, interest, member.name)
    own = get_own(conn, actor, before.item)
    if own is None:
        raise NotFound(ref)
    interest = find_interest(conn, before.item.id, actor.user_id)
    return Viewing(before, own, actor.user_id, interest)
