"""What the audit chain keeps about sittings: that something was done, and never a word of a view."""

from __future__ import annotations

from riskapp.platform.audit import Event

ARRANGED = Event("sitting.arranged", keys=("ref", "panel"))
SAVED = Event("sitting.saved", keys=("ref", "place", "revs"))
ASKED = Event("sitting.member_asked", keys=("ref", "member", "part"))
NOT_ASKED = Event("sitting.member_taken_off", keys=("ref", "member"))
ATTENDS = Event("sitting.attendance_noted", keys=("ref", "member", "attendance"))
LISTED = Event("sitting.item_listed", keys=("ref", "referral", "minutes"))
TAKEN_OFF = Event("sitting.item_taken_off", keys=("ref", "referral"))
PAPERS_OUT = Event("sitting.papers_put_out", keys=("ref", "items", "has_quorum"))
FROZEN = Event("sitting.item_frozen", keys=("ref", "item", "digest", "is_unsealed"))
PUT_OFF = Event("sitting.item_put_off", keys=("ref", "item", "referral"))
HELD = Event("sitting.held", keys=("ref",))
CALLED_OFF = Event("sitting.called_off", keys=("ref",))
DECLARED = Event("sitting.interest_declared", keys=("ref", "item", "member", "is_there"))
VIEW_SAVED = Event("sitting.view_saved", keys=("ref", "item", "round"))
VIEW_GIVEN = Event("sitting.view_given", keys=("ref", "item", "round", "member", "how"))
VIEW_TAKEN_BACK = Event("sitting.view_taken_back", keys=("ref", "item", "round"))
VIEW_ENTERED = Event("sitting.view_entering", keys=("ref", "item", "round", "member", "how"))
HEARD_FIRST = Event("sitting.view_after_hearing", keys=("ref", "item", "round"))
REVEALED = Event("sitting.views_opened", keys=("ref", "item", "round", "given", "missing"))
ROUND_OPENED = Event("sitting.round_opened", keys=("ref", "item", "round"))
