"""Writes the next migration: what the tables declare and the newest schema has not got.

    scripts/make-migration "Add the look-again date"     the next one; read it, move rows by hand
    scripts/make-migration --afresh "The first tables"   forget all, write 0001: never once released

The code is plain `op.*` with types of SQLAlchemy only, so that it means the same years later on
both databases. Refusals (platform/triggers.py) need no migration: they are put back after each one.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import AddColumnOp, UpgradeOps
from alembic.runtime.migration import MigrationContext

from riskapp import migrations
from riskapp.migrations import all_tables
from riskapp.platform import fulltext
from riskapp.platform.db import Database, Json, UTCDateTime, metadata, sqlite_url

VERSIONS = migrations.HERE / "versions"
HEAD = migrations.HERE / "HEAD"
INSTANT = 'sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite")'

BARE = """\
Nothing was written. The rows that are there already would have no value in: {columns}.
Say it in tables.py: server_default="…" beside the default, or nullable=True."""

TEMPLATE = '''"""{message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous}


def upgrade() -> None:
    {code}
'''


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("message")
    arguments.add_argument("--afresh", action="store_true")
    asked = arguments.parse_args()
    all_tables.load()
    previous = None if asked.afresh else newest()
    operations = missing(previous)
    if operations.is_empty():
        sys.exit("The tables declare nothing that the newest migration does not have.")
    if previous is not None and (bare := without_a_value(operations)):
        sys.exit(BARE.format(columns=", ".join(bare)))
    if asked.afresh:
        for old in VERSIONS.glob("[0-9]*.py"):
            old.unlink()
    print(write(asked.message.strip(" ."), previous, operations))


def newest() -> str | None:
    return migrations.head() if any(VERSIONS.glob("[0-9]*.py")) else None


def missing(previous: str | None) -> UpgradeOps:
    """The steps from the newest schema (an empty one where there is none) to the tables."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(sqlite_url(Path(folder) / "empty.db"))
        if previous is not None:
            migrations.upgrade(db, refusals=False)
        with db.engine.connect() as conn:
            operations = produce_migrations(context(conn), metadata).upgrade_ops
        db.close()
    return operations or UpgradeOps(ops=[])


def without_a_value(operations: UpgradeOps) -> list[str]:
    """New columns that refuse NULL and say nothing for the rows that are there already."""
    return [
        f"{step.table_name}.{step.column.name}"
        for group in operations.ops
        for step in getattr(group, "ops", [group])
        if isinstance(step, AddColumnOp)
        and not step.column.nullable
        and step.column.server_default is None
    ]


def context(conn: Any) -> MigrationContext:
    options = {
        "compare_type": True,
        "render_as_batch": True,
        "render_item": render,
        "include_name": is_declared,
    }
    return MigrationContext.configure(conn, opts=options)


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Not the tables of words to look for: each database makes those in its own way."""
    return kind != "table" or not str(name).startswith(tuple(fulltext.NAMES))


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Our own column types in SQLAlchemy's words; False leaves the rest to Alembic."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return INSTANT
    return "sa.Text()" if isinstance(item, Json) else False


def write(message: str, previous: str | None, operations: UpgradeOps) -> Path:
    revision = f"{int(previous or 0) + 1:04}"
    code = render_python_code(operations, render_as_batch=True, render_item=render)
    if "riskapp." in code:
        sys.exit(f"A column has a type that a migration must not import:\n{code}")
    words = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")
    path = VERSIONS / f"{revision}_{words[:40]}.py"
    text = TEMPLATE.format(
        message=message,
        revision=revision,
        previous=f'"{previous}"' if previous else None,
        code=re.sub(r"^\s*# ### .*\n?", "", code, flags=re.MULTILINE).strip(),
    )
    path.write_text(text, encoding="utf-8")
    HEAD.write_text(f"{revision}\n", encoding="utf-8")
    ruff = Path(sys.executable).parent / "ruff"
    if ruff.exists():
        subprocess.run([str(ruff), "format", "--quiet", str(path)], check=True)  # noqa: S603
    return path


if __name__ == "__main__":
    main()
