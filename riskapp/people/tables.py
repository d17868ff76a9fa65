"""person: what lists and access checks need; everything else about a person is an entry."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from riskapp.platform.db import Id, UTCDateTime, metadata

person = Table(
    "person",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("team_id", Id, ForeignKey("team.id"), nullable=False, index=True),
    Column("called_by", String(200), nullable=False),
    Column("own_reference", String(200), nullable=False, default=""),
    Column("made_at", UTCDateTime, nullable=False),
    Column("died", String(10)),  # none: nobody has said so; empty: on a day that nobody knows
)
