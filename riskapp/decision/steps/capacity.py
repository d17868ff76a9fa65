"""Capacity: presumed, and only looked at where there is a reason to doubt it, for this decision.

riskapp draws no conclusion. Assessments that differ stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable

from riskapp.decision.rules import FULL_AND_NOTE, FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

CONCLUSIONS: dict[str, LazyString] = {
    "could": _("Could make this decision then"),
    "could-not": _("Could not make this decision then"),
    "open": _("No conclusion yet: presumed"),
}


def found_last(every: Iterable[Entry]) -> set[str]:
    """What those who assessed found, that they could or could not: the last of them alone, where the
    days tell that it came after each that found otherwise.
    """
    found = [
        (str(one.get("on") or ""), one["conclusion"]) for one in every if one.get("conclusion")
    ]
    found = [(on, code) for on, code in found if code != "open"]
    for on, code in found:
        if all(_is_after(on, other) for other, said in found if said != code):
            return {code}
    return {code for _on, code in found}


def _is_after(on: str, other: str) -> bool:
    """Whether a day, month or year is surely after another."""
    known = min(len(on), len(other))
    return on[:known] > other[:known]


class Capacity(Form):
    reason = prose(
        _("What is the reason to doubt it, for this decision?"),
        hint=_("A diagnosis, an age, a disagreement or an unusual choice is not one by itself."),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        answers=("T3.6",),
    )
    changes = prose(
        _("Does it come and go? When is it at its best?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    in_practice = prose(
        _("Does what happens match what %(name)s says would happen?"),
        hint=_("With examples, both ways."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


class Assessment(Form):
    decision = prose(
        _("What was the decision, and what information was put, as it was put?"),
        hint=_("The real choices, in detail: nobody can weigh what they were not shown."),
        main=True,
        asked_as=_("The decision and the information, as put"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        answers=("T3.8",),
    )
    support = prose(
        _("What support was given to decide?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    understand = words(
        _("Understanding it: what did %(name)s say?"),
        may_be_told=True,
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    retain = words(
        _("Keeping it in mind long enough: what did %(name)s say?"),
        may_be_told=True,
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    weigh = words(
        _("Using or weighing it: what did %(name)s say?"),
        may_be_told=True,
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    communicate = words(
        _("Making the decision known: how did %(name)s?"),
        may_be_told=True,
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    conclusion = one_of(
        _("What did the assessor conclude?"),
        list(CONCLUSIONS.items()),
        in_list=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_AND_NOTE,
    )
    because_of = prose(
        _("Which part could not be done, and because of what?"),
        rows=2,
        only_if=("conclusion", "could-not"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    who = line(
        _("Who assessed?"),
        names_it=True,
        asked_as=_("Assessed by"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_AND_NOTE,
    )
    on = day(
        _("When?"),
        asked_as=_("Assessed on"),
        in_list=True,
        expects="past",
        or_year=True,
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_AND_NOTE,
        answers=("T3.7",),
    )


ASSESSMENTS = Collection(
    slug="assessments",
    title=_("Assessments, side by side"),
    one=_("an assessment"),
    item_form=Assessment,
    most=10,
)

DIFFER = _(
    "The assessments differ: one found that %(name)s could make this decision then, another that "
    "%(name)s could not. This record takes neither side."
)


def do_differ(entries: Entries) -> bool:
    """Whether one assessor concluded that the decision could be made, and another that it could not."""
    concluded = {one.get("conclusion") for one in entries.items(ASSESSMENTS.slug)}
    return {"could", "could-not"} <= concluded


STEP = Step(
    slug="capacity",
    title=_("Capacity for this decision"),
    lead=_(
        "Presumed unless there is a reason to doubt it, for this decision and this day. "
        "An unusual choice is not a reason."
    ),
    form=Capacity,
    guidance=(
        _(
            "Everybody who assessed has a page of their own here, and nobody’s is overwritten. "
            "Nothing on this page stops the conversation or the seal."
        ),
    ),
    collections=(ASSESSMENTS,),
    applies=OpenedBy("capacity", needs_reason=True),
)
