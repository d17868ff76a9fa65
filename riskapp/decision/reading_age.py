"""How hard a text is to read, so that a page can say so in words: of a text, never of a person.

The measure is the Automated Readability Index (Smith and Senter, 1967): letters to a word, and words
to a sentence. It needs no dictionary, and gives the same for the same text. It is rough: it knows
nothing of what words mean, and of a few words it says nothing. “Quotations” are not looked at.
"""

from __future__ import annotations

import re
from itertools import pairwise

from riskapp.decision.paper import SENTENCE

AGE = 12  # years: what a text for anybody stays under
LONG = 20  # words of a sentence past which it is worth making two
FEWEST = 10  # words: of fewer the measure says nothing
# Each mark is passed once, however many were never closed.
QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
BREAK = re.compile(rf"{SENTENCE.pattern}|\n")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def age_of(text: str) -> float | None:
    """The age, in years, at which most people can read it; None of too few words."""
    words = WORD.findall(_measured(text))
    if len(words) < FEWEST:
        return None
    letters = sum(map(len, words)) / len(words)
    length = len(words) / len(sentences(text))
    return 4.71 * letters + 0.5 * length - 21.43 + 5  # a school year begins at five


def is_plain(text: str) -> bool:
    """Whether most twelve-year-olds could read it, as far as anybody can tell."""
    age = age_of(text)
    return age is None or age <= AGE


def sentences(text: str) -> list[str]:
    """Its sentences with words of their own, as they stand; none ends within a quotation."""
    return [sentence for sentence in parted(text) if WORD.search(_measured(sentence))]


def parted(text: str) -> list[str]:
    """All of a text, sentence by sentence and line by line; none ends within a quotation."""
    ends = [0, *(found.end() for found in BREAK.finditer(QUOTED.sub(_whole, text))), len(text)]
    found = (text[start:end].strip() for start, end in pairwise(ends))
    return [sentence for sentence in found if sentence]


def _whole(quotation: re.Match[str]) -> str:
    """A quotation, as long as it is, with nothing in it that ends a sentence but its own end."""
    said = quotation[0]
    return "“" * (len(said) - 2) + said[-2:]


def long_sentences(text: str) -> list[str]:
    """The sentences that are worth making two, in order."""
    return [s for s in sentences(text) if len(WORD.findall(_measured(s))) > LONG]


def _measured(text: str) -> str:
    return QUOTED.sub(" ", text)
