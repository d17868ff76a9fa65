"""The browser's own Back button, after something could not be read and was put right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import Site, seated
from tests.browser.world import begin


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_back_leads_to_what_was_saved_and_never_asks_to_post_again(
    browser: Browser, site: Site, scripts: bool
) -> None:
    client = site.client()
    ref = begin(client, "Ada")
    with seated(browser, site, java_script_enabled=scripts) as seat:
        page = seat.sign_in(client).open(f"/decisions/{ref}/decision")
        page.locator("[name=choice]").fill("To go home")
        for part, typed in (("day", "31"), ("month", "2"), ("year", "2026")):
            page.locator(f"[name=said_on-{part}]").fill(typed)
        page.get_by_role("button", name="Save and carry on").click()
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.locator("[name=said_on-day]").fill("1")
        page.get_by_role("button", name="Save and carry on").click()
        page.wait_for_url("**/both-sides")

        page.go_back()
        expect(page.locator("[name=choice]")).to_have_value("To go home")
        expect(page.locator("[name=said_on-day]")).to_have_value("1")
        expect(page.locator(".govuk-error-summary")).to_have_count(0)
