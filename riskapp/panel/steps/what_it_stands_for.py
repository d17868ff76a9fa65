"""Who answers for what is decided, and whether a panel has money."""

from __future__ import annotations

from riskapp.panel.rules import HOLDS_MONEY
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhatItStandsFor(Form):
    accountability = prose(
        _("Who answers for what, once it has advised?"),
        hint=_("The panel, each organisation, the practitioner. Say it as it is."),
        asked_as=_("Who answers for what"),
        rows=4,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )
    holds_money = one_of(
        _("Does it hold money?"),
        list(HOLDS_MONEY.items()),
        asked_as=_("Money"),
        data_class=DataClass.ADMINISTRATION,
    )
    money = prose(
        _("What about money should people know before they ask?"),
        asked_as=_("More about money"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="what-it-stands-for",
    title=_("What it stands for"),
    form=WhatItStandsFor,
    template="panel/step.html",
)
