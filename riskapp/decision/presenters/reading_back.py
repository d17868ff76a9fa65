"""Reading back before a seal: what was said, what is kept from the page and why, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from riskapp.decision import balance
from riskapp.decision.aloud import NOT_ALOUD, kept_because
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.presenters.talking import step_line
from riskapp.decision.queries import Decision
from riskapp.decision.said import Consequence, Option
from riskapp.decision.sheet import Side
from riskapp.decision.steps.closer_look import STEP as CLOSER_LOOK
from riskapp.platform.forms import DataClass
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import State, Step
from riskapp.platform.wizard.steps import always


@dataclass(frozen=True)
class ReadBack:
    """A part beyond the six screens, as it is read back: answers of its own, then of each item."""

    title: str
    url: str
    answered: list[list[Asked]]


# What the read-back page has a place of its own for.
READ_IN_PLACE = frozenset(
    {
        *(step.slug for step in CONVERSATION.steps if step.applies is always),
        "two-pens",
        CLOSER_LOOK.slug,
    }
) - {"balance", "doors"}


def read_back_parts(found: Decision, talk: Conversation) -> list[ReadBack]:
    """What was said beyond the six screens and is read aloud, in order."""
    parts = []
    for step in CONVERSATION.steps:
        if step.slug in READ_IN_PLACE:
            continue
        answered = [[a for a in said if not kept_because(a)] for said in said_in(talk, step)]
        if answered := [answers for answers in answered if answers]:
            line = step_line(found, talk.entries, step)
            parts.append(ReadBack(line.title, line.url, answered))
    return parts


def said_in(talk: Conversation, step: Step) -> list[list[Asked]]:
    """The answers a step was given: its own, then those of each item."""
    forms = [talk.answers(step.slug), *(item for c in step.collections for item in talk.items(c))]
    return [list(form.answered()) for form in forms]


def not_aloud(found: Decision, talk: Conversation) -> list[tuple[str, str, LazyString]]:
    """Parts that hold words which are sealed and not read aloud: title, the way there, and why."""
    kept = []
    for step in CONVERSATION.steps:
        line = step_line(found, talk.entries, step)
        whys = {kept_because(asked) for said in said_in(talk, step) for asked in said}
        if step.slug == "two-pens":
            if step.is_shown(talk.entries) and not talk.are_pens_given:
                why = _("neither pen is shown before both have marked")
                kept.append((line.title, line.url, why))
        elif step.slug in READ_IN_PLACE and step is not CLOSER_LOOK:
            if DataClass.PROTECTION in whys and step.slug != "read-back":
                kept.append((line.title, line.url, NOT_ALOUD[DataClass.PROTECTION]))
        elif because := next((kind for kind in NOT_ALOUD if kind in whys), None):
            kept.append((line.title, line.url, NOT_ALOUD[because]))
    return kept


def others_words(found: Decision, talk: Conversation) -> list[tuple[str, str, str]]:
    """What others said or worry about that the person will read in their copy: who, the words, and
    where to say them differently.
    """
    step = url_for("decision.home", ref=found.ref)
    name = talk.name.strip().casefold()
    said = [
        (c.entry.get("worry_of", ""), c.text, f"{step}/both-sides/consequences/{c.id}")
        for c in talk.consequences
        if c.entry.get("said_by") == "other"
        or c.entry.get("worry_of", "").strip().casefold() not in ("", name)
    ]
    said += [
        (one.get("who", ""), one["view"], f"{step}/what-was-decided/differences/{one.id}")
        for one in talk.differences
        if one.get("view") and one.get("who", "").strip().casefold() != name
    ]
    return said


def not_yet(found: Decision, talk: Conversation) -> list[tuple[str, str]]:
    """What has not been talked about, in words, with where to say it.

    Read back with the person, perhaps with somebody beside them: what protects them is named elsewhere.
    """
    said = []
    for step in CONVERSATION.shown(talk.entries)[:-1]:
        url = url_for("conversation.step", ref=found.ref, step=step.slug)
        if step.slug == "both-sides":
            said += [(words, url) for words in _quiet_cells(talk)]
            continue
        if step.applies is not always:
            # A part that was opened is named whole: its questions would bury the six screens'.
            title, state = fill(step.title, found.names), step.state(talk.entries)
            if state == State.NOT_YET:
                said.append((title, url))
            elif state == State.STARTED:
                said.append((str(_("%(part)s: some of it", part=title)), url))
            continue
        data = talk.entries.data(step.slug)
        for asked in step.form(names=found.names):
            if asked.key not in data and _is_called_for(asked, data) and not _protects(asked):
                said.append((asked.question, url))
        for collection in step.collections:
            if not talk.entries.items(collection.slug):
                said.append((fill(collection.title, found.names), url))
    return said


def safety_not_asked(talk: Conversation) -> list[str]:
    """What was not asked yet about danger and pressure; for the practitioner alone."""
    said = talk.decision
    return [
        asked.question
        for asked in talk.answers("decision")
        if _protects(asked) and asked.key not in said and _is_called_for(asked, said)
    ]


def _protects(asked: Asked) -> bool:
    return asked.spec.data_class is DataClass.PROTECTION


def _is_called_for(asked: Asked, data: Mapping[str, Any]) -> bool:
    """A question that stands beside an answer is asked only where that answer was given."""
    if asked.spec.only_if is None:
        return True
    beside, *codes = asked.spec.only_if
    given = data.get(beside)
    return bool({*given} & {*codes}) if isinstance(given, list) else given in codes


def _quiet_cells(talk: Conversation) -> list[str]:
    """The sides of each option nobody has said anything of."""
    return [
        str(
            _(
                "%(option)s: %(lane)s",
                option=option.heading,
                lane=str(balance.LANES[option.is_now][side]).lower(),
            )
        )
        for option in talk.options
        for side, said in _lanes(option)
        if not said
    ]


def _lanes(option: Option) -> list[tuple[Side, list[Consequence]]]:
    return [("hope", option.hoped_for), ("worry", option.feared)]
