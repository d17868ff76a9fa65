"""What the person hopes for: one to three outcomes in their words, and where each stands now."""

from __future__ import annotations

from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import Form, one_of, prose, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

# Words, not numbers: the steps are read again at a review, and never added up.
WHERE_NOW: dict[str, LazyString] = {
    "far": _("Nowhere near it"),
    "some-way": _("Some way off"),
    "half": _("About half of what I want"),
    "nearly": _("Nearly there"),
    "there": _("As I want it"),
}


class Hope(Form):
    text = words(
        _("What does %(name)s hope for?"),
        yours=_("What do you hope for?"),
        hint=_("In %(name)s’s own words, and as a life lived, not as a service."),
        rows=2,
        most=4_000,
        main=True,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.23",),
    )
    now = one_of(
        _("Where is it now, as %(name)s sees it?"),
        list(WHERE_NOW.items()),
        asked_as=_("Where it is now"),
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    because = prose(
        _("Why there?"),
        rows=2,
        most=4_000,
        asked_as=_("Why there"),
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )


class Hopes(Form):
    """Nothing but its collection."""


HOPES = Collection(
    slug="outcomes",
    title=_("Hoped-for outcomes"),
    one=_("something %(name)s hopes for"),
    item_form=Hope,
    most=10,
)

STEP = Step(
    slug="hopes",
    title=_("What %(name)s hopes for"),
    lead=_("One to three things, each in %(name)s’s own words."),
    form=Hopes,
    yours=_("What you hope for"),
    collections=(HOPES,),
    applies=OpenedBy(),
)
