"""What is typed survives a dead tab, a lost network, a second tab and a session that ended.

The page's own clock is set forward, so that half a minute of typing takes none.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from playwright.sync_api import Error, Page, Route, expect
from sqlalchemy import delete

from riskapp.accounts.tables import session
from tests.app import NOW, PASSWORD, SUNITA
from tests.browser.serving import Seat, Site, sign_in_by_hand
from tests.browser.world import begin

PAUSE = 31_000  # a second more than autosave.js waits
KEPT = "Kept as a draft at 5.42"
CHOICE = "[name=choice]"


@pytest.fixture
def ref(seat: Seat, site: Site) -> str:
    """A conversation, and a seat in which Sunita is signed in."""
    client = site.client()
    seat.sign_in(client)
    return begin(client, "Ada")


def typing(seat: Seat, ref: str, text: str) -> Page:
    """A tab on screen 1 in which this was typed and nothing pressed; its time stands still."""
    page = seat.open()
    page.clock.install(time=NOW)
    page.goto(f"{seat.site.url}/decisions/{ref}/decision")
    page.clock.pause_at(NOW + timedelta(hours=1))
    page.locator(CHOICE).press_sequentially(text)
    return page


def kept(page: Page) -> None:
    """Lets the pause of the autosave pass."""
    with page.expect_response("**/decision/keep"):
        page.clock.run_for(PAUSE)
    expect(page.locator(".ra-saved")).to_contain_text(KEPT)


def crash(page: Page) -> None:
    """The tab dies as it would without power: no handler of its page runs any more."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=5_000)
    page.close()


def test_a_tab_that_dies_loses_what_was_typed_since_the_last_draft_and_no_more(
    seat: Seat, ref: str
) -> None:
    page = typing(seat, ref, "I want to go home")
    kept(page)
    page.locator(CHOICE).press_sequentially(" today")
    crash(page)
    again = seat.open(f"/decisions/{ref}/decision")
    expect(again.locator(CHOICE)).to_have_value("I want to go home")
    expect(again.get_by_text("It is kept for you, and not saved yet")).to_be_visible()


def test_a_tab_that_is_closed_has_sent_the_rest_before(seat: Seat, ref: str) -> None:
    page = typing(seat, ref, "I want to go home")
    page.close(run_before_unload=True)
    again = seat.open()
    for _try in range(200):
        again.goto(f"{seat.site.url}/decisions/{ref}/decision")
        if again.locator(CHOICE).input_value():
            break
    expect(again.locator(CHOICE)).to_have_value("I want to go home")


def test_without_a_network_it_says_so_and_keeps_it_once_there_is_one(seat: Seat, ref: str) -> None:
    page = typing(seat, ref, "I want to go home")
    seat.context.set_offline(True)
    page.clock.run_for(PAUSE)
    status = page.locator(".ra-saved")
    expect(status).to_have_text("Not kept yet: no connection. Keep this page open")
    seat.context.set_offline(False)
    page.clock.run_for(PAUSE)
    expect(status).to_contain_text(KEPT)
    seat.complaints[:] = [c for c in seat.complaints if "ERR_INTERNET_DISCONNECTED" not in c]
    again = seat.open(f"/decisions/{ref}/decision")
    expect(again.locator(CHOICE)).to_have_value("I want to go home")


def test_a_save_that_was_stopped_ends_no_keeping(seat: Seat, ref: str) -> None:
    page = typing(seat, ref, "I want to go home")
    page.route("**/decision", lambda route: route.abort("aborted"))
    page.get_by_role("button", name="Save and carry on").click()
    page.locator(CHOICE).press_sequentially(" today")
    kept(page)
    again = seat.open(f"/decisions/{ref}/decision")
    expect(again.locator(CHOICE)).to_have_value("I want to go home today")


def test_a_page_whose_save_was_never_answered_says_that_it_keeps_no_more(
    seat: Seat, ref: str
) -> None:
    seat.expected.add(409)
    page = typing(seat, ref, "I want to go home")

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("aborted")

    page.route("**/decision", lose_the_answer)
    page.get_by_role("button", name="Save and carry on").click()
    page.locator(CHOICE).press_sequentially(" today")
    with page.expect_response("**/decision/keep"):
        page.clock.run_for(PAUSE)
    expect(page.locator(".ra-saved")).to_contain_text("save it to keep it")
    page.unroute("**/decision")
    page.get_by_role("button", name="Save and carry on").click()
    expect(page.get_by_text("I want to go home today").first).to_be_visible()


def test_two_tabs_that_say_different_things_are_both_asked_about(seat: Seat, ref: str) -> None:
    seat.expected.add(409)
    first, second = seat.open(), seat.open()
    for page in (first, second):
        page.goto(f"{seat.site.url}/decisions/{ref}/decision")
    first.locator(CHOICE).fill("I want to go home")
    first.get_by_role("button", name="Save and carry on").click()
    first.wait_for_url("**/both-sides")
    second.locator(CHOICE).fill("I want to go home on Sunday")
    second.get_by_role("button", name="Save and carry on").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("You saved this in another window")
    expect(second.get_by_role("main")).to_contain_text("I want to go home on Sunday")
    second.get_by_label("Keep what I typed").check()
    second.get_by_role("button", name="Save these words").click()
    second.wait_for_url("**/both-sides")
    second.goto(f"{seat.site.url}/decisions/{ref}/decision")
    expect(second.locator(CHOICE)).to_have_value("I want to go home on Sunday")


def test_what_was_kept_in_one_tab_outlives_a_save_in_another(seat: Seat, ref: str) -> None:
    first = typing(seat, ref, "I want to go home")
    kept(first)
    second = seat.open(f"/decisions/{ref}/decision")
    expect(second.locator(CHOICE)).to_have_value("I want to go home")
    second.get_by_role("link", name="take it away").click()
    second.get_by_role("link", name="Keep it").click()
    first.locator(CHOICE).press_sequentially(" today")
    kept(first)
    second.locator("[name=why_now]").fill("The ward is full")
    second.get_by_role("button", name="Save and carry on").click()
    second.wait_for_url("**/both-sides")
    crash(first)
    again = seat.open(f"/decisions/{ref}/decision")
    expect(again.locator(CHOICE)).to_have_value("I want to go home today")
    expect(again.get_by_text("It is kept for you, and not saved yet")).to_be_visible()


def test_a_session_that_ends_while_somebody_types_takes_no_words_with_it(
    seat: Seat, site: Site, ref: str
) -> None:
    page = typing(seat, ref, "I want to go home")
    with site.runtime.db.write() as conn:
        conn.execute(delete(session))
    page.clock.run_for(PAUSE)
    expect(page.locator(".ra-saved")).to_contain_text("Not kept yet.")
    page.locator(CHOICE).press_sequentially(" today")
    page.get_by_role("button", name="Save and carry on").click()
    expect(page.get_by_text("What you had typed is kept")).to_be_visible()
    page.get_by_label("E-mail address").fill(SUNITA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/decisions/{ref}/decision")
    expect(page.locator(CHOICE)).to_have_value("I want to go home today")


def test_nothing_is_kept_in_the_browser_but_the_session(seat: Seat, site: Site) -> None:
    page = seat.open()
    sign_in_by_hand(page, site.url)
    ref = begin(site.client(), "Ada")
    page.close()
    page = typing(seat, ref, "I want to go home")
    kept(page)
    stored = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, (await caches.keys()).length,"
        " (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert stored == [0] * 5
    (cookie,) = seat.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["expires"]) == ("riskapp", True, -1)
