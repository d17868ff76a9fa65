"""Small truths about text."""

from __future__ import annotations


def shorten_spaces(text: str) -> str:
    """One line: every run of white space is one space, none at either end."""
    return " ".join(text.split())


def beginning(text: str, most: int) -> str:
    """The first words of a text on one line, with an ellipsis where there is more."""
    flat = shorten_spaces(text)
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
