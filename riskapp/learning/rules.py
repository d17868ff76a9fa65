"""What happened: how it is spoken of, and which version of a decision stood on that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from riskapp.platform.i18n import LazyString, _

# Of equal standing: none is worse to write down than another, and none is coloured.
KINDS: dict[str, LazyString] = {
    "good": _("Good"),
    "mixed": _("Mixed"),
    "near-miss": _("Near miss"),
    "harm": _("Harm"),
}

# What stands for an address in anything that leaves the team.
PLACES: dict[str, LazyString] = {
    "home": _("At home"),
    "shared-home": _("In a home shared with others, or a care home"),
    "somebody-elses": _("In somebody else’s home"),
    "out": _("Out and about"),
    "on-the-way": _("On the way somewhere"),
    "day": _("At a club, a day centre, a school or at work"),
    "hospital": _("In a hospital or a clinic"),
    "remote": _("On the telephone or online"),
}


class State(StrEnum):
    """Where what happened stands. None of them closes it: it can always be written in."""

    OPEN = "open"
    IN_LOG = "in-log"
    KEPT = "kept"


STATES: dict[str, LazyString] = {
    State.OPEN: _("being written"),
    State.IN_LOG: _("in the learning log"),
    State.KEPT: _("kept with the team"),
}


LOG_KIND, LOG_REF = "learning-log", "LOG"  # as a subject, which looks and editions point at


class Basis(StrEnum):
    """What was in force on the day, as far as anybody has said."""

    NOT_SAID = ""
    DECISION = "decision"
    USUAL = "usual-practice"


class Sealed(NamedTuple):
    """That a version was sealed, and on which day at the place."""

    number: int
    on: date


BEFORE, SAME_DAY, AFTER = "before", "same-day", "after"


def sealed_when(sealed_on: date, happened_on: date | None) -> str:
    """Whether a version was sealed before the day something happened; before, where nobody said when."""
    if happened_on is None or sealed_on < happened_on:
        return BEFORE
    return SAME_DAY if sealed_on == happened_on else AFTER


def stood_on(sealings: Sequence[Sealed], happened_on: date | None) -> Sealed | None:
    """The version in force on a day: the last that was sealed before it, else the first of that day.

    None where nothing was sealed by then: what was sealed afterwards was not in force.
    """
    when = {s: sealed_when(s.on, happened_on) for s in sealings}
    before = [s for s in sealings if when[s] == BEFORE]
    same_day = [s for s in sealings if when[s] == SAME_DAY]
    return max(before, default=min(same_day, default=None))


# From what changes the system to what leans on memory: words, and nothing is worked out from them
# but one question.
STRENGTHS: dict[str, LazyString] = {
    "design": _("How something is designed or arranged"),
    "equipment": _("Equipment or technology"),
    "standard": _("One agreed way of doing it"),
    "resources": _("Time, people or money"),
    "guidance": _("Something to look up"),
    "remind": _("A reminder"),
    "retrain": _("Training again"),
}
LEANS_ON_MEMORY = frozenset({"remind", "retrain"})


def only_reminds(strengths: Sequence[str]) -> bool:
    """Whether all that is to be tried leans on somebody's memory: asked about, never refused."""
    return bool(strengths) and LEANS_ON_MEMORY.issuperset(strengths)


def quarter_of(month: str) -> str:
    """`2026-4` for the month 2026-11: the code of three months together."""
    return f"{month[:4]}-{(int(month[5:7]) + 2) // 3}"
