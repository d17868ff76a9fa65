"""Advice, dissent and conditions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "panel_condition",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=2000), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("by_when", sa.String(length=10), nullable=False),
        sa.Column("takes_away", sa.String(length=2000), nullable=False),
        sa.Column("known_by", sa.String(length=2000), nullable=False),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column(
            "done_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("done_by", sa.String(length=36), nullable=True),
        sa.Column("done_what", sa.String(length=2000), nullable=False),
        sa.Column(
            "replaced_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["user_account.id"], name=op.f("fk_panel_condition_done_by")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_panel_condition_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.subject_id"], name=op.f("fk_panel_condition_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_condition")),
    )
    with op.batch_alter_table("panel_condition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_condition_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_panel_condition_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "advice",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "begun_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("begun_by", sa.String(length=36), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=True,
        ),
        sa.Column("given_by", sa.String(length=36), nullable=True),
        sa.Column("version_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["begun_by"], ["user_account.id"], name=op.f("fk_advice_begun_by")),
        sa.ForeignKeyConstraint(["given_by"], ["user_account.id"], name=op.f("fk_advice_given_by")),
        sa.ForeignKeyConstraint(["item_id"], ["sitting_item.id"], name=op.f("fk_advice_item_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_advice_subject_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_advice_version_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_advice")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_advice_item_id_number")),
    )
    op.create_table(
        "dissent",
        sa.Column("advice_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("own_id", sa.String(length=36), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["advice_id"], ["advice.subject_id"], name=op.f("fk_dissent_advice_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_dissent_entered_by")
        ),
        sa.ForeignKeyConstraint(["entered_id"], ["subject.id"], name=op.f("fk_dissent_entered_id")),
        sa.ForeignKeyConstraint(
            ["given_by"], ["user_account.id"], name=op.f("fk_dissent_given_by")
        ),
        sa.ForeignKeyConstraint(["own_id"], ["subject.id"], name=op.f("fk_dissent_own_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_dissent_user_id")),
        sa.PrimaryKeyConstraint("advice_id", "user_id", name=op.f("pk_dissent")),
        sa.UniqueConstraint("entered_id", name=op.f("uq_dissent_entered_id")),
        sa.UniqueConstraint("own_id", name=op.f("uq_dissent_own_id")),
    )
    with op.batch_alter_table("dissent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dissent_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follows_id", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_referral_follows_id"), ["follows_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_follows_id"), "referral", ["follows_id"], ["subject_id"]
        )
