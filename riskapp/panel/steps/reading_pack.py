"""What the papers of a sitting do not carry."""

from __future__ import annotations

from riskapp.panel.rules import LEFT_OUT
from riskapp.platform.forms import DataClass, Form, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class ReadingPack(Form):
    leaves_out = some_of(
        _("What do its papers leave out?"),
        list(LEFT_OUT.items()),
        hint=_("Both sides, what would help, and who sees it differently are always in them."),
        asked_as=_("What its papers leave out"),
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="reading-pack",
    title=_("What its papers leave out"),
    form=ReadingPack,
    template="panel/step.html",
)
