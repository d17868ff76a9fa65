"""Full text alike on both databases: FTS5 on SQLite, a tsvector under a GIN index on PostgreSQL.

Each is handed words that were parted and folded here, so that both find the same: whatever the capitals
and accents, and every word by its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    DDL,
    ColumnElement,
    Connection,
    TableClause,
    cast,
    column,
    delete,
    event,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from riskapp.core.text import folded
from riskapp.platform.db import metadata

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
MOST_LETTERS = 40  # of a word; longer ones are found by so many
MOST_ASKED = 8  # words of one question

_MAKE = {
    "sqlite": ("CREATE VIRTUAL TABLE {name} USING fts5(words, detail=none, columnsize=0)",),
    "postgresql": (
        "CREATE TABLE {name} (number INTEGER CONSTRAINT pk_{name} PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_{name}_words ON {name} USING gin (words)",
    ),
}
_KEEP = {
    "sqlite": "INSERT OR REPLACE INTO {name} (rowid, words) VALUES (:number, :words)",
    "postgresql": (
        "INSERT INTO {name} (number, words) VALUES (:number, array_to_tsvector(:words))"
        " ON CONFLICT (number) DO UPDATE SET words = excluded.words"
    ),
}


def words_of(said: str) -> list[str]:
    """The words of a text as they are kept and asked for: small letters without accents."""
    parted = _WORD.findall(folded(_APOSTROPHE.sub("", said)))
    return [word[:MOST_LETTERS] for word in parted]


NAMES: list[str] = []  # of the tables that are made here, and how the names of their parts begin


class TextIndex:
    """The words of numbered rows, in a table of its own that each database makes in its own way."""

    def __init__(self, name: str) -> None:
        self.name = name
        NAMES.append(name)
        for dialect, statements in _MAKE.items():
            for statement in statements:
                made: Any = DDL(statement.format(name=name))  # type: ignore[no-untyped-call]
                event.listen(metadata, "after_create", made.execute_if(dialect=dialect))
        gone: Any = DDL(f"DROP TABLE IF EXISTS {name}")  # type: ignore[no-untyped-call]
        event.listen(metadata, "before_drop", gone)

    def keep(self, conn: Connection, number: int, texts: Sequence[str]) -> None:
        """The words of one row, in place of those it had."""
        words: Any = list(dict.fromkeys(words_of("\n".join(texts))))
        dialect = conn.dialect.name
        if dialect == "sqlite":
            words = " ".join(words)
        statement = _KEEP[dialect].format(name=self.name)
        conn.execute(text(statement), {"number": number, "words": words})

    def forget(self, conn: Connection, number: int) -> None:
        """A row that is no longer there."""
        index, key = self.of(conn)
        conn.execute(delete(index).where(key == number))

    def of(self, conn: Connection) -> tuple[TableClause, ColumnElement[int]]:
        """The index as a table, and its numbers."""
        key = "rowid" if conn.dialect.name == "sqlite" else "number"
        index = table(self.name, column(key), column("words"))
        return index, index.c[key]

    def holds(self, conn: Connection, index: TableClause, typed: str) -> ColumnElement[bool]:
        """Whether a row has a word beginning with each of those that were typed."""
        asked = words_of(typed)[:MOST_ASKED]
        if conn.dialect.name == "sqlite":
            said = " AND ".join(f'"{word}"*' for word in asked)
            return column(self.name).op("MATCH", is_comparison=True)(said)
        said = " & ".join(f"'{word}':*" for word in asked)
        return index.c.words.op("@@", is_comparison=True)(cast(said, TSQUERY))
