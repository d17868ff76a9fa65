"""Preparing: who, where and when suits, and what the person needs to take part."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, line, prose, some_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step

TO_TAKE_PART: dict[str, LazyString] = {
    "interpreter": _("An interpreter"),
    "aids": _("Hearing, sight or speech aids"),
    "pictures": _("Pictures, objects or a talking mat"),
    "advocate": _("An advocate"),
    "somebody": _("Somebody %(name)s trusts, close by"),
    "alone": _("Time alone, with nobody listening"),
    "short": _("Short talks, with rests"),
    "more-than-once": _("More than one talk"),
}


class Preparing(Form):
    who = prose(
        _("Who should be there, and who should not?"),
        hint=_("As %(name)s wants it."),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        material=False,
    )
    where = line(_("Where suits %(name)s?"), data_class=DataClass.PLACE, withheld_from=FULL_ONLY)
    when = line(
        _("When suits %(name)s?"),
        hint=_("The time of day that is best for %(name)s."),
        withheld_from=FULL_ONLY,
        material=False,
    )
    to_take_part = some_of(
        _("What does %(name)s need to take part?"),
        list(TO_TAKE_PART.items()),
        withheld_from=FULL_ONLY,
        material=False,
    )
    arranged = prose(
        _("How is that arranged?"), rows=2, most=4_000, withheld_from=FULL_ONLY, material=False
    )
    known = prose(
        _("What is known already, and from where?"),
        hint=_("So that nobody is asked twice."),
        withheld_from=FULL_ONLY,
        answers=("T3.3", "T3.4"),
        material=False,
    )
    own_worries = prose(
        _("Is any of your own worry worth keeping here?"),
        hint=_(
            "Think first: what am I worried about for myself? Nothing of that is kept unless you "
            "write it in this box. Everybody who can open this record can then read it."
        ),
        asked_as=_("What the practitioner was worried about for themselves"),
        rows=2,
        most=4_000,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        material=False,
    )


STEP = Step(
    slug="preparing",
    title=_("Preparing"),
    heading=_("Preparing to talk with %(name)s"),
    form=Preparing,
    guidance=(
        _(
            "A conversation goes better where and when somebody is at their best, with what they "
            "need to hear, see, speak and rest."
        ),
        _(
            "Everybody brings worries of their own: about blame, about what went badly before, about "
            "the family. Naming them to yourself keeps them from deciding for somebody else."
        ),
    ),
    applies=OpenedBy(),
)
