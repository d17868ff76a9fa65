"""What the balance is drawn with: the measures of one picture, its text, boxes and marks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal

from riskapp.decision.linebreaking import runs_from_the_right

Side = Literal["hope", "worry"]

INK, QUIET, SAND, WHITE = "#2b2431", "#544a58", "#f7f1e7", "#ffffff"
TONE: dict[Side, str] = {"hope": "#6f4600", "worry": "#3a4878"}
TINT: dict[Side, str] = {"hope": "#fbf0d9", "worry": "#eef0f8"}
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Verdana, sans-serif"
NARROW = 520  # below this width there is no spine

Box = tuple[float, float, float, float]  # x, y, width, height


class Sheet:
    """The measures of one picture in SVG units, and the few things that can be drawn on it."""

    def __init__(self, width: float, size: float) -> None:
        self.width, self.size, self.narrow = width, size, width < NARROW
        self.small, self.head = size * 0.92, size * (1.07 if self.narrow else 1.2)
        self.large = size * 1.07
        self.lead, self.pad, self.gap = size * 1.3, size * 0.6, size * 0.4
        self.spine = self.gap * 1.5 if self.narrow else size * 6.6
        self.column = (width - self.spine) / 2
        self.lane = self.column if self.narrow else (self.column - self.gap) / 2
        self.mark = size * 0.62
        self.indent = self.mark + size * 0.5
        self.room = self.lane - 2 * self.pad - self.indent
        self.wide_room = self.column - 2 * self.pad - self.indent
        self.entry_lines, self.cell_lines = (6, 9) if self.narrow else (4, 8)
        self.parts: list[str] = []

    def rect(
        self, box: Box, name: str, fill: str, edge: str = "none",
        look: str = ' stroke-width="1"',
    ) -> None:  # fmt: skip
        x, y, w, h = box
        self.parts.append(
            f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" '
            f'fill="{fill}" stroke="{edge}"{look}/>'
        )

    def say(
        self, x: float, y: float, lines: Iterable[str], across: float, font: float = 0,
        bold: bool = False, paint: str = INK,
    ) -> float:  # fmt: skip
        """Lines of text from y down; right-to-left scripts from the far edge. Gives the next y."""
        font = font or self.size
        weight = ' font-weight="600"' if bold else ""
        for line in lines:
            far = runs_from_the_right(line)
            where = f'x="{x + across:.1f}" direction="rtl"' if far else f'x="{x:.1f}"'
            self._text(where, y, font, line, f'fill="{paint}"{weight}')
            y += font * 1.3
        return y

    def anchored(
        self, anchor: str, x: float, y: float, lines: Iterable[str], *, bold: bool = False
    ) -> float:
        """Small lines with their middle or their end at x. Gives the next y."""
        weight = ' font-weight="600"' if bold else ""
        for line in lines:
            where = f'x="{x:.1f}" text-anchor="{anchor}"'
            self._text(where, y, self.small, line, f'fill="{INK}"{weight}')
            y += self.small * 1.3
        return y

    def beside(self, y: float, tall: float, lines: list[str]) -> None:
        """A name on the spine, in the middle of its row."""
        y += (tall - len(lines) * self.small * 1.3) / 2
        where = f'x="{self.column + self.spine / 2:.1f}" text-anchor="middle"'
        for line in lines:
            self._text(where, y, self.small, line, f'fill="{INK}" font-weight="600"')
            y += self.small * 1.3

    def _text(self, where: str, y: float, font: float, line: str, look: str) -> None:
        self.parts.append(
            f'<text {where} y="{y + font * 0.8:.1f}" font-size="{font:.3g}" {look}>'
            f"{escape(line)}</text>"
        )

    def shape(self, x: float, y: float, side: Side, full: bool) -> None:
        """A ring for a hope, a diamond of the same area for a worry; full: it matters most."""
        r, paint = self.mark / 2, TONE[side]
        cx, cy, d = x + r, y + self.size * 0.45, r * 1.25
        look = (
            f'class="mark mark--{"full" if full else "open"}" fill="{paint if full else WHITE}" '
            f'stroke="{paint}" stroke-width="{self.size / 8:.1f}"'
        )
        if side == "hope":
            part = f'<circle {look} cx="{cx:.1f}" cy="{cy:.1f}" r="{r:.1f}"/>'
        else:
            steps = f"l{d:.1f} {d:.1f}l-{d:.1f} {d:.1f}l-{d:.1f} -{d:.1f}z"
            part = f'<path {look} d="M{cx:.1f} {cy - d:.1f}{steps}"/>'
        self.parts.append(part)

    def letter(self, cx: float, cy: float, across: float, text: str, dashed: bool = False) -> None:
        """A ring with a letter in it; dashed where there is no place to point at."""
        paint, look = (QUIET, ' stroke-dasharray="3 3"') if dashed else (INK, "")
        self.parts.append(
            f'<circle class="mark mark--letter" cx="{cx:.1f}" cy="{cy:.1f}" r="{across / 2 - 1:.1f}" '
            f'fill="{WHITE}" stroke="{paint}" stroke-width="{self.size / 10:.1f}"{look}/>'
        )
        font = self.small if len(text) == 1 else self.small * 0.75
        where = f'x="{cx:.1f}" text-anchor="middle"'
        self._text(where, cy - font * 0.45, font, text, f'fill="{paint}" font-weight="600"')
