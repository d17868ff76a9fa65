"""Writing the log: events are gathered in a transaction and chained just before it commits.

Only then is the head of the chain locked, so that on PostgreSQL two saves wait for one another no
longer than it takes to write their lines.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import Connection, bindparam, insert, select, update

from riskapp.core.actor import Actor
from riskapp.core.canonical import canonical
from riskapp.core.clock import Clock
from riskapp.platform.audit.tables import audit, audit_head
from riskapp.platform.db import at_the_end
from riskapp.platform.upsert import insert_if_missing

LANE = "main"
Scalar = str | int | bool | None

COMMAND_LINE = Actor("command-line", "riskapp command line", frozenset(), frozenset())
SYSTEM = Actor("system", "riskapp", frozenset(), frozenset())


@dataclass(frozen=True)
class Event:
    """One kind of thing worth an account, with exactly the keys it is noted with.

    Keys hold ids, numbers, codes and salted digests; never what anybody wrote.
    """

    name: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    at: str
    event: str
    actor_id: str
    subject_id: str | None
    keys: str


_LOCKED_HEAD = (
    select(audit_head.c.seq, audit_head.c.mac).where(audit_head.c.lane == LANE).with_for_update()
)
_ADD = insert(audit)
_MOVE_HEAD = (
    update(audit_head)
    .where(audit_head.c.lane == LANE)
    .values(seq=bindparam("to_seq"), mac=bindparam("to_mac"))
)


def note(
    conn: Connection,
    clock: Clock,
    key: bytes,
    actor: Actor,
    what: Event,
    subject_id: str | None = None,
    **keys: Scalar,
) -> None:
    """Adds a line to the log, in the transaction of `conn` and with its fate.

    Raises TypeError for keys other than the event's own, RuntimeError where `at_the_end` does.
    """
    if set(keys) != set(what.keys):
        raise TypeError(f"{what.name} is noted with {what.keys}, not {tuple(sorted(keys))}")
    at = clock.now().astimezone(UTC).isoformat(timespec="microseconds")
    line = _Line(at, what.name, actor.user_id, subject_id, canonical(keys).decode())
    at_the_end(conn, _append, (key, line))


def _append(conn: Connection, noted: list[tuple[bytes, _Line]]) -> None:
    seq, mac = _lock_head(conn)
    rows = []
    for key, line in noted:
        seq += 1
        mac = link(
            key, LANE, seq, line.at, line.event, line.actor_id, line.subject_id, line.keys, mac
        )
        rows.append({"lane": LANE, "seq": seq, "mac": mac, **vars(line)})
    conn.execute(_ADD, rows)
    conn.execute(_MOVE_HEAD, {"to_seq": seq, "to_mac": mac})


def _lock_head(conn: Connection) -> tuple[int, str]:
    found = conn.execute(_LOCKED_HEAD).one_or_none()
    if found is None:
        insert_if_missing(conn, audit_head, lane=LANE, seq=0, mac="")
        found = conn.execute(_LOCKED_HEAD).one()
    return found.seq, found.mac


def link(key: bytes, *row_and_previous: Scalar) -> str:
    """The 64 hex digits that chain a row (lane, seq, at, event, actor, subject, keys)."""
    return hmac.digest(key, b"audit\0" + canonical(list(row_and_previous)), "sha256").hex()
