"""Reading across teams, for those who govern what is kept: each of these is behind their role."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, literal, or_, select

from riskapp.accounts.tables import team, user_account
from riskapp.core.errors import NotFound
from riskapp.core.reference import MATTER, PERSON, read_reference
from riskapp.decision.tables import decision
from riskapp.governance.events import TAKEN
from riskapp.governance.rules import MATTER_SLUG, MATTERS
from riskapp.governance.tables import matter, origin_search
from riskapp.learning.log import origin_of
from riskapp.learning.queries import MOST_NUMBERED
from riskapp.learning.review.rules import KIND as REVIEW_KIND
from riskapp.learning.review.rules import RESPONSES
from riskapp.learning.review.tables import learning_review, review_of
from riskapp.learning.rules import KINDS
from riskapp.learning.tables import happening, learning
from riskapp.panel.rules import REFERRAL_KIND
from riskapp.panel.tables import panel, referral
from riskapp.people.tables import person
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import is_id
from riskapp.platform.entries.tables import entry
from riskapp.platform.i18n import _
from riskapp.platform.tables import legal_hold, legal_hold_end, subject

MOST_LISTED = 200


# -- matters, and the records of one person --------------------------------------------------------


@dataclass(frozen=True)
class Matter:
    """Why records of one person are kept whole, or disclosed. What is said of it is its one entry."""

    id: str
    ref: str
    person_id: str
    person_ref: str
    called_by: str
    own_reference: str
    made_at: datetime
    said: Mapping[str, Any] = field(default_factory=dict)
    rev: int = 0
    entry_id: str | None = None
    holds: int = 0  # how many stand

    @property
    def kind_words(self) -> str:
        return str(MATTERS.get(self.said.get("kind", ""), _("Matter")))


_whose, _about = subject.alias("whose"), entry.alias("about_matter")
_standing = (
    select(func.count())
    .select_from(legal_hold.outerjoin(legal_hold_end, legal_hold_end.c.hold_id == legal_hold.c.id))
    .where(legal_hold.c.matter_id == matter.c.subject_id, legal_hold_end.c.hold_id.is_(None))
    .scalar_subquery()
)
_MATTERS = (
    select(
        matter.c.subject_id,
        subject.c.ref,
        matter.c.person_id,
        _whose.c.ref.label("person_ref"),
        person.c.called_by,
        person.c.own_reference,
        matter.c.made_at,
        _about.c.data,
        _about.c.rev,
        _about.c.id.label("entry_id"),
        _standing.label("holds"),
    )
    .join(subject, subject.c.id == matter.c.subject_id)
    .join(person, person.c.subject_id == matter.c.person_id)
    .join(_whose, _whose.c.id == matter.c.person_id)
    .join(_about, (_about.c.subject_id == matter.c.subject_id) & (_about.c.slot == MATTER_SLUG))
)


def list_matters(conn: Connection) -> list[Matter]:
    """The newest first."""
    rows = conn.execute(
        _MATTERS.order_by(matter.c.made_at.desc(), subject.c.ref.desc()).limit(MOST_LISTED)
    )
    return [Matter(*row) for row in rows]


def get_matter(conn: Connection, ref: str) -> Matter:
    """Raises NotFound."""
    row = conn.execute(_MATTERS.where(subject.c.ref == read_reference(ref, MATTER))).first()
    if row is None:
        raise NotFound(ref)
    return Matter(*row)


@dataclass(frozen=True)
class Whose:
    """Somebody whose records there are."""

    id: str
    ref: str
    called_by: str
    own_reference: str
    team: str


_PEOPLE = (
    select(
        person.c.subject_id, subject.c.ref, person.c.called_by, person.c.own_reference, team.c.name
    )
    .join(subject, subject.c.id == person.c.subject_id)
    .join(team, team.c.id == person.c.team_id)
    .order_by(func.lower(person.c.called_by), subject.c.ref)
)


def list_people(conn: Connection, words: str) -> list[Whose]:
    """Those who are called so, or known by this reference, ours or the organisation's own."""
    said = words.strip().lower()
    if not said:
        return []
    called: tuple[ColumnElement[bool], ...] = tuple(
        func.lower(column).contains(said, autoescape=True)
        for column in (person.c.called_by, person.c.own_reference)
    )
    wanted = _PEOPLE.where(or_(*called, subject.c.ref == said.upper())).limit(MOST_LISTED)
    return [Whose(*row) for row in conn.execute(wanted)]


def get_whose(conn: Connection, ref: str) -> Whose:
    """Raises NotFound."""
    row = conn.execute(_PEOPLE.where(subject.c.ref == read_reference(ref, PERSON))).first()
    if row is None:
        raise NotFound(ref)
    return Whose(*row)


PERSON_KIND, DECISION_KIND, HAPPENING_KIND = "person", "decision", "happening"


@dataclass(frozen=True)
class Record:
    """One of the records of a person: all about them, a decision, what happened, what a panel was asked,
    a review.
    """

    id: str
    ref: str
    kind: str
    words: str
    state: str = ""  # of a decision, where it stands


def list_records(conn: Connection, person_id: str) -> list[Record]:
    """The person first, then decisions, what happened, referrals and reviews, each by its reference."""
    found = [
        *_records(conn, PERSON_KIND, person.c.called_by, person.c.subject_id == person_id, person),
        *_records(
            conn, DECISION_KIND, decision.c.title, decision.c.person_id == person_id, decision
        ),
        *_records(
            conn, HAPPENING_KIND, happening.c.kind, happening.c.person_id == person_id, happening
        ),
    ]
    decided = select(decision.c.subject_id).where(decision.c.person_id == person_id)
    name = select(panel.c.name).where(panel.c.subject_id == referral.c.panel_id).scalar_subquery()
    found += _records(conn, REFERRAL_KIND, name, referral.c.decision_id.in_(decided), referral)
    of = (
        select(review_of.c.review_id)
        .join(happening, happening.c.subject_id == review_of.c.happening_id)
        .where(happening.c.person_id == person_id)
    )
    is_of = learning_review.c.subject_id.in_(of)
    return [
        *found,
        *_records(conn, REVIEW_KIND, learning_review.c.response, is_of, learning_review),
    ]


def _records(
    conn: Connection, kind: str, words: Any, which: ColumnElement[bool], table: Table
) -> list[Record]:
    state = decision.c.state if table is decision else literal("")
    rows = conn.execute(
        select(subject.c.id, subject.c.ref, words, state)
        .join(table, table.c.subject_id == subject.c.id)
        .where(which)
        .order_by(subject.c.ref)
    )
    return [Record(row[0], row[1], kind, _words_of(kind, row[2]), row[3]) for row in rows]


def _words_of(kind: str, said: str) -> str:
    """A decision by its title, a referral by its panel; what happened and a review by their kind, never
    by what they say.
    """
    if kind == HAPPENING_KIND:
        return str(KINDS.get(said, _("What happened")))
    if kind == REVIEW_KIND:
        return str(RESPONSES.get(said, _("Learning review")))
    if kind == REFERRAL_KIND:
        return str(_("Asked of a panel: %(panel)s", panel=said or _("a panel without a name")))
    return said or str(_("Nothing written yet"))


# -- legal holds ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LegalHold:
    """That one record is kept whole, why and by whom; and its end, where it has one."""

    id: str
    matter_id: str
    subject_id: str
    ref: str
    reason: str
    since: str
    placed_at: datetime
    placed_by: str
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_because: str = ""

    @property
    def from_day(self) -> date:
        return date.fromisoformat(self.since)


_ended_by = user_account.alias("ended_by")
_HOLDS = (
    select(
        legal_hold.c.id,
        legal_hold.c.matter_id,
        legal_hold.c.subject_id,
        subject.c.ref,
        legal_hold.c.reason,
        legal_hold.c.since,
        legal_hold.c.placed_at,
        user_account.c.name,
        legal_hold_end.c.ended_at,
        _ended_by.c.name.label("ended_name"),
        legal_hold_end.c.reason.label("ended_because"),
    )
    .join(subject, subject.c.id == legal_hold.c.subject_id)
    .join(user_account, user_account.c.id == legal_hold.c.placed_by)
    .outerjoin(legal_hold_end, legal_hold_end.c.hold_id == legal_hold.c.id)
    .outerjoin(_ended_by, _ended_by.c.id == legal_hold_end.c.ended_by)
)


def list_holds(conn: Connection, matter_id: str) -> list[LegalHold]:
    """Every hold of a matter, those that stand first, then the newest."""
    rows = conn.execute(
        _HOLDS.where(legal_hold.c.matter_id == matter_id).order_by(
            legal_hold_end.c.hold_id.is_not(None), legal_hold.c.placed_at.desc(), subject.c.ref
        )
    )
    return [LegalHold(*row) for row in rows]


def get_hold(conn: Connection, matter_id: str, hold_id: str) -> LegalHold:
    """Raises NotFound for what is no hold of this matter."""
    row = conn.execute(
        _HOLDS.where(legal_hold.c.matter_id == matter_id, legal_hold.c.id == hold_id)
    ).first()
    if row is None:
        raise NotFound(hold_id)
    return LegalHold(*row)


# -- who took what was disclosed --------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """That somebody took a part of a bundle as a file."""

    at: datetime
    who: str
    part: int


def list_taken(conn: Connection, matter_id: str, number: int) -> list[Taken]:
    """Who took parts of one bundle, from the audit log, the newest first."""
    rows = conn.execute(
        select(audit.c.at, user_account.c.name, audit.c["keys"])
        .join(user_account, user_account.c.id == audit.c.actor_id)
        .where(audit.c.subject_id == matter_id, audit.c.event == TAKEN.name)
        .order_by(audit.c.seq.desc())
    )
    every = ((row.at, row.name, json.loads(row.keys)) for row in rows)
    return [
        Taken(datetime.fromisoformat(at), name, keys["part"])
        for at, name, keys in every
        if keys["bundle"] == number
    ]


# -- where a line of the learning log came from ------------------------------------------------------


@dataclass(frozen=True)
class Search:
    """That somebody asked where a line came from: who, when and why."""

    id: str
    line: int
    reason: str
    at: datetime
    by: str
    name: str

    @property
    def ref(self) -> str:
        return f"L-{self.line}"


_SEARCHES = select(
    origin_search.c.id,
    origin_search.c.line,
    origin_search.c.reason,
    origin_search.c.at,
    origin_search.c.by,
    user_account.c.name,
).join(user_account, user_account.c.id == origin_search.c.by)


def list_searches(conn: Connection) -> list[Search]:
    """The newest first."""
    rows = conn.execute(
        _SEARCHES.order_by(origin_search.c.at.desc(), origin_search.c.id).limit(MOST_LISTED)
    )
    return [Search(*row) for row in rows]


def get_search(conn: Connection, search_id: str) -> Search:
    """Raises NotFound."""
    row = conn.execute(_SEARCHES.where(origin_search.c.id == search_id)).first()
    if row is None or not is_id(search_id):
        raise NotFound(search_id)
    return Search(*row)


@dataclass(frozen=True)
class Origin:
    """What a line came from: its reference, and whom to ask about it (a team, or who convened it)."""

    ref: str
    is_review: bool
    whom: str


_HAPPENINGS = (
    select(subject.c.id, subject.c.ref, team.c.name)
    .join(happening, happening.c.subject_id == subject.c.id)
    .join(person, person.c.subject_id == happening.c.person_id)
    .join(team, team.c.id == person.c.team_id)
)
_REVIEWS = (
    select(subject.c.id, subject.c.ref, user_account.c.name)
    .join(learning_review, learning_review.c.subject_id == subject.c.id)
    .join(user_account, user_account.c.id == learning_review.c.convened_by)
)


def find_origin(conn: Connection, key: bytes, line: int) -> Origin | None:
    """What one line came from; None where nothing there is gives its origin under this key.

    Raises NotFound for a line there is not.
    """
    origin, written = _kept(conn, line)
    for is_review, wanted, of, kept in (
        (True, _REVIEWS, "written", written),
        (True, _REVIEWS, "learning", origin),
        (False, _HAPPENINGS, "learning", origin),
    ):
        if found := _of(conn.execute(wanted), key, of, kept):
            return Origin(found.ref, is_review, found.name)
    return None


def _of(rows: Iterable[Any], key: bytes, of: str, kept: str) -> Any:
    return next((r for r in rows if hmac.compare_digest(origin_of(key, r.id, of), kept)), None)


def _kept(conn: Connection, line: int) -> tuple[str, str]:
    """What a line is of, and who wrote it, as the log has them. Raises NotFound."""
    wanted = select(learning.c.origin, learning.c.written).where(learning.c.number == line)
    found = conn.execute(wanted).first() if 0 < line <= MOST_NUMBERED else None
    if found is None:
        raise NotFound(str(line))
    return found.origin, found.written
