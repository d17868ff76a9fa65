"""Screen 4: what was decided, whose choice, who sees it differently, who will and won't do what.

The screen asks what it always asked; the rest of a difference or a position is on its own page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from riskapp.decision.rules import AS_WANTED, ENDINGS, NOT_CARD_OR_NOTE, NOT_PERSON, WHOSE
from riskapp.decision.steps.options import OPTIONS, way_words
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, refs, tick
from riskapp.platform.forms.fields import DayField, span
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local
from riskapp.platform.wizard import Collection, Step

# Where a difference goes next: an argument among people, not a fault of anybody's.
NEXT: dict[str, LazyString] = {
    "talk-again": _("Talk again"),
    "advocate": _("Ask an advocate"),
    "second-opinion": _("Ask for a second opinion"),
    "panel": _("Take it to a panel"),
    "mediation": _("Mediation"),
    "complaint": _("A complaint or a review"),
    "court": _("Ask a court"),
    "stays": _("It stays as it is, side by side"),
}
SECOND_OPINION: dict[str, LazyString] = {
    "wanted": _("Wanted, and not asked for yet"),
    "asked": _("Asked for"),
    "had": _("There is one"),
    "not-wanted": _("Not wanted"),
}
LONG_BEFORE = timedelta(days=183)  # a decision is often older than its record
# Asked on the page of one alone.
OF_DIFFERENCE = ("about", "reason", "next_kind", "next_by", "meanwhile")
OF_POSITION = ("instead", "second_opinion", "second_from")
# A sentence of its own that says not, such as “He will not lock her in”: who, as a name or in few words,
# and what negates. “Lock the door if she does not ring” is none.
SAYS_WONT = re.compile(
    r"""\W*
    (?: (?i:he|she|they|we|i|it|you|nobody|no[ ]one)\s+
      | (?i:the|his|her|their|my|our)\s+(?:[\w’'.-]+\s+){1,3}?
      | (?:(?:[A-Z][\w’'-]*,?|(?:Mr|Mrs|Ms|Dr|[A-Z])\.)\s+(?:(?:and|of|from)\s+)?){1,4}
    )?
    (?i: (?:will|would|can|could|shall|should|may|must|do|does|did|is|are|has|have)\s+(?:not|never)
      | \w+n[’']t | cannot | not | never | refus(?:e|es) | declines?
    )\b""",
    re.VERBOSE,
)
# Where somebody only writes so, as “Not asked yet”; “not asked to pay” is something else.
SAYS_UNASKED = re.compile(
    r"\b(?:not|n[’']t)\s+(?:been\s+asked\s+yet|asked(?:\s+(?:him|her|them))?\s+yet|yet\s+(?:been\s+)?asked)\b(?!\s+to\b)",
    re.IGNORECASE,
)


class WhatWasDecided(Form):
    decided = prose(
        _("What was decided?"),
        hint=_("In a sentence or two that anybody could follow."),
        asked_as=_("What was decided"),
        answers=("T1.22",),
    )
    ways = refs(
        _("Which of the ways is that?"),
        hint=_(
            "More than one for a mix; none where it is something else, said in the words above."
        ),
        asked_as=_("Which way"),
        of=OPTIONS.slug,
        withheld_from={"card"},
    )
    whose = one_of(
        _("Whose choice is it?"),
        list(WHOSE.items()),
        asked_as=_("Whose choice it is"),
        withheld_from={"card"},  # of the law, which nobody who responds has to know
    )
    ending = one_of(
        _("Where do people stand?"),
        list(ENDINGS.items()),
        hint=_("Agreeing is one fair ending among others."),
        asked_as=_("Where people stand"),
        withheld_from={"card"},
    )
    because = prose(
        _("Who decided it, or why did it end so?"),
        hint=_(
            "Where it was decided for %(name)s: by whom, and under which law. Where it was not carried "
            "out, was withdrawn or taken elsewhere: why."
        ),
        asked_as=_("Who decided it, or why it ended so"),
        only_if=("ending", AS_WANTED, "decided-for", "not-carried-out", "withdrawn", "other-route"),
        rows=2,
        withheld_from={"card"},
    )
    weight = prose(
        _("What was given most weight, and why?"),
        asked_as=_("What was given most weight, and why"),
        withheld_from=NOT_PERSON | {"card"},
    )
    decided_on = day(
        _("When was it decided?"),
        asked_as=_("Decided on"),
        expects="past",
        withheld_from={"card"},
        of_its_day=True,
        material=False,
    )


class Difference(Form):
    who = line(
        _("Who sees it differently?"),
        names_it=True,
        hint=_("A name, and what they are to %(name)s."),
        asked_as=_("Who"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from={"card"},
        answers=("T1.17", "T1.18"),
    )
    view = prose(
        _("How do they see it?"),
        hint=_("In their words where you have them."),
        rows=2,
        main=True,
        asked_as=_("How they see it"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from={"card"},
        answers=("T1.24", "T3.29"),
    )
    would_change = prose(
        _("What would change their mind?"),
        rows=2,
        asked_as=_("What would change it"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.19",),
    )
    next_step = prose(
        _("What happens next about it?"),
        rows=2,
        asked_as=_("Next step"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    about = line(
        _("What is it about?"),
        hint=_("A part of it, such as: going after dark"),
        asked_as=_("About what"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    reason = prose(
        _("Why do they see it so?"),
        hint=_("What they know, fear or hope for. It may be right."),
        asked_as=_("Why they see it so"),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    next_kind = one_of(
        _("Where does it go next?"),
        list(NEXT.items()),
        asked_as=_("Where it goes next"),
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    next_by = day(
        _("By when?"),
        asked_as=_("By when"),
        expects="future",
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    meanwhile = prose(
        _("What is the plan until then?"),
        hint=_("What goes on, what waits, and what that costs %(name)s."),
        asked_as=_("The plan until then"),
        rows=2,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )


class Position(Form):
    who = line(
        _("Who?"),
        names_it=True,
        hint=_("%(name)s, somebody close, a team"),
        asked_as=_("Who"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T2.18", "T2.19"),
    )
    will = prose(
        _("What will they do?"),
        hint=_("Such as: ring by nine"),
        rows=2,
        main=True,
        asked_as=_("Will"),
        withheld_from=NOT_CARD_OR_NOTE,
        answers=("T1.13", "T1.14", "T1.15", "T1.21", "T2.15", "T2.16", "T2.17", "T3.27"),
    )
    wont = prose(
        _("What won’t they do, and why?"),
        hint=_("Such as: lock the door. %(name)s, family and a provider read it in their copies."),
        rows=2,
        asked_as=_("Won’t, and why"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    not_asked = tick(
        _("They were not asked yet"),
        hint=_("Then no copy says that they will."),
        asked_as=_("Not asked yet"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    instead = prose(
        _("What else do they offer?"),
        asked_as=_("What else they offer"),
        rows=2,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    second_opinion = one_of(
        _("Is a second opinion wanted?"),
        list(SECOND_OPINION.items()),
        asked_as=_("A second opinion"),
        withheld_from=NOT_CARD_OR_NOTE,
    )
    second_from = line(
        _("From whom?"),
        hint=_("A name, or what sort of person"),
        asked_as=_("A second opinion from"),
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=NOT_CARD_OR_NOTE,
    )


DIFFERENCES = Collection(
    slug="differences",
    title=_("Who sees it differently"),
    one=_("another view"),
    item_form=Difference,
    most=20,
)
POSITIONS = Collection(
    slug="positions",
    title=_("Who will and won’t do what"),
    one=_("what somebody will and won’t do"),
    item_form=Position,
    most=20,
)


def is_unasked(position: Entry) -> bool:
    """Whether somebody is named for something that they were not asked yet: nothing may then say that
    they will do it, or won’t.
    """
    return bool(position.get("not_asked") or SAYS_UNASKED.search(position.get("will") or ""))


def says_wont(position: Entry) -> bool:
    """Whether the words of what somebody won’t do say so themselves: a lead would negate them again."""
    return bool(SAYS_WONT.match(position.get("wont") or ""))


def _point(entries: Entries, form: Form) -> None:
    _ways(entries, form)
    decided_on = form.field("decided_on")
    if isinstance(decided_on, DayField):
        decided_on.follows = _comes_after(entries, decided_on.names)


def _comes_after(entries: Entries, names: Mapping[str, str]) -> tuple[date, str] | None:
    """The day before which nothing would be decided, and what is asked where it was: that on which the
    person said what they want, else half a year before this was begun.
    """
    if said_on := entries.data("decision").get("said_on"):
        words = _("This is before %(name)s said it. Is the year right?")
        return span(said_on)[0], fill(words, names)
    if begun := min((one.made_at for one in entries if one.made_at), default=None):
        words = _("This is long before this conversation was begun. Is the year right?")
        return local(begun).date() - LONG_BEFORE, fill(words, names)
    return None


def _ways(entries: Entries, form: Form) -> None:
    ways = form.field("ways")
    name = ways.names.get("name", "")
    options = entries.items(OPTIONS.slug)
    is_now_theirs = any(o.get("is_theirs") for o in options)
    ways.options = [(o.id, way_words(o.data, name, is_now_theirs)) for o in options]


def _keep_to_ways(entries: Entries, form: Form) -> None:
    """One that was taken away since the page was drawn is no longer a way; that is nobody's mistake."""
    ways, there = form.field("ways"), {o.id for o in entries.items(OPTIONS.slug)}
    ways.kept = [one for one in ways.kept or () if one in there] or None


STEP = Step(
    slug="what-was-decided",
    title=_("What was decided"),
    heading=_("What was decided, and who sees it differently"),
    form=WhatWasDecided,
    template="decision/what_was_decided.html",
    collections=(DIFFERENCES, POSITIONS),
    check=_keep_to_ways,
    point=_point,
)
