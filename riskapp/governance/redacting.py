"""Leaving words out of what is disclosed: an item as it reads once they are out. Plain functions.

Words are looked for as a reader would see them: whatever the capitals and accents, the spaces between
them, which apostrophe or hyphen was typed and the signs that nobody sees, and within a longer word too.
What is left out leaves a mark of one length.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from riskapp.core.canonical import canonical
from riskapp.core.text import folded
from riskapp.governance.rules import WHY_OUT
from riskapp.platform.i18n import _

FEWEST_LETTERS = 6  # of words that are looked for elsewhere: shorter ones stand everywhere
# What people type for one another, and do not see the difference.
_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u2032`\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)


@dataclass(frozen=True)
class Line:
    """One line of an item: what it says to what; `text` None: a heading."""

    id: str
    label: str
    text: str | None


@dataclass(frozen=True)
class Item:
    """One thing that may be disclosed. subject_id: whose it is, for whoever looks at it to be noted."""

    key: str
    kind: str
    subject_id: str
    title: str
    day: str  # in words; of what has none, empty
    lines: tuple[Line, ...]

    @property
    def mark(self) -> str:
        """A digest of what it says: what was read is what is disclosed."""
        said = [[one.id, one.label, one.text] for one in self.lines]
        return hashlib.sha256(canonical([self.title, said])).hexdigest()

    @property
    def size(self) -> int:
        return sum(len(one.label) + len(one.text or "") for one in self.lines)


@dataclass(frozen=True)
class LeftOut:
    """What is left out and why: lines of one item, or words of one or (`item` empty) of all."""

    why: str
    item: str = ""
    lines: tuple[str, ...] = ()
    words: str = ""
    id: str = ""

    def is_of(self, item: Item) -> bool:
        return self.item in ("", item.key)


@dataclass(frozen=True)
class Redacted:
    """An item as it is disclosed, and how often something was left out, by the reason."""

    item: Item
    out: tuple[tuple[str, int], ...]


def mark_of(why: str) -> str:
    return str(_("[left out: %(why)s]", why=WHY_OUT[why]))


def readable(text: str) -> str:
    """A text in the one spelling that words are looked for in."""
    return unicodedata.normalize("NFC", text)


def redact(item: Item, every: Iterable[LeftOut]) -> Redacted:
    """The item without what is left out of it."""
    mine = [one for one in every if one.is_of(item)]
    words = [(one, pattern) for one in mine if (pattern := _pattern(one.words))]
    whole = {line: one.why for one in mine for line in one.lines if one.item == item.key}
    counted: dict[str, int] = {}

    def without(text: str) -> str:
        spans = sorted(_spans(text, words))
        kept, at = [], 0
        for start, end, why in spans:
            if start >= at:
                kept += [text[at:start], mark_of(why)]
                counted[why] = counted.get(why, 0) + 1
            at = max(at, end)
        return "".join([*kept, text[at:]])

    lines = []
    for line in item.lines:
        text = line.text
        if text and line.id in whole:
            why = whole[line.id]
            counted[why] = counted.get(why, 0) + 1
            text = mark_of(why)
        elif text:
            text = without(text)
        lines.append(replace(line, label=without(line.label), text=text))
    made = replace(item, title=without(item.title), lines=tuple(lines))
    return Redacted(made, tuple(sorted(counted.items())))


def still_standing(
    every: Sequence[Item], out: Sequence[LeftOut], disclosed: Sequence[Item]
) -> list[tuple[Line, Item]]:
    """Lines that are left out of one item and whose words stand whole in what is disclosed, each with
    the first item it stands in: a record says some things twice.
    """
    by_key = {item.key: item for item in every}
    gone = [
        line
        for one in out
        for line in (by_key[one.item].lines if one.item in by_key else ())
        if line.id in one.lines and len((line.text or "").strip()) >= FEWEST_LETTERS
    ]
    said = [(i, "".join(_seen(one.text or ""))) for i in disclosed for one in i.lines]
    found = []
    for line in gone:
        pattern = _pattern(line.text or "")
        if pattern and (where := next((i for i, text in said if pattern.search(text)), None)):
            found.append((line, where))
    return found


def _spans(
    text: str, words: Sequence[tuple[LeftOut, re.Pattern[str]]]
) -> Iterator[tuple[int, int, str]]:
    """Where words stand; those that run into one another are left out together, and with the last of
    them the signs after it that nobody sees.
    """
    seen = _seen(text)
    flat, places = "".join(seen), [place for place, signs in enumerate(seen) for _one in signs]
    for one, pattern in words:
        for found in pattern.finditer(flat):
            end = places[found.end() - 1] + 1
            while end < len(seen) and not seen[end]:
                end += 1
            yield places[found.start()], end, one.why


def _seen(text: str) -> list[str]:
    """Each sign of a text as it is looked through; empty for one that nobody sees."""
    return [_sign(sign) for sign in text]


@lru_cache(4_096)
def _sign(sign: str) -> str:
    return folded(sign.translate(_ALIKE))


def _pattern(words: str) -> re.Pattern[str] | None:
    """What finds words in a text as it is looked through; None for words that nobody sees."""
    seen = "".join(_seen(readable(words))).split()
    return re.compile(r"\s+".join(map(re.escape, seen))) if seen else None
