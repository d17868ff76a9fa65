"""Where people stand on what was decided: who sees it differently, who will or won’t do what, and who
took part.
"""

from __future__ import annotations

from riskapp.decision.conversation.answers import Answered
from riskapp.decision.steps.agreement import PARTIES
from riskapp.decision.steps.agreement import STEP as AGREEMENT
from riskapp.decision.steps.what_was_decided import (
    DIFFERENCES,
    OF_DIFFERENCE,
    OF_POSITION,
    POSITIONS,
    is_unasked,
    says_wont,
)
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import _


class WherePeopleStand(Answered):
    """Those who are not the person, and what each says of it."""

    @property
    def differences(self) -> list[Entry]:
        return self.entries.items(DIFFERENCES.slug)

    def of_difference(self, difference: Entry) -> list[Asked]:
        return self.beyond(DIFFERENCES, difference, OF_DIFFERENCE)

    @property
    def positions(self) -> list[Entry]:
        return self.entries.items(POSITIONS.slug)

    def of_position(self, position: Entry) -> list[Asked]:
        return self.beyond(POSITIONS, position, OF_POSITION)

    @staticmethod
    def is_unasked(position: Entry) -> bool:
        return is_unasked(position)

    @staticmethod
    def says_wont(position: Entry) -> bool:
        return says_wont(position)

    def wont_lead(self, position: Entry) -> str:
        """What stands before the words of what somebody won’t do; nothing where those say it themselves,
        unless nobody asked them.
        """
        is_told = self.says_wont(position)
        if is_unasked(position):
            return str(_("Not asked yet:") if is_told else _("Might not:"))
        return "" if is_told else str(_("Won’t:"))

    @property
    def parties(self) -> list[Entry]:
        """Who else took part, or could not."""
        return self.entries.items(PARTIES.slug)

    @property
    def is_part_told(self) -> bool:
        """Whether who took part is said where it was read back, and nothing on its own page."""
        said = self.read_back.get("taking_part") or self.read_back.get("others")
        return bool(said) and not self._holds_words(AGREEMENT)
