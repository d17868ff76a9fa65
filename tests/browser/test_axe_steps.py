"""Every page that is typed into, empty, filled, long and in error: no barrier, and it fits."""

from __future__ import annotations

import pytest

from tests.browser.states import STEPS
from tests.browser.visiting import Seats, visit


def _is_each_time(name: str) -> bool:
    """The page of one item is drawn as its step is: filled each time, else in the long tier."""
    return not name.startswith("one of ") or name.endswith(", filled")


NAMES = [
    name if _is_each_time(name) else pytest.param(name, marks=pytest.mark.long) for name in STEPS
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(STEPS[name], seats)
