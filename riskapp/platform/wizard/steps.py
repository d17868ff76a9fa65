"""What a step, a collection and a journey are. Each default is right for nine in ten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from riskapp.core.errors import NotFound
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.i18n import LazyString

Data = Mapping[str, Any]


class Subject(Protocol):
    """What a journey is about, as its loader gives it."""

    @property
    def id(self) -> str: ...

    @property
    def ref(self) -> str: ...

    @property
    def is_open(self) -> bool:
        """Whether entries can be written now."""

    @property
    def names(self) -> Mapping[str, str]:
        """What fills placeholders in labels."""

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known of it and asked on no page: its entries carry this to every rule."""


class State(StrEnum):
    """How far a step is: never a tick, never a percentage."""

    NOT_YET = "not_yet_talked_about"
    STARTED = "started"
    TALKED_ABOUT = "talked_about"


@dataclass(frozen=True)
class AddSlot:
    """One empty form at the end of a list: under which parent, and what it fixes beforehand."""

    parent_id: str | None = None
    variant: str = ""
    fixed: Data = field(default_factory=dict)


def one_slot(entries: Entries) -> Sequence[AddSlot]:
    del entries
    return (AddSlot(),)


@dataclass(frozen=True, eq=False)
class Collection:
    """Something there can be several of: add, change, remove, put back.

    yours: the title, to somebody who is called "you". one: what an item is called in a sentence.
    parent: the collection whose items it stands under.
    fixed: answers set where the item was added, and not asked. moves: those of them that its own page
    asks, so that it can stand elsewhere. most: items a record can hold.
    can_remove: whether this item can be taken away, beside the others there are. template: the page
    of one item. check: as of a step, of one item's form. opens: whether one just added leads to its
    own page, which asks more of its sort. called: what one is called that has no words of its own.
    """

    slug: str
    title: LazyString
    one: LazyString
    item_form: type[Form]
    yours: LazyString | None = None
    parent: str | None = None
    most: int = 60
    slots: Callable[[Entries], Sequence[AddSlot]] = one_slot
    fixed: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    can_remove: Callable[[Entries, Entry], bool] = lambda _entries, _entry: True
    template: str = "wizard/item.html"
    check: Callable[[Entries, Form], None] = lambda _entries, _form: None
    opens: Callable[[Data], bool] = lambda _data: False
    called: Callable[[Data], str] = lambda _data: ""

    def words_of(self, said: Data) -> str:
        """An item in its own words, or what it is called where it has none."""
        answered = self.item_form(data=said).answered()
        own = next((f.shown(f.kept) for f in answered if f.spec.main), "")
        return own or self.called(said) or str(self.one)

    def __post_init__(self) -> None:
        """Raises ValueError where an item would be asked what is true of one day: only the plain
        questions of a step are emptied when the next version is begun.
        """
        if of_a_day := [one.key for one in self.item_form() if one.spec.of_its_day]:
            message = (
                f"of_its_day is not kept to in a list: take it off {', '.join(of_a_day)} in "
                f"{self.item_form.__name__}, or ask that in the form of the step ({self.slug!r})"
            )
            raise ValueError(message)

    @cached_property
    def naming(self) -> frozenset[str]:
        """The keys of the answers that say what, or of whom, an item is."""
        return frozenset(f.key for f in self.item_form() if f.spec.main or f.spec.names_it)

    def is_unnamed(self, said: Data) -> bool:
        """Whether something is kept of an item, and nothing that says what it is."""
        return self.naming.isdisjoint(said) and bool(said.keys() - {*self.fixed})

    @cached_property
    def stays(self) -> tuple[str, ...]:
        """What is asked on no page."""
        return tuple(key for key in self.fixed if key not in self.moves)

    def prefix(self, slot: AddSlot) -> str:
        return f"{self.anchor(slot)}-"

    def anchor(self, slot: AddSlot) -> str:
        """The id of the empty form of a slot."""
        return f"{self.slug}.{slot.parent_id or ''}.{slot.variant}"


def always(entries: Entries) -> bool:
    del entries
    return True


def nothing_wrong(entries: Entries, form: Form) -> None:
    del entries, form


def nothing_pointed_at(entries: Entries, form: Form) -> None:
    del entries, form


def no_detour(said: Data, before: Data) -> str | None:
    del said, before
    return None


def nothing_more(entries: Entries, subject: Any) -> Mapping[str, Any]:
    del entries, subject
    return {}


@dataclass(frozen=True, eq=False)
class Step:
    """One page of a journey.

    yours: the title, to somebody who is called "you". guidance: paragraphs that can be folded away.
    applies: whether the page is called for; one that holds words is shown whatever it says. check:
    marks fields whose references point nowhere (sets `field.error`). point: gives fields that point at
    entries the words of those they may point at (sets `field.options`). detour: the endpoint shown once
    after a save that calls for it, from what is said now and what was saved before. more: what its own
    template prints beside the fields.
    """

    slug: str
    title: LazyString
    form: type[Form]
    yours: LazyString | None = None
    heading: LazyString | None = None
    lead: LazyString | None = None
    guidance: tuple[LazyString, ...] = ()
    template: str = "wizard/step.html"
    collections: tuple[Collection, ...] = ()
    applies: Callable[[Entries], bool] = always
    check: Callable[[Entries, Form], None] = nothing_wrong
    point: Callable[[Entries, Form], None] = nothing_pointed_at
    detour: Callable[[Data, Data], str | None] = no_detour
    more: Callable[[Entries, Any], Mapping[str, Any]] = nothing_more

    def asked(self, entries: Entries, **said: Any) -> Form:
        """Its plain questions, with what was typed or stored (the arguments of `Form`)."""
        form = self.form(**said)
        self.point(entries, form)
        return form

    def collection(self, slug: str) -> Collection:
        for one in self.collections:
            if one.slug == slug:
                return one
        raise NotFound(slug)

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Names of all that is written on this page: the step's own and its lists'."""
        return (self.slug, *(c.slug for c in self.collections))

    @cached_property
    def _always_asked(self) -> tuple[str, ...]:
        """The keys of its plain questions that wait for no other answer."""
        return tuple(f.key for f in self.form() if f.spec.only_if is None)

    def is_shown(self, entries: Entries) -> bool:
        """Whether it is called for, or holds words already: what was said is never hidden."""
        return self.applies(entries) or entries.has_any(self.slugs)

    def state(self, entries: Entries) -> State:
        """Talked about once every plain question has an answer or an item; started before that.

        An item that was only set up, with nothing but what is fixed beforehand, starts nothing.
        """
        keys, data = self._always_asked, entries.data(self.slug)
        items = [(c, entries.items(c.slug)) for c in self.collections]
        given = [*(key in data for key in keys), *(bool(found) for _c, found in items)]
        if all(given) and given:
            return State.TALKED_ABOUT
        is_said = any(item.data.keys() - set(c.fixed) for c, found in items for item in found)
        return State.STARTED if is_said or any(key in data for key in keys) else State.NOT_YET


@dataclass(frozen=True)
class Part:
    """Steps that stand under one heading in the list of a whole journey."""

    title: LazyString
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Journey:
    """An ordered list of steps. The order is meaning; a step never names its next step.

    parts: the numbered steps under their headings. beside: the pages that can be gone to from anywhere.
    """

    slug: str
    parts: tuple[Part, ...]
    beside: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where two steps or collections share a name: their entries would mix."""
        names = [slug for step in self.steps for slug in step.slugs]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            message = f"more than one step or collection is called {', '.join(twice)}"
            raise ValueError(message)

    @cached_property
    def in_order(self) -> tuple[Step, ...]:
        """The numbered steps."""
        return tuple(step for part in self.parts for step in part.steps)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return (*self.in_order, *self.beside)

    @cached_property
    def named(self) -> Mapping[str, Step]:
        """Each step by its slug."""
        return {step.slug: step for step in self.steps}

    def step(self, slug: str) -> Step:
        if slug not in self.named:
            raise NotFound(slug)
        return self.named[slug]

    @cached_property
    def numbered(self) -> Mapping[str, Step]:
        """The numbered step each name is written on: its own, or that of one of its lists."""
        return {name: step for step in self.in_order for name in step.slugs}

    def each_shown(self, entries: Entries) -> Iterator[Step]:
        """The numbered steps that are called for, or hold words."""
        return (step for step in self.in_order if step.is_shown(entries))

    def shown(self, entries: Entries) -> list[Step]:
        return list(self.each_shown(entries))

    def after(self, step: Step, entries: Entries) -> Step | None:
        return self._nearest(step, entries, self.in_order)

    def before(self, step: Step, entries: Entries) -> Step | None:
        return self._nearest(step, entries, self.in_order[::-1])

    def _nearest(self, step: Step, entries: Entries, order: Sequence[Step]) -> Step | None:
        """The next shown step in an order; of a step that is not shown itself, by where it would be."""
        if step in self.beside:
            return None
        others = order[order.index(step) + 1 :]
        return next((one for one in others if one.is_shown(entries)), None)

    def collections(self) -> Iterator[Collection]:
        for step in self.steps:
            yield from step.collections
