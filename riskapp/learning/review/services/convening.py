"""Coming together to learn from something that happened, and who is there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from riskapp.accounts.queries import find_actor
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.core.reference import LEARNING_REVIEW
from riskapp.learning.queries import get_happening
from riskapp.learning.review.events import CONVENED, JOINED, LEFT
from riskapp.learning.review.queries import get_review
from riskapp.learning.review.rules import CONVENES, KIND, MOST_REVIEWED, PARTS, Part
from riskapp.learning.review.steps import purpose
from riskapp.learning.review.tables import learning_review, review_member, review_of
from riskapp.platform.entries.saving import Change, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import new_subject
from riskapp.platform.trail import Trail


class ConvenedAlready(Conflict):
    """The same button was clicked twice: what it convened is there."""


def convene(
    conn: Connection, trail: Trail, actor: Actor, happenings: Sequence[str], *, key: str
) -> str:
    """The reference of a new review of what happened, by its references.

    Raises NotFound for what the actor may not see, BadInput where there is nothing or too much to look
    at, ConvenedAlready for a key seen before: undo the transaction and ask `find_convened`.
    """
    if not actor.is_any(*CONVENES):
        raise NotAllowed
    found = [get_happening(conn, actor, ref) for ref in dict.fromkeys(happenings)]
    if not 0 < len(found) <= MOST_REVIEWED:
        raise BadInput(str(_("Choose what to look at, at most twelve together")))
    review_id, ref = new_subject(conn, KIND, LEARNING_REVIEW)
    now, by = trail.now, actor.user_id
    conn.execute(
        insert(learning_review).values(
            subject_id=review_id, convened_at=now, convened_by=by, changed_at=now
        )
    )
    conn.execute(
        insert(review_of), [{"review_id": review_id, "happening_id": one.id} for one in found]
    )
    rules = Change(purpose.STEP.slug, {"ground_rules": str(purpose.GROUND_RULES)})
    if save_entries(conn, now=now, by=by, subject_id=review_id, key=key, changes=[rules]).again:
        raise ConvenedAlready(key)
    trail.note(conn, actor, CONVENED, review_id, ref=ref)
    _join(conn, trail, actor, review_id, ref, by, Part.TAKES_PART)
    return ref


def ask_to_join(
    conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str, part: str
) -> None:
    """Makes somebody a member, or gives a member another part. Raises BadInput for whom there is not,
    NotAllowed where the actor neither convened it nor facilitates.
    """
    found = get_review(conn, actor, ref)
    if not found.may_ask(actor):
        raise NotAllowed
    if find_actor(conn, user_id) is None or part not in PARTS:
        raise BadInput(str(_("Choose somebody, and what they do")))
    # Whoever has another part from now on has still answered how it was, where they have.
    moved = conn.execute(
        update(review_member)
        .where(review_member.c.review_id == found.id, review_member.c.user_id == user_id)
        .values(part=part)
    )
    if moved.rowcount:
        trail.note(conn, actor, JOINED, found.id, ref=ref, member=user_id, part=part)
    else:
        _join(conn, trail, actor, found.id, ref, user_id, part)


def leave(conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str) -> None:
    """Somebody is no member any more. Everybody may leave; raises NotAllowed as `ask_to_join`
    for whoever takes out another, or whoever convened it, who alone takes themselves out; BadInput for
    the last one, whose review nobody could reach.
    """
    found = get_review(conn, actor, ref)
    if user_id != actor.user_id and (not found.may_ask(actor) or user_id == found.convened_by):
        raise NotAllowed
    if _leave(conn, found.id, user_id):
        trail.note(conn, actor, LEFT, found.id, ref=ref, member=user_id)
    if not conn.execute(select(func.count()).where(review_member.c.review_id == found.id)).scalar():
        raise BadInput(str(_("Somebody has to stay, so that it can be found")))


def _join(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    review_id: str,
    ref: str,
    user_id: str,
    part: str,
) -> None:
    conn.execute(insert(review_member).values(review_id=review_id, user_id=user_id, part=part))
    trail.note(conn, actor, JOINED, review_id, ref=ref, member=user_id, part=part)


def _leave(conn: Connection, review_id: str, user_id: str) -> bool:
    gone = conn.execute(
        delete(review_member).where(
            review_member.c.review_id == review_id, review_member.c.user_id == user_id
        )
    )
    return gone.rowcount > 0
