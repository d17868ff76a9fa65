"""Every page that is typed into, empty, filled, long and in error: no barrier, and it fits."""

from __future__ import annotations

import pytest

from tests.browser.states import STEPS
from tests.browser.visiting import Seats, visit


@pytest.mark.parametrize("name", STEPS)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(STEPS[name], seats)
