"""What the audit chain keeps about what happened: references, steps and digests, never what was said."""

from __future__ import annotations

from riskapp.platform.audit import Event

BEGUN = Event("happening.begun", keys=("ref", "person"))
SAVED = Event("happening.saved", keys=("ref", "place", "revs"))
FROZEN = Event("happening.conversation_frozen", keys=("ref", "decision", "number", "digest"))
BASIS_CHOSEN = Event("happening.basis_chosen", keys=("ref", "basis", "decision", "version"))
