"""Conditions of advice: in whose work list each stands, and that it is done."""

from __future__ import annotations

from sqlalchemy import Connection, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.panel.events import CONDITION_DONE, CONDITION_OWNED
from riskapp.panel.queries import Asked, get_condition, list_who_may_own
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


def assign(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    condition_id: str,
    user_id: str,
    outside: str = "",
) -> None:
    """In whose work list it stands; or who sees to it `outside`, in words: then it stands in that of
    whoever sent the referral. Raises BadInput for somebody who cannot read what it is about, and where
    nobody is named, or both are; Conflict for one that is done.
    """
    asked = get_condition(conn, actor, condition_id)
    if not asked.may_assign:
        raise NotAllowed
    if bool(user_id) == bool(outside):
        both = _("Choose somebody or write who it is, and not both")
        raise BadInput(str(both if user_id else _("Choose somebody, or write who it is")))
    if user_id and user_id not in dict(list_who_may_own(conn, actor, asked.condition)):
        raise BadInput(str(_("Choose somebody who can read what it is about")))
    at = _change(conn, asked, owner_id=user_id or None, outside=outside)
    said = {"condition": condition_id, "owner": user_id}
    trail.note(conn, actor, CONDITION_OWNED, at, ref=asked.condition.referral_ref, **said)


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
