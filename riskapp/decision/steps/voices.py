"""Voices: everybody's view, each apart, with whose worry it is. Quiet voices are asked for."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

HOW_KNOWN: dict[str, LazyString] = {
    "quoted": _("In their own words"),
    "reported": _("As somebody else told it"),
    "noted": _("Summed up by whoever wrote this"),
}
CARERS_ASSESSMENT: dict[str, LazyString] = {
    "not-carer": _("They do not give care"),
    "not-offered": _("Not offered yet"),
    "wanted": _("Offered, and wanted"),
    "not-wanted": _("Offered, and not wanted"),
    "done": _("Has one already"),
}


class Voice(Form):
    who = line(
        _("Who is it?"),
        names_it=True,
        hint=_("A name, and what they are to %(name)s"),
        asked_as=_("Who"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        answers=("T1.16", "T3.20", "T3.21"),
    )
    view = prose(
        _("How do they see it?"),
        rows=2,
        main=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        answers=("T1.17",),
    )
    worries = prose(
        _("What do they worry about?"),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    worry_of = line(
        _("Whose worry is that?"),
        hint=_("Their own, %(name)s’s, or somebody else’s that they carry"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    hopes = prose(
        _("What do they hope for?"),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    stake = prose(
        _("What would each way cost or give them?"),
        hint=_("A carer’s own life counts, and stands as theirs."),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    assessment = one_of(
        _("Was a carer’s assessment offered?"),
        list(CARERS_ASSESSMENT.items()),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    how_known = one_of(
        _("How is this known?"),
        list(HOW_KNOWN.items()),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    asked_by = line(
        _("Who asked them, and how?"),
        hint=_("Such as: Sunita, on the telephone"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        material=False,
    )
    asked_on = day(
        _("When?"),
        expects="past",
        or_year=True,
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )


class Voices(Form):
    quiet = prose(
        _("Whose voice has not been heard, and how could it be?"),
        hint=_("Night staff, a neighbour, a grandchild, somebody %(name)s has lost touch with."),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )


VOICES = Collection(
    slug="views",
    title=_("Views, each under its own name"),
    one=_("a voice"),
    item_form=Voice,
    most=30,
)

STEP = Step(
    slug="voices",
    title=_("Voices, each apart"),
    lead=_("Each view stands under its own name. Nobody’s is merged with another’s."),
    form=Voices,
    guidance=(
        _(
            "Ask what somebody hopes for as well as what they fear, and whose worry it is: a worry "
            "about being blamed and a worry about a fall ask for different things."
        ),
    ),
    collections=(VOICES,),
    applies=OpenedBy("disagree", "hard_to_undo"),
)
