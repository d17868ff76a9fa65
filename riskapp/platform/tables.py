"""What belongs to no feature: subjects, their numbering, looks, and facts about the instance."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from riskapp.platform.db import Id, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

subject = Table(
    "subject",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("ref", String(16), nullable=False, unique=True),
)

counter = Table(
    "counter",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("next", Integer, nullable=False),
)

# Outside the audit chain: looks are many, and must never wait for one another.
access_log = Table(
    "access_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Column("user_id", Id, nullable=False),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    Column("what", String(60), nullable=False),
    Index(None, "subject_id", "at"),
)
refuse(access_log, "UPDATE", "DELETE")

setting = Table(
    "setting",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
