"""What is asked about something that happened. Order is meaning, and stands here alone."""

from __future__ import annotations

from riskapp.learning.steps import account
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part

TELLING = Journey(
    slug="telling",
    parts=(Part(_("What happened"), (account.STEP,)),),
)
