"""Governance: who asked where a learning came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "origin_search",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_origin_search_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin_search")),
    )
    with op.batch_alter_table("origin_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_origin_search_at"), ["at"], unique=False)
