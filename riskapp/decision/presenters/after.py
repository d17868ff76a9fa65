"""After a seal: a review as it was said, and what something said since can be about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.alike import told_apart
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, RECORD, asked_in_a_review
from riskapp.decision.layouts import layout_of
from riskapp.decision.presenters.reading_back import said_in
from riskapp.decision.presenters.talking import StepLine
from riskapp.decision.queries import Decision
from riskapp.decision.reasons import is_before
from riskapp.decision.rules import CHANGE, END, KEEP, LIST_WORDS, Copy
from riskapp.decision.said import Addendum, Mitigation
from riskapp.decision.steps import what_happened, what_now
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.did_it_happen import CAME, as_said
from riskapp.decision.steps.hopes_now import HOPES_NOW
from riskapp.decision.steps.statement import STEP as STATEMENT
from riskapp.decision.steps.still_helping import STILL_HELPS, names_of_helps
from riskapp.decision.steps.two_pens import STEP as TWO_PENS
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import number_items, rows_of
from riskapp.platform.wizard import Step
from riskapp.platform.wizard.returning import HOME, WayBack


@dataclass(frozen=True)
class ReviewLine:
    """A part of a review: the way to it, and each of its answers, its own and then of each item."""

    slug: str
    step: StepLine
    answered: list[list[Asked]]


def review_lines(found: Decision, talk: Conversation) -> list[ReviewLine]:
    lines = []
    for step in asked_in_a_review(talk.entries):
        url = WayBack((HOME,)).on(url_for("review.step", ref=found.ref, step=step.slug))
        answered = said_in(talk, step)
        line = StepLine(fill(step.title, found.names), url, step.state(talk.entries))
        lines.append(ReviewLine(step.slug, line, [answers for answers in answered if answers]))
    return lines


@dataclass(frozen=True)
class HowItWent:
    """A review in short: the person's own account, what came about of what was feared or hoped for, and
    the day it was talked about.
    """

    account: str
    came: list[tuple[str, str]]
    on: str


def how_it_went(talk: Conversation) -> HowItWent | None:
    """Of the review that led to the version that stands; None without one."""
    if not talk.is_after_review:
        return None
    day = talk.answers(what_now.STEP.slug).field("decided_on")
    account = str(talk.entries.data(what_happened.STEP.slug).get("account", ""))
    return HowItWent(
        account, _answers_to("happened", talk.items(CAME)), day.shown(day.kept) if day.kept else ""
    )


def _answers_to(key: str, items: Iterable[Form]) -> list[tuple[str, str]]:
    """What a review asked about, with the answer to one of its questions, where there is one."""
    return [
        (one.field("was").kept, one.field(key).shown(one.field(key).kept))
        for one in items
        if one.field("was").kept and one.field(key).kept
    ]


def ways_of(talk: Conversation) -> dict[str, str]:
    """The way each thing that could happen would come of, by the words a review keeps of it."""
    found: dict[str, list[str]] = {}
    for said in talk.consequences:
        found.setdefault(as_said(said.entry), []).append(talk.option_of(said).heading)
    return {was: "; ".join(dict.fromkeys(ways)) for was, ways in found.items()}


def of_the_way(talk: Conversation) -> frozenset[str]:
    """All that was said of the ways that were decided on."""
    return frozenset(c.id for option in talk.ways_chosen for c in option.consequences)


def asked_first(talk: Conversation) -> frozenset[str]:
    """What a review asks about before the rest is unfolded: what was marked, and all that was said of
    the ways that were decided on. Neither pen is told of before both are given.
    """
    marked = (
        c for c in talk.consequences if (c.is_on_agenda if talk.are_pens_given else c.is_marked)
    )
    return of_the_way(talk) | {c.id for c in marked}


def helps_of(talk: Conversation) -> dict[str, Mitigation]:
    """What would help, by the words a review keeps of it."""
    names = names_of_helps(talk.entries)
    return {names[m.id]: m for m in talk.mitigations if m.id in names}


@dataclass(frozen=True)
class CarryingOn:
    """What carrying on seals that the last version did not say, by name; `asked_to_change` is what was
    answered "Change it", which it leaves as it is.
    """

    asked_to_change: list[str]
    ended: list[str]
    renewed: list[tuple[str, str]]
    hopes: list[tuple[str, str]]
    look_again: str
    is_statement_before: bool


def carrying_on(talk: Conversation, after: Conversation) -> CarryingOn:
    """talk: the record with its review; after: as carrying on would seal it."""
    said = talk.items(STILL_HELPS)

    def answered(code: str) -> list[str]:
        return [one.field("was").kept for one in said if one.field("earns").kept == code]

    kept = [one for one in said if one.field("earns").kept == KEEP]
    renewed, hopes = _answers_to("ends_on", kept), _answers_to("now", talk.items(HOPES_NOW))
    on = after.answers("if-it-goes-wrong").field("look_again_on")
    look_again = on.shown(on.kept) if on.kept else ""
    return CarryingOn(answered(CHANGE), answered(END), renewed, hopes, look_again, is_before(after))


@dataclass(frozen=True)
class SaidOf:
    """What something said since can be about, and what was said so far. Somebody may sit beside this
    page: it tells what their own copy carries, by the rule that makes it, and the rest when asked.
    """

    talk: Conversation
    everything: bool = False

    @property
    def offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The title of each step, and the id and first words of what stands there. A closer look is part
        of what it looks at; of two that read alike each has its place.
        """
        talk = self.talk
        steps = [
            step
            for step in (*CONVERSATION.shown(talk.entries), STATEMENT)
            if step is not TWO_PENS or talk.are_pens_given  # nor that one of them was used
        ]
        standing = [(talk.say(step.title), self._standing(step)) for step in steps]
        return [(title, list(found.items())) for title, found in standing if found]

    @property
    def so_far(self) -> list[Addendum]:
        return [one for one in self.talk.addenda if self._is_told(one.entry)]

    def _standing(self, step: Step) -> dict[str, str]:
        walked = [slug for slug in step.slugs if slug != CLOSER.slug]
        entries = [
            entry for slug in walked for entry in self.talk.entries.items(slug) if entry.data
        ]
        told = filter(self._is_told, entries)
        return told_apart({e.id: beginning(self.talk.known_as(e.id), LIST_WORDS) for e in told})

    def _is_told(self, one: Entry) -> bool:
        return self.everything or self._paths.get(one.id) in self._carried

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        return number_items(RECORD, self.talk.entries)

    @cached_property
    def _carried(self) -> frozenset[str]:
        """The steps and items that the person's copy carries any answer of."""
        rows = rows_of(RECORD, self.talk.entries, self.talk.names)
        shown = shown_rows(RECORD, layout_of(Copy.PERSON), rows)
        return frozenset(
            i.rpartition(".")[0] for i, row in shown.items() if row["value"] is not None
        )
