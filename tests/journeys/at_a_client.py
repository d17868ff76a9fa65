"""A typist over the test client: every page is read strictly, and only its own controls are filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element

from tests.app import Client
from tests.page import read_page


@dataclass
class ClientTypist:
    """Types into the forms that pages really hold, and presses the buttons they really show."""

    client: Client
    path: str = ""
    html: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)

    def _open(self, path: str) -> None:
        self.path = path.split("#", maxsplit=1)[0]
        self.html = self.client.get(self.path).html
        self.typed = []

    def begin(self, called_by: str) -> str:
        self._open("/")
        answer = self.client.post("/begin", {"called_by": called_by}, status=303)
        return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]

    def go(self, ref: str, step: str) -> None:
        self._open(f"/decisions/{ref}/{step}")

    def entry_ids(self, collection: str) -> list[str]:
        found = re.findall(rf'{self.path}/{collection}/([0-9a-f-]{{36}})"', self.html)
        return list(dict.fromkeys(found))

    def fill(self, pairs: list[tuple[str, str]]) -> list[str]:
        there = {unescape(name) for name in re.findall(r'\bname="([^"]+)"', self.html)}
        self.typed += [pair for pair in pairs if pair[0] in there]
        return [name for name, _value in pairs if name not in there]

    def press(self, action: str) -> None:
        rest = '[^"]*' if action else ""
        says = re.search(f'<button[^>]*value="({re.escape(action)}{rest})"', self.html)
        if not says and action.startswith("add:"):  # saved with the page: no button of its own
            return self.press("later")
        if not says and not action:  # a page that leads to the list of all of it
            return self.press("later")
        if not says and action == "later":  # a page beside the screens leads to one of them
            return self.press("go:")
        assert says, f"no button says {action!r} on {self.path}"
        names = {name for name, _value in self.typed}
        data = {name: [v for n, v in self.typed if n == name] for name in names}
        data.update(self._standing(names))
        answer = self.client.post(self.path, {**data, "action": unescape(says[1])})
        assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
        return None

    def _standing(self, typed: set[str]) -> dict[str, list[str]]:
        """What the page's controls already hold and nobody typed over, as a browser would post."""
        standing: dict[str, list[str]] = {}
        for form in read_page(self.html, self.path).tree.iter("form"):
            if form.get("action") != self.path:
                continue
            for control in form.iter():
                name = control.get("name")
                if name and name not in typed and control.tag in ("input", "textarea"):
                    standing.setdefault(name, []).extend(_held(control))
        return standing

    def open_item(self, collection: str, entry_id: str) -> None:
        self._open(f"{self.path}/{collection}/{entry_id}")


def _held(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [control.text or ""]
    if control.get("type") in ("radio", "checkbox"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [control.get("value", "")]
