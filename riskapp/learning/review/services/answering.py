"""How it was, asked of each member once: kept without whose it is."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from riskapp.core.actor import Actor
from riskapp.core.canonical import canonical
from riskapp.core.errors import Conflict
from riskapp.learning.review.events import ANSWERED
from riskapp.learning.review.queries import get_review
from riskapp.learning.review.tables import learning_review, review_member
from riskapp.platform.trail import Trail


def say_how_it_was(
    conn: Connection, trail: Trail, actor: Actor, ref: str, said: Mapping[str, str]
) -> None:
    """Adds an answer to those there are. Nothing where it says nothing, or the member has answered.

    Raises Conflict before what happened is open.
    """
    found = get_review(conn, actor, ref)
    if not found.is_opened:
        raise Conflict(ref)
    if not said:
        return
    once = conn.execute(
        update(review_member)
        .where(
            review_member.c.review_id == found.id,
            review_member.c.user_id == actor.user_id,
            review_member.c.has_answered.is_(False),
        )
        .values(has_answered=True)
    )
    if not once.rowcount:
        return
    its = learning_review.c.subject_id == found.id
    there = conn.execute(
        select(learning_review.c.answers).where(its).with_for_update()
    ).scalar_one()
    answers = sorted([*there, dict(said)], key=canonical)
    conn.execute(update(learning_review).where(its).values(answers=answers))
    trail.note(conn, actor, ANSWERED, found.id, ref=ref)
