"""Screen 1: the choice in the person's words, why now, and whether anybody is in danger."""

from __future__ import annotations

from riskapp.decision.rules import (
    ALONE,
    FULL_ONLY,
    MAY_BE,
    NOT_CARD_OR_NOTE,
    NOT_PERSON,
    SAFETY,
    calls_for_route,
)
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class TheDecision(Form):
    choice = words(
        _("What does %(name)s want to do?"),
        hint=_("In %(name)s’s own words, as it was said. Nobody will correct it."),
        asked_as=_("What %(name)s wants, in %(name)s’s own words"),
        rows=4,
        answers=("T1.1", "T2.3", "T3.19"),
    )
    title = line(
        _("A short name for this decision"),
        hint=_("Such as: walking to the allotment alone"),
        asked_as=_("In a few words"),
        data_class=DataClass.CARE,
        material=False,
    )
    said_on = day(
        _("When did %(name)s say this?"),
        asked_as=_("Said on"),
        expects="past",
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T2.2",),
        or_year=True,
        material=False,
    )
    said_where = line(
        _("Where?"),
        hint=_("Such as: at the kitchen table"),
        asked_as=_("Said where"),
        withheld_from=NOT_CARD_OR_NOTE,  # and the person’s copy, unless place was chosen
        data_class=DataClass.PLACE,
    )
    heard_by = line(
        _("Who heard it?"),
        hint=_("Names and roles, such as: Sunita Rao, social worker, and his partner"),
        asked_as=_("Heard by"),
        withheld_from=FULL_ONLY,
        data_class=DataClass.ABOUT_OTHERS,
        material=False,
    )
    why_now = prose(
        _("Why now?"),
        hint=_("What has changed, and can it wait?"),
        withheld_from=NOT_PERSON | {"card"},
        answers=("T1.3",),
    )
    danger = one_of(
        _("Is anyone in danger now?"),
        list(SAFETY.items()),
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        of_its_day=True,
    )
    done_about = prose(
        _("What was done about it?"),
        hint=_("If there may be danger."),
        rows=2,
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        only_if=("danger", *MAY_BE),
        of_its_day=True,
    )
    pressure = one_of(
        _("Could anyone be putting pressure on %(name)s, or doing harm?"),
        list(SAFETY.items()),
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        of_its_day=True,
    )
    alone = one_of(
        _("Could you talk with %(name)s alone?"),
        list(ALONE.items()),
        withheld_from=FULL_ONLY,
        data_class=DataClass.PROTECTION,
        of_its_day=True,
        material=False,
    )


STEP = Step(
    slug="decision",
    title=_("What %(name)s wants"),
    heading=_("What does %(name)s want, and why now?"),
    form=TheDecision,
    template="decision/decision.html",
    detour=lambda said, before: "safeguarding.route" if calls_for_route(said, before) else None,
)
