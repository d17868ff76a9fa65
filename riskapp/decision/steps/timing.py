"""The decision more closely: by when, can it wait, whose idea, can it be smaller or a trial."""

from __future__ import annotations

from riskapp.decision.rules import FULL_AND_THEIRS, FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step

CAN_WAIT: dict[str, LazyString] = {
    "yes": _("Yes"),
    "a-while": _("For a while"),
    "no": _("No"),
    "not-known": _("Nobody knows yet"),
}


class Timing(Form):
    by_when = day(
        _("By when must it be decided?"),
        asked_as=_("To be decided by"),
        expects="future",
        withheld_from=FULL_ONLY,
    )
    set_by = line(
        _("What or who sets that day?"),
        hint=_("Such as: the ship sails, the ward needs the bed"),
        withheld_from=FULL_ONLY,
        material=False,
    )
    can_wait = one_of(
        _("Can it wait?"), list(CAN_WAIT.items()), inline=True, withheld_from=FULL_ONLY
    )
    while_waiting = prose(
        _("What happens to %(name)s while it waits?"),
        hint=_("Waiting is never free: what is lost, and what is kept open."),
        rows=2,
        withheld_from=FULL_ONLY,
    )
    whose_idea = line(
        _("Whose idea was this?"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        material=False,
    )
    smaller = prose(
        _("Could it be smaller, or tried first?"),
        hint=_(
            "For how long, how everybody would know how it went, and what stays open meanwhile."
        ),
        rows=2,
        withheld_from=FULL_AND_THEIRS,  # the terms of a trial are theirs to hold others to
    )
    way_back = prose(
        _("What is the way back, if it does not go well?"),
        rows=2,
        withheld_from=FULL_AND_THEIRS,
    )
    taking_part = words(
        _("How does %(name)s want to be part of deciding?"),
        hint=_("In %(name)s’s own words: alone, with somebody, bit by bit."),
        rows=2,
        withheld_from=FULL_ONLY,
    )


STEP = Step(
    slug="timing",
    title=_("When, and how much at once"),
    form=Timing,
    guidance=(
        _(
            "A choice that seems all or nothing can often be tried, made smaller, or made in two parts. "
            "A trial needs a day it ends and a way to tell how it went."
        ),
    ),
    applies=OpenedBy("hard_to_undo"),
)
