"""Two texts word by word: what stayed, what was taken out, what was added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, GONE = "same", "added", "gone"
MOST_WORDS = 4_000  # of two texts longer than this, each is shown whole
BESIDE = 6  # words that stand on either side of a change
WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, were added, or were taken out."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """What was added stands after what it took the place of. A line break changes no word."""
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [Piece(GONE, before), Piece(ADDED, after)]
    was, now = [word.strip() for word in old], [word.strip() for word in new]
    pieces = []
    for what, i, j, k, m in SequenceMatcher(None, was, now).get_opcodes():
        if what == "equal":
            pieces.append(Piece(SAME, "".join(new[k:m])))
            continue
        pieces += [
            Piece(kind, "".join(words))
            for kind, words in ((GONE, old[i:j]), (ADDED, new[k:m]))
            if words
        ]
    return pieces


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """What changed, each with a few words on either side."""
    return [Piece(p.kind, _ends_of(p.text)) if p.kind == SAME else p for p in pieces]


def _ends_of(text: str) -> str:
    words = WORD.findall(text)
    if len(words) <= 2 * BESIDE:
        return text
    return f"{''.join(words[:BESIDE])}… {''.join(words[-BESIDE:])}"
