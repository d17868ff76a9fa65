"""Reading advice back with the dissent beside it, and giving it: once, as it stands."""

from __future__ import annotations

from riskapp.platform.forms import Form
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Giving(Form):
    """Nothing but its button."""


GIVE = "give"

STEP = Step(
    slug="giving",
    title=_("Read it back and give it"),
    form=Giving,
    template="panel/advice/giving.html",
)
