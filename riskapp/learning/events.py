"""What the audit chain keeps about what happened: references, steps and digests, never what was said."""

from __future__ import annotations

from riskapp.platform.audit import Event

BEGUN = Event("happening.begun", keys=("ref", "person"))
SAVED = Event("happening.saved", keys=("ref", "place", "revs"))
FROZEN = Event("happening.conversation_frozen", keys=("ref", "decision", "number", "digest"))
# The number it has in the log is not among them. Whoever holds the whole database and the audit log can
# still lay the order of the two together: see ADR 13.
PUT_IN_LOG = Event("happening.put_in_log", keys=("ref", "names_stay"))
TAKEN_OUT = Event("happening.taken_out_of_log", keys=("ref",))
KEPT = Event("happening.kept_with_team", keys=("ref",))
LETTER_MADE = Event("happening.letter_made", keys=("ref", "number", "digest"))
# Nor which brief it was.
BRIEF_MADE = Event("learning.brief_made", keys=("ref", "names_stay"))
PROMPT_ADDED = Event("learning.prompt_added", keys=("line", "step", "prompt"))
PROMPT_ENDED = Event("learning.prompt_ended", keys=("line", "prompt"))
LOG_PRINTED = Event("learning_log.printed", keys=("edition", "period", "digest"))
BASIS_CHOSEN = Event("happening.basis_chosen", keys=("ref", "basis", "decision", "version"))
HELD = Event("happening.put_on_hold", keys=("ref", "for_what", "restart_role", "digest"))
RESTARTED = Event("happening.restarted", keys=("ref", "role"))
