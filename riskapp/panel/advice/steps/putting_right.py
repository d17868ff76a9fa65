"""What a further advice puts right in the one before, which stays as it was given."""

from __future__ import annotations

from riskapp.panel.advice.steps.advice import AT_LENGTH
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class PuttingRight(Form):
    puts_right = prose(
        _("What does this put right in the advice before?"),
        hint=_("That one stays as it was given. This one stands after it, and says so."),
        asked_as=_("What it puts right in the advice before"),
        rows=3,
        most=AT_LENGTH,
    )


def _is_further(entries: Entries) -> bool:
    return entries.facts.get("number", "1") != "1"


STEP = Step(
    slug="putting-right",
    title=_("What it puts right"),
    form=PuttingRight,
    applies=_is_further,
    template="panel/advice/step.html",
)
