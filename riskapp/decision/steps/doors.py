"""Doors: each opens the part of the full conversation that a stated reason calls for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskapp.decision.rules import DOOR, FULL_ONLY, ROUTES, WHOLE
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step


@dataclass(frozen=True)
class Door:
    """One reason to go further, and what going further will ask.

    asked_on: the slug of the step that asks it first. also: slugs of the screens that ask a part of
    it, opened or not.
    """

    slug: str
    asked_on: str
    title: LazyString
    asks: LazyString
    also: tuple[str, ...] = ()


DOORS = (
    Door(
        "someone_else",
        "other-people",
        _("Someone else could be harmed"),
        _("Who, what they were told, what they say, and what would lessen it for them."),
    ),
    Door(
        "pressure",
        "other-people",
        _("Pressure or harm by a person"),
        _("Where safeguarding stands, a time to talk alone, and who must not be told."),
    ),
    Door(
        "capacity",
        "capacity",
        _("Doubt about capacity for this decision"),
        _("The decision and its information as put, the support given, and what was understood."),
    ),
    Door(
        "restriction",
        "liberty-and-rights",
        _("A restriction or watching"),
        _(
            "What %(name)s can do without asking, and the rights it touches. What it takes away, when "
            "it ends and who sees what is recorded are asked where it is named, on What would help."
        ),
        also=("what-would-help",),
    ),
    Door(
        "disagree",
        "voices",
        _("People disagree"),
        _(
            "Each view apart, and who may know what. What would change a view, and a plan for the "
            "time being, are asked on What was decided."
        ),
        also=("what-was-decided",),
    ),
    Door(
        "hard_to_undo",
        "timing",
        _("Hard to undo, or life-changing"),
        _("Whether it can be smaller or a trial, and the way back."),
    ),
    Door(
        "representation",
        "representation",
        _("An attorney, court or advocate"),
        _("Who acts or speaks for %(name)s, with what power, and whether it was seen."),
    ),
)


def door_state(said: Mapping[str, Any], door: str) -> str:
    """Opened, not-now, or empty. A note without a choice still says why: it counts as opened."""
    return str(said.get(door) or ("opened" if said.get(f"{door}_for") else ""))


@dataclass(frozen=True, init=False)
class OpenedBy:
    """Whether a part is called for: one of its doors is open, or the whole conversation is held.

    One that needs a reason is no part of the whole until a door gives it one.
    """

    doors: tuple[str, ...]
    needs_reason: bool

    def __init__(self, *doors: str, needs_reason: bool = False) -> None:
        object.__setattr__(self, "doors", doors)
        object.__setattr__(self, "needs_reason", needs_reason)

    def __call__(self, entries: Entries) -> bool:
        said = entries.data("doors")
        if not said:
            return False
        if said.get("route") == WHOLE and not self.needs_reason:
            return True
        return any(door_state(said, door) == "opened" for door in self.doors)


def _fields() -> dict[str, object]:
    fields: dict[str, object] = {
        "route": one_of(
            _("How much of the conversation does this choice need?"),
            list(ROUTES.items()),
            asked_as=_("How much was held"),
            withheld_from=FULL_ONLY,
            data_class=DataClass.PROTECTION,  # it goes where the doors go
            material=False,  # what a door brought is asked on pages of its own
        )
    }
    for door in DOORS:
        fields[door.slug] = one_of(
            door.title,
            list(DOOR.items()),
            hint=door.asks,
            inline=True,
            withheld_from=FULL_ONLY,
            data_class=DataClass.PROTECTION,
            material=False,
        )
        fields[f"{door.slug}_for"] = prose(
            _("What is it opened for, or why not now?"),
            asked_as=_("Why"),
            rows=2,
            most=4_000,
            withheld_from=FULL_ONLY,
            data_class=DataClass.PROTECTION,
            material=False,
        )
    return fields


Doors = type("Doors", (Form,), _fields())

STEP = Step(
    slug="doors",
    title=_("Does this need more?"),
    lead=_(
        "Open only what a reason calls for. Everything said so far is carried over, and "
        "the record prints what each door was opened for."
    ),
    form=Doors,
    template="decision/doors.html",
)
