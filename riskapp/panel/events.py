"""What the audit chain keeps about panels and referrals: references and steps, never what was said."""

from __future__ import annotations

from riskapp.platform.audit import Event

SET_UP = Event("panel.set_up", keys=("ref",))
SAVED = Event("panel.saved", keys=("ref", "place", "revs"))
JOINED = Event("panel.joined", keys=("ref", "member", "chair"))
LEFT = Event("panel.left", keys=("ref", "member"))
TAKES_REFERRALS = Event("panel.takes_referrals", keys=("ref", "takes"))
BEGUN = Event("referral.begun", keys=("ref", "panel", "decision"))
WRITTEN = Event("referral.saved", keys=("ref", "place", "revs"))
SENT = Event("referral.sent", keys=("ref", "panel"))
WITHDRAWN = Event("referral.withdrawn", keys=("ref", "panel"))
FOLLOWS = Event("referral.looked_at_again", keys=("ref", "follows"))
LETTER = Event("referral.letter_printed", keys=("ref", "number", "digest"))
CONDITION_OWNED = Event("referral.condition_owned", keys=("ref", "condition", "owner"))
CONDITION_DONE = Event("referral.condition_done", keys=("ref", "condition"))
