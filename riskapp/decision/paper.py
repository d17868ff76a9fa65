"""How much room words take on paper, and whether the folded card has it.

Measures are estimates on the wide side, in millimetres and points of the print style sheet.
"""

from __future__ import annotations

import re
from typing import Any

from riskapp.decision.conversation import Conversation
from riskapp.decision.linebreaking import wrap

POINT = 0.3528  # mm
MOST_LINES = 200  # more than any sheet has
ENDS = re.compile(r"[.!?…。؟][\"”’)]*$")
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


def stopped(text: str) -> str:
    """A text as a sentence that another may follow."""
    return text if not text or ENDS.search(text) else f"{text}."


def lines_of(text: str, room: float, size: float) -> int:
    """Lines a text needs in `room` mm at `size` pt."""
    across = room / POINT
    return sum(max(1, len(wrap(line, across, size, MOST_LINES))) for line in text.split("\n"))


def tall(text: str, room: float, size: float = 10, leading: float = 1.4) -> float:
    """Height of a text in mm."""
    return lines_of(text, room, size) * size * leading * POINT


CARD_COLUMN, HALF = 80.0, 148.5  # mm: one of two columns of the card, half a sheet
CARD_TEXT, CARD_LEADING = 14.5, 1.35  # pt, and the height of its lines
CARD_EDGES = 17.0  # mm above and below the text of a half


def card_overflows(talk: Conversation, title: str, own_number: str) -> bool:
    """Whether either half of the card holds more than half a sheet."""
    return max(_card_above(talk, title, own_number), _card_below(talk)) > HALF


def _card_above(talk: Conversation, title: str, own_number: str) -> float:
    wrong = talk.if_wrong
    lead = _set(f"{title} {talk.decided.get('decided', '')} {'x' * 20}", 180, 15)
    steps = str(wrong.get("steps", ""))
    doing = _set(str(wrong.get("first_sign", "")), CARD_COLUMN) + 18
    doing += sum(_set(line, CARD_COLUMN - 10) + 3 for line in steps.split("\n"))
    ringing = 9 + sum(_ring_height(contact) for contact in talk.contacts)
    ringing += _set(own_number, CARD_COLUMN) + 3 if own_number else 0
    return CARD_EDGES + 13 + lead + 6 + max(doing, ringing)


def _ring_height(contact: Any) -> float:
    name = _set(str(contact.get("name", "")), 23)
    number = _set(str(contact.get("number", "")), 48, 16)
    when = _set(str(contact["when"]), 48, 12) if contact.get("when") else 0.0
    return 4.5 + max(name, number + when)


def _card_below(talk: Conversation) -> float:
    wrong = talk.if_wrong
    lead = _set(f"{talk.name} says: {wrong.get('treated', '')}", 180, 15)
    nots = str(wrong.get("not_to", ""))
    agreed = 16 + sum(_set(line, CARD_COLUMN - 15) + 2 for line in nots.split("\n"))
    then = 12 + _set("x" * 50, CARD_COLUMN - 6)
    then += _set(str(wrong.get("pause", "")), CARD_COLUMN - 6) + 6
    then += _set(f"{wrong.get('look_again_if', '')}{'x' * 30}", CARD_COLUMN)
    return CARD_EDGES + 13 + lead + 6 + max(agreed, then) + _set(talk.choice + "x" * 25, 180, 9) + 4


def _set(text: str, room: float, size: float = CARD_TEXT) -> float:
    """Height of a text on the card in mm."""
    return tall(text, room, size, CARD_LEADING)
