"""A closer look: asked in words of what anybody marked, harm or benefit, doing or as now, all alike.

Nobody rates every line. Whose worry it is stands on the consequence already.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.two_pens import WORTH_A_CLOSER_LOOK
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, one_of, prose, some_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import AddSlot, Collection, Step

# Words and no numbers: they are read beside each other, and never multiplied, added or sorted by.
NOBODY_KNOWS = _("Nobody knows")
CHANCE: dict[str, LazyString] = {
    "hardly": _("Hardly likely"),
    "could": _("Could happen"),
    "likely": _("Likely"),
    "already": _("Happens already"),
    "unknown": NOBODY_KNOWS,
}
MATTERS: dict[str, LazyString] = {
    "hardly": _("It would hardly matter"),
    "some": _("It would matter"),
    "greatly": _("It would matter greatly"),
    "life": _("It would change a life, or end one"),
    "unknown": NOBODY_KNOWS,
}
SOON: dict[str, LazyString] = {
    "at-once": _("At once"),
    "weeks": _("Within days or weeks"),
    "months": _("Within months"),
    "years": _("Over years"),
    "unknown": NOBODY_KNOWS,
}
UNDONE: dict[str, LazyString] = {
    "easily": _("Easily"),
    "effort": _("With time or effort"),
    "partly": _("Only in part"),
    "never": _("Not at all"),
    "unknown": NOBODY_KNOWS,
}
HARD_TO_UNDO = ("partly", "never")
A_WORRY = "worry"
RESTS_ON: dict[str, LazyString] = {
    "happened": _("It has happened"),
    "seen": _("Somebody saw it"),
    "told": _("Somebody was told"),
    "professional": _("What professionals know"),
    A_WORRY: _("A worry or a hope"),
}


class CloserLook(Form):
    chance = one_of(
        _("How likely is it?"),
        list(CHANCE.items()),
        asked_as=_("How likely"),
        inline=True,
        withheld_from=FULL_ONLY,
        answers=("T2.8", "T3.24"),
    )
    matters = one_of(
        _("How serious, or how good, would it be?"),
        list(MATTERS.items()),
        asked_as=_("How serious, or how good"),
        inline=True,
        withheld_from=FULL_ONLY,
        answers=("T2.9", "T3.24"),
    )
    soon = one_of(
        _("How soon?"),
        list(SOON.items()),
        asked_as=_("How soon"),
        inline=True,
        withheld_from=FULL_ONLY,
    )
    undone = one_of(
        _("How easily could it be undone, or lost again?"),
        list(UNDONE.items()),
        asked_as=_("How easily undone, or lost again"),
        inline=True,
        withheld_from=FULL_ONLY,
    )
    rests_on = some_of(
        _("What does that rest on?"),
        list(RESTS_ON.items()),
        asked_as=_("What that rests on"),
        inline=True,
        withheld_from=FULL_ONLY,
        answers=("T3.22",),
    )
    source = prose(
        _("Who says so, or where is it written?"),
        hint=_("Such as: the night nurse, who was there in March"),
        asked_as=_("Who says so, or where it is written"),
        rows=2,
        most=4_000,
        withheld_from=FULL_ONLY,
        data_class=DataClass.ABOUT_OTHERS,
        answers=("T3.22",),
        material=False,
    )

    @property
    def is_blank(self) -> bool:
        """Each of these is worth an answer alone: none is a tick beside a text."""
        return not (self.kept or self.wrong)


class CloserLooks(Form):
    """Nothing but its collection."""


def each_that_could_happen(entries: Entries) -> Sequence[AddSlot]:
    """The page draws those of what is marked; what is typed of one unmarked since is kept too."""
    return [AddSlot(one.id) for one in entries.items(CONSEQUENCES.slug)]


CLOSER = Collection(
    slug="closer",
    title=_("A closer look"),
    one=_("a closer look"),
    item_form=CloserLook,
    parent=CONSEQUENCES.slug,
    slots=each_that_could_happen,
    template="decision/closer_look_item.html",
)

STEP = Step(
    slug="closer-look",
    title=_("A closer look"),
    lead=_(
        "Only at what somebody marked. Nobody rates every line, and “nobody knows” is an answer."
    ),
    form=CloserLooks,
    template="decision/closer_look.html",
    guidance=(
        _(
            "Ask the same of what is hoped for as of what is feared. A worry that rests on nothing "
            "but itself is still a worry, and it is worth knowing that it does."
        ),
    ),
    collections=(CLOSER,),
    applies=WORTH_A_CLOSER_LOOK,
)
