"""What the audit chain keeps of governance: references, codes and digests, never a reason in words."""

from __future__ import annotations

from riskapp.platform.audit import Event

# Which line, and not what was found: the chain must not hold what the log does not.
ORIGIN_SOUGHT = Event("learning.origin_sought", keys=("line", "search"))
MATTER_BEGUN = Event("matter.begun", keys=("ref", "person"))
MATTER_SAVED = Event("matter.saved", keys=("ref", "revs"))
HOLD_PLACED = Event("legal_hold.placed", keys=("matter", "on", "since", "hold"))
HOLD_ENDED = Event("legal_hold.ended", keys=("matter", "on", "hold"))
# Which item and which reason; never the words that were left out.
ITEM_CHOSEN = Event("disclosure.item_chosen", keys=("ref", "item", "chosen", "why"))
LEFT_OUT = Event("disclosure.left_out", keys=("ref", "item", "why"))
PUT_BACK = Event("disclosure.put_back", keys=("ref", "item"))
FROZEN = Event("disclosure.frozen", keys=("ref", "bundle", "digest", "items", "left_out"))
TAKEN = Event("disclosure.taken", keys=("ref", "bundle", "part"))
