"""What a backing rests on: which answers are material, and what of them changed between two versions.

A backing is of the words it was given on. Later words outdate it where an answer changed that its
declaration calls material (`Spec.material`), in the conversation: a review says how it went, and what
others advised is no part of what they advised on. What is only put in capitals, or spaced, is no change;
one word for another is, for nobody can tell a slip of the pen from a "not" that was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from riskapp.decision.changes import Change, ChangedItem, Group, what_changed
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.word_by_word import ADDED, GONE, SAME, Room
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern

NAME = "record.called_by"  # what fills headings


@lru_cache
def material() -> frozenset[str]:
    """The patterns of the rows that a backing rests on, such as `mitigations.takes_away`."""
    asked = fields_by_pattern(CONVERSATION)
    return frozenset(name for name, field in asked.items() if field.spec.is_material)


def material_changes(before: Rows, after: Rows, room: Room | None = None) -> list[Group]:
    """What of them changed, word by word, what is new and what is gone included; empty where a backing
    of `before` stands by `after`. An answer of its day that was not asked again is none.
    """
    groups = what_changed(_of(before, after), _of(after, after), room)
    told = (replace(group, items=list(_items(group))) for group in groups)
    return [group for group in told if group.items]


def _of(rows: Rows, named: Rows) -> Rows:
    held = {row_id: row for row_id, row in rows.items() if pattern(row_id) in material()}
    return {**held, NAME: named[NAME]} if NAME in named else held


def _items(group: Group) -> Iterator[ChangedItem]:
    for item in group.items:
        if changes := [change for change in item.changes if not change.was and _is_one(change)]:
            yield replace(item, changes=changes)


def _is_one(change: Change) -> bool:
    return _words(change, GONE) != _words(change, ADDED)


def _words(change: Change, kind: str) -> Sequence[str]:
    """All of an answer: as it was, with what is gone, or as it is, with what was added."""
    said = "".join(one.text for one in change.pieces if one.kind in (SAME, kind))
    return said.casefold().split()
