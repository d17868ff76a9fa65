"""Questions with nobody to answer them: no record says of those that they were not yet talked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskapp.decision.steps.representation import NOBODY, POWERS_HELD
from riskapp.decision.steps.voices import VOICES


def has_nobody(where: str, key: str, said: Mapping[str, Any], name: str) -> bool:
    """Whether a question of an item has nobody to answer it: where nobody was found to act for the
    person, what that covers; under their own voice, a carer's assessment.
    """
    if where == POWERS_HELD.slug:
        return said.get("kind") == NOBODY
    return (where, key) == (VOICES.slug, "assessment") and is_called(name, said.get("who"))


def is_called(name: str, who: object) -> bool:
    """Whether somebody is the person themselves, by what they are called."""
    return str(who or "").strip().casefold() == name.strip().casefold()
