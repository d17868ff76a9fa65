"""Who may be what, and how long a guesser waits. Plain functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to riskapp; a person may hold several."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    PANEL_MEMBER = "panel_member"
    PANEL_CHAIR = "panel_chair"
    LEARNING_REVIEWER = "learning_reviewer"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    INFORMATION_GOVERNANCE = "information_governance"


@dataclass(frozen=True)
class Limit:
    """`free` tries at once; after them each waits twice as long as the last, up to `longest`."""

    free: int
    longest: timedelta


# A whole office may share one address, and a whole county one evening.
LIMITS = {
    "account": Limit(5, timedelta(minutes=5)),
    "familiar": Limit(5, timedelta(minutes=5)),
    "address": Limit(100, timedelta(minutes=1)),
    "everybody": Limit(1000, timedelta(seconds=5)),
}
FORGOTTEN_AFTER = timedelta(minutes=15)
FAMILIAR_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Tries:
    """How often it was tried in vain, and when last."""

    count: int
    last_at: datetime


def wait(limit: Limit, tries: Tries, now: datetime) -> timedelta:
    """How long until the next try is heard: never a lock, and only tries heard prolong it."""
    if tries.count < limit.free or now - tries.last_at >= FORGOTTEN_AFTER:
        return timedelta(0)
    doublings = min(tries.count - limit.free, 20)
    pause = min(timedelta(seconds=2**doublings), limit.longest)
    return max(tries.last_at + pause - now, timedelta(0))


def is_alive(
    made_at: datetime, seen_at: datetime, now: datetime, idle: timedelta, absolute: timedelta
) -> bool:
    return now - seen_at < idle and now - made_at < absolute
