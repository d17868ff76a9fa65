"""However a screen is left by what stands on it, what was typed is saved: with no script to keep it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Seat, Site, seated
from tests.browser.world import begin

WORDS = "Sun on my back"


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Seat]:
    """A browser without scripts."""
    with seated(browser, site, java_script_enabled=False) as seat:
        yield seat.sign_in(site.client())


@pytest.fixture
def page(plain: Seat, site: Site) -> Page:
    ref = begin(site.client(), "Ada")
    return plain.open(f"/decisions/{ref}/both-sides")


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("See the balance", "balance"),
        ("Open a part of the full conversation", "doors"),
        ("Back", "decision"),
    ],
)
def test_leaving_by_what_stands_on_the_page_saves(page: Page, words: str, leads_to: str) -> None:
    both = page.url
    page.get_by_role("textbox").first.fill(WORDS)
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_url(f"**/{leads_to}*")
    page.goto(both)
    expect(page.locator(".ra-entry__words")).to_have_text(WORDS)
    expect(page.get_by_text("not saved yet")).to_have_count(0)


def test_enter_in_a_line_saves_and_carries_on(page: Page) -> None:
    page.goto(page.url.replace("both-sides", "decision"))
    page.locator("[name=title]").fill("Walking alone")
    page.locator("[name=title]").press("Enter")
    page.wait_for_url("**/both-sides")
    expect(page.locator(".ra-subject")).to_contain_text("Walking alone")


def test_where_something_could_not_be_read_back_is_a_plain_way_out(page: Page) -> None:
    page.goto(page.url.replace("both-sides", "what-was-decided"))
    page.locator("[name=decided]").fill(WORDS)
    page.locator("[name=decided_on-day]").fill("31")
    page.get_by_role("button", name="Back", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/what-would-help")
    page.go_back()
    expect(page.locator("[name=decided]")).to_have_value(WORDS)


def test_a_draft_to_print_holds_what_was_just_typed(page: Page, site: Site) -> None:
    page.goto(page.url.replace("both-sides", "read-back"))
    read_back = page.url
    page.locator("[name=others]").fill("Joan, her daughter")
    page.get_by_role("button", name="Print a draft first").click()
    page.get_by_role("heading", name="A draft for reading back").wait_for()
    page.goto(read_back)
    expect(page.locator("[name=others]")).to_have_value("Joan, her daughter")
    expect(page.get_by_text("not saved yet")).to_have_count(0)
    site.work()
