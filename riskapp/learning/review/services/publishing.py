"""Putting what a review found into the log: as of what happened, under an origin of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.learning.log import LineOf, seen_together
from riskapp.learning.queries import find_standing
from riskapp.learning.review.events import PUT_IN_LOG, TAKEN_OUT
from riskapp.learning.review.queries import Review, get_review
from riskapp.learning.review.services.printing import accounts_of, names_around, seen_of
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps.findings import found_in
from riskapp.learning.review.steps.report import STEP as REPORT
from riskapp.learning.rules import State
from riskapp.learning.services.publishing import (
    Beginning,
    Leaving,
    compose,
    move,
    publish,
    remove_line,
    together,
    with_names,
)
from riskapp.learning.steps.in_the_log import STEP
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.holds import keep_whole
from riskapp.platform.trail import Trail


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    accounts = accounts_of(conn, found)
    made = compose(entries, seen_together(seen_of(found, accounts)))
    return with_names(made, names_around(conn, found, accounts, []))


def line_of(key: bytes, found: Review) -> LineOf:
    """The line it writes: of the one thing it looks at; of several, one of its own beside theirs, which
    says what they have in common.
    """
    of = found.alone.happening_id if found.alone else found.id
    return LineOf(key, of, by=found.id)


def kept_with(found: Review) -> tuple[str, ...]:
    """What a legal hold that keeps its line may stand on: itself, and what the line is of."""
    one = found.alone
    return (found.id, one.happening_id, one.person_id) if one else (found.id,)


def put_in_log(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes, seen: str
) -> int:
    """As of something that happened, whose line it takes the place of. Raises besides as `to_share`, and
    KeptWhole where that had two lines and a legal hold keeps them.
    """
    found, entries = to_share(conn, actor, ref)
    out = leaving(conn, found, entries)
    number = publish(conn, trail, out, entries, line_of(key, found), seen)
    if found.alone:
        move(conn, trail, found.alone.happening_id, State.IN_LOG)
        _end_its_own(conn, trail, found, LineOf(key, found.id, by=found.id))
    trail.note(conn, actor, PUT_IN_LOG, found.id, ref=ref, names_stay=len(out.names))
    return number


def _end_its_own(conn: Connection, trail: Trail, found: Review, line: LineOf) -> None:
    """A second line of the same, from before one thing that happened had one."""
    if find_standing(conn, line):
        keep_whole(conn, *kept_with(found))
        remove_line(conn, trail, line)


def take_out_of_log(conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes) -> None:
    """As of something that happened."""
    found = get_review(conn, actor, ref)
    keep_whole(conn, *kept_with(found))
    if remove_line(conn, trail, line_of(key, found)):
        if found.alone:
            move(conn, trail, found.alone.happening_id, State.KEPT)
        trail.note(conn, actor, TAKEN_OUT, found.id, ref=ref)


def begin_log_words(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Begins what the log says with what the review says shortly, else with what was said soon after;
    and with every finding, also of soon after where it looks at one thing alone. What was usual is for
    the brief: here it would read as a cause. Raises as `to_share`.
    """
    found, entries = to_share(conn, actor, ref)
    soon_after: Mapping[str, Any] = {}
    if found.alone:
        soon_after = get_entries(conn, found.alone.happening_id).data(STEP.slug)
    words = {
        "said": entries.data(REPORT.slug).get("shortly") or soon_after.get("said", ""),
        "likely": together(*found_in(entries), soon_after.get("likely", "")),
        "theme": soon_after.get("theme", ""),
        "influences": soon_after.get("influences", []),
    }
    beginning = Beginning(trail, actor.user_id, found.id, entries)
    if change := beginning.begun(conn, STEP, words):
        save_reviewing(conn, trail, actor, ref, key=new_id(), changes=[change], place=STEP.slug)
