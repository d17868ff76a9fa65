"""Choosing a response: by what can be learned, by whom and by when."""

from __future__ import annotations

from riskapp.learning.review.rules import BY_WHEN, BY_WHOM, RESPONSES, TO_LEARN
from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, one_of, prose, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class ChoosingAResponse(Form):
    to_learn = some_of(
        _("What can be learned from it?"),
        list(TO_LEARN.items()),
        asked_as=_("What can be learned"),
        data_class=DataClass.ADMINISTRATION,
    )
    by_whom = one_of(
        _("Who can come together?"),
        list(BY_WHOM.items()),
        asked_as=_("Who can come together"),
        data_class=DataClass.ADMINISTRATION,
    )
    by_when = one_of(
        _("By when?"),
        list(BY_WHEN.items()),
        data_class=DataClass.ADMINISTRATION,
    )
    response = one_of(
        _("Which way of learning do you choose?"),
        list(RESPONSES.items()),
        hint=_("It can be changed at any time, and everything that was written stays."),
        asked_as=_("The way of learning chosen"),
        data_class=DataClass.ADMINISTRATION,
    )
    why = prose(
        _("What speaks for it?"),
        asked_as=_("What speaks for it"),
        rows=2,
        most=AT_LENGTH,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="response",
    title=_("Choosing a response"),
    form=ChoosingAResponse,
    lead=_(
        "By what can be learned, and not by how bad it was. What went well is worth as much time."
    ),
    template="learning/review/response.html",
)
