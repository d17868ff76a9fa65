"""Harm between people: the safeguarding link, and each person who could be harmed, apart."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

ROUTE: dict[str, LazyString] = {
    "no-need": _("Asked, and nobody thinks there is harm by another person"),
    "told": _("The safeguarding lead or team was told"),
    "enquiry": _("An enquiry is under way"),
    "closed": _("An enquiry has ended"),
    "not-asked": _("Not asked yet"),
}


class OtherPeople(Form):
    route = one_of(
        _("Harm, pressure or control by somebody: where does it stand?"),
        list(ROUTE.items()),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        answers=("T3.16", "T3.17"),
        material=False,
    )
    link = line(
        _("Where is that written down?"),
        hint=_("A reference or a name. Write no more here than is needed to find it."),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        answers=("T3.18",),
        material=False,
    )
    told_on = day(
        _("When was it told?"),
        asked_as=_("Told on"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        or_year=True,
        material=False,
    )
    alone_when = line(
        _("When and where could you talk with %(name)s alone?"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


class SomebodyElse(Form):
    who = line(
        _("Who could be harmed?"),
        names_it=True,
        hint=_("Such as: the neighbours in the flat above"),
        asked_as=_("Who"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    how = prose(
        _("What could happen to them, whichever way it is decided?"),
        rows=2,
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    told = prose(
        _("What were they told, and what do they say?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    lessen = prose(
        _("What would lessen it for them?"),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


OTHERS = Collection(
    slug="others-harmed",
    title=_("Others who could be harmed"),
    one=_("somebody who could be harmed"),
    item_form=SomebodyElse,
    most=20,
)

STEP = Step(
    slug="other-people",
    title=_("Harm between people"),
    form=OtherPeople,
    guidance=(
        _(
            "Harm by another person is not a risk that %(name)s chose, and agreeing to a plan is never "
            "agreeing to be harmed. What is looked into elsewhere is only linked here."
        ),
        _("What could happen to a neighbour is never set against what %(name)s hopes for."),
    ),
    collections=(OTHERS,),
    applies=OpenedBy("someone_else", "pressure"),
)
