"""Holding a conversation from a story, screen by screen, through whatever can type.

A story is a record in the export format. Typing it in and exporting it must give the story again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.doors import STEP as DOORS
from riskapp.decision.steps.happy_and_safe import PLACINGS
from riskapp.decision.steps.happy_and_safe import STEP as HAPPY_AND_SAFE
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.wizard.steps import Collection, Step

STORIES = Path(__file__).parent.parent / "stories"
NAMES = sorted(path.stem for path in STORIES.glob("*.json"))


def story(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((STORIES / f"{name}.json").read_text("utf-8"))
    return read


class Typist(Protocol):
    """Somebody at a browser, of sorts."""

    def begin(self, called_by: str) -> str:
        """Begin a conversation from the first page; its reference."""

    def go(self, ref: str, step: str) -> None:
        """Open a step."""

    def entry_ids(self, collection: str) -> list[str]:
        """Ids of the items of a collection that the open page offers to change, in order."""

    def fill(self, pairs: list[tuple[str, str]]) -> list[str]:
        """Type answers by the names of their controls; the names there was no control for."""

    def press(self, action: str) -> None:
        """Press the button that says this action."""

    def open_item(self, collection: str, entry_id: str) -> None:
        """Open the page that changes one item."""


def hold(typist: Typist, told: Mapping[str, Any]) -> str:
    """Open the doors a story opens, take it through the screens that are then shown, and seal it."""
    ref = typist.begin(told["person"]["called_by"])
    ids: dict[str, str] = {"": ""}  # of items by their path, once a page has shown them
    for step in _way(told):
        typist.go(ref, step.slug)
        _items(typist, ref, step, told, ids)
        answers = dict(told["answers"].get(step.slug, {}))
        for asked in step.form():
            if asked.spec.json == "refs" and asked.key in answers:
                answers[asked.key] = [ids[path] for path in answers[asked.key]]
        typist.fill(step.form().as_raw(answers))
        typist.press("seal" if step.slug == "read-back" else "")
    return ref


def _way(told: Mapping[str, Any]) -> list[Step]:
    """The steps in the order they are held: doors first, so that what is behind them is there."""
    opened = told["answers"].get(DOORS.slug)
    said = (Entry(DOORS.slug, DOORS.slug, opened),) if opened else ()
    shown = CONVERSATION.shown(Entries(said))
    placed = [HAPPY_AND_SAFE] if any(_told(PLACINGS, told["items"])) else []
    return [*([DOORS] if opened else []), *shown[:-1], *placed, shown[-1]]


def _paths(told: Mapping[str, Any]) -> list[str]:
    """Paths of the consequences in the order a page shows them: by option, hoped for then feared."""
    found = []
    for n, option in enumerate(told["items"]["options"], 1):
        items = option.get("items", {}).get("consequences", [])
        numbered = [(f"options.{n}.consequences.{m}", item) for m, item in enumerate(items, 1)]
        for side in ("benefit", "harm"):
            found += [path for path, item in numbered if item["answers"]["side"] == side]
    return found


def _items(
    typist: Typist, ref: str, step: Step, told: Mapping[str, Any], ids: dict[str, str]
) -> None:
    for collection in step.collections:
        if collection is OPTIONS:
            _name_options(typist, ref, step, told)
            found = typist.entry_ids(OPTIONS.slug)
            ids.update((f"options.{n}", entry_id) for n, entry_id in enumerate(found, 1))
            continue
        for parent, item in list(_told(collection, told["items"])):
            _add(typist, ref, step, collection, ids[parent], item["answers"])
        if collection is CONSEQUENCES:
            ids.update(zip(_paths(told), typist.entry_ids(CONSEQUENCES.slug), strict=True))


def _name_options(typist: Typist, ref: str, step: Step, told: Mapping[str, Any]) -> None:
    """The first two are there from the beginning; a further way is added by its title."""
    options = told["items"]["options"]
    for option in options[len(typist.entry_ids(OPTIONS.slug)) :]:
        typist.fill([(f"{OPTIONS.slug}..-title", option["answers"]["title"])])
        typist.press("add:way-")
        typist.go(ref, step.slug)
    for entry_id, option in zip(typist.entry_ids(OPTIONS.slug), options, strict=True):
        said = {k: v for k, v in option["answers"].items() if k not in OPTIONS.fixed}
        if said:
            typist.open_item(OPTIONS.slug, entry_id)
            typist.fill(OPTIONS.item_form().as_raw(said))
            typist.press("")
            typist.go(ref, step.slug)


def _told(
    collection: Collection, items: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, Any]]:
    """The items of a collection, however deep they stand, each with the path of what it is under."""
    for slug, every in items.items():
        for n, item in enumerate(every, 1):
            if slug == collection.slug:
                yield path, item
            here = f"{path}.{slug}.{n}".strip(".")
            yield from _told(collection, item.get("items", {}), here)


def _add(
    typist: Typist,
    ref: str,
    step: Step,
    collection: Collection,
    parent: str,
    answers: Mapping[str, Any],
) -> None:
    """Type an item into its empty form; what only the item's own page asks is answered there."""
    variant = next((v for k in collection.fixed if isinstance(v := answers.get(k), str)), "")
    prefix = f"{collection.slug}.{parent}.{variant}-"
    asked = {key: value for key, value in answers.items() if key not in collection.fixed}
    before = set(typist.entry_ids(collection.slug))
    left = typist.fill(collection.item_form(prefix=prefix).as_raw(asked))
    typist.press(f"add:{prefix.rstrip('-')}")
    typist.go(ref, step.slug)
    if left:
        (added,) = set(typist.entry_ids(collection.slug)) - before
        typist.open_item(collection.slug, added)
        typist.fill(collection.item_form().as_raw(asked))
        typist.press("")
        typist.go(ref, step.slug)
