"""Every page that is typed into, empty, filled, long and in error: no barrier, and it fits."""

from __future__ import annotations

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.platform.wizard.steps import always
from tests.browser.states import STEPS
from tests.browser.visiting import Seats, visit

SIX_SCREENS = {step.slug for step in CONVERSATION.steps if step.applies is always}


def _is_each_time(name: str) -> bool:
    """The six screens filled and in error; empty, at their longest, and every step beyond them in all
    four, in the long tier.
    """
    slug, _comma, state = name.rpartition(", ")
    return state in ("filled", "in error") and slug in SIX_SCREENS


NAMES = [
    name if _is_each_time(name) else pytest.param(name, marks=pytest.mark.long) for name in STEPS
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(STEPS[name], seats)
