"""Opening what happened: once that day is written, or earlier with a reason that is kept."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Opening(Form):
    early = prose(
        _("Where it is opened before that day is written: because…"),
        hint=_("It is kept, and printed with the review."),
        asked_as=_("Opened before that day was written, because"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


OPEN = "open"  # the button

STEP = Step(
    slug="opening",
    title=_("Open what happened"),
    form=Opening,
    template="learning/review/opening.html",
)
