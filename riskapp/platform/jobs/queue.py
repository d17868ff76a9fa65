"""The queue: a table, because only a table shares the transaction of what asked for the work."""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from riskapp.core.clock import Clock
from riskapp.core.errors import NotFound
from riskapp.platform.db import new_id
from riskapp.platform.jobs.tables import job

# A handler that takes longer is taken for dead, and its job given to another worker.
LEASE = timedelta(minutes=15)  # longer than all copies of one version may take between them
MOST_TRIES = 6
_FIRST_PAUSE = timedelta(seconds=5)


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Job:
    """One piece of work; `error` says in a line why the last try failed."""

    id: str
    kind: str
    args: Mapping[str, Any]
    state: State
    tries: int
    error: str | None


def enqueue(
    conn: Connection,
    clock: Clock,
    kind: str,
    args: Mapping[str, Any],
    *,
    after: timedelta = timedelta(0),
) -> str:
    """Asks for work in the transaction of `conn` and returns the job's id.

    `args` is JSON: ids and codes, for the table outlives what they point at.
    """
    job_id, now = new_id(), clock.now()
    conn.execute(
        insert(job).values(
            id=job_id,
            kind=kind,
            args=dict(args),
            state=State.WAITING,
            tries=0,
            made_at=now,
            run_at=now + after,
        )
    )
    return job_id


def get_job(conn: Connection, job_id: str) -> Job:
    """Raises NotFound."""
    row = conn.execute(select(job).where(job.c.id == job_id)).one_or_none()
    if row is None:
        raise NotFound(job_id)
    return _job(row)


def _job(row: Row[Any]) -> Job:
    return Job(row.id, row.kind, row.args, State(row.state), row.tries, row.error)


def _due(kinds: Collection[str], now: datetime) -> Any:
    is_waiting = (job.c.state == State.WAITING) & (job.c.run_at <= now)
    is_lost = (job.c.state == State.RUNNING) & (job.c.taken_at <= now - LEASE)
    return (
        select(job.c.id)
        .where(job.c.kind.in_(sorted(kinds)), or_(is_waiting, is_lost))
        .order_by(job.c.run_at, job.c.id)
        .limit(1)
    )


def is_due(conn: Connection, kinds: Collection[str], now: datetime) -> bool:
    """Whether there is anything to claim: a look, so that an idle worker writes nothing."""
    return conn.execute(_due(kinds, now)).first() is not None


def claim(conn: Connection, kinds: Collection[str], me: str, now: datetime) -> Job | None:
    """Takes the oldest job that is due, or that a worker left lying; None if there is none."""
    chosen = _due(kinds, now).with_for_update(skip_locked=True).scalar_subquery()
    row = conn.execute(
        update(job)
        .where(job.c.id == chosen)
        .values(state=State.RUNNING, tries=job.c.tries + 1, taken_at=now, taken_by=me)
        .returning(*job.c)
    ).one_or_none()
    return _job(row) if row else None


def _mine(job_id: str, me: str) -> Any:
    # A worker that was taken for dead must not settle what another one does now.
    return update(job).where(job.c.id == job_id, job.c.taken_by == me, job.c.state == State.RUNNING)


def finish(conn: Connection, done: Job, me: str, now: datetime) -> bool:
    settled = _mine(done.id, me).values(state=State.DONE, ended_at=now, error=None)
    return conn.execute(settled).rowcount == 1


def fail(conn: Connection, failed: Job, me: str, now: datetime, error: str) -> bool:
    """Puts a job back with a pause that doubles, or gives it up; whether it was given up."""
    if failed.tries >= MOST_TRIES:
        settled = _mine(failed.id, me).values(state=State.GIVEN_UP, ended_at=now, error=error)
        return conn.execute(settled).rowcount == 1
    pause = _FIRST_PAUSE * 2 ** (failed.tries - 1)
    again = _mine(failed.id, me).values(state=State.WAITING, run_at=now + pause, error=error)
    conn.execute(again)
    return False


def worker_name() -> str:
    return f"{socket.gethostname()[:90]}:{os.getpid()}:{new_id()[:8]}"


def has_running(conn: Connection) -> bool:
    return (
        conn.execute(select(job.c.id).where(job.c.state == State.RUNNING).limit(1)).first()
        is not None
    )


def release_dead(conn: Connection, me: str, now: datetime) -> int:
    """Puts back at once what workers of this machine held that are no longer there."""
    host = me.rsplit(":", 2)[0]
    taken = select(job.c.id, job.c.taken_by).where(
        job.c.state == State.RUNNING, job.c.taken_by != me, job.c.taken_by.like("%:%:%")
    )
    lost = [
        row.id
        for row in conn.execute(taken)
        if row.taken_by.rsplit(":", 2)[0] == host
        and not _is_running(row.taken_by.rsplit(":", 2)[1])
    ]
    for job_id in lost:
        again = update(job).where(job.c.id == job_id, job.c.state == State.RUNNING)
        conn.execute(again.values(state=State.WAITING, run_at=now))
    return len(lost)


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError, OverflowError):
        return True
    return True
