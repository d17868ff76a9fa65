"""Whose decisions a panel looks at."""

from __future__ import annotations

from riskapp.panel.rules import CAPACITIES
from riskapp.platform.forms import DataClass, Form, one_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhoseDecisions(Form):
    capacity = one_of(
        _("Whose decisions does it look at?"),
        list(CAPACITIES.items()),
        hint=_("It is told to whoever asks the panel, and stops nobody from asking."),
        asked_as=_("Whose decisions"),
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="whose-decisions",
    title=_("Whose decisions"),
    form=WhoseDecisions,
    template="panel/step.html",
)
