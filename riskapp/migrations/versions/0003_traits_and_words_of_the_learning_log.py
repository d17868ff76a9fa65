"""Traits and words of the learning log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "learning_told",
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_learning_told")),
    )
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("theme", sa.String(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("influences", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("told", sa.Text(), server_default="[]", nullable=False))
        batch_op.create_index(
            "ix_learning_traits", ["kind", "month", "place", "theme"], unique=False
        )

    # Filled by the command that upgrades: it reads the log anew where lines have no words here.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE learning_words USING fts5(words, detail=none, columnsize=0)"
        )
    else:
        op.execute(
            "CREATE TABLE learning_words (number INTEGER NOT NULL, words TSVECTOR NOT NULL,"
            " CONSTRAINT pk_learning_words PRIMARY KEY (number))"
        )
        op.execute("CREATE INDEX ix_learning_words_words ON learning_words USING gin (words)")
