"""A question asked beside an answer comes and goes with it; with no script it stands and says when."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.serving import Seat, Site, seated
from tests.browser.world import begin


def test_a_question_waits_for_the_answer_it_stands_beside(
    seat: Seat, browser: Browser, site: Site
) -> None:
    ref = begin(site.client(), "Ada")
    page = seat.sign_in(site.client()).open(f"/decisions/{ref}/decision")
    done = page.get_by_label("What was done about it?")
    expect(done).to_be_hidden()
    for answer, shows in (("yes", True), ("no", False), ("not-sure", True)):
        page.check(f"[name=danger][value={answer}]")
        assert done.is_visible() is shows
    done.fill("Rang the team")
    page.check("[name=danger][value=no]")
    expect(done).to_be_visible()  # what was written is never hidden
    # A link to it shows it, whatever was answered.
    page = seat.open(f"/decisions/{ref}/read-back")
    expect(page.locator("#disagrees")).to_be_hidden()
    page.evaluate("location.hash = 'disagrees'")
    expect(page.locator("#disagrees")).to_be_visible()
    with seated(browser, site, java_script_enabled=False) as plain:
        page = plain.sign_in(site.client()).open(f"/decisions/{ref}/read-back")
        expect(page.locator("#disagrees")).to_be_visible()
        expect(page.get_by_text("If Ada could not be asked today.")).to_be_visible()
