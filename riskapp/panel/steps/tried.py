"""What has been tried, and who is in it already."""

from __future__ import annotations

from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Tried(Form):
    tried = prose(
        _("What has been tried, and what came of it?"),
        hint=_("Also what worked for a while, and what %(name)s tried."),
        asked_as=_("What has been tried"),
        rows=4,
        most=AT_LENGTH,
    )
    with_whom = prose(
        _("Who has a part in it already, and who was asked and did not join?"),
        hint=_("Organisations and roles. Say what they said, where they said it."),
        asked_as=_("Who has a part in it"),
        rows=3,
        most=AT_LENGTH,
        data_class=DataClass.ABOUT_OTHERS,
    )


STEP = Step(
    slug="tried",
    title=_("What has been tried"),
    form=Tried,
    template="panel/referring.html",
)
