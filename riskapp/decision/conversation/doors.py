"""Which doors to a deeper step were opened, which of them something said is a reason to open, and
what is said of one that nobody opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from riskapp.decision.asked_before import Before, not_answered
from riskapp.decision.conversation.what_would_help import WhatWouldHelp
from riskapp.decision.conversation.where_people_stand import WherePeopleStand
from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import (
    DIFFERENT_VIEWS,
    HARM,
    MAY_BE,
    NOT_OPENED,
    NOT_OPENED_RAISED,
    WHOLE,
)
from riskapp.decision.said import Mitigation
from riskapp.decision.steps.doors import DOORS, Door, OpenedBy, door_state
from riskapp.decision.steps.doors import STEP as DOORS_STEP
from riskapp.decision.steps.what_was_decided import DIFFERENCES
from riskapp.decision.steps.what_was_decided import STEP as DECIDED_STEP
from riskapp.decision.steps.what_would_help import STEP as MITIGATIONS_STEP
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import _

# What raises a door by a question that each version asks again: the question, and the answers that do.
RAISED_BY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pressure": ("decision.pressure", MAY_BE),
    "disagree": ("read-back.taking_part", ("disagrees",)),
}


class Doors(WhatWouldHelp, WherePeopleStand):
    """Each door, as this conversation left it."""

    @cached_property
    def doors(self) -> list[tuple[Door, str, str]]:
        """Each door with its state (opened, not-now or empty) and the note beside it."""
        said = self.entries.data(DOORS_STEP.slug)
        return [
            (door, door_state(said, door.slug), str(said.get(f"{door.slug}_for", "")))
            for door in DOORS
        ]

    @property
    def opened_doors(self) -> list[tuple[Door, str]]:
        return [(door, note) for door, state, note in self.doors if state == "opened"]

    @property
    def is_whole(self) -> bool:
        """Whether the whole conversation is held, and not only what a door opens."""
        return bool(self.entries.data(DOORS_STEP.slug).get("route") == WHOLE)

    def is_held(self, door: Door) -> bool:
        """Whether what a door asks is part of this conversation with nobody opening it: all but what
        needs a reason of its own is, where the whole is held.
        """
        applies = RECORD.step(door.asked_on).applies
        return self.is_whole and not (isinstance(applies, OpenedBy) and applies.needs_reason)

    def is_spoken_of(self, door: Door) -> bool:
        """Whether the step that asks what a door is for holds words, whatever became of the door."""
        return self._holds_words(RECORD.step(door.asked_on))

    @property
    def is_capacity_in_doubt(self) -> bool:
        capacity = next(door for door in DOORS if door.slug == "capacity")
        is_opened = any(door is capacity for door, _note in self.opened_doors)
        return is_opened or self.is_spoken_of(capacity)

    @cached_property
    def raised(self) -> frozenset[str]:
        """Doors that something said in this record is a reason to open, opened or not."""
        said = {
            "restriction": bool(self.limiting or self._may_restrict),
            "disagree": bool(self.differences or self.read_back.get("disagrees"))
            or self.decided.get("ending") in DIFFERENT_VIEWS,
            "pressure": self.decision.get("pressure") in MAY_BE,
            "someone_else": any(c.to_whom and c.side == HARM for c in self.consequences),
            "representation": self.decided.get("whose") in ("attorney", "court"),
            "capacity": self.decided.get("whose") == "best-interests",
        }
        return frozenset(door for door, is_raised in said.items() if is_raised)

    @cached_property
    def left_unasked(self) -> Mapping[str, Before]:
        """What the version before said of what is asked again and has no answer in this one."""
        return not_answered(self.before, self.entries)

    def raised_before(self, door: Door) -> Before | None:
        """What the version before said that was a reason to open a door, where this one does not say."""
        asked, codes = RAISED_BY.get(door.slug, ("", ()))
        said = self.left_unasked.get(asked)
        return said if said and said.code in codes else None

    @property
    def worth_opening(self) -> list[Door]:
        """Doors that this record gives a reason to open, and nobody has answered."""
        unanswered = (door for door, state, _note in self.doors if not state)
        closed = (d for d in unanswered if not (self.is_held(d) or self.is_spoken_of(d)))
        return [door for door in closed if door.slug in self.raised or self.raised_before(door)]

    def not_opened(self, door: Door) -> str:
        """What is said of a door nobody opened; nothing of one that the whole conversation needs not."""
        if self.is_held(door):
            return ""
        if self.is_spoken_of(door):
            title = self.say(RECORD.step(door.asked_on).title)
            return str(_("talked about with no door opened, under “%(title)s”", title=title))
        if door.slug == "restriction" and self.may_be_limiting and not self.limiting:
            title = self.say(MITIGATIONS_STEP.title)
            words = _("not opened; words under “%(title)s” may speak of a restriction", title=title)
            return str(words)
        if door.slug in self.raised:
            return self._told_elsewhere(door) or str(NOT_OPENED_RAISED)
        if said := self.raised_before(door):
            return str(_("not opened; not asked again. %(before)s", before=said.words))
        return str(NOT_OPENED)

    def _told_elsewhere(self, door: Door) -> str:
        """Where the six screens hold what a door would ask of its reason; empty where they do not."""
        if door.slug == "restriction" and all(map(_is_told, self.limiting)):
            title = self.say(MITIGATIONS_STEP.title)
        elif (
            door.slug == "disagree"
            and self.differences
            and all(map(_is_somebodys, self.differences))
        ):
            title = self.say(DIFFERENCES.title)
        else:
            return ""
        return str(
            _("not opened; what this record says of it stands under “%(title)s”", title=title)
        )

    def reasons_to_open(self, door: Door) -> list[str]:
        """What in this record, or in the version before, is a reason to open a door, in words."""
        decided, said = self.answers(DECIDED_STEP.slug), self.answers("decision")
        whose, ending = decided.field("whose"), decided.field("ending")
        told = {
            "restriction": [
                *(m.what or str(door.title) for m in self.limiting),
                *(m.what or m.does for m in self._may_restrict if not m.is_watching),
            ],
            "disagree": [
                *(": ".join(filter(None, (d.get("who"), d.get("view")))) for d in self.differences),
                str(self.read_back.get("disagrees", "")),
                ending.shown(ending.kept) if ending.kept in DIFFERENT_VIEWS else "",
            ],
            "pressure": [_answered(said.field("pressure"))],
            "someone_else": [
                c.with_name for c in self.consequences if c.to_whom and c.side == HARM
            ],
            "representation": [_answered(whose)],
            "capacity": [_answered(whose)],
        }
        before = self.raised_before(door)
        reasons = told.get(door.slug, []) if door.slug in self.raised else []
        return [*filter(None, reasons), *([f"{before.question} {before.words}"] if before else [])]


def _is_told(helps: Mitigation) -> bool:
    """Whether it is said of a restriction when it ends and why nothing less would do; of technology, how
    it was agreed. Of what else sees or records, who sees that is what makes it so.
    """
    if helps.is_restriction:
        return bool(helps.ends_on and helps.nothing_less)
    return bool(helps.agreed_how) or not helps.is_technology


def _is_somebodys(difference: Entry) -> bool:
    return bool(difference.get("who") and difference.get("view"))


def _answered(asked: Asked) -> str:
    return f"{asked.question} {asked.shown(asked.kept)}" if asked.kept is not None else ""
