"""Asking a panel: written, sent once, added to, withdrawn. The decision stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from riskapp.core.reference import REFERRAL
from riskapp.core.text import beginning
from riskapp.decision.queries import Decision
from riskapp.decision.rules import LIST_WORDS
from riskapp.panel.events import BEGUN, FOLLOWS, SENT, WITHDRAWN, WRITTEN
from riskapp.panel.journeys import states_of
from riskapp.panel.queries import Panel, Referral, get_panel, get_referral
from riskapp.panel.rules import MOVES, REFERRAL_KIND, REFERS, URGENT, State, states_for
from riskapp.panel.steps import how_soon, question
from riskapp.panel.tables import referral
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import new_subject
from riskapp.platform.trail import Trail


class BegunAlready(Conflict):
    """The same button was clicked twice: what it began is there."""


@dataclass(frozen=True)
class Again:
    """What a panel is asked to look at again: of which referral, and only what changed since."""

    of: Referral
    asks: str


def begin_referral(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    decision: Decision,
    panel_ref: str,
    *,
    key: str,
    again: Again | None = None,
) -> str:
    """The reference of a new referral of a decision that the actor may see. Nothing is sent yet.

    Raises BadInput for a panel that cannot be asked, BegunAlready for a key seen before: undo the
    transaction and ask `find_made`.
    """
    if not actor.is_any(*REFERS):
        raise NotAllowed
    asked = _to_be_asked(conn, actor, panel_ref)
    referral_id, ref = new_subject(conn, REFERRAL_KIND, REFERRAL)
    now, by = trail.now, actor.user_id
    conn.execute(
        insert(referral).values(
            subject_id=referral_id,
            panel_id=asked.id,
            decision_id=decision.id,
            state=State.BEING_WRITTEN,
            made_at=now,
            made_by=by,
            changed_at=now,
            question=beginning(again.asks, LIST_WORDS) if again else "",
            follows_id=again.of.id if again else None,
        )
    )
    first = Change(question.STEP.slug, {"question": again.asks} if again else {})
    if save_entries(conn, now=now, by=by, subject_id=referral_id, key=key, changes=[first]).again:
        raise BegunAlready(key)
    trail.note(conn, actor, BEGUN, referral_id, ref=ref, panel=asked.ref, decision=decision.ref)
    if again:
        trail.note(conn, actor, FOLLOWS, referral_id, ref=ref, follows=again.of.ref)
    return ref


def _to_be_asked(conn: Connection, actor: Actor, panel_ref: str) -> Panel:
    """Raises BadInput for one that cannot be asked, or is not there."""
    try:
        found = get_panel(conn, actor, panel_ref)
    except NotFound:
        found = None
    if found is None or not found.takes_referrals:
        raise BadInput(str(_("This panel cannot be asked now")))
    return found


def save_referral(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Raises Conflict for a page that cannot be written in now: what was sent
    stands as it was sent, though somebody was still writing.
    """
    found = get_referral(conn, actor, ref)
    now = trail.now
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=key, changes=changes, place=place
    )
    if saved.again or not changes:
        return saved
    values: dict[str, object] = {"changed_at": now, "changed_step": changes[0].step}
    for change in changes:
        if change.step == question.STEP.slug:
            values["question"] = beginning(change.data.get("question") or "", LIST_WORDS)
        if change.step == how_soon.STEP.slug:
            values["is_urgent"] = change.data.get("when") == URGENT
    _change(conn, found, states_of(change.step for change in changes), values)
    revs = " ".join(str(rev) for _entry, rev in saved.entries)
    trail.note(conn, actor, WRITTEN, found.id, ref=ref, place=place, revs=revs)
    return saved


def send_referral(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """It is with the panel, as it stands. Raises Conflict where it was sent or withdrawn before,
    BadInput where the panel cannot be asked any more.
    """
    found = get_referral(conn, actor, ref)
    _to_be_asked(conn, actor, found.panel_ref)
    _move(conn, found, "send", sent_at=trail.now, sent_by=actor.user_id, changed_at=trail.now)
    trail.note(conn, actor, SENT, found.id, ref=ref, panel=found.panel_ref)


def withdraw_referral(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """It is asked no more; its words stay. Raises Conflict once the panel has advised."""
    found = get_referral(conn, actor, ref)
    _move(conn, found, "withdraw", changed_at=trail.now)
    trail.note(conn, actor, WITHDRAWN, found.id, ref=ref, panel=found.panel_ref)


def _move(conn: Connection, found: Referral, move: str, **values: object) -> None:
    if move not in MOVES[found.state]:
        raise Conflict(found.ref)
    _change(conn, found, states_for(move), {"state": MOVES[found.state][move], **values})


def _change(
    conn: Connection, found: Referral, states: Collection[str], values: Mapping[str, object]
) -> None:
    """Raises Conflict where it stands otherwise by now: somebody else may just have sent it."""
    changed = conn.execute(
        update(referral)
        .where(referral.c.subject_id == found.id, referral.c.state.in_(states))
        .values(dict(values))
    )
    if changed.rowcount != 1:
        raise Conflict(found.ref)
