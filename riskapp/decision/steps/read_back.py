"""Screen 6: read it back, say who took part, choose the copy, seal. A signature is not a waiver."""

from __future__ import annotations

from riskapp.decision.rules import (
    FORMATS,
    FULL_ONLY,
    NOT_CARD_OR_NOTE,
    SAFE_HOME,
    TAKING_PART,
)
from riskapp.platform.forms import DataClass, Form, line, one_of, prose, tick, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class ReadBack(Form):
    taking_part = one_of(
        _("What does %(name)s say?"),
        list(TAKING_PART.items()),
        asked_as=_("Taking part"),
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.26",),
        of_its_day=True,
        material=False,
    )
    disagrees = words(
        _("What does %(name)s not agree with?"),
        hint=_(
            "If %(name)s doesn’t agree with a part: in %(name)s’s own words. Every copy that says what "
            "was decided carries it; the card, which says what to do if it goes wrong, does not."
        ),
        asked_as=_("What %(name)s does not agree with"),
        rows=2,
        only_if=("taking_part", "disagrees"),
        withheld_from={"card"},
        of_its_day=True,
    )
    could_not = prose(
        _("Why could %(name)s not be asked?"),
        hint=_("If %(name)s could not be asked today."),
        asked_as=_("Could not be asked, because"),
        rows=2,
        only_if=("taking_part", "not-asked"),
        withheld_from={"card"},
        of_its_day=True,
        material=False,
    )
    others = line(
        _("Who else took part?"),
        hint=_("Names, and what each is to %(name)s."),
        asked_as=_("Who else took part"),
        most=400,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.16", "T2.13"),
        of_its_day=True,
        material=False,
    )
    safe_home = one_of(
        _("Is a copy safe to take home?"),
        list(SAFE_HOME.items()),
        inline=True,
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        of_its_day=True,
        material=False,
    )
    kept_with = line(
        _("Who keeps it for %(name)s?"),
        hint=_("If a copy is not safe at home."),
        asked_as=_("Kept by"),
        only_if=("safe_home", "no"),
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        of_its_day=True,
        material=False,
    )
    size = one_of(
        _("How large should the print be?"),
        list(FORMATS.items()),
        inline=True,
        withheld_from=FULL_ONLY,
        data_class=DataClass.ADMINISTRATION,
    )
    with_place = tick(
        _("Print where things were said on %(name)s’s copy"),
        hint=_("Left out unless this is ticked: a copy may lie where others see it."),
        withheld_from=FULL_ONLY,
        data_class=DataClass.ADMINISTRATION,
    )


STEP = Step(
    slug="read-back",
    title=_("Read back and seal"),
    heading=_("Read this back to %(name)s"),
    lead=_(
        "Read it aloud, or hand over the screen. Change anything that is not how %(name)s would say it."
    ),
    form=ReadBack,
    template="decision/read_back.html",
)
