"""Does each thing that was to help still earn its place, with what it took away in fact."""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.alike import told_apart
from riskapp.decision.rules import END, NOT_CARD_OR_NOTE, NOT_IN_FORCE, RESTRICTION, STILL_EARNS
from riskapp.decision.steps.did_it_happen import AnyAnswer
from riskapp.decision.steps.what_happened import IN_A_REVIEW
from riskapp.decision.steps.what_would_help import MITIGATIONS
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form, day, one_of, prose, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot, Collection, Step


class StillHelping(AnyAnswer):
    was = prose(
        _("What was to help"),
        main=True,
        most=4_100,  # one of several alike, and which
        withheld_from=NOT_CARD_OR_NOTE,
    )
    is_restriction = tick(_("It is a restriction"), withheld_from=NOT_CARD_OR_NOTE)
    took_away = prose(
        _("What did it take away, in fact?"),
        hint=_("From whom. “Nothing” is a fair answer, if it was asked."),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    earns = one_of(
        _("Does it still earn its place?"),
        list(STILL_EARNS.items()),
        inline=True,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    why = prose(_("Why?"), rows=2, most=4_000, withheld_from=NOT_CARD_OR_NOTE)
    ended_on = day(
        _("If it is ended, since when?"),
        hint=_("Where it ended by itself, that day. Left empty: the day it was to end, or today."),
        asked_as=_("Ended on"),
        expects="past",
        only_if=("earns", END),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    ends_on = day(
        _("If it is kept, when does it end now?"),
        hint=_("A restriction ends on its day unless a new one is written here, with why."),
        asked_as=_("Ends now"),
        expects="future",
        only_if=("is_restriction", "yes"),
        withheld_from=NOT_CARD_OR_NOTE,
    )


class StillHelpingAll(Form):
    """Nothing but its collection."""


def names_of_helps(entries: Entries) -> dict[str, str]:
    """What a review calls each thing that was to help, by its id."""
    helps = entries.items(MITIGATIONS.slug)
    return told_apart({one.id: str(one["what"]) for one in helps if one.get("what")})


def each_in_force(entries: Entries) -> Sequence[AddSlot]:
    done = {item.get("was") for item in entries.items(STILL_HELPS.slug)}
    names = names_of_helps(entries)
    return [
        AddSlot(
            None,
            one.id,
            {
                "was": names[one.id],
                **({"is_restriction": True} if one.get("rung") == RESTRICTION else {}),
            },
        )
        for one in entries.items(MITIGATIONS.slug)
        if one.id in names and one.get("stands") not in NOT_IN_FORCE and names[one.id] not in done
    ]


STILL_HELPS = Collection(
    slug="still-helps",
    title=_("What was to help"),
    one=_("whether it still helps"),
    item_form=StillHelping,
    most=40,
    slots=each_in_force,
    fixed=("was", "is_restriction"),
    template="decision/review_item.html",
)

STEP = Step(
    slug="still-helping",
    title=_("What helps, and what it took away"),
    heading=_("Does each thing still earn its place?"),
    form=StillHelpingAll,
    template="decision/still_helping.html",
    collections=(STILL_HELPS,),
    applies=IN_A_REVIEW,
)
