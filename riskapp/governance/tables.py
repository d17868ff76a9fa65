"""origin_search, matter. What is said of a matter is an entry of it.

What a search found is kept nowhere: it would be the key that a learning has not. Legal holds are
platform's, because whether one stands is asked below.
"""

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

# Why records of one person are kept whole, or disclosed.
matter = Table(
    "matter",
    metadata,
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.subject_id"), nullable=False, index=True),
    Column("made_at", UTCDateTime, nullable=False),
    Column("made_by", Id, ForeignKey("user_account.id"), nullable=False),
)
