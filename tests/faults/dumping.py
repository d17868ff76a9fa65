"""What a database holds, table by table, so that a test can say that nothing was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from riskapp.platform.db import Database, metadata

# Looking writes here, and nowhere else: who looked, and once a minute that a session was seen.
LOOKED = {"access_log": None, "session": frozenset({"seen_at"})}


def dump(db: Database, without: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those named, `session` without the moment it was last seen."""
    left_out = set(without) | {name for name, columns in LOOKED.items() if columns is None}
    found = {}
    with db.read() as conn:
        for table in metadata.sorted_tables:
            if table.name in left_out:
                continue
            hidden = LOOKED.get(table.name) or frozenset()
            columns = [c for c in table.c if c.name not in hidden]
            found[table.name] = sorted(
                (tuple(row) for row in conn.execute(select(*columns))), key=repr
            )
    return found


def differing(
    before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that are in one and not in the other, by table."""
    changed = {}
    for name, rows in before.items():
        gone = [row for row in rows if row not in after[name]]
        come = [row for row in after[name] if row not in rows]
        if gone or come:
            changed[name] = gone + come
    return changed
