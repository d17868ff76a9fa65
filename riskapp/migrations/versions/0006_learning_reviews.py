"""Learning reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "learning_review",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("response", sa.String(length=20), nullable=False),
        sa.Column(
            "convened_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("convened_by", sa.String(length=36), nullable=False),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("opened_by", sa.String(length=36), nullable=True),
        sa.Column("opened_early", sa.Boolean(), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("changed_step", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["convened_by"], ["user_account.id"], name=op.f("fk_learning_review_convened_by")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_learning_review_opened_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_learning_review_subject_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_learning_review")),
    )
    op.create_table(
        "review_member",
        sa.Column("review_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["learning_review.subject_id"], name=op.f("fk_review_member_review_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_review_member_user_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "user_id", name=op.f("pk_review_member")),
    )
    with op.batch_alter_table("review_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "review_of",
        sa.Column("review_id", sa.String(length=36), nullable=False),
        sa.Column("happening_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("decision_id", sa.String(length=36), nullable=True),
        sa.Column("version_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.subject_id"], name=op.f("fk_review_of_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["happening_id"], ["happening.subject_id"], name=op.f("fk_review_of_happening_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["learning_review.subject_id"], name=op.f("fk_review_of_review_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_review_of_version_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "happening_id", name=op.f("pk_review_of")),
    )
    with op.batch_alter_table("review_of", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_of_happening_id"), ["happening_id"], unique=False
        )
