"""entry, entry_save, entry_history, draft."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from riskapp.platform.db import Id, Json, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

entry = Table(
    "entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    Column("step", String(60), nullable=False),
    # The step's name where a step has one entry, the entry's own id where it has many:
    # with the constraint below, two first saves of one step cannot both be kept.
    Column("slot", String(60), nullable=False),
    Column("parent_id", Id, ForeignKey("entry.id")),
    Column("position", Integer, nullable=False, default=0),
    Column("data", Json, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("removed_at", UTCDateTime),
    UniqueConstraint("subject_id", "slot"),
)
Index("ix_entry_subject_position", entry.c.subject_id, entry.c.position)

entry_save = Table(
    "entry_save",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column("by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("key", String(36), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    UniqueConstraint("by", "key"),
)

entry_history = Table(
    "entry_history",
    metadata,
    Column("entry_id", Id, ForeignKey("entry.id"), primary_key=True),
    Column("rev", Integer, primary_key=True),
    Column("save_id", Id, ForeignKey("entry_save.id"), nullable=False, index=True),
    Column("data", Json, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
)

refuse(entry_save, "UPDATE", "DELETE")
refuse(entry_history, "UPDATE", "DELETE")

# What was typed on a page and is not saved: a row for each page that is open in a window of its own.
draft = Table(
    "draft",
    metadata,
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("place", String(140), primary_key=True),
    Column("page", String(80), primary_key=True),
    Column("wording", Id, nullable=False),  # another one each time it is kept
    Column("raw", Json, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
