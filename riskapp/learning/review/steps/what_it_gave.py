"""What taking the risk had given the person up to then."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatItGave(Form):
    gave = prose(
        _("What had it given %(name)s up to then?"),
        hint=_("People, purpose, confidence, joy. Who saw it?"),
        asked_as=_("What it had given %(name)s up to then"),
        rows=3,
        most=AT_LENGTH,
    )
    in_their_words = words(
        _("How does %(name)s, or somebody close, say it?"),
        asked_as=_("In their words"),
        rows=2,
        most=AT_LENGTH,
    )
    without = prose(
        _("What would be lost without it?"),
        asked_as=_("What would be lost without it"),
        rows=2,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="what-it-gave",
    title=_("What it had given"),
    form=WhatItGave,
    template="learning/review/step.html",
)
