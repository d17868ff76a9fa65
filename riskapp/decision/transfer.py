"""A record as open data: what an export holds, its schema, and reading a file back.

All three are walks of the journey, so a field added to a step is exported, described and imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import jsonschema

from riskapp.core.errors import BadInput
from riskapp.decision.journeys import RECORD
from riskapp.decision.prompts import PROMPTS
from riskapp.decision.steps import statement, what_now
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.outside import (
    CONDITIONS,
    OUTSIDE_VIEWS,
    VOUCHED_OF_VIEW,
    WHERE_IT_STANDS,
)
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.decision.steps.two_pens import STEP as PENS
from riskapp.decision.steps.two_pens import are_given
from riskapp.library.rules import JURISDICTIONS
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.reading import Unreadable
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import number_items
from riskapp.platform.wizard.steps import Collection

FORMAT = "riskapp-record/1"
_PROMPTS = frozenset(prompt.id for prompt in PROMPTS)
# What riskapp vouches for by its own doing: written in a file, never read back from one.
VOUCHED: Mapping[str, frozenset[str]] = {
    statement.STEP.slug: frozenset(statement.NEVER_ASKED),
    what_now.STEP.slug: frozenset({"now"}),
    ADDENDA.slug: frozenset({"of_version", "of_what"}),
    OUTSIDE_VIEWS.slug: VOUCHED_OF_VIEW,
    CONDITIONS.slug: frozenset(WHERE_IT_STANDS),
}
NOTHING: frozenset[str] = frozenset()
LARGEST_FILE = 8_000_000  # bytes


# -- out -----------------------------------------------------------------------------------------


def exported(
    entries: Entries, *, called_by: str, jurisdiction: str, origin: Mapping[str, Any]
) -> dict[str, Any]:
    """The record as JSON values. `origin` says where it came from and is not read back. The
    practitioner's pen is in no file before both pens are given.
    """
    paths = number_items(RECORD, entries)
    answers = {
        step.slug: _out(step.form(), found.data, paths)
        for step in RECORD.steps
        if (found := entries.of(step.slug)) and found.data
    }
    if not are_given(answers.get("both-sides", {}).get("marks"), answers.get(PENS.slug, {})):
        answers.pop(PENS.slug, None)
    # What is read back of a file is all that an answer of the file may point at.
    unread = {
        slug for slug, said in answers.items() if not said.keys() - VOUCHED.get(slug, NOTHING)
    }
    there = answers.keys() - unread
    paths = {i: path for i, path in paths.items() if "." in path or path in there}
    return {
        "format": FORMAT,
        "origin": dict(origin),
        "person": {"called_by": called_by},
        "jurisdiction": jurisdiction,
        "answers": answers,
        "items": _items_out(entries, paths, None),
    }


def _items_out(
    entries: Entries, paths: Mapping[str, str], parent: Entry | None
) -> dict[str, list[Any]]:
    found = {}
    for collection in _under(parent.step if parent else None):
        items = entries.items(collection.slug, parent.id if parent else None)
        if items:
            found[collection.slug] = [_item_out(entries, paths, collection, e) for e in items]
    return found


def _item_out(
    entries: Entries, paths: Mapping[str, str], collection: Collection, entry: Entry
) -> dict[str, Any]:
    within = _items_out(entries, paths, entry)
    answers = _out(collection.item_form(), entry.data, paths)
    return {"answers": answers, **({"items": within} if within else {})}


def _out(form: Form, data: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        f.key: [paths[i] for i in data[f.key] if i in paths]
        if f.spec.json == "refs"
        else data[f.key]
        for f in form
        if f.key in data
    }


def _under(parent: str | None) -> list[Collection]:
    return [c for c in RECORD.collections() if c.parent == parent]


# -- the schema ----------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an export, made from the declarations."""
    answers = {s.slug: _form_schema(s.form(), s.slug) for s in RECORD.steps if list(s.form())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A riskapp record",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "person", "answers", "items"],
        "properties": {
            "format": {"const": FORMAT},
            "origin": {"type": "object"},
            "person": {
                "type": "object",
                "additionalProperties": False,
                "required": ["called_by"],
                "properties": {"called_by": {"type": "string", "minLength": 1, "maxLength": 80}},
            },
            "jurisdiction": {"enum": list(JURISDICTIONS)},
            "answers": _object(answers),
            "items": _items_schema(None),
        },
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _items_schema(parent: str | None) -> dict[str, Any]:
    return _object(
        {
            c.slug: {"type": "array", "maxItems": c.most, "items": _item_schema(c)}
            for c in _under(parent)
        }
    )


def _item_schema(collection: Collection) -> dict[str, Any]:
    """An item without what it was made as is none; a tick that is not set says nothing."""
    within = {"items": _items_schema(collection.slug)} if _under(collection.slug) else {}
    form = collection.item_form()
    may_be_gone = VOUCHED.get(collection.slug, NOTHING)
    fixed = [
        k for k in collection.fixed if form.field(k).spec.json != "yes" and k not in may_be_gone
    ]
    answers = _form_schema(form, collection.slug)
    if not fixed:
        return _object({"answers": answers, **within})
    needed = {**answers, "required": fixed}
    return {**_object({"answers": needed, **within}), "required": ["answers"]}


def _form_schema(form: Form, slug: str) -> dict[str, Any]:
    """What is only written in a file and never read back is told so: `readOnly`."""
    vouched = VOUCHED.get(slug, NOTHING)
    return _object(
        {f.key: _field_schema(f) | ({"readOnly": True} if f.key in vouched else {}) for f in form}
    )


WHOLE_DAY, OR_YEAR = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _field_schema(asked: Asked) -> dict[str, Any]:
    codes = [code for code, _words in asked.options]
    shapes: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "minLength": 1, "maxLength": asked.spec.most},
        "day": {"type": "string", "pattern": OR_YEAR if asked.spec.or_year else WHOLE_DAY},
        "code": {"enum": codes},
        "codes": {"type": "array", "items": {"enum": codes}, "uniqueItems": True},
        "refs": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "yes": {"const": True},
    }
    return {"title": asked.question, **shapes[asked.spec.json]}


# -- in ------------------------------------------------------------------------------------------


@dataclass
class Item:
    """One item read from a file, before it has an id."""

    path: str
    collection: Collection
    data: dict[str, Any]
    parent: str | None = None


@dataclass
class Incoming:
    """A file that could be read whole."""

    called_by: str
    jurisdiction: str | None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


def read_file(text: bytes) -> Incoming:
    """Read an export. Raises BadInput naming the place: a bad file is refused whole."""
    document = _parse(text)
    # The first fault is enough: a hostile file has millions.
    first = next(jsonschema.Draft202012Validator(schema()).iter_errors(document), None)
    if first is not None:
        place = ".".join(str(part) for part in first.absolute_path) or "the file"
        raise BadInput(str(_("%(place)s: %(trouble)s", place=place, trouble=_trouble(first))))
    incoming = Incoming(document["person"]["called_by"], document.get("jurisdiction"))
    for step in RECORD.steps:
        said = document["answers"].get(step.slug, {})
        if data := _read(
            step.form(), said, f"answers.{step.slug}", VOUCHED.get(step.slug, NOTHING)
        ):
            incoming.answers[step.slug] = data
    incoming.items = list(_items_in(document["items"], None, ""))
    _check_whole(incoming)
    return incoming


def _parse(text: bytes) -> dict[str, Any]:
    if len(text) > LARGEST_FILE:
        raise BadInput(str(_("The file is larger than a record can be")))
    try:
        document = json.loads(
            text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as bad:
        raise BadInput(
            str(_("The file is not JSON: %(trouble)s", trouble=str(bad)[:200]))
        ) from None
    if not isinstance(document, dict):
        raise BadInput(str(_("The file is not a riskapp record")))
    return document


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which each name stands once: of two answers, none is picked in silence."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadInput(str(_("%(name)s stands twice in one place", name=ascii(name[:60]))))
        found[name] = value
    return found


def _no_number(name: str) -> None:
    raise BadInput(str(_("The file is not JSON: %(trouble)s", trouble=name)))


def _trouble(error: jsonschema.ValidationError) -> str:
    """What is amiss, in a line; jsonschema begins with the whole value, which may be long."""
    if error.validator == "maxLength":
        return str(_("longer than %(most)s characters", most=str(error.validator_value)))
    if error.validator == "maxItems":
        return str(_("more than %(most)s", most=str(error.validator_value)))
    return error.message[:200]


def _items_in(items: Mapping[str, Sequence[Any]], parent: str | None, path: str) -> Iterator[Item]:
    for collection in _under(parent):
        for number, item in enumerate(items.get(collection.slug, ()), 1):
            here = f"{path}{collection.slug}.{number}"
            said, vouched = item.get("answers", {}), VOUCHED.get(collection.slug, NOTHING)
            data = _read(collection.item_form(), said, f"items.{here}", vouched)
            yield Item(here, collection, data, path.rstrip(".") or None)
            yield from _items_in(item.get("items", {}), collection.slug, f"{here}.")


def _read(
    form: Form, data: Mapping[str, Any], place: str, vouched: frozenset[str]
) -> dict[str, Any]:
    """The answers as they would be kept had they been typed, without what is riskapp's own to say.
    Raises BadInput for what cannot be.
    """
    kept = {}
    for key, value in data.items():
        field = form.field(key)
        try:
            field.check(value)
            kept[key] = field.read(value) if field.spec.json == "text" else value
        except Unreadable as bad:
            raise BadInput(f"{place}.{key}: {bad.said}") from None
    return {k: value for k, value in kept.items() if value is not None and k not in vouched}


def _check_whole(incoming: Incoming) -> None:
    """The rules no single answer can break: how many in all, what is pointed at is there, as now;
    and that what was set aside is one of the prompts there are.
    """
    counts: dict[str, int] = {}
    for item in incoming.items:
        counts[item.collection.slug] = counts.get(item.collection.slug, 0) + 1
        if counts[item.collection.slug] > item.collection.most:
            raise BadInput(
                f"items.{item.path}: {_('there are more of these than a record can hold')}"
            )
        if item.collection is SET_ASIDE and item.data.get("prompt") not in _PROMPTS:
            raise BadInput(f"items.{item.path}.prompt: {_('there is no such prompt')}")
        about = item.data.get("about", ()) if item.collection is ADDENDA else ()
        if len(about) > 1:
            trouble = _("it is about one thing of the record, or the record as a whole")
            raise BadInput(f"items.{item.path}.about: {trouble}")
    said = {item.path for item in incoming.items if item.collection is not ADDENDA}
    for place, of, path in _pointing(incoming):
        listed = {i.path for i in incoming.items if i.collection.slug == of}
        if path not in (listed if of else said | set(incoming.answers)):
            raise BadInput(f"{place}: {_('nothing stands at')} {path[:60]}")
    options = [i for i in incoming.items if i.collection is OPTIONS]
    if sum(bool(i.data.get("is_now")) for i in options) != 1 or len(options) == 1:
        raise BadInput(
            f"items.options: {_('there must be an option, and carrying on as now, once')}"
        )


def _pointing(incoming: Incoming) -> Iterator[tuple[str, str, str]]:
    """Every answer that points at an entry: its place in the file, the list of that, and its path."""
    told = [(f"answers.{s}", RECORD.step(s).form(), d) for s, d in incoming.answers.items()]
    told += [(f"items.{i.path}", i.collection.item_form(), i.data) for i in incoming.items]
    for place, form, data in told:
        for asked in form:
            if asked.spec.json == "refs":
                here = f"{place}.{asked.key}"
                yield from ((here, asked.spec.of, path) for path in data.get(asked.key, ()))
