"""A record as rows, and rows as a record.

A row is one question as worded, its value and its answer as shown. Row ids read like paths:
`decision.choice`, `options.1.title`, `options.1.consequences.2.text`. Every question of a step is a row,
answered or not, so that an empty one can be printed as "not yet talked about".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.wizard.steps import Collection, Journey

Rows = dict[str, dict[str, Any]]


def row(question: str, value: Any, shown: str) -> dict[str, Any]:
    return {"question": question, "value": value, "shown": shown}


def number_items(journey: Journey, entries: Entries) -> dict[str, str]:
    """Entry id to path, such as `options.1.consequences.2`: numbers in the order of the entries. The
    path of a plain step is its slug.
    """
    plain = (entries.of(step.slug) for step in journey.steps)
    paths = {entry.id: entry.step for entry in plain if entry}
    for path, entry in _walk(list(journey.collections()), entries):
        paths[entry.id] = path
    return paths


def _walk(
    collections: Sequence[Collection],
    entries: Entries,
    parent: Collection | None = None,
    parent_entry: Entry | None = None,
    path: str = "",
) -> Iterator[tuple[str, Entry]]:
    wanted = parent.slug if parent else None
    for collection in collections:
        if collection.parent != wanted:
            continue
        items = entries.items(collection.slug, parent_entry.id if parent_entry else None)
        for number, entry in enumerate(items, 1):
            here = f"{path}{collection.slug}.{number}"
            yield here, entry
            yield from _walk(collections, entries, collection, entry, f"{here}.")


def rows_of(journey: Journey, entries: Entries, names: Mapping[str, str]) -> Rows:
    """Every question of the steps that are shown, with its answer; unanswered ones have the value null.

    What was never called for is not asked, and so has no rows.
    """
    paths = number_items(journey, entries)
    rows: Rows = {}
    for step in (*journey.shown(entries), *journey.beside):
        asked = step.asked(entries, names=names)
        rows.update(rows_under(asked, step.slug, entries.data(step.slug), paths))
    by_id = {entry.id: entry for entry in entries}
    forms = {c.slug: c.item_form(names=names) for c in journey.collections()}
    for entry_id, path in paths.items():
        if form := forms.get(by_id[entry_id].step):
            rows.update(rows_under(form, path, by_id[entry_id].data, paths))
    return rows


def rows_under(form: Any, path: str, data: Mapping[str, Any], paths: Mapping[str, str]) -> Rows:
    """The rows of one entry, which stands at `path`; what it points at has the path in `paths`."""
    return {f"{path}.{asked.key}": _answer(asked, data.get(asked.key), paths) for asked in form}


def _answer(asked: Asked, value: Any, paths: Mapping[str, str]) -> dict[str, Any]:
    said = value
    if asked.spec.json == "refs":
        there = [i for i in value or () if i in paths]
        value = [paths[i] for i in there] or None
        said = there if asked.options else value  # in words, where a step gives the entries theirs
    return row(asked.question, value, "" if value is None else asked.shown(said))


def entries_of(
    journey: Journey, rows: Mapping[str, Mapping[str, Any]], facts: Mapping[str, str]
) -> Entries:
    """The entries that rows hold, with paths for ids; what a copy withholds is simply not there.
    `facts` are those of the subject, as far as the rows tell them.
    """
    steps = {step.slug for step in journey.steps}
    parents = {c.slug: c.parent for c in journey.collections()}
    found: dict[str, dict[str, Any]] = {}
    for row_id, held in rows.items():
        path, _dot, key = row_id.rpartition(".")
        if path.split(".")[0] not in steps | set(parents):
            continue
        data = found.setdefault(path, {})
        if held["value"] is not None:
            data[key] = held["value"]
    ordered = sorted(found, key=order_of)
    return Entries(tuple(_entry(path, found[path], n) for n, path in enumerate(ordered)), facts)


def order_of(path: str) -> tuple[tuple[int, str], ...]:
    """Where a path stands among others: items by their numbers."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in path.split("."))


def _entry(path: str, data: Mapping[str, Any], position: int) -> Entry:
    parts = path.split(".")
    if len(parts) == 1:
        return Entry(path, path, data, position=position)
    parent = ".".join(parts[:-2]) or None
    return Entry(path, parts[-2], data, parent_id=parent, position=position)


def fields_by_pattern(journey: Journey) -> dict[str, Asked]:
    """Every declared field by the pattern of its row id: `decision.choice`, `consequences.text`."""
    found: dict[str, Asked] = {}
    for step in journey.steps:
        found.update({f"{step.slug}.{f.key}": f for f in step.form()})
    for collection in journey.collections():
        found.update({f"{collection.slug}.{f.key}": f for f in collection.item_form()})
    return found


def pattern(row_id: str) -> str:
    """The pattern of a row id: its collection, or its step, and its key."""
    parts = [part for part in row_id.split(".") if not part.isdigit()]
    return ".".join(parts[-2:])
