"""A place in a journey, and what a post to it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from riskapp.platform import web
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import PAGES, Entries, Entry, get_data_at, list_known
from riskapp.platform.entries.saving import Change
from riskapp.platform.forms import Form, Raw
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.reading import showable
from riskapp.platform.i18n import _
from riskapp.platform.wizard.returning import FROM
from riskapp.platform.wizard.steps import AddSlot, Collection, Journey, Step, Subject

_KEY = re.compile(r"[0-9a-f-]{36}")
# What stands before the name of an answer added to a list: the list, under what, which of its forms.
_SLOT = re.compile(r"[^.]+\.([0-9a-f-]{36})?\.(.*)-", re.DOTALL)
PICK = "pick-"  # before a question that two texts answer: which of them is to stand
LEFT_OUT = "left-out"  # picked of an addition, by its anchor: it is not to be added after all
MOST_GONE = 200  # forms that a page had and has no more; none of ours has as many
STOOD = "stood"  # carried by a page that left out of a draft what stood: where that was to be added
# Names of a form that are not answers, and never part of a draft.
MACHINERY = frozenset(
    {"csrf_token", "stamp", "key", "rev", "seen", "action", FROM, "draft", PAGES, STOOD}
)


@dataclass(frozen=True)
class Place:
    """One page that can be typed into: a step, or one item of a collection on it."""

    step: Step
    collection: Collection | None = None
    item: Entry | None = None

    @property
    def name(self) -> str:
        """What drafts are kept under."""
        if self.collection and self.item:
            return f"{self.step.slug}/{self.collection.slug}/{self.item.id}"
        return self.step.slug

    @property
    def form(self) -> type[Form]:
        return self.collection.item_form if self.collection else self.step.form

    def asked(self, entries: Entries, **said: Any) -> Form:
        """Its form, with what was typed or stored."""
        return self.form(**said) if self.collection else self.step.asked(entries, **said)

    def own(self, entries: Entries) -> Entry | None:
        """The entry this page writes, as it stands."""
        return self.item if self.collection else entries.of(self.step.slug)


@dataclass
class Adding:
    """An empty form at the end of a list, and what was typed into it."""

    collection: Collection
    slot: AddSlot
    form: Form

    @property
    def anchor(self) -> str:
        return self.collection.anchor(self.slot)

    @property
    def data(self) -> dict[str, Any]:
        """The item it would add."""
        fixed = self.collection.fixed
        said = {key: value for key, value in self.form.kept.items() if key not in fixed}
        return {**self.slot.fixed, **said}

    def place_in(self, entries: Entries, journey: Journey) -> str:
        """Where it would be added, in words: under what, and what its form fixes."""
        above = entries.find(self.slot.parent_id) if self.slot.parent_id else None
        lists = {one.slug: one for one in journey.collections()}
        words = [lists[above.step].words_of(above.data)] if above else []
        words += [str(self.form.field(key).shown(it)) for key, it in self.slot.fixed.items()]
        return ": ".join(filter(None, words))

    def stands_in(self, entries: Entries) -> bool:
        """Whether what it would add is in its list already, word for word."""
        every = () if self.form.wrong else entries.items(self.collection.slug)
        return any(e.parent_id == self.slot.parent_id and dict(e.data) == self.data for e in every)


@dataclass
class Posted:
    """What was posted, read: the forms hold what was typed, right or wrong.

    gone: what was typed into empty forms that the page has no more, because somebody else filled them in
    or took away what they stand under. It has no place now, and is not to be lost without a word.
    """

    place: Place
    raw: list[tuple[str, str]]
    form: Form
    adding: list[Adding]
    gone: list[Adding]
    seen_rev: int
    key: str
    action: str
    seen: str = ""  # the mark of all that stood when the page was drawn, where the page carries it
    refused: Any = None
    stood: str = ""  # of a draft, the anchors of what it would add and was left out: it stands
    is_draft: bool = (
        False  # what was kept, or came from a page that shows it: it may be saved already
    )

    @property
    def forms(self) -> list[Form]:
        return [self.form, *(adding.form for adding in self.adding)]

    @property
    def names(self) -> set[str]:
        """What the controls of the page post under."""
        return {name for form in self.every for field in form for name in field.posted_names}

    @property
    def every(self) -> list[Form]:
        return [*self.forms, *(adding.form for adding in self.gone)]

    @property
    def wrong(self) -> bool:
        return any(form.wrong for form in self.forms)

    def says(self, data: Mapping[str, Any]) -> bool:
        """Whether its own answers are these, and nothing was added."""
        asked = {f.key for f in self.form}
        is_same = self.form.kept == {k: v for k, v in data.items() if k in asked}
        return is_same and all(one.form.is_blank for one in (*self.adding, *self.gone))

    def unsaved(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What was typed and is not what stands in `data`: each question with the words."""
        return [
            said
            for form in self.every
            for said in typed_into(form, data if form is self.form else {})
        ]

    @property
    def without_a_place(self) -> list[tuple[str, str]]:
        """What was typed into forms that are gone: each question with the words."""
        return [said for one in self.gone for said in typed_into(one.form, {})]

    def adds(self, entries: Entries) -> bool:
        """Whether something is added to a list."""
        return any(True for _change in self._added(entries))

    def changes(self, entries: Entries) -> list[Change]:
        """The entries as they should stand: the page's own where it differs, and what was added."""
        return [*self._own(entries), *self._added(entries)]

    def _own(self, entries: Entries) -> Iterator[Change]:
        own = self.place.own(entries)
        asked = {f.key for f in self.form}
        kept = {k: v for k, v in (own.data if own else {}).items() if k not in asked}
        collection = self.place.collection
        fixed = collection.fixed if collection else ()
        stays = {key: own.data[key] for key in fixed if own and key in own.data}
        never = collection.stays if collection else ()
        said = {key: value for key, value in self.form.kept.items() if key not in never}
        data = {**kept, **stays, **said}
        is_seen = own is not None and (self.is_draft or own.rev == self.seen_rev)
        if own and collection and entries.find(own.id) is None:
            is_seen = False  # it was taken away, and saving brings it back
        if (is_seen and own and dict(own.data) == data) or (own is None and not data):
            return
        yield Change(
            step=collection.slug if collection else self.place.step.slug,
            data=data,
            seen_rev=self.seen_rev if own else 0,
            entry_id=own.id if own else None,
            parent_id=own.parent_id if own else None,
            is_item=collection is not None,
        )

    def _added(self, entries: Entries) -> Iterator[Change]:
        for adding in (*self.adding, *self.gone):
            if adding.form.is_blank or (self.is_draft and adding.stands_in(entries)):
                continue
            yield Change(
                step=adding.collection.slug,
                data=adding.data,
                parent_id=adding.slot.parent_id,
                is_item=True,
                has_place=adding in self.adding,
            )


def typed_into(form: Form, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each question with the words, where they are not what stands in `data`; what cannot be read as it
    was typed.
    """
    for asked in form:
        if asked.error:
            typed = [asked.typed] if isinstance(asked.typed, str) else asked.typed or ()
            said = asked.shown(True) if typed is True else " ".join(filter(None, typed))
            if said:
                yield asked.asks, showable(said)
        elif asked.kept is not None and asked.kept != data.get(asked.key):
            yield asked.asks, asked.shown(asked.kept)


def empty_slots(place: Place, entries: Entries, subject: Subject, raw: Raw | None) -> list[Adding]:
    """The add forms of a step page; an item page has none, nor has a collection that is full, unless
    something was typed for it before it was.
    """
    if place.collection:
        return []
    every = [
        Adding(
            collection,
            slot,
            collection.item_form(raw=raw, names=subject.names, prefix=collection.prefix(slot)),
        )
        for collection in place.step.collections
        for slot in collection.slots(entries)
    ]
    full = {c.slug for c in place.step.collections if len(entries.items(c.slug)) >= c.most}
    return [a for a in every if a.collection.slug not in full or not a.form.is_blank]


def gone_slots(place: Place, subject: Subject, raw: Raw, known: set[str]) -> list[Adding]:
    """The add forms that something was typed into and the page has no more; `known`: the names of those
    it has.
    """
    found: dict[str, Adding] = {}
    unknown = [name for name, value in raw if value.strip() and name not in known]
    for collection in place.step.collections if unknown and not place.collection else ():
        ends = [f"-{end}" for f in collection.item_form() for end in f.posted_names]
        for name in (one for one in unknown if one.startswith(f"{collection.slug}.")):
            end = max((end for end in ends if name.endswith(end)), key=len, default="")
            prefix = name.removesuffix(end[1:])
            slot = _SLOT.fullmatch(prefix) if end else None
            if slot and prefix not in found and len(found) < MOST_GONE:
                form = collection.item_form(raw=raw, names=subject.names, prefix=prefix)
                found[prefix] = Adding(collection, AddSlot(slot[1], slot[2]), form)
    return [one for one in found.values() if not one.form.is_blank]


def machinery(pairs: Raw) -> list[tuple[str, str]]:
    """The machinery of a post without its answers."""
    return [pair for pair in pairs if pair[0] in MACHINERY]


def answers(pairs: Raw) -> list[tuple[str, str]]:
    """A post without its machinery."""
    return [
        (name, value)
        for name, value in pairs
        if name not in MACHINERY and not name.startswith(PICK)
    ]


def read_post(
    place: Place,
    entries: Entries,
    subject: Subject,
    pairs: Raw,
    conn: Connection | None = None,
) -> Posted:
    """Read what a browser posted to a place. Nothing is judged here but whether it can be read.

    Of machinery that came twice the first stands: it is never anybody's words. conn: the write
    transaction that it is read in; none is the connection for looking.
    """
    said = dict(reversed(list(pairs)))
    raw = answers(pairs)
    picks = {name.removeprefix(PICK): value for name, value in pairs if name.startswith(PICK)}
    own = place.own(entries)
    if picks and own:
        raw = _picked(place, own, picks, raw, read_rev(said.get("rev", "")), conn)
    left_out = tuple(f"{anchor}-" for anchor, pick in picks.items() if pick == LEFT_OUT)
    raw = [pair for pair in raw if not (left_out and pair[0].startswith(left_out))]
    rev, key = said.get("rev", ""), said.get("key", "")
    posted = Posted(
        place=place,
        raw=raw,
        form=place.asked(entries, raw=raw, names=subject.names),
        adding=empty_slots(place, entries, subject, raw),
        gone=[],
        seen_rev=read_rev(rev),
        key=key if _KEY.fullmatch(key) else new_id(),
        action=said.get("action", ""),
        seen=said.get("seen", ""),
        is_draft="draft" in said,
    )
    posted.gone = gone_slots(place, subject, raw, posted.names)
    (place.collection or place.step).check(entries, posted.form)
    for asked in posted.form:
        if asked.spec.of and not asked.error:
            _keep_pointing(asked, entries, subject, own.data if own else {}, conn)
    for adding in posted.adding:
        adding.collection.check(entries, adding.form)
    _check_caps(posted, entries)
    return posted


def _keep_pointing(
    asked: Asked,
    entries: Entries,
    subject: Subject,
    stored: Mapping[str, Any],
    conn: Connection | None,
) -> None:
    """What points at something that was taken away comes back with it: it is kept, and shown nowhere."""
    dropped = set(asked.typed or ()) - set(asked.kept or ())
    if not dropped:
        return
    standing = {one.id for one in entries.items(asked.spec.of)}
    away = list_known(conn or web.read(), subject.id, asked.spec.of, dropped - standing)
    said = [one for one in dict.fromkeys(asked.typed) if one in away or one in (asked.kept or ())]
    was = stored.get(asked.key) or []
    asked.kept = (was if set(was) == set(said) else said) or None


def read_rev(said: str) -> int:
    return int(said[:9]) if said.isascii() and said.isdigit() else 0


def _picked(
    place: Place,
    own: Entry,
    picks: Mapping[str, str],
    raw: Raw,
    seen_rev: int,
    conn: Connection | None,
) -> list[tuple[str, str]]:
    """What was typed, with the fields chosen so taken from what was stored when both were shown."""
    stored_then = own.data
    if own.rev != seen_rev:
        stored_then = get_data_at(conn or web.read(), own.id, seen_rev)
    theirs = place.form(data=stored_then)
    taken = {f.key for f in theirs if picks.get(f.key) == "theirs"}
    dropped = {name for f in theirs if f.key in taken for name in f.posted_names}
    kept = [(name, value) for name, value in raw if name not in dropped]
    stored = [pair for f in theirs if f.key in taken for pair in f.raw(stored_then.get(f.key))]
    return [*kept, *stored]


def _check_caps(posted: Posted, entries: Entries) -> None:
    """Marks an addition that would overfill its collection: a record must always be printable."""
    room = {c.slug: c.most - len(entries.items(c.slug)) for c in posted.place.step.collections}
    for adding in posted.adding:
        if adding.form.is_blank:
            continue
        room[adding.collection.slug] -= 1
        if room[adding.collection.slug] < 0:
            first = next(iter(adding.form))
            first.error = first.error or _(
                "There is room for %(most)s of these. Put this with another, or take one away",
                most=str(adding.collection.most),
            )
