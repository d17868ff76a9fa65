"""Two people wrote the same entry: mine, theirs and before, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked


@dataclass(frozen=True)
class Difference:
    """One field that the two differ in. `pick` is mine, theirs, or empty where both changed it."""

    asked: Asked
    before: str
    mine: str
    theirs: str
    pick: str


def differences(
    form: Form, before: Mapping[str, Any], theirs: Mapping[str, Any], picks: Mapping[str, str]
) -> list[Difference]:
    """The fields where what I typed is not what is stored now; `form` holds what I typed."""
    found = []
    for asked in form:
        mine, now, was = asked.kept, theirs.get(asked.key), before.get(asked.key)
        if mine == now:
            continue
        one_sided = "theirs" if mine == was else "mine" if now == was else ""
        found.append(
            Difference(
                asked,
                before=_say(asked, was),
                mine=_say(asked, mine),
                theirs=_say(asked, now),
                pick=picks.get(asked.key, one_sided),
            )
        )
    return found


def _say(asked: Asked, value: Any) -> str:
    return "" if value is None else asked.shown(value)
