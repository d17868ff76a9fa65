"""Capacity: what was put, and which part could not be done because of what."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import CAPACITY_LAW, REAL_OPTIONS
from riskapp.decision.steps.capacity import ASSESSMENTS, STEP
from riskapp.platform.i18n import _


def _told(**answers: str) -> Example:
    told = Example()
    told.item(ASSESSMENTS.slug, **answers)
    return told


class OptionsAsPut(Prompt):
    id = "options-as-put"
    reason = _(
        "Nobody can weigh what they were not shown. What was put, as it was put, with each way of "
        "living it, is where an assessment begins."
    )
    source = REAL_OPTIONS
    fires_on = _told(conclusion="could-not", because_of="She could not keep it in mind.")
    silent_on = _told(
        decision="Going home with four visits, or staying, each with its day written out.",
        conclusion="could-not",
        because_of="She could not keep it in mind.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        found = talk.entries.items(ASSESSMENTS.slug)
        one = next((a for a in found if a.get("conclusion") and not a.get("decision")), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("What was %(name)s asked to decide?", name=talk.name),
            _(
                "An assessment has a conclusion, and not yet the decision and the information as put."
            ),
            Place.of(STEP, ASSESSMENTS, one.id, _("Say what was put"), "decision"),
        )


class CouldNotBecause(Prompt):
    id = "could-not-because"
    reason = _(
        "That a decision could not be made is about one part of deciding, on one day, because of "
        "something. Without those it says nothing that somebody else could check."
    )
    source = CAPACITY_LAW
    fires_on = _told(decision="Where to live.", conclusion="could-not")
    silent_on = _told(
        decision="Where to live.",
        conclusion="could-not",
        because_of="She could not weigh the nights, because of what she believes about them.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        found = talk.entries.items(ASSESSMENTS.slug)
        is_bare = (
            a for a in found if a.get("conclusion") == "could-not" and not a.get("because_of")
        )
        one = next(is_bare, None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Which part, and because of what?"),
            _(
                "An assessment says the decision could not be made. Which part, and because of "
                "what, is not said."
            ),
            Place.of(STEP, ASSESSMENTS, one.id, _("Say which part"), "because_of"),
        )
