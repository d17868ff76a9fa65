"""Conversations told in a few lines: what each prompt notices, and what it is content with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.rules import BENEFIT, DOOR, ENDINGS, HARM, SAFETY, WHOSE
from riskapp.decision.said import Consequence, Option
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.doors import STEP as DOORS
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.two_pens import STEP as TWO_PENS
from riskapp.decision.steps.what_was_decided import DIFFERENCES, POSITIONS
from riskapp.decision.steps.what_was_decided import STEP as DECIDED
from riskapp.decision.steps.what_would_help import MITIGATIONS, NOT_FOUND, STILL
from riskapp.decision.steps.what_would_help import STEP as MITIGATIONS_STEP
from riskapp.platform.entries.reading import Entries, Entry

DOING, NOW = "doing", "now"  # the ids of the two options every conversation begins with


class Example:
    """A conversation made of plain entries, told line by line. Each call gives the example back."""

    def __init__(self, name: str = "Maureen") -> None:
        self.name = name
        self._marks: dict[str, list[str]] = {BOTH_SIDES.slug: [], TWO_PENS.slug: []}
        self._steps: dict[str, dict[str, Any]] = {}
        self._items = [
            Entry(DOING, OPTIONS.slug, {}),
            Entry(NOW, OPTIONS.slug, {"is_now": True}, position=1),
        ]

    def says(self, step: str, **answers: Any) -> Example:
        """Answers to the questions of a step."""
        self._steps.setdefault(step, {}).update(answers)
        return self

    def wants(self, words: str) -> Example:
        return self.says("decision", choice=words)

    def hoped(self, option: str, text: str, **more: Any) -> Example:
        return self._consequence(option, BENEFIT, text, **more)

    def feared(self, option: str, text: str, **more: Any) -> Example:
        return self._consequence(option, HARM, text, **more)

    def looked_at(self, **answers: Any) -> Example:
        """A closer look at what was told last."""
        self.item(CLOSER.slug, self._items[-1].id, **answers)
        return self

    def helps(self, what: str, rung: str = "", **more: Any) -> Example:
        self.item(MITIGATIONS.slug, what=what, rung=rung, **more)
        return self

    def still(self, option: str, text: str) -> Example:
        self.item(STILL.slug, option, text=text)
        return self

    def looked_for(self, what: str) -> Example:
        self.item(NOT_FOUND.slug, what=what)
        return self

    def item(self, collection: str, parent: str | None = None, **answers: Any) -> str:
        """An item of any collection; empty answers are left out, as when nobody gave them."""
        made = f"{collection}-{len(self._items)}"
        data = {key: value for key, value in answers.items() if value}
        self._items.append(Entry(made, collection, data, 1, parent, len(self._items)))
        return made

    def _consequence(
        self,
        option: str,
        side: str,
        text: str,
        *,
        marked: bool = False,
        practitioners: bool = False,
        **more: str,
    ) -> Example:
        """marked: by the person. practitioners: by the practitioner."""
        made = self.item(CONSEQUENCES.slug, option, text=text, side=side, **more)
        self._marks[BOTH_SIDES.slug] += [made] if marked else []
        self._marks[TWO_PENS.slug] += [made] if practitioners else []
        return self

    def conversation(self) -> Conversation:
        steps = dict(self._steps)
        for slug, marks in self._marks.items():
            if marks:
                steps[slug] = {**steps.get(slug, {}), "marks": list(marks)}
        own = [Entry(f"step-{slug}", slug, data) for slug, data in steps.items()]
        return Conversation(Entries((*self._items, *own)), self.name)

    def lines(self) -> list[str]:
        """The example in words, a line each, for the page that lists the prompts."""
        return list(_told(self.conversation()))


def _told(talk: Conversation) -> Iterator[str]:
    if talk.choice:
        yield f"{talk.name} wants: “{talk.choice}”"
    if pressure := talk.decision.get("pressure"):
        yield f"Could anyone be putting pressure on {talk.name}: {SAFETY[pressure]}"
    for option in talk.options:
        yield from _of_option(option)
    for one in talk.mitigations:
        yield f"What would help: {one.what}{_beside(one.rung_words, *_costs(one))}"
    yield from (f"Looked for, not found: {entry['what']}" for entry in talk.not_found)
    yield from _decided(talk)
    for door, state, _note in talk.doors:
        if state:
            yield f"{door.title}: {DOOR[state]}"
    yield from _as_asked(talk)


def _decided(talk: Conversation) -> Iterator[str]:
    if decided := talk.decided.get("decided"):
        yield f"What was decided: {decided}"
    if whose := talk.decided.get("whose"):
        yield f"Whose choice it is: {talk.say(WHOSE[whose])}"
    if ending := talk.decided.get("ending"):
        yield f"Where people stand: {talk.say(ENDINGS[ending])}"
    if weight := talk.decided.get("weight"):
        yield f"What was given most weight, and why: {weight}"
    for form in (*talk.items(DIFFERENCES), *talk.items(POSITIONS)):
        yield from (f"{asked.question}: {asked.shown(asked.kept)}" for asked in form.answered())


# What is told above in words of its own, of the answers of a step; its lists are, too.
TOLD_ABOVE = {
    "decision": {"choice", "pressure"},
    BOTH_SIDES.slug: {"marks"},
    MITIGATIONS_STEP.slug: set[str](),
    DECIDED.slug: {"decided", "whose", "ending", "weight"},
    DOORS.slug: {asked.key for asked in DOORS.form()},
}


def _as_asked(talk: Conversation) -> Iterator[str]:
    """What else was said, as question and answer, whichever step asks it."""
    for step in CONVERSATION.steps:
        told = TOLD_ABOVE.get(step.slug)
        lists = () if told is not None else step.collections
        forms = [talk.answers(step.slug), *(f for c in lists for f in talk.items(c))]
        for asked in (a for form in forms for a in form.answered() if a.spec.json != "refs"):
            if asked.key not in (told or ()):
                yield f"{asked.asks} {asked.shown(asked.kept)}"


def _of_option(option: Option) -> Iterator[str]:
    for one in option.consequences:
        side = "hoped for" if one.side == BENEFIT else "feared"
        yield f"{option.heading}, {side}: {one.text}{_beside(*_about(one))}"
    if option.still_text:
        yield f"{option.heading}, what could still happen: {option.still_text}"


def _about(one: Consequence) -> Iterator[str]:
    yield one.kind_words
    yield "their own words" if one.is_own_words else ""
    yield f"for {one.to_whom}" if one.to_whom else ""
    yield f"whose worry or hope: {whose}" if (whose := one.entry.get("worry_of")) else ""
    yield "matters most" if one.is_marked else ""
    yield "the practitioner’s mark" if one.is_practitioners else ""


def _costs(one: Any) -> Iterator[str]:
    for key, words in (
        ("takes_away", "takes away"),
        ("ends_on", "ends"),
        ("nothing_less", "nothing less because"),
        ("smaller", "made smaller by"),
        ("was_to_end_on", "was to end"),
        ("renewed_because", "renewed because"),
        ("agreed_how", "agreed to"),
        ("responds", "responds"),
    ):
        if value := one.entry.get(key):
            yield f"{words}: {value}"
    if one.for_what:
        yield f"for: {', '.join(said.text for said in one.for_what)}"


def _beside(*about: str) -> str:
    said = [words for words in about if words]
    return f" ({'; '.join(said)})" if said else ""
