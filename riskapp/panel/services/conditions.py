"""Conditions of advice: in whose work list each stands, and that it is done."""

from __future__ import annotations

from sqlalchemy import Connection, update

from riskapp.accounts.queries import list_who_may_sign_in
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.panel.events import CONDITION_DONE, CONDITION_OWNED
from riskapp.panel.queries import Asked, get_condition
from riskapp.panel.tables import panel_condition
from riskapp.platform.i18n import _
from riskapp.platform.subjects import find
from riskapp.platform.trail import Trail


def _change(conn: Connection, asked: Asked, **values: object) -> str:
    """Changes one that is not done, in one statement; the id of its referral. Raises Conflict."""
    done = conn.execute(
        update(panel_condition)
        .where(
            panel_condition.c.id == asked.condition.id,
            panel_condition.c.done_at.is_(None),
            panel_condition.c.replaced_at.is_(None),
        )
        .values(values)
    )
    if done.rowcount != 1:
        raise Conflict(asked.condition.id)
    return find(conn, asked.condition.referral_ref).id


def assign(conn: Connection, trail: Trail, actor: Actor, condition_id: str, user_id: str) -> None:
    """In whose work list it stands. Raises BadInput for somebody who cannot sign in, Conflict for one
    that is done.
    """
    asked = get_condition(conn, actor, condition_id)
    if not asked.may_assign:
        raise NotAllowed
    if user_id not in dict(list_who_may_sign_in(conn)):
        raise BadInput(str(_("Choose somebody")))
    at, ref = _change(conn, asked, owner_id=user_id), asked.condition.referral_ref
    said = {"condition": condition_id, "owner": user_id}
    trail.note(conn, actor, CONDITION_OWNED, at, ref=ref, **said)


def note_done(conn: Connection, trail: Trail, actor: Actor, condition_id: str, what: str) -> None:
    """It is done, and what was done. Raises BadInput where nobody says that, Conflict where it was."""
    asked = get_condition(conn, actor, condition_id)
    if not asked.may_note:
        raise NotAllowed
    if not what:
        raise BadInput(str(_("Write what was done")))
    at = _change(conn, asked, done_at=trail.now, done_by=actor.user_id, done_what=what)
    ref = asked.condition.referral_ref
    trail.note(conn, actor, CONDITION_DONE, at, ref=ref, condition=condition_id)
