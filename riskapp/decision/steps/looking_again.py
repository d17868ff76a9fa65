"""Why a sealed decision is looked at again: asked once of each later version, and first."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class LookingAgain(Form):
    why = prose(
        _("What has changed, or what was learned?"),
        hint=_("%(name)s will read it too, in %(name)s’s copy."),
        asked_as=_("What has changed"),
        rows=2,
        most=2_000,
        withheld_from=NOT_CARD,
        material=False,
    )


# No door leads here: a later version begins with its entry, and what has an entry is shown.
STEP = Step(
    slug="looking-again",
    title=_("Looking at it again"),
    form=LookingAgain,
    template="decision/looking_again.html",
    applies=OpenedBy(needs_reason=True),
)
