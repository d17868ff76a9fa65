"""How a learning review was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("learning_review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answers", sa.Text(), server_default="[]", nullable=False))

    with op.batch_alter_table("review_member", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("has_answered", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
