"""Real databases for tests: migrated once, then copied for each test that wants a fresh one."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event

from riskapp import migrations
from riskapp.platform.db import Database, sqlite_url

PROGRAMS = Path("/usr/lib/postgresql")
TEMPLATE = "migrated"
STARTS_WITHIN = 60
# A database is several hundred small files: making one takes 50 ms in memory and a second on a disk.
MEMORY, DISK = Path("/dev/shm"), Path("/tmp")
ROOM = 1 << 30
# Small, and nothing runs by itself. Without fsync a database is made and dropped many times faster, and
# what was committed outlives the death of every process there is: only a machine's own would lose it.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}

# For a walk over every page or form, whose own words stay the same whatever keeps them: on SQLite each
# time, on PostgreSQL in the long tier. What a database itself could do otherwise is tried on both.
POSTGRESQL_SELDOM = pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.long])],
    indirect=True,
)


class Statements(dict[Any, Any]):
    """Statements as they were compiled for the database of an earlier test: each once a process."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._of_any_engine(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(self._of_any_engine(key), compiled)

    @staticmethod
    def _of_any_engine(key: Any) -> Any:
        dialect, *rest = key
        return (dialect.name, *rest)


def share_statements() -> None:
    """Lets every engine of this process use what another has compiled."""
    statements = Statements()

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=statements)


class Sqlite:
    """A migrated SQLite file and its copies."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        db = Database(sqlite_url(self.template))
        migrations.upgrade(db)
        db.close()  # the last connection folds the write-ahead log into the file

    def fresh(self, folder: Path) -> str:
        """The URL of a fresh copy in `folder`."""
        path = folder / "riskapp.db"
        shutil.copyfile(self.template, path)
        return sqlite_url(path)


class Postgresql:
    """A PostgreSQL of our own, reached through a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_migrated = False

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://riskapp@/{database}?host={self.folder}"

    def execute(self, sql: str) -> None:
        with closing(psycopg.connect(self._dsn(), autocommit=True)) as conn:
            conn.execute(sql.encode())

    def create(self, database: str, *, migrated: bool = True) -> str:
        """Makes a database, a copy of the migrated one unless told otherwise; returns its URL."""
        if migrated and not self.is_migrated:
            db = Database(self.create(TEMPLATE, migrated=False))
            migrations.upgrade(db)
            db.close()
            self.is_migrated = True
        source = f" TEMPLATE {TEMPLATE} STRATEGY FILE_COPY" if migrated else ""
        self.execute(f"CREATE DATABASE {database}{source}")
        return self.url(database)

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a database of its own, dropped afterwards."""
        database = f"test_{uuid.uuid4().hex}"
        yield self.create(database, migrated=migrated)
        self.execute(f"DROP DATABASE {database} WITH (FORCE)")

    def wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while server.poll() is None and time.monotonic() < until:
            with suppress(psycopg.OperationalError):
                self.execute("SELECT 1")
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    def _dsn(self) -> str:
        return f"host={self.folder} user=riskapp dbname=postgres"


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """Starts a cluster in a temporary folder; it stops at the end, also when we are killed.

    As root it runs as the user that Debian's package made: initdb refuses root.
    Raises RuntimeError when PostgreSQL is not installed.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="riskapp-pg-", dir=_where()))  # sockets want short paths
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, _user(), _user())
    try:
        subprocess.run(
            [*_as_user(), programs / "initdb", "--pgdata", data, "--username", "riskapp",
             "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            check=True, cwd=folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*_as_user(), programs / "postgres", "-D", data, "-k", folder, *settings],
                cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            cluster = Postgresql(folder)
            cluster.wait(server)
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends sessions, then itself
            server.wait(STARTS_WITHIN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _where() -> Path:
    """Memory where there is room for a cluster for each worker; containers often have next to none."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if has_room else DISK


def _programs() -> Path:
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: ./check --prepare brings it")
    return found[-1].parent


def _as_user() -> list[str]:
    """Drops root, and sees to it that the server ends with us even if we are killed."""
    if not shutil.which("setpriv"):
        return []
    user = ["--reuid", _user(), "--regid", _user(), "--clear-groups"]
    return ["setpriv", "--pdeathsig", "INT", *(user if os.geteuid() == 0 else [])]


def _user() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"
