"""How it went, where a review led to a conversation, and what follows from that."""

from __future__ import annotations

from riskapp.decision.conversation.answers import Answered, Answers
from riskapp.decision.rules import CARRY_ON, END
from riskapp.decision.steps.did_it_happen import CAME
from riskapp.decision.steps.what_happened import STEP as WHAT_HAPPENED
from riskapp.decision.steps.what_now import STEP as WHAT_NOW
from riskapp.platform.entries.reading import Entry


class HowItWent(Answered):
    """What a review was told."""

    @property
    def is_after_review(self) -> bool:
        """Whether a review led here."""
        return bool(self.entries.of(WHAT_NOW.slug))

    @property
    def what_happened(self) -> Answers:
        """How it went, as a review was told it."""
        return self.entries.data(WHAT_HAPPENED.slug)

    @property
    def came_about(self) -> list[Entry]:
        """What a review says came of what was feared or hoped for."""
        return self.entries.items(CAME.slug)

    @property
    def what_now(self) -> Answers:
        """What follows from a review."""
        return self.entries.data(WHAT_NOW.slug)

    @property
    def has_ended(self) -> bool:
        """Whether its review ended it: then nothing falls due any more."""
        return bool(self.what_now.get("now") == END)

    @property
    def is_carried_on(self) -> bool:
        """Whether a review led here that changed nothing of what was decided."""
        return self.what_now.get("now") in (CARRY_ON, END)
