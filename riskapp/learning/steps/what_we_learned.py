"""The four questions after the event: asked by what and how, of what is about the work and not who."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatWeLearned(Form):
    expected = prose(
        _("What was expected to happen?"),
        hint=_("By the plan, or as it usually went."),
        rows=3,
        most=AT_LENGTH,
        answers=("T5.1",),
    )
    difference = prose(
        _("What made the difference?"),
        hint=_(
            "What made this more, or less, likely: the place, the time, equipment, what was known, "
            "how things were arranged. Roles, not names."
        ),
        asked_as=_("What made the difference"),
        rows=4,
        most=AT_LENGTH,
        answers=("T5.3",),
    )
    learned = prose(
        _("What did we learn?"),
        hint=_("What went right as well. What would help the next person, somewhere else?"),
        asked_as=_("What we learned"),
        rows=3,
        most=AT_LENGTH,
        answers=("T5.4",),
    )


STEP = Step(
    slug="what-we-learned",
    title=_("What we can learn"),
    form=WhatWeLearned,
    guidance=(
        _(
            "Whoever acted did so with what they knew and had at that moment, and it made sense "
            "then. Ask how it made sense, and what it was like that day."
        ),
        _("What came of it does not make the decision a good or a bad one."),
    ),
    template="learning/what_we_learned.html",
)
