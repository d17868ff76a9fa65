"""Writing advice: by those who lead the sitting, once the views are open, until it is given.

Every write asks in its own statement whether the views are open and the advice is not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, insert, literal, select, update

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotAllowed
from riskapp.panel.advice.events import BEGUN, SAVED
from riskapp.panel.advice.queries import (
    ASKS,
    Advice,
    get_advising,
    list_advice,
    may_write,
    state_of_advice,
)
from riskapp.panel.advice.rules import ADVICE, can
from riskapp.panel.advice.steps import advice as advising
from riskapp.panel.advice.steps.conditions import CONDITIONS
from riskapp.panel.advice.tables import advice
from riskapp.panel.queries import list_open
from riskapp.panel.sitting.queries.papers import Before, get_before
from riskapp.panel.sitting.queries.sittings import PAPERS_ARE_READ
from riskapp.panel.sitting.services.viewing import hold_rounds
from riskapp.panel.sitting.tables import sitting, sitting_item, view_round
from riskapp.panel.tables import referral
from riskapp.platform.db import insert_or, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.tables import subject
from riskapp.platform.trail import Trail


def about(before: Before) -> dict[str, Any]:
    """What each event says of where it was."""
    return {"ref": before.sitting.ref, "item": before.item.number}


def is_heard(item_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether every round of views of an item is open, and its referral still asks."""
    of_item = view_round.c.item_id == item_id
    return (
        exists().where(of_item, view_round.c.revealed_at.is_not(None))
        & ~exists().where(of_item, view_round.c.revealed_at.is_(None))
        & exists().where(
            sitting_item.c.id == item_id,
            sitting_item.c.put_off_at.is_(None),
            sitting.c.subject_id == sitting_item.c.sitting_id,
            sitting.c.state.in_(PAPERS_ARE_READ),
            referral.c.subject_id == sitting_item.c.referral_id,
            referral.c.state.in_(ASKS),
        )
    )


def keep_open(conn: Connection, one: Advice, **values: object) -> None:
    """Changes an advice, in one statement, where it may be written in. Raises Conflict.

    Members are asked once more before it or after it, not meanwhile: an item that was advised on would
    have a round that nobody can write in.
    """
    hold_rounds(conn, one.item_id)
    done = conn.execute(
        update(advice)
        .where(
            advice.c.subject_id == one.id,
            advice.c.given_at.is_(None),
            is_heard(advice.c.item_id),
        )
        .values(values)
    )
    if done.rowcount != 1:
        raise Conflict(one.id)


def begin_advice(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """The first advice on an item, or a further one after the last was given.

    Raises NotFound for whoever has no part in the sitting, NotAllowed for whoever does not write its
    advice, Conflict while the views are not open, or one is being written.
    """
    before = get_before(conn, actor, ref)
    if not may_write(conn, actor, before):
        raise NotAllowed
    every = list_advice(conn, [before.item.id])[before.item.id]
    if not can("begin", state_of_advice(before, every)):
        raise Conflict(ref)
    made, number = new_id(), len(every) + 1
    conn.execute(insert(subject).values(id=made, kind=ADVICE, ref=token_hex(8)))
    values = {
        "subject_id": made,
        "item_id": before.item.id,
        "number": number,
        "begun_at": trail.now,
        "begun_by": actor.user_id,
        "changed_at": trail.now,
    }
    columns = [literal(value, advice.c[name].type) for name, value in values.items()]
    begun = conn.execute(
        insert_or(conn, advice)
        .from_select(list(values), select(*columns).where(is_heard(literal(before.item.id))))
        .on_conflict_do_nothing()
        .returning(advice.c.subject_id)
    )
    if begun.first() is None:
        raise Conflict(ref)
    if every:
        _say_again(conn, trail, actor, every[-1].id, made)
    trail.note(conn, actor, BEGUN, before.sitting.id, **about(before), number=number)


def _say_again(conn: Connection, trail: Trail, actor: Actor, last: str, made: str) -> None:
    """A further advice begins with the words of the one before, and with what of its conditions is not
    done: what is to be put right is changed in them.
    """
    entries = get_entries(conn, last)
    open_ones = list_open(conn, [one.id for one in entries.items(CONDITIONS.slug)])
    words = dict(entries.data(advising.STEP.slug))
    changes = [Change(advising.STEP.slug, words)] if words else []
    changes += [
        Change(CONDITIONS.slug, dict(one.data), is_item=True)
        for one in entries.items(CONDITIONS.slug)
        if one.id in open_ones
    ]
    save_entries(
        conn, now=trail.now, by=actor.user_id, subject_id=made, key=new_id(), changes=changes
    )


def save_advice(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Raises Conflict where it was given, or members are asked once more."""
    found = get_advising(conn, actor, ref)
    keep_open(conn, found.advice, changed_at=trail.now)
    saved = save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=found.id,
        key=key,
        changes=changes,
        place=place,
    )
    if changes and not saved.again:
        revs = " ".join(str(rev) for _entry, rev in saved.entries)
        said = {**about(found.before), "place": place, "revs": revs}
        trail.note(conn, actor, SAVED, found.before.sitting.id, **said)
    return saved
