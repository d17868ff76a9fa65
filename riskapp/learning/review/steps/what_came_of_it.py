"""What came of it, as it was written down; and what is thought now that was not thought that day."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatCameOfIt(Form):
    think_now = prose(
        _("What do we think now that we did not think that day?"),
        hint=_("What was written of that day stays as it is. What is to be added stands here."),
        asked_as=_("What we think now"),
        rows=4,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="what-came-of-it",
    title=_("What came of it"),
    form=WhatCameOfIt,
    guidance=(
        _(
            "Once one knows how it ended, it looks as if it could be seen coming. What could be seen "
            "is written under “That day”."
        ),
    ),
    template="learning/review/what_came_of_it.html",
)
