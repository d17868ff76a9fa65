"""The way to the data: whoever writes waits, and goes on with what the one before them wrote."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection

from riskapp.platform.db import Database, at_the_end
from riskapp.platform.subjects import next_number

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
