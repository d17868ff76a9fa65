"""From asking a panel to its advice being overtaken: everybody at a browser of their own.

A story of a panel (`tests/stories/panels`) has the words that each of them types: they are looked for
afterwards wherever they have to stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from riskapp.decision.views.outside import Answering
from riskapp.demonstration.reading import read_panel
from riskapp.panel.advice.steps.advice import Advice
from riskapp.panel.advice.steps.conditions import Condition
from riskapp.panel.advice.steps.dissent import Dissent
from riskapp.panel.journeys import ASKED, SETTING_UP
from riskapp.panel.sitting.steps.view import View
from riskapp.panel.sitting.steps.when import When
from riskapp.panel.sitting.views.papers import Interest
from riskapp.panel.steps.letter import Letter
from riskapp.panel.steps.who_else import Hearing
from riskapp.panel.steps.who_sits import OneSeat
from riskapp.platform.forms import Form
from tests.app import CAST, NOW, SUNITA, Client
from tests.browser.looking import sideways
from tests.browser.serving import Seat, Site, seated, sign_in_by_hand
from tests.browser.typing import BrowserTypist
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.holding import STORIES, hold, story
from tests.panel.sitting.making import AMIR, user_id

PANELS = STORIES / "panels"
GUEST = "guest"
NAMED = {email: name for email, name, _role, _team in CAST}


def told_of(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((PANELS / f"{name}.json").read_text("utf-8"))
    return read


@dataclass
class AtBrowser:
    """Somebody who follows and presses what can be seen, and never scrolls sideways."""

    seat: Seat
    page: Page
    typist: BrowserTypist = field(init=False)

    def __post_init__(self) -> None:
        self.typist = BrowserTypist(self.page, self.seat.site.url)

    def go(self, path: str) -> None:
        self.page.goto(self.seat.site.url + path)

    def follow(self, words: str) -> None:
        self._leave(self.page.get_by_role("link", name=words).first)

    def press(self, words: str) -> None:
        button = self.page.locator("main").get_by_role("button", name=words)
        self._leave(button.and_(self.page.locator(":visible")).first)

    def _leave(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()
        assert not sideways(self.page), f"{self.page.url}: {sideways(self.page)}"
        assert not self.page.title().startswith("Error"), self.page.inner_text("main")[:500]

    def write(self, form: Form, said: Mapping[str, Any]) -> None:
        """Types all of it: an answer that the page does not ask for fails."""
        left = self.typist.fill(form.as_raw(said))
        assert not left, f"{self.page.url} does not ask for {left}"

    def unfold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).first.click()

    def read(self) -> str:
        """What can be read on the page, in one line."""
        return " ".join(self.page.inner_text("main").split())

    def pdf(self, link: str = "main a.govuk-button[href$='.pdf']") -> bytes:
        """What the one link to it that is on the page gives, in this browser's session."""
        href = self.page.locator(link).get_attribute("href") or ""
        answer = self.seat.context.request.get(self.seat.site.url + href)
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()


@dataclass
class Panelled:
    """A situation on its way: who sits at which browser, and what has come to be."""

    site: Site
    told: Mapping[str, Any]
    browser: Browser
    until: ExitStack
    how: Mapping[str, Any]
    decision: str = ""
    referral: str = ""
    sitting: str = ""
    seats: dict[str, AtBrowser] = field(default_factory=dict)

    @property
    def name(self) -> str:
        called: str = story(self.told["about"])["person"]["called_by"]
        return called

    def by(self, who: str) -> AtBrowser:
        """Signed in by hand at the first time, and found where they were left at every other."""
        if who not in self.seats:
            seat = self.until.enter_context(seated(self.browser, self.site, **self.how))
            self.seats[who] = AtBrowser(seat, seat.open())
            if who != GUEST:
                sign_in_by_hand(self.seats[who].page, self.site.url, who)
        return self.seats[who]

    # -- asking ------------------------------------------------------------------------------------

    def hold_and_seal(self) -> None:
        """How a conversation is typed in a browser is another test's."""
        client = self.site.client()
        self.decision = hold(ClientTypist(client), story(self.told["about"]))

    def refer(self) -> None:
        at, said = self.by(SUNITA), self.told["referral"]
        at.go(f"/decisions/{self.decision}")
        at.follow("Ask a panel")
        at.press(f"Begin to ask the {panel_called(self.told['panel'])}")
        self.referral = _ref(at.page.url, "RP")
        for step in ASKED:
            assert f"/{step.slug}" in at.page.url
            at.write(step.form(), said.get(step.slug, {}))
            for item in self.told["to_hear"] if step.collections else ():
                _add(at, "to-hear", Hearing, item)
            at.press("Save and carry on")
        assert said["question"]["question"] in at.read()
        at.press("Send to the panel")

    # -- sitting -----------------------------------------------------------------------------------

    def arrange(self) -> None:
        at = self.by(self.told["chair"])
        at.follow("Panel work")
        at.press("Arrange a sitting of")
        self.sitting = _ref(at.page.url, "PS")
        at.write(When(), self.told["sitting"])
        at.press("Save")
        for email in self.told["members"]:
            if email != self.told["chair"]:
                at.page.get_by_label("Ask somebody on the panel’s list").select_option(
                    user_id(self.site.app, email)
                )
                if email == self.told["clerk"]:
                    at.page.get_by_text("clerk, who gives no view", exact=True).last.click()
                at.press("Ask them to come")
        at.unfold("Invite somebody of another organisation")
        for key, value in self.told["guest"].items():
            at.page.locator(f"#guest-{key}").fill(value)
        at.press("Invite them")
        at.page.get_by_label("Put something on the agenda").select_option(self.referral)
        at.page.get_by_label("How many minutes?").fill(self.told["minutes"])
        at.press("Put it on the agenda")

    def put_papers_out(self) -> None:
        at = self.by(self.told["chair"])
        at.press("Put papers out")
        self.site.work()
        at.follow("The reading pack, as one PDF")

    def let_in(self) -> None:
        """The chair reads the link aloud, or sends it: riskapp does neither."""
        at, guest = self.by(self.told["chair"]), self.by(GUEST)
        at.go(f"/sittings/{self.sitting}")
        at.press("Make a link")
        link = at.page.get_by_label("Their link").input_value().strip()
        guest.page.goto(link)
        guest.press("Open the papers")

    def say_what_each_thinks(self) -> None:
        """Whoever has an interest, then each who gives a view themselves, then the one on paper."""
        interest, paper = self.told["interest"], self.told["on_paper"]
        at = self.at_papers(interest["who"])
        at.write(Interest(), {"has": "yes", "what": interest["what"]})
        at.press("Declare it")
        for who, said in self.told["views"].items():
            at = self.at_papers(who)
            at.write(Interest(), {"has": "none"})
            at.press("Declare it")
            at.press("Write my view")
            at.write(View(), said)
            at.press("Give my view")
        at = self.at_papers(self.told["clerk"])
        member = NAMED[paper["who"]]
        at.unfold(f"Enter it for {member}")
        at.press(f"{member} says that they have none")
        at.unfold(f"Enter it for {member}")
        at.press("given on paper, and entered for the member")
        at.write(View(), paper["said"])
        at.press("Give it for them")

    def at_papers(self, who: str) -> AtBrowser:
        at = self.by(who)
        at.go("/visit" if who == GUEST else f"/sittings/{self.sitting}")
        at.follow(f"1. {self.name}")
        return at

    def note_who_is_there(self) -> None:
        at = self.by(self.told["chair"])
        at.go(f"/sittings/{self.sitting}")
        for name in (self.told["guest"]["name"], *map(NAMED.get, self.told["members"])):
            at.page.get_by_label(f"Does {name} come?").select_option("present")
            at.press(f"Keep : {name}")

    def open_views(self) -> None:
        at = self.at_papers(self.told["chair"])
        at.press("Open the views together")

    # -- advising ----------------------------------------------------------------------------------

    def advise(self) -> None:
        at = self.at_papers(self.told["chair"])
        at.press("Go to the advice")
        at.press("Write the advice")
        at.write(Advice(), self.told["advice"])
        at.press("Save and carry on")
        for condition in self.told["conditions"]:
            _add(at, "conditions", Condition, condition)
        at.press("Save and carry on")

    def differ(self) -> None:
        dissent = self.told["dissent"]
        at = self.at_papers(dissent["who"])
        at.press("Go to the advice")
        at.press("I see it differently")
        at.write(Dissent(), {"view": dissent["view"]})
        at.press("Put it beside the advice")

    def give(self) -> None:
        at = self.by(self.told["chair"])
        at.page.reload()
        assert self.told["dissent"]["view"] in at.read()
        at.press("Give the advice")

    def minute(self) -> bytes:
        at = self.by(self.told["clerk"])
        at.go(f"/sittings/{self.sitting}")
        at.press("It was held")
        at.follow("The minutes of this sitting")
        at.press("Make the minutes as things stand now")
        return self._made(at)

    # -- what comes of it ----------------------------------------------------------------------------

    def write_home(self) -> bytes:
        at = self.by(SUNITA)
        at.go(f"/referrals/{self.referral}")
        at.follow("Write it")
        at.write(Letter(), self.told["letter"])
        at.press("Print the letter")
        return self._made(at)

    def _made(self, at: AtBrowser) -> bytes:
        """What a page says is being made, once it is there."""
        self.site.work()
        at.page.reload()
        return at.pdf()

    def answer(self) -> None:
        at = self.by(SUNITA)
        at.go(f"/decisions/{self.decision}")
        at.follow("Answer it")
        at.write(Answering(), self.told["answer"])
        at.press("Keep this")

    def change_and_seal(self) -> None:
        at, changed = self.by(SUNITA), self.told["changed"]
        at.press("Change it: begin version 2")
        at.typist.go(self.decision, changed["step"])
        at.typist.fill([(key, value) for key, value in changed["answers"].items()])
        at.press("Save")
        at.typist.go(self.decision, "read-back")
        at.press("Seal version 2")


def _ref(url: str, kind: str) -> str:
    found = re.search(rf"{kind}-\d+", url)
    assert found, f"no {kind} in {url}"
    return found[0]


def _add(at: AtBrowser, collection: str, form: type[Form], said: Mapping[str, Any]) -> None:
    at.write(form(prefix=f"{collection}..-"), said)
    at.press("Add to:")


def panel_called(slug: str) -> str:
    called: str = read_panel(slug, NOW.date())["answers"]["what-it-is-for"]["name"]
    return called


def set_up(site: Site, told: Mapping[str, Any]) -> None:
    """The panel of the demonstration, with the people of the tests on its list."""
    amir, said = site.client(AMIR), read_panel(told["panel"], NOW.date())
    panel = _post(amir, "/panels", {}, page="/panels").rpartition("/")[0]
    for step in SETTING_UP.steps:
        raw = step.form().as_raw(said["answers"].get(step.slug, {}))
        _post(amir, f"{panel}/{step.slug}", _data([*raw, ("action", "later")]))
    for kind in said["items"]["seats"]:
        raw = OneSeat(prefix="seats..-").as_raw(kind)
        _post(amir, f"{panel}/who-sits", _data([*raw, ("action", "later")]))
    for email, seat in told["members"].items():
        chairs = {"is_chair": "yes"} if email == told["chair"] else {}
        _post(
            amir,
            f"{panel}/people",
            {"user": user_id(site.app, email), **seat, **chairs},
            page=panel,
        )
    _post(amir, f"{panel}/takes-referrals", {"takes": "yes"}, page=panel)


def _data(raw: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [v for n, v in raw if n == name] for name, _value in raw}


def _post(client: Client, path: str, said: Mapping[str, Any], page: str = "") -> str:
    """Where it leads."""
    answer = client.post(path, said, page=page or path, status=303)
    return answer.headers["Location"]
