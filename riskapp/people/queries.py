"""Reading people, each scoped to the actor's teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import Connection, bindparam, func, select

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import PERSON, read_reference
from riskapp.core.text import shorten_spaces
from riskapp.people.tables import person
from riskapp.platform.entries.tables import entry
from riskapp.platform.tables import subject

MOST_LISTED = 200


@dataclass(frozen=True)
class Person:
    """Somebody decisions are about."""

    id: str
    ref: str
    called_by: str
    own_reference: str
    team_id: str
    died: str | None = None  # the day, as far as it is known; none where nobody said so
    about: Mapping[str, Any] | None = None

    is_open = True
    facts: ClassVar[Mapping[str, str]] = {}

    @property
    def spoken_of(self) -> str:
        return spoken_of(self.about)

    @property
    def has_died(self) -> bool:
        return self.died is not None

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {"name": self.called_by}


_COLUMNS = (
    person.c.subject_id,
    subject.c.ref,
    person.c.called_by,
    person.c.own_reference,
    person.c.team_id,
    person.c.died,
)
# What is said about a person, beside the row that lists need: at most one entry.
about = entry.alias("about")
has_died = person.c.died.is_not(None)
is_about = (about.c.subject_id == person.c.subject_id) & (about.c.slot == "about")
_PEOPLE = (
    select(*_COLUMNS, about.c.data)
    .join(subject, subject.c.id == person.c.subject_id)
    .outerjoin(about, is_about)
)
_PERSON = _PEOPLE.where(subject.c.ref == bindparam("ref"))
_BY_ID = _PEOPLE.where(person.c.subject_id == bindparam("person_id"))


def spoken_of(said: Mapping[str, Any] | None) -> str:
    """She, he, they, or another way; empty where nobody asked."""
    return str((said or {}).get("spoken_of", ""))


def get_person(conn: Connection, actor: Actor, ref: str) -> Person:
    """Raises NotFound for a person of another team exactly as for one there is not."""
    row = conn.execute(_PERSON, {"ref": read_reference(ref, PERSON)}).first()
    if row is None or row.team_id not in actor.team_ids:
        raise NotFound(ref)
    return Person(*row)


def get_about(conn: Connection, person_id: str) -> Person:
    """Somebody with what was said of them, for whoever may see a record about them. Raises NotFound."""
    row = conn.execute(_BY_ID, {"person_id": person_id}).first()
    if row is None:
        raise NotFound(person_id)
    return Person(*row)


def list_people(conn: Connection, actor: Actor) -> list[Person]:
    """The people of the actor's teams, by the name they are called."""
    rows = conn.execute(
        select(*_COLUMNS)
        .join(subject, subject.c.id == person.c.subject_id)
        .where(person.c.team_id.in_(sorted(actor.team_ids)))
        .order_by(func.lower(person.c.called_by), subject.c.ref)
        .limit(MOST_LISTED)
    )
    return [Person(*row) for row in rows]


def list_namesakes(conn: Connection, actor: Actor, called_by: str) -> list[Person]:
    """People of the actor's teams who are called the same, whatever the capitals and spaces."""
    wanted = shorten_spaces(called_by).casefold()
    rows = conn.execute(
        select(*_COLUMNS)
        .join(subject, subject.c.id == person.c.subject_id)
        .where(
            person.c.team_id.in_(sorted(actor.team_ids)),
            func.length(person.c.called_by) == len(shorten_spaces(called_by)),
        )
        .order_by(subject.c.ref)
    )
    return [Person(*row) for row in rows if row.called_by.casefold() == wanted]
