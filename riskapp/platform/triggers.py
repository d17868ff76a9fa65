"""Refusals that the database keeps: rows nobody may change or remove, whatever the code does.

A feature says so beside its table: `refuse(entry_history, "UPDATE", "DELETE")`. After every
migration the triggers are put back and compared, for a rebuilt table on SQLite loses its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text

PREFIX = "refuse_"
VERBS = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
# One function serves every trigger on PostgreSQL; its error has the class of SQLite's ABORT.
FUNCTION = "riskapp_refuse"
FUNCTION_BODY = (
    " BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END "
)


@dataclass(frozen=True)
class Refusal:
    """One verb that one table refuses, always or `when` (SQL over OLD and NEW) holds."""

    table: str
    verb: str
    when: str | None = None

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.verb.lower()}_{self.table}"

    @property
    def message(self) -> str:
        return f"{self.table} refuses {self.verb}"

    def sql(self, dialect: str) -> str:
        when = f" WHEN ({self.when})" if self.when else ""
        if dialect == "sqlite":
            return (
                f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table}{when}"
                f" BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            )
        each = "STATEMENT" if self.verb == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} FOR EACH {each}{when}"
            f" EXECUTE FUNCTION {FUNCTION}('{self.message}')"
        )


_refusals: dict[str, Refusal] = {}


def refuse(table: Table, *verbs: str, when: str | None = None) -> None:
    """Declares that `table` refuses these verbs (INSERT, UPDATE, DELETE).

    With `when` only for rows where it holds: SQL that both databases read, over OLD and NEW.
    Who refuses every DELETE refuses TRUNCATE too, which only PostgreSQL has.
    Raises ValueError for another verb, or for one that is refused already.
    """
    wanted = (*verbs, "TRUNCATE") if "DELETE" in verbs and when is None else verbs
    for verb in wanted:
        refusal = Refusal(table.name, verb, when)
        if verb not in VERBS or refusal.name in _refusals:
            raise ValueError(f"{table.name}: {verb} is no verb, or is refused already")
        _refusals[refusal.name] = refusal


def declared(dialect: str) -> dict[str, str]:
    """The triggers there should be, name to SQL."""
    return {
        name: refusal.sql(dialect)
        for name, refusal in sorted(_refusals.items())
        if dialect == "postgresql" or refusal.verb != "TRUNCATE"
    }


def installed(conn: Connection) -> dict[str, str]:
    """The triggers there are, name to SQL; on PostgreSQL a digest of it, which the database keeps.

    One that was switched off, or calls another function, counts as missing.
    """
    if conn.dialect.name == "sqlite":
        rows = conn.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        )
    else:
        rows = conn.execute(
            text(
                "SELECT t.tgname, obj_description(t.oid, 'pg_trigger') FROM pg_trigger t"
                " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
                " AND c.relnamespace = current_schema()::regnamespace"
                " AND p.proname = :function AND p.prosrc = :body ORDER BY t.tgname"
            ),
            {"function": FUNCTION, "body": FUNCTION_BODY},
        )
    return {name: sql or "" for name, sql in rows if name.startswith(PREFIX)}


def differences(conn: Connection) -> list[str]:
    """What is amiss, a plain line each; empty when every refusal stands as declared."""
    dialect = conn.dialect.name
    wanted, there = declared(dialect), installed(conn)
    missing = [f"trigger {name} is missing" for name in wanted if name not in there]
    changed = [
        f"trigger {name} is not as declared"
        for name in wanted
        if name in there and there[name] != _kept(wanted[name], dialect)
    ]
    strange = [f"trigger {name} is not declared" for name in there if name not in wanted]
    return missing + changed + strange


def install(conn: Connection) -> None:
    """Puts every declared refusal in its place and takes away those that are declared no more."""
    remove(conn)
    dialect = conn.dialect.name
    if dialect == "postgresql":
        conn.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $${FUNCTION_BODY.replace('%', '%%')}$$"
        )
    for name, sql in declared(dialect).items():
        conn.exec_driver_sql(sql.replace("%", "%%") if dialect == "postgresql" else sql)
        if dialect == "postgresql":
            table = _refusals[name].table
            conn.exec_driver_sql(f"COMMENT ON TRIGGER {name} ON {table} IS '{_kept(sql, dialect)}'")


def remove(conn: Connection) -> None:
    """Takes every refusal away for a migration to move rows; only ever with `install` behind it."""
    if conn.dialect.name == "sqlite":
        found = conn.execute(
            text("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        )
    else:
        found = conn.execute(
            text(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            )
        )
    for name, table in found.all():
        if name.startswith(PREFIX):
            on_table = f" ON {table}" if conn.dialect.name == "postgresql" else ""
            conn.exec_driver_sql(f"DROP TRIGGER {name}{on_table}")


def _kept(sql: str, dialect: str) -> str:
    """What the database remembers: SQLite the very text; PostgreSQL rewrites it, so a digest."""
    return sql if dialect == "sqlite" else hashlib.sha256(sql.encode()).hexdigest()
