"""A reading pack is the sum of its parts: a cover, and each item by itself."""

from __future__ import annotations

from riskapp.panel.sitting.rules import MOST_ITEMS

WHOLE = "pack"
COVER = 0
# The items of a sitting that were not sealed are versions of it up to that number.
FIRST = MOST_ITEMS + 1


def layout_of(part: int) -> str:
    """What a part is called among the papers that are being made."""
    return f"{WHOLE}-{part}"


def part_of(layout: str) -> int:
    return int(layout.removeprefix(f"{WHOLE}-"))
