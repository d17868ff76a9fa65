"""Reading entries: one SELECT loads everything written about a subject."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from riskapp.platform.db import is_id
from riskapp.platform.entries.tables import draft, entry, entry_history, entry_save

LATE = "late."  # before the key of a page whose session had ended when what follows came from it
SENT = "sent."  # before the key of a page that was sent, and not saved
ASIDE = "aside."  # before the wording of what is kept to be read, and fills in no page any more
MOST_ASKED = 1_000  # ids that a post is asked about at once; no list has as many
PAGES = "pages"  # what a page carries besides its answers: the keys of those whose drafts it shows


@dataclass(frozen=True)
class Entry:
    """One answered step, or one item of a collection."""

    id: str
    step: str
    data: Mapping[str, Any]
    rev: int = 1
    parent_id: str | None = None
    position: int = 0
    made_at: datetime | None = None

    def get(self, key: str, default: Any = None) -> Any:
        return self.data.get(key, default)

    def __getitem__(self, key: str) -> Any:
        return self.data[key]


@dataclass(frozen=True)
class Entries:
    """Everything written about one subject and not removed, in the order it was written.

    facts: what is known of the subject itself and asked on no page, such as whose law applies.
    """

    every: tuple[Entry, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {e.id: e for e in self.every}

    @cached_property
    def _by_step(self) -> dict[str, list[Entry]]:
        steps: dict[str, list[Entry]] = {}
        for one in self.every:
            if self._stands(one):
                steps.setdefault(one.step, []).append(one)
        return steps

    def _stands(self, one: Entry) -> bool:
        """Whether nothing it stands under was taken away, however far up."""
        above: Entry | None = one
        while above and above.parent_id is not None:
            above = self._by_id.get(above.parent_id)
        return above is not None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.every)

    def find(self, entry_id: str) -> Entry | None:
        return self._by_id.get(entry_id)

    def mark(self, saved: Iterable[tuple[str, int]] = ()) -> str:
        """A digest of which entries there are, each at which revision; `saved`: those as they are since.

        Two readings with the same mark hold the same words.
        """
        revs = {one.id: one.rev for one in self.every} | dict(saved)
        stands = " ".join(f"{entry_id}:{rev}" for entry_id, rev in sorted(revs.items()))
        return hashlib.sha256(stands.encode()).hexdigest()

    def under(self, entry_id: str) -> list[Entry]:
        """What stands under an item, however far down, in the order it was written."""
        return [e for e in self.every if entry_id in self._above(e) and self._stands(e)]

    def _above(self, one: Entry) -> Iterator[str]:
        """The ids of what an entry stands under, the nearest first."""
        above: Entry | None = one
        while above and above.parent_id is not None:
            yield above.parent_id
            above = self._by_id.get(above.parent_id)

    def words_of(self, entry_id: str, before: Mapping[str, Any] | None = None) -> str:
        """A digest of what an item says, and what stands under it: the same words have the same.

        before: what it said then, where that is meant.
        """
        own = self.find(entry_id)
        if own and before is not None:
            own = replace(own, data=before)
        every = [*([own] if own else []), *self.under(entry_id)]
        said = sorted((one.id, one.step, dict(one.data)) for one in every)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def of(self, step: str) -> Entry | None:
        """The one entry of a step that has one."""
        found = self._by_step.get(step)
        return found[0] if found else None

    def data(self, step: str) -> Mapping[str, Any]:
        """The answers of a step; empty where nothing was said."""
        found = self.of(step)
        return found.data if found else {}

    def has_any(self, steps: Iterable[str]) -> bool:
        """Whether something is written in one of these steps or collections."""
        return not self._by_step.keys().isdisjoint(steps)

    def items(self, collection: str, parent_id: str | None = None) -> list[Entry]:
        """The items of a collection, those under one parent where it is given."""
        every = self._by_step.get(collection, [])
        return every if parent_id is None else [e for e in every if e.parent_id == parent_id]


_LIVE = (
    select(
        entry.c.id,
        entry.c.step,
        entry.c.data,
        entry.c.rev,
        entry.c.parent_id,
        entry.c.position,
        entry.c.made_at,
    )
    .where(entry.c.removed_at.is_(None))
    .order_by(entry.c.position, entry.c.made_at, entry.c.id)
)
_ENTRIES = _LIVE.where(entry.c.subject_id == bindparam("subject_id"))
_ENTRIES_OF_SOME = _LIVE.with_only_columns(entry.c.subject_id, *_LIVE.selected_columns).where(
    entry.c.subject_id.in_(bindparam("subject_ids", expanding=True))
)


_REMOVED = (
    select(*_LIVE.selected_columns)
    .where(entry.c.removed_at.is_not(None))
    .order_by(entry.c.removed_at.desc(), entry.c.id)
)


def get_entries(
    conn: Connection, subject_id: str, facts: Mapping[str, str] = MappingProxyType({})
) -> Entries:
    rows = conn.execute(_ENTRIES, {"subject_id": subject_id})
    return Entries(tuple(Entry(*row) for row in rows), facts)


def get_entries_at(
    conn: Connection, subject_id: str, moment: datetime, facts: Mapping[str, str]
) -> Entries:
    """Everything written about a subject as it stood at a moment, from the history."""
    rows = conn.execute(
        select(
            entry.c.id,
            entry.c.step,
            entry_history.c.data,
            entry_history.c.rev,
            entry.c.parent_id,
            entry.c.position,
            entry.c.made_at,
            entry_history.c.removed,
        )
        .join(entry_history, entry_history.c.entry_id == entry.c.id)
        .join(entry_save, entry_save.c.id == entry_history.c.save_id)
        .where(entry.c.subject_id == subject_id, entry_save.c.at <= moment)
        .order_by(entry.c.position, entry.c.made_at, entry.c.id, entry_history.c.rev)
    )
    latest = {row.id: row for row in rows}
    return Entries(tuple(Entry(*r[:-1]) for r in latest.values() if not r.removed), facts)


def first_said(
    conn: Connection, subject_id: str, step: str, is_so: Callable[[Mapping[str, Any]], bool]
) -> dict[str, datetime]:
    """When each entry of a step or list first said something, by its id; none that never did."""
    rows = conn.execute(
        select(entry.c.id, entry_history.c.data, entry_save.c.at)
        .join(entry_history, entry_history.c.entry_id == entry.c.id)
        .join(entry_save, entry_save.c.id == entry_history.c.save_id)
        .where(entry.c.subject_id == subject_id, entry.c.step == step)
        .order_by(entry_history.c.rev.desc())
    )
    return {row.id: row.at for row in rows if is_so(row.data)}


class Standing(NamedTuple):
    """An entry at its newest revision: whether it is an item of a list, and whether it stands or was
    taken away.
    """

    entry: Entry
    is_item: bool
    is_there: bool


def list_every(conn: Connection, subject_id: str) -> list[Standing]:
    """Everything ever written about a subject, what was taken away included."""
    rows = conn.execute(
        select(
            entry.c.id,
            entry.c.step,
            entry.c.data,
            entry.c.rev,
            entry.c.parent_id,
            entry.c.slot,
            entry.c.removed_at,
        ).where(entry.c.subject_id == subject_id)
    )
    return [Standing(Entry(*row[:5]), row.slot == row.id, row.removed_at is None) for row in rows]


def list_known(conn: Connection, subject_id: str, step: str, ids: Iterable[str]) -> set[str]:
    """Those of some ids that entries of a step or list have, what was taken away included."""
    wanted = [one for one in ids if is_id(one)][:MOST_ASKED]
    if not wanted:
        return set()
    known = select(entry.c.id).where(
        entry.c.subject_id == subject_id, entry.c.step == step, entry.c.id.in_(wanted)
    )
    return set(conn.execute(known).scalars())


def list_singles(conn: Connection, subject_id: str, steps: Sequence[str]) -> list[Entry]:
    """The entries of some plain steps, those that were put away included."""
    rows = conn.execute(
        select(entry.c.id, entry.c.step, entry.c.data, entry.c.rev).where(
            entry.c.subject_id == subject_id, entry.c.slot.in_(steps)
        )
    )
    return [Entry(*row) for row in rows]


def list_entries(conn: Connection, facts: Mapping[str, Mapping[str, str]]) -> dict[str, Entries]:
    """The entries of several subjects in one SELECT; `facts`: what is known of each, by its id."""
    by_subject: dict[str, list[Entry]] = {subject_id: [] for subject_id in facts}
    rows = conn.execute(_ENTRIES_OF_SOME, {"subject_ids": list(facts)})
    for subject_id, *fields in rows:
        by_subject[subject_id].append(Entry(*fields))
    return {i: Entries(tuple(found), facts[i]) for i, found in by_subject.items()}


@dataclass(frozen=True)
class Size:
    """How much stands in a record: entries of each step or collection, and over all of them the
    characters they are stored in (answers and their names) and the line breaks of the answers.
    """

    entries: Mapping[str, int] = field(default_factory=dict)
    characters: int = 0
    lines: int = 0


_ABOVE, _TOP = entry.alias(), entry.alias()  # items stand three deep at most
# Text of JSON holds a line break as two characters, and nothing else so (but a backslash before an n).
_BROKEN = func.length(entry.c.data) - func.length(func.replace(entry.c.data, "\\n", ""))
_SIZE = (
    select(
        entry.c.step,
        func.count().label("entries"),
        func.sum(func.length(entry.c.data)).label("characters"),
        func.sum(_BROKEN).label("broken"),
    )
    .select_from(
        entry.outerjoin(_ABOVE, _ABOVE.c.id == entry.c.parent_id).outerjoin(
            _TOP, _TOP.c.id == _ABOVE.c.parent_id
        )
    )
    .where(
        entry.c.subject_id == bindparam("subject_id"),
        entry.c.removed_at.is_(None),
        _ABOVE.c.removed_at.is_(None),
        _TOP.c.removed_at.is_(None),
    )
    .group_by(entry.c.step)
)


def get_size(
    conn: Connection, subject_id: str, counts: Callable[[str], bool] = lambda _step: True
) -> Size:
    """The size of what stands, counted in the database: no answer is read. `counts`: which steps and
    collections do.
    """
    every = conn.execute(_SIZE, {"subject_id": subject_id})
    rows = [row for row in every if counts(row.step)]
    return Size(
        {row.step: row.entries for row in rows},
        sum(int(row.characters) for row in rows),
        sum(int(row.broken) for row in rows) // 2,
    )


def get_removed(conn: Connection, subject_id: str, entry_id: str) -> Entry | None:
    """An item that was taken away and can be put back."""
    if not is_id(entry_id):
        return None
    row = conn.execute(
        select(entry.c.id, entry.c.step, entry.c.data, entry.c.rev, entry.c.parent_id).where(
            entry.c.id == entry_id,
            entry.c.subject_id == subject_id,
            entry.c.removed_at.is_not(None),
        )
    ).first()
    return Entry(*row) if row else None


def list_removed(conn: Connection, subject_id: str, since: datetime | None) -> list[Entry]:
    """The items taken away, after a moment where one is given; the newest first."""
    taken = _REMOVED.where(entry.c.subject_id == subject_id)
    rows = conn.execute(taken.where(entry.c.removed_at > since) if since else taken)
    return [Entry(*row) for row in rows]


def get_data_at(conn: Connection, entry_id: str, rev: int) -> Mapping[str, Any]:
    """What an entry said at a revision; empty for revision 0, when it was not there."""
    found = conn.execute(
        select(entry_history.c.data).where(
            entry_history.c.entry_id == entry_id, entry_history.c.rev == rev
        )
    ).scalar()
    return found or {}


def list_drafts(conn: Connection, user_id: str, subject_id: str) -> list[tuple[str, datetime]]:
    """Where somebody typed what they have not saved (place, when), the newest first."""
    newest = func.max(draft.c.at, type_=draft.c.at.type).label("newest")
    rows = conn.execute(
        select(draft.c.place, newest)
        .where(draft.c.user_id == user_id, draft.c.subject_id == subject_id)
        .group_by(draft.c.place)
        .order_by(newest.desc(), draft.c.place)
    )
    return [(row.place, row.newest) for row in rows]


def is_saved(conn: Connection, by: str, key: str) -> bool:
    """Whether a post with this key was saved: a draft of it that comes late is let go."""
    wanted = select(entry_save.c.id).where(entry_save.c.by == by, entry_save.c.key == key)
    return conn.execute(wanted).first() is not None


def list_saved(conn: Connection, by: str, keys: Iterable[str]) -> set[str]:
    """Those of the keys that a post was saved with."""
    wanted = select(entry_save.c.key).where(entry_save.c.by == by, entry_save.c.key.in_(list(keys)))
    return set(conn.execute(wanted).scalars())


def find_saved(conn: Connection, by: str, key: str) -> str | None:
    """The id of the subject that a post with this key was saved for; None for one not seen before."""
    wanted = select(entry_save.c.subject_id).where(entry_save.c.by == by, entry_save.c.key == key)
    found: str | None = conn.execute(wanted).scalar()
    return found


def get_last_save(conn: Connection, entry_id: str) -> tuple[str, datetime] | None:
    """Who last saved an entry (user id), and when."""
    row = conn.execute(
        select(entry_save.c.by, entry_save.c.at)
        .join(entry_history, entry_history.c.save_id == entry_save.c.id)
        .where(entry_history.c.entry_id == entry_id)
        .order_by(entry_history.c.rev.desc())
        .limit(1)
    ).first()
    return (row.by, row.at) if row else None


@dataclass(frozen=True)
class Told:
    """What an entry said at one of its revisions, or was taken away with, and the save that did it."""

    step: str
    rev: int
    data: Mapping[str, Any]
    save_id: str
    at: datetime
    removed: bool = False


def list_told(conn: Connection, subject_id: str, steps: Sequence[str]) -> list[Told]:
    """All that was ever said in some steps of a subject, oldest first."""
    rows = conn.execute(
        select(
            entry.c.step,
            entry_history.c.rev,
            entry_history.c.data,
            entry_history.c.save_id,
            entry_save.c.at,
            entry_history.c.removed,
        )
        .join(entry_history, entry_history.c.entry_id == entry.c.id)
        .join(entry_save, entry_save.c.id == entry_history.c.save_id)
        .where(entry.c.subject_id == subject_id, entry.c.step.in_(steps))
        .order_by(entry_save.c.at, entry_history.c.rev)
    )
    return [Told(*row) for row in rows]


@dataclass(frozen=True)
class Typed:
    """What was typed on one page, pair by pair as it was posted.

    page: the key of the page; with SENT before it where it was sent and refused, with LATE where it came
    after the session had ended. Of what was put aside, ASIDE and the wording. wording: an id, another
    one for other words.
    """

    page: str
    wording: str
    raw: list[tuple[str, str]]
    at: datetime

    @property
    def is_late(self) -> bool:
        return self.page.startswith(LATE)

    @property
    def is_aside(self) -> bool:
        return self.page.startswith(ASIDE)

    @property
    def keys(self) -> set[str]:
        """Of the page it was typed on, and of those whose drafts that page showed."""
        showed = next((said for name, said in self.raw if name == PAGES), "")
        own = self.page.rpartition(".")[2]
        return {*showed.split(), *filter(None, [own])}


@dataclass(frozen=True)
class Draft:
    """What somebody typed in one place and has not saved: on one page, or on several that were open at
    once, the oldest first and what came after its session had ended last.
    """

    pages: list[Typed]

    @property
    def raw(self) -> list[tuple[str, str]]:
        return [pair for page in self.pages for pair in page.raw]

    @property
    def at(self) -> datetime:
        return max(page.at for page in self.pages)

    @property
    def is_late(self) -> bool:
        """Whether some of it came after its session had ended."""
        return any(page.is_late for page in self.pages)

    @property
    def wordings(self) -> str:
        """What a page that shows it carries, so that a save of it ends this much and no more."""
        return " ".join(page.wording for page in self.pages)

    @property
    def keys(self) -> set[str]:
        """Of the pages it was typed on."""
        return {key for page in self.pages for key in page.keys}

    def value(self, name: str) -> str:
        return next((v for n, v in self.raw if n == name), "")


def is_sent(conn: Connection, *, user_id: str, subject_id: str, place: str, page: str) -> bool:
    """Whether what a page sent is kept, as it was refused: what it typed before that is let go."""
    of = {"user_id": user_id, "subject_id": subject_id, "place": place}
    return any(row.page == f"{SENT}{page}" for row in conn.execute(_DRAFT, of))


_DRAFT = (
    select(draft.c.page, draft.c.wording, draft.c.raw, draft.c.at)
    .where(
        draft.c.user_id == bindparam("user_id"),
        draft.c.subject_id == bindparam("subject_id"),
        draft.c.place == bindparam("place"),
    )
    .order_by(draft.c.at, draft.c.page)
)


def get_draft(conn: Connection, user_id: str, subject_id: str, place: str) -> Draft | None:
    return get_typed(conn, user_id, subject_id, place)[0]


def get_typed(
    conn: Connection, user_id: str, subject_id: str, place: str
) -> tuple[Draft | None, list[Typed]]:
    """What somebody typed in one place and has not saved: the draft, and what was put aside."""
    rows = conn.execute(_DRAFT, {"user_id": user_id, "subject_id": subject_id, "place": place})
    typed = [Typed(r.page, r.wording, [(n, v) for n, v in r.raw], r.at) for r in rows]
    pages = sorted((one for one in typed if not one.is_aside), key=lambda page: page.is_late)
    return Draft(pages) if pages else None, [one for one in typed if one.is_aside]
