"""The conversation, the review and what is said since. Order is meaning, and stands here alone.

The six screens of the light touch are always among those shown; the others are shown once a door
opens them, or the whole conversation is held.
"""

from __future__ import annotations

from riskapp.decision.steps import (
    agreement,
    balance,
    both_sides,
    capacity,
    closer_look,
    deciding_for,
    decision,
    did_it_happen,
    doors,
    happy_and_safe,
    hopes,
    hopes_now,
    if_it_goes_wrong,
    liberty_and_rights,
    looking_again,
    other_people,
    outside,
    preparing,
    read_back,
    representation,
    said_since,
    sharing,
    statement,
    still_helping,
    strengths,
    timing,
    two_pens,
    voices,
    what_happened,
    what_matters,
    what_now,
    what_was_decided,
    what_would_help,
    who_decides,
)
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part, Step

CONVERSATION = Journey(
    slug="conversation",
    parts=(
        Part(
            _("Beginning"),
            (
                looking_again.STEP,
                preparing.STEP,
                decision.STEP,
                timing.STEP,
                what_matters.STEP,
                strengths.STEP,
                hopes.STEP,
            ),
        ),
        Part(
            _("Voices, and rights"),
            (
                voices.STEP,
                capacity.STEP,
                representation.STEP,
                *deciding_for.STEPS,
                liberty_and_rights.STEP,
                other_people.STEP,
                sharing.STEP,
            ),
        ),
        Part(
            _("Both sides"),
            (
                both_sides.STEP,
                two_pens.STEP,
                closer_look.STEP,
                what_would_help.STEP,
            ),
        ),
        Part(
            _("Deciding"),
            (
                what_was_decided.STEP,
                who_decides.STEP,
                if_it_goes_wrong.STEP,
                agreement.STEP,
                read_back.STEP,
            ),
        ),
    ),
    beside=(
        balance.STEP,
        happy_and_safe.STEP,
        statement.STEP,
        doors.STEP,
    ),
)

REVIEW = Journey(
    slug="review",
    parts=(
        Part(
            _("How it went"),
            (
                what_happened.STEP,
                did_it_happen.STEP,
                hopes_now.STEP,
                still_helping.STEP,
                what_now.STEP,
            ),
        ),
    ),
)


def asked_in_a_review(entries: Entries) -> list[Step]:
    """The steps of a review that have something to ask about: nothing is asked of hopes where none was
    written down.
    """
    steps = REVIEW.steps
    return [s for s in steps if s is not hopes_now.STEP or hopes_now.has_any_hope(entries)]


SINCE = Journey(slug="since", parts=(), beside=(said_since.STEP,))
# What others say of it: written by services alone, and served by no wizard.
OUTSIDE = Journey(slug="outside", parts=(), beside=(outside.STEP,))
BESIDE = (*SINCE.steps, *OUTSIDE.steps)


def is_since(slug: str) -> bool:
    """Whether a step or a collection is no part of the conversation or a review, but stands beside it:
    what is said after a seal, and what others say.
    """
    return any(slug in step.slugs for step in BESIDE)


# All that a version holds, a copy prints and a file carries.
RECORD = Journey(
    slug="record",
    parts=(*CONVERSATION.parts, *REVIEW.parts),
    beside=(*CONVERSATION.beside, *BESIDE),
)

# What is asked again for each version, by its step: it was said of one day, and is true of no other.
OF_ITS_DAY = {
    step.slug: keys
    for step in RECORD.steps
    if (keys := tuple(asked.key for asked in declared(step.form) if asked.spec.of_its_day))
}
