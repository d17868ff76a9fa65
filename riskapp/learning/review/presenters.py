"""A learning review as its pages print it: who is in it, how far each page is, what stood that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.presenters.timeline import timeline
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.rules import State as Stage
from riskapp.learning.review.journeys import CHANGES, MOMENT_OF, REVIEWING, is_written
from riskapp.learning.review.queries import Member, Review, Reviewed
from riskapp.learning.review.rules import INTERESTS, PARTS, Interest
from riskapp.learning.review.steps import opening, what_changed
from riskapp.learning.rules import SAME_DAY, sealed_when
from riskapp.platform.entries.reading import Entries, Told
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, short_date_words, time_words
from riskapp.platform.versions.store import Sealing
from riskapp.platform.wizard import State


@dataclass(frozen=True)
class MemberLine:
    """Somebody in a review: what they do in it, and what they had to do with what it looks at."""

    user_id: str
    name: str
    part: str
    interests: tuple[str, ...]


def member_lines(
    found: Review, members: Iterable[Member], sealers: Collection[str], readers: Collection[str]
) -> list[MemberLine]:
    had = {
        Interest.SEALED: sealers,
        Interest.WROTE: {one.told_by for one in found.of},
        Interest.CONVENED: {found.convened_by},
        Interest.READ: readers,
    }
    return [
        MemberLine(
            one.user_id,
            one.name,
            str(PARTS[one.part]),
            tuple(str(INTERESTS[i]) for i, who in had.items() if one.user_id in who),
        )
        for one in members
    ]


@dataclass(frozen=True)
class StepLine:
    """A page in the list of all of them; without an address where it cannot be written in now."""

    title: str
    url: str
    state: State


def part_lines(found: Review, entries: Entries) -> list[tuple[LazyString, list[StepLine]]]:
    """The pages called for now, under their headings."""
    shown = REVIEWING.shown(entries)
    lines = [
        (
            part.title,
            [
                StepLine(
                    fill(step.title, found.names),
                    _address(found, step.slug) if can_write(found, step.slug) else "",
                    step.state(entries),
                )
                for step in part.steps
                if step in shown and not (found.is_opened and step is opening.STEP)
            ],
        )
        for part in REVIEWING.parts
    ]
    return [line for line in lines if line[1]]


def can_write(found: Review, slug: str) -> bool:
    """Whether a page, or one of its lists, can be written in now."""
    return found.may_write(MOMENT_OF.get(slug))


def next_step(found: Review, entries: Entries) -> StepLine:
    """The first page that can be written in and that nobody has, the last where all have begun. What
    happened comes next once that day is written.
    """
    open_now = [line for _title, lines in part_lines(found, entries) for line in lines if line.url]
    first = next((line for line in open_now if line.state == State.NOT_YET), open_now[-1])
    if found.is_opened or first is not open_now[-1] or is_written(entries):
        return first
    return open_now[-2]


def _address(found: Review, slug: str) -> str:
    return url_for("reviewing.step", ref=found.ref, step=slug)


# -- what falls due ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Falling:
    """Something in a review that falls due on a day, and who sees to it where that is said."""

    review: Review
    on: date
    what: str
    owner: str = ""


DUE_IN = (CHANGES.slug, what_changed.STEP.slug)
LOOK_AGAIN = _("Look again: what changed, how do we know?")


def falling_due(
    reviews: Sequence[Review], said: Iterable[tuple[str, str, Mapping[str, Any]]], until: date
) -> list[Falling]:
    """What some reviews make due up to a day, the longest due first, of what was `said` in `DUE_IN`."""
    by_id = {one.id: one for one in reviews}
    found = []
    for review_id, step, data in said:
        review = by_id[review_id]
        if step == CHANGES.slug and data.get("by_when") and not data.get("changed"):
            on, what, owner = data["by_when"], data.get("what", ""), data.get("owner", "")
            found.append(
                Falling(review, date.fromisoformat(on), beginning(what, LIST_WORDS), owner)
            )
        elif data.get("look_again"):
            on = date.fromisoformat(data["look_again"])
            found.append(Falling(review, on, str(LOOK_AGAIN)))
    return sorted((one for one in found if one.on <= until), key=lambda one: one.on)


# -- what stood that day -------------------------------------------------------------------------


def stood_mark(one: Reviewed, sealing: Sealing | None, *, is_frozen: bool) -> str:
    """What stands beside, without a word of what came of it or of the day it happened."""
    if sealing is None:
        return str(
            _("Nothing was sealed before that day. This is the conversation as it stood then.")
            if is_frozen
            else _(
                "Nothing of %(ref)s was written before that day. A version sealed on the day itself "
                "stands here once somebody says, on the page of what happened, that it was in force.",
                ref=one.decision_ref,
            )
            if one.decision_ref
            else _("No decision was written down before that day. Ask what was usual.")
        )
    on = local(sealing.sealed_at).date()
    said = {"number": sealing.number, "ref": one.decision_ref, "day": short_date_words(on)}
    if sealed_when(on, one.day) == SAME_DAY:
        words = _("Version %(number)s of %(ref)s, sealed on %(day)s at %(time)s.")
        return str(words) % {**said, "time": time_words(sealing.sealed_at)}
    return str(_("Version %(number)s of %(ref)s, sealed %(day)s. It stood that day.")) % said


@dataclass(frozen=True)
class UpTo:
    """All that a decision's timeline is made of."""

    sealings: Sequence[Sealing]
    given: Sequence[Given]
    told: Sequence[Told]
    entries: Entries  # as they stood at `moment`


def timeline_before(found: Decision, moment: datetime, known: UpTo) -> list[tuple[str, str]]:
    """A decision's timeline up to a moment: when, and what. It leads nowhere: the decision's own pages
    show what came after.
    """
    sealings = [s for s in known.sealings if s.sealed_at < moment]
    ids = {s.id for s in sealings}
    then = replace(found, state=Stage.IN_CONVERSATION, versions=len(sealings))
    lines = timeline(
        then,
        sealings,
        [g for g in known.given if g.version_id in ids and g.noted_at < moment],
        [t for t in known.told if t.at < moment],
        Conversation(known.entries, found.called_by),
    )
    return [(when, said) for when, said, _url in lines]
