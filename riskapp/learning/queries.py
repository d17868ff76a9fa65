"""Reading what happened, each scoped to the teams of the actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import Connection, bindparam, select, true

from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import HAPPENING, read_reference
from riskapp.decision.journeys import RECORD
from riskapp.decision.tables import decision
from riskapp.learning.log import Learning
from riskapp.learning.names import perhaps_names, within_sentences
from riskapp.learning.rules import LOG_KIND, Basis, State, quarter_of
from riskapp.learning.tables import change_due, happening, learning
from riskapp.people.queries import about, is_about, spoken_of
from riskapp.people.tables import person
from riskapp.platform.entries.reading import Entries, find_saved, list_entries
from riskapp.platform.forms import DataClass
from riskapp.platform.forms.fields import Asked
from riskapp.platform.tables import subject
from riskapp.platform.versions.rows import fields_by_pattern
from riskapp.platform.versions.store import Version, get_version_by_id, list_sealings

MOST_LISTED = 100


@dataclass(frozen=True)
class Happening:
    """Something that happened, and to whom. Its words are entries."""

    id: str
    ref: str
    person_id: str
    person_ref: str
    called_by: str
    own_reference: str
    team_id: str
    decision_id: str | None
    decision_ref: str | None
    version: int | None
    basis: str
    kind: str
    on_day: str
    what: str
    stage: str
    made_at: datetime
    changed_at: datetime
    changed_step: str
    about: Mapping[str, Any] | None  # what is said about the person

    is_open = True  # nothing closes what happened
    facts: ClassVar[Mapping[str, str]] = {}

    @property
    def spoken_of(self) -> str:
        return spoken_of(self.about)

    @property
    def happened_on(self) -> date | None:
        return date.fromisoformat(self.on_day) if self.on_day else None

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {"name": self.called_by}

    @property
    def is_usual_practice(self) -> bool:
        return self.basis == Basis.USUAL


_whose, _decided = subject.alias("whose"), subject.alias("decided")
_COLUMNS = (
    happening.c.subject_id,
    subject.c.ref,
    happening.c.person_id,
    _whose.c.ref.label("person_ref"),
    person.c.called_by,
    person.c.own_reference,
    person.c.team_id,
    happening.c.decision_id,
    _decided.c.ref.label("decision_ref"),
    happening.c.version,
    happening.c.basis,
    happening.c.kind,
    happening.c.on_day,
    happening.c.what,
    happening.c.state,
    happening.c.made_at,
    happening.c.changed_at,
    happening.c.changed_step,
    about.c.data,
)
_ALL = (
    select(*_COLUMNS)
    .join(subject, subject.c.id == happening.c.subject_id)
    .join(person, person.c.subject_id == happening.c.person_id)
    .join(_whose, _whose.c.id == happening.c.person_id)
    .outerjoin(_decided, _decided.c.id == happening.c.decision_id)
    .outerjoin(about, is_about)
)
_ONE = _ALL.where(subject.c.ref == bindparam("ref"))
_NEWEST_FIRST = (happening.c.made_at.desc(), subject.c.ref.desc())


def _happening(row: Sequence[Any]) -> Happening:
    return Happening(*row)


def get_happening(conn: Connection, actor: Actor, ref: str) -> Happening:
    """Raises NotFound for what happened to somebody of another team exactly as for what never did."""
    row = conn.execute(_ONE, {"ref": read_reference(ref, HAPPENING)}).first()
    if row is None or row.team_id not in actor.team_ids:
        raise NotFound(ref)
    return _happening(row)


def find_happening(conn: Connection, subject_id: str) -> Happening:
    """By its id, for whoever has just made it. Raises NotFound."""
    row = conn.execute(_ALL.where(happening.c.subject_id == subject_id)).first()
    if row is None:
        raise NotFound(subject_id)
    return _happening(row)


def find_begun(conn: Connection, by: str, key: str) -> Happening | None:
    """What one click of a button began, where it was clicked before."""
    subject_id = find_saved(conn, by, key)
    return find_happening(conn, subject_id) if subject_id else None


def list_of_person(conn: Connection, actor: Actor, person_id: str) -> list[Happening]:
    """What happened with one person, newest first."""
    return _list(conn, actor, happening.c.person_id == person_id)


def list_of_decision(conn: Connection, actor: Actor, decision_id: str) -> list[Happening]:
    """What happened while one decision stood, newest first."""
    return _list(conn, actor, happening.c.decision_id == decision_id)


def list_unfinished(conn: Connection, actor: Actor) -> list[Happening]:
    """What is neither in the log nor kept with the team, newest first."""
    return _list(conn, actor, happening.c.state == State.OPEN)


def list_lately(conn: Connection, actor: Actor) -> list[Happening]:
    """What happened in the actor's teams, newest first."""
    return _list(conn, actor, true())


def _list(conn: Connection, actor: Actor, which: Any) -> list[Happening]:
    rows = conn.execute(
        _ALL.where(which, person.c.team_id.in_(sorted(actor.team_ids)))
        .order_by(*_NEWEST_FIRST)
        .limit(MOST_LISTED)
    )
    return [_happening(row) for row in rows]


@dataclass(frozen=True)
class ChangeDue:
    """A change to try whose day has come, or comes soon."""

    happening: Happening
    on: date
    what: str
    owner: str


def list_changes_due(conn: Connection, actor: Actor, until: date) -> list[ChangeDue]:
    """Changes to try of the actor's teams up to a day, the longest due first."""
    rows = conn.execute(
        _ALL.add_columns(change_due.c.on_day, change_due.c.what, change_due.c.owner)
        .join(change_due, change_due.c.subject_id == happening.c.subject_id)
        .where(
            change_due.c.on_day <= until.isoformat(), person.c.team_id.in_(sorted(actor.team_ids))
        )
        .order_by(change_due.c.on_day, subject.c.ref, change_due.c.what)
        .limit(MOST_LISTED)
    )
    return [
        ChangeDue(_happening(fields), date.fromisoformat(on), what, owner)
        for *fields, on, what, owner in rows
    ]


def frozen_of(conn: Connection, happening_id: str, decision_ref: str | None) -> Version | None:
    """The first freezing of a decision's open conversation under what happened; None without one."""
    for one in reversed(list_sealings(conn, happening_id)):
        version = get_version_by_id(conn, one.id)
        if version.rows["record.reference"]["value"] == decision_ref:
            return version
    return None


# -- the learning log: for everybody, of nobody ---------------------------------------------------

_LEARNING = (
    learning.c.number,
    learning.c.kind,
    learning.c.month,
    learning.c.place,
    learning.c.said,
    learning.c.likely,
    learning.c.changes,
)


def list_learnings(
    conn: Connection, kind: str = "", quarter: str = "", most: int | None = None
) -> list[Learning]:
    """The log by number, the newest first; of one kind, or of three months, where they are given."""
    wanted = select(*_LEARNING).order_by(learning.c.number.desc()).limit(most)
    if kind:
        wanted = wanted.where(learning.c.kind == kind)
    if quarter:
        year, number = quarter.split("-")
        first = 3 * int(number) - 2
        months = [f"{year}-{month:02d}" for month in range(first, first + 3)]
        wanted = wanted.where(learning.c.month.in_(months))
    return [Learning(*row) for row in conn.execute(wanted)]


def list_quarters(conn: Connection) -> list[str]:
    """The quarters that have something in the log, the latest first."""
    months = conn.execute(select(learning.c.month).distinct().order_by(learning.c.month.desc()))
    return list(dict.fromkeys(quarter_of(month) for month in months.scalars()))


def find_learning(conn: Connection, origin: str) -> Learning | None:
    """What stands in the log of one origin."""
    row = conn.execute(select(*_LEARNING).where(learning.c.origin == origin)).first()
    return Learning(*row) if row else None


def find_log(conn: Connection) -> str | None:
    """The id of the log as a subject, which looks and editions point at; None before it begins."""
    found: str | None = conn.execute(
        select(subject.c.id).where(subject.c.kind == LOG_KIND)
    ).scalar()
    return found


# -- names that may not leave --------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """Who could be named: those called so, and words of a text about somebody that may be a name."""

    known: Sequence[str]
    perhaps: Sequence[str] = ()


def get_names(
    conn: Connection, teams: Iterable[str], people: Iterable[str], told: Sequence[str]
) -> Names:
    """Everybody who works here, the people of some teams, and whoever is spoken of in every decision
    about some people, or in what happened as it was `told`, which may be what goes out begins with.
    """
    users = select(user_account.c.name)
    of_teams = select(person.c.called_by, person.c.own_reference).where(
        person.c.team_id.in_(list(teams))
    )
    known = [*conn.execute(users).scalars()]
    known += [name for row in conn.execute(of_teams) for name in row]
    of_people = select(decision.c.subject_id).where(decision.c.person_id.in_(list(people)))
    every = list_entries(conn, {i: {} for i in conn.execute(of_people).scalars()})
    texts = [said for entries in every.values() for said in _texts(entries)]
    about_people = [said for field, said in texts if _speaks_of_people(field)]
    about_people += map(within_sentences, told)
    return Names(known, perhaps_names(about_people, [*(said for _field, said in texts), *told]))


def _speaks_of_people(field: Asked) -> bool:
    return field.spec.names_it or field.spec.data_class in NAMED


def _texts(entries: Entries) -> list[tuple[Asked, str]]:
    """Every answer in words, with what was asked."""
    return [
        (field, said)
        for one in entries
        for key, said in one.data.items()
        if isinstance(said, str) and (field := _FIELDS.get(f"{one.step}.{key}"))
    ]


_FIELDS = fields_by_pattern(RECORD)
NAMED = (DataClass.NAME, DataClass.CONTACT, DataClass.ABOUT_OTHERS)
