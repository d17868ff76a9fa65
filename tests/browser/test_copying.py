"""The case note, taken to another system."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import seated
from tests.browser.world import World


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["clipboard", "no HTTPS"])
def test_one_press_copies_the_case_note_and_says_so(
    browser: Browser, world: World, has_clipboard: bool
) -> None:
    with seated(browser, world.site) as seat:
        seat.context.grant_permissions(["clipboard-read", "clipboard-write"])
        if not has_clipboard:
            seat.context.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
        page = seat.sign_in(world.client).open(world.path("sealed", "versions", "1", "note"))
        note = page.locator("#note").input_value()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == note
        assert note


def test_without_scripts_no_button_is_offered(browser: Browser, world: World) -> None:
    with seated(browser, world.site, java_script_enabled=False) as seat:
        page = seat.sign_in(world.client).open(world.path("sealed", "versions", "1", "note"))
        expect(page.locator("#note")).to_be_visible()
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
