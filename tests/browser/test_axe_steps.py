"""Every page that is typed into, empty, filled, long and in error: no barrier, and it fits."""

from __future__ import annotations

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.platform.wizard.steps import always
from tests.browser.states import STEPS
from tests.browser.visiting import Seats, visit

SIX_SCREENS = {step.slug for step in CONVERSATION.steps if step.applies is always}


def _is_each_time(name: str) -> bool:
    """Filled, each step; in error, the six screens. Empty, at its longest, what is in error beyond the
    six screens, and what is drawn as its step is, in the long tier.
    """
    slug, _comma, state = name.rpartition(", ")
    return state == "filled" or (state == "in error" and slug in SIX_SCREENS)


NAMES = [
    name if _is_each_time(name) else pytest.param(name, marks=pytest.mark.long) for name in STEPS
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(STEPS[name], seats)
