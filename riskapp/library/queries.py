"""Content by name. An organisation's own file stands over ours, key by key."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from riskapp.core.errors import BadInput, NotFound
from riskapp.library.reading import Reader, Table, name_of, read_toml
from riskapp.library.rules import (
    JURISDICTIONS,
    LETTER,
    OPENNESS,
    ROUTES,
    Comparison,
    Contact,
    Content,
    ContentPrompt,
    Jurisdiction,
    Pack,
    Part,
    Question,
    Route,
    Routes,
    RouteStep,
    Safeguarding,
    WordList,
    is_old,
)
from riskapp.library.tables import content_prompt
from riskapp.platform.i18n import LazyString, _

CONTENT = Path(__file__).parent / "content"
SAFEGUARDING, EVERY_ROUTE = "safeguarding", "routes"
WELLBEING, DECIDING_FOR = "wellbeing", "deciding-for"
PACKS = (WELLBEING, "capacity", "representation", DECIDING_FOR, "liberty", "sharing", "carers")
OUR_WORDING = {"law", "steps", "routes", "candour", "letter"}
_ID = re.compile(r"[a-z]+(_[a-z]+)*")
C = TypeVar("C", bound=Content)


def list_jurisdictions() -> list[Jurisdiction]:
    """The places content is tagged with, in a fixed order."""
    return [Jurisdiction(slug, name) for slug, name in JURISDICTIONS.items()]


def get_safeguarding(jurisdiction: str, own: Path | None = None) -> Safeguarding:
    """The route of a jurisdiction; `own` as for packs. Raises NotFound."""
    return _get(SAFEGUARDING, jurisdiction, own, _safeguarding)


def get_routes(jurisdiction: str, own: Path | None = None) -> Routes:
    """Who else must know in a jurisdiction; `own` as for packs. Raises NotFound."""
    return _get(EVERY_ROUTE, jurisdiction, own, _routes)


def get_pack(kind: str, jurisdiction: str, own: Path | None = None) -> Pack:
    """What the law of a jurisdiction says about one of PACKS.

    own: the instance's content folder; what `<kind>/<jurisdiction>.toml` in it says replaces ours
    key by key. Somebody may be in danger, or a right at stake, so an own file that cannot be used
    is no reason to show nothing: ours is given, with `trouble` saying why. Raises NotFound.
    """
    if kind not in PACKS:
        raise NotFound(kind)
    return _get(kind, jurisdiction, own, _pack)


def list_troubles(own: Path) -> list[str]:
    """What cannot be used in an instance's content folder, a line each."""
    return [t for kind in (SAFEGUARDING, EVERY_ROUTE, *PACKS) for t in _troubles(own, kind)]


def _troubles(own: Path, kind: str) -> Iterator[str]:
    for path in sorted((own / kind).glob("*.toml")):
        if path.stem not in JURISDICTIONS:
            known = ", ".join(JURISDICTIONS)
            yield f"{name_of(path)} is for no place riskapp knows: {known}"
    for slug in JURISDICTIONS:
        if trouble := _content(kind, slug, own).trouble:
            yield trouble


def _content(kind: str, jurisdiction: str, own: Path) -> Content:
    if kind == SAFEGUARDING:
        return get_safeguarding(jurisdiction, own)
    if kind == EVERY_ROUTE:
        return get_routes(jurisdiction, own)
    return get_pack(kind, jurisdiction, own)


# -- ours, and an organisation's over it ---------------------------------------------------------


def _get(kind: str, jurisdiction: str, own: Path | None, read: Callable[[Reader], C]) -> C:
    if jurisdiction not in JURISDICTIONS:
        raise NotFound(jurisdiction)
    ours: C = _ours(kind, jurisdiction, read)
    if own is None:
        return ours
    path = _file(own, kind, jurisdiction)
    try:
        whole = _stood_over(_table(kind, jurisdiction), read_toml(path), name_of(path))
        return dataclasses.replace(_read(whole, path, jurisdiction, read), is_own=True)
    except FileNotFoundError:
        return ours
    except BadInput as bad:
        return dataclasses.replace(ours, trouble=str(bad))


@lru_cache
def _ours(kind: str, jurisdiction: str, read: Callable[[Reader], C]) -> C:
    path = _file(CONTENT, kind, jurisdiction)
    return _read(_table(kind, jurisdiction), path, jurisdiction, read)


def _table(kind: str, jurisdiction: str) -> dict[str, Any]:
    """A file of ours; one that is `like` another place's says only what differs from it."""
    table = read_toml(_file(CONTENT, kind, jurisdiction))
    like = table.pop("like", None)
    return {**_table(kind, like), **table} if like else table


def _stood_over(ours: Table, theirs: Table, where: str) -> Table:
    if "questions" in theirs:  # they are frozen with every record, and answers point at them
        raise Reader(theirs, where).refuse("questions", "are the same in every organisation")
    if {
        "law",
        "steps",
        "routes",
        "candour",
        "letter",
    } & theirs.keys():  # what we compared was our wording, not theirs
        ours = {**ours, "compared": [], "unconfirmed": []}
    return {**ours, **theirs}


def _file(folder: Path, kind: str, jurisdiction: str) -> Path:
    return folder / kind / f"{jurisdiction}.toml"


def _read(table: Table, path: Path, jurisdiction: str, read: Callable[[Reader], C]) -> C:
    reader = Reader(table, name_of(path))
    if reader.text("jurisdiction") != jurisdiction:
        raise reader.refuse("jurisdiction", f"should be {jurisdiction}, as the file is named")
    return read(reader)


# -- what a file holds ---------------------------------------------------------------------------


def _safeguarding(read: Reader) -> Safeguarding:
    read.only(*_keys(Safeguarding))
    return Safeguarding(
        **_common(read),
        steps=tuple(_step(one) for one in read.tables("steps")),
        contacts=tuple(_contact(one) for one in read.tables("contacts", may_be_empty=True)),
    )


def _routes(read: Reader) -> Routes:
    read.only(*_keys(Routes))
    routes = tuple(_route(one) for one in read.tables("routes"))
    if [one.id for one in routes] != list(ROUTES):
        raise read.refuse("routes", f"should be these, in this order: {', '.join(ROUTES)}")
    return Routes(
        **_common(read),
        routes=routes,
        candour=tuple(_part(one, "id", OPENNESS) for one in read.tables("candour")),
        letter=tuple(_part(one, "part", LETTER) for one in read.tables("letter")),
        contacts=tuple(_contact(one) for one in read.tables("contacts", may_be_empty=True)),
    )


def _route(read: Reader) -> Route:
    words = ("title", "who", "how_soon", "never_waits", "rests_on")
    read.only("id", "when", *words)
    said = {key: _(read.text(key)) for key in words}
    return Route(id=read.text("id"), when=_lazy(read.texts("when")), **said)


def _part(read: Reader, key: str, known: tuple[str, ...]) -> Part:
    read.only(key, "title", "text")
    if read.text(key) not in known:
        raise read.refuse(key, f"should be one of these: {', '.join(known)}")
    return Part(read.text(key), _(read.text("title")), _(read.text("text")))


def _pack(read: Reader) -> Pack:
    read.only(*_keys(Pack))
    questions = tuple(_question(one) for one in read.tables("questions", may_be_empty=True))
    return Pack(**_common(read), questions=questions)


def _keys(kind: type[Content]) -> list[str]:
    return [f.name for f in dataclasses.fields(kind) if f.name not in ("is_own", "trouble")]


def _common(read: Reader) -> dict[str, Any]:
    return {
        "jurisdiction": read.text("jurisdiction"),
        "title": _(read.text("title")),
        "law": _lazy(read.texts("law")),
        "in_force_from": _(read.text("in_force_from")),
        "last_checked": read.day("last_checked"),
        "checked_by": _(read.text("checked_by")),
        "source": _(read.text("source")),
        "source_url": read.text("source_url"),
        "note": _(read.text("note")),
        "local_owner": read.text("local_owner", default=""),
        "compared": tuple(_comparison(one) for one in read.tables("compared", may_be_empty=True)),
        "unconfirmed": _lazy(read.texts("unconfirmed", may_be_empty=True)),
    }


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


def _question(read: Reader) -> Question:
    read.only("id", "question", "hint")
    if not _ID.fullmatch(read.text("id")):
        raise read.refuse("id", "should be small letters, with _ between words")
    hint = read.text("hint", default="")
    return Question(read.text("id"), _(read.text("question")), _(hint) if hint else None)


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


# -- questions that came from learning -----------------------------------------------------------

_PROMPTS = (
    select(*(content_prompt.c[one.name] for one in dataclasses.fields(ContentPrompt)))
    .where(content_prompt.c.ended_at.is_(None))
    .order_by(content_prompt.c.added_at, content_prompt.c.id)
)
_OF_A_STEP = _PROMPTS.where(content_prompt.c.step == bindparam("step"))


def list_prompts(conn: Connection, step: str) -> list[ContentPrompt]:
    """What is asked beside one part of the conversation, the oldest first."""
    return [ContentPrompt(*row) for row in conn.execute(_OF_A_STEP, {"step": step})]


def list_every_prompt(conn: Connection) -> list[ContentPrompt]:
    """What is asked anywhere, the oldest first."""
    return [ContentPrompt(*row) for row in conn.execute(_PROMPTS)]


__all__ = [
    "get_pack",
    "get_routes",
    "get_safeguarding",
    "get_words",
    "is_old",
    "list_every_prompt",
    "list_jurisdictions",
    "list_prompts",
    "list_troubles",
]
