"""Sittings and the views given at them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "sitting",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("panel_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.Column("at_time", sa.String(length=40), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column(
            "arranged_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("arranged_by", sa.String(length=36), nullable=False),
        sa.Column(
            "papers_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("papers_by", sa.String(length=36), nullable=True),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("changed_step", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["arranged_by"], ["user_account.id"], name=op.f("fk_sitting_arranged_by")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.subject_id"], name=op.f("fk_sitting_panel_id")
        ),
        sa.ForeignKeyConstraint(
            ["papers_by"], ["user_account.id"], name=op.f("fk_sitting_papers_by")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_sitting_subject_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_sitting")),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "sitting_member",
        sa.Column("sitting_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("profession", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("attendance", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.subject_id"], name=op.f("fk_sitting_member_sitting_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sitting_member_user_id")
        ),
        sa.PrimaryKeyConstraint("sitting_id", "user_id", name=op.f("pk_sitting_member")),
        sa.UniqueConstraint("sitting_id", "seat", name=op.f("uq_sitting_member_sitting_id_seat")),
    )
    with op.batch_alter_table("sitting_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sitting_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sitting_id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("called_by", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.Text(), server_default="[]", nullable=False),
        sa.Column("since", sa.Text(), server_default="{}", nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("is_unsealed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.subject_id"], name=op.f("fk_sitting_item_referral_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.subject_id"], name=op.f("fk_sitting_item_sitting_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_sitting_item_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting_item")),
    )
    with op.batch_alter_table("sitting_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sitting_item_referral_id"), ["referral_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sitting_item_sitting_id"), ["sitting_id"], unique=False
        )

    op.create_table(
        "declared_interest",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("what", sa.String(length=2000), nullable=False),
        sa.Column(
            "declared_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["sitting_item.id"], name=op.f("fk_declared_interest_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_declared_interest_user_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "user_id", name=op.f("pk_declared_interest")),
    )
    op.create_table(
        "view_round",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("opened_by", sa.String(length=36), nullable=False),
        sa.Column(
            "revealed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("revealed_by", sa.String(length=36), nullable=True),
        sa.Column("without", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["sitting_item.id"], name=op.f("fk_view_round_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_view_round_opened_by")
        ),
        sa.ForeignKeyConstraint(
            ["revealed_by"], ["user_account.id"], name=op.f("fk_view_round_revealed_by")
        ),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_view_round")),
    )
    op.create_table(
        "member_view",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("own_id", sa.String(length=36), nullable=False),
        sa.Column("entered_id", sa.String(length=36), nullable=True),
        sa.Column("entered_by", sa.String(length=36), nullable=True),
        sa.Column("entered_how", sa.String(length=20), nullable=False),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("given_by", sa.String(length=36), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column(
            "shown_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("is_late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_member_view_entered_by")
        ),
        sa.ForeignKeyConstraint(
            ["entered_id"], ["subject.id"], name=op.f("fk_member_view_entered_id")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["user_account.id"], name=op.f("fk_member_view_given_by")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "round"],
            ["view_round.item_id", "view_round.number"],
            name=op.f("fk_member_view_item_id_round"),
        ),
        sa.ForeignKeyConstraint(["own_id"], ["subject.id"], name=op.f("fk_member_view_own_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_member_view_user_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "round", "user_id", name=op.f("pk_member_view")),
        sa.UniqueConstraint("entered_id", name=op.f("uq_member_view_entered_id")),
        sa.UniqueConstraint("own_id", name=op.f("uq_member_view_own_id")),
    )
    with op.batch_alter_table("member_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_view_user_id"), ["user_id"], unique=False)
