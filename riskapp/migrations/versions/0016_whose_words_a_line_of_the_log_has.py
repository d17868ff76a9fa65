"""Whose words a line of the log has: those of what happened, or of a review of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("written", sa.String(length=64), server_default="", nullable=False)
        )
