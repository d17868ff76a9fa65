"""What was said of somebody deciding for the person, where whose choice it is says that it is theirs.

Most of it was carried over from a version in which it was decided for them. Nothing is dropped: the full
record keeps it and says so beside it; no copy that tells them what holds tells this as if it did.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import AS_WANTED, PERSONS
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.what_was_decided import STEP as DECIDED
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows

BECAUSE = f"{DECIDED.slug}.because"
DECIDER, BY_RIGHT = f"{WHO_DECIDES.slug}.decider", f"{WHO_DECIDES.slug}.by_right"
OF_LAW = tuple(f"{step.slug}.decider" for step in DECIDING_FOR)
TOLD = frozenset({BECAUSE, DECIDER, BY_RIGHT})  # those that other copies than the full record carry
FOR_THEM = (AS_WANTED, "decided-for")  # how it ended, where it was decided for them
KEPT = _(
    "It is said to be %(name)s’s own choice. What stands here of somebody deciding it for %(name)s is "
    "kept as it was written."
)
WORD = re.compile(r"\w+(?:[’']\w+)*")  # “Maureen’s” is somebody of hers, and not Maureen
PRONOUNS = frozenset({"i", "me", "he", "she", "they"})
SELF = frozenset({"myself", "himself", "herself", "themselves", "themself"})


def left_over(said: Callable[[str], Any], name: str) -> list[str]:
    """The rows of it, in the order they are asked. `said`: the answer of a row."""
    if not is_theirs(said):
        return []
    ending, decider = said(f"{DECIDED.slug}.ending"), said(DECIDER)
    asked = DECIDED.form().field("because")
    left = [BECAUSE] if said(BECAUSE) and not asked.is_asked({"ending": ending}) else []
    left += [one for one in (DECIDER, *OF_LAW) if said(one) and not _is_them(name, said(one))]
    if said(BY_RIGHT) and (DECIDER in left if decider else left):
        left.append(BY_RIGHT)
    return [one for one in (*OF_LAW, BECAUSE, DECIDER, BY_RIGHT) if one in left]


def is_theirs(said: Callable[[str], Any]) -> bool:
    """Whether whose choice it is says that it is the person's."""
    return bool(said(f"{DECIDED.slug}.whose") == PERSONS)


def left_in(entries: Entries, name: str) -> list[str]:
    """The same of a conversation; of what a law asks, as far as its step is shown."""

    def said(row_id: str) -> Any:
        slug, _dot, key = row_id.partition(".")
        step = RECORD.step(slug)
        is_told = step not in DECIDING_FOR or step.is_shown(entries)
        return entries.data(slug).get(key) if is_told else None

    return left_over(said, name)


def is_left_over(row_id: str, rows: Rows) -> bool:
    """Whether a row is of it, of those that other copies than the full record carry."""
    if row_id not in TOLD:
        return False
    return row_id in left_over(lambda one: rows.get(one, {}).get("value"), _name(rows))


def _name(rows: Rows) -> str:
    return str(rows.get("record.called_by", {}).get("value") or "")


def _is_them(name: str, who: str) -> bool:
    """Whether it is the person who is named: by what they are called, which words may follow, or as they
    would say it of themselves, such as “she does” and “I decided it myself”. “They (the team)” may be
    anybody.
    """
    said, called = (WORD.findall(words.casefold()) for words in (who, name))
    is_short = len(said) in (1, 2)
    is_said_so = said[:1] and said[0] in PRONOUNS | SELF and (is_short or SELF & {*said})
    return bool(is_said_so or (called and said[: len(called)] == called))
