"""The first page of the record: what of each entry stands there, so that no heading ever leaves it.

Where there is too much for it, entries show their beginning and stand whole further on: to the end of
a sentence, else of a clause, else of a word; and what room is left is given to those cut within a
sentence first. A view, which could say the opposite so, stands whole or only there, and of capacity no
conclusion is cut. The person's own words are set smaller before they are cut, and what was decided is
cut last of all. Heights are estimates on the wide side, in millimetres and points of the print style
sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from riskapp.decision.conversation import Conversation
from riskapp.decision.left_over import BECAUSE, left_in
from riskapp.decision.nobody import is_called
from riskapp.decision.paper import ENDS, opening, stopped, tall
from riskapp.decision.reading_age import parted
from riskapp.decision.said import Consequence, Option
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import _

ALL = 99_999


@dataclass(frozen=True)
class Cut:
    """How much the first page shows.

    letters: of one entry. things: views, and what is marked at an option beyond three. aims: whether a
    view says what would change it and what comes next. size, words: points and letters of the person's
    words. decided: letters of what was decided. rooms: letters of entries that have more than others.
    """

    letters: int = ALL
    things: int = ALL
    aims: bool = False
    size: float = 14.5
    words: int = ALL
    decided: int = ALL
    rooms: Mapping[str, int] = field(default_factory=dict)

    def room(self, text: str) -> int:
        """Letters that an entry has."""
        return self.rooms.get(text, self.letters)

    def show(self, text: str) -> str:
        """An entry as the page prints it."""
        return _begun(text, self.room(text))

    @property
    def view(self) -> int:
        """Letters of a view, which stands whole or not at all: more than what is begun has."""
        return 2 * self.letters

    @property
    def marks(self) -> int:
        """Of one option: no hope is shown without the fear that is marked beside it."""
        return max(self.things, MARKS)


WHOLE = Cut(aims=True)
CUTS = (
    WHOLE,
    Cut(),
    *(Cut(letters) for letters in (600, 400, 300, 220, 160)),
    *(Cut(letters, 5, size=12.5) for letters in (300, 220, 160, 120)),
    *(Cut(letters, things, size=11) for things in (5, 2) for letters in (160, 110, 80, 60)),
    *(Cut(50, 2, size=11, words=words) for words in (ALL, 1_500, 1_200, 1_000, 800, 600, 450)),
    *(Cut(30, 1, size=11, words=words) for words in (300, 150)),
    *(Cut(30, 1, size=11, words=150, decided=most) for most in (1_500, 1_000, 700, 450, 300, 150)),
)
SIZES = {14.5: "", 12.5: "words--smaller", 11: "words--small"}
AIMS = ("would_change", "next_step")
MARKS = 3  # as many as somebody is asked to mark
LONG_TITLE = 70  # letters; a longer one is set smaller
PAGE, ACROSS = 268.0, 174.0  # mm between the margins
SPARE = 2.0  # mm that an estimate may be wrong by
HEAD, HEADING, LINE = (
    12.5,
    11.8,
    4.94,
)  # mm: the line over the title, a heading with its room, a line
CARD, NOT_YET = 5.1, 8.5  # mm: what frames the text of a card, and an empty answer
NAMES, CELL = 26.1, 2.8  # mm: the column that names the rows, what frames the text of a cell
HEAVY = 1.03  # how much wider letters of weight 600 are
LABELS = "Which way: . Whose choice: . Capacity: . Where people stand: ."
LABEL = {"view": "", "would_change": "What would change it:", "next_step": "Next step:"}
CLAUSE = re.compile(r"[,;](?=\s)")
STOP = re.compile(r"[.!?…。؟][\"”’)]*(?=\s)")
TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof)\.$")
SHORTEST_CLAUSE = 4  # words
READ_BACK = "Said when this was read back."


class Said(Protocol):
    """What the page needs of a record."""

    @property
    def talk(self) -> Conversation: ...

    @property
    def title(self) -> str: ...

    @property
    def capacity_words(self) -> str: ...

    @property
    def capacity_in_short(self) -> str: ...

    @property
    def says_why_again(self) -> bool: ...

    def shown(self, row_id: str) -> str: ...


def abreast(things: int) -> int:
    """How many cards of equal width stand beside each other."""
    return 2 if things in (1, 2, 4) else 3


class FirstPage:
    """What the first page of a record says, and what it leaves to those that follow."""

    def __init__(self, record: Said) -> None:
        self.record, self.talk = record, record.talk

    @cached_property
    def cut(self) -> Cut:
        """The first of the cuts that fits, with what room it leaves; the last where none does."""
        cut = next((c for c in CUTS if self._fits(c)), None)
        return self._with_room_left(cut) if cut else CUTS[-1]

    def _fits(self, cut: Cut) -> bool:
        return sum(self._heights(cut)) <= PAGE - SPARE

    def _with_room_left(self, cut: Cut) -> Cut:
        """The same, in which whatever has room for it goes on to the end of its sentence, then whole."""
        for reach in (_first_sentence, len):
            for text in dict.fromkeys(self._texts()):
                shown = cut.show(text)
                if shown == text or (reach is _first_sentence and ENDS.search(shown[:-2])):
                    continue
                longer = replace(cut, rooms={**cut.rooms, text: reach(text)})
                cut = longer if self._fits(longer) else cut
        return cut

    def show(self, text: str) -> str:
        """An entry as the page prints it."""
        return self.cut.show(text)

    def is_cut(self, text: str) -> bool:
        """Whether an entry must stand whole on the pages that follow."""
        return len(text) > self.cut.room(text)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the page is left to those that follow."""
        return not (
            any(map(self.is_cut, self._texts()))
            or self.views_in_full
            or self.marks_further_on
            or self.has_cut_capacity
            or self.has_cut_words
            or self.has_cut_decided
        )

    @property
    def words(self) -> str:
        """What the person wants, as far as a page can hold it."""
        return _begun(self.talk.choice, self.cut.words)

    @property
    def decided(self) -> str:
        """What was decided, as far as a page can hold it."""
        return _begun(str(self.talk.decided.get("decided", "")), self.cut.decided)

    @property
    def has_cut_decided(self) -> bool:
        return len(str(self.talk.decided.get("decided", ""))) > self.cut.decided

    @cached_property
    def because(self) -> str:
        """Who decided it, or why it ended so; nothing where whose choice it is says otherwise."""
        is_left = BECAUSE in left_in(self.talk.entries, self.talk.name)
        return "" if is_left else str(self.talk.decided.get("because", ""))

    @property
    def capacity(self) -> str:
        """What was concluded, which no cut takes; who concluded it and when, where there is room."""
        return self._capacity(self.cut)

    @property
    def has_cut_capacity(self) -> bool:
        return self.capacity != self.record.capacity_words

    def _capacity(self, cut: Cut) -> str:
        words = self.record.capacity_words
        return words if len(words) <= cut.letters else self.record.capacity_in_short

    @property
    def words_style(self) -> str:
        return SIZES[self.cut.size]

    @property
    def has_cut_words(self) -> bool:
        return len(self.talk.choice) > self.cut.words

    @property
    def has_long_title(self) -> bool:
        return len(self.record.title) > LONG_TITLE

    @property
    def said(self) -> str:
        """Who said what they want, when and where, and who heard it."""
        on, where = (self.record.shown(f"decision.{key}") for key in ("said_on", "said_where"))
        said = ", ".join(filter(None, [self.talk.name, on]))
        heard = self.talk.decision.get("heard_by")
        parts = (
            said,
            str(_("Where: %(where)s", where=where)) if where else "",
            str(_("Heard by: %(who)s", who=heard)) if heard else "",
        )
        *before, last = filter(None, parts)
        return " ".join([*map(stopped, before), last])

    @staticmethod
    def abreast(things: Sequence[object]) -> int:
        return abreast(len(things))

    @property
    def when(self) -> str:
        """When it was decided, typed and sealed, in a sentence."""
        answer = self.record.shown
        decided, again, typed, sealed, by = map(
            answer,
            (
                "what-was-decided.decided_on",
                "what-now.decided_on",
                "record.last_written_at",
                "record.sealed_at",
                "record.sealed_by",
            ),
        )
        dates = [
            _("decided %(when)s", when=decided)
            if decided
            else _("when it was decided: not yet talked about"),
            _("looked at again %(when)s", when=again) if again else "",
            _("last typed %(when)s", when=typed) if typed else "",
            _("sealed %(when)s by %(who)s", when=sealed, who=by)
            if by
            else _("sealed %(when)s", when=sealed)
            if sealed
            else "",
        ]
        said = "; ".join(str(words) for words in dates if words)
        return f"{said[:1].upper()}{said[1:]}."

    def again(self, show: Callable[[str], str] | None = None) -> str:
        """When it is looked at again, or sooner if what; empty where nothing was said."""
        on = self.record.shown("if-it-goes-wrong.look_again_on")
        sooner = (show or self.show)(self.record.shown("if-it-goes-wrong.look_again_if"))
        if not sooner:
            return on
        if not on:
            return str(_("if: %(what)s", what=sooner))
        return f"{on}, {_('or sooner if: %(what)s', what=sooner)}"

    def marked(self, option: Option) -> list[Consequence]:
        """What matters most under an option; the tables that follow have all of it."""
        return option.marked[: self.cut.marks]

    def more_marked(self, option: Option) -> str:
        """That more is marked than the page shows; empty where it shows all."""
        more = len(option.marked) - self.cut.marks
        return str(_("and %(count)s more, further on", count=more)) if more > 0 else ""

    def side(self, option: Option, said: Consequence) -> str:
        """Which side something marked is on, and whose worry or hope it is where it is another’s."""
        whose = "" if is_called(self.talk.name, said.worry_of) else said.whose
        return "; ".join(filter(None, [option.lane_within(said.side), whose]))

    def has_cut_marks(self, option: Option) -> bool:
        """Whether what matters most under an option, or its own heading, is not whole on the page."""
        texts = (option.heading, *map(_mark, option.marked))
        return bool(self.more_marked(option)) or any(map(self.is_cut, texts))

    @property
    def marks_further_on(self) -> bool:
        return any(len(option.marked) > self.cut.marks for option in self.talk.options)

    @property
    def views(self) -> Sequence[Entry]:
        return self.talk.differences[: self.cut.things]

    def view(self, view: Entry) -> str:
        """How somebody sees it, whole, or that it stands further on."""
        return _view(view, self.cut)

    @property
    def others(self) -> str:
        """Who else sees it differently, where there is no room for their view."""
        return _names(self.talk.differences[self.cut.things :])

    @property
    def views_in_full(self) -> list[Entry]:
        """The views that the page does not give whole."""
        return [
            view
            for place, view in enumerate(self.talk.differences)
            if place >= self.cut.things
            or self.view(view) != view.get("view", "")
            or any(self.is_cut(str(view.get(key, ""))) for key in ("who", *AIMS))
            or (not self.cut.aims and any(view.get(key) for key in AIMS))
        ]

    def _texts(self) -> Iterator[str]:
        """Every entry of the page but the views, the person's words and what was decided."""
        talk, answer = self.talk, self.record.shown
        yield self.said
        yield answer("what-was-decided.ways")
        yield self.because
        for option in talk.options:
            yield from (option.heading, option.still_text, *map(_mark, option.marked))
        yield from (
            str(talk.read_back.get(key, "")) for key in ("disagrees", "could_not", "others")
        )
        yield str(talk.looking_again.get("why", ""))
        yield answer("if-it-goes-wrong.look_again_if")

    def _heights(self, cut: Cut) -> Iterator[float]:
        """Each part of the page in mm, from the line over the title down."""
        talk, answer, decided = self.talk, self.record.shown, self.talk.decided
        show = cut.show
        points = 15 if self.has_long_title else 22
        yield HEAD + tall(self.record.title, ACROSS / HEAVY, points, 1.2) + 3
        words = tall(_begun(talk.choice, cut.words), 153, cut.size, 1.35) if talk.choice else 8
        yield 11.6 + words + tall(show(self.said), 153, 9)
        yield 13 + tall(_begun(decided.get("decided", ""), cut.decided), 163 / HEAVY, 13.5, 1.35)
        ways, whose, ending = (answer(f"what-was-decided.{k}") for k in ("ways", "whose", "ending"))
        stand = f"{show(ways)} {whose} {self._capacity(cut)} {ending} {LABELS}"
        yield 2 + tall(f"{stand} {show(self.because)}", 163 / HEAVY)
        heads = [show(option.heading) + " (as now)" * option.is_now for option in talk.options]
        marks = [
            [
                f"{show(_mark(said))} ({self.side(option, said)})"
                for said in option.marked[: cut.marks]
            ]
            + [READ_BACK] * (len(option.marked) > cut.marks)
            for option in talk.options
        ]
        stills = [show(option.still_text) for option in talk.options]
        yield 4 + _tables(heads, marks, stills)
        yield HEADING + _cards(self._views(cut)) + 3
        if len(talk.differences) > cut.things:
            yield 2 + tall(show(_names(talk.differences[cut.things :])) + " " * 5, ACROSS)
        for text in self._facts(show):
            yield 2 + tall(text, 143)
        yield 0 if cut is WHOLE else 2 + LINE

    def _views(self, cut: Cut) -> Iterator[tuple[str, str]]:
        for view in self.talk.differences[: cut.things]:
            keys = ("view", *AIMS) if cut.aims else ("view",)
            labels = [LABEL[key] for key in keys if view.get(key)]
            said = [_view(view, cut), *(str(view.get(key, "")) for key in keys[1:])]
            yield cut.show(view.get("who", "")), " ".join([*labels, *said]).strip()
        if disagrees := self.talk.read_back.get("disagrees"):
            yield self.talk.name, f"{cut.show(disagrees)} {READ_BACK}"

    def _facts(self, show: Callable[[str], str]) -> Iterator[str]:
        answer, back = self.record.shown, self.talk.read_back
        if self.record.says_why_again:
            yield show(str(self.talk.looking_again.get("why", "")))
        yield self.again(show)
        yield self.when
        part = (show(str(back.get(key, ""))) for key in ("could_not", "others"))
        yield " ".join([answer("read-back.taking_part"), *part, "Also: "])


def _begun(text: str, most: int) -> str:
    """The sentences that have room, else the clauses, else the words."""
    if len(text) <= most:
        return text
    said = ""
    for sentence in parted(text):
        longer = f"{said} {sentence}".strip()
        if len(longer) > most:
            break
        said = longer
    if not _is_sentence(said):
        said = _clauses(text, most)
    return f"{said} …" if said else opening(text, most)


def _is_sentence(said: str) -> bool:
    """Whether it is more than a word, and does not end with “Dr.”"""
    return " " in said and not TITLES.search(said)


def _clauses(text: str, most: int) -> str:
    """The words to the last comma that has room, where enough of them say something."""
    flat = " ".join(text.split())
    ends = [found.start() for found in CLAUSE.finditer(flat, 0, most)]
    said = (flat[:end] for end in reversed(ends))
    return next((one for one in said if _is_clause(one)), "")


def _is_clause(said: str) -> bool:
    is_open = said.count("(") > said.count(")") or said.count("“") > said.count("”")
    return len(said.split()) >= SHORTEST_CLAUSE and not is_open


def _first_sentence(text: str) -> int:
    """Letters to the end of it."""
    flat = " ".join(text.split())
    ends = (found.end() for found in STOP.finditer(flat))
    return next((end for end in ends if _is_sentence(flat[:end])), len(text))


def _view(view: Entry, cut: Cut) -> str:
    words = str(view.get("view", ""))
    return words if len(words) <= cut.view else str(_("The words stand further on, in full."))


def _mark(said: Consequence) -> str:
    return said.with_name


def _names(views: Iterable[Entry]) -> str:
    return "; ".join(str(view.get("who") or _("somebody")) for view in views)


def _tables(heads: Sequence[str], marks: Sequence[Sequence[str]], stills: Sequence[str]) -> float:
    """Both sides: the options abreast, what matters most and what could still happen below each."""
    side = abreast(len(heads))
    room = (ACROSS - NAMES) / side - 5.5
    tops = [tall(head, room / HEAVY, 10.5, 1.2) for head in heads]
    most = [sum(tall(text, room - 4.5) + 0.8 for text in texts) or LINE for texts in marks]
    last = [tall(text, room) for text in stills]
    total = 0.0
    for start in range(0, len(heads), side):
        row = slice(start, start + side)
        total += max(tops[row]) + max(3 * LINE, *most[row]) + max(2 * LINE, *last[row])
        total += 3 * CELL + 3
    return total


def _cards(cards: Iterable[tuple[str, str]]) -> float:
    """Rows of cards, each row as tall as its tallest."""
    drawn = list(cards)
    side = abreast(len(drawn))
    room = (ACROSS + 8 - 4 * (side + 1)) / side - 8.6
    heights = [
        CARD + tall(head, room / HEAVY, 10.5, 1.2) + 1 + (tall(text, room) if text else NOT_YET)
        for head, text in drawn
    ]
    rows = [max(heights[start : start + side]) for start in range(0, len(heights), side)]
    return sum(rows) + 3 * (len(rows) - 1) if rows else NOT_YET
