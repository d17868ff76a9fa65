"""How the person has a part in what a panel talks about."""

from __future__ import annotations

from riskapp.panel.rules import INVITED
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Inviting(Form):
    person_is_invited = one_of(
        _("Is the person invited to the sitting?"),
        list(INVITED.items()),
        asked_as=_("The person"),
        data_class=DataClass.ADMINISTRATION,
    )
    invitation = prose(
        _("How is that done?"),
        hint=_("Who asks them, what helps them take part, who comes with them."),
        asked_as=_("How the person has a part"),
        rows=3,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="inviting",
    title=_("The person"),
    lead=_("Nothing is said about somebody without asking them what they want said."),
    form=Inviting,
    template="panel/step.html",
)
