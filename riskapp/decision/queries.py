"""Reading decisions, each scoped to the teams of the actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, overload

from sqlalchemy import Connection, bindparam, func, select

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import DECISION, read_reference
from riskapp.decision.rules import RESTRICTION, REVIEW, STATES, State, fillings
from riskapp.decision.tables import copy_given, decision, due, outside_view
from riskapp.library.rules import JURISDICTIONS
from riskapp.people.queries import about, has_died, is_about, spoken_of
from riskapp.people.tables import person
from riskapp.platform.entries.reading import find_saved
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.tables import subject
from riskapp.platform.versions.tables import FAILED, GIVEN_UP, WAITING, rendition, version

MOST_LISTED = 100


@dataclass(frozen=True)
class Decision:
    """What is being decided, and about whom. Its words are entries."""

    id: str
    ref: str
    person_id: str
    person_ref: str
    called_by: str
    own_reference: str
    team_id: str
    jurisdiction: str
    state: str
    title: str
    choice: str
    versions: int
    made_at: datetime
    changed_at: datetime
    changed_step: str
    about: Mapping[str, Any] | None  # what is said about the person
    has_died: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its page may be written in: of the decision itself, while it is in conversation."""
        return self.is_in_conversation

    @property
    def is_in_conversation(self) -> bool:
        return self.state == State.IN_CONVERSATION

    @property
    def is_in_review(self) -> bool:
        return self.state == State.IN_REVIEW

    @property
    def state_words(self) -> str:
        """Where it stands; one that was sealed before says that its last version still stands."""
        if self.is_in_conversation and self.versions:
            return str(
                _(
                    "in conversation for version %(next)s; version %(last)s stands sealed",
                    next=self.next_number,
                    last=self.versions,
                )
            )
        return str(STATES[self.state])

    @property
    def spoken_of(self) -> str:
        return spoken_of(self.about)

    @property
    def next_number(self) -> int:
        """The number the next seal will give."""
        return self.versions + 1

    @cached_property
    def names(self) -> Mapping[str, str]:
        return fillings(self.called_by, self.jurisdiction)

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """What its steps may ask beside what was said: whose law applies."""
        return {"jurisdiction": self.jurisdiction}

    @property
    def law_of(self) -> LazyString:
        """The place whose law applies, in words."""
        return JURISDICTIONS[self.jurisdiction]

    @property
    def known_as(self) -> str:
        """A few words to find it by."""
        return self.title or self.choice


class UnderReview(Decision):
    """The same decision, open to its review and nothing else."""

    @property
    def is_open(self) -> bool:
        return self.is_in_review


class Since(Decision):
    """The same decision, open to what is said after a seal, whatever else goes on."""

    @property
    def is_open(self) -> bool:
        return self.versions > 0


Kind = TypeVar("Kind", bound=Decision)

_whose = subject.alias("whose")
_COLUMNS = (
    decision.c.subject_id,
    subject.c.ref,
    decision.c.person_id,
    _whose.c.ref.label("person_ref"),
    person.c.called_by,
    person.c.own_reference,
    person.c.team_id,
    decision.c.jurisdiction,
    decision.c.state,
    decision.c.title,
    decision.c.choice,
    decision.c.versions,
    decision.c.made_at,
    decision.c.changed_at,
    decision.c.changed_step,
    about.c.data,
    has_died,
)
_ALL = (
    select(*_COLUMNS)
    .join(subject, subject.c.id == decision.c.subject_id)
    .join(person, person.c.subject_id == decision.c.person_id)
    .join(_whose, _whose.c.id == decision.c.person_id)
    .outerjoin(about, is_about)
)
_ONE = _ALL.where(subject.c.ref == bindparam("ref"))


def _decision(row: Sequence[Any]) -> Decision:
    return Decision(*row)


@overload
def get_decision(conn: Connection, actor: Actor, ref: str) -> Decision: ...
@overload
def get_decision(conn: Connection, actor: Actor, ref: str, kind: type[Kind]) -> Kind: ...
def get_decision(
    conn: Connection, actor: Actor, ref: str, kind: type[Decision] = Decision
) -> Decision:
    """Raises NotFound for a decision of another team exactly as for one there is not."""
    row = conn.execute(_ONE, {"ref": read_reference(ref, DECISION)}).first()
    if row is None or row.team_id not in actor.team_ids:
        raise NotFound(ref)
    fields: Sequence[Any] = row
    return kind(*fields)


def find_decision(conn: Connection, ref: str) -> Decision:
    """A decision for the command line and for jobs, which act for the instance itself."""
    row = conn.execute(_ONE, {"ref": read_reference(ref, DECISION)}).first()
    if row is None:
        raise NotFound(ref)
    return _decision(row)


def find_decision_by_id(conn: Connection, subject_id: str) -> Decision:
    row = conn.execute(_ALL.where(decision.c.subject_id == subject_id)).first()
    if row is None:
        raise NotFound(subject_id)
    return _decision(row)


def find_begun(conn: Connection, by: str, key: str) -> Decision | None:
    """The conversation that one click of a button began, where it was clicked before."""
    subject_id = find_saved(conn, by, key)
    return find_decision_by_id(conn, subject_id) if subject_id else None


def list_every_decision(conn: Connection) -> list[Decision]:
    """All decisions of the instance by reference, for the command line."""
    return [_decision(row) for row in conn.execute(_ALL.order_by(subject.c.ref))]


def list_in_conversation(conn: Connection, actor: Actor) -> list[Decision]:
    """Conversations and reviews under way in the actor's teams, the last touched first."""
    rows = conn.execute(
        _ALL.where(
            decision.c.state.in_((State.IN_CONVERSATION, State.IN_REVIEW)),
            person.c.team_id.in_(sorted(actor.team_ids)),
        )
        .order_by(decision.c.changed_at.desc(), subject.c.ref.desc())
        .limit(MOST_LISTED)
    )
    return [_decision(row) for row in rows]


def list_about(conn: Connection, actor: Actor, person_id: str) -> list[Decision]:
    """The decisions about one person, newest first."""
    rows = conn.execute(
        _ALL.where(
            decision.c.person_id == person_id, person.c.team_id.in_(sorted(actor.team_ids))
        ).order_by(decision.c.made_at.desc())
    )
    return [_decision(row) for row in rows]


def find_law(conn: Connection, person_id: str) -> str | None:
    """Whose law the latest conversation about a person follows; None where there was none."""
    found: str | None = conn.execute(
        select(decision.c.jurisdiction)
        .where(decision.c.person_id == person_id)
        .order_by(decision.c.made_at.desc(), decision.c.subject_id)
        .limit(1)
    ).scalar()
    return found


@dataclass(frozen=True)
class SealedLately:
    """A decision that stands sealed: when its latest version was, and how its copies are."""

    decision: Decision
    sealed_at: datetime
    copies_waiting: int
    copies_failed: int


def list_sealed_lately(conn: Connection, actor: Actor, most: int) -> list[SealedLately]:
    """The decisions of the actor's teams that were sealed last and stand so, newest first."""
    rows = conn.execute(
        _ALL.add_columns(version.c.sealed_at, _copies(WAITING), _copies(FAILED, GIVEN_UP))
        .join(
            version,
            (version.c.subject_id == decision.c.subject_id)
            & (version.c.number == decision.c.versions),
        )
        .where(
            decision.c.state == State.SEALED,
            person.c.team_id.in_(sorted(actor.team_ids)),
        )
        .order_by(decision.c.changed_at.desc())
        .limit(most)
    )
    return [
        SealedLately(_decision(fields), sealed_at, waiting, failed)
        for *fields, sealed_at, waiting, failed in rows
    ]


def _copies(*states: str) -> Any:
    """How many copies of a version are in one of some states."""
    return (
        select(func.count())
        .where(rendition.c.version_id == version.c.id, rendition.c.state.in_(states))
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Due:
    """Something a sealed version makes fall due."""

    decision: Decision
    kind: str
    on: date
    what: str


def list_due(conn: Connection, actor: Actor, until: date) -> list[Due]:
    """What is due up to a day in the actor's teams, the longest due first; with nobody who has died."""
    rows = conn.execute(
        _ALL.add_columns(due.c.kind, due.c.on_day, due.c.what)
        .join(due, due.c.subject_id == decision.c.subject_id)
        .where(
            due.c.on_day <= until.isoformat(),
            person.c.team_id.in_(sorted(actor.team_ids)),
            ~has_died,
        )
        .order_by(due.c.on_day, subject.c.ref, due.c.kind, due.c.what)
        .limit(MOST_LISTED)
    )
    return [_due(row) for row in rows]


def find_look_again(conn: Connection, subject_id: str) -> date | None:
    """The day to look again by the latest sealed version."""
    on: str | None = conn.execute(
        select(due.c.on_day).where(due.c.subject_id == subject_id, due.c.kind == REVIEW)
    ).scalar()
    return date.fromisoformat(on) if on else None


@dataclass(frozen=True)
class Ending:
    """A restriction of the latest sealed version, and the day it ends by itself."""

    subject_id: str
    on: date
    what: str


def list_endings(conn: Connection, subject_ids: Sequence[str]) -> list[Ending]:
    """The restrictions that stand in some decisions, the first to end first."""
    rows = conn.execute(
        select(due.c.subject_id, due.c.on_day, due.c.what)
        .where(due.c.subject_id.in_(subject_ids), due.c.kind == RESTRICTION)
        .order_by(due.c.on_day, due.c.what)
    )
    return [Ending(subject, date.fromisoformat(on), what) for subject, on, what in rows]


def _due(row: Any) -> Due:
    *fields, kind, on_day, what = row
    return Due(_decision(fields), kind, date.fromisoformat(on_day), what)


@dataclass(frozen=True)
class Given:
    """That a copy was given to somebody: on which day, and when that was noted."""

    version_id: str
    given_on: date
    to_whom: str
    layout: str
    noted_at: datetime
    id: str


def list_given(conn: Connection, version_ids: list[str]) -> list[Given]:
    """The copies given of some versions, newest first."""
    kept = ("version_id", "given_on", "to_whom", "layout", "noted_at", "id")
    columns = [copy_given.c[f] for f in kept]
    rows = conn.execute(
        select(*columns)
        .where(copy_given.c.version_id.in_(version_ids))
        .order_by(copy_given.c.given_on.desc(), copy_given.c.noted_at.desc())
    )
    return [Given(v, date.fromisoformat(on), *rest) for v, on, *rest in rows]


@dataclass(frozen=True)
class Bound:
    """Of which words somebody outside said something: of a version, or without its id of what a
    conversation not sealed held when it was shown. `id` is that of the entry with their own.
    """

    id: str
    version_id: str | None
    shown_at: datetime
    from_whom: str
    who: str
    outcome: str
    source: str
    address: str


def list_bound(conn: Connection, subject_id: str) -> list[Bound]:
    """What others said of a decision was said of these; oldest first."""
    kept = ("id", "version_id", "shown_at", "from_whom", "who", "outcome", "source", "address")
    rows = conn.execute(
        select(*(outside_view.c[f] for f in kept))
        .where(outside_view.c.subject_id == subject_id)
        .order_by(outside_view.c.noted_at, outside_view.c.id)
    )
    return [Bound(*row) for row in rows]
