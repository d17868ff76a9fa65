"""What matters to the person: important to and important for, kept apart; good days and bad days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.library.queries import WELLBEING, get_pack
from riskapp.library.rules import JURISDICTIONS, Question
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import AddSlot, Collection, Step

HOW_SAID: dict[str, LazyString] = {
    "words": _("In words"),
    "signed": _("In sign or signs"),
    "pictures": _("With pictures or objects"),
    "shown": _("By what %(name)s did, or how %(name)s looked"),
    "interpreter": _("Through an interpreter"),
    "written": _("In writing"),
}


class WhatMatters(Form):
    important_to = words(
        _("What is important to %(name)s?"),
        yours=_("What is important to you?"),
        hint=_(
            "What makes life worth living, as %(name)s says it: people, places, habits, pleasures."
        ),
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.1",),
    )
    important_for = prose(
        _("What is important for %(name)s?"),
        yours=_("What is important for you?"),
        hint=_("Health, safety, being well thought of. Say who thinks so."),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    good_day = words(_("What is a good day like?"), rows=2, withheld_from=NOT_CARD_OR_NOTE)
    bad_day = words(_("What is a bad day like?"), rows=2, withheld_from=NOT_CARD_OR_NOTE)
    working = prose(
        _("What is working well now?"),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.2",),
    )
    not_working = prose(
        _("What is not, and what does that do to %(name)s’s life?"),
        yours=_("What is not, and what does that do to your life?"),
        hint=_("And what would make it better."),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.3", "T1.4", "T1.5", "T1.6", "T1.7", "T1.8"),
    )


class Quote(Form):
    text = words(
        _("What did %(name)s say or show?"),
        yours=_("What did you say or show?"),
        hint=_("As it was said. Nobody will correct it."),
        rows=2,
        most=4_000,
        main=True,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    how = one_of(
        _("How was it said?"),
        list(HOW_SAID.items()),
        inline=True,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    heard_by = line(
        _("Who heard or saw it?"),
        in_list=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    said_on = day(
        _("When?"),
        in_list=True,
        expects="past",
        or_year=True,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )


QUOTES = Collection(
    slug="quotes",
    title=_("In %(name)s’s own words"),
    yours=_("In your own words"),
    one=_("something %(name)s said or showed"),
    item_form=Quote,
    most=40,
)


def _code(place: str, area: Question) -> str:
    return f"{place}-{area.id}"


# Every nation's areas are known, so that a record reads the same wherever it is imported.
AREAS: dict[str, LazyString] = {
    _code(place, area): area.question
    for place in JURISDICTIONS
    for area in get_pack(WELLBEING, place).questions
}


class Area(Form):
    area = one_of(
        _("Which part of life?"),
        list(AREAS.items()),
        asked_as=_("Part of life"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    doing = prose(
        _("How does it touch this, if it goes ahead?"),
        asked_as=_("If it goes ahead"),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    as_now = prose(
        _("How does it touch this, if things stay as now?"),
        asked_as=_("If things stay as now"),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
    )


def areas_not_opened(entries: Entries) -> Sequence[AddSlot]:
    """The areas the law here names that nobody has opened yet, each with an empty form."""
    place = entries.facts.get("jurisdiction")
    opened = {one.get("area") for one in entries.items(WELLBEING)}
    codes = [code for code in AREAS if place and code.startswith(f"{place}-")]
    return [AddSlot(variant=code, fixed={"area": code}) for code in codes if code not in opened]


AREAS_TOUCHED = Collection(
    slug=WELLBEING,
    title=_("Parts of life this touches"),
    one=_("a part of life this touches"),
    item_form=Area,
    most=20,
    slots=areas_not_opened,
    fixed=("area",),
)


def _area_hints(entries: Entries, subject: Any) -> Mapping[str, Any]:
    del subject
    place = entries.facts.get("jurisdiction", "england")
    areas = get_pack(WELLBEING, place).questions
    return {"area_hints": {_code(place, area): area.hint for area in areas if area.hint}}


STEP = Step(
    slug="what-matters",
    title=_("What matters to %(name)s"),
    form=WhatMatters,
    yours=_("What matters to you"),
    guidance=(
        _(
            "Keep the two apart: what is important to somebody is theirs to say; what is important "
            "for them is what others also see. Where they pull against each other, that is the "
            "heart of the talk."
        ),
        _(
            "Love, friendship, joy, faith, purpose and comfort are easily left out. "
            "Ask about them by name."
        ),
    ),
    template="decision/what_matters.html",
    collections=(QUOTES, AREAS_TOUCHED),
    more=_area_hints,
    applies=OpenedBy(),
)
