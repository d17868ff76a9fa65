"""Legal holds: placed on records of a matter, each ended with a reason. Neither is ever taken back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.governance.events import HOLD_ENDED, HOLD_PLACED
from riskapp.governance.queries import get_hold, get_matter, list_holds, list_records
from riskapp.platform.i18n import _
from riskapp.platform.subjects import hold
from riskapp.platform.tables import legal_hold, legal_hold_end
from riskapp.platform.time import today
from riskapp.platform.trail import Trail


def place_holds(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    on: Collection[str],
    said: Mapping[str, Any],
) -> None:
    """A hold on each of some records, by their references. One that stands for this matter already is
    not placed again, nor is one of a click that was clicked before. said: the answers of `PlaceHold`.

    Raises BadInput where nothing is chosen, or what is no record of the matter's person; or no reason.
    """
    found = get_matter(conn, ref)
    hold(conn, found.id)
    records = [one for one in list_records(conn, found.person_id) if one.ref in on]
    if not records or len(records) < len(set(on)):
        raise BadInput(str(_("Choose what is to be kept whole")))
    if not said.get("reason"):
        raise BadInput(str(_("Write why it is to be kept whole")))
    since = said.get("since") or today(trail.clock).isoformat()
    standing = {one.subject_id for one in list_holds(conn, found.id) if not one.ended_at}
    for one in records:
        hold_id = str(uuid.uuid5(uuid.UUID(key), one.id))
        wanted = select(legal_hold.c.id).where(legal_hold.c.id == hold_id)
        if one.id in standing or conn.execute(wanted).first():
            continue
        conn.execute(
            insert(legal_hold).values(
                id=hold_id,
                subject_id=one.id,
                matter_id=found.id,
                reason=said["reason"],
                since=since,
                placed_at=trail.now,
                placed_by=actor.user_id,
            )
        )
        trail.note(
            conn,
            actor,
            HOLD_PLACED,
            one.id,
            matter=ref,
            on=one.ref,
            since=since,
            hold=hold_id,
        )


def end_hold(
    conn: Connection, trail: Trail, actor: Actor, ref: str, hold_id: str, *, reason: str
) -> None:
    """It stands no longer. Nothing where it has ended already.

    Raises BadInput without a reason, NotFound for what is no hold of this matter.
    """
    of = get_matter(conn, ref)
    hold(conn, of.id)
    found = get_hold(conn, of.id, hold_id)
    if not reason.strip():
        raise BadInput(str(_("Write why it can end")))
    if found.ended_at:
        return
    conn.execute(
        insert(legal_hold_end).values(
            hold_id=hold_id, reason=reason, ended_at=trail.now, ended_by=actor.user_id
        )
    )
    trail.note(conn, actor, HOLD_ENDED, found.subject_id, matter=ref, on=found.ref, hold=hold_id)
