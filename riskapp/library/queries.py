"""Content by name. An organisation's own file stands over ours, key by key."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path

from riskapp.core.errors import BadInput, NotFound
from riskapp.library.reading import Reader, Table, read_toml
from riskapp.library.rules import (
    JURISDICTIONS,
    Comparison,
    Contact,
    Jurisdiction,
    RouteStep,
    Safeguarding,
    WordList,
    is_old,
)
from riskapp.platform.i18n import LazyString, _

CONTENT = Path(__file__).parent / "content"
SAFEGUARDING = "safeguarding"
_KEYS = tuple(
    f.name for f in dataclasses.fields(Safeguarding) if f.name not in ("is_own", "trouble")
)


def list_jurisdictions() -> list[Jurisdiction]:
    """The places content is tagged with, in a fixed order."""
    return [Jurisdiction(slug, name) for slug, name in JURISDICTIONS.items()]


def get_safeguarding(jurisdiction: str, own: Path | None = None) -> Safeguarding:
    """The route of a jurisdiction.

    own: the instance's content folder; what `safeguarding/<jurisdiction>.toml` in it says replaces
    ours key by key. Someone may be in danger, so an own file that cannot be used is no reason to
    show nothing: ours is given, with `trouble` saying why. Raises NotFound.
    """
    if jurisdiction not in JURISDICTIONS:
        raise NotFound(jurisdiction)
    if own is None:
        return _ours(jurisdiction)
    try:
        return _with_own(jurisdiction, own)
    except FileNotFoundError:
        return _ours(jurisdiction)
    except BadInput as bad:
        return dataclasses.replace(_ours(jurisdiction), trouble=str(bad))


def list_troubles(own: Path) -> list[str]:
    """What cannot be used in an instance's content folder, a line each."""
    folder = own / SAFEGUARDING
    found = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    strange = [
        f"{path.name} is for no place riskapp knows: {', '.join(JURISDICTIONS)}"
        for path in found
        if path.stem not in JURISDICTIONS
    ]
    return strange + [
        trouble for slug in JURISDICTIONS if (trouble := get_safeguarding(slug, own).trouble)
    ]


@lru_cache
def _ours(jurisdiction: str) -> Safeguarding:
    path = _file(CONTENT, jurisdiction)
    return _safeguarding(read_toml(path), path.name, jurisdiction)


def _with_own(jurisdiction: str, own: Path) -> Safeguarding:
    path = _file(own, jurisdiction)
    theirs = read_toml(path)
    ours = read_toml(_file(CONTENT, jurisdiction))
    if {"law", "steps"} & theirs.keys():  # what we compared was our wording, not theirs
        ours |= {"compared": [], "unconfirmed": []}
    whole = {**ours, **theirs}
    return dataclasses.replace(_safeguarding(whole, path.name, jurisdiction), is_own=True)


def _file(folder: Path, jurisdiction: str) -> Path:
    return folder / SAFEGUARDING / f"{jurisdiction}.toml"


def _safeguarding(table: Table, where: str, jurisdiction: str) -> Safeguarding:
    read = Reader(table, where)
    read.only(*_KEYS)
    if read.text("jurisdiction") != jurisdiction:
        raise read.refuse("jurisdiction", f"should be {jurisdiction}, as the file is named")
    return Safeguarding(
        jurisdiction=jurisdiction,
        title=_(read.text("title")),
        law=_lazy(read.texts("law")),
        in_force_from=_(read.text("in_force_from")),
        last_checked=read.day("last_checked"),
        checked_by=_(read.text("checked_by")),
        source=_(read.text("source")),
        source_url=read.text("source_url"),
        note=_(read.text("note")),
        steps=tuple(_step(one) for one in read.tables("steps")),
        local_owner=read.text("local_owner", default=""),
        contacts=tuple(_contact(one) for one in read.tables("contacts", may_be_empty=True)),
        compared=tuple(_comparison(one) for one in read.tables("compared", may_be_empty=True)),
        unconfirmed=_lazy(read.texts("unconfirmed", may_be_empty=True)),
    )


def _lazy(texts: tuple[str, ...]) -> tuple[LazyString, ...]:
    return tuple(_(text) for text in texts)


def _step(read: Reader) -> RouteStep:
    read.only("title", "text")
    return RouteStep(_(read.text("title")), _lazy(read.texts("text")))


def _contact(read: Reader) -> Contact:
    read.only("name", "number", "when")
    return Contact(read.text("name"), read.text("number"), read.text("when", default=""))


def _comparison(read: Reader) -> Comparison:
    read.only("what", "source", "on")
    return Comparison(_(read.text("what")), _(read.text("source")), read.day("on"))


@lru_cache
def get_words(name: str) -> WordList:
    """A list of phrases by its file's name. Raises NotFound."""
    path = CONTENT / "words" / f"{name}.toml"
    try:
        read = Reader(read_toml(path), path.name)
    except FileNotFoundError:
        raise NotFound(name) from None
    read.only("about", "phrases", "together_with", "unless")
    return WordList(
        name=name,
        about=read.text("about"),
        phrases=read.texts("phrases"),
        together_with=read.texts("together_with", may_be_empty=True),
        unless=read.texts("unless", may_be_empty=True),
    )


__all__ = [
    "get_safeguarding",
    "get_words",
    "is_old",
    "list_jurisdictions",
    "list_troubles",
]
