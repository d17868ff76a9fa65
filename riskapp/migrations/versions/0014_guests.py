"""Guests, who come in by a link."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "guest",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column(
            "came_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_guest_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_guest")),
        sa.UniqueConstraint("digest", name=op.f("uq_guest_digest")),
    )
