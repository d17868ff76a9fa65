"""What a conversation asks of whoever types it: screens, answers, buttons and the time a script takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.journeys.holding import Typist


@dataclass
class Counting:
    """A typist who counts. A screen is a page with an address of its own, however often it is shown."""

    typist: Typist
    screens: set[str] = field(default_factory=set)
    answers: set[tuple[str, str, int]] = field(default_factory=set)
    presses: int = 0
    _at: str = ""

    def begin(self, called_by: str) -> str:
        self.answers.add(("begin", "called_by", 0))
        return self.typist.begin(called_by)

    def go(self, ref: str, step: str) -> None:
        self._at = step
        self.screens.add(step)
        self.typist.go(ref, step)

    def entry_ids(self, collection: str) -> list[str]:
        return self.typist.entry_ids(collection)

    def fill(self, pairs: list[tuple[str, str]]) -> list[str]:
        left = self.typist.fill(pairs)
        for name in {_answer(name) for name, _value in pairs if name not in left}:
            self.answers.add((self._at, name, self.presses))
        return left

    def press(self, action: str) -> None:
        self.presses += 1
        self.typist.press(action)

    def open_item(self, collection: str, entry_id: str) -> None:
        self._at = f"{collection}/{entry_id}"
        self.screens.add(self._at)
        self.typist.open_item(collection, entry_id)


def _answer(control: str) -> str:
    """The name of the answer a control belongs to: a day has three boxes, and is one answer."""
    for part in ("-day", "-month", "-year"):
        control = control.removesuffix(part)
    return control
