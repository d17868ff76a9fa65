"""What happened, and the learning log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "learning",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("likely", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_learning")),
        sa.UniqueConstraint("origin", name=op.f("uq_learning_origin")),
    )
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_month"), ["month"], unique=False)

    op.create_table(
        "happening",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("decision_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("changed_step", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.subject_id"], name=op.f("fk_happening_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_happening_made_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.subject_id"], name=op.f("fk_happening_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_happening_subject_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_happening")),
    )
    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_happening_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_happening_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_happening_state_changed", ["state", "changed_at"], unique=False)

    op.create_table(
        "change_due",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["happening.subject_id"], name=op.f("fk_change_due_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_due")),
    )
    with op.batch_alter_table("change_due", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_due_on_day"), ["on_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_due_subject_id"), ["subject_id"], unique=False)
