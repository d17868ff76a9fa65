"""How many a sitting needs, how soon it comes, and what happens when that is too late."""

from __future__ import annotations

from riskapp.panel.rules import DAYS, QUORUMS
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class HowItSits(Form):
    quorum = one_of(
        _("How many who advise does a sitting need?"),
        list(QUORUMS.items()),
        asked_as=_("How many a sitting needs"),
        inline=True,
        data_class=DataClass.ADMINISTRATION,
    )
    days = one_of(
        _("How soon does it sit once it is asked?"),
        list(DAYS.items()),
        asked_as=_("How soon it sits"),
        data_class=DataClass.ADMINISTRATION,
    )
    urgent_route = prose(
        _("What happens when it cannot wait for a sitting?"),
        hint=_("Who to ring, and what is done between sittings."),
        asked_as=_("When it cannot wait"),
        rows=3,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="how-it-sits",
    title=_("Sitting"),
    form=HowItSits,
    template="panel/step.html",
)
