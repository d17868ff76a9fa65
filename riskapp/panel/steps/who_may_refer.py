"""Who may ask a panel, and when it is worth asking."""

from __future__ import annotations

from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhoMayRefer(Form):
    who_may_refer = prose(
        _("Who may ask it?"),
        asked_as=_("Who may ask it"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )
    when_to_refer = prose(
        _("When is it worth asking?"),
        hint=_("And when something else comes first, such as a safeguarding enquiry."),
        asked_as=_("When it is worth asking"),
        rows=4,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="who-may-refer",
    title=_("Who may ask it, and when"),
    form=WhoMayRefer,
    template="panel/step.html",
)
