"""Two people wrote the same entry: mine, theirs and before, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.wizard.steps import Journey


@dataclass(frozen=True)
class Difference:
    """One field that the two differ in. `pick` is mine, theirs, or empty where both changed it."""

    asked: Asked
    before: str
    mine: str
    theirs: str
    pick: str


def name_entries(forms: Iterable[Form], entries: Entries, journey: Journey) -> None:
    """Gives what points at entries their words, so that no page says an id for one."""
    lists = {collection.slug: collection for collection in journey.collections()}
    named = [(e.id, lists[e.step].words_of(e.data)) for e in entries if e.step in lists]
    for asked in (field for form in forms for field in form):
        if asked.spec.json == "refs" and not asked.options:
            asked.options = named


def differences(
    form: Form, before: Mapping[str, Any], theirs: Mapping[str, Any]
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
                before=say(asked, was),
                mine=say(asked, mine),
                theirs=say(asked, now),
                pick=one_sided,
            )
        )
    return found


def say(asked: Asked, value: Any) -> str:
    return "" if value is None else asked.shown(value)
