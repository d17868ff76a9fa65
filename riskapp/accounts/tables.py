"""user_account, guest, team, membership, session, and what is counted to slow down guessing."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from riskapp.platform.db import Id, Json, UTCDateTime, metadata

user_account = Table(
    "user_account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("roles", Json, nullable=False),
    Column("locale", String(20)),
    Column("made_at", UTCDateTime, nullable=False),
    Column("password_changed_at", UTCDateTime, nullable=False),
    Column("disabled_at", UTCDateTime),
)

# A user without a password. Of the link that lets them in only the digest is here, and only until it is
# used, withdrawn or made anew: what was once a link is found no more than what never was one.
guest = Table(
    "guest",
    metadata,
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True),
    Column("contact", String(254), nullable=False),  # as it was written down: nothing is sent there
    Column("digest", String(64), unique=True),
    Column("came_at", UTCDateTime),
)

team = Table(
    "team",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
)

membership = Table(
    "membership",
    metadata,
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True),
    Column("team_id", Id, ForeignKey("team.id"), primary_key=True, index=True),
)

# The cookie's value is nowhere here, only its digest: a copy of the database opens no session.
session = Table(
    "session",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("user_id", Id, ForeignKey("user_account.id"), nullable=False, index=True),
    Column("made_at", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("device", String(60), nullable=False),
)

# Keys are digests under the instance's key: who was tried, and from where, cannot be read back.
sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", UTCDateTime, nullable=False, index=True),
)

familiar_address = Table(
    "familiar_address",
    metadata,
    Column("user_id", Id, ForeignKey("user_account.id"), primary_key=True),
    Column("address", String(64), primary_key=True),
    Column("seen_at", UTCDateTime, nullable=False),
    Index(None, "seen_at"),
)
