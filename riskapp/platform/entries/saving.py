"""The save protocol: seen revision, idempotency key, raw draft.

A post names the revision of each entry it saw and a key of its own. Saved twice it is saved once; saved
over somebody else's words it is refused whole, and nothing of either is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from riskapp.core.errors import Conflict
from riskapp.platform.db import in_both, new_id
from riskapp.platform.entries.reading import ASIDE, LATE, SENT
from riskapp.platform.entries.tables import draft, entry, entry_history, entry_save


@dataclass(frozen=True)
class Change:
    """One entry as it should stand.

    entry_id None with `is_item` adds an item; None without it is the step's one entry.
    seen_rev 0: it was not there when the page was drawn. removed takes an item away; its words stay
    in history. has_place: not for an item whose form is gone since the page was drawn.
    """

    step: str
    data: Mapping[str, Any]
    seen_rev: int = 0
    entry_id: str | None = None
    parent_id: str | None = None
    is_item: bool = False
    removed: bool = False
    position: int | None = None
    new_id: str | None = None  # the id a new item is to have, where others point at it
    has_place: bool = True


@dataclass(frozen=True)
class Saved:
    """What a save did: ids and revisions by change, in order; `again` for a post seen before."""

    entries: tuple[tuple[str, int], ...] = ()
    again: bool = False


class Moved(Conflict):
    """Somebody else saved the same entry since, or took away its place; `step` says which."""

    def __init__(self, step: str) -> None:
        super().__init__(f"{step} was saved by somebody else")
        self.step = step


class WrittenSince(Conflict):
    """What was to be done to a record as it was read would be done to other words: it is not done."""


_NEW_SAVE = in_both(
    lambda into: into(entry_save).on_conflict_do_nothing().returning(entry_save.c.id)
)
_NEW_ENTRY = in_both(lambda into: into(entry).on_conflict_do_nothing().returning(entry.c.id))
_ABOVE = entry.alias()
_STANDING = (
    select(entry.c.id)
    .outerjoin(_ABOVE, _ABOVE.c.id == entry.c.parent_id)
    .where(
        entry.c.subject_id == bindparam("of_subject"),
        entry.c.id.in_(bindparam("parents", expanding=True)),
        entry.c.removed_at.is_(None),
        _ABOVE.c.removed_at.is_(None),
    )
)
_NEXT_PLACE = select(func.max(entry.c.position)).where(
    entry.c.subject_id == bindparam("of_subject")
)
_HISTORY = insert(entry_history)
_UPDATE = (
    update(entry)
    .where(
        entry.c.id == bindparam("entry_id"),
        entry.c.subject_id == bindparam("of_subject"),
        entry.c.rev == bindparam("seen_rev"),
    )
    .values(data=bindparam("new_data"), rev=bindparam("new_rev"), removed_at=bindparam("gone_at"))
)


def _keeping(into: Any) -> Any:
    adding = into(draft)
    new = adding.excluded
    wording = case((draft.c.raw == new.raw, draft.c.wording), else_=new.wording)
    newest = {"wording": wording, "raw": new.raw, "at": new.at}
    key = ["user_id", "subject_id", "place", "page"]
    return adding.on_conflict_do_update(index_elements=key, set_=newest).returning(draft.c.wording)


_KEEP_DRAFT = in_both(_keeping)
_OF_PLACE = and_(
    draft.c.user_id == bindparam("for_user"),
    draft.c.subject_id == bindparam("of_subject"),
    draft.c.place == bindparam("at_place"),
)
_FROM_PAGE = draft.c.page.in_([bindparam("typed_on"), bindparam("sent_from")])
_DROP_OF_PAGE = delete(draft).where(
    _OF_PLACE, or_(_FROM_PAGE, draft.c.page.like(bindparam("late_from")))
)
_DROP_WORDINGS = delete(draft).where(
    _OF_PLACE, draft.c.wording.in_(bindparam("wordings", expanding=True))
)


_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


def await_turn(conn: Connection, *, user_id: str, subject_id: str, place: str) -> None:
    """Of the posts and drafts of one person in one place, each waits for the one before, and sees what
    it did. Asked for before anything else is held. SQLite has one writer anyway.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(_TURN, {"key": f"{user_id} {subject_id} {place}"})


def save_entries(
    conn: Connection,
    *,
    now: datetime,
    by: str,
    subject_id: str,
    key: str,
    changes: Sequence[Change],
    place: str = "",
) -> Saved:
    """Write all the changes of one post, or none. Ends what its page was told is kept for `place`: what
    was typed on another page that is open beside it, nobody saved.

    Raises Moved where an entry is not at the revision seen. Call inside one write transaction, where
    there is a place after `await_turn`.
    """
    save_id = new_id()
    saving = _NEW_SAVE[conn.dialect.name]
    values = {"id": save_id, "subject_id": subject_id, "by": by, "key": key, "at": now}
    if (changes or place) and conn.execute(saving, values).first() is None:
        _check_same(conn, by, subject_id if place else None, key, changes)
        return Saved(again=True)
    _check_place(conn, subject_id, changes)
    written = tuple(_write(conn, now, subject_id, save_id, change) for change in changes)
    if place:
        drop_of_page(conn, user_id=by, subject_id=subject_id, place=place, page=key)
    return Saved(written)


def keep_key(conn: Connection, *, now: datetime, by: str, subject_id: str, key: str) -> None:
    """The key of a post that did more than save, though it may have saved nothing; or of a page whose
    words were saved from another.
    """
    values = {"id": new_id(), "subject_id": subject_id, "by": by, "key": key, "at": now}
    conn.execute(_NEW_SAVE[conn.dialect.name], values)


def _check_place(conn: Connection, subject_id: str, changes: Sequence[Change]) -> None:
    """Raises Moved for an item whose form is gone, or that stands under what was taken away."""
    made = {change.new_id for change in changes}
    under = {c.parent_id for c in changes if c.parent_id and not c.removed} - made
    asked = {"of_subject": subject_id, "parents": sorted(under)}
    gone = under - set(conn.execute(_STANDING, asked).scalars()) if under else set()
    for change in changes:
        if not change.has_place or change.parent_id in gone:
            raise Moved(change.step)


def _check_same(
    conn: Connection, by: str, subject_id: str | None, key: str, changes: Sequence[Change]
) -> None:
    """subject_id: where it must have been; None for what may have begun another.

    Raises Moved where a key came again with other words, or where other words stand since: a page
    brought back by the browser and typed in once more is no second click, nor is one posted again
    over what was saved from another page. What was added stays added, whatever became of it.
    """
    stands = (entry.c.rev == entry_history.c.rev).label("stands")
    rows = conn.execute(
        select(entry_history.c.data, entry_history.c.removed, stands)
        .join(entry_save, entry_save.c.id == entry_history.c.save_id)
        .join(entry, entry.c.id == entry_history.c.entry_id)
        .where(entry_save.c.by == by, entry_save.c.key == key)
        .where(entry.c.subject_id == subject_id if subject_id else true())
    ).all()
    for change in changes:
        is_added = change.is_item and change.entry_id is None
        if not any(_is_of(row, change) and (row.stands or is_added) for row in rows):
            raise Moved(change.step)


def _is_of(row: Any, change: Change) -> bool:
    """Whether this line of the history was written by such a change. What a form fixed beforehand is not
    known any more once it is gone.
    """
    if change.has_place:
        return (row.data, row.removed) == (change.data, change.removed)
    return not row.removed and change.data.items() <= row.data.items()


def _write(
    conn: Connection, now: datetime, subject_id: str, save_id: str, change: Change
) -> tuple[str, int]:
    entry_id = change.entry_id or change.new_id or new_id()
    rev = change.seen_rev + 1
    if change.entry_id:
        done = conn.execute(
            _UPDATE,
            {
                "entry_id": entry_id,
                "of_subject": subject_id,
                "seen_rev": change.seen_rev,
                "new_data": dict(change.data),
                "new_rev": rev,
                "gone_at": now if change.removed else None,
            },
        )
        if done.rowcount != 1:
            raise Moved(change.step)
    else:
        _insert(conn, now, subject_id, entry_id, change)
    conn.execute(
        _HISTORY,
        {
            "entry_id": entry_id,
            "rev": rev,
            "save_id": save_id,
            "data": dict(change.data),
            "removed": change.removed,
        },
    )
    return entry_id, rev


def _insert(
    conn: Connection, now: datetime, subject_id: str, entry_id: str, change: Change
) -> None:
    position = change.position if change.position is not None else _next_place(conn, subject_id)
    done = conn.execute(
        _NEW_ENTRY[conn.dialect.name],
        {
            "id": entry_id,
            "subject_id": subject_id,
            "step": change.step,
            "slot": entry_id if change.is_item else change.step,
            "parent_id": change.parent_id,
            "position": position,
            "data": dict(change.data),
            "rev": 1,
            "made_at": now,
        },
    )
    if done.first() is None:  # somebody else was the first to say anything here
        raise Moved(change.step)


def _next_place(conn: Connection, subject_id: str) -> int:
    return int(conn.execute(_NEXT_PLACE, {"of_subject": subject_id}).scalar() or 0) + 1


def keep_draft(
    conn: Connection,
    *,
    now: datetime,
    user_id: str,
    subject_id: str,
    place: str,
    raw: Sequence[tuple[str, str]],
    page: str = "",
) -> str:
    """What somebody typed on a page, before anything is asked of it. The newest typing of a page stands.

    page: its key; empty for what no page has shown yet. Returns the id of this wording.
    """
    values = {"user_id": user_id, "subject_id": subject_id, "place": place, "page": page}
    newest = {"wording": new_id(), "raw": [list(pair) for pair in raw], "at": now}
    return str(conn.execute(_KEEP_DRAFT[conn.dialect.name], {**values, **newest}).scalar())


def put_aside(conn: Connection, subject_id: str, places: Iterable[str]) -> None:
    """Everybody's drafts of some places of a subject fill in no page any more; the words are kept."""
    conn.execute(
        update(draft)
        .where(
            draft.c.subject_id == subject_id,
            draft.c.place.in_(list(places)),
            draft.c.page.not_like(f"{ASIDE}%"),
        )
        .values(page=ASIDE + draft.c.wording)
    )


def drop_of_page(conn: Connection, *, user_id: str, subject_id: str, place: str, page: str) -> None:
    """Ends what a page was told is kept, and what it sent and was kept, in its session or after it."""
    of = {"for_user": user_id, "of_subject": subject_id, "at_place": place}
    conn.execute(
        _DROP_OF_PAGE,
        {**of, "typed_on": page, "sent_from": f"{SENT}{page}", "late_from": f"{LATE}%.{page}"},
    )


def drop_wordings(
    conn: Connection, user_id: str, subject_id: str, place: str, wordings: Sequence[str]
) -> None:
    """Ends what a page showed of a draft: what was typed on since, on the page it came from, stays."""
    of = {"for_user": user_id, "of_subject": subject_id, "at_place": place}
    if wordings:
        conn.execute(_DROP_WORDINGS, {**of, "wordings": wordings})
