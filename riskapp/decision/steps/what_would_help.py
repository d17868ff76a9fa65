"""Screen 3: what would help, what that takes away, what could still happen, and what was not found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from riskapp.decision.rules import (
    CHANGES,
    FULL_ONLY,
    NO_LONGER,
    NOT_CARD,
    NOT_CARD_OR_NOTE,
    NOT_IN_FORCE,
    NOT_PERSON,
    RESTRICTION,
    RUNGS,
    STANDS,
    TECHNOLOGY,
)
from riskapp.decision.steps.both_sides import keep_to_what_could_happen
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import (
    DataClass,
    Form,
    day,
    line,
    one_of,
    prose,
    refs,
    some_of,
    words,
)
from riskapp.platform.i18n import _
from riskapp.platform.time import local
from riskapp.platform.versions.rows import Rows
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
        withheld_from=NOT_CARD,
    )
    # Asked of what has ended; a review that ends something writes both.
    ended_on = day(
        _("When did it end?"),
        asked_as=_("Ended on"),
        expects="past",
        only_if=("stands", NO_LONGER),
        withheld_from=NOT_CARD,
        material=False,
    )
    ended_because = prose(
        _("Why did it end?"),
        asked_as=_("Why it ended"),
        rows=2,
        most=4_000,
        only_if=("stands", NO_LONGER),
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
    tried_less = prose(
        _("What was tried, or thought of, that takes less away?"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    # Written when the next version is begun, never asked: an end that moved on is a renewal.
    was_to_end_on = day(
        _("In the version before, it was to end on"), withheld_from=NOT_CARD_OR_NOTE, material=False
    )
    renewed_because = prose(
        _("If it is renewed, why?"),
        asked_as=_("Why it is renewed"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    # Written when a version is sealed, never asked: of a restriction that came after something happened.
    added_after = line(_("Added after something happened"), withheld_from=FULL_ONLY, material=False)
    had_agreed = prose(
        _("What had been agreed not to do"), line_each=True, withheld_from=FULL_ONLY, material=False
    )
    for_what = refs(
        _("What is it for?"),
        hint=_("Anything that could happen, on either side."),
        of="consequences",
        withheld_from=NOT_CARD_OR_NOTE | NOT_PERSON,
    )
    changes = some_of(
        _("What does it change?"),
        list(CHANGES.items()),
        withheld_from=NOT_CARD_OR_NOTE | NOT_PERSON,
    )
    who = line(
        _("Who does it?"),
        hint=_("%(name)s first, then the people around, then services."),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T2.19",),
    )
    by_when = day(
        _("By when?"),
        expects="future",
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T2.20",),
        material=False,
    )
    thinks = words(
        _("What does %(name)s think of it?"),
        hint=_("In %(name)s’s own words."),
        asked_as=_("What %(name)s thinks of it"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    agreed_how = prose(
        _("How did %(name)s agree to it?"),
        hint=_("Or who agreed to it, and in what way."),
        asked_as=_("How it was agreed to"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD,
    )
    sees = prose(_("Who sees what it records?"), rows=2, most=4_000, withheld_from=NOT_CARD_OR_NOTE)
    responds = prose(
        _("Who responds, and how fast?"), rows=2, most=4_000, withheld_from=NOT_CARD_OR_NOTE
    )
    tested_on = day(
        _("When was it last tested?"),
        expects="past",
        withheld_from=NOT_CARD_OR_NOTE | NOT_PERSON,
        or_year=True,
        material=False,
    )
    fails = prose(
        _("What happens when it fails, or the battery is flat?"),
        rows=2,
        most=4_000,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    until = day(
        _("Until when is it used?"),
        asked_as=_("Used until"),
        expects="future",
        withheld_from=NOT_CARD,
    )


# The card of three parts; what is asked of each beside it, and of one sort of help.
CARD = ("what", "rung", "stands", "does", "takes_away", "still")
OF_EACH = ("for_what", "changes", "who", "by_when", "thinks")
OF_TECHNOLOGY = ("agreed_how", "sees", "responds", "tested_on", "fails", "until")
OF_RESTRICTIONS = ("ends_on", "nothing_less", "tried_less", "smaller")
WAS_TO_END = "was_to_end_on"
ADDED_AFTER, HAD_AGREED = OF_GUARD = ("added_after", "had_agreed")
OF_RENEWAL = (WAS_TO_END, "renewed_because")
OF_ENDING = ("ended_on", "ended_because")
# What waits for the page that each has of its own: the light touch stays short.
LATER = (*OF_EACH, *OF_TECHNOLOGY, *OF_RENEWAL, *OF_ENDING, *OF_GUARD, "tried_less")
# What is said of something that has ended where a copy no longer says what it did and took away.
OF_WHAT_ENDED = frozenset({"what", "stands", *OF_ENDING})


def is_end_as_before(row_id: str, rows: Rows) -> bool:
    """Whether a row says when a restriction was to end, which is when it still does: that is no news
    until the day has gone by. Nor is it that the version before had nothing to say of this.
    """
    item, _dot, key = row_id.rpartition(".")
    if key != WAS_TO_END:
        return False
    was, ends = (rows.get(f"{item}.{one}", {}).get("value") for one in (WAS_TO_END, "ends_on"))
    sealed = rows.get("record.sealed_at", {}).get("value")
    has_passed = was and sealed and local(datetime.fromisoformat(sealed)).date().isoformat() > was
    return not was or (was == ends and not has_passed)


def check_for_what(entries: Entries, form: Form) -> None:
    keep_to_what_could_happen(entries, form.field("for_what"))


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
        material=False,
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
    template="decision/mitigation.html",
    check=check_for_what,
    opens=lambda said: (
        said.get("rung") in {TECHNOLOGY, RESTRICTION} and said.get("stands") not in NOT_IN_FORCE
    ),
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
