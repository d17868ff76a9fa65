"""What a decision may be and become: codes, their words, and the moves that are allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from riskapp.platform.i18n import LazyString, _


class State(StrEnum):
    """Where a decision stands. A sealed one is opened again by beginning its next version."""

    IN_CONVERSATION = "in-conversation"
    SEALED = "sealed"
    IN_REVIEW = "in-review"  # its last version stands while it is looked at how it went


MOVES = {
    State.IN_CONVERSATION: {
        "seal": State.SEALED,
        "put_version_away": State.SEALED,
        "go_back_to_review": State.IN_REVIEW,
    },
    State.SEALED: {
        "begin_next_version": State.IN_CONVERSATION,
        "begin_review": State.IN_REVIEW,
    },
    State.IN_REVIEW: {
        "carry_on": State.SEALED,
        "end": State.SEALED,
        "change": State.IN_CONVERSATION,
        "put_away": State.SEALED,
    },
}


def can(move: str, state: str) -> bool:
    return move in MOVES[State(state)]


STATES: dict[str, LazyString] = {
    State.IN_CONVERSATION: _("in conversation"),
    State.SEALED: _("sealed"),
    State.IN_REVIEW: _("being reviewed"),
}

# What a record can hold in all, in characters as stored and in line breaks: past this it could no
# longer be sure to print. docs/performance.md says how the two were found.
ROOM, ROOM_FOR_LINES = 100_000, 2_000
# What is said after a seal has room of its own: somebody may disagree with a record that is full.
ROOM_SINCE, ROOM_SINCE_FOR_LINES = 130_000, 1_000
SINCE_IS_FULL = _(
    "There is no more room for what is said since. "
    "Say it in fewer words, or begin the next version and write it there"
)


class Copy(StrEnum):
    """The copies of a sealed version. The full record withholds nothing but a closed pen."""

    FULL = "full"
    PERSON = "person"
    LARGE = "large-print"
    EASY = "easy-read"
    FAMILY = "family"
    PROVIDER = "provider"
    CARD = "card"
    NOTE = "note"


# Where a field does not belong: each is the set of copies that never carry it.
FULL_ONLY = frozenset(Copy) - {Copy.FULL}
FULL_AND_NOTE = FULL_ONLY - {Copy.NOTE}  # what a colleague has to know who reads nothing else
NOT_PERSON = frozenset({Copy.PERSON, Copy.LARGE, Copy.EASY})
NOT_CARD = frozenset({Copy.CARD})
NOT_NOTE = frozenset({Copy.NOTE})
NOT_CARD_OR_NOTE = NOT_CARD | NOT_NOTE
# Theirs to show to family or a provider: what others advised (docs/adr/0019 says why of each), and the
# terms of a trial.
FULL_AND_THEIRS = FULL_ONLY - {Copy.PERSON, Copy.LARGE}
EASY_TOO = FULL_AND_THEIRS - {Copy.EASY}

# The parts that somebody may want left out of a copy for family or for a provider.
SHARED_PARTS: dict[str, LazyString] = {
    "wants": _("What %(name)s wants, in %(name)s’s words"),
    "matters": _("What matters to %(name)s"),
    "sides": _("What is hoped for, and what could go wrong"),
    "helps": _("What would help, and what it takes away"),
    "decided": _("What was decided, and who will do what"),
    "wrong": _("If it goes wrong, and who to ring"),
}

PLACE_FIELDS = frozenset({"decision.said_where"})  # on the person's copy only where it was chosen

HARM, BENEFIT = "harm", "benefit"

KINDS: dict[str, LazyString] = {
    "physical": _("Body"),
    "emotional": _("Feelings"),
    "social": _("People"),
    "practical": _("Everyday life"),
}

SAFETY: dict[str, LazyString] = {
    "yes": _("Yes"),
    "not-sure": _("Not sure"),
    "no": _("No"),
}

MAY_BE = ("yes", "not-sure")  # answers to a question of safety that something follows from

ALONE: dict[str, LazyString] = {
    "yes": _("Yes, we talked alone"),
    "no": _("No, somebody else was there"),
    "chose": _("%(name)s chose to have somebody there"),
}

SAID_BY: dict[str, LazyString] = {
    "person": _("%(name)s’s own words"),
    "other": _("Somebody else’s words"),
}

# The ladder: what somebody does for themselves first, a restriction last.
RUNGS: dict[str, LazyString] = {
    "own": _("Their own way"),
    "people": _("People"),
    "community": _("Community"),
    "technology": _("Technology"),
    "equipment": _("Equipment"),
    "skills": _("Learning, step by step"),
    "paid": _("Paid support"),
    "restriction": _("A restriction"),
}

NOT_WANTED, NO_LONGER = "not-wanted", "ended"
STANDS: dict[str, LazyString] = {
    "agreed": _("Agreed"),
    "to-try": _("To be tried"),
    "arranging": _("Being arranged"),
    NOT_WANTED: _("Talked about, and not wanted"),
    NO_LONGER: _("Ended"),
}
NOT_IN_FORCE = (NOT_WANTED, NO_LONGER)

TECHNOLOGY, RESTRICTION = "technology", "restriction"
REVIEW = "review"  # what falls due on the day to look again

ENDED, ENDS_THIS_WEEK, ENDS_LATER = "ended", "this-week", "later"
# On paper, of what goes on although the day had passed when it was sealed.
NOT_RENEWED = _("It was to end on %(when)s, and was not renewed.")


def when_it_ends(ends_on: date, today: date) -> str:
    """Whether an end has gone by, comes before next Monday, or later. The day itself has not gone by."""
    if ends_on < today:
        return ENDED
    return ENDS_THIS_WEEK if (ends_on - today).days <= SUNDAY - today.weekday() else ENDS_LATER


CHANGES: dict[str, LazyString] = {
    "less-likely": _("Makes it less likely"),
    "less-bad": _("Makes it less bad"),
    "sooner": _("Makes it noticed sooner"),
    "put-right": _("Makes it easier to put right"),
    "good-likelier": _("Makes something good likelier"),
}

# What the law is about, of each nation, by which a decision is made for somebody.
_LAW_OF_DECIDING: dict[str, LazyString] = {
    "england": _("best interests"),
    "wales": _("best interests"),
    "scotland": _("benefit and least restriction"),
    "northern-ireland": _("best interests"),
}


def fillings(called_by: str, jurisdiction: str) -> dict[str, str]:
    """What fills placeholders in labels; an empty jurisdiction where a copy does not say whose law
    applies. The name comes last: nothing in it is ours to fill.
    """
    law = _LAW_OF_DECIDING.get(jurisdiction, _("best interests or benefit"))
    return {"law": str(law), "name": called_by}


WHOSE: dict[str, LazyString] = {
    "person": _("%(name)s’s"),
    "attorney": _("An attorney’s or deputy’s, acting for %(name)s"),
    "best-interests": _("Made for %(name)s, under the law on %(law)s"),
    "court": _("A court’s"),
    "nobody-yet": _("Nobody’s yet: not decided"),
}

# Five steps in words, from the least to the most: never numbers, and nothing is worked out from them.
HAPPY: dict[str, LazyString] = {
    "least": _("Very unhappy"),
    "less": _("Rather unhappy"),
    "between": _("In between"),
    "more": _("Rather happy"),
    "most": _("Very happy"),
}
SAFE: dict[str, LazyString] = {
    "least": _("Not safe at all"),
    "less": _("Not very safe"),
    "between": _("In between"),
    "more": _("Rather safe"),
    "most": _("Very safe"),
}

DECIDED_BY_OTHERS = ("attorney", "best-interests", "court")

OWN_CHOICE, AS_WANTED = "own-choice", "decided-as-wanted"
ENDINGS: dict[str, LazyString] = {
    "agreed": _("Agreed"),
    "agreed-concerns": _("Agreed, with concerns"),
    OWN_CHOICE: _("Different views: %(name)s’s own choice goes ahead"),
    AS_WANTED: _("Different views: decided for %(name)s, as %(name)s wants"),
    "decided-for": _("Different views: decided for %(name)s, against what %(name)s wants"),
    "interim": _("Different views: an interim plan"),
    "not-yet": _("Not decided yet"),
    "not-carried-out": _("Not carried out"),
    "withdrawn": _("Withdrawn"),
    "other-route": _("Taken to another route"),
}

TAKING_PART: dict[str, LazyString] = {
    "took-part": _("%(name)s took part and wants a copy"),
    "disagrees": _("%(name)s took part, and doesn’t agree with part of this"),
    "not-asked": _("%(name)s could not be asked today"),
}

DISAGREES, CORRECTION = "disagrees", "correction"
SAID_SINCE: dict[str, LazyString] = {
    DISAGREES: _("%(name)s doesn’t agree with this"),
    CORRECTION: _("Something should be put right"),
}

# What an addendum is about, as it stood when it was said: the last is on no copy for the person.
OF_ALL, OF_THEIRS, OF_KEPT_BACK = "all", "theirs", "kept-back"
SAID_OF: dict[str, LazyString] = {
    OF_ALL: _("The record as a whole"),
    OF_THEIRS: _("A part of the record as it stood"),
    OF_KEPT_BACK: _("A part that only the full record carries"),
}

# How a review says that what was feared or hoped for came about: the same words for both.
CAME_ABOUT: dict[str, LazyString] = {
    "did-not": _("It did not happen"),
    "a-little": _("In part"),
    "yes": _("It happened"),
    "not-known": _("Not known yet"),
}

KEEP, CHANGE, END = "keep", "change", "end"
STILL_EARNS: dict[str, LazyString] = {
    KEEP: _("Keep it"),
    CHANGE: _("Change it"),
    END: _("End it"),
    "not-known": _("Not known yet"),
}

CARRY_ON = "carry_on"  # each is a move of a decision in review
WHAT_NOW: dict[str, LazyString] = {
    CARRY_ON: _("Carry on as it is"),
    CHANGE: _("Change something"),
    END: _("End what was decided"),
}

SAFE_HOME: dict[str, LazyString] = {
    "yes": _("Yes"),
    "no": _("Not at home"),
    "later": _("Not asked yet"),
}

# Who says something of a decision that is not theirs. What a panel or a court is, is not known here.
PANEL, MANAGER, COURT = "panel", "manager", "court"
FROM_WHOM: dict[str, LazyString] = {
    PANEL: _("A panel"),
    MANAGER: _("A manager"),
    COURT: _("A court"),
}
BACKED, BACKED_IF, NOT_BACKED = "backed", "backed-with-conditions", "not-backed"
COMMENT, SUPPORT, ORDERED = "comment", "support", "ordered"
OUTCOMES: dict[str, LazyString] = {
    BACKED: _("Backed"),
    BACKED_IF: _("Backed, with conditions"),
    "more-work": _("More work needed"),
    NOT_BACKED: _("Not backed, for a reason"),
    "another-route": _("Another route"),
    COMMENT: _("A comment"),
    SUPPORT: _("Support offered"),
    ORDERED: _("Decided"),
}
BACKING = (BACKED, BACKED_IF)
OUTCOMES_OF: dict[str, tuple[str, ...]] = {
    PANEL: (BACKED, BACKED_IF, "more-work", NOT_BACKED, "another-route"),
    MANAGER: (COMMENT, SUPPORT, BACKED, BACKED_IF, NOT_BACKED),
    COURT: (ORDERED,),
}
AS_BACKED, EARLIER, REPLACED = "as-backed", "earlier", "replaced"
BACKING_STANDS: dict[str, LazyString] = {
    AS_BACKED: _("Nothing that matters to it has changed since"),
    EARLIER: _("Backed an earlier version: something that matters to it has changed since"),
    REPLACED: _("The same people have said something newer, and that counts"),
}
ALL_COPIES, FULL_RECORD = "all", "full"
KEPT_TO: dict[str, LazyString] = {
    ALL_COPIES: _("The person’s own copies carry it too"),
    FULL_RECORD: _("Only the full record carries it, because it protects somebody"),
}
PRACTITIONERS, PERSONS = "practitioner", "person"
WHOSE_ANSWER: dict[str, LazyString] = {
    PRACTITIONERS: _("The practitioner’s"),
    PERSONS: _("The person’s own"),
}
ANSWERS: dict[str, LazyString] = {
    "accept": _("Accepts it"),
    "in-part": _("Accepts it in part"),
    "disagree": _("Disagrees"),
}
AGREED, NOT_AGREED, ANOTHER_FORM = "agreed", "not-agreed", "another-form"
CONDITION_ANSWERS: dict[str, LazyString] = {
    AGREED: _("Agreed"),
    NOT_AGREED: _("Not agreed"),
    ANOTHER_FORM: _("Agreed in another form"),
}

FORMATS: dict[str, LazyString] = {
    "standard": _("14 point"),
    "large": _("Large print, 18 point"),
}

DOOR: dict[str, LazyString] = {
    "opened": _("Open it"),
    "not-now": _("Not now, because…"),
}

WHOLE = "full"
ROUTES: dict[str, LazyString] = {
    "light": _("Six screens, and what a door below opens"),
    WHOLE: _("The whole conversation"),
}

MAY_RESTRICT = "may-be-a-restriction"  # the prompt that asks it
NOT_OPENED = _("not opened; nothing written here raised it")
NOT_OPENED_RAISED = _("not opened, though this record gives a reason to")
DIFFERENT_VIEWS = (OWN_CHOICE, AS_WANTED, "decided-for", "interim")

LIST_WORDS = 160  # characters of what somebody said that a line of a list has room for
SUNDAY = 6  # the last day of a week, as date.weekday() counts
CHOICES_MARKED = 3  # "up to three that matter most": a fourth is kept, and asked about


def calls_for_route(said: Mapping[str, object], before: Mapping[str, object]) -> bool:
    """Whether what is said now, and was not before, asks for the safeguarding route first."""
    return any(
        said.get(key) in MAY_BE and said.get(key) != before.get(key)
        for key in ("danger", "pressure")
    )
