"""What the audit chain keeps about decisions: references, steps and digests, never what was said."""

from __future__ import annotations

from riskapp.platform.audit import Event

BEGUN = Event("decision.begun", keys=("ref", "person"))
SAVED = Event("decision.saved", keys=("ref", "place", "revs"))
SEALED = Event("decision.sealed", keys=("ref", "version", "digest"))
NEXT_BEGUN = Event("decision.next_version_begun", keys=("ref", "version"))
NEXT_PUT_AWAY = Event("decision.next_version_put_away", keys=("ref", "version"))
LAW_CHANGED = Event("decision.law_changed", keys=("ref", "jurisdiction"))
COPY_GIVEN = Event("decision.copy_given", keys=("ref", "version", "layout"))
PAPER_PRINTED = Event("decision.draft_printed", keys=("ref", "layout"))
COPY_TAKEN = Event("decision.copy_downloaded", keys=("ref", "version", "layout"))
IMPORTED = Event("decision.imported", keys=("ref",))
SAID_SINCE = Event("decision.said_since", keys=("ref", "version"))
REVIEW_BEGUN = Event("decision.review_begun", keys=("ref", "version"))
REVIEW_ENDED = Event("decision.review_ended", keys=("ref", "version", "now"))
REVIEW_PUT_AWAY = Event("decision.review_put_away", keys=("ref", "version"))
SHEET_PRINTED = Event("decision.sheet_printed", keys=("ref", "version"))
EXPORTED = Event("decision.exported", keys=("ref",))
OUTSIDE_VIEW = Event("decision.outside_view_noted", keys=("ref", "from_whom", "source", "digest"))
VIEW_ANSWERED = Event("decision.outside_view_answered", keys=("ref", "view"))
