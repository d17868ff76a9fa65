"""Reading the log again from its first line, and naming the first that is not as it was written."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import DBAPIError

from riskapp.platform.audit.chain import LANE, link
from riskapp.platform.audit.checkpoints import Checkpoint, read_checkpoints
from riskapp.platform.audit.tables import audit, audit_head

BATCH = 1000


@dataclass(frozen=True)
class Fault:
    """The first line of a chain that does not hold, and in which way."""

    lane: str
    seq: int
    what: str


@dataclass(frozen=True)
class Verdict:
    """How many lines were read, and the faults found, one a chain at most."""

    lines: int
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(conn: Connection, key: bytes, checkpoints: Path | None = None) -> Verdict:
    """Checks every chain under `key`, its head, and the checkpoint file where one is given."""
    points = read_checkpoints(checkpoints, key) if checkpoints else []
    damaged = [number for number, (_point, is_ours) in enumerate(points, 1) if not is_ours]
    good = [point for point, is_ours in points if point and is_ours]
    total, faults = 0, []
    for lane in sorted(_lanes(conn) | {point.lane for point in good}):
        mine = {point.seq: point for point in good if point.lane == lane}
        count, fault = _verify_lane(conn, key, lane, mine)
        total += count
        faults += [fault] if fault else []
    if damaged:
        faults.append(
            Fault("checkpoints", damaged[0], "this line of the checkpoint file was changed")
        )
    return Verdict(total, tuple(faults))


def _lanes(conn: Connection) -> set[str]:
    """The chains there are; of one whose very name cannot be read, its own chain misses a line."""
    found = {LANE}
    for column in (audit.c.lane, audit_head.c.lane):
        try:
            found |= set(conn.execute(select(column).distinct()).scalars())
        except (DBAPIError, ValueError):
            continue
    return found


def _verify_lane(
    conn: Connection, key: bytes, lane: str, points: dict[int, Checkpoint]
) -> tuple[int, Fault | None]:
    seq, mac = 0, ""
    for row in _rows(conn, lane):
        expected = seq + 1
        if row is None:
            return seq, Fault(lane, expected, "this line cannot be read")
        if row.seq != expected:
            return seq, Fault(lane, expected, "this line is missing")
        mac = _link(key, row, mac)
        if not hmac.compare_digest(mac.encode(), str(row.mac).encode("utf-8", "replace")):
            return seq, Fault(lane, expected, "this line was changed")
        seq = expected
        if seq in points and points[seq].mac != mac:
            return seq, Fault(lane, seq, "this line is not the one a checkpoint saw")
    if points and max(points) > seq:
        return seq, Fault(lane, seq + 1, f"lines up to {max(points)} were here at a checkpoint")
    return seq, _verify_head(conn, lane, seq, mac)


def _verify_head(conn: Connection, lane: str, seq: int, mac: str) -> Fault | None:
    head = conn.execute(select(audit_head).where(audit_head.c.lane == lane)).one_or_none()
    if head is None:
        return None if not seq else Fault(lane, seq + 1, "the head of the chain is missing")
    if head.seq != seq:
        return Fault(lane, min(seq, head.seq) + 1, f"the head of the chain says {head.seq} lines")
    if head.mac != mac:
        return Fault(lane, seq, "the head of the chain was changed")
    return None


def _link(key: bytes, row: Row[Any], previous: str) -> str:
    try:
        return link(
            key,
            row.lane,
            row.seq,
            row.at,
            row.event,
            row.actor_id,
            row.subject_id,
            row.keys,
            previous,
        )
    except (ValueError, TypeError):
        return ""  # something that was never chained: no line has an empty link


def _rows(conn: Connection, lane: str) -> Iterator[Row[Any] | None]:
    """The lines of a lane in order; None, and then no more, where one cannot be read."""
    past = None
    while True:
        try:
            batch = conn.execute(_after(lane, past).limit(BATCH)).all()
        except (DBAPIError, ValueError):
            yield from _one_by_one(conn, lane, past)
            return
        yield from batch
        if len(batch) < BATCH:
            return
        past = batch[-1].seq


def _one_by_one(conn: Connection, lane: str, past: Any) -> Iterator[Row[Any] | None]:
    while True:
        try:
            row = conn.execute(_after(lane, past).limit(1)).one_or_none()
        except (DBAPIError, ValueError):
            yield None
            return
        if row is None:
            return
        yield row
        past = row.seq


def _after(lane: str, past: Any) -> Any:
    lines = select(audit).where(audit.c.lane == lane).order_by(audit.c.seq)
    return lines if past is None else lines.where(audit.c.seq > past)


def count(conn: Connection) -> int:
    return int(conn.execute(select(func.count()).select_from(audit)).scalar_one())
