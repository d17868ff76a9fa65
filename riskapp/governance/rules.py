"""Who governs what is kept, and for how long an answer that was asked for stands."""

from __future__ import annotations

from datetime import datetime, timedelta

GOVERNS = ("information_governance",)
OVERSEES = (*GOVERNS, "lead")  # who may see that somebody looked, and why
ANSWERS_FOR = timedelta(hours=1)


def still_answers(asked_at: datetime, now: datetime) -> bool:
    """Whether what was found may be seen again: later needs a reason of its own."""
    return now - asked_at < ANSWERS_FOR
