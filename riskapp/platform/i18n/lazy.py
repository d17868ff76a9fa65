"""Wording declared in Python at import, put into the reader's language when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import total_ordering
from typing import Any

from riskapp.platform.i18n import locales


@total_ordering
class LazyString:
    """Text that is looked up each time it is shown. `str()` gives it in the present language."""

    __slots__ = ("_look_up", "_values")

    def __init__(self, look_up: Callable[[], str], values: dict[str, Any] | None = None) -> None:
        self._look_up = look_up
        self._values = values or {}

    def __str__(self) -> str:
        text = self._look_up()
        return text % self._values if self._values else text

    def __repr__(self) -> str:
        return f"LazyString({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (str, LazyString)) and str(self) == str(other)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, (str, LazyString)):
            return NotImplemented
        return str(self) < str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __bool__(self) -> bool:
        return bool(str(self))

    def __len__(self) -> int:
        return len(str(self))

    def __contains__(self, part: object) -> bool:
        return str(part) in str(self)

    def __add__(self, other: object) -> str:
        return str(self) + str(other)

    def __radd__(self, other: object) -> str:
        return str(other) + str(self)

    def __mod__(self, values: Any) -> str:
        text: str = str(self) % values
        return text

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __getattr__(self, name: str) -> Any:
        # Templates and wtforms use what text can do: strip, lower, replace…
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)


class Worded(LazyString):
    """Wording that is another where what it is asked about went another way; by itself the first."""

    __slots__ = ("_others",)

    def __init__(self, first: LazyString, others: Mapping[str, LazyString]) -> None:
        super().__init__(lambda: str(first))
        self._others = others

    def by(self, way: str) -> LazyString:
        """way: a code, such as of how it turned out."""
        return self._others.get(way, self)


def _(message: str, **values: Any) -> LazyString:
    """`_("Sealed by %(name)s", name=x)`; a message without values is taken as it stands."""
    return LazyString(lambda: locales.translate(message), values)


def ngettext(one: str, many: str, count: int, **values: Any) -> LazyString:
    """One of two wordings by number; `%(num)d` in them is the number."""
    values.setdefault("num", count)
    return LazyString(lambda: locales.translate_plural(one, many, count), values)


def pgettext(context: str, message: str, **values: Any) -> LazyString:
    """A wording whose translation depends on where it stands."""
    return LazyString(lambda: locales.translate_in(context, message), values)
