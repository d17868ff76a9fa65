"""A review begins with what happened: the person's own account, then what others saw."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

# No door leads to a review: it begins with an entry for each of its steps, and what has one is shown.
IN_A_REVIEW = OpenedBy(needs_reason=True)


class WhatHappened(Form):
    account = words(
        _("How has it been, as %(name)s tells it?"),
        yours=_("How it has been, in your own words"),
        hint=_("In %(name)s’s own words. Good days as well as bad ones."),
        asked_as=_("How it has been, as %(name)s tells it"),
        rows=4,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    facts = prose(
        _("What happened?"),
        hint=_("What was seen or heard, good and bad, and when. Not yet why."),
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    who_saw = line(
        _("Who says so?"),
        hint=_("Such as: my daughter, who was there in March"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )


STEP = Step(
    slug="what-happened",
    title=_("What happened"),
    form=WhatHappened,
    guidance=(
        _(
            "Whoever decided did so with what was known on that day. What came of it does not make "
            "the decision a good or a bad one."
        ),
    ),
    applies=IN_A_REVIEW,
)
