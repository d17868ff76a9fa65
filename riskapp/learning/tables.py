"""happening: what lists and access checks need; everything said about it is an entry."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from riskapp.platform.db import Id, UTCDateTime, metadata

happening = Table(
    "happening",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.subject_id"), nullable=False, index=True),
    Column("decision_id", Id, ForeignKey("decision.subject_id"), index=True),
    Column("version", Integer),  # as somebody chose it; none: found by the day
    Column("basis", String(20), nullable=False),
    Column("kind", String(20), nullable=False, default=""),
    Column("on_day", String(10), nullable=False, default=""),
    Column("what", String(200), nullable=False, default=""),  # its first words, for lists
    Column("state", String(20), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("changed_step", String(60), nullable=False, default=""),
)
Index("ix_happening_state_changed", happening.c.state, happening.c.changed_at)
