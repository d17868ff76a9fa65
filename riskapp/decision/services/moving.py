"""What could happen, put under another way: it was written in the wrong box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotFound
from riskapp.decision.journeys import RECORD
from riskapp.decision.services.talking import get_to_write, write
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, Entry, get_entries
from riskapp.platform.entries.saving import Change, move_drafts
from riskapp.platform.trail import Trail
from riskapp.platform.wizard.posting import Place


def put_under(
    conn: Connection, trail: Trail, actor: Actor, ref: str, item_id: str, way_id: str, *, key: str
) -> None:
    """Takes it away where it stands and adds it there, with all that stands under it, in one save: the
    history keeps under which way it was written. What points at it, such as a mark, points at it still.

    Raises NotFound, and Conflict where the conversation has been sealed since.
    """
    found = get_to_write(conn, actor, ref)
    if not found.is_open:
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    item, way = entries.find(item_id), entries.find(way_id)
    if item is None or item.step != CONSEQUENCES.slug or way is None or way.step != OPTIONS.slug:
        raise NotFound(item_id)
    if item.parent_id == way.id:
        return
    moved = [item, *entries.under(item.id)]
    ids = {item.parent_id or "": way.id, **{one.id: new_id() for one in moved}}
    changes = [*_moved(moved, ids), *_pointing(entries, ids)]
    write(conn, trail, actor, found, key=key, changes=changes, place="")
    was, now = (
        Place(BOTH_SIDES, CONSEQUENCES, replace(item, id=one)).name
        for one in (item.id, ids[item.id])
    )
    move_drafts(conn, found.id, was, now)


def _moved(every: list[Entry], ids: Mapping[str, str]) -> Iterator[Change]:
    """Each taken away, with no words that could be put back beside themselves, and added."""
    for one in every:
        yield Change(
            step=one.step,
            data={},
            seen_rev=one.rev,
            entry_id=one.id,
            is_item=True,
            removed=True,
        )
        yield Change(
            step=one.step,
            data=one.data,
            parent_id=ids[one.parent_id or ""],
            is_item=True,
            position=one.position,
            new_id=ids[one.id],
        )


def _pointing(entries: Entries, ids: Mapping[str, str]) -> Iterator[Change]:
    """What points at something that moved, pointing at it where it stands now."""
    lists = {one.slug: one.item_form for one in RECORD.collections()}
    forms = {**{step.slug: step.form for step in RECORD.steps}, **lists}
    for one in entries:
        asked = [f for f in forms[one.step]() if f.spec.of == CONSEQUENCES.slug]
        points = {f.key: one.data[f.key] for f in asked if ids.keys() & {*one.data.get(f.key, ())}}
        if points and one.id not in ids:
            now = {key: [ids.get(i, i) for i in said] for key, said in points.items()}
            yield Change(
                step=one.step,
                data={**one.data, **now},
                seen_rev=one.rev,
                entry_id=one.id,
                parent_id=one.parent_id,
                is_item=one.step in lists,
            )
