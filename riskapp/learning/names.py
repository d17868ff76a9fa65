"""Names that stand in what is to leave: found word by word, to be read once by somebody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from riskapp.library.queries import get_words

Span = tuple[int, int]
_WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"\b(?:RA|P|WH|LR)-\d{4,9}\b", re.IGNORECASE)
_FIRST = re.compile(r"(?:^|(?<=[.!?…:\n]))[\s\"“‘(]*\w+")
# Parts of a name that are everybody's; some of them stand before a name however it is written.
_BEFORE = frozenset({"mr", "mrs", "miss", "ms", "dr", "sir", "lady", "sister", "nurse"})
_TITLES = _BEFORE | {"the", "and", "for", "who"}
# “Will she” and “May I” name nobody.
_WORDS = frozenset({"i", "a"})  # of one letter
_VERBS = frozenset({"will", "may", "hope"})
_AFTER_A_VERB = frozenset(
    {"he", "she", "it", "they", "we", "you", "i", "this", "that", "there", "be"}
)
# Where a word written small can only be somebody: “when rose rang”, “we asked bill to”.
_BEFORE_A_DOER = frozenset(
    {"", "and", "that", "when", "while", "because", "if", "but", "until", "so"}
)
_AFTER_WHOM = frozenset(
    {"", "in", "on", "at", "to", "up", "by", "and", "that", "about", "back", "with"}
)
_OF_THE_MIND = frozenset({"hope", "joy", "grace", "peace", "faith", "love", "patience", "mercy"})
_NO_POSSESSIVE = frozenset({"this", "thus"})  # of somebody called Thi, or Thu
_LONG = 6  # letters of a name that is found though one of them is another
_SHORT = 2  # letters: “al” and “jo” count only where they begin large
# Letters that are no other letter with an accent, and characters that nobody sees.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Letters of other scripts that look like ours: Cyrillic, Greek, small capitals and signs of sounds.
_ALIKE = str.maketrans(
    "авеѕіјкмнорстухһԁԛԝзαεηικορτυχγωνɑɡɩᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abesijkmhopctyxhdqwzaenikoptuxywvagiabcdefghijklmnoprstuvwyz",
)
_ALIKE_LARGE = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
# A digit or a sign within a word, for letters it looks like: Sun1ta, 5unita, Sunit4; not 5am or 3rd.
_DIGITS = "0134578@$!|"
_AS_LETTERS = tuple(str.maketrans(_DIGITS, letters) for letters in ("oieastbasil", "oleastbasll"))
_LETTER = r"[^\W\d_]"
_FOR_LETTERS = re.compile(
    rf"(?<={_LETTER})[{_DIGITS}]+(?={_LETTER})|\b[{_DIGITS}](?={_LETTER}{{3}})"
    rf"|(?<={_LETTER}{{3}})[0-8](?![\w])"
)
_UNSEEN = re.compile("[\u034f\u115f\u1160\u3164\ufe00-\ufe0f]")
# Two letters or three that begin somebody's names, as one writes them: SR, S.R., S R.
_INITIALS = re.compile(
    r"\b{0}(?:\. ?{0}){{1,2}}\b\.?|\b{0}(?: {0}){{1,2}}\b|\b{0}{{2,3}}\b".format(r"[^\W\d_a-z]")
)
_NOBODYS = frozenset({"GP", "OT", "SW", "RN", "PA", "PT", "HR", "IT", "TV", "OK"})
_NEAR = 30  # characters between initials and the role they stand with
# What may part the pieces of a name: marks and no space, a line's end after a hyphen; letters, spaces.
_BETWEEN_PIECES = re.compile(r"(?:[^\w\s]|[_\d])+|[-‐]\s*\n\s*")
_BEGINS = frozenset({"mc", "mac", "o", "al", "el", "d"})  # of a surname, with a space after it
_BETWEEN_LETTERS = re.compile(r"[\W_]{1,3}")


def occurring(names: Iterable[str], text: str, perhaps: Iterable[str] = ()) -> list[str]:
    """The words of `text` that are part of one of the names, as they stand there, each once.

    Whatever the capitals, accents, hyphens, marks within a word or the s of a possessive; what they are
    called for short, and their initials beside a role. Short ones, those that are everyday words as
    well and those that are only `perhaps` a name count only where they begin with a capital, so
    that ordinary words are left in peace. References are found as well.
    """
    return _known(tuple(names), tuple(perhaps)).found_in(text)


@dataclass(frozen=True)
class _Known:
    """Parts of names as they are looked for: in small letters, without accents.

    always: counts wherever it stands. where_large: where it begins with a capital. together: parts
    of one name, beside each other. almost: long ones, whole and a letter short.
    longest: the letters of the longest.
    """

    always: frozenset[str]
    where_large: frozenset[str]
    almost: frozenset[str]
    together: frozenset[tuple[str, str]]
    initials: frozenset[str]
    longest: int

    def found_in(self, text: str) -> list[str]:
        text = seen(text)
        spans = [match.span() for match in _REFERENCE.finditer(text)]
        spans += [*self._initials(text), *self._within(text)]
        for letters in _AS_LETTERS if _FOR_LETTERS.search(text) else ():
            spans += self._within(_as_letters(text, letters))
        return list(dict.fromkeys(text[begin:end] for begin, end in _longest(spans)))

    def _within(self, text: str) -> Iterator[Span]:
        words = list(_WORD.finditer(text))
        yield from self._whole(text, words)
        yield from self._pieces(text, words)

    def _whole(self, text: str, words: Sequence[re.Match[str]]) -> Iterator[Span]:
        plain = ["", *(_folded(word[0]) for word in words), ""]
        for at, word in enumerate(words, 1):
            before, this, after = plain[at - 1 : at + 2]
            is_large = word[0][0].isupper() and (self._is_large(this) or self._is_almost(this))
            if is_large and this in _VERBS and after in _AFTER_A_VERB:
                is_large = text[word.end()] != " "
            is_titled = before in _BEFORE and this in self.where_large
            is_somebody = this in self.where_large and _is_somebody(before, this, after)
            is_pair = not self.together.isdisjoint(((before, this), (this, after)))
            if is_large or is_titled or is_somebody or is_pair or self._is_always(this):
                yield word.span()

    def _is_always(self, word: str) -> bool:
        return not self.always.isdisjoint([word, *_without_s(word)])

    def _is_almost(self, word: str) -> bool:
        """Whether it is one letter away from a name, too many, too few or another."""
        return len(word) >= _LONG and not self.almost.isdisjoint({word, *_a_letter_short(word)})

    def _is_large(self, word: str) -> bool:
        return not self.where_large.isdisjoint([word, *_without_s(word)])

    def _pieces(self, text: str, words: Sequence[re.Match[str]]) -> Iterator[Span]:
        """Names that something stands within: Sun.ita, Sun-ita at a line's end, S u n i t a."""
        for run in _runs(text, words):
            plain = [_folded(word[0]) for word in run]
            for begin, joined in enumerate(plain):
                for end in range(begin + 1, len(run)):
                    joined += plain[end]  # noqa: PLW2901
                    if len(joined) > self.longest + 1:
                        break
                    is_long = len(joined) > _SHORT + 1 or end - begin > 1
                    is_possessive = plain[end] == "s" and len(plain[end - 1]) > 1
                    if is_long and not is_possessive and self._is_known(joined):
                        yield run[begin].start(), run[end].end()

    def _is_known(self, joined: str) -> bool:
        return self._is_always(joined) or joined in self.where_large

    def _initials(self, text: str) -> Iterator[Span]:
        for match in _INITIALS.finditer(text):
            letters = _folded("".join(letter for letter in match[0] if letter.isupper()))
            if letters in self.initials and match[0] not in _NOBODYS:
                around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
                beside = [_folded(word) for word in _WORD.findall(around)]
                if not (_words("role") | self.always).isdisjoint(beside):
                    yield match.span()


def _as_letters(text: str, letters: dict[int, int]) -> str:
    """The same, and as long, with letters for the digits and signs that stand for one."""
    return _FOR_LETTERS.sub(lambda found: found[0].translate(letters), text)


def _longest(spans: Iterable[Span]) -> Iterator[Span]:
    """Those that lie within no other, in order."""
    reached = 0
    for begin, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield begin, end
            reached = end


@lru_cache(maxsize=16)
def _known(names: Sequence[str], perhaps: Sequence[str]) -> _Known:
    each = [_parts(name) for name in names]
    parts = {part for name in each for part in name} | {j for name in names for j in _joined(name)}
    parts |= {short for name in each for part in name[:-1] or name for short in _also_called(part)}
    common = {
        part for part in parts if len(part) <= _SHORT or part in _words("names-that-are-words")
    }
    pairs = {pair for name in each for pair in pairwise(name)}
    return _Known(
        always=frozenset(parts - common),
        almost=frozenset(a for part in parts - common if len(part) >= _LONG for a in _almost(part)),
        where_large=frozenset(common | {part for word in perhaps for part in _parts(word)}),
        together=frozenset(pairs),
        initials=frozenset(i for name in names for words in _spelt(name) for i in _begun(words)),
        longest=max(map(len, parts), default=0),
    )


def _is_somebody(before: str, this: str, after: str) -> bool:
    """Whether an everyday word can only be a name, by the words beside it; empty where there is none."""
    does = before in _BEFORE_A_DOER and after in _words("after-a-name")
    is_done_to = before in _words("before-a-name") and after in _AFTER_WHOM
    return does or (is_done_to and this not in _OF_THE_MIND)


def _almost(part: str) -> Iterator[str]:
    yield part
    yield from _a_letter_short(part)


def _a_letter_short(word: str) -> Iterator[str]:
    """The word without each of its letters but the first, which is seldom written wrong."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _without_s(word: str) -> list[str]:
    """A word without what may be the s of a possessive, written in a hurry."""
    short = {word.removesuffix("s"), word.removesuffix("es")} - {word}
    return [one for one in short if len(one) > _SHORT and word not in _NO_POSSESSIVE]


def _parts(name: str) -> list[str]:
    """A letter alone counts where it is all there is: somebody may be called L, or Mrs R."""
    folded = [_folded(word) for word in _WORD.findall(seen(name))]
    parts = [part for part in folded if part not in _TITLES]
    return [part for part in parts if len(part) > 1 or (parts == [part] and part not in _WORDS)]


def _spelt(name: str) -> tuple[list[str], list[str]]:
    """The words of a name that begin its initials: each part, or what stands between spaces."""
    apart = [_folded(word) for word in _WORD.findall(seen(name))]
    spaced = [_folded(token) for token in seen(name).split() if token[0].isalpha()]
    return (
        [w for w in apart if w not in _TITLES],
        [w for w in spaced if w.strip(".") not in _TITLES],
    )


def _joined(name: str) -> Iterator[str]:
    """A name written as one word: O’Neill, and first name and surname together."""
    for token in name.split():
        words = [_folded(word) for word in _WORD.findall(seen(token))]
        yield from ("".join(pair) for pair in pairwise(words))
        if len(words) > 1:
            yield "".join(words)
    if len(_parts(name)) > 1:
        yield "".join(_parts(name))
        yield "".join(map(_folded, _WORD.findall(seen(name))))


def _begun(parts: Sequence[str]) -> Iterator[str]:
    """The initials of a name: of all its parts, and of the first with the second and the last."""
    if len(parts) > 1:
        letters = [part[0] for part in parts]
        yield from ("".join(letters), letters[0] + letters[-1], letters[0] + letters[1])


def _runs(text: str, words: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Words that no space parts, and single letters that one does, two or more together."""
    run = [*words[:1]]
    for before, word in pairwise(words):
        gap = text[before.end() : word.start()]
        are_letters = len(before[0]) == len(word[0]) == 1 and _BETWEEN_LETTERS.fullmatch(gap)
        begins_one = before[0].casefold() in _BEGINS and gap == " "
        if are_letters or begins_one or _BETWEEN_PIECES.fullmatch(gap):
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = [word]
    if len(run) > 1:
        yield run


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(get_words(name).phrases)


def _also_called(part: str) -> Iterable[str]:
    """What a first name is made into for short, and what a short one may be for."""
    return _called().get(part, ())


@cache
def _called() -> Mapping[str, Iterable[str]]:
    called: dict[str, set[str]] = {}
    for names in get_words("short-forms").phrases:
        spelt, *short = (_folded(name) for name in names.split())
        for whole in spelt.split("|"):
            called.setdefault(whole, set()).update(short, spelt.split("|"))
            for one in short:
                called.setdefault(one, set()).add(whole)
    return called


def perhaps_names(about_people: Iterable[str], all_said: Iterable[str]) -> list[str]:
    """Words that begin with a capital in texts about people, and nowhere in all that was said with a
    small letter: of “The neighbour, or Joan”, Joan, where somebody also wrote “the”.
    """
    words = dict.fromkeys(word for text in about_people for word in _WORD.findall(text))
    small = {w.casefold() for text in all_said for w in _WORD.findall(text) if w[0].islower()}
    return [word for word in words if word[0].isupper() and word.casefold() not in small]


def within_sentences(text: str) -> str:
    """A text without the first word of each sentence, which begins with a capital whatever it is."""
    return _FIRST.sub("", text)


def seen(text: str) -> str:
    """A text as one sees it: letters with their accents, and nothing that hides within a word."""
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def _folded(word: str) -> str:
    """Small letters of ours without accents; of Mac and Mc, one."""
    small = word.translate(_ALIKE_LARGE).casefold().translate(_PLAIN)
    parts = unicodedata.normalize("NFKD", small)
    plain = "".join(part for part in parts if not unicodedata.combining(part)).translate(_ALIKE)
    return f"mc{plain[3:]}" if plain.startswith("mac") and len(plain) > _LONG else plain
