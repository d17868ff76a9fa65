"""Breaking text into lines that fit, without a font library: widths are wide estimates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Advance widths of Atkinson Hyperlegible Next in ems, by group, never less than the face's own;
# a letter with an accent takes the width of the letter unless it stands here itself.
_WIDTHS = {
    0.25: "',.:;j|’‘",
    0.27: "`i·",
    0.29: " \u00a0!lï",
    0.33: "()[f",
    0.35: '"]rt{}ľ',
    0.37: "-°",
    0.41: "/1I\\_",
    0.46: "“”•",
    0.48: "syz",
    0.51: "*7?ckvx–",
    0.54: "Jaeu×",
    0.56: "2<>FLT^ghno~",
    0.58: "3Ebdpq",
    0.60: "$569PSVY",
    0.63: "+48=ABRXZ£÷",
    0.66: "0CKď",
    0.68: "D€",
    0.72: "#GHNOUw…ÐØĐĦ",
    0.74: "&Q",
    0.78: "@",
    0.83: "M—©¼½",
    0.87: "Wm¾æ",
    0.90: "Æ",
    0.93: "%Ĳœ",
    1.05: "Œ",
}
_ADVANCE = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE, _PICTURE = 0.66, 1.0, 1.3
_BOLD = 1.06
_JOINER = "\u200d"
_NBSP = "\u00a0"
_BETWEEN = re.compile(f"[^\\S{_NBSP}]+")
_TITLES = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr) (?=\w)")


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if letter in _ADVANCE:
        return _ADVANCE[letter]
    if category == "So":
        return _PICTURE
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _ADVANCE.get(unicodedata.normalize("NFD", letter)[0], _OTHER)


def measure(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in the unit of `size`."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0)


def _joins(word: str, at: int) -> bool:
    """Whether the characters on either side of a place are drawn as one."""
    after = word[at]
    return (
        unicodedata.category(after)[0] == "M"
        or _JOINER in (after, word[at - 1])
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
    )


def _reach(text: str, start: int, ems: float) -> tuple[int, float]:
    """Where a line that begins at `start` is full, or the text ends; and the width up to there.

    It looks no further, and at each letter once: what was typed may be one word of any length.
    """
    width = 0.0
    for at in range(start, len(text)):
        wider = width + _advance(text[at])
        if wider > ems:
            return at, width
        width = wider
    return len(text), width


def _cut(word: str, start: int, ems: float) -> int:
    """Where the part of a too long word that fits on a line ends; never where it begins."""
    fitting = max(_reach(word, start, ems - _advance("-"))[0], start + 1)
    at = fitting
    while at > start + 1 and _joins(word, at):
        at -= 1
    return fitting if _joins(word, at) else at


def _with_hyphen(part: str) -> str:
    return f"{part}-" if part[-1].isalpha() and _advance(part[-1]) < _WIDE else part


def kept_together(name: str) -> str:
    """A name in which no line breaks between a title and what follows it."""
    return _TITLES.sub(rf"\1{_NBSP}", name)


def _words(text: str, ems: float) -> Iterator[str]:
    """What no line breaks within; what is kept together and finds no room is taken apart."""
    for word in filter(None, _BETWEEN.split(text)):
        is_too_long = _NBSP in word and _reach(word, 0, ems)[0] < len(word)
        yield from word.split(_NBSP) if is_too_long else [word]


def wrap(text: str, room: float, size: float, most: int, bold: bool = False) -> list[str]:
    """Lines no wider than the room; a word too long for a line is cut; past `most`, an ellipsis."""
    ems = room / (size * (_BOLD if bold else 1.0))
    lines: list[str] = []
    line, used = "", 0.0
    for word in _words(text, ems):
        start = 0
        end, width = _reach(word, 0, ems)
        while end < len(word) and start < len(word) - 1:
            lines += [line] if line else []
            line = ""
            cut = _cut(word, start, ems)
            lines.append(_with_hyphen(word[start:cut]))
            if len(lines) > most:
                return _ended(lines, ems, most)
            start = cut
            end, width = _reach(word, start, ems)
        rest = word[start:]
        width = width if end == len(word) else ems  # one letter wider than the room
        beside = used + _advance(" ") + width
        if line and beside > ems:
            lines.append(line)
            if len(lines) > most:
                return _ended(lines, ems, most)
            line = ""
        line, used = (f"{line} {rest}", beside) if line else (rest, width)
    lines += [line] if line else []
    return lines if len(lines) <= most else _ended(lines, ems, most)


def _ended(lines: list[str], ems: float, most: int) -> list[str]:
    """The lines there is room for, the last ended after a word, where one ends in it."""
    last = lines[most - 1]
    end, _width = _reach(last, 0, ems - _advance("…"))
    if end < len(last) and " " in last[:end]:
        end = last.rindex(" ", 0, end + 1)
    return [*lines[: most - 1], f"{last[:end].rstrip(' ,.;-')}…"]


def level(
    text: str, room: float, size: float, most: int, bold: bool = False, last: float = 0.6
) -> list[str]:
    """Wrapped in as few lines as the room needs, drawn in until the last is no orphaned word: `last` is
    how much of the widest it fills.
    """
    lines = wrap(text, room, size, most, bold)
    while len(lines) > 1 and not _is_level(lines, size, bold, last):
        room -= size / 2
        closer = wrap(text, room, size, most, bold) if room > size * 6 else []
        if len(closer) != len(lines) or any(line.endswith(("-", "…")) for line in closer):
            break
        lines = closer
    return lines


def _is_level(lines: list[str], size: float, bold: bool, last: float) -> bool:
    widest = max(measure(line, size, bold) for line in lines[:-1])
    return measure(lines[-1], size, bold) >= last * widest


def runs_from_the_right(line: str) -> bool:
    """By its first letter that has a direction, as a browser decides it."""
    for way in map(unicodedata.bidirectional, line):
        if way in ("L", "R", "AL"):
            return way != "L"
    return False
