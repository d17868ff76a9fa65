"""What happened: how it is spoken of, and which version of a decision stood on that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from riskapp.accounts.rules import Role
from riskapp.decision.rules import MAY_BE
from riskapp.library.rules import OPENNESS, ROUTES
from riskapp.platform.i18n import LazyString, Worded, _

# Of equal standing: none is worse to write down than another, and none is coloured.
KINDS: dict[str, LazyString] = {
    "good": _("Good"),
    "mixed": _("Mixed"),
    "near-miss": _("Near miss"),
    "harm": _("Harm"),
}

# What stands for an address in anything that leaves the team.
PLACES: dict[str, LazyString] = {
    "home": _("At home"),
    "shared-home": _("In a home shared with others, or a care home"),
    "somebody-elses": _("In somebody else’s home"),
    "out": _("Out and about"),
    "on-the-way": _("On the way somewhere"),
    "day": _("At a club, a day centre, a school or at work"),
    "hospital": _("In a hospital or a clinic"),
    "remote": _("On the telephone or online"),
}


class State(StrEnum):
    """Where what happened stands. None of them closes it: it can always be written in."""

    OPEN = "open"
    IN_LOG = "in-log"
    KEPT = "kept"


STATES: dict[str, LazyString] = {
    State.OPEN: _("being written"),
    State.IN_LOG: _("in the learning log"),
    State.KEPT: _("kept with the team"),
}


LOG_KIND, LOG_REF = "learning-log", "LOG"  # as a subject, which looks and editions point at


class Basis(StrEnum):
    """What was in force on the day, as far as anybody has said."""

    NOT_SAID = ""
    DECISION = "decision"
    USUAL = "usual-practice"


class Sealed(NamedTuple):
    """That a version was sealed, on which day at the place, and whether it may have stood then: what was
    sealed once it was written down what happened was not in force.
    """

    number: int
    on: date
    may_have_stood: bool = True


BEFORE, SAME_DAY, AFTER = "before", "same-day", "after"


def sealed_when(sealed_on: date, happened_on: date | None) -> str:
    """Whether a version was sealed before the day something happened; before, where nobody said when."""
    if happened_on is None or sealed_on < happened_on:
        return BEFORE
    return SAME_DAY if sealed_on == happened_on else AFTER


def either_of(sealings: Sequence[Sealed], happened_on: date | None) -> list[Sealed]:
    """The versions of which any may have been in force on a day: several that were sealed on it, where
    none was before. Empty where no more than one can be meant.
    """
    is_any_before = any(sealed_when(s.on, happened_on) == BEFORE for s in sealings)
    same_day = _of_that_day(sealings, happened_on)
    return [] if len(same_day) == 1 or is_any_before else same_day


def _of_that_day(sealings: Sequence[Sealed], happened_on: date | None) -> list[Sealed]:
    """The versions sealed on a day; those alone that may have stood, where there are such."""
    same_day = sorted(s for s in sealings if sealed_when(s.on, happened_on) == SAME_DAY)
    return [s for s in same_day if s.may_have_stood] or same_day


def stood_on(sealings: Sequence[Sealed], happened_on: date | None) -> Sealed | None:
    """The version in force on a day: the last that was sealed before it, else the one of that day.

    None where nothing was sealed by then (what was sealed afterwards was not in force), and where only
    somebody who was there can say which of several it was.
    """
    before = [s for s in sealings if sealed_when(s.on, happened_on) == BEFORE]
    before = [s for s in before if s.may_have_stood] or before  # where nobody said which day
    same_day = _of_that_day(sealings, happened_on)
    return max(before, default=same_day[0] if len(same_day) == 1 else None)


class Told(Protocol):
    """Something that happened, as far as its days are concerned."""

    @property
    def made_at(self) -> datetime: ...

    @property
    def happened_on(self) -> date | None: ...


def came_after(at: datetime, on: date, told: Told) -> bool:
    """Whether something written `at` a moment, `on` that day at the place, came after it happened: on a
    later day, or once it was written down.
    """
    return at >= told.made_at or (told.happened_on is not None and on > told.happened_on)


# -- who else must know --------------------------------------------------------------------------

TOLD, TO_TELL, NOT_SURE, NOT_NEEDED = "told", "to-tell", "not-sure", "not-needed"
TELLINGS: dict[str, LazyString] = {
    TOLD: _("Told"),
    TO_TELL: _("It applies, and is not told yet"),
    NOT_SURE: _("Not sure yet"),
    NOT_NEEDED: _("Not needed"),
}


def is_told(route: str, who: Mapping[str, Any], candour: Mapping[str, Any]) -> bool:
    """Whether somebody said so: of candour, also on the page that says how they were told."""
    return who.get(route) == TOLD or (route == "candour" and bool(candour.get("told_on")))


def waiting_routes(
    account: Mapping[str, Any], who: Mapping[str, Any], candour: Mapping[str, Any]
) -> list[str]:
    """The routes that apply, or may, and that nobody has told yet, until somebody says so.

    Safeguarding is among them without a word where danger was spoken of, or harm was done.
    """
    may_be_harm = account.get("danger") in MAY_BE or account.get("kind") == "harm"
    unsaid = {"safeguarding"} if may_be_harm and "safeguarding" not in who else set()
    may_apply = {one for one in ROUTES if who.get(one) in (TO_TELL, NOT_SURE)} | unsaid
    return [one for one in ROUTES if one in may_apply and not is_told(one, who, candour)]


CONTACT: dict[str, LazyString] = {
    "yes": _("Yes"),
    "not-now": _("Not now"),
    "no": _("No, they would rather not"),
    "not-reached": _("They could not be reached"),
}
NO_MORE = ("no", "not-reached")


def open_steps(asked: Sequence[str], who: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """Of what being open asks here, what is not done yet; nothing where the duty is not needed, or
    where they would rather not hear. asked: the days a nation's content asks for.
    """
    if who.get("candour") not in (TOLD, TO_TELL) or said.get("contact_wanted") in NO_MORE:
        return []
    return [day for day in OPENNESS if day in asked and day not in said]


def may_be_told(said: Mapping[str, Any]) -> bool:
    """Whether what happened names somebody who is told, and who would not rather not hear."""
    return bool(said.get("relevant")) and said.get("contact_wanted") not in NO_MORE


# -- on hold -------------------------------------------------------------------------------------

HOLDS: dict[str, LazyString] = {
    "safeguarding": _("A safeguarding enquiry"),
    "police": _("The police"),
    "coroner": _("A coroner or procurator fiscal"),
    "other": _("Somebody else"),
}
RESTARTS: dict[str, LazyString] = {
    Role.MANAGER: _("A team manager"),
    Role.LEARNING_REVIEWER: _("A learning reviewer"),
    Role.PRACTITIONER: _("A practitioner of the team"),
}
# What leans towards a story of how it came about. Facts, who was told and care for people go on.
NARRATIVE = frozenset({"what-we-learned", "changes-to-try", "changes", "in-the-log", "brief"})

# The same within a page that goes on otherwise.
NARRATIVE_ANSWERS: Mapping[str, tuple[str, ...]] = {"care": ("organisation_learned",)}


class CanBeHeld(Protocol):
    """What happened, as far as a hold is concerned."""

    @property
    def hold(self) -> object | None: ...


def is_held(found: CanBeHeld) -> bool:
    """Whether somebody asked that what can be learned waits. Facts and statutory access never do."""
    return found.hold is not None


def waiting_answers(found: CanBeHeld, slug: str) -> tuple[str, ...]:
    """The answers that wait on a page that goes on otherwise."""
    return NARRATIVE_ANSWERS.get(slug, ()) if is_held(found) else ()


# -- care for people -----------------------------------------------------------------------------

GROUPS: dict[str, LazyString] = {
    "harmed": Worded(
        _("Somebody who was harmed"),
        {
            "good": _("Somebody it went well for"),
            "near-miss": _("Somebody who could have been harmed"),
        },
    ),
    "family": _("Family or a friend"),
    "colleague": _("A colleague affected"),
    "organisation": _("The organisation"),
    "community": _("The people around"),
    "other": _("Somebody else"),
}
ACKNOWLEDGED: dict[str, LazyString] = {"yes": _("Yes"), "not-yet": _("Not yet")}
NEEDS: dict[str, LazyString] = {
    "information": _("To know what happened"),
    "access": _("To get to records, people or places"),
    "put-right": _("To have something put right"),
    "prevention": _("To know that it is less likely to happen again"),
    "first-aid": _("Somebody to talk to, straight away"),
    "kindness": _("Kindness, and time"),
    "back": _("To be back at work, and supported there"),
    "change": _("The means to change how things are done"),
    "name": _("To be spoken of fairly"),
    "other": _("Something else"),
}


# From what changes the system to what leans on memory: words, and nothing is worked out from them
# but one question.
STRENGTHS: dict[str, LazyString] = {
    "design": _("How something is designed or arranged"),
    "equipment": _("Equipment or technology"),
    "standard": _("One agreed way of doing it"),
    "resources": _("Time, people or money"),
    "guidance": _("Something to look up"),
    "remind": _("A reminder"),
    "retrain": _("Training again"),
}
LEANS_ON_MEMORY = frozenset({"remind", "retrain"})


def only_reminds(strengths: Sequence[str]) -> bool:
    """Whether all that is to be tried leans on somebody's memory: asked about, never refused."""
    return bool(strengths) and LEANS_ON_MEMORY.issuperset(strengths)


def quarter_of(month: str) -> str:
    """`2026-4` for the month 2026-11: the code of three months together."""
    return f"{month[:4]}-{(int(month[5:7]) + 2) // 3}"


# What a decision was about, in everyday words, so that others find what concerns them.
THEMES: dict[str, LazyString] = {
    "going-out": _("Going out and getting about"),
    "living-at-home": _("Living at home, or moving"),
    "eating-drinking": _("Eating and drinking"),
    "smoking-fire": _("Smoking, cooking and fire"),
    "health": _("Health, medicines and care"),
    "people": _("Friends, family and love"),
    "money": _("Money and possessions"),
    "work-learning": _("Work, learning and leisure"),
    "alcohol-drugs": _("Alcohol and other drugs"),
    "online": _("Online and on the telephone"),
    "belongings": _("A home that is full, or going without care"),
}

# What gets in the way of building on strengths.
BARRIERS: dict[str, LazyString] = {
    "time": _("Time to do it well"),
    "community": _("Knowing what the community offers"),
    "technology": _("Knowing what technology offers"),
    "commissioning": _("What is commissioned"),
    "risk-culture": _("How risk is thought of"),
}

# What shapes how things go: the parts of the work around a person, then those.
INFLUENCES: dict[str, LazyString] = {
    "people": _("The person and those around them"),
    "task": _("What had to be done"),
    "equipment": _("Equipment and technology"),
    "place": _("Home and place"),
    "organisation": _("How we were organised"),
    "outside": _("Outside pressures"),
    **BARRIERS,
}


# -- nobody is found by being one of a few -------------------------------------------------------

FEWEST = 5  # lines: no smaller group of them can be told from the rest

Trait = tuple[str, str]  # such as ("kind", "good")


def can_be_told(alike: Mapping[frozenset[Trait], int]) -> dict[frozenset[Trait], frozenset[Trait]]:
    """Of lines with the same traits: which of those the log may show and be sorted by.

    alike: how many lines have the same traits. The log is parted by one trait after another, how it
    turned out first, as long as neither part is smaller than FEWEST; of the lines of a group that is
    parted no further, what all of them have is told. So every answer, whatever somebody chooses, is made
    of whole groups: whoever takes one answer from another is left with FEWEST lines at least, or none.
    """
    told: dict[frozenset[Trait], frozenset[Trait]] = dict.fromkeys(alike, frozenset())
    waiting = [list(alike)]
    while waiting:
        group = waiting.pop()
        size = sum(alike[traits] for traits in group)
        parting = _parting(alike, group, size) if size >= 2 * FEWEST else None
        if parting:
            waiting += [[t for t in group if parting in t], [t for t in group if parting not in t]]
        elif size >= FEWEST:
            told |= dict.fromkeys(group, frozenset.intersection(*group))
    return told


SILENT: Trait = ("silent", "")  # nothing but the words of a line is shown any more
Standing = tuple[
    frozenset[Trait], frozenset[Trait]
]  # the traits a line has, and those that are told


def told_next(standing: Mapping[Standing, int]) -> dict[Standing, frozenset[Trait]]:
    """What may be told from now on of lines that stand alike, and how many those are.

    What is told once is only ever added to, by FEWEST lines together at least: lines of which the same
    is told, or nothing yet, are parted further among themselves, and new ones wait until enough of them
    share something. So pages of two days laid together part no group otherwise than the later one does.
    Of a group that became too small, or a line that has not what was told any more, nothing is told
    again.
    """
    groups: dict[frozenset[Trait], dict[frozenset[Trait], int]] = {}
    for (traits, told), count in standing.items():
        if told <= traits:
            groups.setdefault(told, {})[traits] = count
    now = dict.fromkeys(standing, frozenset({SILENT}))
    for told, alike in groups.items():
        if not told or sum(alike.values()) >= FEWEST:
            now |= {(traits, told): more for traits, more in can_be_told(alike).items()}
    return now


def _parting(
    alike: Mapping[frozenset[Trait], int], group: Sequence[frozenset[Trait]], size: int
) -> Trait | None:
    """The trait that parts a group into two that are not too small, the preferred one of several."""
    having: Counter[Trait] = Counter()
    for traits in group:
        for trait in traits:
            having[trait] += alike[traits]
    can = [trait for trait, count in having.items() if FEWEST <= count <= size - FEWEST]
    return min(can, key=preferred, default=None)


PERIODS = frozenset({"quarter", "year"})
TELL_ANEW = "learning.tell_anew"  # the job
OF_TRAITS = ("kind", "month", "place", "theme", "influences")  # of a line, as they are stored
FACETS: Sequence[str] = ("kind", "theme", "year", "influence", "place", "quarter")
WORDS: Mapping[str, Mapping[str, LazyString]] = {
    "kind": KINDS,
    "theme": THEMES,
    "influence": INFLUENCES,
    "place": PLACES,
}
_ORDER = {value: n for n, value in enumerate(v for words in WORDS.values() for v in words)}


def preferred(trait: Trait) -> tuple[int, int, str]:
    """Which trait is told rather than another, where not both can be."""
    facet, value = trait
    return FACETS.index(facet), _ORDER.get(value, 0), value
