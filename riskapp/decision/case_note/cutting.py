"""How the words of a note are counted, and where they may be cut: between sentences, at a clause, or
after so many words. A cut within a sentence ends in “…”, and no bracket is left open.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.paper import ENDS

MOST_WORDS = 150  # of a whole note
LONGEST_SENTENCE = 30  # words; one that is longer is cut, with an ellipsis
SHORTEST_CLAUSE = 4  # words
OPENING, CLOSING = "()"
LONGEST_WORD = 24  # letters; scripts without spaces, and addresses, count as several words


def count(lines: Sequence[str]) -> int:
    """Words of these; one that is very long counts as several."""
    return sum(_weight(word) for line in lines for word in line.split())


def _weight(word: str) -> int:
    return -(-len(word) // LONGEST_WORD)


def sentences_of(words: Sequence[str]) -> list[str]:
    """Each sentence; none ends within a bracket that is closed further on."""
    found: list[list[str]] = [[]]
    for n, word in enumerate(words):
        found[-1].append(word)
        is_within = _is_open(found[-1]) and any(CLOSING in later for later in words[n + 1 :])
        if ENDS.search(word) and not is_within:
            found.append([])
    return [" ".join(one) for one in found if one]


def first_clause(sentence: str) -> str:
    """The words to the first comma that leaves something said; empty where there is none."""
    words = sentence.split()
    for n, word in enumerate(words[:-1], 1):
        if n >= SHORTEST_CLAUSE and word[-1] in ",;" and not _is_open(words[:n]):
            return " ".join(words[:n])[:-1]
    return ""


def at_clause(text: str, room: int) -> str:
    """The words to the last comma or stop within `room`, else so many; whole where there is room."""
    cut = shortened(text, room)
    if not cut.endswith("…") or cut == text:
        return cut
    words = cut[:-1].split()
    for n in range(len(words), SHORTEST_CLAUSE - 2, -1):
        if words[n - 1][-1] in ",;." and not _is_open(words[:n]):
            return f"{' '.join(words[:n])[:-1]}…"
    return cut


def shortened(text: str, room: int) -> str:
    """The first `room` words, with an ellipsis where there were more; no bracket is left open."""
    words = text.split()
    taken: list[str] = []
    used = 0
    for word in words:
        used += _weight(word)
        if used > room:
            break
        taken.append(word)
    if len(taken) == len(words):
        return " ".join(words)
    if not taken:
        return f"{words[0][: room * LONGEST_WORD]}…"
    return f"{' '.join(_outside(taken))}…"


def _is_open(words: Sequence[str]) -> bool:
    """Whether a bracket among these is not closed among them."""
    said = " ".join(words)
    return said.count(OPENING) > said.count(CLOSING)


def _outside(words: list[str]) -> list[str]:
    """The words before a bracket that a cut leaves open; all where it opens with the first."""
    if not _is_open(words):
        return words
    opens = max(n for n, word in enumerate(words) if OPENING in word)
    return words[:opens] or words
