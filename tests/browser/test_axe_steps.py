"""Every page that is typed into, empty, filled, long and in error: no barrier, and it fits."""

from __future__ import annotations

import pytest

from tests.browser.states import STEPS
from tests.browser.visiting import Seats, visit


def _is_each_time(name: str) -> bool:
    """Filled and in error, a page holds all that it can hold: empty and at its longest, and what is
    drawn as its step is, in the long tier.
    """
    if name.startswith("one of "):
        return name.endswith(", filled")
    return name.endswith((", filled", ", in error"))


NAMES = [
    name if _is_each_time(name) else pytest.param(name, marks=pytest.mark.long) for name in STEPS
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(STEPS[name], seats)
