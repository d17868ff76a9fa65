"""What the audit chain keeps about advice: that something was done, and never a word of it."""

from __future__ import annotations

from riskapp.platform.audit import Event

BEGUN = Event("advice.begun", keys=("ref", "item", "number"))
SAVED = Event("advice.saved", keys=("ref", "item", "place", "revs"))
GIVEN = Event("advice.given", keys=("ref", "item", "number", "referral", "outcome", "digest"))
DISSENT_SAVED = Event("advice.dissent_saved", keys=("ref", "item"))
DISSENT_GIVEN = Event("advice.dissent_given", keys=("ref", "item", "member", "how"))
DISSENT_TAKEN_BACK = Event("advice.dissent_taken_back", keys=("ref", "item"))
DISSENT_ENTERED = Event("advice.dissent_entering", keys=("ref", "item", "member", "how"))
MINUTES = Event("sitting.minutes_printed", keys=("ref", "number", "digest"))
