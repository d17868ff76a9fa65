"""The balance: both sides as a picture, and what is worth asking. A page beside the six screens."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.platform.forms import DataClass, Form, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class SetAside(Form):
    """A prompt somebody answered with “not relevant here”."""

    prompt = line(
        _("What was asked"),
        main=True,
        most=60,
        withheld_from=FULL_ONLY,
        data_class=DataClass.ADMINISTRATION,
    )
    reason = prose(
        _("Why it is not relevant here, if you like to say"),
        asked_as=_("We considered this"),
        rows=2,
        most=4_000,
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )


class Balance(Form):
    """Nothing of its own yet."""


SET_ASIDE = Collection(
    slug="set-aside",
    title=_("Set aside"),
    one=_("a prompt"),
    item_form=SetAside,
    most=60,
    fixed=("prompt",),
    slots=lambda _entries: (),
)

STEP = Step(
    slug="balance",
    title=_("The balance"),
    form=Balance,
    template="decision/balance.html",
    collections=(SET_ASIDE,),
)
