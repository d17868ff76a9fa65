"""Who governs what is kept, what a matter may be for, and how long an answer stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from riskapp.platform.i18n import LazyString, _

GOVERNS = ("information_governance",)
LEADS = ("lead",)
OVERSEES = (*GOVERNS, *LEADS)  # who may see that somebody looked, and why
MATTER_KIND = MATTER_SLUG = "matter"  # as a subject, and the one entry that says what it is about

# Who asks, or for whom something is kept whole.
MATTERS: dict[str, LazyString] = {
    "subject-access": _("The person asks for what is kept about them"),
    "coroner": _("A coroner, or the procurator fiscal"),
    "court": _("A court, or legal proceedings"),
    "adult-review": _("A safeguarding adults review"),
    "regulator": _("A regulator or an ombudsman"),
    "police": _("The police"),
    "complaint": _("A complaint"),
    "other": _("Somebody else with a right to it"),
}
ANSWERS_FOR = timedelta(hours=1)


def still_answers(asked_at: datetime, now: datetime) -> bool:
    """Whether what was found may be seen again: later needs a reason of its own."""
    return now - asked_at < ANSWERS_FOR
