"""How much a sheet has room for: the first page of the record, and the folded card.

For ordinary lengths everything that belongs on the first page is there. Where somebody had more to
say, an entry shows its beginning there and stands whole on the pages that follow; headings never
move, and the person's words are never cut. Measures are estimates on the wide side, in millimetres
and points of the print style sheet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from riskapp.decision.conversation import Conversation, Option
from riskapp.decision.linebreaking import measure
from riskapp.platform.entries.reading import Entry

PAGE = 264.0  # mm between the margins of a first page, less a line to spare
POINT = 0.3528  # mm
WIDE, PAIRED, TERM = (
    174.0,
    79.0,
    126.0,
)  # mm across: the page, one of a pair, an answer in the facts
HEADING, PAIR, H3 = 12.5, 7.0, 5.6  # mm: a heading, the edges of a pair, a heading within it
MOST = {
    "decided": 320,
    "because": 200,
    "mark": 130,
    "still": 240,
    "view": 220,
    "more": 90,
    "fact": 200,
}
MOST_VIEWS = 2
SHARES = (math.inf, 1.0, 0.7, 0.4, 0.25)  # whole; then this share of the above
CLOSE = 0.5  # below this share, what explains an entry waits for the pages that follow
WAITING = {"because", "more"}
SENTENCE = re.compile(r"(?<=[.!?…。؟])[\"”’)]*\s+")


def opening(text: str, most: int) -> str:
    """The beginning of a text, to the end of a sentence where one ends in time, else of a word."""
    flat = " ".join(text.split()) if most else ""
    if len(flat) <= most:
        return flat
    ends = [found.start() for found in SENTENCE.finditer(flat, 0, most)]
    if ends and ends[-1] >= most // 3:
        return f"{flat[: ends[-1]]} …"
    head = flat[:most]
    return f"{head[: head.rfind(' ')] if ' ' in head else head} …"


def lines_of(text: str, room: float, size: float) -> int:
    """Lines a text needs in `room` mm at `size` pt."""
    return sum(max(1, math.ceil(measure(line, size) * POINT / room)) for line in text.split("\n"))


def tall(text: str, room: float, size: float = 10, leading: float = 1.4) -> float:
    """Height of a text in mm."""
    return lines_of(text, room, size) * size * leading * POINT


class FirstPage:
    """What of each entry stands on the first page."""

    def __init__(self, talk: Conversation, title: str, sealer: int = 0) -> None:
        """`sealer` is how long the name of who sealed it is, in letters."""
        self.talk, self.title, self.sealer = talk, title, sealer
        self.share = math.inf
        for share in SHARES:
            self.share = share
            if self._height() <= PAGE:
                break

    @property
    def is_whole(self) -> bool:
        return self.share == math.inf

    def show(self, text: str, kind: str) -> str:
        """An entry as the first page prints it."""
        return text if self.is_whole else opening(text, self._most(kind))

    def is_cut(self, text: str, kind: str) -> bool:
        """Whether an entry must stand whole on the pages that follow."""
        return not self.is_whole and len(" ".join(text.split())) > self._most(kind)

    @property
    def is_close(self) -> bool:
        return self.share < CLOSE

    def _most(self, kind: str) -> int:
        return 0 if self.is_close and kind in WAITING else int(MOST[kind] * self.share)

    @property
    def views(self) -> Sequence[Entry]:
        """The other views that stand on the page itself; all of them stand whole afterwards."""
        most = MOST_VIEWS - bool(self.talk.read_back.get("disagrees"))
        return self.talk.differences if self.is_whole else self.talk.differences[:most]

    @property
    def other_views(self) -> Sequence[Entry]:
        return self.talk.differences[len(self.views) :]

    def _height(self) -> float:
        talk = self.talk
        box = tall(self._said(talk.decided, "decided"), 160, 13.5)
        box += tall(self._said(talk.decided, "because") + "x" * 150, 160)
        return sum(
            (
                19 + tall(self.title, WIDE + 8, 22, 1.25),
                17 + tall(talk.choice, 154, 14.5, 1.35),
                16 + box,
                3 * HEADING,
                _pairs(talk.options, self._marks_height),
                _pairs(talk.options, lambda o: tall(self.show(o.still_text, "still"), PAIRED)),
                self._views_height(),
                self._facts_height(),
            )
        )

    def _said(self, answers: Mapping[str, Any], key: str, kind: str = "") -> str:
        return self.show(str(answers.get(key, "")), kind or key)

    def _marks_height(self, option: Option) -> float:
        found = [
            tall(self.show(c.text, "mark") + "x" * (14 + len(c.to_whom)), PAIRED - 5) + 1.2
            for c in option.marked
        ]
        return sum(found) or 5.0

    def _views_height(self) -> float:
        found = [H3 + self._view_height(view) for view in self.views]
        if disagrees := self._said(self.talk.read_back, "disagrees", "view"):
            found.append(H3 + tall(disagrees + "x" * (70 * (not self.is_close)), PAIRED))
        others = 7.0 if self.other_views else 0.0
        return _abreast(found or [0.0]) + others

    def _view_height(self, view: Entry) -> float:
        more = [self._said(view.data, key, "more") for key in ("would_change", "next_step")]
        said = [self._said(view.data, "view"), *more, "x" * 35 if any(more) else ""]
        return tall(" ".join(said), PAIRED)

    def _facts_height(self) -> float:
        back = self.talk.read_back
        part = self._said(back, "others", "fact") + self._said(back, "could_not", "fact") + "x" * 60
        sooner = self._said(self.talk.if_wrong, "look_again_if", "fact") + "x" * 30
        return 9 + sum(tall(said, TERM) for said in (sooner, "x" * (150 + self.sealer), part))


def _pairs(options: Sequence[Option], height: Callable[[Option], float]) -> float:
    """Two abreast, each pair as tall as the taller."""
    found = []
    for option in options:
        heading = option.heading + " (as now)" * option.is_now
        found.append(tall(heading, PAIRED, 10.5) + height(option))
    return _abreast(found)


def _abreast(found: Sequence[float]) -> float:
    rows = [PAIR + max(found[at : at + 2]) for at in range(0, len(found), 2)]
    return sum(rows) + 3 * (len(rows) - 1)


CARD_COLUMN, HALF = 74.0, 148.5  # mm: one of two columns of the card, half a sheet
CARD_TEXT, CARD_EDGES = 14.5, 17.0  # pt; mm above and below the text of a half


def card_overflows(talk: Conversation, title: str) -> bool:
    """Whether either half of the card holds more than half a sheet."""
    return max(_card_above(talk, title), _card_below(talk)) > HALF


def _card_above(talk: Conversation, title: str) -> float:
    wrong = talk.if_wrong
    lead = tall(f"{title} {talk.decided.get('decided', '')} {'x' * 20}", 180, 15)
    steps = str(wrong.get("steps", ""))
    doing = tall(str(wrong.get("first_sign", "")), CARD_COLUMN, CARD_TEXT) + 18
    doing += sum(tall(line, CARD_COLUMN - 10, CARD_TEXT) + 3 for line in steps.split("\n"))
    ringing = 9 + sum(_ring_height(contact) for contact in talk.contacts)
    return CARD_EDGES + 13 + lead + 6 + max(doing, ringing)


def _ring_height(contact: Any) -> float:
    name = tall(str(contact.get("name", "")), 29, CARD_TEXT)
    number = tall(str(contact.get("number", "")), 43, 16)
    when = tall(str(contact["when"]), 43, 12) if contact.get("when") else 0.0
    return 4.5 + max(name, number + when)


def _card_below(talk: Conversation) -> float:
    wrong = talk.if_wrong
    lead = tall(f"{talk.name} says: {wrong.get('treated', '')}", 180, 15)
    nots = str(wrong.get("not_to", ""))
    agreed = 16 + sum(tall(line, CARD_COLUMN - 15, CARD_TEXT) + 2 for line in nots.split("\n"))
    then = 12 + tall("x" * 50, CARD_COLUMN - 6, CARD_TEXT)
    then += tall(str(wrong.get("pause", "")), CARD_COLUMN - 6, CARD_TEXT) + 6
    then += tall(f"{wrong.get('look_again_if', '')}{'x' * 30}", CARD_COLUMN, CARD_TEXT)
    return CARD_EDGES + 13 + lead + 6 + max(agreed, then) + tall(talk.choice + "x" * 25, 180, 9) + 4
