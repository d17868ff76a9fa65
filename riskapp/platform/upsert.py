"""The one thing both databases say alike but SQLAlchemy spells twice: insert unless it is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_missing(conn: Connection, table: Table, **values: Any) -> None:
    """Inserts a row, or leaves the one that already has its key as it is."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    conn.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())
