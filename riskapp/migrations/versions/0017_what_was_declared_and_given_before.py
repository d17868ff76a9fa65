"""What was declared and given before, and who sees to a condition from outside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "declared_before",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("what", sa.String(length=2000), nullable=False),
        sa.Column(
            "declared_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("declared_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["user_account.id"], name=op.f("fk_declared_before_declared_by")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "user_id"],
            ["declared_interest.item_id", "declared_interest.user_id"],
            name=op.f("fk_declared_before_item_id_user_id"),
        ),
        sa.PrimaryKeyConstraint("item_id", "user_id", "number", name=op.f("pk_declared_before")),
    )
    op.create_table(
        "view_taken_back",
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.Column("given_by", sa.String(length=36), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column(
            "taken_back_at",
            sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["user_account.id"], name=op.f("fk_view_taken_back_given_by")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "round", "user_id"],
            ["member_view.item_id", "member_view.round", "member_view.user_id"],
            name=op.f("fk_view_taken_back_item_id_round_user_id"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id", "round", "user_id", "number", name=op.f("pk_view_taken_back")
        ),
    )
    with op.batch_alter_table("declared_interest", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declared_by", sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_declared_interest_declared_by"), "user_account", ["declared_by"], ["id"]
        )

    with op.batch_alter_table("panel_condition", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("outside", sa.String(length=200), server_default="", nullable=False)
        )
