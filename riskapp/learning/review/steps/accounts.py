"""Accounts: each as somebody lived it, by role, kept apart and never made into one."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Account(Form):
    role = line(
        _("Whose account is it, by role?"),
        hint=_("Such as: the person, her son, support worker A."),
        asked_as=_("Whose account"),
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
        answers=("T6.2",),
    )
    told = prose(
        _("What was it like, as they tell it?"),
        hint=_("In their words."),
        asked_as=_("As they tell it"),
        rows=5,
        most=AT_LENGTH,
        main=True,
        data_class=DataClass.OWN_WORDS,
        answers=("T6.2",),
    )
    noticed = prose(
        _("What did they see, hear or feel that told them something?"),
        asked_as=_("What they noticed"),
        rows=2,
        most=AT_LENGTH,
    )
    usual = prose(
        _("What was usual, and what did they expect to come next?"),
        asked_as=_("What was usual, and what they expected"),
        rows=2,
        most=AT_LENGTH,
    )
    made_sense = prose(
        _("How did what they did make sense to them then?"),
        hint=_("What they had to go on, what pulled this way and that, what they felt."),
        asked_as=_("How it made sense then"),
        rows=3,
        most=AT_LENGTH,
    )
    surprised = prose(
        _("What surprised them?"), asked_as=_("What surprised them"), rows=2, most=AT_LENGTH
    )
    asked_for_help = prose(
        _("What led them to ask somebody, or would have made that easier?"),
        asked_as=_("Asking somebody"),
        rows=2,
        most=AT_LENGTH,
    )
    went_right = prose(_("What went right?"), rows=2, most=AT_LENGTH)


class Accounts(Form):
    """Nothing but its collection."""


ACCOUNTS = Collection(
    slug="account",
    title=_("Accounts"),
    one=_("an account"),
    item_form=Account,
    most=20,
    template="learning/review/item.html",
)

STEP = Step(
    slug="accounts",
    title=_("Accounts"),
    lead=_("The person’s first. Where two differ, both stand."),
    form=Accounts,
    guidance=(
        _("Ask how and what. “What told you that?” brings more than “why did you?”"),
        _("Where somebody says “obviously”, ask what made it so: that is what others cannot know."),
    ),
    template="learning/review/step.html",
    collections=(ACCOUNTS,),
)
