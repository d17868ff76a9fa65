"""What most commands begin with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from riskapp import config, migrations
from riskapp.core.errors import BadInput
from riskapp.platform.db import Database
from riskapp.platform.runtime import Runtime, open_runtime


class Commands(Protocol):
    """What argparse gives for adding a command to."""

    def add_parser(self, name: str, **kwargs: Any) -> argparse.ArgumentParser: ...


@contextmanager
def opened(**given: Any) -> Iterator[Runtime]:
    """The instance, ready for use: its keys there, its database at this riskapp's schema.

    Raises BadInput before `riskapp init`, SchemaError where the two do not fit together.
    """
    runtime = open_runtime(config.load(**given))
    try:
        require_file(runtime.db)
        migrations.require_head(runtime.db)
        yield runtime
    finally:
        runtime.db.close()


def require_file(db: Database) -> None:
    """SQLite makes a missing file, which would hide a wrong path. Raises BadInput instead."""
    if db.dialect == "sqlite" and db.url.database not in {None, "", ":memory:"}:
        try:
            Path(str(db.url.database)).stat()
        except FileNotFoundError:
            raise BadInput(
                f"there is no database {db.url.database}: run `riskapp init` first"
            ) from None
