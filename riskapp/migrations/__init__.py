"""The schema's history: Alembic, called from code, forward only.

Each step stands in versions/; HEAD names the newest in one line, so that two migrations written
side by side collide when they are merged. There is no way back but a backup: what people recorded
is not taken apart again. A new step is written by scripts/make-migration.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from riskapp.core.errors import Conflict, RiskappError
from riskapp.migrations import all_tables
from riskapp.platform import triggers
from riskapp.platform.db import Database, metadata, writing

HERE = Path(__file__).parent
# Any number, the same in every process that migrates.
ADVISORY_LOCK = 7_415_533


class SchemaError(RiskappError):
    """The database and this riskapp do not fit together; the text says what to do."""


def head() -> str:
    """The revision this riskapp works with."""
    return (HERE / "HEAD").read_text(encoding="utf-8").strip()


def current(db: Database) -> str | None:
    """The revision the database is at; None before the first migration."""
    with db.engine.connect() as conn:
        return MigrationContext.configure(conn).get_current_revision()


def upgrade(db: Database, *, refusals: bool = True) -> None:
    """Brings the database to `head()`, whole or not at all, and puts the refusals back: not where a next
    migration is being written, for a table that refuses may not be there yet.

    Processes that come at once wait for the first. Raises SchemaError when a newer riskapp made the
    database, Conflict when a foreign key would be left without its row.
    """
    all_tables.load()
    with _alone(db) as conn:
        at = MigrationContext.configure(conn).get_current_revision()
        if at is not None and at not in _known():
            raise SchemaError(_too_new(at))
        if at != head():
            # A migration may have to move rows that nobody else may touch.
            triggers.remove(conn)
            _migrate(conn)
            _check_keys(conn)
        if not refusals:
            return
        if at != head() or triggers.differences(conn):
            triggers.install(conn)
        if amiss := triggers.differences(conn):
            raise SchemaError("; ".join(amiss))


def require_head(db: Database) -> None:
    """For whoever is about to serve: raises SchemaError unless the database is at `head()`."""
    at = current(db)
    if at == head():
        return
    if at is not None and at not in _known():
        raise SchemaError(_too_new(at))
    raise SchemaError("The database is not ready for this riskapp: run `riskapp init` first.")


def _too_new(at: str) -> str:
    return (
        f"The database is at schema {at}, which this riskapp ({head()}) does not know:"
        " it was used with a newer riskapp. Install that one, or restore a backup."
    )


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(HERE), version_locations=[str(HERE / "versions")])


def _known() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _migrate(conn: Connection) -> None:
    scripts = _scripts()

    def steps(revision: Any, _context: MigrationContext) -> Any:
        return scripts._upgrade_revs(head(), revision)  # noqa: SLF001 (as alembic.command does)

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev=head()) as environment:
        environment.configure(
            connection=conn,
            target_metadata=metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        environment.run_migrations()


@contextmanager
def _alone(db: Database) -> Iterator[Connection]:
    """One write transaction that no other migration shares, with foreign keys off on SQLite.

    There a table is changed by building it anew, and dropping the old one would take with it, or
    trip over, every row that points at it.
    """
    with _queue(db), db.engine.connect() as conn:
        driver = conn.connection.driver_connection
        if db.dialect == "sqlite":
            # Before BEGIN: inside a transaction this pragma does nothing.
            driver.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with writing(conn):
                if db.dialect == "postgresql":
                    conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
                yield conn
        finally:
            if db.dialect == "sqlite":
                driver.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


@contextmanager
def _queue(db: Database) -> Iterator[None]:
    """On SQLite a lock file beside the database: a first migration outlasts any busy timeout."""
    if db.dialect != "sqlite" or db.url.database in {None, "", ":memory:"}:
        yield
        return
    handle = os.open(f"{db.url.database}-migrating", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _check_keys(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        orphans = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            tables = ", ".join(sorted({str(row[0]) for row in orphans}))
            raise Conflict(f"After the migration rows would point nowhere, in: {tables}")
