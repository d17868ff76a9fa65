"""What a panel is called, and what it is for."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

AT_LENGTH = 4_000


class WhatItIsFor(Form):
    name = line(
        _("What is the panel called?"),
        asked_as=_("Called"),
        data_class=DataClass.ADMINISTRATION,
    )
    purpose = prose(
        _("What is it for?"),
        hint=_("As you would say it to a colleague who has never heard of it."),
        asked_as=_("What it is for"),
        rows=4,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="what-it-is-for",
    title=_("Name and purpose"),
    form=WhatItIsFor,
    template="panel/step.html",
)
