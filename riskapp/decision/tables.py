"""decision and due. Everything people say is an entry; a decision row is what lists need."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from riskapp.platform.db import Id, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

decision = Table(
    "decision",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.subject_id"), nullable=False, index=True),
    Column("jurisdiction", String(20), nullable=False),
    Column("route", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    Column("title", String(200), nullable=False, default=""),
    Column("choice", String(200), nullable=False, default=""),  # its first words, for lists
    Column("versions", Integer, nullable=False, default=0),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
)
Index("ix_decision_state_changed", decision.c.state, decision.c.changed_at)

# What falls due because of the latest sealed version: written when it is sealed, never edited.
due = Table(
    "due",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # review, restriction, technology, help
    Column("on_day", String(10), nullable=False),
    Column("what", String(200), nullable=False, default=""),
)
Index("ix_due_on_day", due.c.on_day)

# A copy given to somebody after the seal: an event of its own, since a version never changes.
copy_given = Table(
    "copy_given",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("version.id"), nullable=False, index=True),
    Column("given_on", String(10), nullable=False),
    Column("to_whom", String(200), nullable=False),
    Column("layout", String(20), nullable=False),
    Column("noted_at", UTCDateTime, nullable=False),
    Column("noted_by", Id, ForeignKey("user_account.id"), nullable=False),
)

# What something said from outside was said of, by the id of the entry that holds its words. version_id
# is empty where it was a conversation not sealed: then the digest is of what was shown at that moment.
outside_view = Table(
    "outside_view",
    metadata,
    Column("id", Id, ForeignKey("entry.id"), primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column("version_id", Id, ForeignKey("version.id")),
    Column("digest", String(64), nullable=False),
    Column("shown_at", UTCDateTime, nullable=False),
    Column("from_whom", String(20), nullable=False),
    Column("who", String(200), nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("source", String(40), nullable=False),  # a reference people read aloud, and its address
    Column("address", String(200), nullable=False),
    Column("noted_at", UTCDateTime, nullable=False),
    Column("noted_by", Id, ForeignKey("user_account.id"), nullable=False),
)
refuse(outside_view, "UPDATE", "DELETE")
