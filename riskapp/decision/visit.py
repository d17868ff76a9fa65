"""The conversation sheet: what is known of an open conversation, and room to write with a pen.

It is carried about and lies on tables, so what is not read aloud is not on it, and a part of which
nothing is read is not named: its name alone would say that it was opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskapp.decision.aloud import kept_back, kept_whole, questions_of
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.said import Consequence, Option
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.steps.closer_look import STEP as CLOSER_LOOK
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.read_back import STEP as READ_BACK
from riskapp.decision.steps.two_pens import STEP as TWO_PENS
from riskapp.decision.steps.what_would_help import LATER, MITIGATIONS
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked, OneOfField, SomeOfField
from riskapp.platform.versions.rows import Rows
from riskapp.platform.wizard import Collection, Step

# Marks and closer looks are given on a screen, one pen hidden from the other; reading back is of what
# was typed. Their questions would ask on paper for what paper cannot keep.
ON_SCREEN = (TWO_PENS, CLOSER_LOOK, READ_BACK)
LEFT_OUT = frozenset({"mitigations.for_what"})  # points at what stands elsewhere on the sheet


def is_for_a_visit(what: str) -> bool:
    """Whether a question may lie on a table, by its pattern."""
    return what not in kept_back() and what not in LEFT_OUT


@lru_cache
def steps_for_a_visit() -> tuple[Step, ...]:
    """The parts that may be on the sheet, whether this conversation calls for them or not."""
    every = (step for part in CONVERSATION.parts for step in part.steps)
    return tuple(s for s in every if s not in ON_SCREEN and s.slug not in kept_whole())


@lru_cache
def patterns_for_a_visit() -> frozenset[str]:
    """The rows the sheet carries, by pattern."""
    asked = (what for step in steps_for_a_visit() for what, _asked in questions_of(step))
    return frozenset(filter(is_for_a_visit, asked))


@dataclass(frozen=True)
class Question:
    """A question with what is known so far, boxes to tick where it has set answers, and ruled lines."""

    asks: str
    known: str
    is_own: bool
    boxes: Sequence[str]
    lines: int


@dataclass(frozen=True)
class Several:
    """A list: what is known of each item, and the questions of one more."""

    title: str
    known: list[list[Question]]
    more: list[Question]


@dataclass(frozen=True)
class SheetPart:
    """A step of the conversation on the sheet; `sides` where its boxes are drawn, not listed."""

    title: str
    asks: list[Question]
    several: list[Several]
    sides: bool


@dataclass(frozen=True)
class Visit:
    """The sheet of one conversation. `rows` are those it carries."""

    talk: Conversation
    rows: Rows

    @property
    def parts(self) -> list[SheetPart]:
        return [self._part(step) for step in steps_for_a_visit() if self._is_called_for(step)]

    def _is_called_for(self, step: Step) -> bool:
        """A part of lists alone has no rows of its own: it comes with what the same doors open."""
        alike = [s.slug for s in CONVERSATION.steps if s.applies == step.applies]
        return any(row_id.split(".")[0] in alike for row_id in self.rows)

    def _part(self, step: Step) -> SheetPart:
        if step is BOTH_SIDES:
            return SheetPart(self.talk.say(step.title), [], [], sides=True)
        form = self.talk.answers(step.slug)
        return SheetPart(
            self.talk.say(step.title),
            self._questions(form, step.slug),
            [self._several(one) for one in step.collections if one.parent is None]
            + [several for one in step.collections if one.parent for several in self._under(one)],
            sides=False,
        )

    def _several(self, collection: Collection) -> Several:
        known = [
            [q for q in self._questions(item, collection.slug) if q.known]
            for item in self.talk.items(collection)
        ]
        blank = collection.item_form(names=self.talk.names)
        later = LATER if collection is MITIGATIONS else ()
        asks = [f for f in blank if f.key not in (*collection.fixed, *later)]
        return Several(
            self.talk.say(collection.title), known, self._questions(asks, collection.slug)
        )

    def _under(self, collection: Collection) -> list[Several]:
        """A list that stands under each option, as now like any other."""
        if collection.parent != OPTIONS.slug:
            return []
        found = []
        for option in self.talk.options:
            items = self.talk.entries.items(collection.slug, option.id)
            forms = [collection.item_form(data=e.data, names=self.talk.names) for e in items]
            blank = collection.item_form(names=self.talk.names)
            found.append(
                Several(
                    f"{self.talk.say(collection.title)}: {option.heading}",
                    [[q for q in self._questions(f, collection.slug) if q.known] for f in forms],
                    self._questions(blank, collection.slug),
                )
            )
        return found

    @staticmethod
    def _questions(form: Form | list[Asked], where: str) -> list[Question]:
        return [_question(f) for f in form if is_for_a_visit(f"{where}.{f.key}")]

    @staticmethod
    def side(option: Option, side: str) -> list[Consequence]:
        return option.hoped_for if side == "benefit" else option.feared


def _question(asked: Asked) -> Question:
    known = "" if asked.kept is None or asked.spec.json == "refs" else asked.shown(asked.kept)
    boxes: list[str] = []
    if isinstance(asked, OneOfField | SomeOfField):
        boxes = [words for _id, _code, words, _chosen in asked.boxes]
    elif asked.spec.json == "yes":
        boxes = [asked.asks]
    lines = 0 if boxes else asked.spec.rows if asked.control == "prose" else 1
    return Question(asked.question, known, asked.spec.voice, boxes, lines)
