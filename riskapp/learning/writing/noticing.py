"""What the writing helper notices in a text. Pure: nothing is stored, counted or told to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, cast

from riskapp.learning.writing.quotations import quotations
from riskapp.library.phrases import STOP, Index, Word, words_of
from riskapp.library.writing import Rule, list_rules, no_blame

EVERY = ""  # stands for every rule's id


class Notice(NamedTuple):
    """Words that a rule notices, as they were written, and where in the text they stand."""

    rule: Rule
    words: str
    place: tuple[int, int]


def notices(text: str, rules: Sequence[Rule] | None = None) -> list[Notice]:
    """In order; each place is noticed once, by the first rule there and as far as that reaches.

    `rules` are ours where none are given. What stands in quotation marks is nobody's to correct.
    """
    words = words_of(text, quotations(text))
    sentence = list(accumulate(word.plain == STOP for word in words))
    about: set[tuple[str, int]] = set()
    quiet: dict[str, set[int]] = {}
    spans: list[tuple[int, int, Rule]] = []
    index = _index(tuple(list_rules() if rules is None else rules))
    for begin, end, of in index.find(words):
        rule, part = cast("tuple[Rule | None, str]", of)
        id_ = rule.id if rule else EVERY
        if part == "not_about":
            about.add((id_, sentence[begin]))
        elif part == "unless":
            quiet.setdefault(id_, set()).update(range(begin, end))
        elif rule:
            spans.append((begin, end, rule))
    noticed: list[tuple[Rule, int, int]] = []
    free_from = 0
    for begin, end, rule in sorted(spans, key=lambda span: (span[0], -span[1])):
        passed = quiet.get(rule.id, set()) | quiet.get(EVERY, set())
        if not passed.isdisjoint(range(begin, end)):
            continue
        if not about.isdisjoint([(rule.id, sentence[begin]), (EVERY, sentence[begin])]):
            continue
        if begin >= free_from:
            noticed.append((rule, begin, end))
        elif noticed[-1][0] == rule:
            noticed[-1] = (rule, noticed[-1][1], max(end, free_from))
        free_from = noticed[-1][2]
    return [_notice(text, words, *one) for one in noticed]


def _notice(text: str, words: Sequence[Word], rule: Rule, begin: int, end: int) -> Notice:
    """Its words without the stops of the sentence at either end."""
    said = [word for word in words[begin:end] if word.plain != STOP]
    place = (said[0].start, said[-1].end)
    return Notice(rule, " ".join(text[slice(*place)].split()), place)


@lru_cache(maxsize=8)
def _index(rules: tuple[Rule, ...]) -> Index:
    """Of what every rule looks for, each phrase kept for its rule and the part it has there."""
    index = Index()
    silences, passed_over = no_blame()
    for phrase in silences:
        index.add(phrase, (None, "not_about"))
    for phrase in passed_over:
        index.add(phrase, (None, "unless"))
    for rule in rules:
        parts = {"notices": rule.notices, "unless": rule.unless, "not_about": rule.not_about}
        for part, phrases in parts.items():
            for phrase in phrases:
                index.add(phrase, (rule, part))
    return index
