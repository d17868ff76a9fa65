"""What a panel is, as those who set it up wrote it, and where a referral to it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

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
        "advise": State.ADVISED,
        "withdraw": State.WITHDRAWN,
    },
    State.ADVISED: {"answer": State.ANSWERED},
    State.ANSWERED: {},
    State.WITHDRAWN: {},
}


def can(move: str, state: str) -> bool:
    return move in MOVES[state]
