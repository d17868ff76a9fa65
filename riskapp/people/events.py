"""What the audit chain keeps about people."""

from __future__ import annotations

from riskapp.platform.audit import Event

PERSON_ADDED = Event("person.added", keys=("ref",))
PERSON_SAVED = Event("person.saved", keys=("ref", "place", "revs"))
