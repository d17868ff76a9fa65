"""Setting up a panel: what it is, who sits on it, and that it can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from riskapp.accounts.queries import list_who_may_sign_in
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.core.reference import PANEL
from riskapp.panel.events import JOINED, LEFT, SAVED, SET_UP, TAKES_REFERRALS
from riskapp.panel.journeys import terms_of
from riskapp.panel.queries import Panel, get_panel, list_members
from riskapp.panel.rules import PANEL_KIND, SETS_UP, State, Terms, missing
from riskapp.panel.steps import what_it_is_for
from riskapp.panel.tables import panel, panel_member, referral
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import hold, new_subject
from riskapp.platform.trail import Trail


class SetUpAlready(Conflict):
    """The same button was clicked twice: what it made is there."""


def set_up_panel(conn: Connection, trail: Trail, actor: Actor, *, key: str) -> str:
    """The reference of a new panel, of which nothing is said yet.

    Raises SetUpAlready for a key seen before: undo the transaction and ask `find_made`.
    """
    _keep_to_those_who_set_up(actor)
    panel_id, ref = new_subject(conn, PANEL_KIND, PANEL)
    now, by = trail.now, actor.user_id
    conn.execute(
        insert(panel).values(
            subject_id=panel_id, terms=Terms().keep(), made_at=now, made_by=by, changed_at=now
        )
    )
    first = Change(what_it_is_for.STEP.slug, {})
    if save_entries(conn, now=now, by=by, subject_id=panel_id, key=key, changes=[first]).again:
        raise SetUpAlready(key)
    trail.note(conn, actor, SET_UP, panel_id, ref=ref)
    return ref


def save_panel(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said, and what the panel is by it, together."""
    found = _to_set_up(conn, actor, ref)
    now = trail.now
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=key, changes=changes, place=place
    )
    if saved.again or not changes:
        return saved
    terms = terms_of(get_entries(conn, found.id))
    _change(
        conn,
        found,
        name=terms.name,
        terms=terms.keep(),
        changed_at=now,
        changed_step=changes[0].step,
    )
    revs = " ".join(str(rev) for _entry, rev in saved.entries)
    trail.note(conn, actor, SAVED, found.id, ref=ref, place=place, revs=revs)
    return saved


def seat(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    user_id: str,
    said: Mapping[str, Any],
) -> None:
    """Somebody sits on a panel, or sits there as something else from now on: `said` are the answers of
    `Seating`. Raises BadInput for whoever has no account of their own, where somebody names themselves,
    and where nobody would chair a panel that can be asked, or that something waits for.
    """
    found = _to_set_up(conn, actor, ref)
    if user_id == actor.user_id:
        raise BadInput(str(_("Somebody else who sets up panels has to name you")))
    if user_id not in dict(list_who_may_sign_in(conn)):
        raise BadInput(str(_("Choose somebody")))
    values = {
        "profession": said.get("profession", ""),
        "organisation": said.get("organisation", ""),
        "is_chair": said.get("is_chair", False),
    }
    own = (panel_member.c.panel_id == found.id, panel_member.c.user_id == user_id)
    if not conn.execute(update(panel_member).where(*own).values(values)).rowcount:
        conn.execute(insert(panel_member).values(panel_id=found.id, user_id=user_id, **values))
    _keep_a_chair(conn, found)
    trail.note(conn, actor, JOINED, found.id, ref=ref, member=user_id, chair=values["is_chair"])


def unseat(conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str) -> None:
    """Somebody sits on a panel no more. Raises BadInput as `seat` where nobody would chair it."""
    found = _to_set_up(conn, actor, ref)
    own = (panel_member.c.panel_id == found.id, panel_member.c.user_id == user_id)
    if conn.execute(delete(panel_member).where(*own)).rowcount:
        _keep_a_chair(conn, found)
        trail.note(conn, actor, LEFT, found.id, ref=ref, member=user_id)


def take_referrals(conn: Connection, trail: Trail, actor: Actor, ref: str, *, takes: bool) -> None:
    """From now on a panel can be asked, or can be asked no more. What it was sent stays with it.

    Raises BadInput that names what it still needs.
    """
    found = _to_set_up(conn, actor, ref)
    chairs = sum(one.is_chair for one in list_members(conn, found.id))
    if takes and (needed := missing(found.terms, chairs)):
        words = ", ".join(map(str, needed))
        raise BadInput(str(_("Before it can be asked, say %(what)s", what=words)))
    if takes != found.takes_referrals:
        _change(conn, found, takes_referrals=takes)
        trail.note(conn, actor, TAKES_REFERRALS, found.id, ref=ref, takes=takes)


def _keep_to_those_who_set_up(actor: Actor) -> None:
    if not actor.is_any(*SETS_UP):
        raise NotAllowed


def _to_set_up(conn: Connection, actor: Actor, ref: str) -> Panel:
    """A panel that nobody else changes before this transaction is done: what it is stands together, and
    of two who put out a chair each, one would leave none.
    """
    _keep_to_those_who_set_up(actor)
    hold(conn, get_panel(conn, actor, ref).id)
    return get_panel(conn, actor, ref)


def _keep_a_chair(conn: Connection, found: Panel) -> None:
    """What is sent to a panel is read by whoever chairs it, and by nobody else."""
    if any(one.is_chair for one in list_members(conn, found.id)):
        return
    if found.takes_referrals:
        raise BadInput(str(_("Somebody has to chair it as long as it can be asked")))
    waits = select(referral.c.subject_id).where(
        referral.c.panel_id == found.id, referral.c.state == State.SENT
    )
    if conn.execute(waits.limit(1)).first():
        raise BadInput(
            str(_("Somebody has to chair it as long as something it was sent waits for it"))
        )


def _change(conn: Connection, found: Panel, **values: object) -> None:
    conn.execute(update(panel).where(panel.c.subject_id == found.id).values(values))
