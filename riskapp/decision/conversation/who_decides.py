"""Whose decision it is: what those who assessed capacity concluded, who acts for the person, and who
made the choice for them.
"""

from __future__ import annotations

from riskapp.decision.conversation.answers import Answered, within
from riskapp.decision.rules import DECIDED_BY_OTHERS
from riskapp.decision.steps.capacity import ASSESSMENTS, CONCLUSIONS, found_last
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.representation import MAY_DECIDE, POWERS_HELD, is_only_asked
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES_STEP
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class WhoDecides(Answered):
    """Whether the person can decide this, and who decides where they cannot."""

    @property
    def found_by(self) -> list[tuple[str, str]]:
        """Who assessed capacity and when, with the code of what each concluded."""
        every = self.entries.items(ASSESSMENTS.slug)
        return [(_who_and_when(one), one["conclusion"]) for one in every if one.get("conclusion")]

    @property
    def is_found_able(self) -> bool:
        """Whether somebody who assessed found that the person can decide this, and nobody since or on
        an unknown day that they cannot; never where others decide it.
        """
        found = found_last(self.entries.items(ASSESSMENTS.slug))
        return found == {"could"} and self.decided.get("whose") not in DECIDED_BY_OTHERS

    @property
    def is_found_unable(self) -> bool:
        """Whether somebody who assessed found that the person could not decide this then, and nobody
        that they could.
        """
        found = {code for _who, code in self.found_by}
        return "could-not" in found and "could" not in found

    @property
    def concluded(self) -> list[str]:
        """What each assessor concluded: those that differ stand beside each other."""
        return [f"{who}: {within(CONCLUSIONS[code])}" for who, code in self.found_by]

    @property
    def said_by_who_acts(self) -> list[tuple[str, str, str]]:
        """Each attorney, deputy or court that says something of this decision: who, what, and that."""
        return [
            (str(one.get("who") or _("Somebody")), one["kind"], one["says"])
            for one in self.powers
            if one.get("kind") in MAY_DECIDE and one.get("says")
        ]

    @property
    def deciders(self) -> list[str]:
        """Who made a choice for the person, wherever that is said."""
        asked = (WHO_DECIDES_STEP, *DECIDING_FOR)
        said = [self.decided.get("because"), *(self._decider(step) for step in asked)]
        may = (p for p in self.powers if p.get("kind") in MAY_DECIDE and not is_only_asked(p))
        acting = [one.get("who") for one in may]
        return [who for who in (*said, *acting) if who]

    def _decider(self, step: Step) -> str:
        return str(self.entries.data(step.slug).get("decider", ""))

    @property
    def powers(self) -> list[Entry]:
        """Who acts or speaks for the person, and what was written earlier."""
        return self.entries.items(POWERS_HELD.slug)


def _who_and_when(one: Entry) -> str:
    on = ASSESSMENTS.item_form(data=one.data).field("on")
    who = str(one.get("who") or _("Somebody who assessed"))
    return f"{who}, {on.shown(on.kept)}" if on.kept else who
