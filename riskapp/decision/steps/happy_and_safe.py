"""Where the person puts each way: how happy and how safe they would be. A page beside the screens."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.rules import HAPPY, NOT_CARD_OR_NOTE, SAFE
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, one_of, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step


class Placing(Form):
    happy = one_of(
        _("How happy would %(name)s be this way?"),
        list(HAPPY.items()),
        asked_as=_("How happy"),
        data_class=DataClass.OWN_WORDS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    safe = one_of(
        _("And how safe?"),
        list(SAFE.items()),
        asked_as=_("How safe"),
        data_class=DataClass.OWN_WORDS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    because = words(
        _("Why there?"),
        hint=_("In %(name)s’s own words: safe from what, and at what cost?"),
        asked_as=_("Why there"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )

    @property
    def is_blank(self) -> bool:
        """A place without a word is one all the same."""
        return not self.kept and not self.wrong


class HappyAndSafe(Form):
    """Nothing but its collection."""


def one_for_each_way(entries: Entries) -> Sequence[AddSlot]:
    """A place for each option that has none yet: as now is asked the same as doing."""
    placed = {item.parent_id for item in entries.items(PLACINGS.slug)}
    return [AddSlot(o.id) for o in entries.items(OPTIONS.slug) if o.id not in placed]


PLACINGS = Collection(
    slug="placings",
    title=_("Where %(name)s puts each way"),
    yours=_("Where you put each way"),
    one=_("where %(name)s puts this way"),
    item_form=Placing,
    parent=OPTIONS.slug,
    most=30,
    slots=one_for_each_way,
    template="decision/placing.html",
)

STEP = Step(
    slug="happy-and-safe",
    title=_("Where %(name)s puts each way"),
    lead=_(
        "How happy and how safe would %(name)s be, whichever way it goes? %(name)s says, and nobody "
        "else. Nothing is worked out from it, and no place is the right one."
    ),
    form=HappyAndSafe,
    template="decision/happy_and_safe.html",
    collections=(PLACINGS,),
)
