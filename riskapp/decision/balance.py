"""The balance: both sides of a decision as one SVG picture, and the same in a table.

Grammar. A column is an option; all columns are as wide as each other. A row is a kind (body,
feelings, people, everyday life); all cells are as tall as each other, so that room never follows
the number of entries. A ring is hoped for, a diamond is feared; a filled mark matters most to the
person and stands in the first row. A dashed cell is "not yet talked about". No total, no order by
weight.

Only presentation attributes and classes are used, so that it stands under a strict style policy,
and the same input gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from riskapp.decision.linebreaking import kept_together, level, wrap
from riskapp.decision.rules import BENEFIT, HARM, KINDS
from riskapp.decision.sheet import FONT, INK, QUIET, SAND, TINT, TONE, WHITE, Sheet, Side
from riskapp.platform.i18n import LazyString, _

NO_ORPHAN = 0.25  # in a cell words take the room there is, but for a word alone in the last line
SIDES: tuple[Side, Side] = ("hope", "worry")
SIDE_OF: dict[str, Side] = {BENEFIT: "hope", HARM: "worry"}  # as stored, as drawn

UNSAID = ""  # the kind of an entry whose kind was not said
KIND_UNSAID = _("Not said which")
KINDS_WITHIN: dict[str, LazyString] = {  # as they stand inside a sentence
    "physical": _("body"),
    "emotional": _("feelings"),
    "social": _("people"),
    "practical": _("everyday life"),
}
LANES: dict[bool, dict[Side, LazyString]] = {  # by whether the option is carrying on as now
    False: {"hope": _("What could be good"), "worry": _("What could go wrong")},
    True: {"hope": _("What is good as it is"), "worry": _("What is lost")},
}
LANES_WITHIN: dict[bool, dict[Side, LazyString]] = {
    False: {"hope": _("what could be good"), "worry": _("what could go wrong")},
    True: {"hope": _("what is good as it is"), "worry": _("what is lost")},
}
NOT_YET = _("not yet talked about")
NOTHING_HERE = _("nothing to sort")


@dataclass(frozen=True)
class Entry:
    """One thing that could happen, in the words it was said in."""

    text: str
    side: Side
    kind: str = UNSAID  # one of KINDS
    marked: bool = False  # one of up to three that matter most to the person
    to: str = ""  # who is affected, when it is not the person

    @property
    def words(self) -> str:
        return f"{self.to}: {self.text}" if self.to else self.text


@dataclass(frozen=True)
class Option:
    """One way it could be, in words, and what was said of it."""

    title: str
    entries: Sequence[Entry] = field(default_factory=tuple)
    is_now: bool = False  # carrying on as now: same room, lane names of its own

    def cell(self, kind: str, side: Side) -> list[Entry]:
        """The marked first, then as written. No entry is without a cell."""
        found = [
            e
            for e in self.entries
            if e.side == side and (e.kind if e.kind in KINDS else UNSAID) == kind
        ]
        return sorted(found, key=lambda e: not e.marked)

    def marked(self) -> list[Entry]:
        return [e for e in self.entries if e.marked]


Names = Mapping[str, LazyString]
Said = list[tuple[Entry | None, list[str]]]  # in a cell: an entry and its lines, or a pointer
First = list[tuple[Entry, list[str], list[str]]]  # what matters most: its lines, what it is about


def _rows(options: Sequence[Option], names: Names) -> dict[str, str]:
    """The kinds and their names; a last row only where the kind of something was not said."""
    rows = {kind: str(names[kind]) for kind in KINDS}
    if any(e.kind not in KINDS for option in options for e in option.entries):
        rows[UNSAID] = str(KIND_UNSAID)
    return rows


def _about(entry: Entry, option: Option, rows: Mapping[str, str]) -> str:
    """Which cell an entry of the first row belongs to."""
    if entry.kind not in KINDS:
        return str(LANES[option.is_now][entry.side])
    lane = LANES_WITHIN[option.is_now][entry.side]
    return str(_("%(kind)s: %(lane)s", kind=rows[entry.kind], lane=lane))


class _Picture:
    """The rows of one picture; every measure is settled before anything is drawn."""

    def __init__(self, person: str, options: Sequence[Option], sheet: Sheet, names: Names) -> None:
        self.options, self.sheet, s = options, sheet, sheet
        self.rows = _rows(options, names)
        self.cells = {
            (i, kind, side): self._cell_says(option.cell(kind, side))
            for i, option in enumerate(options)
            for kind in self.rows
            for side in SIDES
        }
        self.tall = max([3 * s.lead, *map(self._cell_height, self.cells.values())])
        self.cells = {where: self._with_room_left(said) for where, said in self.cells.items()}
        self.tops = [self._first_says(option) for option in options]
        across = s.width if s.narrow else s.spine - 4 * s.gap
        asked = str(_("What matters most to %(person)s", person=kept_together(person)))
        self.asked = wrap(asked, across, s.small, 6, bold=True)
        asked_tall = 0 if s.narrow else len(self.asked) * s.small * 1.3 + 2 * s.gap
        least = 2 * s.pad + 2 * s.lead if s.narrow else 2 * s.pad + s.lead
        self.first = max([least, asked_tall, *map(self._first_height, self.tops)])
        self.heads = [level(o.title, s.column - s.pad, s.head, 6, bold=True) for o in options]

    def _cell_says(self, entries: Sequence[Entry]) -> Said:
        """What a cell has room for: an entry is cut after some lines, the rest is pointed to."""
        s = self.sheet
        said: Said = []
        used = 0
        for place, entry in enumerate(entries):
            text = self._lines(entry, s.entry_lines)
            if said and used + len(text) > s.cell_lines - (place < len(entries) - 1):
                return [*said, (None, wrap(str(_("more in words below")), s.room, s.size, 2))]
            said.append((entry, text))
            used += len(text)
        return said

    def _lines(self, entry: Entry, most: int) -> list[str]:
        words = str(_("matters most, above")) if entry.marked else entry.words
        return level(words, self.sheet.room, self.sheet.size, most, last=NO_ORPHAN)

    def _with_room_left(self, said: Said) -> Said:
        """The same with the room that the tallest cell gives to all: what was cut goes on where its own
        cell is not full, for half a sentence may say something else.
        """
        left = int((self.tall - self._cell_height(said)) / self.sheet.lead + 0.01)
        longer: Said = []
        for entry, text in said:
            more = self._lines(entry, len(text) + left) if entry and left > 0 else text
            longer.append((entry, more))
            left -= len(more) - len(text)
        return longer

    def _cell_height(self, said: Said) -> float:
        s = self.sheet
        return sum(len(text) * s.lead + s.gap for _, text in said) - s.gap + 2 * s.pad

    def _first_says(self, option: Option) -> First:
        """What matters most under one option."""
        s = self.sheet
        return [
            (
                e,
                level(e.words, s.wide_room, s.large, 8, bold=True, last=NO_ORPHAN),
                wrap(_about(e, option, self.rows), s.wide_room, s.small, 3),
            )
            for e in option.marked()
        ]

    def _first_height(self, said: First) -> float:
        s = self.sheet
        lines = sum(
            len(text) * s.large * 1.3 + len(about) * s.small * 1.3 + s.gap
            for _, text, about in said
        )
        return lines + 2 * s.pad - s.gap

    def draw(self, shown: range) -> float:
        """Two options abreast, further pairs below. Gives the height."""
        y, s = 2.0, self.sheet
        for start in shown[::2]:
            pair = range(start, min(start + 2, shown.stop))
            across = {i: (i - start) * (s.column + s.spine) for i in pair}
            y = self._heads(across, y)
            y = self._narrow(across, y) if s.narrow else self._wide(across, y)
            y += s.size * 1.6
        return max(y - s.size * 1.6, s.size)

    def _heads(self, across: Mapping[int, float], y: float) -> float:
        s = self.sheet
        for i, x in across.items():
            s.rect((x, y - 2, s.column, s.size / 4), "head", INK)
            s.say(x, y + s.gap + 2, self.heads[i], s.column, font=s.head, bold=True)
        return y + max(map(len, self.heads)) * s.head * 1.3 + s.gap * 2.5

    def _wide(self, across: Mapping[int, float], y: float) -> float:
        """The kinds stand on a spine between the two options, the lanes beside each other."""
        s = self.sheet
        began, behind = y, len(s.parts)
        s.beside(y, self.first, self.asked)
        for i, x in across.items():
            self._first(x, y, self.tops[i])
        y += self.first + s.size
        for i, x in across.items():
            for n, side in enumerate(SIDES):
                at = x + n * (s.lane + s.gap) + s.pad
                s.shape(at, y, side, full=False)
                lane = wrap(self._lane(i, side), s.room, s.small, 1, bold=True)
                s.say(at + s.indent, y, lane, s.room, font=s.small, bold=True, paint=TONE[side])
        y += s.lead
        for kind, name in self.rows.items():
            s.beside(y + 1, self.tall, wrap(name, s.spine - 4 * s.gap, s.small, 3, bold=True))
            for n, side in enumerate(SIDES):
                for i, x in across.items():
                    self._cell(x + n * (s.lane + s.gap), y, i, kind, side)
            y += self.tall + s.gap
        strip = (s.column + s.gap, began, s.spine - 2 * s.gap, y - s.gap - began)
        s.rect(strip, "spine", SAND)
        s.parts.insert(behind, s.parts.pop())  # under the names
        return y

    def _narrow(self, across: Mapping[int, float], y: float) -> float:
        """No spine: a kind is a heading, the lanes one above the other, named each time."""
        s = self.sheet
        y = s.say(0, y, self.asked, s.width, font=s.small, bold=True) + s.gap * 0.5
        for i, x in across.items():
            self._first(x, y, self.tops[i])
        y += self.first + s.size
        for kind, name in self.rows.items():
            s.parts.append(
                f'<path class="rule" d="M0 {y:.1f}H{s.width:g}" stroke="{INK}" stroke-width="1"/>'
            )
            y = s.say(0, y + s.gap, [name], s.width, bold=True) + s.gap * 0.3
            for side in SIDES:
                for i, x in across.items():
                    lane = wrap(self._lane(i, side), s.column, s.small, 1)
                    s.say(x, y, lane, s.column, font=s.small, paint=TONE[side])
                    self._cell(x, y + s.lead, i, kind, side)
                y += s.lead + self.tall + s.gap
            y += s.gap
        return y

    def _lane(self, i: int, side: Side) -> str:
        return str(LANES[self.options[i].is_now][side])

    def _cell(self, x: float, y: float, i: int, kind: str, side: Side) -> None:
        """One cell: what was said, or, dashed, that nothing was yet."""
        s, said = self.sheet, self.cells[i, kind, side]
        box = (x + 0.5, y + 0.5, s.lane - 1, self.tall - 1)
        line = y + s.pad
        if not said:
            empty, dash = str(NOT_YET), ' stroke-width="1" stroke-dasharray="4 4"'
            if kind == UNSAID:  # no gap in what was said
                empty, dash = str(NOTHING_HERE), ' stroke-width="1"'
            across = s.lane - 2 * s.pad
            s.rect(box, "cell", WHITE, QUIET, dash)
            s.say(x + s.pad, line, wrap(empty, across, s.size, 3), across, paint=QUIET)
            return
        s.rect(box, "cell", TINT[side], TONE[side])
        for entry, text in said:
            if entry:
                s.shape(x + s.pad, line, side, entry.marked)
            paint = QUIET if entry is None or entry.marked else INK
            line = s.say(x + s.pad + s.indent, line, text, s.room, paint=paint) + s.gap

    def _first(self, x: float, y: float, said: First) -> None:
        """The first row under one option, in its heavy frame."""
        s = self.sheet
        box = (x + 1, y + 1, s.column - 2, self.first - 2)
        s.rect(box, "first", WHITE, INK, ' stroke-width="2"')
        line, at = y + s.pad, x + s.pad + s.indent
        for entry, text, about in said:
            s.shape(x + s.pad, line, entry.side, full=True)
            line = s.say(at, line, text, s.wide_room, font=s.large, bold=True)
            line = s.say(at, line, about, s.wide_room, font=s.small, paint=QUIET) + s.gap
        if not said:
            across = s.column - 2 * s.pad
            none = wrap(str(_("nothing marked here yet")), across, s.size, 2)
            s.say(x + s.pad, line, none, across, paint=QUIET)


def draw(
    person: str, options: Sequence[Option], width: int = 960, size: float = 15,
    uid: str = "balance", names: Names = KINDS, shown: range | None = None,
) -> Markup:  # fmt: skip
    """The picture, in the caller's order of options; each has the same room.

    width, size: of the picture and its text, in SVG units: 960, 15 on a screen; 288, 15 on one
    narrower than 896 px; 658, 12 on A4. uid: begins the ids, unique in the page. names: of the
    kinds, by code. shown: draw these of the options, with the room they have among them all.
    """
    shown = range(len(options)) if shown is None else shown
    sheet = Sheet(width, size)
    height = math.ceil(_Picture(person, options, sheet, names).draw(shown))
    drawn = [options[i] for i in shown]
    titles = "; ".join(o.title for o in drawn)
    title = str(_("Both sides, for %(person)s: %(options)s", person=person, options=titles))
    described = describe(person, drawn, names)
    return Markup(  # noqa: S704 (each word was escaped where it was drawn)
        f'<svg class="picture" role="img" aria-labelledby="{uid}-title {uid}-desc" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{uid}-title">{escape(title)}</title>'
        f'<desc id="{uid}-desc">{escape(described)}</desc>{"".join(sheet.parts)}</svg>'
    )


def describe(person: str, options: Sequence[Option], names: Names = KINDS) -> str:
    """What somebody who sees the picture would take from it, in sentences. Never a count."""
    within = KINDS_WITHIN if names is KINDS else names
    said: list[str] = []
    for option in options:
        title, marked = option.title.rstrip(". "), option.marked()
        said.append(f"{title}.")
        if marked:
            what = "; ".join(e.words.rstrip(". ") for e in marked)
            said.append(str(_("Matters most to %(person)s: %(what)s.", person=person, what=what)))
        lanes = LANES_WITHIN[option.is_now]
        missing = [
            str(_("%(kind)s (%(lane)s)", kind=within[kind], lane=lanes[side]))
            for kind in KINDS
            for side in SIDES
            if not option.cell(kind, side)
        ]
        if missing:
            said.append(str(_("Not yet talked about: %(what)s.", what=", ".join(missing))))
    return " ".join([*said, str(_("Every entry is in the tables that follow."))])


_TABLE = Markup(
    '<table role="table" class="{}"><caption>{}</caption>'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
)
_HEAD = Markup('<th role="columnheader" scope="col">{}</th>')
_ROW = Markup('<tr role="row"><th role="rowheader" scope="row">{}</th>{}{}</tr>')
_CELL = Markup('<td role="cell" data-lane="{}"><ul>{}</ul></td>')
_EMPTY = Markup('<td role="cell" data-lane="{}" class="not-yet">{}</td>')
_ITEM = Markup('<li dir="auto">{}</li>')
_MOST = Markup('<li dir="auto">{} <strong>{}</strong></li>')
_NONE = Markup("")


def table(
    person: str, options: Sequence[Option], css_class: str = "twin", names: Names = KINDS
) -> Markup:
    """The table twin: one table an option, every entry in full, empty cells as loud as full ones.

    Roles are written out and cells carry their lane, because on a telephone the rows become blocks.
    """
    rows = _rows(options, names)
    most = _("matters most to %(person)s", person=person)

    def cell(option: Option, kind: str, side: Side) -> Markup:
        lane = LANES[option.is_now][side]
        entries = option.cell(kind, side)
        if not entries:
            return _EMPTY.format(lane, NOTHING_HERE if kind == UNSAID else NOT_YET)
        items = _NONE.join(
            _MOST.format(e.words, most) if e.marked else _ITEM.format(e.words) for e in entries
        )
        return _CELL.format(lane, items)

    def of(option: Option) -> Markup:
        heads = (_("About"), *LANES[option.is_now].values())
        body = (
            _ROW.format(name, cell(option, kind, "hope"), cell(option, kind, "worry"))
            for kind, name in rows.items()
        )
        return _TABLE.format(
            css_class, option.title, _NONE.join(map(_HEAD.format, heads)), _NONE.join(body)
        )

    return _NONE.join(map(of, options))
