"""What the audit chain keeps about learning reviews. Not what they look at: only their members know."""

from __future__ import annotations

from riskapp.platform.audit import Event

CONVENED = Event("learning_review.convened", keys=("ref",))
SAVED = Event("learning_review.saved", keys=("ref", "place", "revs"))
OPENED = Event("learning_review.opened", keys=("ref", "early"))
JOINED = Event("learning_review.joined", keys=("ref", "member", "part"))
LEFT = Event("learning_review.left", keys=("ref", "member"))
PRINTED = Event("learning_review.printed", keys=("ref", "number", "digest", "names_stay"))
# Not which line it is, as of what happened.
TAKEN_OUT = Event("learning_review.taken_out_of_log", keys=("ref",))
PUT_IN_LOG = Event("learning_review.put_in_log", keys=("ref", "names_stay"))
TOLD_BACK = Event("learning_review.told_back", keys=("ref", "digest", "names_stay"))
# That a member answered, and not what.
ANSWERED = Event("learning_review.answered", keys=("ref",))
