"""Names that stand in what is to leave: found word by word, to be read once by somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"\b(?:RA|P|WH|LR)-\d{4,9}\b", re.IGNORECASE)
# Parts of a name that are everybody's.
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr", "sir", "lady", "the", "and", "for", "who"})
_FIRST = re.compile(r"(?:^|(?<=[.!?…:\n]))[\s\"“‘(]*\w+")
_SHORT = 3  # letters: "may" and "ray" are also words, so these count only where they begin large


def occurring(names: Iterable[str], text: str, perhaps: Iterable[str] = ()) -> list[str]:
    """The words of `text` that are part of one of the names, as they stand there, each once, in order.

    Whatever the capitals, accents, hyphens or the s of a possessive. Short ones, and those that are
    only `perhaps` a name, only where they begin with a capital, so that ordinary words are left in
    peace. References are found as well.
    """
    # What is not seen, such as a soft hyphen, hides no name.
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    known = _parts(names)
    always = {part for part in known if len(part) > _SHORT}
    where_large = known | _parts(perhaps)
    found = [match[0] for match in _REFERENCE.finditer(text)]
    for word in _WORD.findall(text):
        folded = _folded(word)
        if {folded, folded.removesuffix("s")} & always or (
            folded in where_large and word[0].isupper()
        ):
            found.append(word)
    return list(dict.fromkeys(found))


def _parts(names: Iterable[str]) -> frozenset[str]:
    folded = {_folded(word) for name in names for word in _WORD.findall(name)}
    return frozenset(part for part in folded - _TITLES if len(part) > 1)


def perhaps_names(about_people: Iterable[str], all_said: Iterable[str]) -> list[str]:
    """Words that begin with a capital in texts about people, and nowhere in all that was said with a
    small letter: of “The neighbour, or Joan”, Joan, where somebody also wrote “the”.
    """
    words = dict.fromkeys(word for text in about_people for word in _WORD.findall(text))
    small = {w.casefold() for text in all_said for w in _WORD.findall(text) if w[0].islower()}
    return [word for word in words if word[0].isupper() and word.casefold() not in small]


def within_sentences(text: str) -> str:
    """A text without the first word of each sentence, which begins with a capital whatever it is."""
    return _FIRST.sub("", text)


def _folded(word: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
