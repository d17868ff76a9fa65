"""Names that stand in what is to leave: found word by word, to be read once by somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"\b(?:RA|P|WH)-\d{4,9}\b", re.IGNORECASE)
# Parts of a name that are everybody's.
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr", "sir", "lady", "the", "and", "for", "who"})
_SHORT = 3  # letters: "may" and "ray" are also words, so these count only where they begin large


def occurring(names: Iterable[str], text: str) -> list[str]:
    """The words of `text` that are part of one of the names, as they stand there, each once, in order.

    Whatever the capitals, accents, hyphens or the s of a possessive. Short ones only where they begin
    with a capital, so that ordinary words are left in peace. References are found as well.
    """
    known = {_folded(word) for name in names for word in _WORD.findall(name)} - _TITLES
    found = [match[0] for match in _REFERENCE.finditer(text)]
    for word in _WORD.findall(text):
        folded = _folded(word)
        if folded in known and len(folded) > 1 and (len(folded) > _SHORT or word[0].isupper()):
            found.append(word)
    return list(dict.fromkeys(found))


def capitalised(text: str) -> str:
    """The words of a line that begin with a capital: of “Joan, who was there”, Joan."""
    return " ".join(word for word in _WORD.findall(text) if word[0].isupper())


def _folded(word: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
