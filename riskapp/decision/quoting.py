"""Whose words are whose: double marks are for the person's own, and nothing else can wear them."""

from __future__ import annotations

import re

from markupsafe import Markup

from riskapp.decision.yours import is_own_voice, is_told_of
from riskapp.platform.i18n import _

PAIRS = {"“": "”", '"': '"'}
OPENS = re.compile(r"“|(?<![^\s(‘—–-])\"(?=\S)")
CLOSES = re.compile(r"[”\"]")
# Characters that turn what follows them, to the end of the line and of the sentence around them.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def quoted(words: str) -> str:
    """The person's own words in one pair of marks, whether or not they were typed with some."""
    return f"“{_within(words)}”"


def spoken(words: str, name: str = "", *, may_be_told: bool = False) -> Markup | str:
    """The same for a screen, which draws the marks; what was written of whoever is called `name` in
    their stead is no quotation.
    """
    if may_be_told and not is_own_voice(name, words):
        return as_written(words)
    if name and is_told_of(name, words):
        return words
    return Markup("<q>{}</q>").format(_within(words))


def as_written(words: str) -> str:
    """What may be the person's words or may tell of them: nobody knows which, and it says so."""
    return str(_("As it was written: %(words)s", words=words))


def _within(words: str) -> str:
    said = words.strip()
    within = said[1:-1]
    if said[:1] in PAIRS and said[-1:] == PAIRS[said[:1]] and not set(within) & {'"', *"“”"}:
        said = within
    return unquoted(said)


def unquoted(words: str) -> str:
    """What somebody wrote, with its quotations in single marks: it is not the person who speaks."""
    return CLOSES.sub("’", OPENS.sub("‘", words))


def one_way(words: str) -> str:
    """A text that leaves the direction of what follows it alone."""
    return DIRECTIONS.sub("", words)
