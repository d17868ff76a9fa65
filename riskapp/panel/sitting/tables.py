"""sitting, sitting_member, sitting_item, view_round, member_view, view_taken_back, declared_interest,
declared_before.

What a sitting is and what a member thinks are entries of subjects of their own; what was put before the
members, and what they gave, stand here as they were on that day.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
)

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

sitting = Table(
    "sitting",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("panel_id", Id, ForeignKey("panel.subject_id"), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    # For lists, of what is said on its page.
    Column("on_day", String(10), nullable=False, default=""),
    Column("at_time", String(40), nullable=False, default=""),
    Column("is_urgent", Boolean, nullable=False, default=False, server_default=false()),
    Column("terms", Json),  # the panel's, as they were when papers went out
    Column("arranged_at", UTCDateTime, nullable=False),
    Column("arranged_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("papers_at", UTCDateTime),
    Column("papers_by", Id, ForeignKey("user_account.id")),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
)

sitting_member = Table(
    "sitting_member",
    metadata,
    Column("sitting_id", Id, ForeignKey("sitting.subject_id"), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True, index=True),
    Column("seat", Integer, nullable=False),  # the order in which they are always named
    Column("part", String(20), nullable=False),
    Column("profession", String(200), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("attendance", String(20), nullable=False),
    Column("said_before", String(20), nullable=False, default="", server_default=""),
    UniqueConstraint("sitting_id", "seat"),
)

sitting_item = Table(
    "sitting_item",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sitting_id", Id, ForeignKey("sitting.subject_id"), nullable=False, index=True),
    Column("referral_id", Id, ForeignKey("referral.subject_id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),  # its place on the agenda
    Column("minutes", Integer, nullable=False, default=0),
    # What was put before the members when papers went out, and nothing that was written since.
    Column("called_by", String(200), nullable=False, default=""),
    Column("asked", Json, nullable=False, default=[], server_default="[]"),
    Column("since", Json, nullable=False, default={}, server_default="{}"),
    Column("version_id", Id, ForeignKey("version.id")),
    Column("digest", String(64), nullable=False, default=""),
    Column("is_unsealed", Boolean, nullable=False, default=False, server_default=false()),
    # It was not reached: its referral waits for another sitting, where it is another item.
    Column("put_off_at", UTCDateTime),
    Column("put_off_because", String(2_000), nullable=False, default="", server_default=""),
)
refuse(
    sitting_item,
    "UPDATE",
    when="OLD.version_id IS NOT NULL AND (NEW.version_id IS NULL OR NEW.version_id <> OLD.version_id"
    " OR NEW.digest <> OLD.digest OR NEW.asked <> OLD.asked OR NEW.since <> OLD.since"
    " OR NEW.called_by <> OLD.called_by OR NEW.number <> OLD.number"
    " OR NEW.referral_id <> OLD.referral_id OR OLD.put_off_at IS NOT NULL)",
)

# The lock of views first. What was opened stays opened, and as it was opened.
view_round = Table(
    "view_round",
    metadata,
    Column("item_id", Id, ForeignKey("sitting_item.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("opened_at", UTCDateTime, nullable=False),
    Column("opened_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("revealed_at", UTCDateTime),
    Column("revealed_by", Id, ForeignKey("user_account.id")),
    Column("without", String(2_000), nullable=False, default=""),  # why not all were waited for
)
refuse(view_round, "UPDATE", when="OLD.revealed_at IS NOT NULL")
refuse(view_round, "DELETE")

# Made for all members at once, in an order that says nothing, and addressed by no id of its own.
member_view = Table(
    "member_view",
    metadata,
    Column("item_id", Id, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True, index=True),
    # What the member writes, and what somebody enters for them: nobody reads the pages of another.
    Column("own_id", Id, ForeignKey("subject.id"), nullable=False, unique=True),
    Column("entered_id", Id, ForeignKey("subject.id"), unique=True),
    Column("entered_by", Id, ForeignKey("user_account.id")),
    Column("entered_how", String(20), nullable=False, default=""),
    Column("given_at", UTCDateTime),
    Column("given_by", Id, ForeignKey("user_account.id")),
    Column("how", String(20), nullable=False, default=""),
    Column("said", Json),  # as it was given
    Column("shown_at", UTCDateTime),
    # Whose it is has entered what another thinks, and so has read it: theirs waits for the reveal.
    Column("has_read", Boolean, nullable=False, default=False, server_default=false()),
    # Said after the others were heard.
    Column("is_late", Boolean, nullable=False, default=False, server_default=false()),
    ForeignKeyConstraint(["item_id", "round"], ["view_round.item_id", "view_round.number"]),
)
refuse(member_view, "UPDATE", when="OLD.shown_at IS NOT NULL")
refuse(member_view, "DELETE", when="OLD.shown_at IS NOT NULL")

# What was given once and taken back before it was opened: its member's alone, as it was.
view_taken_back = Table(
    "view_taken_back",
    metadata,
    Column("item_id", Id, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("user_id", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("given_at", UTCDateTime, nullable=False),
    Column("given_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("how", String(20), nullable=False),
    Column("said", Json, nullable=False),
    Column("taken_back_at", UTCDateTime, nullable=False),
    ForeignKeyConstraint(
        ["item_id", "round", "user_id"],
        ["member_view.item_id", "member_view.round", "member_view.user_id"],
    ),
)
refuse(view_taken_back, "UPDATE", "DELETE")

# What is declared now. No row: not declared yet, which is not the same as none.
declared_interest = Table(
    "declared_interest",
    metadata,
    Column("item_id", Id, ForeignKey("sitting_item.id"), primary_key=True),
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True),
    Column("is_there", Boolean, nullable=False),
    Column("what", String(2_000), nullable=False, default=""),
    Column("declared_at", UTCDateTime, nullable=False),
    # Whose word it is that it was declared: nobody was noted while this had no column.
    Column("declared_by", Id, ForeignKey("user_account.id")),
)
refuse(declared_interest, "DELETE")

# Every wording that another took the place of, the first first.
declared_before = Table(
    "declared_before",
    metadata,
    Column("item_id", Id, primary_key=True),
    Column("user_id", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("is_there", Boolean, nullable=False),
    Column("what", String(2_000), nullable=False),
    Column("declared_at", UTCDateTime, nullable=False),
    Column("declared_by", Id, ForeignKey("user_account.id")),
    ForeignKeyConstraint(
        ["item_id", "user_id"], ["declared_interest.item_id", "declared_interest.user_id"]
    ),
)
refuse(declared_before, "UPDATE", "DELETE")
