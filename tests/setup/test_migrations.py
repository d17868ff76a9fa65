"""The schema: what migrations make is what the tables declare, once, whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.operations.ops import AddColumnOp, ModifyTableOps, UpgradeOps
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, String, inspect, text

from riskapp import migrations
from riskapp.core.errors import Conflict
from riskapp.migrations import SchemaError
from riskapp.platform import triggers
from riskapp.platform.db import Database, metadata
from scripts.make_migration import without_a_value

ROOT = Path(migrations.__file__).parent.parent


@pytest.fixture
def empty_db(empty_database_url: str) -> Iterator[Database]:
    database = Database(empty_database_url)
    yield database
    database.close()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations' folder in which a test may go on writing history."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "HERE", folder)
    return folder


def write_step(folder: Path, body: str) -> None:
    """Adds a migration after the newest, with `body` as its upgrade."""
    previous = migrations.head()
    revision = f"{int(previous) + 1:04}"
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    (folder / "versions" / f"{revision}_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = {revision!r}\ndown_revision = {previous!r}\n"
        f"def upgrade():\n{lines}\n",
        encoding="utf-8",
    )
    (folder / "HEAD").write_text(revision, encoding="utf-8")


def shape(conn: Connection) -> dict[str, Any]:
    """A schema as its database tells it, without names of places and without order."""
    told = inspect(conn)
    return {
        table: {
            "columns": {
                column["name"]: (repr(column["type"]), column["nullable"], column["default"])
                for column in told.get_columns(table)
            },
            "primary key": told.get_pk_constraint(table),
            "foreign keys": in_order(told.get_foreign_keys(table)),
            "unique": in_order(told.get_unique_constraints(table)),
            "checks": in_order(told.get_check_constraints(table)),
            "indexes": in_order(told.get_indexes(table)),
        }
        for table in told.get_table_names()
        if table != "alembic_version"
    }  # fmt: skip


def in_order(rows: list[Any]) -> list[str]:
    return sorted(str({key: str(value) for key, value in sorted(row.items())}) for row in rows)


def test_head_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(
        str(migrations.HERE), version_locations=[str(migrations.HERE / "versions")]
    )
    assert scripts.get_heads() == [migrations.head()]


def test_a_migration_imports_nothing_of_ours() -> None:
    for path in (migrations.HERE / "versions").glob("[0-9]*.py"):
        assert not re.search(r"\briskapp\b", path.read_text(encoding="utf-8")), path.name


def test_tables_are_declared_in_tables_py_only() -> None:
    makes_table = re.compile(r"(?<![\w.])Table\(\s*[\"']")
    strays = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.name != "tables.py" and makes_table.search(path.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_the_migrated_schema_is_what_the_tables_declare(empty_db: Database) -> None:
    migrations.upgrade(empty_db)
    with empty_db.read() as conn:
        migrated = shape(conn)
    with empty_db.engine.begin() as conn:
        triggers.remove(conn)
        metadata.drop_all(conn)
        assert shape(conn) == {}
        metadata.create_all(conn)
        declared = shape(conn)
    assert declared
    assert migrated == declared


def test_every_refusal_stands_after_migrating(db: Database) -> None:
    with db.read() as conn:
        assert triggers.differences(conn) == []
        assert set(triggers.installed(conn)) == set(triggers.declared(db.dialect))


def test_a_second_upgrade_changes_nothing(db: Database) -> None:
    with db.read() as conn:
        before = shape(conn)
    migrations.upgrade(db)
    with db.read() as conn:
        assert shape(conn) == before
    assert migrations.current(db) == migrations.head()


def test_foreign_keys_are_on_again_after_migrating(empty_db: Database) -> None:
    migrations.upgrade(empty_db)
    if empty_db.dialect == "sqlite":
        with empty_db.engine.connect() as conn:
            assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_processes_that_migrate_at_once_migrate_once(empty_database_url: str) -> None:
    code = (
        "import sys; from riskapp import migrations; from riskapp.platform.db import Database;"
        "migrations.upgrade(Database(sys.argv[1]))"
    )
    command = [sys.executable, "-c", code, empty_database_url]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    told = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], told
    db = Database(empty_database_url)
    migrations.require_head(db)
    db.close()


def test_a_database_without_schema_asks_for_init(empty_db: Database) -> None:
    assert migrations.current(empty_db) is None
    with pytest.raises(SchemaError, match="riskapp init"):
        migrations.require_head(empty_db)


@pytest.mark.parametrize("act", [migrations.upgrade, migrations.require_head])
def test_a_newer_schema_is_refused_in_plain_words(db: Database, act: Any) -> None:
    with db.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="used with a newer riskapp"):
        act(db)
    assert migrations.current(db) == "9999"


def test_a_refusal_that_was_lost_is_told_and_put_back(db: Database) -> None:
    name, refusal = next(iter(triggers.declared(db.dialect).items()))
    table = re.findall(r" ON (\w+) ", refusal + " ")[0]
    on_table = f" ON {table}" if db.dialect == "postgresql" else ""
    with db.write() as conn:
        conn.exec_driver_sql(f"DROP TRIGGER {name}{on_table}")
    with db.read() as conn:
        assert triggers.differences(conn) == [f"trigger {name} is missing"]
    migrations.upgrade(db)
    with db.read() as conn:
        assert triggers.differences(conn) == []


def test_a_step_that_fails_leaves_nothing_behind(db: Database, later: Path) -> None:
    at = migrations.head()
    write_step(later, 'op.create_table("half_made", sa.Column("id", sa.Integer))\n1 / 0')
    with pytest.raises(ZeroDivisionError):
        migrations.upgrade(db)
    assert migrations.current(db) == at
    with db.read() as conn:
        assert "half_made" not in inspect(conn).get_table_names()
        assert triggers.differences(conn) == []


def test_a_rebuilt_table_keeps_its_rows_and_its_refusals(db: Database, later: Path) -> None:
    table = min(name.split("_", 2)[2] for name in triggers.declared(db.dialect))
    write_step(
        later,
        f'with op.batch_alter_table("{table}", recreate="always") as batch:\n'
        '    batch.add_column(sa.Column("added", sa.String(10), server_default="kept"))',
    )
    with db.read() as conn:
        before = set(triggers.installed(conn))
    migrations.upgrade(db)
    with db.read() as conn:
        assert set(triggers.installed(conn)) == before
        assert triggers.differences(conn) == []
        assert "added" in {column["name"] for column in inspect(conn).get_columns(table)}


def test_a_step_that_tears_rows_apart_is_undone(db: Database, later: Path) -> None:
    write_step(
        later,
        'op.create_table("above", sa.Column("id", sa.Integer, primary_key=True))\n'
        'op.create_table("below", sa.Column("above_id", sa.Integer, sa.ForeignKey("above.id")))',
    )
    migrations.upgrade(db)
    with db.write() as conn:
        conn.execute(text("INSERT INTO above (id) VALUES (1)"))
        conn.execute(text("INSERT INTO below (above_id) VALUES (1)"))
    at = migrations.head()
    write_step(later, 'op.execute("DELETE FROM above")')
    with pytest.raises(Exception, match="below") as refused:
        migrations.upgrade(db)
    assert isinstance(refused.value, Conflict) is (db.dialect == "sqlite")
    assert migrations.current(db) == at


def test_a_new_column_says_what_the_rows_already_there_hold() -> None:
    """Every other test migrates empty tables, where a column that refuses NULL does no harm."""
    asked: dict[str, Any] = {
        "bare": {},
        "filled": {"server_default": ""},
        "free": {"nullable": True},
    }
    columns = [Column(key, String(9), **{"nullable": False, **more}) for key, more in asked.items()]
    added = ModifyTableOps("person", [AddColumnOp("person", column) for column in columns])
    assert without_a_value(UpgradeOps(ops=[added])) == ["person.bare"]
