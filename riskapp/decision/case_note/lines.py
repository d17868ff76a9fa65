"""The kinds of line that a note has, and the stages in which each is shortened, from its least to all
of it. Of the person's own words whole sentences stand, first those that say what is wanted, and it
says where they go on; a wish that is cut begins with its few words. Of what matters most each thing
stands in whole sentences or is counted; of what else several things are told in a line, all are cut
at a clause before one goes, and it may say how many more there are. What is said of each option is
kept alike of all. What is told in ways is cut in none of them: a view could say the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from riskapp.decision.case_note.cutting import (
    LONGEST_SENTENCE,
    MOST_WORDS,
    at_clause,
    count,
    first_clause,
    sentences_of,
    shortened,
)
from riskapp.decision.paper import ENDS, stopped
from riskapp.decision.quoting import quoted, unquoted
from riskapp.platform.i18n import _

FEWEST = 7  # words that a sentence is cut to before the line goes
MOST_OF_MARKS = 38  # words of what matters most that stand as long as what was decided does
MOST_OF_WISH = 4 * MOST_WORDS  # words that are searched for what is wanted
ROOMS_OF_EACH = (5, 9, 14)  # words of each of several things, from the shortest cut to the longest
# The side that something marked is on: by whether it is hoped for, and is of what goes on now.
SIDES = {
    (True, False): _("hoped for"),
    (False, False): _("feared"),
    (True, True): _("good now"),
    (False, True): _("lost now"),
}
# Letters of a word that tells what a wish is of, and of these as many as count.
TELLING, BEGUN = 5, 4
# What somebody says of themselves: “they want me to stay” is another’s wish, and the opposite.
SAYS = r"\b(?:I|we)(?:\s+(?:do|just|only|still|really|always|also|now|so|very|much|would))*\s+"
WANTED = re.compile(
    rf"{SAYS}(?:want|wish|like|love|hope)\b(?!\s+(?:not|nobody|nothing))|\b(?:I|we)[’']d\s+(?:like|love)\b"
    r"|\blet me\b|\bmy (?:one |only |last )?(?:wish|hope)\b",
    re.IGNORECASE,
)
NOT_WANTED = re.compile(
    r"\b(?:I|we)\s+(?:(?:do|would|will)\s+not|don[’']t|wouldn[’']t|never|won[’']t)\s+(?:\w+\s+)?"
    r"(?:want|wish|like|hope)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A line of the note: what it begins with, what was said, which may be cut, and how it ends."""

    begins: str
    said: str
    rank: int  # the higher, the sooner it is shortened
    least: int = 1  # stages that it keeps while others can still be shortened
    quoted: bool = False
    by_clause: bool = False  # whether the first sentence may end at a comma, and say so
    ends: str = ""
    fewest: int = 0  # words that a cut of the first sentence leaves; 0: it stands whole or goes
    is_unsaid: bool = False  # nobody talked about it yet
    # Whether its first sentence, however long, stands whole before what may go.
    is_first: bool = False
    is_wish: bool = False  # the person's own words, of what they want
    few_words: str = ""  # what a wish is of, said before it where what is kept of it does not tell
    # Or what another line says in other words: named as a reason where it goes.
    is_reason: bool = False
    begins_cut: str = ""  # what it begins with where it is cut, if that says so
    begins_short: str = ""  # and where the note has no room for a day that is told elsewhere
    stays: bool = False  # it never goes

    def line(self, stage: int) -> str:
        """The line with so much of what was said."""
        said, begins, ends = self.stages[stage - 1], self.begins, self.ends
        if self.is_cut(stage):
            begins = self.begins_cut or begins
            if self.few_words and not _tells(self.few_words, said):
                begins = f"{begins.rstrip(':')} ({self.few_words}):"
            if self.quoted:
                ends = (
                    f"{_('(goes on)')}. {ends}".strip()
                    if self.goes_on(self.stages[stage - 1])
                    else ends
                )
            elif not said.endswith("…"):
                said += " …" if ENDS.search(said) else "…"
        said += "”" * (said.count("“") - said.count("”"))  # a quotation that was cut still ends
        said = quoted(said) if self.quoted else unquoted(said)
        told = f"{begins} {said}"
        return " ".join(filter(None, (told if ends != self.ends else stopped(told), ends)))

    def is_cut(self, stage: int) -> bool:
        """Whether so much of it is not all that was said."""
        return self.stages[stage - 1] != " ".join(self.said.split())

    def goes_on(self, said: str) -> bool:
        """Whether more follows what is kept, where not all is."""
        return bool(said)

    @property
    def holds(self) -> int:
        """Stages that it keeps at first: its first sentence whole, where that comes before others."""
        return 2 if self.is_first and self.stages[0].endswith("…") else self.least

    @property
    def name(self) -> str:
        """What it is about, where it is left out."""
        return self.begins.partition(":")[0].partition(",")[0]

    @cached_property
    def stages(self) -> list[str]:
        """What was said to the end of each sentence, as far as a note could hold it; first, where it
        may be, of a clause; last, where there is room for it, whole.
        """
        words = self.said.split()
        most = MOST_WORDS if self.is_first else LONGEST_SENTENCE
        sentences = [shortened(one, most) for one in sentences_of(words[:MOST_WORDS])]
        stages = [" ".join(sentences[:n]) for n in range(1, len(sentences) + 1)] or [""]
        if len(words) <= MOST_WORDS and (whole := " ".join(words)) != stages[-1]:
            stages.append(whole)
        begun = self._begun(stages[0])
        if self.is_first and not begun:
            begun = shortened(stages[0], LONGEST_SENTENCE)
        return [begun, *stages] if begun not in (stages[0], "") else stages

    def _begun(self, sentence: str) -> str:
        """The least that says something of the first sentence; nothing where it stands whole or goes."""
        if self.by_clause and (clause := first_clause(sentence)):
            return clause
        return at_clause(sentence, self.fewest) if self.fewest else ""


@dataclass(frozen=True)
class Wish(Part):
    """The person's own words: of several sentences, those that say what they want stand first."""

    def goes_on(self, said: str) -> bool:
        return not (self._first and said.endswith(self._sentences[-1]))

    @cached_property
    def stages(self) -> list[str]:
        if not self._first:
            return super().stages
        kept: set[int] = set()
        chosen = []
        for n in dict.fromkeys([*self._first, *range(len(self._sentences))]):
            kept.add(n)
            chosen.append(self._told(kept))
        begun = shortened(chosen[0], LONGEST_SENTENCE)
        return [begun, *chosen] if begun != chosen[0] else chosen

    @cached_property
    def _sentences(self) -> list[str]:
        return sentences_of(self.said.split())

    @cached_property
    def _first(self) -> list[int]:
        """The sentences that say what is wanted, else what is not; none where the first one does."""
        if not self.quoted or len(self.said.split()) > MOST_OF_WISH:
            return []
        for wanted in (WANTED, NOT_WANTED):
            if found := [n for n, one in enumerate(self._sentences) if wanted.search(one)]:
                return found if found[0] else []
        return []

    def _told(self, kept: set[int]) -> str:
        """These in their order, with a mark for what is left out before one."""
        said = [
            one if n == 0 or n - 1 in kept else f"… {one}"
            for n, one in enumerate(self._sentences)
            if n in kept
        ]
        return " ".join(said)


@dataclass(frozen=True)
class Told(Part):
    """What is told in one of its stages as that stands: no sign of a cut is put after it."""

    def line(self, stage: int) -> str:
        return stopped(f"{self.begins} {unquoted(self.stages[stage - 1])}")

    def is_cut(self, stage: int) -> bool:
        return stage < len(self.stages)


@dataclass(frozen=True)
class Each(Told):
    """Several things in a line, each with what it stands under: all of them are cut before one goes."""

    things: tuple[tuple[str, str], ...] = ()
    rooms: tuple[int, ...] = ROOMS_OF_EACH
    # Whether, before the whole line goes, one of each sort stands with how many more there are.
    says_how_many: bool = False

    @cached_property
    def stages(self) -> list[str]:
        cut = [self._told(self.things, room) for room in self.rooms]
        stages = list(dict.fromkeys([*cut, self._told(self.things, None)]))
        return [*self._fewer, *stages]

    @property
    def holds(self) -> int:
        return len(self._fewer) + self.least

    @cached_property
    def _fewer(self) -> list[str]:
        """The first of each that stand under the same, and how many more were said."""
        first: dict[str, tuple[str, str]] = {}
        for above, text in self.things:
            first.setdefault(above, (above, text))
        more = len(self.things) - len(first)
        if not self.says_how_many or not more:
            return []
        return [f"{self._told([*first.values()], self.rooms[0])} {_('And %(n)s more.', n=more)}"]

    @staticmethod
    def _told(things: Sequence[tuple[str, str]], room: int | None) -> str:
        """All of these, what they stand under once for those that follow each other."""
        under: list[tuple[str, list[str]]] = []
        for above, text in things:
            words = " ".join(text.split()).rstrip(" .")
            said = words if room is None else at_clause(words, room)
            if not under or under[-1][0] != above:
                under.append((above, []))
            under[-1][1].append(said)
        told = (
            f"{above}: {'; '.join(said)}" if above else "; ".join(said) for above, said in under
        )
        return " ".join(map(stopped, told))


@dataclass(frozen=True)
class Mark:
    """Something that matters most: the side and way it is of, and whether the words are the person’s."""

    text: str
    way: str
    is_hope: bool
    is_now: bool = False
    is_own: bool = False
    of_whom: str = ""  # who is affected, where the words do not say

    @property
    def above(self) -> str:
        """Which side it is on, in as few words as there are."""
        return str(SIDES[self.is_hope, self.is_now])

    @cached_property
    def begun(self) -> str:
        """Its first sentence, and a mark where more was said."""
        first, *more = sentences_of(self.text.split()) or [""]
        return self._told(first, more=bool(more))

    @cached_property
    def whole(self) -> str:
        return self._told(" ".join(self.text.split()), more=False)

    def _told(self, said: str, *, more: bool) -> str:
        words = said if more else said.rstrip(" .")
        if not self.is_own:
            told = f"{unquoted(words)} …" if more else unquoted(words)
        else:
            told = f"{quoted(words)} {_('(goes on)')}" if more else quoted(words)
        return f"{self.of_whom}: {told}" if self.of_whom else told


@dataclass(frozen=True)
class Marks(Each):
    """The same of what matters most, in which no sentence is cut: where what is hoped for and what is
    feared or lost are both marked, one of each stands before any other, or all are only counted.
    """

    marks: tuple[Mark, ...] = ()

    def line(self, stage: int) -> str:
        return stopped(f"{self.begins} {self.stages[stage - 1]}")

    @cached_property
    def stages(self) -> list[str]:
        stages, told = [self._only_counted()], dict[int, str]()
        first = self._first()
        order = [*first, *(n for n in self._by_length if n not in first)]
        for n in order if first else ():
            if self._words(n) <= LONGEST_SENTENCE:
                told[n] = self.marks[n].begun
                if told.keys() >= {*first}:
                    stages.append(self._counted(told))
        for n in order if first else ():
            if n in told:
                told[n] = self.marks[n].whole
                stages.append(self._counted(told))
        stages.append(self._counted({n: mark.whole for n, mark in enumerate(self.marks)}))
        return list(dict.fromkeys(stages))

    @property
    def holds(self) -> int:
        """As many of them as take no more than their share of the room."""
        fits = [n for n, said in enumerate(self.stages, 1) if count([said]) <= MOST_OF_MARKS]
        return max(fits, default=1)

    @cached_property
    def _by_length(self) -> list[int]:
        """A fear of the ways first, then the shorter."""

        def order(n: int) -> tuple[bool, int]:
            return self.marks[n].is_hope or self.marks[n].is_now, self._words(n)

        return sorted(range(len(self.marks)), key=order)

    def _first(self) -> tuple[int, ...]:
        """Those without which none stands: a hope and a fear or a loss, of one way where it has both,
        the ways before what goes on now; of one side alone, one of the ways and one of now. None where
        no such two are short enough.
        """
        every = self._by_length
        if len({mark.is_hope for mark in self.marks}) > 1:
            sorts = [[n for n in every if self.marks[n].is_hope is hope] for hope in (True, False)]
        else:
            sorts = [[n for n in every if self.marks[n].is_now is now] for now in (False, True)]
        found = product(*([n for n in sort if self._is_short(n)] for sort in sorts if sort))
        return min(found, key=self._apart, default=())

    def _apart(self, few: Sequence[int]) -> tuple[bool, bool, int]:
        """Whether some are not of one way, or of now, and how long they are: the least stand first."""
        ways = {self.marks[n].way for n in few}
        return len(ways) > 1, any(self.marks[n].is_now for n in few), sum(map(self._words, few))

    def _words(self, n: int) -> int:
        return count([self.marks[n].begun])

    def _is_short(self, n: int) -> bool:
        return self._words(n) <= LONGEST_SENTENCE

    def _only_counted(self) -> str:
        """How many there are, and that both sides are among them."""
        if len({mark.is_hope for mark in self.marks}) > 1:
            return str(_("%(n)s in the record, on both sides", n=len(self.marks)))
        return str(_("%(n)s in the record", n=len(self.marks)))

    def _counted(self, told: Mapping[int, str]) -> str:
        """These under what each is of, and how many more there are."""
        lines = [self._told([(self.marks[n].above, told[n]) for n in sorted(told)], None)]
        if others := len(self.marks) - len(told):
            lines.append(str(_("And %(n)s more.", n=others)))
        return " ".join(lines)


@dataclass(frozen=True)
class Whole(Told):
    """What is told in one of a few ways, from the shortest, none of which is cut within its words."""

    ways: tuple[str, ...] = ()

    @cached_property
    def stages(self) -> list[str]:
        return list(dict.fromkeys(" ".join(way.split()) for way in self.ways))


@dataclass(frozen=True)
class Concluded(Whole):
    """The same of what was concluded of capacity: with who concluded it and when, or not at all."""


@dataclass(frozen=True)
class Both(Part):
    """The same of each option: what is kept of one is kept of all, or none of them is there."""

    options: tuple[Part, ...] = ()

    def line(self, stage: int) -> str:
        return "\n".join(o.line(min(stage, len(o.stages))) for o in self.options)

    def is_cut(self, stage: int) -> bool:
        return any(o.is_cut(min(stage, len(o.stages))) for o in self.options)

    @cached_property
    def stages(self) -> list[str]:
        return max((option.stages for option in self.options), key=len)


def _tells(few_words: str, said: str) -> bool:
    """Whether what is kept of a wish has one of the longer words that say what it is of."""
    begun = {word.strip("“”‘’\"'().,;:").lower()[:BEGUN] for word in said.split()}
    telling = (word for word in few_words.lower().split() if len(word) >= TELLING)
    return any(word[:BEGUN] in begun for word in telling)
