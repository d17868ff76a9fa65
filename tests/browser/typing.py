"""A typist at a real browser: clicks on labels, types with the keyboard, presses what can be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

BEGIN = "What does the person like to be called?"


@dataclass
class BrowserTypist:
    """Uses only what somebody at the screen could: nothing hidden is filled or pressed."""

    page: Page
    url: str

    def begin(self, called_by: str) -> str:
        self.page.get_by_role("link", name="My work").click()
        self.page.get_by_label(BEGIN).fill(called_by)
        self.page.get_by_role("button", name="Start a conversation").click()
        self.page.wait_for_url("**/decisions/*/decision")
        return re.search(r"RA-\d+", self.page.url)[0]  # type: ignore[index]

    def go(self, ref: str, step: str) -> None:
        """Most often the button pressed last has led there."""
        path = f"/decisions/{ref}/{step}"
        if self._path() != path:
            self.page.goto(self.url + path)

    def _path(self) -> str:
        return urlsplit(self.page.url).path

    def entry_ids(self, collection: str) -> list[str]:
        begins = f"to:{self._path()}/{collection}/"
        found = self.page.locator(f'main button[value^="{begins}"]:visible').all()
        pages = [(one.get_attribute("value") or "").partition("?")[0] for one in found]
        return list(dict.fromkeys(page.rpartition("/")[2] for page in pages))

    def fill(self, pairs: list[tuple[str, str]]) -> list[str]:
        return [name for name, value in pairs if not self._answer(name, value)]

    def _answer(self, name: str, value: str) -> bool:
        """Types or chooses one answer; whether the page has a control for it."""
        controls = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
        if not controls.count():
            return False
        chosen = controls.and_(self.page.locator(f'[value="{value}"]')) if _is_code(value) else None
        if controls.first.get_attribute("type") in {"radio", "checkbox"}:
            assert chosen is not None
            self._choose(chosen)
        else:
            self._type(controls, value)
        return True

    def _choose(self, control: Locator) -> None:
        self._show(control)
        if not control.is_checked():
            self._label(control).click()
        expect(control).to_be_checked()

    def _type(self, control: Locator, value: str) -> None:
        self._show(control)
        self._label(control).click()
        expect(control).to_be_focused()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(value)
        expect(control).to_have_value(value)

    def _show(self, control: Locator) -> None:
        """Opens what hides it, by clicking on what says so."""
        hiding = control.locator("xpath=ancestor::details[not(@open)]")
        for _each in range(hiding.count()):
            hiding.first.locator("> summary").click()

    def _label(self, control: Locator) -> Locator:
        return self.page.locator(f'label[for="{control.get_attribute("id")}"]')

    def press(self, action: str) -> None:
        rest = "^" if action else ""
        says = f'button:not(.ra-unseen)[name="action"][value{rest}="{action}"]:visible'
        buttons = self.page.locator(says)
        if not buttons.count() and action.startswith("add:"):
            return self.press("later")  # saved with the page, and with no button of its own
        if not buttons.count() and not action:
            return self.press("later")  # a page that leads to the list of all of it
        if not buttons.count() and action == "later":
            return self.press("go:")  # a page beside the screens leads to one of them
        before = self.page.url
        with self.page.expect_navigation():
            buttons.first.click()
        assert self.page.title().startswith("Error") is False, f"{before}: {action}"
        return None

    def open_item(self, collection: str, entry_id: str) -> None:
        self.page.locator(f'main button[value$="/{collection}/{entry_id}"]').first.click()
        self.page.wait_for_url(f"**/{collection}/{entry_id}")


def _is_code(value: str) -> bool:
    """Whether it could be what a radio button or a checkbox stands for."""
    return re.fullmatch(r"[\w.-]+", value) is not None
