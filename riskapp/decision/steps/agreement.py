"""Agreement: who took part, has a copy, disagrees, or could not be asked. Never a waiver."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, one_of, prose, some_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

PART: dict[str, LazyString] = {
    "took-part": _("Took part"),
    "disagrees": _("Took part, and doesn’t agree with part of this"),
    "chose-not": _("Chose not to take part"),
    "not-asked": _("Could not be asked"),
}
COPY: dict[str, LazyString] = {
    "has": _("Has one"),
    "to-have": _("Is to have one"),
    "not-wanted": _("Wants none"),
    "not-theirs": _("Is not to have one"),
}
FORMS: dict[str, LazyString] = {
    "paper": _("On paper"),
    "large": _("In large print"),
    "easy-read": _("In easy read, with pictures"),
    "aloud": _("Read aloud"),
    "recorded": _("As a recording"),
    "sign": _("In sign language"),
    "language": _("In another language"),
    "screen": _("On a screen"),
}


class TookPart(Form):
    who = line(
        _("Who?"),
        hint=_("A name, and what they are to %(name)s"),
        asked_as=_("Who"),
        main=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    part = one_of(
        _("What was their part?"),
        list(PART.items()),
        asked_as=_("Their part"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    because = prose(
        _("Why, or what don’t they agree with?"),
        hint=_("In their words where you have them."),
        asked_as=_("Why, or what they don’t agree with"),
        rows=2,
        only_if=("part", "disagrees", "chose-not", "not-asked"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    copy = one_of(
        _("A copy?"),
        list(COPY.items()),
        inline=True,
        asked_as=_("A copy"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class Agreement(Form):
    forms = some_of(
        _("In what forms does %(name)s have it?"),
        list(FORMS.items()),
        yours=_("In what forms do you have it?"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    which = line(
        _("Which language, or what else?"),
        only_if=("forms", "language"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=NOT_CARD_OR_NOTE,
    )


PARTIES = Collection(
    slug="parties",
    title=_("Everybody else, and those who could not"),
    one=_("somebody"),
    item_form=TookPart,
    most=30,
)

STEP = Step(
    slug="agreement",
    title=_("Who took part, and who has a copy"),
    lead=_(
        "What %(name)s says is asked on the last screen. This is for everybody else. Taking part is not "
        "a waiver: it takes nothing from anybody’s rights or duties, and nobody has to agree."
    ),
    form=Agreement,
    collections=(PARTIES,),
    applies=OpenedBy("disagree", "representation", "capacity", "hard_to_undo"),
)
