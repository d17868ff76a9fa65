"""What the audit chain keeps about decisions: references, steps and digests, never what was said."""

from __future__ import annotations

from riskapp.platform.audit import Event

BEGUN = Event("decision.begun", keys=("ref", "person"))
SAVED = Event("decision.saved", keys=("ref", "place", "revs"))
SEALED = Event("decision.sealed", keys=("ref", "version", "digest"))
NEXT_BEGUN = Event("decision.next_version_begun", keys=("ref", "version"))
LAW_CHANGED = Event("decision.law_changed", keys=("ref", "jurisdiction"))
COPY_GIVEN = Event("decision.copy_given", keys=("ref", "version", "layout"))
DRAFT_PRINTED = Event("decision.draft_printed", keys=("ref",))
COPY_TAKEN = Event("decision.copy_downloaded", keys=("ref", "version", "layout"))
IMPORTED = Event("decision.imported", keys=("ref",))
EXPORTED = Event("decision.exported", keys=("ref",))
