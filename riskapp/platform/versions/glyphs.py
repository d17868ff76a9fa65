"""Which text a glyph stands for, where the PDF engine gives readers none or a misleading one."""

from __future__ import annotations

import unicodedata
from functools import cache

# Means nothing and breaks no word.
JOINER = "\u2060"
PRESENTATION_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))


def complete(to_unicode: dict[int, str]) -> None:
    """Mends a font's table of glyph number to text.

    No glyph may be without text: one that only completes another (an Indic vowel sign, a Hebrew
    point) gets a joiner, for the other carries the text of both. Readers turn Arabic round letter
    by letter and with it the two letters of a ligature, so a ligature is given as the one character
    that Unicode keeps for it and calls equivalent.
    """
    for glyph, text in to_unicode.items():
        to_unicode[glyph] = ligatures().get(text, text) or JOINER


@cache
def ligatures() -> dict[str, str]:
    """Arabic letters, in reading order, to their ligature as one character."""
    known: dict[str, str] = {}
    for block in PRESENTATION_FORMS:
        for code in block:
            letters = unicodedata.normalize("NFKC", chr(code))
            if len(letters) > 1 and all(
                unicodedata.bidirectional(each) == "AL" for each in letters
            ):
                known.setdefault(letters, chr(code))
    return known
