"""How much room words take on paper, and whether the folded card has it.

Measures are estimates on the wide side, in millimetres and points of the print style sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
BLANK = 9.0  # a line to write a number on
STEP, BOXED = 10.0, 14.0  # what stands before a step, the text of a framed list
CARD_SMALL, CARD_NUMBER, CARD_WHEN, CARD_LEADING = 9.0, 16.0, 12.0, 1.35
NOT_YET, LONGEST_DAY = _("not yet talked about"), "30 September 2029"
PAGE = 263.0  # of a card that is not folded, between its margins
ROUND_HALVES = 22.0  # above, between and below the halves of such a card


@dataclass(frozen=True)
class Face:
    """A size of the card's type, and the room round it, in pt and mm: `name` is its class."""

    name: str
    text: float
    leading: float
    head: float  # the heading of a half, with what is under it
    heading: float  # of a column
    between: float  # after a text
    item: float  # after a step, or one of a list
    edges: float  # above and below a half
    said: float  # the least room between them, over its foot

    def tall(self, text: object, room: float, size: float | None = None) -> float:
        """Height of a text on the card in mm; one that has its own size has its own leading."""
        leading = self.leading if size is None else CARD_LEADING
        return tall(str(text), room, size or self.text, leading)


# The number to ring keeps its size, and no text is smaller than when to ring it.
FACES = (
    Face("", 14.0, 1.35, 11.7, 8.4, 3.0, 2.0, 16.0, 123.0),
    Face("close", 13.0, 1.3, 10.2, 7.4, 2.5, 1.5, 14.0, 125.0),
    Face("closer", 12.0, 1.25, 9.4, 6.6, 2.0, 1.2, 12.0, 127.0),
)


@dataclass(frozen=True)
class Setting:
    """How a card is set: in which face, and whether it is folded, stands on one page, or flows on."""

    face: Face
    is_folded: bool
    is_one_page: bool


def ask_first(talk: Conversation) -> str:
    """What riskapp says on every card, whatever was agreed, to whoever holds it."""
    words = _("First ask %(name)s what happened, in %(name)s’s own words.")
    return talk.say(words)


def card_setting(talk: Conversation, title: str, own_number: str, foot: str, wants: str) -> Setting:
    """The largest type in which both halves of the card fit half a sheet; where none does, the smallest
    if it fits the whole of one; else it flows on in the largest.

    `foot` and `wants` are the small lines under the upper and the lower half.
    """
    for face in FACES:
        halves = (
            (_card_above(talk, title, own_number, face), foot),
            (_card_below(talk, face), wants),
        )
        small = [face.tall(words, HALF_ACROSS, CARD_SMALL) for _said, words in halves]
        said = [height for height, _small in halves]
        if all(
            face.edges + max(face.said, height) + under <= HALF
            for height, under in zip(said, small, strict=True)
        ):
            return Setting(face, is_folded=True, is_one_page=True)
    if sum(said) + sum(small) + ROUND_HALVES <= PAGE:
        return Setting(face, is_folded=False, is_one_page=True)
    return Setting(FACES[0], is_folded=False, is_one_page=False)


def stacks_ring(talk: Conversation, face: Face = FACES[0]) -> bool:
    """Whether those to ring stand over their numbers: where a word of a name is wider than the column
    beside them, which would break it, or that takes more room.
    """
    contacts = talk.contacts
    words = [word for contact in contacts for word in str(contact.get("name", "")).split()]
    if any(len(wrap(word, NAME / POINT, face.text, MOST_LINES, bold=True)) > 1 for word in words):
        return True
    beside, over = (
        sum(_ring_height(contact, face, is_stacked=stacked) for contact in contacts)
        for stacked in (False, True)
    )
    return over < beside


def _card_above(talk: Conversation, title: str, own_number: str, face: Face) -> float:
    wrong = talk.if_wrong
    decided = talk.decided.get("decided") or _("What was decided: not yet talked about.")
    opened = f"{title}. {decided}"
    doing = 2 * face.heading + face.tall(wrong.get("first_sign") or NOT_YET, DOING) + face.between
    doing += sum(
        max(face.tall(step, DOING - STEP), 6.9) + face.item for step in _lines(wrong.get("steps"))
    )
    doing += 3
    stacked = stacks_ring(talk, face)
    ringing = face.heading + 3
    ringing += sum(_ring_height(contact, face, is_stacked=stacked) for contact in talk.contacts)
    ringing += face.tall(own_number, NAME + NUMBER) + face.between if own_number else 0
    return face.head + face.tall(opened, HALF_ACROSS) + face.between + max(doing, ringing)


def _ring_height(contact: Any, face: Face, *, is_stacked: bool) -> float:
    number = str(contact.get("number", ""))
    when = str(contact.get("when", ""))
    room = NAME + NUMBER if is_stacked else NUMBER
    said = face.tall(number, room, CARD_NUMBER) if number else BLANK
    said += 0 if number else face.tall(NOT_YET, room, CARD_WHEN)
    said += face.tall(when, room, CARD_WHEN) if when else 0
    name = str(contact.get("name", "") or _("Somebody"))
    if is_stacked:
        return 2.7 + _bold(name, room, face) + said
    return 2.7 + max(_bold(name, NAME, face), said)


def _bold(text: str, room: float, face: Face) -> float:
    lines = wrap(text, room / POINT, face.text, MOST_LINES, bold=True)
    return max(1, len(lines)) * face.text * face.leading * POINT


def _card_below(talk: Conversation, face: Face) -> float:
    wrong = talk.if_wrong
    says: object = _("How %(name)s wants to be treated: not yet talked about", name=talk.name)
    if treated := wrong.get("treated"):
        says = f"{_('%(name)s says:', name=talk.name)} “{treated}”"
    agreed = face.heading + 11
    agreed += sum(face.tall(one, COLUMN - BOXED) + face.item for one in _lines(wrong.get("not_to")))
    then = face.heading + face.tall(ask_first(talk), COLUMN) + 4 + face.between
    if pause := wrong.get("pause"):
        asked = f"{_('When we stop and talk again:')} {pause}"
        then += face.tall(asked, COLUMN) + face.between
    again: object = _("Look again: %(when)s", when=LONGEST_DAY)
    if sooner := wrong.get("look_again_if"):
        again = f"{again}, {_('or sooner if: %(what)s', what=sooner)}"
    then += face.tall(again, COLUMN)
    return face.head + face.tall(says, HALF_ACROSS) + face.between + max(agreed, then)


def _lines(text: str | None) -> list[object]:
    """Each line of a list, or that there is none."""
    return [line for line in (text or "").splitlines() if line.strip()] or [NOT_YET]
