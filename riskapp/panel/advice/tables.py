"""advice, dissent. Their words are entries of subjects of their own; a row holds what was given."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

advice = Table(
    "advice",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("item_id", Id, ForeignKey("sitting_item.id"), nullable=False),
    Column("number", Integer, nullable=False),  # a further one puts the one before right
    Column("begun_at", UTCDateTime, nullable=False),
    Column("begun_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("given_at", UTCDateTime),
    Column("given_by", Id, ForeignKey("user_account.id")),
    Column("version_id", Id, ForeignKey("version.id")),  # of the referral: all it was given with
    UniqueConstraint("item_id", "number"),
)
refuse(advice, "UPDATE", when="OLD.version_id IS NOT NULL")
refuse(advice, "DELETE", when="OLD.given_at IS NOT NULL")

dissent = Table(
    "dissent",
    metadata,
    Column("advice_id", Id, ForeignKey("advice.subject_id"), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True, index=True),
    # What the member writes, and what somebody enters for them: nobody reads the pages of another.
    Column("own_id", Id, ForeignKey("subject.id"), unique=True),
    Column("entered_id", Id, ForeignKey("subject.id"), unique=True),
    Column("entered_by", Id, ForeignKey("user_account.id")),
    Column("entered_how", String(20), nullable=False, default=""),
    Column("given_at", UTCDateTime),
    Column("given_by", Id, ForeignKey("user_account.id")),
    Column("how", String(20), nullable=False, default=""),
    Column("said", Json),  # as it was given
)
