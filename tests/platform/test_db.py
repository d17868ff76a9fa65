"""The way to the data: whoever writes waits, and goes on with what the one before them wrote."""

from __future__ import annotations

import errno
import fcntl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from riskapp.platform import turns
from riskapp.platform.db import Database, at_the_end
from riskapp.platform.subjects import next_number
from tests.app import Client, make_app
from tests.faults.conftest import begin

ON_POSTGRESQL = [pytest.param("postgresql", marks=pytest.mark.postgresql)]


def _level(conn: Connection) -> object:
    return conn.exec_driver_sql("SHOW transaction_isolation").scalar()


@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
@pytest.mark.parametrize("default", ["repeatable read", "serializable"])
def test_a_server_with_another_default_refuses_nobody_who_waited(
    database_url: str, default: str
) -> None:
    db = Database(database_url)
    with db.read() as conn:
        name = db.url.database
        conn.exec_driver_sql(
            f"ALTER DATABASE {name} SET default_transaction_isolation = '{default}'"
        )
    db.close()
    db = Database(database_url)
    with db.read() as conn:
        assert _level(conn) == default

    def write() -> int:
        with db.write() as conn:
            return next_number(conn, "T")

    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with ThreadPoolExecutor(1) as pool:
        with db.write() as conn, db.read() as looking:
            first = next_number(conn, "T")
            second = pool.submit(write)
            while not (looking.exec_driver_sql(waits).scalar() or second.done()):
                time.sleep(0.01)
        assert (first, second.result()) == (1, 2)
    db.close()


@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
def test_a_connection_is_asked_anew_each_time_whether_it_commits_by_itself(db: Database) -> None:
    """The pool gives the same one to those who look, who write, and who note what nobody waits for."""
    seen = []
    for _round in range(3):
        for way, commits in ((db.read, True), (db.write, False), (db.note, True)):
            with way() as conn:
                driver = conn.connection.driver_connection
                assert driver is not None
                seen.append(driver)
                assert driver.autocommit is commits
                conn.exec_driver_sql("SELECT 1")
                assert driver.info.transaction_status.name == ("IDLE" if commits else "INTRANS")
    assert len({id(one) for one in seen}) == 1


def test_nothing_more_is_asked_for_at_the_end_or_in_a_savepoint(db: Database) -> None:
    """It would be done for nobody, or done though what it is about was undone."""
    heard = []

    def hear(_conn: Connection, items: list[object]) -> None:
        heard.extend(items)

    def ask_again(conn: Connection, _items: list[object]) -> None:
        at_the_end(conn, hear, "late")

    for asked in ((ask_again,), (hear, ask_again)):
        with pytest.raises(RuntimeError, match="nothing is being written"), db.write() as conn:
            next_number(conn, "T")
            for act in asked:
                at_the_end(conn, act, "in time")
    with pytest.raises(RuntimeError, match="savepoint"), db.write() as conn, conn.begin_nested():
        at_the_end(conn, hear, "undone")
    with db.write() as conn:
        at_the_end(conn, hear, "in time")
        assert next_number(conn, "T") == 1
    assert heard == ["in time", "in time"]


@contextmanager
def _a_writer_who_hangs(db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Such as a command that was suspended. Nobody waits long for it, so that the test does not."""
    with monkeypatch.context() as brief, Path(f"{db.url.database}-queue").open("wb") as queue:
        brief.setattr(turns, "PATIENCE", 0.05)
        brief.setattr(turns, "LITTLE_PATIENCE", 0.01)
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_waits_for_ever_behind_a_writer_who_hangs(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page writes down who looked at it: it said nothing, for as long as that writer hung."""
    client = Client(make_app(db, tmp_path)).sign_in()
    ref = begin(client, "Maureen")
    with _a_writer_who_hangs(db, monkeypatch):
        for way in (db.write, db.note):
            with pytest.raises(OperationalError, match="database is locked"), way():
                pass
        assert client.fetch("GET", f"/decisions/{ref}").status_code == 503
    client.get(f"/decisions/{ref}")
    with db.write() as conn:
        assert next_number(conn, "T") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_threads_that_wait_for_a_writer_who_hangs_are_not_heaped_up(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = threading.active_count()
    monkeypatch.setattr(turns, "MOST_WAITING", 2)
    db = Database(str(db.url))
    with _a_writer_who_hangs(db, monkeypatch):
        for _ask in range(5):
            with pytest.raises(OperationalError), db.write():
                pass
        assert threading.active_count() == before + 2
        given_up = [one for one in threading.enumerate() if one.name.endswith("(_wait)")]
    for one in given_up:
        one.join(5)
    assert threading.active_count() == before
    with db.write() as conn:
        assert next_number(conn, "T") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_no_handle_or_thread_is_to_be_had_none_is_lost(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_of: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(turns, "MOST_WAITING", 2)
    db = Database(str(db.url))
    with _a_writer_who_hangs(db, monkeypatch):
        for culprit in ((turns.os, "dup"), (turns.threading.Thread, "start")) * 2:
            with monkeypatch.context() as poor:
                poor.setattr(*culprit, none_left)
                with pytest.raises(OSError, match="Too many"), db.write():
                    pass
        with pytest.raises(OperationalError), db.write():
            pass
    with db.write() as conn:
        assert next_number(conn, "T") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_once_somebody_waited_in_vain_nobody_waits_long(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One request waits several times: to note the session, to save, to keep a draft."""
    waited: list[float] = []
    join = threading.Thread.join

    def note(thread: threading.Thread, seconds: float | None = None) -> None:
        waited.append(seconds or 0)
        join(thread, seconds)

    monkeypatch.setattr(threading.Thread, "join", note)
    with _a_writer_who_hangs(db, monkeypatch):
        for _time in range(3):
            with pytest.raises(OperationalError), db.write():
                pass
        given_up = [one for one in threading.enumerate() if one.name.endswith("(_wait)")]
    for one in given_up:  # each has the lock for a moment, which may be waited for
        join(one, 5)
    with db.write():
        pass
    with _a_writer_who_hangs(db, monkeypatch), pytest.raises(OperationalError), db.write():
        pass
    assert waited == [0.05, 0.01, 0.01, 0.05]
