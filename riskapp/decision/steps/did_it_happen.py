"""Did the feared happen, did the hoped-for happen: one class asks both, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.rules import CAME_ABOUT, NOT_CARD, NOT_CARD_OR_NOTE
from riskapp.decision.steps.both_sides import CONSEQUENCES, SIDES
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.steps.what_happened import IN_A_REVIEW
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step


class AnyAnswer(Form):
    """A form of which each answer is worth keeping alone: none is a tick beside a text."""

    @property
    def is_blank(self) -> bool:
        return not (self.kept or self.wrong)


class CameAbout(AnyAnswer):
    # As it was said, kept with the answer: the conversation may word it otherwise later, or drop it.
    was = prose(
        _("What could happen"),
        yours=_("What we talked about"),
        main=True,
        most=5_000,
        withheld_from=NOT_CARD,
    )
    side = one_of(_("Hoped for, or feared"), list(SIDES), withheld_from=NOT_CARD_OR_NOTE)
    happened = one_of(
        _("Did it happen?"),
        list(CAME_ABOUT.items()),
        inline=True,
        withheld_from=NOT_CARD,
    )
    how = prose(
        _("What came of it?"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class DidItHappen(Form):
    """Nothing but its collection."""


def as_said(said: Entry) -> str:
    """Something that could happen, after the name of whoever it would happen to."""
    text, to_whom = str(said.get("text", "")), said.get("to_whom")
    return f"{to_whom}: {text}" if to_whom else text


def each_not_answered(entries: Entries) -> Sequence[AddSlot]:
    """One for each thing that could happen, what the person marked first; the page folds the rest."""
    marks = entries.data(BOTH_SIDES.slug).get("marks", [])
    done = {item.get("was") for item in entries.items(CAME.slug)}
    return [
        AddSlot(None, said.id, {"was": as_said(said), "side": said.get("side")})
        for said in sorted(entries.items(CONSEQUENCES.slug), key=lambda said: said.id not in marks)
        if said.get("text") and as_said(said) not in done
    ]


CAME = Collection(
    slug="came-about",
    title=_("What was feared, and what was hoped for"),
    one=_("what came of it"),
    item_form=CameAbout,
    most=200,
    slots=each_not_answered,
    fixed=("was", "side"),
    template="decision/review_item.html",
)

STEP = Step(
    slug="did-it-happen",
    title=_("Did it happen?"),
    heading=_("Did what was feared happen, and what was hoped for?"),
    lead=_("What mattered most comes first. “Not known yet” is an answer."),
    form=DidItHappen,
    template="decision/did_it_happen.html",
    collections=(CAME,),
    applies=IN_A_REVIEW,
)
