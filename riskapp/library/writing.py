"""Rules of the writing helper: a file for each; an organisation's own beside ours, or over one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from riskapp.core.errors import BadInput
from riskapp.library.phrases import Phrase, read_phrase
from riskapp.library.queries import CONTENT, get_words
from riskapp.library.reading import Reader, name_of, read_toml
from riskapp.platform.i18n import LazyString, _

WRITING = "writing"
# Words that phrases speak of together: a file of `content/words/` each.
LISTS = (
    *("role", "kin", "anybody", "done", "acted", "duty", "slip"),
    *("work", "bad", "judging", "omission", "scoundrel", "quality", "thing", "event", "adverb"),
    *("mood", "pastime", "gladness", "weather", "body", "stranger", "age"),
)
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Rule:
    """One way of writing to notice. `unless`: phrases over which it passes in silence.

    not_about: what makes it silent in the whole of a sentence, such as a quiz.
    why: one sentence. instead: a way to ask or say it by how or what.
    """

    id: str
    notices: tuple[Phrase, ...] = field(hash=False)  # thousands, and an index is kept by its rules
    unless: tuple[Phrase, ...] = field(hash=False)
    not_about: tuple[Phrase, ...] = field(hash=False)
    why: LazyString
    instead: LazyString
    source: str
    last_checked: date
    fires_on: str
    silent_on: str


def list_rules(own: Path | None = None) -> tuple[Rule, ...]:
    """Every rule, by id. What an own file says replaces ours key by key; one that cannot be used is
    left out, and `list_troubles` says why.
    """
    rules = dict(_ours())
    for path in _own_files(own):
        try:
            rules[path.stem] = _own(path)
        except BadInput:
            continue
    return tuple(rules[id_] for id_ in sorted(rules))


def list_troubles(own: Path) -> Iterator[str]:
    """What cannot be used of an organisation's own rules, a line each."""
    for path in _own_files(own):
        try:
            _own(path)
        except BadInput as bad:
            yield str(bad)


def _own_files(own: Path | None) -> list[Path]:
    return sorted((own / WRITING).glob("*.toml")) if own else []


def _own(path: Path) -> Rule:
    ours = CONTENT / WRITING / path.name
    return _rule(path, {**(read_toml(ours) if ours.exists() else {}), **read_toml(path)})


@cache
def _ours() -> Mapping[str, Rule]:
    paths = sorted((CONTENT / WRITING).glob("*.toml"))
    return {path.stem: _rule(path, read_toml(path)) for path in paths}


def _rule(path: Path, table: Mapping[str, Any]) -> Rule:
    read = Reader(table, name_of(path))
    read.only(
        *("notices", "unless", "not_about", "why", "instead"),
        *("source", "last_checked", "fires_on", "silent_on"),
    )
    if not _ID.fullmatch(path.stem):
        raise BadInput(f"{name_of(path)} should be named in small letters, with - between words")
    return Rule(
        id=path.stem,
        notices=_phrases(read, "notices"),
        unless=_phrases(read, "unless"),
        not_about=_phrases(read, "not_about"),
        why=_(read.text("why")),
        instead=_(read.text("instead")),
        source=read.text("source"),
        last_checked=read.day("last_checked"),
        fires_on=read.text("fires_on", default=""),
        silent_on=read.text("silent_on", default=""),
    )


def _phrases(read: Reader, key: str) -> tuple[Phrase, ...]:
    """None at all, in a file over one of ours, is how a rule is put to rest."""
    try:
        return tuple(read_phrase(said, _lists()) for said in read.texts(key, may_be_empty=True))
    except ValueError as bad:
        raise read.refuse(key, f"holds {bad}") from bad


@cache
def no_blame() -> tuple[Sequence[Phrase], Sequence[Phrase]]:
    """What silences every rule in a whole sentence, and what every rule passes over."""
    told = get_words("no-blame")
    return (
        [read_phrase(said, _lists()) for said in told.phrases],
        [read_phrase(said, _lists()) for said in told.unless],
    )


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    return {name: get_words(name).phrases for name in LISTS}
