"""Two texts word by word: what stayed, what was taken out, what was added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SAME, ADDED, GONE = "same", "added", "gone"
MOST_WORK = (
    100_000_000  # words before times words after that a page has room for: a tenth of a second
)
BESIDE = 6  # words that stand on either side of a change
WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, were added, or were taken out."""

    kind: str
    text: str


@dataclass
class Room:
    """How much comparing there is room for, over all the texts of a page."""

    left: int = MOST_WORK
    was_short: bool = False  # something stands whole, because there was none

    def takes(self, work: int) -> bool:
        """Whether there is room for this too; then it is used."""
        if work > self.left:
            self.was_short = True
            return False
        self.left -= work
        return True


def compare(before: str, after: str, room: Room | None = None) -> list[Piece]:
    """What was added stands after what it took the place of. A line break changes no word.

    Where there is no room to compare what lies between the words both begin and end with, that is one
    change, whole.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    was, now = [word.strip() for word in old], [word.strip() for word in new]
    begin = _alike(was, now)
    end = _alike(was[begin:][::-1], now[begin:][::-1])
    was, now = was[begin : len(was) - end], now[begin : len(now) - end]
    stayed = _stayed(was, now) if (room or Room()).takes(len(was) * len(now)) else []
    pairs = [(n, n) for n in range(begin)]
    pairs += [(begin + i, begin + k) for i, k in stayed]
    pairs += [(len(old) - n, len(new) - n) for n in range(end, 0, -1)]
    return list(_pieces(old, new, pairs))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    for n, (word, another) in enumerate(zip(one, other, strict=False)):
        if word != another:
            return n
    return min(len(one), len(other))


def _stayed(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The most words that stand in both in one order, as places before and after.

    The words after are the bits of one number, so that each word before costs a few steps and not one
    for each of them (Hyyrö, Bit-parallel LCS-length computation revisited, 2004). A bit is gone where
    the common words grow by one.
    """
    places: dict[str, int] = {}
    for k, word in enumerate(now):
        places[word] = places.get(word, 0) | 1 << k
    every = row = (1 << len(now)) - 1
    rows = []
    for word in was:
        found = row & places.get(word, 0)
        row = (row + found | row - found) & every
        rows.append(row)
    stayed = []
    i, k = len(was), len(now)
    while i and k:
        if rows[i - 1] >> k - 1 & 1:
            k -= 1
            continue
        i -= 1
        if not i or rows[i - 1] >> k - 1 & 1:
            k -= 1
            stayed.append((i, k))
    return stayed[::-1]


def _pieces(
    old: Sequence[str], new: Sequence[str], stayed: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """Words in a row that stayed, or changed, as one."""
    i = k = 0
    same = ""
    for was, now in (*stayed, (len(old), len(new))):
        gone, added = "".join(old[i:was]), "".join(new[k:now])
        if same and (gone or added):
            yield Piece(SAME, same)
            same = ""
        if gone:
            yield Piece(GONE, gone)
        if added:
            yield Piece(ADDED, added)
        same += "".join(new[now : now + 1])
        i, k = was + 1, now + 1
    if same:
        yield Piece(SAME, same)


def readable(pieces: Sequence[Piece], before: str, after: str) -> list[Piece]:
    """The same, or where most of the shorter text was written anew, the old one whole and the new one
    whole: a sentence with a new word at every other one can be read as neither. A word that stayed alone
    counts as new.
    """
    kinds = {piece.kind for piece in pieces}
    stayed = [len(p.text.split()) for p in pieces if p.kind == SAME]
    kept = sum(many for many in stayed if many > 1)
    if {ADDED, GONE} <= kinds and 2 * kept < min(len(before.split()), len(after.split())):
        return [Piece(GONE, before), Piece(ADDED, after)]
    return list(pieces)


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """What changed, each with a few words on either side."""
    return [Piece(p.kind, _ends_of(p.text)) if p.kind == SAME else p for p in pieces]


def _ends_of(text: str) -> str:
    words = WORD.findall(text)
    if len(words) <= 2 * BESIDE:
        return text
    return f"{''.join(words[:BESIDE])}… {''.join(words[-BESIDE:])}"
