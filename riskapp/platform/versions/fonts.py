"""Which characters the fonts of this machine can draw, and what to install for the others."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

CONFIGURATION = Path(__file__).with_name("fonts.conf")
BUNDLED = Path(__file__).parents[2] / "static" / "build" / "fonts"
CORE, EAST, EMOJI = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"
EASTERN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo", "Yiii"})
# Pictures; the symbols before them are in the core package.
EMOJI_BLOCK = range(0x1F000, 0x1FC00)
SHARED = frozenset({"Zyyy", "Zinh"})
EAST_BLOCKS = (range(0x2E80, 0x3400), range(0xFE30, 0xFE50), range(0xFF00, 0xFFF0))
# Never drawn, whatever their category says: variation selectors and two fillers.
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
FILLERS = frozenset("\u034f\u3164")
# Fonts have them, and the engine draws a box for each or for the space beside it: two signs beside a
# number, fractions and measures of old Tamil accounts, and steps of a shorthand.
NEVER_DRAWN = frozenset(
    map(chr, (0x110BD, 0x110CD, *range(0x11FC0, 0x11FF2), 0x11FFF, *range(0x1BCA0, 0x1BCA4)))
)
# Shown, whatever their category says: the one space that is a line, two signs that stand over a sum of
# money, and what arranges hieroglyphs.
SHOWN = frozenset(map(chr, (0x1680, 0x0890, 0x0891, *range(0x13430, 0x13440)))) | NEVER_DRAWN
# A letter of each script, by its code: what this machine can print is asked of these.
SCRIPTS = {
    "Latin": "\u0175",
    "Greek": "\u03b1",
    "Cyrillic": "\u044f",
    "Arabic": "\u0623",
    "Hebrew": "\u05d0",
    "Devanagari": "\u092e",
    "Bengali": "\u0986",
    "Gurmukhi": "\u0a2e",
    "Gujarati": "\u0ab9",
    "Tamil": "\u0ba8",
    "Telugu": "\u0c28",
    "Kannada": "\u0ca8",
    "Malayalam": "\u0d1e",
    "Sinhala": "\u0dc3",
    "Thai": "\u0e17",
    "Georgian": "\u10db",
    "Ethiopic": "\u1218",
    "Chinese": "\u6211",
    "Japanese": "\u304b",
    "Korean": "\uac77",
    "emoji": "\U0001f600",
}
OF_PACKAGE = {CORE: "Devanagari", EAST: "Chinese", EMOJI: "emoji"}  # what nothing else would draw
FRESH_SECONDS = 5.0
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb]")
ACCENTED = re.compile(r"[^\W\d_][\u0300-\u036f]+")


@dataclass(frozen=True)
class Gap:
    """A character that no font here can draw; `install` is a package, or empty if none is known."""

    character: str
    codepoint: str
    name: str
    script: str
    install: str


class Coverage:
    """A set of characters, kept as ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(ranges):
            if self.ends and start <= self.ends[-1] + 1:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]


class Fonts:
    """The coverage of all fonts, read once, and again before anything is said to be missing."""

    def __init__(self, configuration: Path = CONFIGURATION) -> None:
        self.configuration = configuration
        self._guard = threading.Lock()
        self._coverage: Coverage | None = None
        self._read_at = 0.0

    def missing(self, text: str) -> list[Gap]:
        """The characters of `text` that would print as boxes, each once, in order of codepoint."""
        if text.isascii():
            return []
        asked = sorted(letter for letter in set(as_printed(text)) if not is_silent(letter))
        lost = self._lost(asked, self._known())
        if lost and time.monotonic() - self._read_at > FRESH_SECONDS:
            lost = self._lost(asked, self._known(again=True))  # a package may just have come
        return [self._gap(letter) for letter in lost]

    def _gap(self, letter: str) -> Gap:
        """A package that is here already would not help."""
        found = gap(letter)
        is_here = found.install and drawn(SCRIPTS[OF_PACKAGE[found.install]], self._known())
        return replace(found, install="") if is_here else found

    def _lost(self, asked: Iterable[str], coverage: Coverage) -> list[str]:
        return [letter for letter in asked if not drawn(letter, coverage)]

    def _known(self, *, again: bool = False) -> Coverage:
        with self._guard:
            if self._coverage is None or again:
                self._coverage = Coverage(read_ranges(self.configuration))
                self._read_at = time.monotonic()
            return self._coverage


_FONTS = Fonts()


def as_printed(text: str) -> str:
    """The text as the engine is given it.

    A letter with separate accents becomes the one letter that the typeface has, and control
    characters, such as come with text copied from a word processor, become spaces, not boxes. Soft
    hyphens go: each is a place to break that the engine tries, and a line of them outlasts every limit.
    """
    text = CONTROLS.sub(" ", text).replace("\N{SOFT HYPHEN}", "")
    if text.isascii():
        return text
    return ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def missing_glyphs(text: str) -> list[Gap]:
    """The characters of `text` that no font here can draw, each once, with what to install."""
    return _FONTS.missing(text)


def spelled_out(html: str, *, every: bool = False) -> str:
    """A page where what no font will ever draw here stands as its code, such as U+E000: of one such
    character no copy would be made. What a package would draw waits for the package, but where `every`
    character is spelled out: there a page has to be.
    """
    page = as_printed(html)
    for lost in missing_glyphs(page):
        if every or not lost.install:
            page = page.replace(lost.character, lost.codepoint)
    return page


def missing_scripts(fonts: Fonts = _FONTS) -> dict[str, list[str]]:
    """The scripts no font here can draw, by the package that would."""
    install = {each.character: each.install for each in fonts.missing("".join(SCRIPTS.values()))}
    lost: dict[str, list[str]] = {}
    for script, letter in SCRIPTS.items():
        if letter in install:
            lost.setdefault(install[letter], []).append(script)
    return lost


def read_ranges(configuration: Path) -> list[tuple[int, int]]:
    """What fontconfig says of every font it would offer the PDF engine, by its own cache (20 ms).

    Where fontconfig is not there, what the bundled typeface draws.
    """
    command = ["fc-list", "--format", "%{charset} "]
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration), "LC_ALL": "C.UTF-8"}
    try:
        told = subprocess.run(  # noqa: S603 (a fixed command)
            command, capture_output=True, text=True, check=True, env=environment, timeout=60
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return bundled_ranges()
    return [_range(part) for part in set(told.split())]


def _range(part: str) -> tuple[int, int]:
    start, _, end = part.partition("-")
    return int(start, 16), int(end or start, 16)


def bundled_ranges() -> list[tuple[int, int]]:
    covered: set[int] = set()
    for path in BUNDLED.glob("*-400.ttf"):
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return [(one, one) for one in covered]


def drawn(letter: str, coverage: Coverage) -> bool:
    """Whole, or as the letter and the accents it is made of."""
    if letter in NEVER_DRAWN:
        return False
    parts = unicodedata.normalize("NFD", letter)
    return letter in coverage or (len(parts) > 1 and all(part in coverage for part in parts))


@lru_cache(maxsize=4096)
def is_silent(letter: str) -> bool:
    """Characters that the engine never draws: controls, spaces, joiners, variation selectors."""
    category = unicodedata.category(letter)
    if category in {"Cc", "Cf", "Zl", "Zp", "Zs"}:
        return letter not in SHOWN
    return letter in FILLERS or any(ord(letter) in block for block in SELECTORS)


@lru_cache(maxsize=4096)
def gap(letter: str) -> Gap:
    """Names a character and the package that would draw it."""
    script = scripts.script(letter)
    return Gap(
        character=letter,
        codepoint=f"U+{ord(letter):04X}",
        name=unicodedata.name(letter, ""),
        script="" if script in SHARED | {"Zzzz"} else scripts.script_name(script),
        install=package(letter, script),
    )


def package(letter: str, script: str) -> str:
    """The Debian package to install; empty for what belongs to nobody: private, unassigned."""
    code = ord(letter)
    if letter in NEVER_DRAWN:
        return ""
    if unicodedata.category(letter) in {"Co", "Cs", "Cn"} and code not in EMOJI_BLOCK:
        return ""
    if code in EMOJI_BLOCK:
        return EMOJI
    if script in EASTERN or any(code in block for block in EAST_BLOCKS):
        return EAST
    return CORE
