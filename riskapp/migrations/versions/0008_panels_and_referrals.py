"""Panels and referrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("terms", sa.Text(), server_default="{}", nullable=False),
        sa.Column("takes_referrals", sa.Boolean(), server_default=sa.false(), nullable=False),
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
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_panel_made_by")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_panel_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_panel")),
    )
    op.create_table(
        "panel_member",
        sa.Column("panel_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("profession", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("is_chair", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.subject_id"], name=op.f("fk_panel_member_panel_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_panel_member_user_id")
        ),
        sa.PrimaryKeyConstraint("panel_id", "user_id", name=op.f("pk_panel_member")),
    )
    with op.batch_alter_table("panel_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("panel_id", sa.String(length=36), nullable=False),
        sa.Column("decision_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column(
            "sent_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("sent_by", sa.String(length=36), nullable=True),
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
            ["decision_id"], ["decision.subject_id"], name=op.f("fk_referral_decision_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_referral_made_by")),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.subject_id"], name=op.f("fk_referral_panel_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["user_account.id"], name=op.f("fk_referral_sent_by")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_referral_subject_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_referral")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(
            "ix_referral_panel_state", ["panel_id", "state", "sent_at"], unique=False
        )
