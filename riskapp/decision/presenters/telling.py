"""Before a copy goes to anybody: who is not to be told, and who is not to be involved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import Copy
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.decision.steps.strengths import PEOPLE
from riskapp.platform.i18n import _

STAY_HERE = (Copy.FULL, Copy.NOTE)  # every other copy goes to somebody
WORD = re.compile(r"\w{3,}")
OF_ANYBODY = frozenset({"and", "for", "her", "him", "his", "mrs", "not", "the", "their"})


@dataclass(frozen=True)
class Telling:
    """What was said about who is kept out of it, as it stands now."""

    found: Decision
    talk: Conversation

    @cached_property
    def lines(self) -> list[str]:
        """What to know before a copy is handed over; empty where nobody is kept out."""
        not_to = _("Somebody is not to be told something: %(what)s", what=self._not_told)
        not_in = _("%(name)s does not want them involved: %(who)s")
        return [
            *([str(not_to)] if self._not_told else []),
            *(str(not_in) % {"name": self.talk.name, "who": who} for who in self._not_involved),
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
        """Whether a copy was given to somebody who may be one of those kept out, by any word of a
        name; the person's own is everywhere and tells nothing.
        """
        kept_out = _words(" ".join([self._not_told, *self._not_involved]))
        return bool(_words(given.to_whom) & kept_out - _words(self.talk.name))

    @property
    def _not_told(self) -> str:
        return str(self.talk.entries.data(SHARING.slug).get("left_out", ""))

    @property
    def _not_involved(self) -> list[str]:
        people = self.talk.entries.items(PEOPLE.slug)
        return [str(one["who"]) for one in people if one.get("not_involved") and one.get("who")]


def _words(said: str) -> frozenset[str]:
    return frozenset(WORD.findall(said.casefold())) - OF_ANYBODY
