"""That one member sees it differently, in their own words."""

from __future__ import annotations

from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

GIVE = "give"


class Dissent(Form):
    view = prose(
        _("What do I see differently, and why?"),
        hint=_("It stands beside the advice in the same size, with your profession."),
        asked_as=_("Sees it differently"),
        rows=6,
        most=4_000,
    )


STEP = Step(
    slug="seen-differently",
    title=_("I see it differently"),
    form=Dissent,
    template="panel/advice/dissent.html",
)
