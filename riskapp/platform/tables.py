"""What belongs to no feature: subjects, their numbering, looks, what is kept whole, and facts about the
instance.
"""

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

# That something is to be kept whole because of a matter, and that it need be no longer. Both only grow.
legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column("matter_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("since", String(10), nullable=False),
    Column("placed_at", UTCDateTime, nullable=False),
    Column("placed_by", Id, ForeignKey("user_account.id"), nullable=False),
)
legal_hold_end = Table(
    "legal_hold_end",
    metadata,
    Column("hold_id", Id, ForeignKey("legal_hold.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("ended_at", UTCDateTime, nullable=False),
    Column("ended_by", Id, ForeignKey("user_account.id"), nullable=False),
)
refuse(legal_hold, "UPDATE", "DELETE")
refuse(legal_hold_end, "UPDATE", "DELETE")

setting = Table(
    "setting",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
