"""The four questions after the event: asked by what and how, of what is about the work and not who."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import Worded, _
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
        hint=Worded(
            _(
                "What made this more, or less, likely: the place, the time, equipment, what was known, "
                "how things were arranged. Roles, not names."
            ),
            {
                "good": _(
                    "What made it go well: the place, the time, equipment, what was known, how things "
                    "were arranged, what %(name)s did. Roles, not names."
                ),
                "near-miss": _(
                    "What caught it, and what made it likely: the place, the time, equipment, what was "
                    "known, how things were arranged. Roles, not names."
                ),
                "mixed": _(
                    "What made one part go well and another not: the place, the time, equipment, what "
                    "was known, how things were arranged. Roles, not names."
                ),
            },
        ),
        asked_as=_("What made the difference"),
        rows=4,
        most=AT_LENGTH,
        answers=("T5.3",),
    )
    learned = prose(
        _("What did we learn?"),
        hint=Worded(
            _("What went right as well. What would help the next person, somewhere else?"),
            {
                "good": _(
                    "What should stay as it is? What would help the next person to have it too?"
                ),
                "near-miss": _(
                    "Can what caught it be counted on? What would help the next person?"
                ),
            },
        ),
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
        Worded(
            _("What came of it does not make the decision a good or a bad one."),
            {
                "good": _(
                    "It may have gone well by luck as well. What came of it does not make the decision "
                    "a good or a bad one."
                )
            },
        ),
    ),
    template="learning/what_we_learned.html",
)
