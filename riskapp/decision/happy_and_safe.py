"""The happy and safe picture: where the person puts each way, as one small SVG.

Grammar. Across is how safe, up is how happy, each in five steps that a band along its axis shows.
The field between them has no lines: cells would be read as a risk matrix. Every way has the same
mark, told apart by a letter, in the order the ways stand in; those at one place stand beside each
other. The key says each place in words. No place has a name, a colour or a meaning of its own, nothing
is worked out, and the same input gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase

from markupsafe import Markup

from riskapp.decision.linebreaking import level, wrap
from riskapp.decision.rules import HAPPY, SAFE
from riskapp.decision.sheet import FONT, QUIET, SAND, Sheet
from riskapp.platform.i18n import _

UP, ACROSS = list(HAPPY), list(SAFE)  # from the least to the most
BANDS = ("#e4d8c4", "#f0e7d8")  # by turns, so that no step is darker than the next but one
BESIDE = 36  # letters of width from which the key has room beside the places


@dataclass(frozen=True)
class Place:
    """Where a way was put: codes of how happy and how safe, empty where one was not said."""

    happy: str = ""
    safe: str = ""

    @property
    def words(self) -> str:
        not_yet = _("not yet talked about")
        return str(
            _(
                "How happy: %(happy)s. How safe: %(safe)s.",
                happy=_within(str(HAPPY.get(self.happy, not_yet))),
                safe=_within(str(SAFE.get(self.safe, not_yet))),
            )
        )


@dataclass(frozen=True)
class Way:
    """One option in words; two people may have put it somewhere at once, and neither is lost."""

    title: str
    places: Sequence[Place] = ()

    @property
    def words(self) -> str:
        return " ".join(place.words for place in self.places) or str(_("Not yet talked about."))


def _within(words: str) -> str:
    """Words that begin a line elsewhere, as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def letter_of(number: int) -> str:
    """A, B, C and so on; AA after Z."""
    return ascii_uppercase[number % 26] * (number // 26 + 1)


class _Picture:
    """Its places and its key; every measure is settled before anything is drawn."""

    def __init__(self, ways: Sequence[Way], sheet: Sheet, with_key: bool) -> None:
        self.ways, self.sheet, self.with_key, s = ways, sheet, with_key, sheet
        self.is_beside = s.width >= BESIDE * s.size
        self.gutter = s.size * 4.6
        self.wide = min(
            (s.width - self.gutter - 2) / len(ACROSS), s.size * (3.4 if with_key else 2.4)
        )
        self.mark = s.size * 1.3
        self.abreast = max(1, int((self.wide - 2) // (self.mark + 1)))
        self.held: dict[tuple[str, str], list[str]] = {}
        for number, way in enumerate(ways):
            for place in way.places:
                if place.happy and place.safe:
                    self.held.setdefault((place.happy, place.safe), []).append(letter_of(number))
        deep = max((math.ceil(len(here) / self.abreast) for here in self.held.values()), default=1)
        self.tall = max(self.wide, deep * (self.mark + 1) + s.gap)

    def draw(self) -> float:
        """Gives the height."""
        s = self.sheet
        below = self._places(s.lead * 1.2)
        if not self.with_key:
            return below
        if self.is_beside:
            left = self.gutter + len(ACROSS) * self.wide + s.size * 2
            return max(below, self._key(left, s.lead * 1.2))
        return self._key(0, below + s.lead * 0.6)

    def _places(self, top: float) -> float:
        """The field, and both axes with the words of their ends. Gives the y below them."""
        s, left = self.sheet, self.gutter
        right, bottom = left + len(ACROSS) * self.wide, top + len(UP) * self.tall
        s.say(0, 0, [str(_("How happy"))], s.width, font=s.small, bold=True)
        room = self.gutter - 2 * s.gap
        most, least = (wrap(str(HAPPY[UP[n]]), room, s.small, 4) for n in (-1, 0))
        s.say(0, top, most, room, font=s.small)
        s.say(0, bottom - len(least) * s.small * 1.3, least, room, font=s.small)
        s.rect((left, top, right - left, bottom - top), "field", SAND)
        for n in range(len(UP)):
            paint = BANDS[n % len(BANDS)]
            s.rect((left - s.gap, bottom - (n + 1) * self.tall, s.gap, self.tall), "band", paint)
            s.rect((left + n * self.wide, bottom, self.wide, s.gap), "band", paint)
        for (happy, safe), here in self.held.items():
            x, y = left + ACROSS.index(safe) * self.wide, bottom - (UP.index(happy) + 1) * self.tall
            self._marks(x, y, here)
        line, half = bottom + 2 * s.gap, (right - left) / 2 - s.gap
        ends = [wrap(str(SAFE[ACROSS[n]]), half, s.small, 3) for n in (0, -1)]
        s.say(left, line, ends[0], half, font=s.small)
        s.anchored("end", right, line, ends[1])
        line += max(map(len, ends)) * s.small * 1.3
        return s.anchored("middle", (left + right) / 2, line, [str(_("How safe"))], bold=True)

    def _marks(self, x: float, y: float, here: Sequence[str]) -> None:
        """The marks at one place, beside each other in its middle."""
        step = self.mark + 1
        rows = [here[n : n + self.abreast] for n in range(0, len(here), self.abreast)]
        cy = y + (self.tall - (len(rows) - 1) * step) / 2
        for row in rows:
            cx = x + (self.wide - (len(row) - 1) * step) / 2
            for letter in row:
                self.sheet.letter(cx, cy, self.mark, letter)
                cx += step
            cy += step

    def _key(self, left: float, y: float) -> float:
        """Each way with its letter, and where it was put in words."""
        s = self.sheet
        at, room = left + self.mark + s.gap * 1.5, s.width - left - self.mark - s.gap * 2
        for number, way in enumerate(self.ways):
            is_placed = any(place.happy and place.safe for place in way.places)
            middle = y + s.size * 0.65
            s.letter(left + self.mark / 2 + 1, middle, self.mark, letter_of(number), not is_placed)
            y = s.say(at, y, level(way.title, room, s.size, 4, bold=True), room, bold=True)
            said = wrap(way.words, room, s.small, 6)
            y = s.say(at, y, said, room, font=s.small, paint=QUIET) + s.gap * 1.5
        return y


def draw(
    heading: str,
    ways: Sequence[Way],
    width: int = 640,
    size: float = 15,
    uid: str = "places",
    with_key: bool = True,
) -> Markup:
    """The picture, its ways in the caller's order. width, size: of the picture and its text, in SVG
    units: 640, 15 on a screen; 288, 15 on a narrow one. uid: begins the ids, unique in the page.
    with_key: whether its letters are told in it; else the words under it begin with them.
    """
    sheet = Sheet(width, size)
    height = math.ceil(_Picture(ways, sheet, with_key).draw())
    described = " ".join(_described(ways))
    return Markup(  # noqa: S704 (each word was escaped where it was drawn)
        f'<svg class="picture" role="img" aria-labelledby="{uid}-title {uid}-desc" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{uid}-title">{escape(heading)}</title>'
        f'<desc id="{uid}-desc">{escape(described)}</desc>{"".join(sheet.parts)}</svg>'
    )


def _described(ways: Sequence[Way]) -> Iterator[str]:
    """Each place in a sentence."""
    for number, way in enumerate(ways):
        title = way.title.rstrip(". ")
        yield str(
            _(
                "%(letter)s: %(way)s. %(where)s",
                letter=letter_of(number),
                way=title,
                where=way.words,
            )
        )
