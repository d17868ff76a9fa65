"""No next version after all: the record stands again as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, update

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.core.text import beginning
from riskapp.decision.events import NEXT_PUT_AWAY
from riskapp.decision.journeys import REVIEW, is_since
from riskapp.decision.rules import CHANGE, LIST_WORDS, MOVES, State, can
from riskapp.decision.services.talking import get_to_write
from riskapp.decision.steps import decision as wanted
from riskapp.decision.steps import looking_again, what_now
from riskapp.decision.tables import decision
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import (
    Entries,
    Entry,
    Standing,
    get_entries,
    get_entries_at,
    list_every,
)
from riskapp.platform.entries.saving import Change, WrittenSince, save_entries
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import get_version

REVIEWED = frozenset(slug for step in REVIEW.steps for slug in step.slugs)


def put_version_away(conn: Connection, trail: Trail, actor: Actor, ref: str, seen: str) -> None:
    """What was written since the seal stays in the history, and what was said since stands beside the
    version as before. A review that led here is not sealed yet: it goes on, with its words.

    Raises Conflict where no next version was begun, WrittenSince where other words stand than were
    `seen`.
    """
    found = get_to_write(conn, actor, ref)
    if not found.versions or not can("put_version_away", found.state):
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    if entries.mark() != seen:
        raise WrittenSince
    last = get_version(conn, found.id)
    stood = get_entries_at(conn, found.id, last.sealed_at, found.facts)
    is_reviewed = entries.data(what_now.STEP.slug).get("now") == CHANGE
    stays = REVIEWED if is_reviewed else frozenset[str]()
    move = "go_back_to_review" if is_reviewed else "put_version_away"
    now = trail.now
    save_entries(
        conn,
        now=now,
        by=actor.user_id,
        subject_id=found.id,
        key=new_id(),
        changes=list(_back_to(stood, list_every(conn, found.id), stays)),
    )
    said = stood.data(wanted.STEP.slug)
    conn.execute(
        update(decision)
        .where(decision.c.subject_id == found.id)
        .values(
            state=MOVES[State(found.state)][move],
            jurisdiction=last.rows["record.jurisdiction"]["value"],
            title=beginning(said.get("title", ""), LIST_WORDS),
            choice=beginning(said.get("choice", ""), LIST_WORDS),
            changed_at=now,
            changed_step="",
        )
    )
    trail.note(conn, actor, NEXT_PUT_AWAY, found.id, ref=ref, version=found.next_number)


def _back_to(stood: Entries, every: Sequence[Standing], stays: frozenset[str]) -> Iterator[Change]:
    """What takes each entry back, but for those of the steps and lists that stay as they are.

    The one entry of a plain step is emptied and never taken away: who writes there next begins with it.
    """
    for entry, is_item, is_there in every:
        then = stood.find(entry.id)
        was = then.data if then else None
        if entry.step == looking_again.STEP.slug:
            yield from _begun_and_put_away(entry, was or {})
            continue
        if entry.step in stays or is_since(entry.step) or was == (entry.data if is_there else None):
            continue
        yield Change(
            step=entry.step,
            data=was if was is not None else entry.data if is_item else {},
            seen_rev=entry.rev,
            entry_id=entry.id,
            parent_id=entry.parent_id,
            is_item=is_item,
            removed=was is None and is_item,
        )


def _begun_and_put_away(entry: Entry, was: Mapping[str, Any]) -> Iterator[Change]:
    """What a later version begins with, taken away and put back in one save: so its history tells that a
    version was put away, and the timeline with it.
    """
    yield Change(
        step=entry.step, data=entry.data, seen_rev=entry.rev, entry_id=entry.id, removed=True
    )
    yield Change(step=entry.step, data=was, seen_rev=entry.rev + 1, entry_id=entry.id)
