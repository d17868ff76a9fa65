"""The database: one engine, reads outside any lock, one short write transaction for each act.

Reads run in autocommit. A write waits its turn in a lock file (SQLite has no fair queue of its own),
begins IMMEDIATE, and is committed before the response is sent. PostgreSQL needs neither.
"""

from __future__ import annotations

import json
import os
import platform
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.types import TypeDecorator

from riskapp.core.errors import BadInput
from riskapp.platform.i18n import _
from riskapp.platform.turns import Turns

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BUSY_MS = 10_000
# Versions of SQLite whose write-ahead log can lose or damage commits (fixed in 3.51.3).
WAL_SAFE_FROM = (3, 51, 3)

Id = String(36)

Statement = TypeVar("Statement")
AtTheEnd = Callable[[Connection, list[Any]], None]
_ID = re.compile(r"[0-9a-f-]{36}")


def new_id() -> str:
    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether it could be an id of ours. What an address or a form says may be anything."""
    return _ID.fullmatch(text) is not None


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes, on SQLite as text to the microsecond so that order is time order."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without its zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class Json(TypeDecorator[Any]):
    """JSON kept as text, so that what was typed comes back to the byte on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        del dialect
        return None if value is None else json.loads(value)


def sqlite_module() -> ModuleType:
    """The newest SQLite there is: the wheel's where there is one, else Python's own."""
    try:
        import pysqlite3  # noqa: PLC0415 (there is no wheel for every machine)
    except ImportError:
        import sqlite3  # noqa: PLC0415

        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def wal_is_safe(module: ModuleType | None = None) -> bool:
    return tuple((module or sqlite_module()).sqlite_version_info) >= WAL_SAFE_FROM


# Whoever writes still holds the connection they look with: were the pool full of those, all would wait
# for each other. There are never more than two for each thread of a server.
AS_MANY_AS_ASK: dict[str, Any] = {"max_overflow": -1}


class Kept:
    """Connections that commit each statement by itself, and stay open between two uses.

    On a server they go back to the pool, which asks whether they are still alive.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stays = engine.dialect.name == "sqlite"
        self._idle: list[Connection] = []

    @contextmanager
    def one(self) -> Iterator[Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            # Said to the connection: an engine told so looks for listeners at each statement.
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            yield connection
        finally:
            if self._stays and not connection.closed:
                self._idle.append(connection)
            else:
                connection.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()


class Database:
    """The way to the data: `read()` for looking, `write()` for one act."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.dialect = self.url.get_backend_name()
        is_file = self.dialect == "sqlite"
        path = self.url.database if is_file else None
        self._turns = Turns(f"{path}-queue") if path and path != ":memory:" else None
        self.engine = self._sqlite() if is_file else self._postgresql()
        self._reading = Kept(self.engine)
        self._noting = Kept(self._sqlite(waits=False) if is_file else self.engine)

    def _sqlite(self, *, waits: bool = True) -> Engine:
        """An engine; one that does not wait for the disk loses its last commits to a power cut."""
        _make_for_its_owner_alone(self.url.database)
        module = sqlite_module()
        engine = create_engine(
            self.url, module=module, connect_args={"check_same_thread": False}, **AS_MANY_AS_ASK
        )
        journal = "WAL" if wal_is_safe(module) else "DELETE"
        # Without the write-ahead log a power cut could then damage the file.
        synchronous = "FULL" if waits or journal != "WAL" else "NORMAL"

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: object) -> None:
            connection.isolation_level = None  # we say BEGIN ourselves, see write()
            for pragma in (
                f"busy_timeout={BUSY_MS}",  # first: the next one may have to wait
                f"journal_mode={journal}",
                f"synchronous={synchronous}",
                "foreign_keys=ON",
                "recursive_triggers=ON",  # else INSERT OR REPLACE gets past a refusal
            ):
                connection.execute(f"PRAGMA {pragma}")

        return engine

    def _postgresql(self) -> Engine:
        # Whatever the server's own default is: who waited for somebody else's write goes on with what
        # they wrote, and is not refused.
        engine = create_engine(
            self.url,
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10},
            **AS_MANY_AS_ASK,
        )

        @event.listens_for(engine, "handle_error")
        def blame(context: ExceptionContext) -> None:
            """A NUL in a text is nothing that a page of ours sends, and no fault of ours."""
            if "NUL (0x00)" in str(context.original_exception):
                raise BadInput(str(_("There is a character that cannot be kept: take it out")))

        return engine

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for looking; it holds no lock between two statements."""
        return self._reading.one()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One short write transaction, committed on leaving, rolled back if anything is raised."""
        with self._turn(), self.engine.connect() as connection, writing(connection):
            yield connection

    @contextmanager
    def note(self) -> Iterator[Connection]:
        """A connection for one insert that nobody waits for, committed as it is executed.

        Once written it outlives any crash of ours. On SQLite it does not wait for the disk, so that
        a power cut may take the notes of the last half minute with it; never a part of one.
        """
        with self._turn(), self._noting.one() as connection:
            yield connection

    def _turn(self) -> AbstractContextManager[None]:
        """On SQLite, this writer's place in the queue."""
        return self._turns.one() if self._turns else nullcontext()

    def close(self) -> None:
        self._reading.close()
        self._noting.close()


# Of each write under way: what is done last of all, before it is committed, and with what.
_at_the_end: WeakKeyDictionary[Connection, dict[AtTheEnd, list[Any]]] = WeakKeyDictionary()


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """One write transaction on a connection; on SQLite it is the only one from its beginning."""
    with connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        gathered = _at_the_end[connection] = {}
        try:
            yield
        finally:
            del _at_the_end[connection]
        for act, items in gathered.items():
            act(connection, items)


def at_the_end(connection: Connection, act: AtTheEnd, item: object) -> None:
    """Has `act` done once, with every item given for it, just before the write is committed.

    Raises RuntimeError where no write is under way, or it has come to its end; and inside a savepoint,
    whose undoing `act` would not see.
    """
    if connection not in _at_the_end:
        raise RuntimeError("nothing is being written")
    if connection.in_nested_transaction():
        raise RuntimeError("what is done at the end is asked for outside any savepoint")
    _at_the_end[connection].setdefault(act, []).append(item)


def in_both(make: Callable[[Any], Statement]) -> dict[str, Statement]:
    """A statement the databases spell differently, made once for each; `make` is given its `insert`."""
    return {"sqlite": make(sqlite.insert), "postgresql": make(postgresql.insert)}


def insert_or(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do on a conflict, for the database at hand."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def _make_for_its_owner_alone(path: str | None) -> None:
    """A new database file is nobody else's to read, whatever the folder allows."""
    if path and path != ":memory:" and Path(path).parent.is_dir() and not Path(path).exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sqlite_url(path: Path) -> str:
    return f"sqlite+pysqlite:///{path}"


def describe(db: Database) -> dict[str, str]:
    """What `riskapp doctor` says of the database."""
    said = {"database": db.url.render_as_string(hide_password=True), "machine": platform.machine()}
    with db.read() as conn:
        if db.dialect == "sqlite":
            for name in ("journal_mode", "synchronous", "foreign_keys"):
                said[name] = str(conn.exec_driver_sql(f"PRAGMA {name}").scalar())
            said["sqlite"] = sqlite_module().sqlite_version
        else:
            said["postgresql"] = str(conn.exec_driver_sql("SHOW server_version").scalar())
            said["synchronous_commit"] = str(
                conn.exec_driver_sql("SHOW synchronous_commit").scalar()
            )
    return said
