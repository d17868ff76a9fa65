"""A disclosure bundle: what is chosen and left out so far, and the rows it is frozen as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from riskapp.core.canonical import canonical
from riskapp.governance.redacting import Item, LeftOut, Line, Redacted, redact, still_standing
from riskapp.governance.rules import KINDS_OF_ITEM, PART_LINES, PART_ROOM, REVIEWED, WHY_OUT
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, row

CHOICE, REDACTION = "disclosed", "left-out"  # the lists of a matter that hold what was chosen
IN, OUT = "in", "out"
LAYOUT = "bundle-"


@dataclass(frozen=True)
class Chosen:
    """One item that may be disclosed, and what somebody chose of it when they read it."""

    item: Item
    choice: Entry | None

    @property
    def said(self) -> str:
        return str(self.choice["chosen"]) if self.choice else ""

    @property
    def has_changed(self) -> bool:
        """Whether it says something else than was read."""
        return bool(self.choice) and self.choice["mark"] != self.item.mark  # type: ignore[index]

    @property
    def is_in(self) -> bool:
        return self.said == IN and not self.has_changed

    @property
    def kind_words(self) -> str:
        return str(KINDS_OF_ITEM[self.item.kind])

    @property
    def is_care_record(self) -> bool:
        return self.item.kind != REVIEWED

    @property
    def state(self) -> str:
        if self.has_changed:
            return str(_("changed since it was read"))
        return str({IN: _("in the bundle"), OUT: _("left out")}.get(self.said, _("not yet read")))


class Preparing:
    """A bundle as it would be frozen now."""

    def __init__(self, items: Sequence[Item], entries: Entries) -> None:
        choices = {one["item"]: one for one in entries.items(CHOICE)}
        self.chosen = [Chosen(item, choices.get(item.key)) for item in items]
        self.left_out = [_left_out(one) for one in entries.items(REDACTION)]

    def find(self, key: str) -> Chosen | None:
        return next((one for one in self.chosen if one.item.key == key), None)

    @property
    def unread(self) -> list[Chosen]:
        """What was put in, and says something else since: nobody has read what it says now."""
        return [one for one in self.chosen if one.said == IN and one.has_changed]

    @cached_property
    def redacted(self) -> list[Redacted]:
        return [redact(one.item, self.left_out) for one in self.chosen if one.is_in]

    @property
    def out(self) -> list[Chosen]:
        """Items that somebody read and left out, with a reason."""
        return [one for one in self.chosen if one.said == OUT]

    @property
    def still_standing(self) -> list[tuple[Line, Item]]:
        """What is left out in one place and stands in another, to be looked at before it leaves."""
        every = [one.item for one in self.chosen]
        return still_standing(every, self.left_out, [one.item for one in self.redacted])

    @property
    def mark(self) -> str:
        """A digest of all that would leave: what a page showed is what is frozen."""
        return hashlib.sha256(canonical([one.item.mark for one in self.redacted])).hexdigest()


def _left_out(one: Entry) -> LeftOut:
    said = one.data
    lines = tuple(said.get("lines", ()))
    return LeftOut(said["why"], said.get("item", ""), lines, said.get("words", ""), one.id)


# -- frozen ----------------------------------------------------------------------------------------


def parts_of(items: Iterable[Item]) -> Iterator[int]:
    """Of each item in turn the part it stands in: as much in each as one PDF can hold."""
    part, room, lines = 1, PART_ROOM, PART_LINES
    for item in items:
        if (room < item.size or lines < len(item.lines)) and (room, lines) != (
            PART_ROOM,
            PART_LINES,
        ):
            part, room, lines = part + 1, PART_ROOM, PART_LINES
        yield part
        room, lines = room - item.size, lines - len(item.lines)


def rows_of_bundle(made: Preparing, about: Mapping[str, Any]) -> Rows:
    """Facts, the index, every line of every item, and why what was left out was, without its words."""
    items = [one.item for one in made.redacted]
    parts = list(parts_of(items))
    rows: Rows = {}
    for number, (item, part) in enumerate(zip(items, parts, strict=True), 1):
        own: Rows = {}
        for place, line in enumerate(item.lines, 1):
            own[f"items.{number}.lines.{place}"] = row(line.label, line.text, line.text or "")
        rows |= own
        kind = str(KINDS_OF_ITEM[item.kind])
        entry = {
            "kind": kind,
            "title": item.title,
            "day": item.day,
            "part": part,
            "digest": hashlib.sha256(canonical(own)).hexdigest(),
        }
        rows[f"index.{number}"] = row(kind, entry, item.title)
    rows |= _log_rows(made)
    facts = {**about, "items": len(items), "parts": max(parts, default=1)}
    return {**{f"record.{key}": row(key, said, str(said)) for key, said in facts.items()}, **rows}


def _log_rows(made: Preparing) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was left out: of which item, how often and why; of a whole item its kind and day alone."""
    lines = [
        {"item": number, "what": "", "why": why, "times": times}
        for number, one in enumerate(made.redacted, 1)
        for why, times in one.out
    ]
    lines += [
        {
            "item": 0,
            "what": ", ".join(filter(None, (one.kind_words, one.item.day))),
            "why": one.choice["why"],
            "times": 1,
        }
        for one in made.out
        if one.choice
    ]
    for number, said in enumerate(lines, 1):
        yield f"log.{number}", row(str(_("Left out")), said, str(WHY_OUT[str(said["why"])]))


def layout_of_part(part: int) -> str:
    return f"{LAYOUT}{part}"


def part_of(layout: str) -> int:
    return int(layout.removeprefix(LAYOUT))


def rows_of_part(rows: Rows, part: int) -> Rows:
    """What one part carries: facts, index and log, and the items that stand in it."""
    mine = {i.removeprefix("index.") for i in rows if i.startswith("index.")}
    mine = {number for number in mine if rows[f"index.{number}"]["value"]["part"] == part}
    return {
        row_id: held
        for row_id, held in rows.items()
        if not row_id.startswith("items.") or row_id.split(".")[1] in mine
    }
