"""Phrases looked for in what somebody wrote: read once from a content file, found in linear time.

In a phrase `a|b` is either word, `care*` any word that begins so and `*ed` any that ends so, `word?`
one that may be missing, `<role>` any of the words of `content/words/role.toml` (a list may name
another), `~3` up to three words of the same sentence, and `.` where a sentence begins or ends. Words
are written small, `not` stands for every n't, `is`, `has`, `had` and `would` for what is short for
them, and a hyphen is a space: “the carer's mistake” is `carer 's mistake`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, takewhile
from math import prod
from typing import NamedTuple, TypeVar

from riskapp.core.text import folded

FEWEST = 2  # letters of a beginning or an ending
MOST_WAYS = 100  # of passing over words in one phrase: each gap multiplies them
_PIECE = re.compile(r"~[1-9][0-9]?|(?:[^\W_]|['<>|*.])+\??")
SHORT, COMMON = 3, 300  # letters of a word, and how many phrases it counts for at least
STOP = "."
QUOTED = "“”"  # stands for words in quotation marks, and is found by no phrase
Of = TypeVar("Of")


class Word(NamedTuple):
    """A word as phrases know it, and where it stands in the text."""

    plain: str
    start: int
    end: int


# -- a text as words ------------------------------------------------------------------------------

# What is not seen, such as a soft hyphen, and a hyphen at the end of a line part no word.
# A row of stops is tried at its first one alone: from each of them, thousands took seconds.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_TOKEN = re.compile(
    rf"(?P<word>[^\W_](?:[^\W_]|[\u0300-\u036f{_UNSEEN}]|['’‘ʼ＇](?=[{_UNSEEN}]*[^\W_])|[-‐]\r?\n(?=[a-z]))*)"
    r"|(?P<stop>(?<![.!?…])[.!?…]+(?=[\s\"'”’)\]]|$)|[;:](?=\s|$)|\n[ \t]*\r?\n|\n[ \t]*[•*–-])"
)
_INSIDE = re.compile(rf"[{_UNSEEN}]|[-‐]\r?\n")
_ENDINGS = {
    "n't": "not",
    "'ve": "have",
    "'re": "are",
    "'ll": "will",
    "'m": "am",
    "'d": "'d",
    "'s": "'s",
}
# As they are typed in a hurry.
_RUN_TOGETHER: dict[str, tuple[str, ...]] = {
    f"{verb}nt": (verb, "not")
    for verb in (
        *("did", "does", "do", "was", "were", "is", "are", "has", "have", "had"),
        *("should", "could", "would", "must", "need", "ought"),
    )
} | {
    "cannot": ("can", "not"),
    **dict.fromkeys(("shld", "shd", "shoud", "shold", "shuld", "shoukd"), ("should",)),
    **dict.fromkeys(("cld", "coud", "culd"), ("could",)),
    **dict.fromkeys(("wld", "woud", "wuld"), ("would",)),
    "shouldof": ("should", "of"),
    "couldof": ("could", "of"),
    "can't": ("can", "not"),
    "cant": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "shouldve": ("should", "have"),
    "couldve": ("could", "have"),
    "wouldve": ("would", "have"),
    "shoulda": ("should", "have"),
    "coulda": ("could", "have"),
}


def words_of(text: str, silent: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a text in order, with `.` between sentences; of each silent span, one QUOTED."""
    found = [Word(STOP, 0, 0)]
    spans = iter([*silent, (len(text), len(text))])
    begin, end = next(spans)
    for token in _TOKEN.finditer(text):
        while token.start() >= end and end < len(text):
            begin, end = next(spans)
        if token.start() >= begin:
            if token["word"] and found[-1].plain != QUOTED:
                found.append(Word(QUOTED, begin, end))
        elif token["stop"]:
            found.append(Word(STOP, token.start(), token.end()))
        else:
            found += (Word(one, token.start(), token.end()) for one in _plain(token["word"]))
    return [*found, Word(STOP, len(text), len(text))]


def _plain(typed: str) -> Iterable[str]:
    if typed.isascii() and typed.isalpha():  # as nearly all are
        word = typed.lower()
        return _RUN_TOGETHER.get(word, (word,))
    word = re.sub("[’‘ʼ＇]", "'", folded(_INSIDE.sub("", typed)))
    if word in _RUN_TOGETHER:
        return _RUN_TOGETHER[word]
    for ending, says in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return (*_plain(word.removesuffix(ending)), says)
    return (word,)


_SHORT_FOR = {"is": {"'s"}, "has": {"'s"}, "had": {"'d"}, "would": {"'d"}}


# -- phrases --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """One place of a phrase: a word of several, one that may be missing, or some words between."""

    exact: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    is_optional: bool = False
    between: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether a word has to stand there."""
        return not self.between and not self.is_optional

    def holds(self, word: str) -> bool:
        return (
            word in self.exact
            or (bool(self.begins) and word.startswith(self.begins))
            or (bool(self.ends) and word.endswith(self.ends))
        )

    def among(self, words: Iterable[str]) -> Iterable[str]:
        """Which of them it holds."""
        if self.begins or self.ends:
            return filter(self.holds, words)
        return self.exact.intersection(words)


@dataclass(frozen=True)
class Phrase:
    pieces: tuple[Piece, ...]

    def sure_pieces(self) -> Sequence[Piece]:
        """Those that have to stand in the sentence it begins in, of words that can be looked up."""
        within = takewhile(lambda piece: STOP not in piece.exact, self.pieces[1:])
        return [self.pieces[0], *(p for p in within if p.is_sure and not p.ends)]

    def end(self, words: Sequence[Word], at: int, piece: int = 0) -> int | None:
        """Where it ends if it begins `at` a word, the shortest way; None where it does not."""
        if piece == len(self.pieces):
            return at
        asked = self.pieces[piece]
        if asked.between:
            for passed in range(asked.between + 1):
                if (found := self.end(words, at + passed, piece + 1)) is not None:
                    return found
                if at + passed == len(words) or words[at + passed].plain in (STOP, QUOTED):
                    return None
            return None
        if at < len(words) and asked.holds(words[at].plain):
            found = self.end(words, at + 1, piece + 1)
            if found is not None:
                return found
        return self.end(words, at, piece + 1) if asked.is_optional else None


def read_phrase(said: str, lists: Mapping[str, Iterable[str]]) -> Phrase:
    """A phrase as it is written in a content file; `lists` are the words behind `<name>`.

    Raises ValueError, in words, for one that cannot be read or would find everything.
    """
    pieces = tuple(_piece(part, lists) for part in said.split())
    if not pieces or not pieces[0].is_sure or not pieces[-1].is_sure or pieces[0].ends:
        raise ValueError(f"“{said}” should begin and end with a word")
    if prod(piece.between + 1 for piece in pieces) > MOST_WAYS:
        raise ValueError(f"“{said}” passes over too many words")
    return Phrase(pieces)


def _piece(part: str, lists: Mapping[str, Iterable[str]]) -> Piece:
    if not _PIECE.fullmatch(part):
        raise ValueError(f"“{part}” is no word riskapp can look for")
    if part.startswith("~"):
        return Piece(between=int(part[1:]))
    exact: set[str] = set()
    begins: list[str] = []
    ends: list[str] = []
    for one in _spread(part.removesuffix("?").split("|"), lists):
        letters = one.strip("*")
        if "*" in letters or not letters or (one != letters and len(letters) < FEWEST):
            raise ValueError(f"“{part}” is no word riskapp can look for")
        if one.endswith("*"):
            begins.append(folded(letters))
        elif one.startswith("*"):
            ends.append(folded(letters))
        else:
            exact |= {folded(one)} | _SHORT_FOR.get(one, set())
    return Piece(frozenset(exact), tuple(begins), tuple(ends), part.endswith("?"))


def _spread(some: Iterable[str], lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Words, with those of the lists that are named. Raises ValueError for a list there is not."""
    for one in some:
        if not one.startswith("<"):
            yield one
        elif one.endswith(">") and one[1:-1] in lists:
            yield from _spread(lists[one[1:-1]], lists)
        else:
            raise ValueError(f"“{one}” is no list of words: {', '.join(sorted(lists))}")


@dataclass
class Index:
    """Many phrases, each kept for something, looked for only where the rarest word of one stands."""

    _kept: list[tuple[Phrase, object]] = field(default_factory=list)

    def add(self, phrase: Phrase, of: object) -> None:
        self._kept.append((phrase, of))
        self.__dict__.pop("_sought", None)

    @cached_property
    def _sought(
        self,
    ) -> tuple[Mapping[str, list[int]], Mapping[str, list[int]], list[Piece | None]]:
        """Phrases by number behind each word, and each beginning, that the rarest piece of one may hold;
        and of each phrase the piece that is next in rarity, if there is one.

        Rare is what few phrases speak of; short words are common, and a stop stands in every sentence.
        """
        exact: dict[str, list[int]] = defaultdict(list)
        begins: dict[str, list[int]] = defaultdict(list)
        seconds: list[Piece | None] = []
        often = Counter(w for phrase, _of in self._kept for p in phrase.pieces for w in p.exact)
        often.update({word: COMMON for word in often if len(word) <= SHORT})
        often[STOP] = often.total()
        for number, (phrase, _of) in enumerate(self._kept):
            rarest, *others = sorted(
                phrase.sure_pieces(), key=lambda piece: sum(often[w] for w in piece.exact)
            )
            for word in rarest.exact:
                exact[word].append(number)
            for beginning in rarest.begins:
                begins[beginning].append(number)
            seconds.append(next((piece for piece in others if not piece.begins), None))
        return exact, begins, seconds

    def find(self, words: Sequence[Word]) -> Iterator[tuple[int, int, object]]:
        """Where each phrase stands, as places in `words`, and what it was kept for."""
        exact, begins, seconds = self._sought
        lengths = sorted({len(beginning) for beginning in begins})
        for begin, end in pairwise([*_stops(words), len(words)]):
            places: dict[str, list[int]] = defaultdict(list)
            for at in range(begin, end):
                places[words[at].plain].append(at)
            told = [exact[plain] for plain in places if plain in exact]
            told += [begins[plain[:n]] for plain in places for n in lengths if plain[:n] in begins]
            found = [
                (at, number, until)
                for number in {number for some in told for number in some}
                if (second := seconds[number]) is None or not second.exact.isdisjoint(places)
                for plain in self._kept[number][0].pieces[0].among(places)
                for at in places[plain]
                if (until := self._kept[number][0].end(words, at)) is not None
            ]
            yield from ((at, until, self._kept[number][1]) for at, number, until in sorted(found))


def _stops(words: Sequence[Word]) -> list[int]:
    """Where each sentence begins: at its stop, or at the first word there is."""
    return sorted({0, *(at for at, word in enumerate(words) if word.plain == STOP)})
