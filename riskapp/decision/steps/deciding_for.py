"""Deciding for somebody: what the law of a nation has asked, only after a conclusion about capacity.

The questions are content (library/content/deciding-for); each nation whose questions are its own has
a step of its own, so that an answer always stands under the question it was given to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.capacity import ASSESSMENTS, DIFFER, do_differ
from riskapp.decision.steps.doors import OpenedBy
from riskapp.library.queries import DECIDING_FOR, get_pack
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, day, line, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step


@dataclass(frozen=True, init=False)
class FoundToLack(OpenedBy):
    """Called for where somebody concluded that the decision could not be made, under these laws."""

    places: tuple[str, ...]

    def __init__(self, *places: str) -> None:
        super().__init__(needs_reason=True)
        object.__setattr__(self, "places", places)

    def __call__(self, entries: Entries) -> bool:
        concluded = [one.get("conclusion") for one in entries.items(ASSESSMENTS.slug)]
        return entries.facts.get("jurisdiction") in self.places and "could-not" in concluded


def _form(place: str) -> type[Form]:
    fields: dict[str, object] = {
        "decider": line(
            _("Who has to decide, and by what right?"),
            asked_as=_("Who decides, and by what right"),
            data_class=DataClass.ABOUT_OTHERS,
            withheld_from=FULL_ONLY,
        ),
        "talked_on": day(
            _("When was this talked through?"),
            or_year=True,
            data_class=DataClass.ADMINISTRATION,
            withheld_from=FULL_ONLY,
            answers=("T3.9",),
        ),
    }
    for asked in get_pack(DECIDING_FOR, place).questions:
        fields[asked.id] = prose(
            asked.question,
            hint=asked.hint,
            rows=2,
            data_class=DataClass.PROTECTION,
            withheld_from=FULL_ONLY,
            answers=("T3.10",),
        )
    return type("DecidingFor", (Form,), fields)


def _differ(entries: Entries, subject: Any) -> Mapping[str, Any]:
    del subject
    return {"differ": DIFFER if do_differ(entries) else None}


def _step(slug: str, title: LazyString, *places: str) -> Step:
    """A step with the questions of the first place; the others share its law."""
    return Step(
        slug=slug,
        title=title,
        lead=_(
            "Asked because somebody concluded that %(name)s could not make this decision then. "
            "What %(name)s wants stays first."
        ),
        form=_form(places[0]),
        guidance=(
            _(
                "There is no order among these and no sum of them. Write what was found, from "
                "whom, and where nobody knows."
            ),
        ),
        template="decision/deciding_for.html",
        applies=FoundToLack(*places),
        more=_differ,
    )


BEST_INTERESTS = _step(
    "best-interests", _("Deciding for %(name)s: best interests"), "england", "wales"
)
BENEFIT = _step("benefit", _("Deciding for %(name)s: benefit and least restriction"), "scotland")
BEST_INTERESTS_NI = _step(
    "best-interests-ni", _("Deciding for %(name)s: best interests"), "northern-ireland"
)
STEPS = (BEST_INTERESTS, BENEFIT, BEST_INTERESTS_NI)
