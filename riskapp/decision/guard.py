"""A restriction that was added after something happened, beside what had been agreed not to do.

What happened is not known here: whoever keeps that says through a slot which of them came after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from riskapp.decision.rules import NOT_IN_FORCE, RESTRICTION
from riskapp.decision.steps.what_would_help import ADDED_AFTER, HAD_AGREED, MITIGATIONS
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.slots import BesideRestriction

Beside = Mapping[str, BesideRestriction]  # by the id of the restriction


def restricts(data: Mapping[str, Any]) -> bool:
    """Whether something that would help restricts, or may."""
    return data.get("rung") == RESTRICTION and data.get("stands") not in NOT_IN_FORCE


def guarded(entries: Entries, beside: Beside) -> Entries:
    """The entries, where a restriction says after what it was added: as a version keeps it."""

    def says(entry: Entry) -> Entry:
        after = beside.get(entry.id)
        if after is None or entry.step != MITIGATIONS.slug:
            return entry
        had_agreed = {HAD_AGREED: after.not_to} if after.not_to else {}
        return replace(entry, data={**entry.data, ADDED_AFTER: after.when, **had_agreed})

    return Entries(tuple(map(says, entries)), entries.facts)
