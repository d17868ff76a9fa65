"""A decision in conversation: its parts and how far each is, what comes next, its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, dropwhile

from flask import url_for

from riskapp.decision import balance
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, OF_ITS_DAY, RECORD, REVIEW, SINCE
from riskapp.decision.queries import Decision
from riskapp.decision.rules import BENEFIT
from riskapp.decision.said import Consequence
from riskapp.decision.steps import looking_again
from riskapp.decision.steps.doors import Door, OpenedBy
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import moment_words
from riskapp.platform.wizard import Collection, State, Step
from riskapp.platform.wizard.steps import always


@dataclass(frozen=True)
class StepLine:
    """A step in the task list: what it is, how far it is, what is there."""

    title: str
    url: str
    state: State


@dataclass(frozen=True)
class PartLine:
    """A part of the conversation in the task list; one whose steps were never called for is left out."""

    title: LazyString
    steps: list[StepLine]


def part_lines(found: Decision, entries: Entries) -> list[PartLine]:
    shown = CONVERSATION.shown(entries)
    lines = [
        PartLine(part.title, [step_line(found, entries, s) for s in part.steps if s in shown])
        for part in CONVERSATION.parts
    ]
    return [line for line in lines if line.steps]


MOST_TAKEN_AWAY = 100  # shown at once, of what can be put back


@dataclass(frozen=True)
class TakenAway:
    """An item that was taken away since the record stood as sealed, and where it is put back."""

    collection: Collection
    item: Entry
    url: str


def taken_away(found: Decision, entries: Entries, removed: Sequence[Entry]) -> list[TakenAway]:
    """Those that said something and have their place in the conversation still."""
    lists = {c.slug: (step, c) for step in CONVERSATION.in_order for c in step.collections}
    lines = []
    for item in removed:
        step, collection = lists.get(item.step, (None, None))
        has_place = item.parent_id is None or entries.find(item.parent_id)
        if step and collection and has_place and item.data.keys() - {*collection.fixed}:
            there = url_for("conversation.step", ref=found.ref, step=step.slug)
            url = f"{there}/{collection.slug}/{item.id}/put-back"
            lines.append(TakenAway(collection, item, url))
    return lines


def more_pages(number: int) -> str:
    """How many pages came to the six screens; empty where none did."""
    if number > 1:
        return str(_("%(number)s more pages", number=number))
    return str(_("One more page")) if number else ""


def what_doors_brought(talk: Conversation) -> str:
    """Why the list is longer than six screens, in a sentence; empty while no door is open."""
    brought = [s for s in CONVERSATION.each_shown(talk.entries) if is_brought(s)]
    reasons = [talk.say(door.title) for door, _note in talk.opened_doors]
    why = str(_("the whole conversation")) if talk.is_whole else "; ".join(reasons)
    if not (brought and why):
        return ""
    return str(
        _(
            "%(pages)s than the six screens, opened for: %(why)s. What was talked about before "
            "stays as it was.",
            pages=more_pages(len(brought)),
            why=why,
        )
    )


def is_brought(step: Step) -> bool:
    """Whether a page stands in the list only where a door, or what is said behind it, calls for it."""
    return step.applies is not always and step.slug != looking_again.STEP.slug


def step_line(found: Decision, entries: Entries, step: Step) -> StepLine:
    return StepLine(
        fill(step.title, found.names),
        url_for("conversation.step", ref=found.ref, step=step.slug),
        step.state(entries),
    )


def next_line(found: Decision, entries: Entries) -> StepLine:
    return step_line(found, entries, next_step(found, entries))


def next_step(found: Decision, entries: Entries) -> Step:
    """The first step not yet talked about, the last where all have begun.

    Of a later version nearly all have: it goes from why it is looked at again to what is asked again or
    was never talked about, and on from wherever it was last written in.
    """
    shown = CONVERSATION.each_shown(entries)  # no further than it must: My work asks a hundred
    first = next(shown)
    if found.versions and first.state(entries) != State.NOT_YET:
        last = last_step(found) or first
        later = shown if last is first else dropwhile(lambda s: s is not last, shown)
        left = (
            s
            for s in later
            if s is not last
            and (s.state(entries) == State.NOT_YET or asks_again(found, entries, s))
        )
    else:
        left = (s for s in chain([first], shown) if s.state(entries) == State.NOT_YET)
    return next(left, None) or CONVERSATION.shown(entries)[-1]


def asks_again(found: Decision, entries: Entries, step: Step) -> bool:
    """Whether a step of a later version has something that is asked again and not answered yet."""
    keys = OF_ITS_DAY.get(step.slug, ())
    asked = [f.key for f in step.form() if f.key in keys and f.spec.only_if is None]
    return bool(found.versions) and any(key not in entries.data(step.slug) for key in asked)


def behind(door: Door) -> list[Step]:
    """The steps that ask what a door says, in order: those it opens, and screens there are anyway."""
    return [
        step
        for part in CONVERSATION.parts
        for step in part.steps
        if (isinstance(step.applies, OpenedBy) and door.slug in step.applies.doors)
        or step.slug in door.also
    ]


def picture_options(talk: Conversation) -> list[balance.Option]:
    """The options as the balance picture draws them."""
    return [
        balance.Option(
            title=option.heading,
            entries=[_picture_entry(c) for c in option.consequences],
            is_now=option.is_now,
        )
        for option in talk.options
    ]


def _picture_entry(said: Consequence) -> balance.Entry:
    return balance.Entry(
        text=said.text,
        side="hope" if said.side == BENEFIT else "worry",
        kind=said.kind,
        marked=said.is_marked,
        to=said.named_first,
    )


def draft_lines(
    found: Decision, kept: Sequence[tuple[str, datetime]]
) -> list[tuple[str, str, str]]:
    """Typing that was not saved: the screen, when in words, and its address."""
    titles = {step.slug: fill(step.title, found.names) for step in RECORD.steps}
    here = url_for("decision.home", ref=found.ref)
    beside = {s.slug: f"{here}/{j.slug}" for j in (REVIEW, SINCE) for s in j.steps}
    return [
        (titles.get(step, place), moment_words(at), f"{beside.get(step, here)}/{place}")
        for place, at in kept
        for step in [place.split("/")[0]]
    ]


def last_step(found: Decision) -> Step | None:
    """The numbered screen that was last written on; none where nothing was yet."""
    return CONVERSATION.numbered.get(found.changed_step)


def next_words(found: Decision, entries: Entries) -> str:
    """Where a conversation would go on, as its own page says it; of somebody who has died, nowhere."""
    if found.has_died:
        return str(_("%(name)s has died", name=found.called_by))
    if found.is_in_review:
        return str(_("Being reviewed"))
    step = next_step(found, entries)
    return str(_("Next: %(step)s", step=fill(step.title, found.names)))


def last_words(found: Decision) -> str:
    """Where a conversation was last written in, and when."""
    step = last_step(found)
    if step is None and found.changed_at > found.made_at:
        return str(_("Last written in %(when)s", when=moment_words(found.changed_at)))
    if step is None:
        return str(_("Begun %(when)s", when=moment_words(found.made_at)))
    return str(
        _(
            "Last: %(step)s, %(when)s",
            step=fill(step.title, found.names),
            when=moment_words(found.changed_at),
        )
    )
