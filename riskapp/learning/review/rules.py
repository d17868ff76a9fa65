"""A learning review: which way of learning suits, and what may stand beside it before it is opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from riskapp.accounts.rules import Role
from riskapp.learning.rules import AFTER, BEFORE, Sealed, sealed_when
from riskapp.platform.i18n import LazyString, _

KIND = "learning-review"  # as a subject, which looks, entries and the audit log point at
# Whatever their role: a review asks who somebody is, and not what. Of any that they are no member of
# they are told that there is none.
MEMBERS = tuple(Role)
CONVENES = ("practitioner", "manager", "learning_reviewer")
MOST_REVIEWED = 12  # what one review looks at together


class State(StrEnum):
    """Whether what happened has been opened. Nothing closes a review."""

    BEFORE = "before"
    OPENED = "opened"


STATES: dict[str, LazyString] = {
    State.BEFORE: _("that day first"),
    State.OPENED: _("what happened is open"),
}


def may_write(moment: State | None, state: str) -> bool:
    """Whether a page can be written in: one of a moment only then, one of none at any time."""
    return moment is None or moment == state


class Part(StrEnum):
    """What somebody does in a review."""

    FACILITATES = "facilitates"
    TAKES_PART = "takes-part"


PARTS: dict[str, LazyString] = {
    Part.FACILITATES: _("facilitates"),
    Part.TAKES_PART: _("takes part"),
}


class Interest(StrEnum):
    """What somebody in a review had to do with what it looks at: said, never a reason to keep out."""

    SEALED = "sealed"
    WROTE = "wrote"
    CONVENED = "convened"
    READ = "read"


INTERESTS: dict[str, LazyString] = {
    Interest.SEALED: _("sealed the version that stood that day"),
    Interest.WROTE: _("wrote down what happened"),
    Interest.CONVENED: _("convened this review"),
    Interest.READ: _("read what happened before it was opened here"),
}


def stood_before(sealings: Sequence[Sealed], day: date, chosen: int | None) -> Sealed | None:
    """The version to stand beside what is thought of a day before what came of it is known.

    The one somebody chose, were it sealed that very day; else the last from before it. None where
    nothing was: a seal of the day itself may have come after, and a later one did.
    """
    by_choice = (s for s in sealings if s.number == chosen and sealed_when(s.on, day) != AFTER)
    before = (s for s in sealings if sealed_when(s.on, day) == BEFORE)
    return next(by_choice, max(before, default=None))


# -- choosing a response -------------------------------------------------------------------------


class Response(StrEnum):
    """Ways of learning together. None is for worse outcomes than another."""

    HUDDLE = "huddle"
    AFTER_ACTION = "after-action"
    SEVERAL_PARTIES = "several-parties"
    THEMED = "themed"
    IN_DEPTH = "in-depth"


RESPONSES: dict[str, LazyString] = {
    Response.HUDDLE: _("Huddle within 48 hours"),
    Response.AFTER_ACTION: _("After-action review"),
    Response.SEVERAL_PARTIES: _("Meeting of several parties"),
    Response.THEMED: _("Themed review of several decisions"),
    Response.IN_DEPTH: _("In-depth review"),
}
TO_LEARN: dict[str, LazyString] = {
    "fresh": _("What it was like for those who were there"),
    "difference": _("What made it go otherwise than expected, or just as hoped"),
    "between": _("How several teams or organisations worked together"),
    "pattern": _("What several of these have in common"),
    "unclear": _("Something that nobody can explain yet"),
}
BY_WHOM: dict[str, LazyString] = {
    "there": _("Those who were there"),
    "team": _("One team, led by somebody who was not there"),
    "several": _("Several teams or organisations, or the family"),
    "days": _("Somebody who can give it days"),
}
BY_WHEN: dict[str, LazyString] = {
    "now": _("Within 48 hours of it"),
    "weeks": _("In the next weeks"),
    "longer": _("It can take longer"),
}


class Suggestion(NamedTuple):
    """A way of learning that suits, and why. A person chooses."""

    response: Response
    because: LazyString


def suggested(learn: Collection[str], by_whom: str, by_when: str) -> list[Suggestion]:
    """The ways that suit what can be learned, by whom and by when, quickest first, each once.

    How much harm there was is not asked: something small, or good, often teaches most.
    """
    is_now = by_when == "now"
    every = (
        (
            "fresh" in learn and is_now,
            Response.HUDDLE,
            _("it is fresh, and can be talked about now"),
        ),
        (
            "fresh" in learn and bool(by_when) and not is_now,
            Response.AFTER_ACTION,
            _("after 48 hours four questions hold more than memory does"),
        ),
        (
            "difference" in learn,
            Response.AFTER_ACTION,
            _(
                "it asks what was expected, what happened, what made the difference and what to learn"
            ),
        ),
        (
            "between" in learn,
            Response.SEVERAL_PARTIES,
            _("each sees a part of it, and only together is it whole"),
        ),
        (
            by_whom == "several",
            Response.SEVERAL_PARTIES,
            _("those who have something to say are not all in one team"),
        ),
        (
            "pattern" in learn,
            Response.THEMED,
            _("what several have in common does not show in one"),
        ),
        (
            "unclear" in learn,
            Response.IN_DEPTH,
            _("what nobody can explain yet takes time to look into"),
        ),
        (by_whom == "days", Response.IN_DEPTH, _("there is somebody with the days that it takes")),
    )
    found = {response: because for holds, response, because in reversed(every) if holds}
    return [Suggestion(response, found[response]) for response in Response if response in found]
