"""learning_review, review_of, review_member. All that is said in a review is an entry of it.

`review_of` is the one link from a review to what happened, and nothing points back at it: no row of a
decision, a person or a happening says that a review of it exists.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, false

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

learning_review = Table(
    "learning_review",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("response", String(20), nullable=False, default=""),
    Column("convened_at", UTCDateTime, nullable=False),
    Column("convened_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("opened_at", UTCDateTime),
    Column("opened_by", Id, ForeignKey("user_account.id")),
    Column("opened_early", Boolean, nullable=False, default=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
    # What members answered to how it was, sorted by its words: so no row, moment or order says whose.
    Column("answers", Json, nullable=False, default=[], server_default="[]"),
)
# What was opened stays opened, and as it was opened.
refuse(
    learning_review,
    "UPDATE",
    when="OLD.opened_at IS NOT NULL AND (NEW.opened_at IS NULL OR NEW.opened_at <> OLD.opened_at"
    " OR NEW.opened_by <> OLD.opened_by OR NEW.opened_early <> OLD.opened_early)",
)

review_of = Table(
    "review_of",
    metadata,
    Column("review_id", Id, ForeignKey("learning_review.subject_id"), primary_key=True),
    Column("happening_id", Id, ForeignKey("happening.subject_id"), primary_key=True, index=True),
    # What stood beside when it was opened, whatever is found out about the day since.
    Column("day", String(10)),
    Column("decision_id", Id, ForeignKey("decision.subject_id")),
    Column("version_id", Id, ForeignKey("version.id")),
)

review_member = Table(
    "review_member",
    metadata,
    Column("review_id", Id, ForeignKey("learning_review.subject_id"), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True, index=True),
    Column("part", String(20), nullable=False),
    Column("has_answered", Boolean, nullable=False, default=False, server_default=false()),
)
