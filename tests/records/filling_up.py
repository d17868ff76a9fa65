"""A record that holds as much as a record can, as a file to import."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from riskapp.decision.journeys import RECORD, is_since
from riskapp.decision.prompts import PROMPTS
from riskapp.decision.rules import ROOM, ROOM_FOR_LINES, ROOM_SINCE, ROOM_SINCE_FOR_LINES
from riskapp.decision.transfer import FORMAT, VOUCHED
from riskapp.platform.forms import Form
from riskapp.platform.wizard.steps import Collection

Answers = dict[str, Any]
Slot = tuple[
    Answers, str, int
]  # the answers of an entry, the key of a text, characters it may hold
UNDER_EACH = 10  # items under each item of another collection


def full_file(text: str, room: int = ROOM, lines: int = ROOM_FOR_LINES) -> bytes:
    """Every collection full, and `text` over and over in every long answer until `room` characters
    are taken as they will be stored, with `lines` line breaks. `text` holds nothing JSON escapes.
    What was said since has room of its own, and fills it.
    """
    slots: list[Slot] = []
    record: Answers = {
        "format": FORMAT,
        "person": {"called_by": "Maureen"},
        "answers": {
            s.slug: _answers(s.form(), s.slug, slots) for s in RECORD.steps if list(s.form())
        },
        "items": _items(None, slots, {}),
    }
    since = {slug: items for slug, items in record["items"].items() if is_since(slug)}
    record["items"] = {s: items for s, items in record["items"].items() if not is_since(s)}
    later = {id(answers) for answers in _every({"items": since})}
    _fill([s for s in slots if id(s[0]) not in later], record, text, room, lines)
    of_since = [s for s in slots if id(s[0]) in later]
    _fill(of_since, {"items": since}, text, ROOM_SINCE, ROOM_SINCE_FOR_LINES)
    record["items"] |= since
    return json.dumps(record).encode()


def _fill(slots: list[Slot], record: Any, text: str, room: int, lines: int) -> None:
    stored = sum(len(json.dumps(answers, ensure_ascii=False)) for answers in _every(record))
    left = room - stored - lines + len(slots)  # each slot holds one character, each break takes two
    for place, (answers, key, most) in enumerate(slots):
        still = len(slots) - place
        size, breaks = min(most, left // still), min(lines // still, most // 2)
        answers[key] = _broken(text, size, breaks)
        left, lines = left - size, lines - breaks


def _answers(form: Form, slug: str, slots: list[Slot]) -> Answers:
    """One answer to each question that takes a code or a text; the long ones become slots."""
    answers: Answers = {}
    for asked in form:
        if asked.key in VOUCHED.get(slug, ()):
            continue
        if asked.spec.json == "code":
            answers[asked.key] = asked.options[0][0]
        elif asked.spec.json == "text":
            answers[asked.key] = "x"
            if asked.control == "prose":
                slots.append((answers, asked.key, asked.spec.most))
    return answers


def _items(parent: str | None, slots: list[Slot], made: dict[str, int]) -> dict[str, list[Any]]:
    return {c.slug: list(_of(c, slots, made)) for c in RECORD.collections() if c.parent == parent}


def _of(collection: Collection, slots: list[Slot], made: dict[str, int]) -> Iterator[Any]:
    for number in range(UNDER_EACH if collection.parent else collection.most):
        if made.get(collection.slug, 0) == collection.most:
            return
        made[collection.slug] = made.get(collection.slug, 0) + 1
        answers = _answers(collection.item_form(), collection.slug, slots)
        if collection.slug == "options" and number == 1:
            answers["is_now"] = True
        if collection.slug == "set-aside":
            answers["prompt"] = PROMPTS[0].id
        under = _items(collection.slug, slots, made)
        yield {"answers": answers, **({"items": under} if under else {})}


def _every(found: Any) -> Iterator[Answers]:
    """The answers of every entry of a record; what nothing was said of is none."""
    said = found.get("answers", {})
    yield from filter(None, said.values() if "format" in found else [said])
    for items in found.get("items", {}).values():
        for item in items:
            yield from _every(item)


def _broken(text: str, size: int, breaks: int) -> str:
    said = list((text * (size // len(text) + 1))[:size])
    for place in range(breaks):
        said[(place + 1) * size // (breaks + 1)] = "\n"
    return "".join(said)
