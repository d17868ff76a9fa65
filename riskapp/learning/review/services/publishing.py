"""Putting what a review found into the log: as of what happened, under an origin of its own."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.learning.log import origin_of, seen_together
from riskapp.learning.review.events import PUT_IN_LOG, TAKEN_OUT
from riskapp.learning.review.queries import Review, get_review
from riskapp.learning.review.services.printing import accounts_of, names_around, seen_of
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps.findings import FINDINGS
from riskapp.learning.review.steps.report import STEP as REPORT
from riskapp.learning.services.publishing import (
    Leaving,
    begun,
    compose,
    publish,
    remove_line,
    with_names,
)
from riskapp.learning.steps.changes_to_try import A_FEW_WORDS
from riskapp.learning.steps.in_the_log import STEP
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.holds import keep_whole
from riskapp.platform.trail import Trail


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    accounts = accounts_of(conn, found)
    made = compose(entries, seen_together(seen_of(found, accounts)))
    return with_names(made, names_around(conn, found, accounts, []))


def put_in_log(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes, seen: str
) -> int:
    """As of something that happened. Raises besides as `to_share`."""
    found, entries = to_share(conn, actor, ref)
    out = leaving(conn, found, entries)
    number = publish(conn, trail, out, entries, origin_of(key, found.id), seen)
    trail.note(conn, actor, PUT_IN_LOG, found.id, ref=ref, names_stay=len(out.names))
    return number


def take_out_of_log(conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes) -> None:
    """As of something that happened."""
    found = get_review(conn, actor, ref)
    keep_whole(conn, found.id)
    if remove_line(conn, trail, origin_of(key, found.id)):
        trail.note(conn, actor, TAKEN_OUT, found.id, ref=ref)


def begin_log_words(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Begins what the log says with what the review says shortly, and its first finding."""
    found = get_review(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    finding = next((one.get("finding", "") for one in entries.items(FINDINGS.slug)), "")
    words = {
        "said": (entries.data(REPORT.slug).get("shortly", ""), A_FEW_WORDS),
        "likely": (finding, A_FEW_WORDS),
    }
    if change := begun(entries, STEP.slug, words):
        save_reviewing(conn, trail, actor, ref, key=new_id(), changes=[change], place=STEP.slug)
