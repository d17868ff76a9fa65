"""What is read back: on a screen that may be handed over, and on papers that may lie on a table.

One rule for the page, the draft and the conversation sheet. It follows from the declarations and from
nothing that was said, so that what is left out tells nobody what there was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.rules import Copy
from riskapp.platform.forms import DataClass
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step
from riskapp.platform.wizard.steps import always

# Why an answer that no copy of the person's carries is not read aloud; the first is said of a part.
NOT_ALOUD: dict[DataClass, LazyString] = {
    DataClass.PROTECTION: _("it protects somebody"),
    DataClass.ABOUT_OTHERS: _("it is about somebody else"),
    DataClass.ADMINISTRATION: _("it only says how the record was kept"),
}

# Who heard the person is about somebody else, and stands beside their words.
SAID_ALL_THE_SAME = "decision.heard_by"


def kept_because(asked: Asked) -> DataClass | None:
    """Why an answer would not be read aloud by what it declares; None where it may be. What is asks
    `kept_back`, which knows where it is asked.
    """
    kind = asked.spec.data_class
    return kind if Copy.PERSON in asked.spec.withheld_from and kind in NOT_ALOUD else None


@lru_cache
def kept_back() -> Mapping[str, DataClass]:
    """Every question that is not read aloud, by pattern, and why. Beyond the six screens a part in
    which anything protects somebody is kept back whole: the half of it would tell of the rest.
    """
    found = {}
    for step in CONVERSATION.steps:
        why = {key: kept_because(asked) for key, asked in questions_of(step)}
        if step.applies is not always and DataClass.PROTECTION in why.values():
            why = dict.fromkeys(why, DataClass.PROTECTION)
        found.update({k: kind for k, kind in why.items() if kind and k != SAID_ALL_THE_SAME})
    return found


@lru_cache
def kept_whole() -> frozenset[str]:
    """The parts of which nothing is read aloud."""
    return frozenset(
        step.slug
        for step in CONVERSATION.steps
        if (keys := [key for key, _asked in questions_of(step)]) and kept_back().keys() >= {*keys}
    )


def questions_of(step: Step) -> Iterator[tuple[str, Asked]]:
    """Everything a step and its lists ask, by pattern."""
    yield from ((f"{step.slug}.{asked.key}", asked) for asked in step.form())
    for one in step.collections:
        yield from ((f"{one.slug}.{asked.key}", asked) for asked in one.item_form())


def parts_kept_back() -> Iterator[tuple[LazyString, list[Step], list[Step]]]:
    """For each reason: the parts that are kept back whole, and those of which some is."""
    for kind, why in NOT_ALOUD.items():
        kept = [
            (step, [kept_back().get(key) for key, _asked in questions_of(step)])
            for step in CONVERSATION.steps
        ]
        whole = [step for step, kinds in kept if step.slug in kept_whole() and kinds[0] is kind]
        some = [step for step, kinds in kept if step.slug not in kept_whole() and kind in kinds]
        yield why, whole, some
