"""Whether the first page of the record has room for everything that belongs on it.

For ordinary lengths it has. Where somebody had more to say, an entry shows its beginning there and
stands whole on the pages that follow; headings never move, and the person's words are never cut.
Measures are estimates on the wide side, in millimetres and points of the print style sheet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from riskapp.decision.conversation import Conversation, Option
from riskapp.decision.linebreaking import measure

PAGE = 262.0  # mm between the margins of a first page, less a line to spare
POINT = 0.3528  # mm
WIDE, PAIRED, TERM = 174.0, 79.0, 126.0  # mm across: the page, one of a pair, an answer in the facts
HEADING, PAIR, H3 = 13.0, 10.0, 5.6  # mm: a heading, the edges of a pair, a heading within it
MOST = {"decided": 320, "because": 200, "mark": 130, "still": 240, "view": 220, "fact": 200}
MOST_VIEWS = 2
SENTENCE = re.compile(r"(?<=[.!?…。؟])[\"”’)]*\s+")


def opening(text: str, most: int) -> str:
    """The beginning of a text, to the end of a sentence where one ends in time, else of a word."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    ends = [found.start() for found in SENTENCE.finditer(flat, 0, most)]
    if ends and ends[-1] >= most // 3:
        return f"{flat[: ends[-1]]} …"
    head = flat[:most]
    return f"{head[: head.rfind(' ')] if ' ' in head else head} …"


def lines_of(text: str, room: float, size: float) -> int:
    """Lines a text needs in `room` mm at `size` pt."""
    return sum(
        max(1, math.ceil(measure(line, size) * POINT * 1.04 / room)) for line in text.split("\n")
    )


def tall(text: str, room: float, size: float = 10, leading: float = 1.4) -> float:
    """Height of a text in mm."""
    return lines_of(text, room, size) * size * leading * POINT


class FirstPage:
    """What of each entry stands on the first page."""

    def __init__(self, talk: Conversation, title: str, sealer: int = 0) -> None:
        self.talk = talk
        self.is_whole = _height(talk, title, sealer) <= PAGE

    def show(self, text: str, kind: str) -> str:
        """An entry as the first page prints it."""
        return text if self.is_whole else opening(text, MOST[kind])

    def is_cut(self, text: str, kind: str) -> bool:
        return not self.is_whole and len(" ".join(text.split())) > MOST[kind]

    @property
    def views(self) -> Sequence[Any]:
        """The other views that stand on the page itself; all of them stand whole afterwards."""
        return self.talk.differences if self.is_whole else self.talk.differences[:MOST_VIEWS]

    @property
    def other_views(self) -> Sequence[Any]:
        return self.talk.differences[len(self.views) :]


def _height(talk: Conversation, title: str, sealer: int) -> float:
    decided, wrong, back = talk.decided, talk.if_wrong, talk.read_back
    words = 17 + tall(talk.choice, 150, 14.5, 1.35)
    box = 20 + tall(str(decided.get("decided", "")), 160, 13.5, 1.4)
    box += tall(str(decided.get("because", "")) + "x" * 190, 160)
    facts = tall(str(wrong.get("look_again_if", "")) + "x" * 30, TERM)
    facts += tall("x" * (170 + sealer), TERM)
    facts += tall(str(back.get("others", "")), TERM) + tall(str(back.get("could_not", "")), TERM)
    return sum(
        (
            17 + 4 + tall(title, WIDE, 24, 1.25),
            words,
            box,
            3 * HEADING,
            _pairs(talk.options, _marks_height),
            _pairs(talk.options, lambda o: tall(o.still_text, PAIRED)),
            _views_height(talk),
            facts + 15,
        )
    )


def _pairs(options: Sequence[Option], height: Any) -> float:
    """Two abreast, each pair as tall as the taller."""
    found = [tall(o.heading, PAIRED, 10.5) + height(o) for o in options]
    return _abreast(found)


def _abreast(found: Sequence[float]) -> float:
    return sum(PAIR + max(found[at : at + 2]) for at in range(0, len(found), 2))


def _marks_height(option: Option) -> float:
    return sum((tall(c.text + "x" * 14, PAIRED - 5) + 1.2 for c in option.marked), 0.0) or 5.0


def _views_height(talk: Conversation) -> float:
    found = [H3 + _texts(e.data.values()) for e in talk.differences]
    if disagrees := talk.read_back.get("disagrees"):
        found.append(H3 + 5 + tall(str(disagrees), PAIRED))
    return _abreast(found or [0.0])


def _texts(values: Iterable[Any]) -> float:
    return sum(tall(f"{v}{'x' * 12}", PAIRED) for v in values)
