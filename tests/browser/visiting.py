"""Visiting a page in a state, and looking for whatever could be in somebody's way."""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import (
    OPEN_ALL,
    PLAIN,
    SPACED,
    barriers,
    cut_off,
    sideways,
    small_targets,
)
from tests.browser.serving import NARROW, WIDE, Seat, seated
from tests.browser.states import GUEST, Sight, State
from tests.browser.world import World

REFUSED = {400, 403, 404, 409, 413, 422}


class Seats:
    """A seat for each who looks, kept from page to page so that style and fonts are fetched once."""

    def __init__(self, browser: Browser, world: World, until: ExitStack) -> None:
        self.browser, self.world, self.until = browser, world, until
        self.taken: dict[str | None, Seat] = {}

    def of(self, email: str | None) -> Seat:
        if email not in self.taken:
            seat = self.until.enter_context(seated(self.browser, self.world.site))
            seat.expected |= REFUSED
            self.taken[email] = seat
            if email == GUEST:
                seat.sign_in(self.world.guest)
            elif email:
                seat.sign_in(self.world.site.client(email))
        return self.taken[email]


def visit(state: State, seats: Seats) -> None:
    """Fails with everything found."""
    seat = seats.of(state.email)
    page = seat.open()
    try:
        page.set_viewport_size({"width": WIDE, "height": 900})
        state.reach(Sight(page, seats.world))
        if state.is_error:
            _check_that_the_error_is_told(page)
        found = {}
        page.evaluate(OPEN_ALL)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            found |= _looked_at(page, width, width == state.axe_at)
        assert not found, found
        assert not seat.complaints, seat.complaints
    finally:
        seat.complaints.clear()
        page.close()


def _looked_at(page: Page, width: int, with_axe: bool) -> dict[str, object]:
    """What is amiss at this width, by what it is; nothing, if all is well."""
    told = {
        f"barriers at {width}": barriers(page) if with_axe else [],
        f"sideways at {width}": sideways(page),
        f"small at {width}": small_targets(page),
    }
    page.evaluate(SPACED)
    told[f"sideways at {width}, spaced"] = sideways(page)
    told[f"cut off at {width}, spaced"] = cut_off(page)
    page.evaluate(PLAIN)
    return {what: found for what, found in told.items() if found}


def _check_that_the_error_is_told(page: Page) -> None:
    """In the title, and first on the page with the keyboard there; each link goes to its control."""
    summary = page.locator(".govuk-error-summary")
    assert page.title().startswith("Error: ")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        link.click()
        in_error = "document.activeElement.closest('.govuk-form-group--error') !== null"
        assert page.evaluate(in_error), link.text_content()
