"""What is asked in a learning review, in its order, and which pages are of which moment."""

from __future__ import annotations

from dataclasses import replace

from riskapp.learning.review.rules import State
from riskapp.learning.review.steps import (
    accounts,
    findings,
    influences,
    moments,
    opening,
    purpose,
    report,
    response,
    that_day,
    what_came_of_it,
    what_changed,
    what_it_gave,
    you_said,
)
from riskapp.learning.steps import brief, changes_to_try, in_the_log
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import State as Written
from riskapp.platform.wizard import Step
from riskapp.platform.wizard.steps import Journey, Part


def _is_opened(entries: Entries) -> bool:
    return entries.facts.get("state") == State.OPENED


def _afterwards(title: LazyString, *steps: Step) -> Part:
    """A part that is called for once what happened is open."""
    return Part(title, tuple(replace(step, applies=_is_opened) for step in steps))


CHANGES = replace(changes_to_try.CHANGES, template="learning/review/change.html")
CHANGES_TO_TRY = replace(
    changes_to_try.STEP, template="learning/review/changes_to_try.html", collections=(CHANGES,)
)

COMING_TOGETHER = Part(_("Coming together"), (purpose.STEP, response.STEP))
THAT_DAY = Part(_("Before anybody knew"), (that_day.STEP, opening.STEP))
AFTERWARDS = (
    _afterwards(_("What happened"), what_came_of_it.STEP, accounts.STEP, moments.STEP),
    _afterwards(_("Making sense of it"), influences.STEP, what_it_gave.STEP, findings.STEP),
    _afterwards(_("What follows"), CHANGES_TO_TRY, what_changed.STEP, you_said.STEP),
    _afterwards(_("What others can learn"), report.STEP, in_the_log.STEP, brief.STEP),
)
REVIEWING = Journey(slug="reviewing", parts=(COMING_TOGETHER, THAT_DAY, *AFTERWARDS))

# Before what happened is opened, and from then on. What is of neither can be written at any time.
MOMENT_OF: dict[str, State] = {
    **{name: State.BEFORE for step in THAT_DAY.steps for name in step.slugs},
    **{name: State.OPENED for part in AFTERWARDS for step in part.steps for name in step.slugs},
}


def is_written(entries: Entries) -> bool:
    """Whether every question about that day has an answer."""
    return that_day.STEP.state(entries) == Written.TALKED_ABOUT
