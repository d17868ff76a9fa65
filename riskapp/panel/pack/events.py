"""What the audit chain keeps about reading packs."""

from __future__ import annotations

from riskapp.platform.audit import Event

ASKED = Event("sitting.pack_asked", keys=("ref", "number", "digest", "items"))
