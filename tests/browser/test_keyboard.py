"""By the keyboard alone: every stop can be seen, and screens 1 and 2 are filled and saved."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from riskapp.platform.entries.reading import get_entries
from riskapp.platform.subjects import find
from tests.browser.serving import Seat, Site
from tests.browser.world import begin

MOST_STOPS = 120
# Something about the focused control, or about the label drawn for it, tells that it has the focus.
IS_SEEN = """() => {
  const e = document.activeElement, label = e.labels && e.labels[0];
  const shows = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== 'none';
  return shows(getComputedStyle(e)) || shows(getComputedStyle(e, '::before'))
    || Boolean(label) && (shows(getComputedStyle(label, '::before')) || shows(getComputedStyle(label)));
}"""
# What is focused stands on the screen, once it has scrolled there, with nothing laid over it.
IS_IN_VIEW = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const e = document.activeElement, box = e.getClientRects()[0];
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const over = document.elementFromPoint(x, y);
  return Boolean(over) && (e.contains(over) || [...(e.labels || [])].some(l => l.contains(over)));
}"""
FOCUSED = """() => { const e = document.activeElement; return {
  id: e.id, name: e.name || '', value: e.value || '', text: e.textContent.trim() }; }"""


class Keyboard:
    """Hands on the keyboard, no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, **wanted: str) -> None:
        """Tab by tab to the control with this name, value or text; each stop on the way is judged."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if here["text"] != "Skip to main content":
                assert self.page.evaluate(IS_SEEN), f"no focus to be seen on {here}"
                assert self.page.evaluate(IS_IN_VIEW), f"hidden while focused: {here}"
            if all(here[part].startswith(text) for part, text in wanted.items()):
                return
        raise AssertionError(f"Tab never came to {wanted}")

    def say(self, text: str, **where: str) -> None:
        self.to(**where)
        self.page.keyboard.insert_text(text)

    def choose(self, **where: str) -> None:
        self.to(**where)
        self.page.keyboard.press("Space")

    def press(self, **where: str) -> None:
        self.to(**where)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_screens_one_and_two_are_filled_and_saved_by_keyboard(seat: Seat, site: Site) -> None:
    client = site.client()
    ref = begin(client, "Ada")
    page = seat.sign_in(client).open(f"/decisions/{ref}/decision")
    keys = Keyboard(page)
    keys.to(text="Skip to main content")
    page.keyboard.press("Enter")
    keys.say("To go home", name="choice")
    keys.say("9", name="said_on-day")
    keys.say("11", name="said_on-month")
    keys.say("2026", name="said_on-year")
    keys.say("The lease ends", name="why_now")
    # One stop for a group of radio buttons, and the arrows within it.
    keys.choose(name="danger", value="yes")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    danger = page.evaluate(FOCUSED)["value"]
    keys.press(text="Save and carry on")

    assert page.url.endswith(("/both-sides", "/safeguarding"))
    if page.url.endswith("/safeguarding"):
        keys.press(text="Go on with the conversation")
    for lane in ("benefit", "harm"):
        keys.say(f"A {lane} by keyboard", id=_box(page, lane))
        keys.choose(id=_box(page, lane).replace("-text", "-kind"))
    keys.press(text="Save and carry on")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What would help")

    with site.runtime.db.read() as conn:
        entries = get_entries(conn, find(conn, ref).id)
    said = entries.data("decision")
    assert (said["choice"], said["said_on"], said["why_now"], said["danger"]) == (
        "To go home", "2026-11-09", "The lease ends", danger,
    )  # fmt: skip
    kept = {
        (c.data["side"], c.data["text"], "kind" in c.data) for c in entries.items("consequences")
    }
    assert kept == {
        ("benefit", "A benefit by keyboard", True),
        ("harm", "A harm by keyboard", True),
    }


def _box(page: Page, lane: str) -> str:
    """The id of the text of the first box of that kind, that of the person's own wish."""
    first = page.locator(f'textarea[name$=".{lane}-text"]').first
    return first.get_attribute("id") or ""
