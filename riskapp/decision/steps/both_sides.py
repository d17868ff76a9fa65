"""Screen 2: both sides. One class asks what could happen, whether of doing or of carrying on as now."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.rules import (
    BENEFIT,
    HARM,
    KINDS,
    NOT_CARD,
    NOT_CARD_OR_NOTE,
    SAID_BY,
)
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, line, one_of, prose, refs
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step

SIDES = ((BENEFIT, _("hoped for")), (HARM, _("feared")))


class Consequence(Form):
    text = prose(
        _("What could happen?"),
        rows=2,
        most=4_000,
        main=True,
        withheld_from=NOT_CARD,
        answers=("T1.9", "T1.12", "T2.4", "T2.5", "T2.6", "T3.23", "T3.24"),
    )
    kind = one_of(
        _("What is it about?"),
        list(KINDS.items()),
        inline=True,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    side = one_of(_("Hoped for, or feared"), list(SIDES), inline=True, withheld_from=NOT_CARD)
    to_whom = line(
        _("Who is affected, if it is not %(name)s?"),
        hint=_("Such as: my daughter"),
        asked_as=_("Who is affected"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD,
    )
    said_by = one_of(
        _("Whose words are these?"),
        list(SAID_BY.items()),
        inline=True,
        withheld_from=NOT_CARD,
        material=False,
    )
    worry_of = line(
        _("Whose worry or hope is it?"),
        hint=_("A name, or what they are to %(name)s"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class BothSides(Form):
    marks = refs(
        _("What matters most to %(name)s"),
        hint=_("Up to three, from either side"),
        of="consequences",
        withheld_from=NOT_CARD,
    )


def boxes(entries: Entries) -> Sequence[AddSlot]:
    """The equal boxes: for each option, hoped for and feared."""
    return [
        AddSlot(option.id, side, {"side": side})
        for option in entries.items(OPTIONS.slug)
        for side in (BENEFIT, HARM)
    ]


def keep_to_what_could_happen(entries: Entries, pointing: Asked) -> None:
    """What is pointed at is something that could happen in this conversation, or it is dropped.

    An entry may have been taken away since the page was drawn; that is nobody's mistake.
    """
    if pointing.kept:
        live = {e.id for e in entries.items(CONSEQUENCES.slug)}
        pointing.kept = [one for one in pointing.kept if one in live] or None


def check_marks(entries: Entries, form: Form) -> None:
    keep_to_what_could_happen(entries, form.field("marks"))


CONSEQUENCES = Collection(
    slug="consequences",
    title=_("What could happen"),
    one=_("something that could happen"),
    item_form=Consequence,
    parent=OPTIONS.slug,
    most=200,
    slots=boxes,
    fixed=("side",),
    moves=("side",),
    template="decision/consequence.html",
)

STEP = Step(
    slug="both-sides",
    title=_("Both sides"),
    form=BothSides,
    template="decision/both_sides.html",
    collections=(OPTIONS, CONSEQUENCES),
    check=check_marks,
)
