"""Before a copy goes to anybody: who is not to be told, and who is not to be involved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.kept_out import may_name, not_involved, not_told
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import Copy
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.platform.i18n import _

STAY_HERE = (Copy.FULL, Copy.NOTE)  # every other copy goes to somebody


@dataclass(frozen=True)
class Telling:
    """What was said about who is kept out of it, as it stands now."""

    found: Decision
    talk: Conversation

    @cached_property
    def lines(self) -> list[str]:
        """What to know before a copy is handed over; empty where nobody is kept out."""
        untold = not_told(self.talk)
        not_to = _("Somebody is not to be told something: %(what)s", what=untold)
        not_in = _("%(name)s does not want them involved: %(who)s")
        return [
            *([str(not_to)] if untold else []),
            *(
                str(not_in) % {"name": self.talk.name, "who": who}
                for who in not_involved(self.talk)
            ),
        ]

    @property
    def what_is_left_out(self) -> str:
        """Where it is written what is left out: the question while it can be answered, else the
        record.
        """
        if self.found.is_open:
            return url_for("conversation.step", ref=self.found.ref, step=SHARING.slug)
        ref, number = self.found.ref, self.found.versions
        record = url_for("decision.copy", ref=ref, number=number, layout=Copy.FULL)
        return f"{record}#{SHARING.slug}"

    def asks_about(self, given: Given) -> bool:
        """Whether a copy was given to somebody who may be one of those kept out."""
        return may_name(self.talk, given.to_whom)
