"""version (a frozen snapshot and its digest) and rendition (the bytes of one copy)."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from riskapp.platform.db import Id, UTCDateTime, metadata
from riskapp.platform.triggers import refuse

version = Table(
    "version",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("schema", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("snapshot", LargeBinary, nullable=False),  # zlib over canonical JSON
    Column("secret", LargeBinary, nullable=False),  # salts are made from it; it is in no copy
    Column("digest", String(64), nullable=False, index=True),
    Column("sealed_at", UTCDateTime, nullable=False),
    Column("sealed_by", Id, ForeignKey("user_account.id"), nullable=False),
    UniqueConstraint("subject_id", "number"),
)
refuse(version, "UPDATE", "DELETE")

WAITING, MADE = "waiting", "made"
FAILED, GIVEN_UP = "failed", "given up"  # to be tried again, or not

rendition = Table(
    "rendition",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False, index=True),
    Column(
        "version_id", Id, ForeignKey("version.id"), index=True
    ),  # none: a draft for reading back
    Column("layout", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("asked_by", Id, ForeignKey("user_account.id"), nullable=False),
    Column("made_at", UTCDateTime),
    Column("bytes", LargeBinary),
    Column("sha256", String(64)),
    Column("pages", Integer),
    Column("trouble", Text),
    UniqueConstraint("version_id", "layout"),
)
refuse(rendition, "UPDATE", when="OLD.state = 'made'")
