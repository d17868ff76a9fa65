"""Real situations from signing in to every copy, in Chromium, with JavaScript and without."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from riskapp.decision.layouts import PRINTED
from tests.browser.serving import Seat, Site, seated, sign_in_by_hand
from tests.browser.typing import BrowserTypist
from tests.journeys.holding import NAMES, hold, story
from tests.journeys.test_light_touch import as_told, by_side, told_again

COPIES = len(PRINTED)
# Every story is typed both ways in the long tier; this, every time.
EACH_TIME = {("walking", False)}
TYPED = [
    pytest.param(
        name,
        has_javascript,
        id=f"{name}-{'javascript' if has_javascript else 'no-javascript'}",
        marks=[] if (name, has_javascript) in EACH_TIME else pytest.mark.long,
    )
    for name in NAMES
    for has_javascript in (True, False)
]


@pytest.mark.parametrize(("name", "has_javascript"), TYPED)
def test_a_situation_goes_from_signing_in_to_every_copy(
    browser: Browser, site: Site, name: str, has_javascript: bool
) -> None:
    with seated(browser, site, java_script_enabled=has_javascript) as seat:
        page = seat.open()
        sign_in_by_hand(page, site.url)
        ref = hold(BrowserTypist(page, site.url), story(name))
        expect(page.get_by_role("heading", name="Copies of version 1")).to_be_visible()
        # The same story is asked for with JavaScript and without: so both leave the same record.
        assert by_side(told_again(site.app, ref)) == by_side(as_told(name))
        _look_at_copies(seat, page, ref)
        _look_at_case_note(page, ref)


# Half a minute of typing takes a third of a second: drafts are under way at every press.
HASTY = "{const wait = setTimeout; window.setTimeout = (act, ms, ...more) => wait(act, (ms || 0) / 100, ...more)}"


@pytest.mark.long
@pytest.mark.parametrize("name", ["walking", "trial"])
def test_a_situation_typed_so_slowly_that_drafts_are_kept_all_the_time_leaves_the_same_record(
    browser: Browser, site: Site, name: str
) -> None:
    with seated(browser, site) as seat:
        seat.context.add_init_script(HASTY)
        page = seat.open()
        sign_in_by_hand(page, site.url)
        ref = hold(BrowserTypist(page, site.url), story(name))
        assert by_side(told_again(site.app, ref)) == by_side(as_told(name))


def _look_at_copies(seat: Seat, page: Page, ref: str) -> None:
    expect(page.get_by_text("The PDFs are being made")).to_be_visible()
    seat.site.work()
    page.get_by_role("link", name="See whether they are ready").click()
    expect(page.get_by_text("The PDFs are being made")).to_have_count(0)
    links = page.get_by_role("link", name=re.compile(r"^PDF, (one page|\d+ pages)"))
    expect(links).to_have_count(COPIES)
    for link in links.all():
        answer = seat.context.request.get(seat.site.url + (link.get_attribute("href") or ""))
        assert answer.headers["content-type"] == "application/pdf"
        assert f"{ref}-version-1-" in answer.headers["content-disposition"]
        assert _pages(answer.body()) >= 1


def _pages(data: bytes) -> int:
    assert data.startswith(b"%PDF-")
    with pikepdf.open(BytesIO(data)) as read:
        return len(read.pages)


def _look_at_case_note(page: Page, ref: str) -> None:
    page.get_by_role("link", name="Case note to paste").click()
    note = page.get_by_label("As of version 1").input_value()
    assert ref in note
    assert len(note.split()) <= 150
