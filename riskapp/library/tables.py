"""content_prompt: a question beside a part of the conversation, because of something learned."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from riskapp.platform.db import Id, UTCDateTime, metadata

content_prompt = Table(
    "content_prompt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("step", String(60), nullable=False, index=True),
    # Where it is asked only of some: as the conversation itself says it; empty asks of all.
    Column("side", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("rung", String(20), nullable=False),
    Column("words", String(300), nullable=False),
    Column("because_of", String(20), nullable=False, index=True),  # such as L-12
    Column("address", String(200), nullable=False),  # of the page that says more
    Column("added_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
)
