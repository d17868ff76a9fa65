"""Where the advice on an item stands, and what may be done then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from riskapp.accounts.rules import Role
from riskapp.decision.rules import NOT_BACKED, OUTCOMES, OUTCOMES_OF, PANEL
from riskapp.platform.i18n import LazyString

ADVICE, DISSENT = "advice", "dissent"  # as subjects, which entries point at
# Whatever their role: a sitting asks who somebody is, and not what.
ANYBODY = tuple(Role)

ADVISED: dict[str, LazyString] = {code: OUTCOMES[code] for code in OUTCOMES_OF[PANEL]}
SHOWN = "shown."  # before the path of each thing that was shown, in facts and rows
MORE_WORK, ANOTHER_ROUTE = "more-work", "another-route"
NEEDS_WORDS = (NOT_BACKED,)  # without a reason it would be a veto that nobody can answer


class State(StrEnum):
    """Where the advice on an item stands."""

    CLOSED = "closed"  # the views are not open, or the referral was withdrawn
    OPEN = "open"
    WRITING = "writing"
    GIVEN = "given"


# What is given stands; what puts it right is a further advice.
MOVES: dict[str, Mapping[str, str]] = {
    State.CLOSED: {},
    State.OPEN: {"begin": State.WRITING},
    State.WRITING: {
        "write": State.WRITING,
        "dissent": State.WRITING,
        "give": State.GIVEN,
    },
    State.GIVEN: {"begin": State.WRITING},
}


def can(move: str, state: str) -> bool:
    return move in MOVES[state]


def state_of(*, is_heard: bool, is_asked: bool, is_begun: bool, is_given: bool) -> State:
    """is_asked: whether the referral still asks; is_begun: whether any advice on it was begun, and
    is_given: whether the last one was given.
    """
    if not (is_heard and is_asked):
        return State.CLOSED
    if not is_begun:
        return State.OPEN
    return State.GIVEN if is_given else State.WRITING
