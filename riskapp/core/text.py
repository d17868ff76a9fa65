"""Small truths about text."""

from __future__ import annotations

import unicodedata


def shorten_spaces(text: str) -> str:
    """One line: every run of white space is one space, none at either end."""
    return " ".join(text.split())


# Letters by name, and nothing to see: fillers of scripts, the blank of Braille, a placeholder.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")


def says_something(text: str) -> bool:
    """Whether there is anything to see in it but spaces, marks without a letter and invisible signs."""
    return any(unicodedata.category(c) not in _UNSEEN and c not in _BLANKS for c in text)


def beginning(text: str, most: int) -> str:
    """The first words of a text on one line, with an ellipsis where there is more."""
    flat = shorten_spaces(text)
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def folded(text: str) -> str:
    """Small letters without accents, and without what is not seen, such as a soft hyphen."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(p for p in parts if unicodedata.category(p) not in ("Mn", "Cf"))
