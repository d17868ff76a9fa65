"""What a panel is, as those who set it up wrote it, and where a referral to it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from riskapp.accounts.rules import Role
from riskapp.platform.i18n import LazyString, _


class Capacity(StrEnum):
    """Whose decisions a panel looks at: anybody's, those people can make, or those made for somebody."""

    ANY = "any"
    CAN_DECIDE = "can-decide"
    CANNOT_DECIDE = "cannot-decide"


@dataclass(frozen=True)
class Seat:
    """One kind of member: a profession, and the organisation where it must be of one."""

    profession: str
    organisation: str = ""
    is_needed: bool = False  # without one of them a sitting has no quorum


@dataclass(frozen=True)
class Terms:
    """What a panel is. All of it is configuration: code asks these, and never which panel it is.

    quorum: how many who advise a sitting needs. days: from a referral to the sitting. leaves_out: slugs
    of parts that its reading pack does not carry (`LEFT_OUT`).
    """

    name: str = ""
    purpose: str = ""
    who_may_refer: str = ""
    when_to_refer: str = ""
    capacity: str = Capacity.ANY
    seats: tuple[Seat, ...] = ()
    quorum: int = 3
    days: int = 28
    urgent_route: str = ""
    accountability: str = ""
    holds_money: bool = False
    money: str = ""
    person_is_invited: bool = True
    invitation: str = ""
    leaves_out: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Terms:
        """From JSON as `kept` gave it; what is missing is as in a new panel."""
        given = {f.name: kept[f.name] for f in fields(cls) if f.name in kept}
        seats = tuple(Seat(**seat) for seat in given.pop("seats", ()))
        left_out = tuple(given.pop("leaves_out", ()))
        return cls(**given, seats=seats, leaves_out=left_out)

    def keep(self) -> dict[str, Any]:
        """As JSON."""
        seats = [vars(seat) for seat in self.seats]
        return {**vars(self), "seats": seats, "leaves_out": list(self.leaves_out)}


class State(StrEnum):
    """Where a referral stands. None of these closes a decision or hands it over."""

    BEING_WRITTEN = "being-written"
    SENT = "sent"
    LISTED = "listed"  # on a sitting
    ADVISED = "advised"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


STATES: dict[str, LazyString] = {
    State.BEING_WRITTEN: _("being written"),
    State.SENT: _("with the panel"),
    State.LISTED: _("on a sitting"),
    State.ADVISED: _("advice given"),
    State.ANSWERED: _("advice answered"),
    State.WITHDRAWN: _("withdrawn"),
}

MOVES: dict[str, Mapping[str, str]] = {
    State.BEING_WRITTEN: {"send": State.SENT, "withdraw": State.WITHDRAWN},
    State.SENT: {"list": State.LISTED, "withdraw": State.WITHDRAWN},
    State.LISTED: {
        "take_off": State.SENT,
        "put_off": State.SENT,
        "advise": State.ADVISED,
        "withdraw": State.WITHDRAWN,
    },
    # Advice is answered beside the decision: `queries` tells whether it was.
    State.ADVISED: {},
    State.ANSWERED: {},
    State.WITHDRAWN: {},
}


AFTER_ADVICE = (State.ADVISED, State.ANSWERED)


def can(move: str, state: str) -> bool:
    return move in MOVES[state]


# -- setting up a panel --------------------------------------------------------------------------

PANEL_KIND, REFERRAL_KIND = "panel", "referral"
SETS_UP = (Role.ADMINISTRATOR,)
REFERS = (Role.PRACTITIONER, Role.MANAGER)
WRITES = (Role.PRACTITIONER,)  # who holds the conversation, and answers what others say of it
ANYBODY = tuple(Role)  # who chairs or sits is a matter of the panel, and not of a role

CAPACITIES: dict[str, LazyString] = {
    Capacity.ANY: _("Anybody’s, whether or not somebody doubts that they can decide"),
    Capacity.CAN_DECIDE: _("Those that people can make themselves"),
    Capacity.CANNOT_DECIDE: _("Those that are made for somebody who cannot make them"),
}
QUORUMS: dict[str, LazyString] = {
    "2": _("Two"),
    "3": _("Three"),
    "4": _("Four"),
    "5": _("Five"),
    "6": _("Six"),
    "7": _("Seven"),
    "8": _("Eight"),
}
DAYS: dict[str, LazyString] = {
    "2": _("Within two days"),
    "5": _("Within five days"),
    "7": _("Within a week"),
    "10": _("Within ten days"),
    "14": _("Within two weeks"),
    "21": _("Within three weeks"),
    "28": _("Within four weeks"),
    "42": _("Within six weeks"),
}
YES = "yes"
HOLDS_MONEY: dict[str, LazyString] = {
    YES: _("It can decide about money"),
    "no": _("It has no money to give"),
}
INVITED: dict[str, LazyString] = {
    YES: _("Invited to be there"),
    "no": _("Told and asked beforehand, and not invited to the sitting"),
}
# Which rows of a record each is, `leaving_out` knows. No code stands for a side, a difference or a
# position: a panel sees both sides and who sees it differently, whatever else it does without.
LEFT_OUT: dict[str, LazyString] = {
    "preparing": _("Getting ready to talk, with the practitioner’s own worries"),
    "harm": _("Danger, pressure, and harm by somebody"),
    "capacity": _("How capacity was looked at"),
    "places": _("Where things were said, and where somebody can be found"),
    "contacts": _("Who to ring, with their numbers"),
    "others": _("People around the person, and who was told what"),
}


def left_out_words(codes: Collection[str]) -> str:
    """What the papers of a panel do without, by kind; empty where that is nothing."""
    return "; ".join(str(words) for code, words in LEFT_OUT.items() if code in codes)


def missing(terms: Terms, chairs: int) -> list[LazyString]:
    """What a panel still needs before it can be asked, in words."""
    needed = (
        (terms.name, _("what it is called")),
        (terms.purpose, _("what it is for")),
        (chairs, _("who chairs it")),
    )
    return [words for there, words in needed if not there]


# -- a referral ----------------------------------------------------------------------------------


class Found(StrEnum):
    """What a conversation says of capacity for its decision. No conclusion is drawn from it."""

    PRESUMED = "presumed"
    COULD = "could"
    COULD_NOT = "could-not"
    DIFFER = "differ"


FOUND: dict[str, LazyString] = {
    Found.PRESUMED: _("presumed; not assessed"),
    Found.COULD: _("an assessor concluded that %(name)s could make it then"),
    Found.COULD_NOT: _("an assessor concluded that %(name)s could not make it then"),
    Found.DIFFER: _("assessments differ, and stand side by side"),
}


def capacity_found(concluded: Collection[str]) -> Found:
    """By what assessors concluded, in the codes of a decision; an open conclusion is none."""
    said = set(concluded) & {Found.COULD, Found.COULD_NOT}
    if len(said) > 1:
        return Found.DIFFER
    return Found(next(iter(said), Found.PRESUMED))


_LOOKED_AT: dict[str, tuple[Found, ...]] = {
    Capacity.ANY: tuple(Found),
    Capacity.CAN_DECIDE: (Found.PRESUMED, Found.COULD),
    Capacity.CANNOT_DECIDE: (Found.COULD_NOT,),
}


def is_looked_at(rule: str, found: Found) -> bool:
    """Whether a panel of that rule says it looks at such a decision: told, and never enforced."""
    return found in _LOOKED_AT[rule]


def sitting_due(sent_on: date, days: int) -> date:
    """The day by which a panel says it sits about what it was sent."""
    return sent_on + timedelta(days=days)


def states_for(move: str) -> frozenset[str]:
    """The states from which something can be done."""
    return frozenset(state for state in State if can(move, state))


REASONS: dict[str, LazyString] = {
    "stuck": _("It has not moved on since it was last looked at"),
    "serious": _("Somebody could be badly hurt, or die"),
    "others": _("Other people could be harmed"),
    "join": _("Those who are needed have not joined in"),
    "means": _("We differ about what can be provided or paid for"),
    "views": _("We differ about what to do"),
    "fresh": _("We would like fresh eyes on it"),
    "backing": _("We would like the organisation to stand behind it"),
}
URGENT = "before"
WHEN: dict[str, LazyString] = {
    "sitting": _("The next sitting is soon enough"),
    URGENT: _("It cannot wait for a sitting"),
}
KNOWS: dict[str, LazyString] = {
    YES: _("Yes, we talked about it"),
    "no": _("Not yet, because…"),
}
ATTENDS: dict[str, LazyString] = {
    "come": _("%(name)s wants to be there"),
    "part": _("%(name)s wants to be there for part of it"),
    "words": _("%(name)s wants to send words, a recording or a picture"),
    "somebody": _("%(name)s wants somebody to speak for them"),
    "not": _("%(name)s does not want to take part in the sitting"),
    "not-asked": _("Nobody has asked yet"),
}
HEARD_HOW: dict[str, LazyString] = {
    "there": _("At the sitting"),
    "written": _("In writing, beforehand"),
    "talk": _("Somebody talks with them beforehand"),
}
