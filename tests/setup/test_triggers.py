"""Rows that nobody may change: the database refuses by itself, on both."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, text
from sqlalchemy.exc import IntegrityError

from riskapp.platform import triggers
from riskapp.platform.db import Database


@pytest.fixture
def ledger(db: Database, monkeypatch: pytest.MonkeyPatch) -> Table:
    """A table of three rows that refuses to lose one, or to change one that is closed."""
    table = Table(
        "ledger", MetaData(), Column("id", Integer, primary_key=True), Column("state", String(10))
    )
    monkeypatch.setattr(triggers, "_refusals", {})
    triggers.refuse(table, "DELETE")
    triggers.refuse(table, "UPDATE", when="OLD.state = 'closed'")
    with db.write() as conn:
        table.create(conn)
        conn.execute(table.insert(), [{"id": 1, "state": "open"}, {"id": 2, "state": "closed"}])
        triggers.install(conn)
    return table


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM ledger WHERE id = 1", "DELETE FROM ledger", "UPDATE ledger SET state = 'open'"],
)
def test_what_is_refused_changes_nothing(db: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="ledger refuses"), db.write() as conn:
        conn.execute(text(statement))
    with db.read() as conn:
        rows = conn.execute(text("SELECT id, state FROM ledger ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [(1, "open"), (2, "closed")]


@pytest.mark.usefixtures("ledger")
def test_a_condition_leaves_other_rows_free(db: Database) -> None:
    with db.write() as conn:
        conn.execute(text("UPDATE ledger SET state = 'seen' WHERE id = 1"))
    with db.read() as conn:
        assert conn.execute(text("SELECT state FROM ledger WHERE id = 1")).scalar() == "seen"


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_emptying_a_table_is_refused_too(db: Database) -> None:
    with pytest.raises(IntegrityError, match="refuses TRUNCATE"), db.write() as conn:
        conn.execute(text("TRUNCATE ledger"))


@pytest.mark.usefixtures("ledger")
def test_a_missing_a_changed_and_a_strange_trigger_are_told(db: Database) -> None:
    on_table = " ON ledger" if db.dialect == "postgresql" else ""
    with db.write() as conn:
        conn.exec_driver_sql(f"DROP TRIGGER refuse_delete_ledger{on_table}")
        conn.exec_driver_sql(f"DROP TRIGGER refuse_update_ledger{on_table}")
        harmless = triggers.Refusal("ledger", "UPDATE", "1 = 2")
        conn.exec_driver_sql(harmless.sql(db.dialect))
        conn.exec_driver_sql(triggers.Refusal("ledger", "INSERT", "1 = 2").sql(db.dialect))
    with db.read() as conn:
        told = triggers.differences(conn)
    assert told == [
        "trigger refuse_delete_ledger is missing",
        "trigger refuse_update_ledger is not as declared",
        "trigger refuse_insert_ledger is not declared",
    ]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_trigger_that_was_switched_off_is_told(db: Database) -> None:
    with db.write() as conn:
        conn.execute(text("ALTER TABLE ledger DISABLE TRIGGER refuse_delete_ledger"))
        conn.execute(
            text(
                "CREATE OR REPLACE FUNCTION riskapp_refuse() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN OLD; END'"
            )
        )
    with db.read() as conn:
        assert "trigger refuse_delete_ledger is missing" in triggers.differences(conn)
        assert "trigger refuse_update_ledger is missing" in triggers.differences(conn)


def test_a_verb_is_declared_once_and_is_a_verb(ledger: Table) -> None:
    with pytest.raises(ValueError, match="refused already"):
        triggers.refuse(ledger, "DELETE")
    with pytest.raises(ValueError, match="no verb"):
        triggers.refuse(ledger, "SELECT")
