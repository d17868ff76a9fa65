"""Content files read strictly: what is missing or misspelt is said in one line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from riskapp.core.errors import BadInput
from riskapp.platform.forms.reading import showable

Table = Mapping[str, Any]
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def name_of(path: Path) -> str:
    """A content file as it is spoken of: its kind and its name."""
    return f"{path.parent.name}/{path.name}"


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a content file. Raises BadInput, FileNotFoundError where there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError) as error:  # a number, or lists, too long to read
        raise BadInput(f"{name_of(path)} cannot be read: {error}") from error


class Reader:
    """Takes one table apart. Every refusal is a BadInput that names the file and the key."""

    def __init__(self, table: Table, where: str) -> None:
        self._table, self._where = table, where

    def refuse(self, key: str, should: str) -> BadInput:
        return BadInput(f"{self._where}: “{key}” {should}")

    def only(self, *known: str) -> None:
        """Refuses a key nobody reads: it is most likely a misspelt one."""
        if strange := sorted(set(self._table) - set(known)):
            raise self.refuse(strange[0], "is not something riskapp reads here")

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, "should be text in quotation marks")
        if not value.strip() and default is None:
            raise self.refuse(key, "should not be empty")
        self._check_characters(key, value)
        return value.strip()

    def _check_characters(self, key: str, value: str) -> None:
        """What no page and no PDF can hold, such as a NUL, would fail where it is shown or sealed."""
        if showable(value) != value:
            raise self.refuse(key, "holds a control character, or one that is no character")

    def texts(self, key: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        value = self._table.get(key, [] if may_be_empty else None)
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.refuse(key, "should be a list of texts")
        if not value and not may_be_empty:
            raise self.refuse(key, "should not be empty")
        for text in value:
            self._check_characters(key, text)
        return tuple(v.strip() for v in value)

    def day(self, key: str) -> date:
        value = self._table.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(key, "should be a day, such as 2026-11-22, without quotation marks")
        if not EARLIEST <= value <= LATEST:  # days are reckoned from it, and must not run out
            raise self.refuse(key, f"should be a day from {EARLIEST} to {LATEST}")
        return value

    def tables(self, key: str, *, may_be_empty: bool = False) -> list[Reader]:
        value = self._table.get(key, [] if may_be_empty else None)
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.refuse(key, f"should be written as [[{key}]] tables")
        if not value and not may_be_empty:
            raise self.refuse(key, "should not be empty")
        return [
            Reader(table, f"{self._where}, {key} {place}") for place, table in enumerate(value, 1)
        ]
