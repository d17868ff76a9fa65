"""Finding what a line of the learning log came from: one at a time, with a reason that is kept."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.governance.events import ORIGIN_SOUGHT
from riskapp.governance.tables import origin_search
from riskapp.learning.queries import find_log, get_learning
from riskapp.platform.db import insert_or
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail


def seek_origin(
    conn: Connection, trail: Trail, actor: Actor, *, key: str, line: int, reason: str
) -> str:
    """The id of the search, which is the key: the same click twice is one search. The answer is worked
    out when its page is drawn, and written nowhere.

    Raises BadInput without a reason, NotFound for a line there is not.
    """
    if not reason.strip():
        raise BadInput(str(_("Write why you need to know")))
    get_learning(conn, line)
    sought = conn.execute(
        insert_or(conn, origin_search)
        .values(id=key, line=line, reason=reason, at=trail.now, by=actor.user_id)
        .on_conflict_do_nothing()
        .returning(origin_search.c.id)
    )
    if sought.first():
        trail.note(conn, actor, ORIGIN_SOUGHT, find_log(conn), line=f"L-{line}", search=key)
    return key
