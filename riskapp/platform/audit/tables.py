"""The audit log and the head of each of its chains.

Every column of a row is text, or a number, exactly as it was chained: a check that parsed them
first would forgive an edit that parses alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from riskapp.platform.db import metadata
from riskapp.platform.triggers import refuse

# SQLite's whole numbers are one size; PostgreSQL's are not.
Sequence = BigInteger().with_variant(Integer, "sqlite")

audit = Table(
    "audit",
    metadata,
    Column("lane", String(20), primary_key=True),
    Column("seq", Sequence, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("event", String(80), nullable=False),
    Column("actor_id", String(36), nullable=False),
    Column("subject_id", String(36)),
    Column("keys", Text, nullable=False),
    Column("mac", String(64), nullable=False),
    Index(None, "subject_id"),
)
refuse(audit, "UPDATE", "DELETE")

audit_head = Table(
    "audit_head",
    metadata,
    Column("lane", String(20), primary_key=True),
    Column("seq", Sequence, nullable=False),
    Column("mac", String(64), nullable=False),
)
