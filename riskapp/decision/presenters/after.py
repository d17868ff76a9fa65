"""After a seal: a review as it was said, and what something said since can be about."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, REVIEW
from riskapp.decision.presenters.reading_back import said_in
from riskapp.decision.presenters.talking import StepLine
from riskapp.decision.queries import Decision
from riskapp.decision.rules import (
    LIST_WORDS,
)
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill


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


def pointed_at(talk: Conversation) -> list[tuple[str, str]]:
    """What something said since can be about, with the first words of each: id and words."""
    walked = (slug for step in CONVERSATION.shown(talk.entries) for slug in step.slugs)
    found = [entry for slug in walked for entry in talk.entries.items(slug) if entry.data]
    return [(entry.id, beginning(talk.known_as(entry.id), LIST_WORDS)) for entry in found]
