"""Doors: each opens the part of the full conversation that a stated reason calls for.

The parts themselves come with the full conversation; a door keeps what it was opened for.
"""

from __future__ import annotations

from dataclasses import dataclass

from riskapp.decision.rules import DOOR, FULL_ONLY
from riskapp.platform.forms import DataClass, Form, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step


@dataclass(frozen=True)
class Door:
    """One reason to go further, and what going further will ask."""

    slug: str
    title: LazyString
    asks: LazyString


DOORS = (
    Door(
        "someone_else",
        _("Someone else could be harmed"),
        _("Who, what they were told, what they say, and what would lessen it for them."),
    ),
    Door(
        "pressure",
        _("Pressure or harm by a person"),
        _("What was seen or said, the safeguarding route, and a time to talk alone."),
    ),
    Door(
        "capacity",
        _("Doubt about capacity for this decision"),
        _("The decision and its information as put, the support given, and what was understood."),
    ),
    Door(
        "restriction",
        _("A restriction or watching"),
        _("What it stops, why nothing less would do, when it ends, who sees what is recorded."),
    ),
    Door(
        "disagree",
        _("People disagree"),
        _("Each view apart, what would change it, and an interim plan."),
    ),
    Door(
        "hard_to_undo",
        _("Hard to undo, or life-changing"),
        _("Whether it can be smaller or a trial, and the way back."),
    ),
    Door(
        "representation",
        _("An attorney, court or advocate"),
        _("Who acts or speaks for %(name)s, with what power, and whether it was seen."),
    ),
)


def _fields() -> dict[str, object]:
    fields: dict[str, object] = {}
    for door in DOORS:
        fields[door.slug] = one_of(
            door.title,
            list(DOOR.items()),
            hint=door.asks,
            inline=True,
            withheld_from=FULL_ONLY,
            data_class=DataClass.PROTECTION,
        )
        fields[f"{door.slug}_for"] = prose(
            _("What is it opened for, or why not now?"),
            asked_as=_("Why"),
            rows=2,
            most=4_000,
            withheld_from=FULL_ONLY,
            data_class=DataClass.PROTECTION,
        )
    return fields


Doors = type("Doors", (Form,), _fields())

STEP = Step(
    slug="doors",
    title=_("Does this need more?"),
    lead=_(
        "Open only what a reason calls for. Everything said so far is carried over. "
        "The parts themselves are still to come: for now a door keeps what it was opened for, "
        "and the record prints it."
    ),
    form=Doors,
    template="decision/doors.html",
    counted=False,
)
