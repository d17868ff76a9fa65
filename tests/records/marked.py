"""A record with a word of its own in every field, and two items in every collection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from riskapp.decision.facts import meta_rows
from riskapp.decision.journeys import RECORD
from riskapp.decision.law import law_rows
from riskapp.decision.rules import fillings
from riskapp.library.queries import get_pack
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.versions.rows import Rows, rows_of
from riskapp.platform.wizard import Collection
from tests.records.people import Found

ITEMS = 2
NAME, LAW_OF = "Qnameq", "northern-ireland"


@dataclass
class Marking:
    """Entries in the making; `options` and `consequences` are the ids that others point at."""

    every: list[Entry] = field(default_factory=list)
    number: int = 0
    turn: int = 0

    def mark(self) -> int:
        self.number += 1
        return self.number

    def value(self, asked: Any, refs: list[str], turn: int) -> Any:
        """What is put in a field: a word, a day or a name that no other field holds."""
        shape = asked.spec.json
        if shape == "text":
            return f"Q{self.mark():04d}q"
        if shape == "day":
            return _day(self.mark())
        if shape == "refs":
            return self.first_option if asked.spec.of == "options" else refs
        if shape in {"code", "codes"}:
            code = asked.options[(self.turn + turn) % len(asked.options)][0]
            return [code] if shape == "codes" else code
        return True

    def answers(self, form: type[Form], refs: list[str] = [], turn: int = 0) -> dict[str, Any]:  # noqa: B006 (never changed)
        return {asked.key: self.value(asked, refs, turn) for asked in form()}

    @property
    def first_option(self) -> list[str]:
        return [one.id for one in self.every if one.step == "options"][:1]

    def add(self, entry_id: str, step: str, data: dict[str, Any], parent: str | None) -> None:
        position = len(self.every)
        self.every.append(Entry(entry_id, step, data, parent_id=parent, position=position))


def _day(number: int) -> str:
    """A day no other number has, of two figures: 4 May would be found in 14 May."""
    months, day = divmod(number, 19)
    return date(2030 + months // 12, 1 + months % 12, 10 + day).isoformat()


def marked_rows(turn: int = 0) -> Rows:
    """Every row that a version can have, each with its marker; of choices the one whose `turn` it is."""
    marking = Marking(turn=turn)
    collections = list(RECORD.collections())
    for collection in collections:
        if collection.parent is None:
            _items(marking, collection, collections, None, "")
    happenings = [e.id for e in marking.every if e.step == "consequences"]
    for step in RECORD.steps:
        marking.add(step.slug, step.slug, marking.answers(step.form, happenings[:1]), None)
    entries = Entries(tuple(marking.every))
    return {**rows_of(RECORD, entries, fillings(NAME, LAW_OF)), **_facts()}


def _items(
    marking: Marking,
    collection: Collection,
    every: list[Collection],
    parent: str | None,
    path: str,
) -> None:
    for turn in range(ITEMS):
        entry_id = f"{path}{collection.slug}-{turn}"
        data = marking.answers(collection.item_form, turn=turn)
        if collection.slug == "options":
            data["is_now"] = True if turn else None
            data = {key: value for key, value in data.items() if value is not None}
        marking.add(entry_id, collection.slug, data, parent)
        for below in every:
            if below.parent == collection.slug:
                _items(marking, below, every, entry_id, f"{entry_id}.")


def _facts() -> Rows:
    found = Found(
        ref="RA-9876",
        called_by=NAME,
        own_reference="Qownq",
        jurisdiction=LAW_OF,
        made_at=datetime(2031, 2, 3, 9, 11, tzinfo=UTC),
        changed_at=datetime(2032, 3, 4, 10, 12, tzinfo=UTC),
    )
    sealed_at = datetime(2033, 4, 6, 11, 13, tzinfo=UTC)
    law = replace(get_pack("capacity", found.jurisdiction), local_owner="Qkeeperq")
    facts = meta_rows(
        found,
        version=7,
        sealed_at=sealed_at,
        sealed_by="Qsealerq",
        organisation="Qorganisationq",
        telephone="Qtelephoneq",
        demonstration=True,
    )
    return {**facts, **law_rows([law], sealed_at)}
