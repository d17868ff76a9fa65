"""Where a text quotes: somebody's words are theirs, and nothing is noticed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MOST = 2_000  # characters: what a mark opens and nobody closes ends nowhere

# Marks that cannot be an apostrophe. A straight one closes what a straight one opened, in one paragraph.
_PAIRED = re.compile(
    rf"“[^“”]{{1,{MOST}}}[”\"]"
    rf"|„[^„“”]{{1,{MOST}}}[“”]"
    rf"|«[^«»]{{1,{MOST}}}»|‹[^‹›]{{1,{MOST}}}›|「[^「」]{{1,{MOST}}}」"
    rf"|[\"＂](?:[^\"＂\n]|\n(?!\s*\n)){{1,{MOST}}}[\"＂]"
)
_OPENS = re.compile(r"(?<![\w'’])(?P<mark>['‘])(?=[\w“\"])")
# One that stands after the s of several people's, and before a word, may be an apostrophe.
_CLOSES = re.compile(r"(?<=\S)['’](?!\w)")
_MAY_BE_THEIRS = re.compile(r"(?<=s)['’](?=\s\w)")


def quotations(text: str) -> list[tuple[int, int]]:
    """The spans in quotation marks of any sort, marks included, in order."""
    spans = sorted([*(match.span() for match in _PAIRED.finditer(text)), *_single(text)])
    found: list[tuple[int, int]] = []
    for begin, end in spans:
        if not found or begin >= found[-1][1]:
            found.append((begin, end))
    return found


def _single(text: str) -> Iterator[tuple[int, int]]:
    """Those in single marks: from each that opens to the surest that closes before the next opens."""
    opens = [match.start() for match in _OPENS.finditer(text)]
    closes = [match.start() for match in _CLOSES.finditer(text)]
    at = 0
    for begin, until in pairwise([*opens, len(text)]):
        within = []
        while at < len(closes) and closes[at] < min(until, begin + MOST):
            if closes[at] > begin and "\n\n" not in text[begin : closes[at]]:
                within.append(closes[at])
            at += 1
        sure = [close for close in within if not _MAY_BE_THEIRS.match(text, close)]
        if within:
            yield begin, (sure or within)[0] + 1
