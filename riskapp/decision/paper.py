"""How much room words take on paper, and whether the folded card has it.

Measures are estimates on the wide side, in millimetres and points of the print style sheet.
"""

from __future__ import annotations

import re
from typing import Any

from riskapp.decision.conversation import Conversation
from riskapp.decision.linebreaking import wrap
from riskapp.platform.i18n import _

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


# The card, in mm and pt of its style sheet: half a sheet, its columns, the two of who to ring.
HALF, HALF_ACROSS, COLUMN, DOING = 148.2, 180.0, 82.0, 88.0
NAME, NUMBER = 23.0, 49.0
STEP, BOXED = 10.0, 14.0  # what stands before a step, the text of a framed list
CARD_TEXT, CARD_LEADING, CARD_SMALL, CARD_NUMBER = 14.0, 1.35, 9.0, 16.0
CARD_HEAD, CARD_HEADING, BETWEEN = 11.7, 8.4, 3.0  # a heading of a half, of a column; after a text
NOT_YET, LONGEST_DAY = _("not yet talked about"), "30 September 2029"
EDGES, SAID = 16.0, 123.0  # above and below a half; the least room between them, over its foot


def ask_first(talk: Conversation) -> str:
    """What riskapp says on every card, whatever was agreed."""
    words = _("On every card: first ask %(name)s what happened, in %(name)s’s own words.")
    return talk.say(words)


def card_overflows(talk: Conversation, title: str, own_number: str, foot: str, wants: str) -> bool:
    """Whether either half of the card holds more than half a sheet.

    `foot` and `wants` are the small lines under the upper and the lower half.
    """
    halves = ((_card_above(talk, title, own_number), foot), (_card_below(talk), wants))
    return any(
        EDGES + max(SAID, said) + _set(small, HALF_ACROSS, CARD_SMALL) > HALF
        for said, small in halves
    )


def _card_above(talk: Conversation, title: str, own_number: str) -> float:
    wrong = talk.if_wrong
    decided = talk.decided.get("decided") or _("What was decided: not yet talked about.")
    opened = f"{title}. {decided}"
    doing = 2 * CARD_HEADING + _set(wrong.get("first_sign") or NOT_YET, DOING) + BETWEEN
    doing += sum(_set(step, DOING - STEP) + 2 for step in _lines(wrong.get("steps"))) + 3
    ringing = CARD_HEADING + sum(_ring_height(contact) for contact in talk.contacts) + 3
    ringing += _set(own_number, NAME + NUMBER) + BETWEEN if own_number else 0
    return CARD_HEAD + _set(opened, HALF_ACROSS) + BETWEEN + max(doing, ringing)


def _ring_height(contact: Any) -> float:
    number = str(contact.get("number") or _("number not yet talked about"))
    when = str(contact.get("when", ""))
    said = _set(number, NUMBER, CARD_NUMBER) + (_set(when, NUMBER, 12) if when else 0)
    return 2.7 + max(_set(str(contact.get("name", "")), NAME), said)


def _card_below(talk: Conversation) -> float:
    wrong = talk.if_wrong
    says: object = _("How %(name)s wants to be treated: not yet talked about", name=talk.name)
    if treated := wrong.get("treated"):
        says = f"{_('%(name)s says:', name=talk.name)} “{treated}”"
    agreed = CARD_HEADING + 11
    agreed += sum(_set(one, COLUMN - BOXED) + 2 for one in _lines(wrong.get("not_to")))
    then = CARD_HEADING + _set(ask_first(talk), COLUMN) + 4 + BETWEEN
    if pause := wrong.get("pause"):
        then += _set(f"{_('When we stop and talk again:')} {pause}", COLUMN) + BETWEEN
    again: object = _("Look again: %(when)s", when=LONGEST_DAY)
    if sooner := wrong.get("look_again_if"):
        again = f"{again}, {_('or sooner if: %(what)s', what=sooner)}"
    then += _set(again, COLUMN)
    return CARD_HEAD + _set(says, HALF_ACROSS) + BETWEEN + max(agreed, then)


def _lines(text: str | None) -> list[object]:
    """Each line of a list, or that there is none."""
    return [line for line in (text or "").splitlines() if line.strip()] or [NOT_YET]


def _set(text: object, room: float, size: float = CARD_TEXT) -> float:
    """Height of a text on the card in mm."""
    return tall(str(text), room, size, CARD_LEADING)
