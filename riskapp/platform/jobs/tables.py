"""job: what is to be done, and how far it has come."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from riskapp.platform.db import Id, Json, UTCDateTime, metadata

job = Table(
    "job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("args", Json, nullable=False),
    Column("state", String(12), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("run_at", UTCDateTime, nullable=False),
    Column("taken_at", UTCDateTime),
    Column("taken_by", String(120)),
    Column("ended_at", UTCDateTime),
    Column("error", String(300)),
    Index(None, "state", "run_at"),
)
