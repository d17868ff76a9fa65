"""Where the chain stood, in files outside the database.

A tail that is cut off together with the head row leaves a chain that still checks; the last
checkpoint knows that there was more. A line an hour stays for ever; a file beside it holds where the
chain stood within the last minute or so, and is replaced, so that neither grows without end. What the
chain does not bear out is never written over: it goes to the lines that stay, for a chain that
lost its tail and grew again would otherwise wipe out what knew of the tail.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from riskapp.core.canonical import canonical
from riskapp.platform import logs
from riskapp.platform.audit.tables import audit, audit_head

FILE, LATEST = "audit-checkpoints.log", ".latest"
STAYS_EVERY = timedelta(hours=1)
END_BYTES = 65_536  # of a long file: the end, in which each chain has its last line


@dataclass(frozen=True)
class Checkpoint:
    """One line: at that time the chain of `lane` ended with `seq`, chained as `mac`."""

    at: str
    lane: str
    seq: int
    mac: str

    def signature(self, key: bytes) -> str:
        body = canonical([self.at, self.lane, self.seq, self.mac])
        return hmac.digest(key, b"checkpoint\0" + body, "sha256").hex()


def checkpoints_path(instance: Path) -> Path:
    return instance / FILE


def checkpoint(conn: Connection, key: bytes, path: Path, now: datetime) -> int:
    """Notes each chain that has grown since it was last noted; returns how many.

    In `path` to stay, or beside it where the last line there is less than an hour old. A line beside
    it that the chain does not bear out, or that cannot be read, moves to `path` as it is.
    """
    stay = {point.lane: point for point in _points(_bytes(path, END_BYTES).splitlines(), key)}
    beside = _bytes(_beside(path)).splitlines()
    amiss = [line for line in beside if not _holds(conn, line, key)]
    latest = {p.lane: p for p in _points((x for x in beside if x not in amiss), key)}
    at = now.isoformat(timespec="seconds")
    grown = [
        Checkpoint(at, row.lane, row.seq, row.mac)
        for row in conn.execute(select(audit_head).order_by(audit_head.c.lane))
        if row.seq > max(p[row.lane].seq if row.lane in p else 0 for p in (stay, latest))
    ]
    to_stay = [p for p in grown if p.lane not in stay or _is_old(stay[p.lane], now)]
    passing = {p.lane: p for p in grown if p not in to_stay}
    if amiss or any(not _is_in_chain(conn, stay[p.lane]) for p in grown if p.lane in stay):
        logs.say("audit.checkpoint_amiss", logging.ERROR, advice="run `riskapp audit verify`")
    if amiss or to_stay:
        _append(path, b"".join(line + b"\n" for line in amiss) + _text(to_stay, key))
    if amiss or passing:
        _replace(_beside(path), _text([*({**latest, **passing}).values()], key))
    return len(grown)


def _holds(conn: Connection, line: bytes, key: bytes) -> bool:
    point, is_ours = _read(line, key)
    return point is not None and is_ours and _is_in_chain(conn, point)


def _is_in_chain(conn: Connection, point: Checkpoint) -> bool:
    """Whether the line that a checkpoint saw is still there, as it was."""
    wanted = select(audit.c.mac).where(audit.c.lane == point.lane, audit.c.seq == point.seq)
    try:
        return bool(conn.execute(wanted).scalar_one_or_none() == point.mac)
    except DBAPIError:
        return False


def _is_old(point: Checkpoint, now: datetime) -> bool:
    return now - datetime.fromisoformat(point.at) >= STAYS_EVERY


def _text(points: Sequence[Checkpoint], key: bytes) -> bytes:
    lines = [json.dumps(vars(point) | {"signature": point.signature(key)}) for point in points]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + LATEST)


def _append(path: Path, lines: bytes) -> None:
    """Adds whole lines, on a line of their own where the last one there was cut short."""
    if _bytes(path, 1) not in {b"", b"\n"}:
        lines = b"\n" + lines
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, lines: bytes) -> None:
    """The file whole as it was, or whole as it is now."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    _append(new, lines)
    new.replace(path)


def _bytes(path: Path, most: int | None = None) -> bytes:
    """What a file holds, or the end of it; nothing where there is none."""
    try:
        with path.open("rb") as file:
            if most:
                file.seek(max(0, file.seek(0, os.SEEK_END) - most))
            return file.read()
    except FileNotFoundError:
        return b""


def _points(lines: Iterable[bytes], key: bytes) -> Iterator[Checkpoint]:
    """The good lines; half a line, where a file was read from its middle, is none."""
    for point, is_ours in (_read(line, key) for line in lines):
        if point and is_ours:
            yield point


def read_checkpoints(path: Path, key: bytes) -> list[tuple[Checkpoint | None, bool]]:
    """Each line with whether it is as it was signed; None where it cannot even be read. The lines
    that stay come first.
    """
    lines = [*_bytes(path).splitlines(), *_bytes(_beside(path)).splitlines()]
    return [_read(line, key) for line in lines]


def _read(line: bytes, key: bytes) -> tuple[Checkpoint | None, bool]:
    try:
        found = json.loads(line)
        signature = str(found.pop("signature"))
        point = Checkpoint(**found)
        return point, hmac.compare_digest(point.signature(key), signature)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, False
