"""Where a text quotes: somebody's words are theirs, and nothing is noticed in them."""

from __future__ import annotations

import re

MOST, MOST_SINGLE = 2_000, 400  # characters: what a mark opens and nobody closes ends by itself

# A single mark is an apostrophe inside a word, and after the s of several people's.
_QUOTED = re.compile(
    rf"“[^“”]{{1,{MOST}}}[”\"]"
    rf"|„[^„“”]{{1,{MOST}}}[“”]"
    rf"|«[^«»]{{1,{MOST}}}»|‹[^‹›]{{1,{MOST}}}›|「[^「」]{{1,{MOST}}}」"
    rf"|[\"＂](?:[^\"＂\n]|\n(?!\s*\n)){{1,{MOST}}}[\"＂]"
    rf"|``[^`'\n]{{1,{MOST}}}''"
    rf"|‘(?:[^‘’\n]|’(?=\w)|(?<=s)’(?=\s\w)){{1,{MOST_SINGLE}}}’(?!\w)"
    rf"|(?<![\w'])'(?=\w)(?:[^'\n]|'(?=\w)|(?<=s)'(?=\s\w)){{1,{MOST_SINGLE}}}'(?!\w)"
)


def quotations(text: str) -> list[tuple[int, int]]:
    """The spans in quotation marks of any sort, marks included, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]
