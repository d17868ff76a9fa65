"""Liberty, as facts without a conclusion; the rights this touches, and why that is in proportion."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

RIGHTS: dict[str, LazyString] = {
    "life": _("To life"),
    "degrading": _("Not to be treated in a degrading way"),
    "liberty": _("To liberty"),
    "private": _("To private and family life, home and letters"),
    "belief": _("To belief, and to live by it"),
    "expression": _("To speak, and to be told"),
    "others": _("To be with others, and to marry"),
    "equal": _("To be treated the same as anybody else in all of these"),
    "another": _("Another"),
}
LEGAL_VIEW: dict[str, LazyString] = {
    "no": _("Nobody thinks so"),
    "wanted": _("Yes, and not asked for yet"),
    "asked": _("It was asked for"),
    "had": _("It was given"),
}


class LibertyAndRights(Form):
    free = prose(
        _("What can %(name)s do without asking anybody?"),
        hint=_("Go out, come back, see people, lock a door, be alone, say no to care."),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    not_free = prose(
        _("What can %(name)s not do, or only with somebody’s say?"),
        hint=_("Who watches or stops it, by what means, how often and for how long."),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    what_for = prose(
        _("What is it for, and how like ordinary life is it?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    says = words(
        _("What does %(name)s say or show about it?"),
        hint=_("Content or not, and how you know. Silence is not a yes."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    legal_view = one_of(
        _("Does anybody think a legal view is needed?"),
        list(LEGAL_VIEW.items()),
        inline=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


class Right(Form):
    which = one_of(
        _("Which right?"),
        list(RIGHTS.items()),
        names_it=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        answers=("T3.15",),
    )
    how = prose(
        _("How does this touch it, if it goes ahead and if things stay as now?"),
        rows=2,
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    proportion = prose(
        _("Why is that in proportion, and what less was thought of?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


class Authorisation(Form):
    what = line(
        _("What is it?"),
        hint=_(
            "As it is called on the paper, such as: a standard authorisation, an order of a court"
        ),
        asked_as=_("What it is"),
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    by_whom = line(
        _("By whom was it given?"),
        asked_as=_("Given by"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    number = line(
        _("What is its number?"),
        asked_as=_("Its number"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    until = day(
        _("Until when?"),
        asked_as=_("Until"),
        in_list=True,
        expects="future",
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    conditions = prose(
        _("Which conditions has it, and is each kept to?"),
        asked_as=_("Its conditions"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


AUTHORISATIONS = Collection(
    slug="authorisations",
    title=_("Authorisations there are"),
    one=_("an authorisation"),
    item_form=Authorisation,
    most=10,
)
RIGHTS_TOUCHED = Collection(
    slug="rights",
    title=_("Rights this touches"),
    one=_("a right this touches"),
    item_form=Right,
    most=20,
)

STEP = Step(
    slug="liberty-and-rights",
    title=_("Liberty and rights"),
    lead=_("Facts, in ordinary words. riskapp draws no conclusion from them."),
    form=LibertyAndRights,
    collections=(AUTHORISATIONS, RIGHTS_TOUCHED),
    applies=OpenedBy("restriction"),
)
