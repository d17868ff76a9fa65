"""Where the chain stood, hour by hour, in a file outside the database.

A tail that is cut off together with the head row leaves a chain that still checks; the last
checkpoint knows that there was more.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from riskapp.core.canonical import canonical
from riskapp.platform.audit.tables import audit_head

FILE = "audit-checkpoints.log"


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
    """Appends a line for each chain that has grown since its last line; returns how many."""
    last = {point.lane: point.seq for point, _ok in read_checkpoints(path, key) if point}
    at = now.isoformat(timespec="seconds")
    lines = []
    for row in conn.execute(select(audit_head).order_by(audit_head.c.lane)):
        if row.seq > last.get(row.lane, 0):
            point = Checkpoint(at, row.lane, row.seq, row.mac)
            lines.append(json.dumps(vars(point) | {"signature": point.signature(key)}) + "\n")
    if lines:
        _append(path, "".join(lines))
    return len(lines)


def _append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def read_checkpoints(path: Path, key: bytes) -> list[tuple[Checkpoint | None, bool]]:
    """Each line with whether it is as it was signed; None where it cannot even be read."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [_read(line, key) for line in lines]


def _read(line: bytes, key: bytes) -> tuple[Checkpoint | None, bool]:
    try:
        found = json.loads(line)
        signature = str(found.pop("signature"))
        point = Checkpoint(**found)
        return point, hmac.compare_digest(point.signature(key), signature)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, False
