"""What happened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
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
