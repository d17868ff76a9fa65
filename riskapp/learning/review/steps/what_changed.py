"""What changed, and how one knows. Nothing closes a review by itself."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, day, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatChanged(Form):
    changed = prose(
        _("What is different now?"),
        hint=_("For people, and for those who support them."),
        asked_as=_("What is different now"),
        rows=3,
        most=AT_LENGTH,
    )
    how_known = prose(
        _("How do you know?"),
        hint=_("Who has seen it, where, and who would say otherwise?"),
        asked_as=_("How we know"),
        rows=3,
        most=AT_LENGTH,
    )
    told = prose(
        _("Who has been told what changed because of what they said?"),
        asked_as=_("Who has been told"),
        rows=2,
        most=AT_LENGTH,
    )
    look_again = day(_("When do we look again?"), asked_as=_("We look again"), expects="future")


STEP = Step(
    slug="what-changed",
    title=_("What changed, how do we know?"),
    form=WhatChanged,
    template="learning/review/step.html",
)
