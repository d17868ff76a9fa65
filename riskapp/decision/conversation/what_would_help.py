"""What would help, in the order of the ladder: what goes ahead, what has ended and what is not
wanted; and what of it restricts or watches, or may.
"""

from __future__ import annotations

import re
from functools import cached_property

from riskapp.decision.conversation.both_sides import BothSides
from riskapp.decision.rules import MAY_RESTRICT, RESTRICTION, RUNGS
from riskapp.decision.said import Mitigation, Option
from riskapp.decision.steps.what_would_help import LATER, MITIGATIONS, NOT_FOUND, OF_ENDING
from riskapp.library.queries import get_words
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked

ASKED = re.compile(r"\s*(?:(?:we|i)\s+)?(?:asked|looked|rang|tried|spoke|wrote)\b", re.IGNORECASE)


class WhatWouldHelp(BothSides):
    """What would help, and what it is for."""

    @cached_property
    def mitigations(self) -> list[Mitigation]:
        """In ladder order, then as written: what somebody does already first, restrictions last;
        after all of them what is not wanted.
        """
        order = [*RUNGS, ""]
        said = {c.id: c for c in self.consequences}
        found = [
            Mitigation(e, tuple(said[i] for i in e.get("for_what", ()) if i in said))
            for e in self.entries.items(MITIGATIONS.slug)
        ]
        ladder = {RESTRICTION: len(order), "": order.index(RESTRICTION)}
        return sorted(
            found, key=lambda m: (not m.is_wanted, ladder.get(m.rung, order.index(m.rung)))
        )

    def further(self, helps: Mitigation) -> list[Asked]:
        """What was answered of something that would help beyond its card, as it was asked."""
        beyond = [key for key in LATER if key not in ("for_what", *OF_ENDING)]
        return self.beyond(MITIGATIONS, helps.entry, beyond)

    @property
    def restrictions(self) -> list[Mitigation]:
        """Those that go ahead or may; one that is not wanted restricts nobody."""
        return [m for m in self.mitigations if m.is_in_force]

    def is_past_its_end(self, helps: Mitigation) -> bool:
        """Whether it goes on, and was to have ended before the day that paper tells of."""
        return bool(helps.is_wanted and self.day and helps.ends_on and helps.ends_on < self.day)

    @property
    def wanted(self) -> list[Mitigation]:
        """What goes ahead or may, of every sort."""
        return [m for m in self.mitigations if m.is_wanted]

    def ways_not_taken(self, helps: Mitigation) -> list[Option]:
        """The ways that help is for, where each is another than those that were chosen."""
        its = {said.entry.parent_id for said in helps.for_what}
        chosen = {option.id for option in self.ways_chosen}
        return [o for o in self.options if o.id in its] if chosen and not its & chosen else []

    @property
    def ended(self) -> list[Mitigation]:
        """What was used and is no longer."""
        return [m for m in self.mitigations if m.is_ended]

    @property
    def not_wanted(self) -> list[Mitigation]:
        """What was talked about, and is not wanted."""
        return [m for m in self.mitigations if not (m.is_wanted or m.is_ended)]

    @property
    def not_found(self) -> list[Entry]:
        return self.entries.items(NOT_FOUND.slug)

    @staticmethod
    def says_asked(where: str) -> bool:
        """Whether what was written of where something was looked for says by itself that it was."""
        return bool(ASKED.match(where))

    @property
    def limiting(self) -> list[Mitigation]:
        """What goes ahead or may, and restricts or watches."""
        return [m for m in self.wanted if m.is_restriction or m.is_watching]

    @cached_property
    def may_be_limiting(self) -> list[tuple[Mitigation, str]]:
        """What goes ahead or may, is of another sort, and has words that may speak of a restriction:
        each with the first sentence that does.
        """
        words = get_words("stops-or-limits")
        others = (m for m in self.wanted if not (m.is_restriction or m.is_technology))
        found = (
            (m, next(filter(None, map(words.find, (m.what, m.does, m.takes_away))), None))
            for m in others
        )
        return [(m, sentence) for m, sentence in found if sentence]

    @property
    def _may_restrict(self) -> list[Mitigation]:
        """The same where nobody said that it is not relevant here."""
        aside = any(entry.get("prompt") == MAY_RESTRICT for entry in self.set_aside)
        return [] if aside else [m for m, _sentence in self.may_be_limiting]
