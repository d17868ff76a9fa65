"""A form of declared fields, over plain WTForms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import wtforms
from werkzeug.datastructures import MultiDict
from wtforms.meta import DefaultMeta

from riskapp.platform.forms.fields import Asked

Raw = Sequence[tuple[str, str]]  # what a browser posted, pair by pair, in order


@cache
def _declared(form: type[Form]) -> dict[str, Asked]:
    """The fields of a form class as they are declared, in order. Each form has copies: making them anew
    took a quarter of some pages.
    """
    gathered: Any = form._unbound_fields  # noqa: SLF001 (in order, by WTForms)
    return {name: made.bind(None, name, _meta=DefaultMeta()) for name, made in gathered}


class Form(wtforms.Form):
    """What one step or one item asks.

    `names` fills placeholders in labels, such as the person's name. Given `raw` it holds what was
    typed; given `data` it holds what is stored; a field left out of both is not yet talked about.
    """

    _fields: dict[str, Asked]  # type: ignore[assignment]

    def __init__(
        self,
        raw: Raw | None = None,
        data: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
        prefix: str = "",
    ) -> None:
        posted = None if raw is None else MultiDict(raw)
        said, named = data or {}, names or {}
        self._fields = {}
        for name, declared in _declared(type(self)).items():
            field = self._fields[name] = declared.under(prefix, named)
            field.process(posted, said.get(name))
        vars(self).update(self._fields)  # each stands before its declaration

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._fields.values())

    def field(self, key: str) -> Asked:
        return self._fields[key]

    def some(self, keys: Iterable[str]) -> list[Asked]:
        """These fields, in this order."""
        return [self.field(key) for key in keys]

    def rest(self, placed: Collection[str]) -> list[Asked]:
        """The fields that have no place of their own, in the order they are declared."""
        return [field for field in self if field.key not in placed]

    @property
    def kept(self) -> dict[str, Any]:
        """The answers to store: only those that were given."""
        return {field.key: field.kept for field in self if field.kept is not None}

    @property
    def wrong(self) -> list[Asked]:
        """Fields that could not be read, in order."""
        return [field for field in self if field.error]

    @property
    def is_blank(self) -> bool:
        """Nothing worth keeping was typed: no text, whatever is ticked beside it."""
        text = ("text", "day")
        return not any(field.kept or field.error for field in self if field.spec.json in text)

    def answered(self) -> Iterable[Asked]:
        return (field for field in self if field.kept is not None)

    def as_raw(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Stored answers as the pairs a browser would post for them."""
        return [pair for field in self for pair in field.raw(data.get(field.key))]


def declared(form: type[Form]) -> list[Asked]:
    """The fields of a form class in the order they were declared."""
    return list(form())
