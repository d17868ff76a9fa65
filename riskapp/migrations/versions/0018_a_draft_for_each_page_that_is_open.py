"""A draft for each page that is open."""

from __future__ import annotations

import json
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(length=32), "sqlite")
LATE = "late"  # what stood before what came after a session had ended: a row of its own from now on


def upgrade() -> None:
    kept = [
        {**row, "page": "", "wording": str(uuid.uuid4()), "raw": _without_marks(row["raw"])}
        for row in op.get_bind().execute(sa.text("SELECT * FROM draft")).mappings()
    ]
    op.drop_table("draft")
    draft = op.create_table(
        "draft",
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=140), nullable=False),
        sa.Column("page", sa.String(length=80), nullable=False),
        sa.Column("wording", sa.String(length=36), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_draft_subject_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("user_id", "subject_id", "place", "page", name=op.f("pk_draft")),
    )
    op.bulk_insert(draft, kept)


def _without_marks(raw: str) -> str:
    """Every word of a draft, in the order it stood in."""
    return json.dumps([pair for pair in json.loads(raw) if pair[0] != LATE])
