"""Every page that is read, in every state: no barrier axe-core knows of, and it fits a telephone."""

from __future__ import annotations

import pytest

from tests.browser.states import PAGES
from tests.browser.visiting import Seats, visit


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_fits_every_screen(name: str, seats: Seats) -> None:
    visit(PAGES[name], seats)
