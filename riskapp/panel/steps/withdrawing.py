"""Withdrawing a referral, and why."""

from __future__ import annotations

from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Withdrawing(Form):
    why = prose(
        _("Why is it withdrawn?"),
        hint=_("It stays beside what was asked. Once it was sent, the panel’s chair reads it."),
        asked_as=_("Withdrawn, because"),
        rows=2,
        most=AT_LENGTH,
    )


WITHDRAW = "withdraw"

STEP = Step(
    slug="withdrawing",
    title=_("Withdraw it"),
    form=Withdrawing,
    template="panel/withdrawing.html",
)
