"""Disclosing: read item by item, put in or left out with a reason, then frozen for good.

What was chosen is kept as entries of the matter, so that it has a history, and the next bundle of the
same matter begins with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.decision.services.editions import about_edition
from riskapp.decision.services.sealing import House
from riskapp.governance.bundle import (
    CHOICE,
    IN,
    OUT,
    REDACTION,
    Preparing,
    layout_of_part,
    rows_of_bundle,
)
from riskapp.governance.events import FROZEN, ITEM_CHOSEN, LEFT_OUT, PUT_BACK, TAKEN
from riskapp.governance.gathering import gather
from riskapp.governance.queries import Matter, get_matter
from riskapp.governance.redacting import LeftOut, readable
from riskapp.governance.rules import REVIEWED, WHY_OUT
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import get_entries, is_saved
from riskapp.platform.entries.saving import Change, WrittenSince, keep_key, save_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.jobs import enqueue
from riskapp.platform.subjects import hold
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import ask_for_copies, freeze, list_sealings

JOB = "governance.make_bundle"


def prepare(conn: Connection, found: Matter) -> Preparing:
    """All that may be disclosed, and what was chosen so far."""
    return Preparing(gather(conn, found), get_entries(conn, found.id))


def _held(conn: Connection, ref: str) -> Matter:
    """A matter of which nobody else chooses or freezes anything before this transaction is done."""
    found = get_matter(conn, ref)
    hold(conn, found.id)
    return found


def choose_item(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: str, said: Mapping[str, str]
) -> None:
    """An item as it was read, put in the bundle or left out.

    said: chosen, the mark of the item its page showed, and why where it is left out or is a review,
    which is no part of the care record. Raises WrittenSince where it says something else by now,
    BadInput without a reason that is needed, NotFound for an item there is not.
    """
    found = _held(conn, ref)
    made = prepare(conn, found).find(key)
    if made is None or said.get("chosen") not in (IN, OUT):
        raise NotFound(key)
    if said.get("mark") != made.item.mark:
        raise WrittenSince
    why, note = said.get("why", ""), said.get("note", "").strip()
    if said["chosen"] == OUT and why not in WHY_OUT:
        raise BadInput(str(_("Choose why it is left out")))
    if said["chosen"] == IN and made.item.kind == REVIEWED and not note:
        raise BadInput(str(_("Write why a learning review is put in")))
    data = {"item": key, "mark": made.item.mark, "chosen": said["chosen"], "why": why, "note": note}
    before = made.choice
    change = (
        Change(CHOICE, data, seen_rev=before.rev, entry_id=before.id, is_item=True)
        if before
        else Change(CHOICE, data, is_item=True)
    )
    _save(conn, trail, actor, found, change, new_id())
    trail.note(
        conn, actor, ITEM_CHOSEN, found.id, ref=ref, item=key, chosen=said["chosen"], why=why
    )


def leave_out(
    conn: Connection, trail: Trail, actor: Actor, ref: str, *, key: str, out: LeftOut
) -> None:
    """Lines or words that are not disclosed, with a reason. The same click twice leaves out once.

    Raises BadInput without any, or without a reason; NotFound for an item there is not.
    """
    found = get_matter(conn, ref)
    if not out.lines and not readable(out.words).strip():
        raise BadInput(str(_("Choose lines, or write the words to leave out")))
    if out.why not in WHY_OUT:
        raise BadInput(str(_("Choose why it is left out")))
    if out.item and prepare(conn, found).find(out.item) is None:
        raise NotFound(out.item)
    data = {"item": out.item, "lines": list(out.lines), "words": out.words, "why": out.why}
    if not _save(conn, trail, actor, found, Change(REDACTION, data, is_item=True), key):
        trail.note(conn, actor, LEFT_OUT, found.id, ref=ref, item=out.item, why=out.why)


def put_back(conn: Connection, trail: Trail, actor: Actor, ref: str, entry_id: str) -> None:
    """What was left out is to be disclosed after all. Nothing where that was said already."""
    found = get_matter(conn, ref)
    there = get_entries(conn, found.id).find(entry_id)
    if there is None or there.step != REDACTION:
        return
    gone = Change(
        REDACTION, there.data, seen_rev=there.rev, entry_id=there.id, is_item=True, removed=True
    )
    _save(conn, trail, actor, found, gone, new_id())
    trail.note(conn, actor, PUT_BACK, found.id, ref=ref, item=there.get("item", ""))


def _save(
    conn: Connection, trail: Trail, actor: Actor, found: Matter, change: Change, key: str
) -> bool:
    """Whether it was saved before, by the same click."""
    changes: Sequence[Change] = [change]
    return save_entries(
        conn, now=trail.now, by=actor.user_id, subject_id=found.id, key=key, changes=changes
    ).again


def freeze_bundle(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    house: House,
    said: Mapping[str, Any],
) -> int:
    """The number of the bundle that is frozen of what was read and put in; its parts are made by a job.

    said: the key of the click, and the mark of what its page showed. Raises WrittenSince where something
    else would leave than was shown, Conflict where nothing was put in, or where something that was has
    changed since somebody read it.
    """
    found = _held(conn, ref)
    done = list_sealings(conn, found.id)
    if is_saved(conn, actor.user_id, said["key"]):
        return done[0].number if done else 0
    made = prepare(conn, found)
    if made.unread or not made.redacted:
        raise Conflict(ref)
    if made.mark != said["mark"]:
        raise WrittenSince
    number = len(done) + 1
    rows = rows_of_bundle(
        made,
        {
            **about_edition(trail, house, ref, number),
            "called_by": found.called_by,
            "kind": found.said["kind"],
            "asked_by": found.said.get("asked_by", ""),
            "their_reference": found.said.get("reference", ""),
        },
    )
    version = freeze(
        conn,
        subject_id=found.id,
        number=number,
        language=language_tag(),
        rows=rows,
        now=trail.now,
        by=actor.user_id,
    )
    parts = rows["record.parts"]["value"]
    ask_for_copies(
        conn,
        subject_id=found.id,
        version_id=version.id,
        layouts=[layout_of_part(part) for part in range(1, parts + 1)],
        now=trail.now,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, JOB, {"version": version.id})
    keep_key(conn, now=trail.now, by=actor.user_id, subject_id=found.id, key=said["key"])
    trail.note(
        conn,
        actor,
        FROZEN,
        found.id,
        ref=ref,
        bundle=number,
        digest=version.digest,
        items=len(made.redacted),
        left_out=sum(1 for row_id in rows if row_id.startswith("log.")),
    )
    return number


def note_taken(
    conn: Connection, trail: Trail, actor: Actor, found: Matter, number: int, part: int
) -> None:
    """That somebody took a part of a bundle as a file."""
    trail.note(conn, actor, TAKEN, found.id, ref=found.ref, bundle=number, part=part)
