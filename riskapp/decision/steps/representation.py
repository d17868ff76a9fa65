"""Who acts or speaks for the person: attorneys, courts, advocates, and wishes written earlier."""

from __future__ import annotations

from riskapp.decision.rules import FULL_AND_NOTE, FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

NOBODY = "nobody"
POWERS: dict[str, LazyString] = {
    "attorney-welfare": _("An attorney for health and welfare"),
    "attorney-property": _("An attorney for property and money"),
    "deputy": _("A deputy, guardian or controller"),
    "court": _("A court, or somebody it named"),
    "advocate": _("An advocate"),
    "advance-decision": _("An advance decision about treatment"),
    "statement": _("Written wishes from earlier"),
    NOBODY: _("Nobody, as far as was found"),
    "other": _("Something else"),
}
MAY_DECIDE = ("attorney-welfare", "attorney-property", "deputy", "court")
SEEN: dict[str, LazyString] = {
    "seen": _("Yes, the paper was seen"),
    "told": _("No, somebody said so"),
    "asked": _("It was asked for"),
}


def is_only_asked(power: Entry) -> bool:
    """Whether a court was asked and nothing says that it, or somebody it named, acts yet."""
    return bool(power.get("kind") == "court" and power.get("seen") == "asked")


class Power(Form):
    kind = one_of(
        _("What is it?"),
        list(POWERS.items()),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_AND_NOTE,
        answers=("T3.14",),
    )
    who = line(
        _("Who is it, or who holds it?"),
        names_it=True,
        asked_as=_("Who"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_AND_NOTE,
        answers=("T3.11",),
    )
    scope = prose(
        _("What does it cover, and what does it not?"),
        rows=2,
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    seen = one_of(
        _("Was it seen?"),
        list(SEEN.items()),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    on = day(
        _("Of which day is it, or when was it asked for?"),
        asked_as=_("Day"),
        expects="past",
        or_year=True,
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
        answers=("T3.12",),
    )
    says = prose(
        _("What do they say, or what is written, about this decision?"),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_AND_NOTE,
        answers=("T3.13",),
    )

    @property
    def is_blank(self) -> bool:
        """That there is nobody is worth keeping with no word beside it."""
        return super().is_blank and self.field("kind").kept != NOBODY


class Representation(Form):
    """Nothing but its collection."""


POWERS_HELD = Collection(
    slug="powers",
    title=_("Who acts or speaks for %(name)s"),
    one=_("a power, an advocate or earlier wishes"),
    item_form=Power,
    most=20,
)

STEP = Step(
    slug="representation",
    title=_("Who acts or speaks for %(name)s"),
    form=Representation,
    guidance=(
        _(
            "Say what a paper covers and whether anybody saw it. What a power reaches differs from "
            "nation to nation."
        ),
    ),
    collections=(POWERS_HELD,),
    applies=OpenedBy("representation", "capacity"),
)
