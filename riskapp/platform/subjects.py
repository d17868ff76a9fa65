"""Subjects: what audit, access log, jobs and entries point at. And who looked at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from riskapp.core.actor import Actor
from riskapp.core.clock import Clock
from riskapp.core.errors import NotFound
from riskapp.core.reference import reference
from riskapp.platform.db import new_id
from riskapp.platform.tables import access_log, counter, subject
from riskapp.platform.upsert import insert_if_missing

_LOOK = insert(access_log)


@dataclass(frozen=True)
class Subject:
    """Something with a reference people read aloud."""

    id: str
    kind: str
    ref: str


def next_number(conn: Connection, prefix: str) -> int:
    """The next number under a prefix: 1 for the first."""
    step = (
        update(counter)
        .where(counter.c.name == prefix)
        .values(next=counter.c.next + 1)
        .returning(counter.c.next)
    )
    following = conn.execute(step).scalar_one_or_none()
    if following is None:
        insert_if_missing(conn, counter, name=prefix, next=1)
        following = conn.execute(step).scalar_one()
    return int(following) - 1


def new_subject(conn: Connection, kind: str, prefix: str) -> tuple[str, str]:
    """Makes a subject and returns its id and its reference, the next one of its prefix."""
    made, ref = new_id(), reference(prefix, next_number(conn, prefix))
    conn.execute(insert(subject).values(id=made, kind=kind, ref=ref))
    return made, ref


def find(conn: Connection, ref: str) -> Subject:
    """Raises NotFound."""
    row = conn.execute(select(subject).where(subject.c.ref == ref)).one_or_none()
    if row is None:
        raise NotFound(ref[:40])
    return Subject(row.id, row.kind, row.ref)


def hold(conn: Connection, subject_id: str) -> bool:
    """Of two transactions that would do something of a subject once, the second waits for the first.
    Nobody who looks, or writes what points at it, waits. SQLite has one writer anyway.

    Returns whether there can have been a wait: what was read before it is to be read again.
    """
    waits = conn.dialect.name == "postgresql"
    if waits:
        own = select(subject.c.id).where(subject.c.id == subject_id)
        conn.execute(own.with_for_update(key_share=True))
    return waits


def note_look(conn: Connection, clock: Clock, actor: Actor, subject_id: str, what: str) -> None:
    """Writes that `actor` looked at `what` of a subject."""
    look = {"at": clock.now(), "user_id": actor.user_id, "subject_id": subject_id, "what": what}
    conn.execute(_LOOK, look)


def note_looks(
    conn: Connection, clock: Clock, actor: Actor, subject_ids: Sequence[str], what: str
) -> None:
    """The same of several, at least one, in a single statement."""
    look = {"at": clock.now(), "user_id": actor.user_id, "what": what}
    conn.execute(_LOOK, [{**look, "subject_id": one} for one in subject_ids])
