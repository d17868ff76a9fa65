"""Every page that is read, in every state: no barrier axe-core knows of, and it fits a telephone."""

from __future__ import annotations

import pytest

from tests.browser.states import PAGES
from tests.browser.visiting import Seats, visit

# A page as it mostly is; at its longest, and a copy before its PDF is made, in the long tier.
NAMES = [
    pytest.param(name, marks=pytest.mark.long)
    if state.is_long or name.endswith(("on screen, sealed, long", "on screen, copies waiting"))
    else name
    for name, state in PAGES.items()
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(PAGES[name], seats)
