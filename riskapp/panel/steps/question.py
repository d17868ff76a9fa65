"""What a panel is asked, and what led to asking."""

from __future__ import annotations

from riskapp.panel.rules import REASONS
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import Form, prose, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Question(Form):
    question = prose(
        _("What do you ask the panel to think about?"),
        hint=_("One question is easiest to answer. The record itself goes with it."),
        asked_as=_("The question to the panel"),
        rows=3,
        most=AT_LENGTH,
    )
    reasons = some_of(
        _("Why do you ask?"), list(REASONS.items()), asked_as=_("Why the panel is asked")
    )
    because = prose(
        _("What led you to ask now?"),
        asked_as=_("What led to asking now"),
        rows=3,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="question",
    title=_("What you ask the panel"),
    form=Question,
    template="panel/referring.html",
)
