"""A review ends with the person's own view, who took part, and what happens now."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD, NOT_CARD_OR_NOTE, TAKING_PART, WHAT_NOW
from riskapp.decision.steps.what_happened import IN_A_REVIEW
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatNow(Form):
    worth = words(
        _("Is it worth it, as %(name)s sees it?"),
        yours=_("Whether it is worth it, as you see it"),
        asked_as=_("Whether it is worth it, as %(name)s sees it"),
        hint=_("In %(name)s’s own words, with what it cost and what it gave."),
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    # Set by the button a review ends with, never asked.
    now = one_of(
        _("What happens now"),
        list(WHAT_NOW.items()),
        withheld_from=NOT_CARD,
    )
    because = prose(
        _("Why carry on, change something or end it?"),
        hint=_("Where something is changed, %(name)s reads it as why you talked again."),
        asked_as=_("Why"),
        rows=2,
        most=2_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    taking_part = one_of(
        _("What does %(name)s say?"),
        list(TAKING_PART.items()),
        asked_as=_("Taking part"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    disagrees = words(
        _("What does %(name)s not agree with?"),
        hint=_(
            "If %(name)s doesn’t agree with a part: in %(name)s’s own words. It stands beside the rest "
            "in every copy."
        ),
        asked_as=_("What %(name)s does not agree with"),
        yours=_("What you do not agree with"),
        rows=2,
        only_if=("taking_part", "disagrees"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    could_not = prose(
        _("Why could %(name)s not be asked?"),
        hint=_("If %(name)s could not be asked today."),
        asked_as=_("Could not be asked, because"),
        rows=2,
        only_if=("taking_part", "not-asked"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    others = line(
        _("Who else took part?"),
        hint=_("Names, and what each is to %(name)s."),
        asked_as=_("Who else took part"),
        most=400,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    decided_on = day(
        _("When was this talked about?"),
        asked_as=_("Talked about on"),
        expects="past",
        withheld_from=NOT_CARD,
    )
    look_again_on = day(
        _("Look again on"),
        expects="future",
        withheld_from=NOT_CARD_OR_NOTE,
    )


# What a review says for the version it leads to: asked here, and not a second time there.
SAYS_FOR = {
    "read-back": ("taking_part", "disagrees", "could_not", "others"),
    "if-it-goes-wrong": ("look_again_on",),
}
# The same of a version that is talked through first: what the person says of it is asked at its end.
SAYS_FOR_A_CHANGE = {"read-back": ("others",), "if-it-goes-wrong": ("look_again_on",)}

STEP = Step(
    slug="what-now",
    title=_("Is it worth it, and what now"),
    form=WhatNow,
    template="decision/what_now.html",
    applies=IN_A_REVIEW,
)
