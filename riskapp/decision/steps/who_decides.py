"""Who decided, by name and by what right, and what the organisation will do about it."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhoDecides(Form):
    decider = line(
        _("Who made this choice, by name?"),
        hint=_("%(name)s, an attorney or deputy, whoever decides for %(name)s, or a court"),
        asked_as=_("Who made this choice"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    by_right = line(
        _("By what right?"),
        hint=_(
            "Such as: it is %(name)s’s own life; a lasting power that was seen; an order of a court"
        ),
        asked_as=_("By what right"),
        most=400,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    backing = prose(
        _("What will the organisation do?"),
        hint=_("To help it go well, and to stand by whoever carries it out."),
        asked_as=_("What the organisation will do"),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T3.30",),
        material=False,
    )
    backed_by = line(
        _("Who says so for the organisation?"),
        hint=_("A name, and what they are there"),
        asked_as=_("Who says so"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )


STEP = Step(
    slug="who-decides",
    title=_("Who decides, and who stands behind it"),
    form=WhoDecides,
    guidance=(
        _(
            "A choice does not oblige anybody, and a worker is not left alone with one. Say what the "
            "organisation will do, in words that can be kept to."
        ),
    ),
    applies=OpenedBy("disagree", "representation", "hard_to_undo"),
)
