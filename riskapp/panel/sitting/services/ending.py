"""How a sitting ends: held, called off, and what was not reached put off to another one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from riskapp.accounts import guests
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.panel import rules as panels
from riskapp.panel.sitting.events import CALLED_OFF, HELD, PUT_OFF
from riskapp.panel.sitting.queries.papers import get_before, list_items
from riskapp.panel.sitting.queries.sittings import Sitting, list_members
from riskapp.panel.sitting.rules import State, may_be_held
from riskapp.panel.sitting.services.arranging import keep_state, lead
from riskapp.panel.sitting.services.viewing import hold_item
from riskapp.panel.sitting.tables import sitting_item
from riskapp.panel.tables import referral
from riskapp.platform.i18n import _
from riskapp.platform.time import local
from riskapp.platform.trail import Trail


def hold(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    not_reached: Iterable[int] = (),
    because: str = "",
) -> None:
    """It was held; the items of these numbers are put off.

    Raises NotAllowed for whoever does not lead it, BadInput before its day, Conflict where no papers are
    out.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "hold", state=State.HELD, changed_at=trail.now)
    if not may_be_held(found.day, local(trail.now).date(), is_urgent=found.is_urgent):
        raise BadInput(
            str(_("Its day is still to come. If it was held earlier, change the day first"))
        )
    for number in not_reached:
        put_off(conn, trail, actor, f"{ref}.{number}", because)
    _close_to_guests(conn, trail, found)
    trail.note(conn, actor, HELD, found.id, ref=found.ref)


def call_off(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """It does not take place: what was on its agenda waits for another one. Raises Conflict where views
    were opened: then something of it took place.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "call_off", state=State.CALLED_OFF, changed_at=trail.now)
    if any(item.is_heard for item in list_items(conn, found.id)):  # and no others from now on
        raise Conflict(ref)
    _close_to_guests(conn, trail, found)
    # What was put off from it may stand on another agenda by now.
    listed = select(sitting_item.c.referral_id).where(
        sitting_item.c.sitting_id == found.id, sitting_item.c.put_off_at.is_(None)
    )
    conn.execute(
        update(referral)
        .where(referral.c.subject_id.in_(listed), referral.c.state == panels.State.LISTED)
        .values(state=panels.MOVES[panels.State.LISTED]["take_off"])
    )
    trail.note(conn, actor, CALLED_OFF, found.id, ref=found.ref)


def _close_to_guests(conn: Connection, trail: Trail, found: Sitting) -> None:
    guests.close(conn, trail, [one.user_id for one in list_members(conn, found.id)])


def put_off(conn: Connection, trail: Trail, actor: Actor, ref: str, because: str) -> None:
    """An item was not reached: its referral waits for another sitting, where views begin afresh. Those
    that were given here stay as they are, sealed or open.

    Raises NotAllowed for whoever does not lead the sitting, Conflict where advice was given, or the
    referral asks no more.
    """
    if not get_before(conn, actor, ref).sitting.leads:
        raise NotAllowed
    before = hold_item(conn, actor, ref, alone=True)
    item, why = before.item, {"put_off_at": trail.now, "put_off_because": because}
    if before.place.seat or not item.may_be_put_off:
        raise Conflict(ref)
    conn.execute(update(sitting_item).where(sitting_item.c.id == item.id).values(**why))
    waits = conn.execute(
        update(referral)
        .where(
            referral.c.subject_id == item.referral_id,
            referral.c.state.in_(panels.states_for("put_off")),
        )
        .values(state=panels.MOVES[item.state]["put_off"], changed_at=trail.now, **why)
    )
    if waits.rowcount != 1:
        raise Conflict(ref)
    said = {"ref": before.sitting.ref, "referral": item.referral_ref}
    trail.note(conn, actor, PUT_OFF, before.sitting.id, item=item.number, **said)
