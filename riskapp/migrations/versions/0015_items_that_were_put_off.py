"""Items that were put off, who has read what another thinks, and what was said before of coming."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("member_view", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_read", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "put_off_at",
                sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("put_off_because", sa.String(length=2000), server_default="", nullable=False)
        )

    with op.batch_alter_table("sitting_item", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "put_off_at",
                sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("put_off_because", sa.String(length=2000), server_default="", nullable=False)
        )

    with op.batch_alter_table("sitting_member", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("said_before", sa.String(length=20), server_default="", nullable=False)
        )
