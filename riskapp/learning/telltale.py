"""What could still say who somebody was where no name stands: looked for, and no more promised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from riskapp.learning.names import seen, within_sentences
from riskapp.library.phrases import Index, read_phrase, words_of
from riskapp.library.queries import get_words
from riskapp.platform.i18n import LazyString, _

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_WEEKDAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_AGES = re.compile(
    rf"\baged \w+|\bage (?:of )?\d+|\b(?:\d+|\w+)[- ]year[s']*[- ]olds?\b|\b\d+ years? (?:old|of age)"
    rf"|\b(?:early |mid[- ]|late )?(?:{_TENS})ies\b|\b\d0s\b|\b\d+(?:st|nd|rd|th) birthday",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"\b{_WEEKDAYS}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b(?: \d{{4}})?"
    rf"|\b(?:{_MONTHS})(?: the)? \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}\b"
    r"|\b\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b|\b\d{1,2}:\d{2}\b|\b(?:half|quarter) (?:past|to) \w+"
    r"|\b(?:Christmas|Boxing|New Year[’']s|Mothering|Good) (?:Day|Eve|Friday|Sunday)\b|\bEaster\b"
    r"|\bChristmas\b|\bEid\b|\bDiwali\b|\bbank holiday\b|\bbirthday\b",
    re.IGNORECASE,
)
_IN_A_MONTH = re.compile(
    rf"\b(?:in|since|until|by|during|last|this|early|late|mid|end of|that)[ -](?:{_MONTHS})\b"
    r"(?: \d{4})?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?:\b[^\W\d_]+ )?\b\d[\w/-]*")
_LARGE = re.compile(r"[^\W\d_a-z][\w’'-]*(?:[ -][^\W\d_a-z][\w’'-]*)*")
_NO_PLACE = re.compile(rf"I(?:[’']\w+)?|(?:{_MONTHS})(?:[’']s)?|GPs?|OTs?|PAs?|HR|IT|TV|NHS|OK")


class Telltale(NamedTuple):
    """Words of one sort, as they were written, and what it is that they may tell."""

    sort: LazyString
    words: list[str]


def telltales(text: str, names: Collection[str] = ()) -> list[Telltale]:
    """What is found, each once: names that were found first, then days, months, ages, numbers, what
    begins large within a sentence, and words for one of few.
    """
    text = seen(text)
    days, text_left = _taken(_DAYS, text)
    months, text_left = _taken(_IN_A_MONTH, text_left)
    ages, text_left = _taken(_AGES, text_left)
    numbers, text_left = _taken(_NUMBERS, text_left)
    large = (one.strip(" -") for one in _LARGE.findall(within_sentences(text_left)))
    every: tuple[tuple[LazyString, Iterable[str]], ...] = (
        (_("May be somebody’s name"), names),
        (_("A day or a time"), days),
        (_("A month"), months),
        (_("An age"), ages),
        (_("A number, as of a flat or a bus"), numbers),
        (_("May be a place, a street or a name"), (w for w in large if _may_tell(w, names))),
        (_("Something that few have, do or are"), words_of_list("one-of-few", text)),
    )
    found = (Telltale(sort, list(dict.fromkeys(words))) for sort, words in every)
    return [one for one in found if one.words]


def _taken(sort: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """What is of a sort, and the text with a comma where it stood, so that nothing is found twice."""
    return [match[0] for match in sort.finditer(text)], sort.sub(",", text)


def _may_tell(word: str, names: Collection[str]) -> bool:
    return word not in names and not _NO_PLACE.fullmatch(word)


def words_of_list(name: str, text: str) -> Iterator[str]:
    """What stands in a text of a list of phrases, in order, as it was written."""
    words = words_of(text)
    for begin, end, _of in _index(name).find(words):
        yield " ".join(text[words[begin].start : words[end - 1].end].split())


@cache
def _index(name: str) -> Index:
    index = Index()
    for said in get_words(name).phrases:
        index.add(read_phrase(said, {}), said)
    return index
