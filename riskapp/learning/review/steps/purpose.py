"""Coming together: what is to be learned, how we talk, and who has a part in what is looked at."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

# Given at the beginning, and changed by those who talk.
GROUND_RULES = _(
    "We are here to learn, and not to judge anybody.\n"
    "Everybody acted with what they knew and had at that moment, and it made sense then.\n"
    "We ask how and what, and leave why alone: it sounds like blame.\n"
    "Each tells it as they lived it. Accounts may differ, and each is kept.\n"
    "We speak of roles, and not of names.\n"
    "A worry about what somebody does at work goes another way, and is not written here."
)


class Purpose(Form):
    learn = prose(
        _("What do we want to learn?"),
        hint=_("In words that do not say how it ended: it is read before that day is written."),
        asked_as=_("What we want to learn"),
        rows=3,
        answers=("T6.1",),
    )
    ground_rules = prose(
        _("How do we want to talk with each other?"),
        hint=_("These are a beginning. Change them together."),
        asked_as=_("How we talk with each other"),
        rows=7,
        line_each=True,
        data_class=DataClass.ADMINISTRATION,
        answers=("T6.1",),
    )
    facilitators_part = prose(
        _("What part did whoever facilitates have in what is looked at?"),
        hint=_("It is easiest for somebody who had none. Where that cannot be, say what it was."),
        asked_as=_("The facilitator’s part in it"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
        answers=("T5.5",),
    )
    interests = prose(
        _("Who here has something at stake in what is found, and what?"),
        hint=_("By role. Saying it is enough; nobody has to leave."),
        asked_as=_("Interests declared"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="purpose",
    title=_("Purpose and people"),
    form=Purpose,
    template="learning/review/step.html",
)
