"""Where each hoped-for outcome is now, on the scale in words it was first put on."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.alike import told_apart
from riskapp.decision.rules import NOT_CARD_OR_NOTE
from riskapp.decision.steps.did_it_happen import AnyAnswer
from riskapp.decision.steps.hopes import HOPES, WHERE_NOW
from riskapp.decision.steps.what_happened import IN_A_REVIEW
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step


class HopeNow(AnyAnswer):
    was = prose(
        _("What %(name)s hoped for"),
        yours=_("What you hoped for"),
        main=True,
        most=4_100,  # one of several alike, and which
        voice=True,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    before = one_of(
        _("Where it was"),
        list(WHERE_NOW.items()),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    now = one_of(
        _("Where is it now, as %(name)s sees it?"),
        list(WHERE_NOW.items()),
        asked_as=_("Where it is now"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    because = prose(
        _("Why there?"), rows=2, most=4_000, asked_as=_("Why there"), withheld_from=NOT_CARD_OR_NOTE
    )


class HopesNow(Form):
    """Nothing but its collection."""


def _where(hope: Entry) -> dict[str, str]:
    """Where it was when it was last said; nothing where nobody said."""
    return {"before": hope["now"]} if hope.get("now") else {}


def names_of_hopes(entries: Entries) -> dict[str, str]:
    """What a review calls each hope, by its id."""
    hopes = entries.items(HOPES.slug)
    return told_apart({hope.id: str(hope["text"]) for hope in hopes if hope.get("text")})


def each_hope(entries: Entries) -> Sequence[AddSlot]:
    done = {item.get("was") for item in entries.items(HOPES_NOW.slug)}
    names = names_of_hopes(entries)
    return [
        AddSlot(None, hope.id, {"was": names[hope.id], **_where(hope)})
        for hope in entries.items(HOPES.slug)
        if hope.id in names and names[hope.id] not in done
    ]


HOPES_NOW = Collection(
    slug="outcomes-now",
    title=_("Hoped-for outcomes, now"),
    one=_("where it is now"),
    item_form=HopeNow,
    most=10,
    slots=each_hope,
    fixed=("was",),
    template="decision/review_item.html",
)


def has_any_hope(entries: Entries) -> bool:
    """Whether there is anything to ask about: a hope that was written down, or what was said of one."""
    return bool(names_of_hopes(entries) or entries.items(HOPES_NOW.slug))


STEP = Step(
    slug="hopes-now",
    title=_("What %(name)s hoped for, now"),
    form=HopesNow,
    yours=_("What you hoped for, now"),
    template="decision/hopes_now.html",
    collections=(HOPES_NOW,),
    applies=IN_A_REVIEW,
)
