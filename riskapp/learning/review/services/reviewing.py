"""Writing in a learning review, and opening what happened: the lock is kept here, whatever the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.learning.review.events import OPENED, SAVED
from riskapp.learning.review.journeys import MOMENT_OF, is_written
from riskapp.learning.review.queries import Review, find_stood, get_review
from riskapp.learning.review.rules import State
from riskapp.learning.review.steps import opening, response
from riskapp.learning.review.tables import learning_review, review_of
from riskapp.learning.services.holding import keep_all_waiting
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import list_sealings


def save_reviewing(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Raises Conflict for a page of another moment: what was thought that day
    changes no more once what happened is open, and nothing is written of that before. Raises Held while
    something it looks at is on hold for others.
    """
    found = get_review(conn, actor, ref)
    keep_all_waiting(conn, [one.happening_id for one in found.of])
    now = trail.now
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=key, changes=changes, place=place
    )
    if saved.again or not changes:
        return saved
    values: dict[str, object] = {"changed_at": now, "changed_step": changes[0].step}
    for change in changes:
        if change.step == response.STEP.slug:
            values["response"] = change.data.get("response", "")
    moments = {MOMENT_OF.get(change.step) for change in changes}
    # Asked of the row as it is changed: somebody else may open the review at this very moment.
    if not _change(conn, found, moments, values):
        raise Conflict(ref)
    revs = " ".join(str(rev) for _entry, rev in saved.entries)
    trail.note(conn, actor, SAVED, found.id, ref=ref, place=place, revs=revs)
    return saved


def open_what_happened(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """From now on what came of it is shown here, and what was thought that day stands as it is.

    Raises BadInput where that day is not written and nobody says why it is opened all the same,
    Conflict where it is open.
    """
    found = get_review(conn, actor, ref)
    if found.is_opened:
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    is_early = not is_written(entries)
    if is_early and not entries.data(opening.STEP.slug).get("early"):
        raise BadInput(str(_("Write that day first, or say why it is opened before that")))
    for one in found.of:
        sealings = list_sealings(conn, one.decision_id) if one.decision_id else []
        stood = find_stood(one, sealings)
        conn.execute(
            update(review_of)
            .where(review_of.c.review_id == found.id, review_of.c.happening_id == one.happening_id)
            .values(
                day=one.day.isoformat(),
                decision_id=one.decision_id,
                version_id=stood.id if stood else None,
            )
        )
    values = {
        "opened_at": trail.now,
        "opened_by": actor.user_id,
        "opened_early": is_early,
        "changed_at": trail.now,
    }
    if not _change(conn, found, {State.BEFORE}, values):
        raise Conflict(ref)
    trail.note(conn, actor, OPENED, found.id, ref=ref, early=is_early)


def to_share(conn: Connection, actor: Actor, ref: str) -> tuple[Review, Entries]:
    """A review and what is written in it, for what is to leave it.

    Raises Conflict before what happened is open, Held while something it looks at is on hold.
    """
    found = get_review(conn, actor, ref)
    if not found.is_opened:
        raise Conflict(ref)
    keep_all_waiting(conn, [one.happening_id for one in found.of])
    return found, get_entries(conn, found.id, found.facts)


def _change(
    conn: Connection,
    found: Review,
    moments: Collection[State | None],
    values: Mapping[str, object],
) -> bool:
    """Whether the review was changed: not where it is at another moment than all of these."""
    opened_at = learning_review.c.opened_at
    at = {State.BEFORE: opened_at.is_(None), State.OPENED: opened_at.is_not(None)}
    only = [at[moment] for moment in moments if moment]
    changed = conn.execute(
        update(learning_review)
        .where(learning_review.c.subject_id == found.id, *only)
        .values(dict(values))
    )
    return changed.rowcount == 1
