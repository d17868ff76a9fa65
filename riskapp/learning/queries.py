"""Reading what happened, each scoped to the teams of the actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, bindparam, cast, func, or_, select, true

from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import HAPPENING, read_reference
from riskapp.decision.journeys import RECORD
from riskapp.decision.tables import decision
from riskapp.learning.log import Learning, LineOf, write_trait
from riskapp.learning.names import occurring, perhaps_names, within_sentences
from riskapp.learning.rules import (
    FEWEST,
    HOLDS,
    LOG_KIND,
    OF_TRAITS,
    RESTARTS,
    Basis,
    State,
    Trait,
    preferred,
)
from riskapp.learning.tables import (
    LEARNING_WORDS,
    change_due,
    happening,
    hold,
    learning,
    learning_told,
)
from riskapp.people.queries import about, has_died, is_about, spoken_of
from riskapp.people.tables import person
from riskapp.platform.entries.reading import Entries, find_saved, list_entries
from riskapp.platform.forms import DataClass
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import WAY
from riskapp.platform.fulltext import words_of
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.time import local, short_date_words
from riskapp.platform.versions.rows import fields_by_pattern
from riskapp.platform.versions.store import Version, get_version_by_id, list_sealings

MOST_LISTED = 100
MOST_NUMBERED = 2**31 - 1  # what a column of numbers holds


@dataclass(frozen=True)
class Hold:
    """That what can be learned waits for others: for whom, since when, and who may restart it."""

    id: str
    for_what: Sequence[str]
    asked_by: str
    since: str
    restart_role: str
    note: str
    begun_at: datetime
    begun_by: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_note: str = ""

    @property
    def words(self) -> str:
        """On hold for a safeguarding enquiry, the police."""
        every = ", ".join(within(str(HOLDS[one])) for one in self.for_what if one in HOLDS)
        return str(_("On hold for %(what)s", what=every) if every else _("On hold"))

    @property
    def since_words(self) -> str:
        day = date.fromisoformat(self.since) if self.since else local(self.begun_at).date()
        return short_date_words(day)

    @property
    def who_restarts(self) -> str:
        return str(RESTARTS[self.restart_role])


def within(words: str) -> str:
    """Words that begin a line elsewhere, inside a sentence."""
    return words[:1].lower() + words[1:]


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
    waiting: Sequence[str]  # routes that apply, or may, and are not told yet
    about: Mapping[str, Any] | None  # what is said about the person
    has_died: bool
    hold: Hold | None = None

    is_open = True  # nothing closes what happened
    facts: ClassVar[Mapping[str, str]] = {}

    @property
    def spoken_of(self) -> str:
        return spoken_of(self.about)

    @property
    def happened_on(self) -> date | None:
        return date.fromisoformat(self.on_day) if self.on_day else None

    def may_have_stood(self, sealed_at: datetime) -> bool:
        """Whether what was sealed then can have been in force: before this was written down, or where
        the day says that it happened later still.
        """
        happened_later = (self.happened_on or date.min) > local(self.made_at).date()
        return sealed_at <= self.made_at or happened_later

    @cached_property
    def names(self) -> Mapping[str, str]:
        """told: whom it is told and explained to; besides, in which words it is asked about."""
        close = str(_("those close to %(name)s", name=self.called_by))
        told = close if self.has_died else self.called_by
        return {"name": self.called_by, "told": told, WAY: self.kind}

    @property
    def is_usual_practice(self) -> bool:
        return self.basis == Basis.USUAL


_whose, _decided = subject.alias("whose"), subject.alias("decided")
_HOLD = (
    hold.c.id,
    hold.c.for_what,
    hold.c.asked_by,
    hold.c.since,
    hold.c.restart_role,
    hold.c.note,
    hold.c.begun_at,
)
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
    happening.c.waiting,
    about.c.data,
    has_died,
    *_HOLD,
)
_ALL = (
    select(*_COLUMNS)
    .join(subject, subject.c.id == happening.c.subject_id)
    .join(person, person.c.subject_id == happening.c.person_id)
    .join(_whose, _whose.c.id == happening.c.person_id)
    .outerjoin(_decided, _decided.c.id == happening.c.decision_id)
    .outerjoin(hold, hold.c.id == happening.c.hold_id)
    .outerjoin(about, is_about)
)
_ONE = _ALL.where(subject.c.ref == bindparam("ref"))
_NEWEST_FIRST = (happening.c.made_at.desc(), subject.c.ref.desc())


def _happening(row: Sequence[Any]) -> Happening:
    own, held = row[: -len(_HOLD)], row[-len(_HOLD) :]
    return Happening(*(*own, Hold(*held) if held[0] else None))


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


def list_waiting(conn: Connection, actor: Actor) -> list[Happening]:
    """What somebody else may still have to know of, whatever became of it since, newest first."""
    return _list(conn, actor, happening.c.waiting != [])


def list_holds(conn: Connection, happening_id: str) -> list[Hold]:
    """Every hold there was, the newest first, with the names of those who began and ended it."""
    ended = user_account.alias("ended")
    rows = conn.execute(
        select(*_HOLD, user_account.c.name, hold.c.ended_at, ended.c.name, hold.c.ended_note)
        .join(user_account, user_account.c.id == hold.c.begun_by)
        .outerjoin(ended, ended.c.id == hold.c.ended_by)
        .where(hold.c.subject_id == happening_id)
        .order_by(hold.c.begun_at.desc(), hold.c.id)
    )
    return [Hold(*row) for row in rows]


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


def list_frozen(conn: Connection, found: Happening) -> list[Version]:
    """What happened as it stood each time it was put on hold, the newest first."""
    every = (get_version_by_id(conn, one.id) for one in list_sealings(conn, found.id))
    return [one for one in every if one.rows["record.reference"]["value"] == found.ref]


# -- the learning log: for everybody, of nobody ---------------------------------------------------

_LEARNING = (
    learning.c.number,
    learning.c.kind,
    learning.c.month,
    learning.c.place,
    learning.c.said,
    learning.c.likely,
    learning.c.changes,
    learning.c.theme,
    learning.c.influences,
    learning.c.told,
)


def list_told(conn: Connection) -> list[Trait]:
    """The traits that some lines of the log show, and that it can be sorted by."""
    told = select(learning_told.c.facet, learning_told.c.value)
    return sorted(((f, v) for f, v in conn.execute(told)), key=preferred)


def list_learnings(
    conn: Connection,
    *,
    traits: Sequence[Trait] = (),
    words: str = "",
    before: int | None = None,
    most: int | None = None,
) -> list[Learning]:
    """The log as others may read it, by number, the newest first.

    traits: lines of which all of them are told. words: lines that hold a word beginning with each of
    them. before: from this number backwards.
    """
    wanted = select(*_LEARNING)
    number: ColumnElement[int] = learning.c.number
    if words_of(words):
        index, number = LEARNING_WORDS.of(conn)
        wanted = wanted.join(index, number == learning.c.number)
        wanted = wanted.where(LEARNING_WORDS.holds(conn, index, words))
    for trait in traits:
        is_told = cast(learning.c.told, Text).contains(f'"{write_trait(trait)}"', autoescape=True)
        wanted = wanted.where(is_told)
    if before is not None:
        wanted = wanted.where(number < min(before, MOST_NUMBERED))
    rows = conn.execute(wanted.order_by(number.desc()).limit(most)).mappings()
    return [Learning(**dict(row)).as_told() for row in rows]


def list_alike(conn: Connection) -> list[tuple[Learning, int]]:
    """One line, without its words, for all that have the same traits told; and how many they are."""
    by = [learning.c[key] for key in (*OF_TRAITS, "told")]
    counted = conn.execute(select(*by, func.count().label("lines")).group_by(*by)).mappings()
    blank: dict[str, Any] = {"number": 0, "said": "", "likely": "", "changes": ()}
    return [
        (Learning(**blank, **{c.name: row[c.name] for c in by}), row["lines"]) for row in counted
    ]


def is_one_of_few(conn: Connection, month: str, place: str) -> bool:
    """Whether the log has fewer lines of a month and a kind of place than can be told from the rest."""
    alike = select(func.count()).where(learning.c.month == month, learning.c.place == place)
    return conn.execute(alike).scalar_one() < FEWEST


def find_learning(conn: Connection, origin: str) -> Learning | None:
    """What stands in the log of one origin."""
    row = conn.execute(select(*_LEARNING).where(learning.c.origin == origin)).mappings().first()
    return Learning(**dict(row)) if row else None


class Standing(NamedTuple):
    """What stands in the log of something, and whether whoever asks wrote it."""

    learning: Learning
    is_own: bool


def find_standing(conn: Connection, line: LineOf) -> Standing | None:
    row = conn.execute(
        select(learning.c.written, *_LEARNING).where(learning.c.origin == line.origin)
    ).first()
    return Standing(Learning(*row[1:]), line.is_by(row[0])) if row else None


def get_learning(conn: Connection, number: int) -> Learning:
    """A line as others may read it. Raises NotFound."""
    wanted = select(*_LEARNING).where(learning.c.number == number)
    found = conn.execute(wanted).mappings().first() if number <= MOST_NUMBERED else None
    if found is None:
        raise NotFound(str(number))
    return Learning(**dict(found)).as_told()


def list_who_works_here(conn: Connection) -> list[str]:
    """The names of everybody who has, or had, an account."""
    return list(conn.execute(select(user_account.c.name)).scalars())


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

    def found_in(self, texts: Iterable[str]) -> list[str]:
        """The words of some texts that may name one of them, as they stand there, each once."""
        return occurring(self.known, "\n".join(texts), self.perhaps)


def get_names(
    conn: Connection,
    teams: Iterable[str],
    people: Iterable[str],
    told: Sequence[str],
    called: Sequence[str] = (),
) -> Names:
    """Everybody who works here, some people and all of some teams, and whoever is spoken of in every
    decision about those people, or in what happened as it was `told`, which may be what goes out begins
    with; and who they are `called` that were told or need care.
    """
    people = list(people)
    of_teams = select(person.c.called_by, person.c.own_reference).where(
        or_(person.c.team_id.in_(list(teams)), person.c.subject_id.in_(people))
    )
    known = list_who_works_here(conn)
    known += [name for row in conn.execute(of_teams) for name in row]
    of_people = select(decision.c.subject_id).where(decision.c.person_id.in_(people))
    every = list_entries(conn, {i: {} for i in conn.execute(of_people).scalars()})
    return Names(known, _perhaps(every.values(), told, called))


def get_names_in(conn: Connection, called: Iterable[str], every: Iterable[Entries]) -> Names:
    """Everybody who works here, those who are `called` so, and whoever is spoken of in what stands in
    some decisions: nobody that whoever reads those does not know of.
    """
    return Names([*list_who_works_here(conn), *called], _perhaps(every))


def _perhaps(
    every: Iterable[Entries], told: Sequence[str] = (), called: Sequence[str] = ()
) -> list[str]:
    texts = [said for entries in every for said in _texts(entries)]
    about_people = [said for field, said in texts if _speaks_of_people(field)]
    about_people += [*called, *map(within_sentences, told)]
    said = [*(said for _field, said in texts), *told, *called]
    return list(perhaps_names(about_people, said))


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
