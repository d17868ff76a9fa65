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
# Why something is left out of what is disclosed: as the paper says it, and no more.
WHY_OUT: dict[str, LazyString] = {
    "others": _("about somebody else"),
    "danger": _("it could put somebody in danger"),
    "legal": _("legal advice"),
    "crime": _("it could get in the way of looking into a crime"),
    "law": _("another law says so"),
    "not-asked": _("not what was asked for"),
}

# What may be disclosed, in the order it stands; what is no part of the care record last.
ABOUT, VERSION, STANDS, HISTORY, HAPPENED, GIVEN, UNSAVED, LOOKS, NOTED, REVIEWED = (
    *("about", "version", "stands", "history", "happened"),
    *("given", "unsaved", "looks", "noted", "review"),
)
REFERRED, PAPERS, VIEWS, ADVICE, MINUTES, LETTER = (
    *("referral", "papers", "views"),
    *("advice", "minutes", "letter"),
)
KINDS_OF_ITEM: dict[str, LazyString] = {
    ABOUT: _("About the person"),
    VERSION: _("A sealed version of a decision"),
    STANDS: _("A conversation as it stands"),
    HAPPENED: _("Something that happened"),
    REFERRED: _("A referral to a panel"),
    PAPERS: _("What was put before a panel"),
    VIEWS: _("What members of a panel said"),
    ADVICE: _("What a panel advised"),
    MINUTES: _("Minutes of a panel, as far as they are about the person"),
    LETTER: _("A letter about what a panel said"),
    HISTORY: _("What was written when, and by whom"),
    GIVEN: _("Copies that were given"),
    UNSAVED: _("Typed and not saved"),
    LOOKS: _("Who looked"),
    NOTED: _("The audit log"),
    REVIEWED: _("A learning review"),
}
# So that every part can be printed within the limits of one PDF.
ITEM_ROOM, PART_ROOM, PART_LINES = 40_000, 80_000, 800
ANSWERS_FOR = timedelta(hours=1)


def still_answers(asked_at: datetime, now: datetime) -> bool:
    """Whether what was found may be seen again: later needs a reason of its own."""
    return now - asked_at < ANSWERS_FOR
