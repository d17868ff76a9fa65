"""Two people wrote the same entry: mine, theirs and before, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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

    @property
    def is_shown(self) -> bool:
        """Whether anybody can see it: not where they differ in what points at something taken away."""
        return self.mine != self.theirs


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
        one = Difference(asked, say(asked, was), say(asked, mine), say(asked, now), one_sided)
        found.append(
            one if one_sided or one.is_shown else replace(one, pick=_unseen(was, mine, now))
        )
    return found


def _unseen(was: Any, mine: Any, now: Any) -> str:
    """Of two answers that read alike, the one that took out more of what stood."""
    out = [set(was or ()) - set(one or ()) for one in (mine, now)]
    return "mine" if out[0] >= out[1] else "theirs"


def say(asked: Asked, value: Any) -> str:
    return "" if value is None else asked.shown(value)
