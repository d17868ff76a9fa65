"""Screen 3: what would help, what that takes away, what could still happen, and what was not found."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.rules import NOT_CARD, NOT_CARD_OR_NOTE, RUNGS, STANDS
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form, day, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step


class Mitigation(Form):
    what = prose(
        _("What is it?"),
        rows=2,
        most=4_000,
        main=True,
        withheld_from=NOT_CARD,
        answers=("T1.7", "T1.10", "T2.7"),
    )
    # The person's copies carry it of a restriction alone (layouts.py), and print when that ends.
    rung = one_of(
        _("What sort of help is it?"),
        list(RUNGS.items()),
        inline=True,
        withheld_from=NOT_CARD,
    )
    stands = one_of(
        _("Where does it stand?"),
        list(STANDS.items()),
        inline=True,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    does = prose(
        _("What it does"),
        hint=_("Such as: somebody knows if %(name)s is late."),
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    takes_away = prose(
        _("What it takes away"),
        hint=_("From whom, and until when? “Nothing” is a fair answer, if it was asked."),
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    still = prose(
        _("What could still happen"),
        hint=_("With this in place, in words."),
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    ends_on = day(
        _("When does it end?"),
        hint=_("A restriction ends unless it is renewed with a reason."),
        asked_as=_("Ends"),
        expects="future",
        withheld_from=NOT_CARD,
    )
    nothing_less = prose(
        _("Why would nothing less do?"), rows=2, most=4_000, withheld_from=NOT_CARD_OR_NOTE
    )
    smaller = prose(
        _("What will make it smaller?"), rows=2, most=4_000, withheld_from=NOT_CARD_OR_NOTE
    )


class Still(Form):
    text = prose(
        _("What could still happen"),
        hint=_("With all of this in place, in words."),
        main=True,
        withheld_from={"card"},
    )


class NotFound(Form):
    what = prose(
        _("What was looked for, and not found?"),
        rows=2,
        most=4_000,
        main=True,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.8", "T1.20"),
    )
    where = prose(
        _("Where did you look, or whom did you ask?"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class WhatWouldHelp(Form):
    """Nothing but its collections."""


def one_for_each_option(entries: Entries) -> Sequence[AddSlot]:
    """An answer for each option that has none yet: as now is asked the same as doing."""
    said = {item.parent_id for item in entries.items(STILL.slug)}
    return [AddSlot(o.id) for o in entries.items(OPTIONS.slug) if o.id not in said]


MITIGATIONS = Collection(
    slug="mitigations",
    title=_("What would help"),
    one=_("something that would help"),
    item_form=Mitigation,
    most=40,
)
STILL = Collection(
    slug="still",
    title=_("What could still happen, whichever is chosen"),
    one=_("what could still happen"),
    item_form=Still,
    parent=OPTIONS.slug,
    most=30,
    slots=one_for_each_option,
)
NOT_FOUND = Collection(
    slug="not-found",
    title=_("Looked for, not found"),
    one=_("something looked for and not found"),
    item_form=NotFound,
    most=30,
)

STEP = Step(
    slug="what-would-help",
    title=_("What would help"),
    heading=_("What would help, and what it takes away"),
    lead=_(
        "Begin with what %(name)s does already and the people around, then things and technology, "
        "then paid support. A restriction comes last, and ends."
    ),
    form=WhatWouldHelp,
    template="decision/what_would_help.html",
    collections=(MITIGATIONS, STILL, NOT_FOUND),
)
