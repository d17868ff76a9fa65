"""The ordered lists of steps. Order is meaning, and stands here alone."""

from __future__ import annotations

from riskapp.decision.steps import (
    balance,
    both_sides,
    decision,
    doors,
    if_it_goes_wrong,
    read_back,
    what_was_decided,
    what_would_help,
)
from riskapp.platform.wizard.steps import Journey

SHORT = Journey(
    slug="short",
    steps=(
        decision.STEP,
        both_sides.STEP,
        what_would_help.STEP,
        what_was_decided.STEP,
        if_it_goes_wrong.STEP,
        read_back.STEP,
        balance.STEP,
        doors.STEP,
    ),
)
