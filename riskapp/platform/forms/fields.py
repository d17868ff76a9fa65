"""One class for each way of asking, and one constructor for each class."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self

import wtforms

from riskapp.core.text import says_something, shorten_spaces
from riskapp.platform.forms.filling import fill
from riskapp.platform.forms.reading import (
    Unreadable,
    check_direction,
    check_once,
    check_text,
    read_day,
    read_month_or_year,
    showable,
    text_as_typed,
)
from riskapp.platform.forms.spec import LINE_CAP, DataClass, Remark, Spec
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import month_words, short_date_words

PART_OF_A_DAY = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
Choices = Sequence[tuple[str, LazyString | str]]
Box = tuple[str, str, str, bool]  # its id, the code it posts, its words, whether it is chosen


class Asked(wtforms.Field):
    """A field that carries its declaration.

    `typed` is what stands in the control, `kept` the JSON value to store (None: not yet talked about),
    `error` the one sentence to stand beside it.
    """

    control: ClassVar[str]  # how templates/components/field.html draws it
    takes_several: ClassVar = False  # whether a page may post more than one value for it
    between: ClassVar = " "  # what stands between two values where one was asked for

    def __init__(self, spec: Spec, choices: Choices = (), **rest: Any) -> None:
        super().__init__(**rest)
        self.spec = spec
        self.options = choices
        self.names: Mapping[str, str] = {}
        self.typed: Any = self.blank()
        self.kept: Any = None
        self.error: LazyString | None = None
        self.remarks: Sequence[Remark] = ()

    def under(self, prefix: str, names: Mapping[str, str]) -> Self:
        """The same question in a form whose controls post under a prefix, with nothing said yet."""
        asked = object.__new__(type(self))  # calling the class would declare another
        name = f"{prefix}{self.short_name}"
        vars(asked).update(vars(self), name=name, id=name, names=names)
        return asked

    @property
    def key(self) -> str:
        """The name of the answer, whatever prefix the form has."""
        return str(self.short_name)

    @property
    def asks(self) -> str:
        return fill(self.spec.label, self.names)

    @property
    def hint(self) -> str:
        return fill(self.spec.hint, self.names) if self.spec.hint else ""

    @property
    def question(self) -> str:
        """The question as a record prints it."""
        return fill(self.spec.asked_as or self.spec.label, self.names)

    @property
    def beside(self) -> str:
        """What the question beside which it is asked posts under; empty where it stands alone."""
        prefix = str(self.name).removesuffix(self.key)
        return f"{prefix}{self.spec.only_if[0]}" if self.spec.only_if else ""

    def is_asked(self, said: Mapping[str, Any]) -> bool:
        """Whether it stands beside what else was answered: `only_if` hides it, and empties nothing."""
        if self.spec.only_if is None:
            return True
        beside, *codes = self.spec.only_if
        given = said.get(beside)
        return bool({*given} & {*codes}) if isinstance(given, list) else given in codes

    @property
    def described_by(self) -> str:
        """The ids of what stands between the question and its control, and of what is remarked."""
        said = (("hint", self.hint), ("error", self.error), ("remarks", self.remarks))
        return " ".join(f"{self.id}-{name}" for name, is_there in said if is_there)

    @property
    def first_id(self) -> str:
        """The id an error links to: the first thing that can be typed into."""
        return str(self.id)

    @property
    def posted_names(self) -> tuple[str, ...]:
        """The names its control posts under."""
        return (str(self.name),)

    def blank(self) -> Any:
        return ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """What was typed where there is something, else what is stored."""
        del extra_filters
        self.typed, self.kept, self.error = self.blank(), None, None
        if formdata is None:
            if data is not wtforms.utils.unset_value and data is not None:
                self.kept, self.typed = data, self.as_typed(data)
            return
        self.typed = self.take(formdata)
        try:
            if not self.takes_several:
                check_once(formdata.getlist(name) for name in self.posted_names)
            self.kept = self.read(self.typed)
        except Unreadable as unreadable:
            self.error = unreadable.said
            self.typed = _showable(self.typed)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        del form, extra_validators
        return self.error is None

    def take(self, formdata: Any) -> Any:
        """What was typed, as it came; of one answer that came twice, both, so that neither is lost."""
        return text_as_typed(self.between.join(filter(None, formdata.getlist(self.name))))

    def as_typed(self, kept: Any) -> Any:
        """A stored value as it would have been typed."""
        return kept

    def read(self, typed: Any) -> Any:
        """The value to store, None for nothing. Raises Unreadable."""
        raise NotImplementedError

    def check(self, value: Any) -> None:
        """Raises Unreadable for a stored or imported value of the wrong shape."""
        if not isinstance(value, str):
            raise Unreadable(_("This should be text"))
        self.read(value)

    def shown(self, kept: Any) -> str:
        """A stored value in words, as a record prints it."""
        return str(kept)

    def raw(self, kept: Any) -> list[tuple[str, str]]:
        """A stored value as the pairs a browser would post."""
        return [] if kept is None else [(str(self.name), str(self.as_typed(kept)))]


def _showable(typed: Any) -> Any:
    """What stands in the control beside an error, which a page must be able to hold."""
    if isinstance(typed, str):
        return showable(typed)
    return tuple(map(showable, typed)) if isinstance(typed, tuple) else typed


class LineField(Asked):
    """A few words on one line."""

    control = "line"

    def read(self, typed: str) -> str | None:
        flat = shorten_spaces(typed)
        check_text(flat, self.spec.most)
        check_direction(flat)
        return flat if says_something(flat) else None


class ProseField(Asked):
    """As much as there is to say, kept to the letter."""

    control = "prose"
    between = "\n"

    def read(self, typed: str) -> str | None:
        text = text_as_typed(typed)
        check_text(text, self.spec.most)
        return text if says_something(text) else None


def span(kept: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year as stored."""
    part = PART_OF_A_DAY.fullmatch(kept)
    if not part:
        return date.fromisoformat(kept), date.fromisoformat(kept)
    year, of_month = int(part[1]), part[2] and int(part[2])
    last = of_month or 12
    return date(year, of_month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


class DayField(Asked):
    """A day, in three boxes; stored as 2027-01-08. Where `or_year`, also 2011-10 and 2011."""

    control = "day"
    PARTS: ClassVar = ("day", "month", "year")
    YEARS: ClassVar = range(1900, 2201)
    # A day of the same record that it would not come before, and what to say where it does.
    follows: tuple[date, str] | None = None

    @property
    def first_id(self) -> str:
        return f"{self.id}-day"

    @property
    def boxes(self) -> Iterable[tuple[str, str]]:
        """The part each box is for, and what was typed there."""
        return zip(self.PARTS, self.typed, strict=True)

    def blank(self) -> tuple[str, str, str]:
        return ("", "", "")

    @property
    def posted_names(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{part}" for part in self.PARTS)

    def take(self, formdata: Any) -> tuple[str, ...]:
        return tuple(self.between.join(formdata.getlist(name))[:40] for name in self.posted_names)

    @property
    def hint(self) -> str:
        known = str(_("The month or the year is enough.")) if self.spec.or_year else ""
        return " ".join(filter(None, (super().hint, known)))

    def as_typed(self, kept: str) -> tuple[str, ...]:
        if self.spec.or_year and (part := PART_OF_A_DAY.fullmatch(kept)):
            return ("", str(int(part[2])) if part[2] else "", part[1])
        day = date.fromisoformat(kept)
        return (str(day.day), str(day.month), f"{day.year:04d}")

    def read(self, typed: Sequence[str]) -> str | None:
        for part in typed:
            check_text(part, LINE_CAP)
        if self.spec.or_year and typed[2].strip() and not typed[0].strip():
            kept: str | None = read_month_or_year(typed[1], typed[2])
        else:
            day = read_day(typed[0], typed[1], typed[2], self.spec.expects)
            kept = day.isoformat() if day else None
        if kept and int(kept[:4]) not in self.YEARS:
            raise Unreadable(_("Write a year between 1900 and 2200"))
        return kept

    def check(self, value: Any) -> None:
        try:
            self.read(self.as_typed(value))
        except (TypeError, ValueError) as bad:
            if isinstance(bad, Unreadable):
                raise
            raise Unreadable(_("This should be a date such as 2027-01-08")) from None

    def shown(self, kept: str) -> str:
        if self.spec.or_year and (part := PART_OF_A_DAY.fullmatch(kept)):
            return month_words(int(part[2]), int(part[1])) if part[2] else part[1]
        return short_date_words(date.fromisoformat(kept))

    def aside(self, today: date) -> LazyString | str | None:
        """What to say of a day on the other side of today, or of another day of the record, than
        expected: a prompt, never an error.
        """
        if self.kept is None:
            return None
        first, last = span(self.kept)
        if self.spec.expects == "past" and first > today:
            return _("This day is still to come")
        if self.spec.expects == "future" and last < today:
            return _("This day has passed")
        if self.follows and last < self.follows[0]:
            return self.follows[1]
        return None

    def raw(self, kept: Any) -> list[tuple[str, str]]:
        if kept is None:
            return []
        return list(zip(self.posted_names, self.as_typed(kept), strict=True))


class OneOfField(Asked):
    """One answer of several, none chosen beforehand."""

    control = "one_of"

    @property
    def first_id(self) -> str:
        return f"{self.id}-1"

    @property
    def boxes(self) -> list[Box]:
        return [
            (f"{self.id}-{place}", code, fill(words, self.names), code == self.typed)
            for place, (code, words) in enumerate(self.options, start=1)
        ]

    def read(self, typed: str) -> str | None:
        if typed and typed not in dict(self.options):
            raise Unreadable(_("Choose one of the answers shown"))
        return typed or None

    def shown(self, kept: str) -> str:
        return fill(dict(self.options)[kept], self.names)


class SomeOfField(Asked):
    """Any of several answers."""

    control = "some_of"
    takes_several = True

    @property
    def first_id(self) -> str:
        return f"{self.id}-1"

    @property
    def boxes(self) -> list[Box]:
        return [
            (f"{self.id}-{place}", code, self.words_of(words), code in self.typed)
            for place, (code, words) in enumerate(self.options, start=1)
        ]

    def words_of(self, words: LazyString | str) -> str:
        """An answer in words, as its box says it."""
        return fill(words, self.names)

    def blank(self) -> list[str]:
        return []

    def take(self, formdata: Any) -> list[str]:
        return list(dict.fromkeys(formdata.getlist(self.name)))

    def read(self, typed: Sequence[str]) -> list[str] | None:
        known = dict(self.options)
        if any(code not in known for code in typed):
            raise Unreadable(_("Choose from the answers shown"))
        return [code for code in known if code in typed] or None

    def check(self, value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            raise Unreadable(_("This should be a list of answers"))
        self.read(value)

    def shown(self, kept: Sequence[str]) -> str:
        said = dict(self.options)
        return "; ".join(fill(said[code], self.names) for code in kept)

    def raw(self, kept: Any) -> list[tuple[str, str]]:
        return [(str(self.name), str(code)) for code in kept or ()]


class RefsField(SomeOfField):
    """Entries pointed at by id; which ids may stand there is for the feature's rules to say."""

    control = "refs"
    MOST: ClassVar = 400

    def read(self, typed: Sequence[str]) -> list[str] | None:
        if len(typed) > self.MOST or any(len(code) > LINE_CAP for code in typed):
            raise Unreadable(_("More is marked than there can be"))
        for code in typed:
            check_text(code, LINE_CAP)
        return list(typed) or None

    def words_of(self, words: LazyString | str) -> str:
        return str(words)  # somebody's own: nothing in them is ours to fill

    def shown(self, kept: Sequence[str]) -> str:
        """In the words of `options`, where a page has given the entries theirs: one that was taken away
        has none.
        """
        said = dict(self.options)
        return "; ".join(str(said.get(code, code)) for code in kept if not said or code in said)


class TickField(Asked):
    """Yes, or not said."""

    control = "tick"

    @property
    def described_by(self) -> str:
        """Its hint stands after its box, and so after its error."""
        ids = ("error" if self.error else "", "item-hint" if self.spec.hint else "")
        return " ".join(f"{self.id}-{name}" for name in ids if name)

    def blank(self) -> bool:
        return False

    def take(self, formdata: Any) -> bool:
        return bool(formdata.get(self.name))

    def read(self, typed: Any) -> bool | None:
        return True if typed else None

    def check(self, value: Any) -> None:
        if value is not True:
            raise Unreadable(_("This should be true, or left out"))

    def shown(self, kept: Any) -> str:
        del kept
        return str(_("Yes"))

    def raw(self, kept: Any) -> list[tuple[str, str]]:
        return [(str(self.name), "yes")] if kept else []


def _spec(label: LazyString, json: str, rest: dict[str, Any]) -> Spec:
    for name in ("withheld_from", "answers"):
        if isinstance(rest.get(name), Iterable):
            rest[name] = (frozenset if name == "withheld_from" else tuple)(rest[name])
    return Spec(label=label, json=json, **rest)


def line(label: LazyString, **rest: Any) -> Any:
    """A few words on one line. Other arguments as in `Spec`."""
    rest.setdefault("most", LINE_CAP)
    return LineField(_spec(label, "text", rest))


def prose(label: LazyString, **rest: Any) -> Any:
    """As much as there is to say. Other arguments as in `Spec`."""
    return ProseField(_spec(label, "text", rest))


def words(label: LazyString, **rest: Any) -> Any:
    """The person's own words: never corrected, printed as their voice."""
    rest.setdefault("data_class", DataClass.OWN_WORDS)
    return ProseField(_spec(label, "text", {**rest, "voice": True}))


def day(label: LazyString, **rest: Any) -> Any:
    """A day; `expects` says whether it would lie in the past or the future, `or_year` whether no more
    than the year may be known.
    """
    return DayField(_spec(label, "day", rest))


def one_of(label: LazyString, choices: Choices, **rest: Any) -> Any:
    """One answer of several; `choices` are (code, words)."""
    return OneOfField(_spec(label, "code", rest), choices)


def some_of(label: LazyString, choices: Choices, **rest: Any) -> Any:
    """Any of several answers; `choices` are (code, words)."""
    return SomeOfField(_spec(label, "codes", rest), choices)


def refs(label: LazyString, **rest: Any) -> Any:
    """Entries of the same record, by id."""
    return RefsField(_spec(label, "refs", rest))


def tick(label: LazyString, **rest: Any) -> Any:
    """Yes, or not said."""
    return TickField(_spec(label, "yes", rest))
