"""Seeing it differently, on a page of one's own: nobody else changes it or takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex

from sqlalchemy import Connection, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.panel.advice.events import (
    DISSENT_ENTERED,
    DISSENT_GIVEN,
    DISSENT_SAVED,
    DISSENT_TAKEN_BACK,
)
from riskapp.panel.advice.queries import Dissenter, get_dissenter, get_dissenting
from riskapp.panel.advice.rules import DISSENT
from riskapp.panel.advice.services.advising import about, keep_open
from riskapp.panel.advice.steps import dissent as asked
from riskapp.panel.advice.tables import dissent
from riskapp.panel.sitting.rules import FOR_OTHERS, Given
from riskapp.platform.db import insert_or, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.trail import Trail


def _hold(conn: Connection, trail: Trail, actor: Actor, ref: str) -> Dissenter:
    """A member's dissent, of advice that nobody gives before this transaction is done. Raises Conflict
    where it was given.
    """
    found = get_dissenter(conn, actor, ref)
    keep_open(conn, found.advice, changed_at=trail.now)
    return get_dissenter(conn, actor, ref)  # as it is now that it is held


def begin_dissent(
    conn: Connection, trail: Trail, actor: Actor, ref: str, how: str = Given.OWN
) -> None:
    """A page for one's own dissent; or, by whoever leads the sitting, for one that a member gave on
    paper or aloud. What was begun before is gone on with.

    Raises NotAllowed for whoever may not, Conflict where the dissent or the advice is given.
    """
    found = _hold(conn, trail, actor, ref)
    is_entered = bool(found.before.place.seat)
    if is_entered and not found.before.sitting.leads:
        raise NotAllowed
    if is_entered and how not in FOR_OTHERS:
        raise BadInput(str(_("Choose whether it was given on paper or aloud")))
    row = found.row
    if row is not None and row.given_at is not None:
        raise Conflict(ref)
    values: dict[str, str] = {}
    if is_entered:
        values["entered_how"] = how
        if row is None or row.entered_by != actor.user_id:
            values |= {"entered_id": _page(conn), "entered_by": actor.user_id}
    elif row is None or row.own_id is None:
        values["own_id"] = _page(conn)
    if not values:
        return
    conn.execute(
        insert_or(conn, dissent)
        .values(advice_id=found.advice.id, user_id=found.member.user_id, **values)
        .on_conflict_do_update(index_elements=["advice_id", "user_id"], set_=values)
    )
    if is_entered:
        said = {**about(found.before), "member": found.member.user_id, "how": how}
        trail.note(conn, actor, DISSENT_ENTERED, found.before.sitting.id, **said)


def _page(conn: Connection) -> str:
    made = new_id()
    conn.execute(insert(subject).values(id=made, kind=DISSENT, ref=token_hex(8)))
    return made


def save_dissent(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Raises Conflict where the dissent or the advice was given."""
    _hold(conn, trail, actor, ref)
    found = get_dissenting(conn, actor, ref)
    if not found.is_open:
        raise Conflict(ref)
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
        trail.note(conn, actor, DISSENT_SAVED, found.before.sitting.id, **about(found.before))
    return saved


def give_dissent(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """What stands on the page stands beside the advice from now on. Raises Conflict where it was given,
    BadInput where nothing was written.
    """
    held = _hold(conn, trail, actor, ref)
    found = get_dissenting(conn, actor, ref)
    said = dict(get_entries(conn, found.id).data(asked.STEP.slug))
    if not said:
        raise BadInput(str(_("Write something before you give it")))
    how = held.row.entered_how if found.whose and held.row else Given.OWN
    given = conn.execute(
        update(dissent)
        .where(
            dissent.c.advice_id == found.advice.id,
            dissent.c.user_id == found.member.user_id,
            dissent.c.given_at.is_(None),
        )
        .values(given_at=trail.now, given_by=actor.user_id, how=how, said=said)
    )
    if given.rowcount != 1:
        raise Conflict(ref)
    noted = {**about(found.before), "member": found.member.user_id, "how": how}
    trail.note(conn, actor, DISSENT_GIVEN, found.before.sitting.id, **noted)


def take_back_dissent(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """One's own, also one that was entered, until the advice is given. Raises NotAllowed for that of
    another, Conflict where there is none.
    """
    found = _hold(conn, trail, actor, ref)
    if found.before.place.seat:
        raise NotAllowed
    done = conn.execute(
        update(dissent)
        .where(
            dissent.c.advice_id == found.advice.id,
            dissent.c.user_id == actor.user_id,
            dissent.c.given_at.is_not(None),
        )
        .values(given_at=None, given_by=None, how="", said=None)
    )
    if done.rowcount != 1:
        raise Conflict(ref)
    trail.note(conn, actor, DISSENT_TAKEN_BACK, found.before.sitting.id, **about(found.before))
