"""Where the conditions of what others advised stand: that they are done, when, by whom it was noted.

Whoever keeps a condition says so through a slot. What is sealed stays; the next version says it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from riskapp.decision.steps.outside import CONDITIONS, OUTSIDE_VIEWS
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.slots import ConditionStands
from riskapp.platform.time import local

# By the id of the view, in the order of its conditions.
Stands = Mapping[str, Sequence[ConditionStands]]


def with_standing(entries: Entries, stands: Stands) -> Entries:
    """The entries, where each condition says how one knows that it is done, and that it is."""
    said = dict(_said(entries, stands))
    every = (replace(one, data=said[one.id]) if one.id in said else one for one in entries)
    return Entries(tuple(every), entries.facts)


def _said(entries: Entries, stands: Stands) -> Iterator[tuple[str, dict[str, str]]]:
    for view in entries.items(OUTSIDE_VIEWS.slug):
        asked = entries.items(CONDITIONS.slug, view.id)
        for condition, one in zip(asked, stands.get(view.id, ()), strict=False):
            yield condition.id, _data(condition, one)


def _data(condition: Entry, one: ConditionStands) -> dict[str, str]:
    """What was advised before how one knows it was kept with the view has it from its keeper."""
    said = {
        "known_by": condition.get("known_by") or one.known_by,
        "done_on": local(one.done_at).date().isoformat() if one.done_at else "",
        "done_by": one.done_by,
        "done_what": one.done_what,
    }
    return {**condition.data, **{key: words for key, words in said.items() if words}}
