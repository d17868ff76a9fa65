"""After a seal: a review as it was said, and what something said since can be about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, REVIEW
from riskapp.decision.presenters.reading_back import said_in
from riskapp.decision.presenters.talking import StepLine
from riskapp.decision.queries import Decision
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


@dataclass(frozen=True)
class ReviewLine:
    """A part of a review: the way to it, and each of its answers, its own and then of each item."""

    step: StepLine
    answered: list[list[Asked]]


def review_lines(found: Decision, talk: Conversation) -> list[ReviewLine]:
    lines = []
    for step in REVIEW.steps:
        url = url_for("review.step", ref=found.ref, step=step.slug)
        answered = said_in(talk, step)
        line = StepLine(fill(step.title, found.names), url, step.state(talk.entries))
        lines.append(ReviewLine(line, [answers for answers in answered if answers]))
    return lines


def pointed_at(talk: Conversation) -> list[tuple[str, list[tuple[str, str]]]]:
    """What something said since can be about: the title of each step, and the id and first words of what
    stands there. A closer look is part of what it looks at; of two that read alike each has its place.
    """
    steps = [(step, _standing(talk, step)) for step in CONVERSATION.shown(talk.entries)]
    return [(talk.say(step.title), _told_apart(found)) for step, found in steps if found]


def _standing(talk: Conversation, step: Step) -> list[tuple[str, str]]:
    walked = [slug for slug in step.slugs if slug != CLOSER.slug]
    entries = [entry for slug in walked for entry in talk.entries.items(slug) if entry.data]
    return [(entry.id, beginning(talk.known_as(entry.id), LIST_WORDS)) for entry in entries]


def _told_apart(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    alike = Counter(words for _id, words in found)
    met: Counter[str] = Counter()
    told = []
    for entry_id, words in found:
        met[words] += 1
        which = _("%(what)s (%(n)s of %(all)s)", what=words, n=met[words], all=alike[words])
        told.append((entry_id, str(which) if alike[words] > 1 else words))
    return told
