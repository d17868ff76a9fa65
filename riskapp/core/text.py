"""Small truths about text."""

from __future__ import annotations

import unicodedata


def shorten_spaces(text: str) -> str:
    """One line: every run of white space is one space, none at either end."""
    return " ".join(text.split())


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
