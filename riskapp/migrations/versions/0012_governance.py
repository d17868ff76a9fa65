"""Governance: who asked where a learning came from, matters, legal holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("matter_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column(
            "placed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("placed_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["subject.id"], name=op.f("fk_legal_hold_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["user_account.id"], name=op.f("fk_legal_hold_placed_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_legal_hold_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_hold_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_legal_hold_subject_id"), ["subject_id"], unique=False)

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

    op.create_table(
        "legal_hold_end",
        sa.Column("hold_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("ended_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["user_account.id"], name=op.f("fk_legal_hold_end_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["legal_hold.id"], name=op.f("fk_legal_hold_end_hold_id")
        ),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_legal_hold_end")),
    )
    op.create_table(
        "matter",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_matter_made_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.subject_id"], name=op.f("fk_matter_person_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_matter_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_matter")),
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_person_id"), ["person_id"], unique=False)
