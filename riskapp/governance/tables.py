"""origin_search. What a search found is kept nowhere: it would be the key that a learning has not."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from riskapp.platform.db import Id, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

# That somebody asked where a line of the learning log came from, and why.
origin_search = Table(
    "origin_search",
    metadata,
    Column("id", Id, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
    Column("by", Id, ForeignKey("user_account.id"), nullable=False),
)
refuse(origin_search, "UPDATE", "DELETE")
