"""Strengths, people and places: what the person brings, before any service is thought of."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY, NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, prose, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Strengths(Form):
    skills = prose(
        _("What is %(name)s good at, and what does %(name)s know?"),
        yours=_("What are you good at, and what do you know?"),
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T3.25",),
    )
    worked = prose(
        _("What has been tried, and what was learned?"),
        hint=_("What worked, what did not, what everybody was pleased about."),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    places = prose(
        _("Which places does %(name)s belong to, or want to?"),
        yours=_("Which places do you belong to, or want to?"),
        rows=2,
        data_class=DataClass.PLACE,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    purpose = prose(
        _("Who and what does %(name)s live for?"),
        yours=_("Who and what do you live for?"),
        hint=_("The people %(name)s loves, animals, faith, work, what %(name)s gives to others."),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.16",),
    )


class SomebodyAround(Form):
    who = line(
        _("Who?"),
        hint=_("A name, and what they are to %(name)s"),
        main=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.16", "T3.5"),
    )
    gives = prose(
        _("What do they give?"),
        rows=2,
        most=4_000,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    wants = prose(
        _("What do they want, or need themselves?"),
        rows=2,
        most=4_000,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    not_involved = tick(
        _("%(name)s does not want them involved in this"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )


PEOPLE = Collection(
    slug="people-around",
    title=_("People around %(name)s"),
    yours=_("People around you"),
    one=_("somebody around %(name)s"),
    item_form=SomebodyAround,
    most=30,
)

STEP = Step(
    slug="strengths",
    title=_("Strengths, people and places"),
    form=Strengths,
    guidance=(
        _(
            "Ask before any service is spoken of. What somebody already does for themselves usually "
            "lasts longer than what is done for them."
        ),
    ),
    collections=(PEOPLE,),
    applies=OpenedBy(),
)
