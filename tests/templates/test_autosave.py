"""What is typed is kept on the server in time, and the page says so; nothing in the browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .cast import PAGES, given
from .conftest import Site

PAUSE = 31_000
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
REFUSED = "Not kept yet. Keep this page open, and sign in again in another tab"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, site: Site, jinja: Environment) -> Page:
    template, more = PAGES["empty"]
    site.pages["/"] = jinja.get_template(template).render(given(**more))
    site.answer = lambda path: (
        (200, b'{"said": "Kept as a draft at 5.42 pm"}')
        if path == "/draft"
        else (200, b"<!DOCTYPE html><title>Saved</title>")
    )
    return stopped(context, site)


def stopped(context: BrowserContext, site: Site) -> Page:
    """The page in a tab whose time passes only as a test says."""
    opened = context.new_page()
    opened.clock.install(time=NOON)
    opened.goto(site.url)
    opened.clock.pause_at(NOON + timedelta(hours=1))
    return opened


def settled(wanted: Callable[[], bool]) -> None:
    """Waits until it is so, a minute at most."""
    until = time.monotonic() + 60
    while not wanted() and time.monotonic() < until:
        time.sleep(0.02)
    assert wanted()


def drafts(site: Site) -> list[bytes]:
    return [body for path, body in site.posts if path == "/draft"]


def saves(site: Site) -> list[bytes]:
    return [body for path, body in site.posts if path == "/save"]


def test_half_a_minute_after_a_change_it_is_kept_and_said(page: Page, site: Site) -> None:
    status = page.locator(".ra-saved")
    expect(status).to_have_text("")
    page.locator("#own").press_sequentially("My plot 🌻")
    page.clock.run_for(29_000)
    assert not site.posts
    page.clock.run_for(2_000)
    expect(status).to_have_text("Kept as a draft at 5.42 pm")
    assert len(drafts(site)) == 1
    assert "My plot 🌻".encode() in drafts(site)[0]
    assert b"token-1" in drafts(site)[0]


def test_leaving_a_changed_field_keeps_it_at_once(page: Page, site: Site) -> None:
    page.locator("#title").fill("A walk")
    page.locator("#happens").focus()
    page.clock.run_for(1_000)
    expect(page.locator(".ra-saved")).to_have_text("Kept as a draft at 5.42 pm")
    assert len(drafts(site)) == 1


def test_what_did_not_change_is_not_posted(page: Page, site: Site) -> None:
    page.locator("#title").focus()
    page.locator("#happens").focus()
    page.clock.run_for(PAUSE)
    page.locator("#title").fill("A walk")
    page.locator("#title").fill("")
    page.locator("#happens").focus()
    page.clock.run_for(PAUSE)
    page.goto("about:blank")
    time.sleep(0.3)
    assert not site.posts


def test_a_page_that_goes_away_sends_what_it_has(page: Page, site: Site) -> None:
    page.locator("#title").fill("A walk")
    page.goto("about:blank")
    settled(lambda: bool(drafts(site)))
    time.sleep(0.2)
    assert len(drafts(site)) == 1
    assert b"A walk" in drafts(site)[0]


def test_no_connection_is_said_and_it_tries_again(
    page: Page, site: Site, context: BrowserContext
) -> None:
    status = page.locator(".ra-saved")
    context.set_offline(True)
    page.locator("#title").fill("A walk")
    page.clock.run_for(PAUSE)
    expect(status).to_have_text("Not kept yet: no connection. Keep this page open")
    expect(status).to_have_class("ra-saved ra-saved--not-kept")
    assert not site.posts
    context.set_offline(False)
    page.clock.run_for(PAUSE)
    expect(status).to_have_text("Kept as a draft at 5.42 pm")
    expect(status).to_have_class("ra-saved")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((403, b"<!DOCTYPE html>"), REFUSED),
        ((500, b'{"said": "The disk is full"}'), "The disk is full"),
        ((200, b"<!DOCTYPE html><h1>Sign in</h1>"), REFUSED),
    ],
)  # fmt: skip
def test_a_refusal_is_never_taken_for_a_draft(
    page: Page, site: Site, answer: tuple[int, bytes], said: str
) -> None:
    site.answer = lambda _path: answer
    page.locator("#title").fill("A walk")
    page.clock.run_for(PAUSE)
    expect(page.locator(".ra-saved")).to_have_text(said)
    site.answer = lambda _path: (200, b'{"said": "Kept as a draft at 5.44 pm"}')
    page.clock.run_for(PAUSE)
    expect(page.locator(".ra-saved")).to_have_text("Kept as a draft at 5.44 pm")


def test_a_save_is_not_followed_by_a_draft_of_the_same(page: Page, site: Site) -> None:
    """A draft that came after the save would bring back what was just saved."""
    page.locator("#title").fill("A walk")
    page.get_by_role("button", name="Save and carry on").click()
    settled(lambda: bool(saves(site)))
    time.sleep(0.3)
    assert b"A+walk" in saves(site)[0]
    assert b"action=next" in saves(site)[0]
    assert not drafts(site)


def test_a_second_press_is_not_a_second_post(page: Page, site: Site) -> None:
    pressed_again = Event()

    def slowly(_path: str) -> tuple[int, bytes]:
        pressed_again.wait(60)
        return 200, b"<!DOCTYPE html><title>Saved</title>"

    site.answer = slowly
    page.locator("#title").fill("A walk")
    later = page.get_by_role("button", name="Save and come back later")
    later.click(no_wait_after=True)
    settled(lambda: len(saves(site)) == 1)
    page.mouse.down()
    page.mouse.up()
    pressed_again.set()
    settled(lambda: page.title() == "Saved")
    assert len(saves(site)) == 1
    assert b"action=later" in saves(site)[0]


def test_a_page_that_stayed_or_was_come_back_to_can_be_saved_again(page: Page, site: Site) -> None:
    site.answer = lambda _path: (204, b"")  # the browser stays where it is
    save = page.get_by_role("button", name="Save and carry on")
    save.click()
    settled(lambda: len(saves(site)) == 1)
    page.clock.run_for(6_000)
    save.click()
    settled(lambda: len(saves(site)) == 2)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    save.click()
    settled(lambda: len(saves(site)) == 3)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.locator("#title").fill("A walk")
    page.clock.run_for(PAUSE)
    settled(lambda: len(drafts(site)) == 1)


def test_nothing_is_kept_in_the_browser(page: Page, site: Site, context: BrowserContext) -> None:
    page.locator("#own").fill("I want to walk")
    page.clock.run_for(PAUSE)
    settled(lambda: bool(drafts(site)))
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert kept == [0, 0, 0, 0]
    assert context.cookies() == []


def test_a_form_that_asks_for_no_drafts_is_left_alone(
    context: BrowserContext, site: Site, jinja: Environment
) -> None:
    template, more = PAGES["both-sides"]
    site.pages["/"] = jinja.get_template(template).render(given(**more))
    page = stopped(context, site)
    page.locator("textarea").first.fill("Something good")
    page.clock.run_for(PAUSE)
    page.goto("about:blank")
    time.sleep(0.2)
    assert not site.posts
