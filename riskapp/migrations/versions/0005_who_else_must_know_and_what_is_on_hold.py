"""Who else must know, and what is on hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("for_what", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("restart_role", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "begun_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("begun_by", sa.String(length=36), nullable=False),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.Column("ended_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["user_account.id"], name=op.f("fk_hold_begun_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["user_account.id"], name=op.f("fk_hold_ended_by")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["happening.subject_id"], name=op.f("fk_hold_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hold_subject_id"), ["subject_id"], unique=False)

    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("hold_id", sa.String(length=36), nullable=True))
