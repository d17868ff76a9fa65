"""The learning brief of a review: as of something that happened, begun with what was found."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.services.sealing import House
from riskapp.learning.log import seen_together
from riskapp.learning.review.paper import in_roles
from riskapp.learning.review.queries import Review, get_review
from riskapp.learning.review.services.printing import (
    accounts_of,
    names_around,
    roles_of,
    seen_of,
    ticked,
)
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps.findings import found_in
from riskapp.learning.review.steps.report import STEP as REPORT
from riskapp.learning.review.steps.that_day import STEP as THAT_DAY
from riskapp.learning.services.briefing import Leaving, Of, leaving, make_brief, tried
from riskapp.learning.services.publishing import Beginning, together
from riskapp.learning.steps.brief import STEP
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.trail import Trail


def leaving_of(conn: Connection, found: Review, entries: Entries) -> Leaving:
    accounts, said = accounts_of(conn, found), entries.data(STEP.slug)
    around = names_around(conn, found, accounts, [])
    return leaving(conn, said, seen_together(seen_of(found, accounts)), around)


def brief_of(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes, house: House, seen: str
) -> str:
    """As `make_brief`. Raises besides as `to_share`."""
    found, entries = to_share(conn, actor, ref)
    out = leaving_of(conn, found, entries)
    return make_brief(conn, trail, actor, out, Of(found.id, ref, key), house, seen)


def begin_brief(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Begins it with what the review says shortly, what was thought that day and what was usual, by
    the roles that were ticked there, and every finding.
    """
    found = get_review(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    that_day = entries.data(THAT_DAY.slug)
    said = entries.data(REPORT.slug)
    roles = ticked(entries, roles_of(conn, found, said.get("as_roles", ())))
    thought = (in_roles(that_day.get(key, ""), roles) for key in ("thought", "usual"))
    words = {
        "happened": said.get("shortly", ""),
        "sense": together(*thought),
        "likely": together(*found_in(entries)),
        **tried(entries),
    }
    beginning = Beginning(trail, actor.user_id, found.id, entries)
    if change := beginning.begun(conn, STEP, words):
        save_reviewing(conn, trail, actor, ref, key=new_id(), changes=[change], place=STEP.slug)
