"""Reading a referral back, and sending it: once, as it stands."""

from __future__ import annotations

from riskapp.platform.forms import Form
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Sending(Form):
    """Nothing but its button."""


SEND = "send"

STEP = Step(
    slug="sending",
    title=_("Read it back and send it"),
    form=Sending,
    template="panel/sending.html",
)
