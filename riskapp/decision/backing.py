"""Whether what somebody backed is still what stands: their words against those they were given on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from riskapp.core.text import beginning
from riskapp.decision.changes import Group
from riskapp.decision.journeys import RECORD
from riskapp.decision.material import material_changes
from riskapp.decision.queries import Bound, Decision, list_bound
from riskapp.decision.rules import AS_BACKED, BACKING, BACKING_STANDS, EARLIER, LIST_WORDS, REPLACED
from riskapp.decision.said import replaced_views
from riskapp.decision.steps.outside import CONDITIONS, OUTSIDE_VIEWS
from riskapp.decision.word_by_word import ADDED, Room
from riskapp.platform.entries.reading import Entries, get_entries_at
from riskapp.platform.versions.rows import Rows, number_items, rows_of
from riskapp.platform.versions.store import get_version, get_version_by_id


def _all(rows: Rows) -> Rows:
    return rows


def backing_stands(
    conn: Connection, found: Decision, entries: Entries, told: Callable[[Rows], Rows] = _all
) -> dict[str, list[Group]]:
    """Of each backing that counts and after which a version was sealed, by the id of its view: what the
    latest of these changed that it rests on, word by word; nothing where it stands. `told`: which rows
    of a version are told.
    """
    bound = list_backing(conn, found) if entries.items(OUTSIDE_VIEWS.slug) else []
    if not found.versions or not bound:
        return {}
    latest = get_version(conn, found.id)
    now = told(latest.rows)
    return {
        one.id: changed_since(entries, one.id, told(_given_on(conn, found, one)), now)
        for one in bound
        if one.version_id != latest.id and one.shown_at <= latest.sealed_at
    }


def outdated_by(conn: Connection, found: Decision, entries: Entries) -> dict[str, list[Group]]:
    """Of each backing that stands until now, by the id of its view: what of the conversation it would no
    longer stand by, were it sealed as it is. Only those of which something is.
    """
    if not entries.items(OUTSIDE_VIEWS.slug):
        return {}
    already, rows = backing_stands(conn, found, entries), rows_of(RECORD, entries, found.names)
    return {
        view_id: changed
        for view_id, before in given_on(conn, found).items()
        if not already.get(view_id)
        and (changed := changed_since(entries, view_id, before, rows, Room(0)))
    }


def list_backing(conn: Connection, found: Decision) -> list[Bound]:
    """The backings that count: the last word of each panel or manager, where that backs. What somebody
    looked at again is told by what they said then.
    """
    last = {(one.from_whom, one.who): one for one in list_bound(conn, found.id)}
    return [one for one in last.values() if one.outcome in BACKING]


def given_on(conn: Connection, found: Decision) -> dict[str, Rows]:
    """The rows that each backing that counts was given on, by the id of its view."""
    return {one.id: _given_on(conn, found, one) for one in list_backing(conn, found)}


def _given_on(conn: Connection, found: Decision, one: Bound) -> Rows:
    """Of a conversation that was not sealed, as it stood when it was shown."""
    if one.version_id:
        return get_version_by_id(conn, one.version_id).rows
    stood = get_entries_at(conn, found.id, one.shown_at, found.facts)
    return rows_of(RECORD, stood, found.names)


def changed_since(
    entries: Entries, view_id: str, before: Rows, after: Rows, room: Room | None = None
) -> list[Group]:
    """What changed that a backing rests on, but for help that was added because it asked for that."""
    asked_for = {
        beginning(one.get("what", ""), LIST_WORDS)
        for one in entries.items(CONDITIONS.slug, view_id)
    }
    groups = (
        replace(
            group,
            items=[i for i in group.items if i.state != ADDED or i.heading not in asked_for],
        )
        for group in material_changes(before, after, room)
    )
    return [group for group in groups if group.items]


def dated(entries: Entries, rows: Rows, given: Mapping[str, Rows]) -> Rows:
    """The rows of a version in the making: each backing that counts says whether it is of these; what
    the same people said before, that it counts no more.
    """
    said = {}
    paths, replaced = number_items(RECORD, entries), replaced_views(entries)
    for view in entries.items(OUTSIDE_VIEWS.slug):
        if view.id in given:
            is_earlier = changed_since(entries, view.id, given[view.id], rows, Room(0))
            code = EARLIER if is_earlier else AS_BACKED
            row_id = f"{paths[view.id]}.stands"
            said[row_id] = {**rows[row_id], "value": code, "shown": str(BACKING_STANDS[code])}
        elif view.id in replaced:
            row_id = f"{paths[view.id]}.stands"
            words = str(BACKING_STANDS[REPLACED])
            said[row_id] = {**rows[row_id], "value": REPLACED, "shown": words}
    return {**rows, **said}
