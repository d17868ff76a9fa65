"""Reviews: how it went, and what follows. No date closes anything, and nothing is filled in before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, update

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.decision.events import REVIEW_BEGUN, REVIEW_ENDED, REVIEW_PUT_AWAY
from riskapp.decision.journeys import OF_ITS_DAY, REVIEW, asked_in_a_review
from riskapp.decision.queries import Decision, UnderReview
from riskapp.decision.rules import (
    CARRY_ON,
    CHANGE,
    END,
    KEEP,
    MOVES,
    NO_LONGER,
    NOT_IN_FORCE,
    RESTRICTION,
    TECHNOLOGY,
    State,
    can,
)
from riskapp.decision.services.sealing import House, freeze_now
from riskapp.decision.services.talking import (
    ask_again,
    end_last_review,
    get_to_write,
    open_again,
    write,
)
from riskapp.decision.steps import looking_again, what_now
from riskapp.decision.steps.hopes import HOPES
from riskapp.decision.steps.hopes_now import HOPES_NOW, names_of_hopes
from riskapp.decision.steps.still_helping import STILL_HELPS, names_of_helps
from riskapp.decision.steps.what_now import SAYS_FOR, SAYS_FOR_A_CHANGE
from riskapp.decision.steps.what_would_help import MITIGATIONS, OF_RENEWAL
from riskapp.decision.tables import decision
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, Entry, get_entries, list_singles
from riskapp.platform.entries.saving import Change, Saved, WrittenSince, save_entries
from riskapp.platform.time import local
from riskapp.platform.trail import Trail

ENDS_WITH_IT = (RESTRICTION, TECHNOLOGY)  # what restricts or watches, where the decision is over


def begin_review(conn: Connection, trail: Trail, actor: Actor, ref: str) -> Decision:
    """Looking at how it went, of the version that stands; empty, whatever the last review said.

    Raises Conflict where a conversation or a review is under way.
    """
    found = get_to_write(conn, actor, ref)
    if not can("begin_review", found.state):
        raise Conflict(ref)
    end_last_review(conn, trail.now, actor, found)
    before = {one.step: one for one in list_singles(conn, found.id, [s.slug for s in REVIEW.steps])}
    steps = asked_in_a_review(get_entries(conn, found.id, found.facts))
    changes = [_begun(step.slug, before.get(step.slug)) for step in steps]
    _save(conn, trail, actor, found, changes)
    _move(conn, found, "begin_review")
    trail.note(conn, actor, REVIEW_BEGUN, found.id, ref=ref, version=found.versions)
    return found


def _begun(step: str, before: Entry | None) -> Change:
    if before is None:
        return Change(step=step, data={})
    return Change(step=step, data={}, seen_rev=before.rev, entry_id=before.id)


def save_review(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keep what one post of a review said. Raises Conflict where the review has ended since."""
    found = get_to_write(conn, actor, ref, UnderReview)
    if not found.is_open:
        raise Conflict(ref)
    return write(conn, trail, actor, found, key=key, changes=changes, place=place)


def put_review_away(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """No review after all: its words stay in the history, and the version stands as before."""
    found = get_to_write(conn, actor, ref)
    if not can("put_away", found.state):
        raise Conflict(ref)
    end_last_review(conn, trail.now, actor, found)
    _move(conn, found, "put_away")
    trail.note(conn, actor, REVIEW_PUT_AWAY, found.id, ref=ref, version=found.versions)


def end_review(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    house: House,
    *,
    now: str,
    seen: str,
) -> None:
    """Carry on or end, as a new version that holds the review; or change, in the next conversation.

    Raises Conflict where it has ended already, WrittenSince where other words stand than were `seen`.
    """
    found = get_to_write(conn, actor, ref)
    if not can(now, found.state):
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    # Carrying on decides nothing anew: it stays decided on its day, and the review says who took part.
    again = OF_ITS_DAY if now == CHANGE else {}
    asked = ask_again(conn, trail.now, actor, found, again)
    anew = get_entries(conn, found.id, found.facts)
    saved = _save(conn, trail, actor, found, list(_following(anew, now, local(trail.now).date())))
    ours = (*asked.entries, *saved.entries)
    # Looked at after it, so that no word can have come between.
    if entries.mark() != seen or _marked(conn, found) != entries.mark(ours):
        raise WrittenSince
    if now == CHANGE:
        open_again(conn, trail, actor, found)
    else:
        freeze_now(conn, trail, actor, found, house)
    trail.note(conn, actor, REVIEW_ENDED, found.id, ref=ref, version=found.next_number, now=now)


def _marked(conn: Connection, found: Decision) -> str:
    return get_entries(conn, found.id, found.facts).mark()


def _following(entries: Entries, now: str, today: date) -> Iterator[Change]:
    """What the record holds otherwise because of its review, so that nothing is asked twice."""
    review = entries.data(what_now.STEP.slug)
    yield _single(entries, what_now.STEP.slug, {**review, "now": now})
    because = review.get("because")
    if now == CHANGE and because:
        yield _single(entries, looking_again.STEP.slug, {"why": because})
    for step, keys in (SAYS_FOR_A_CHANGE if now == CHANGE else SAYS_FOR).items():
        before, new = entries.data(step), {key: review[key] for key in keys if key in review}
        stays = {k: v for k, v in before.items() if k not in keys or _stands(k, v, now, today)}
        if stays | new != before:
            yield _single(entries, step, stays | new)
    yield from _hopes(entries)
    yield from _helps(entries, review.get("decided_on") or today.isoformat(), is_over=now == END)


def _stands(key: str, said: str, now: str, today: date) -> bool:
    """Whether what the last version said stays where the review says nothing new: a day to look again
    does, unless all is ended, or it has gone by and nobody talks it through.
    """
    if key != "look_again_on" or now == END:
        return False
    return now == CHANGE or date.fromisoformat(said) >= today


def record_after(entries: Entries, today: date) -> Entries:
    """The record as carrying on would seal it."""
    changes = list(_following(entries, CARRY_ON, today))
    follows = {change.entry_id: change.data for change in changes if change.entry_id}
    stood = (replace(e, data=follows.get(e.id, e.data)) for e in entries)
    new = (Entry(c.step, c.step, c.data) for c in changes if c.entry_id is None)
    return Entries((*stood, *new), entries.facts)


def _hopes(entries: Entries) -> Iterator[Change]:
    """Where each hope is now."""
    said = {one["was"]: one for one in entries.items(HOPES_NOW.slug) if one.get("now")}
    names = names_of_hopes(entries)
    for hope in entries.items(HOPES.slug):
        if now := said.get(names.get(hope.id)):
            found = {key: now[key] for key in ("now", "because") if now.get(key)}
            yield _item(hope, {"text": hope["text"], **found})


def _helps(entries: Entries, today: str, *, is_over: bool) -> Iterator[Change]:
    """What is ended stands no longer, since when and why; what is kept until a new day is renewed, with
    its reason. Where the whole decision is over, nothing restricts or watches by it any more.
    """
    said, names = {s["was"]: s for s in entries.items(STILL_HELPS.slug)}, names_of_helps(entries)
    for helps in entries.items(MITIGATIONS.slug):
        found: Entry | dict[str, Any] = said.get(names.get(helps.id)) or {}
        ends_with_it = is_over and helps.get("rung") in ENDS_WITH_IT
        if found.get("earns") == END or (ends_with_it and helps.get("stands") not in NOT_IN_FORCE):
            data = {key: said for key, said in helps.data.items() if key not in OF_RENEWAL}
            why = {"ended_because": found["why"]} if found.get("why") else {}
            was_to_end = min(helps.get("ends_on") or today, today)
            since = {"ended_on": found.get("ended_on") or was_to_end}
            yield _item(helps, {**data, "stands": NO_LONGER, **since, **why})
        elif found.get("earns") == KEEP and found.get("ends_on"):
            why = {"renewed_because": found["why"]} if found.get("why") else {}
            yield _item(helps, {**helps.data, "ends_on": found["ends_on"], **why})


def _single(entries: Entries, step: str, data: dict[str, Any]) -> Change:
    own = entries.of(step)
    if own is None:
        return Change(step=step, data=data)
    return Change(step=step, data=data, seen_rev=own.rev, entry_id=own.id)


def _item(entry: Entry, data: dict[str, Any]) -> Change:
    return Change(
        step=entry.step,
        data=data,
        seen_rev=entry.rev,
        entry_id=entry.id,
        parent_id=entry.parent_id,
        is_item=True,
    )


def _save(
    conn: Connection, trail: Trail, actor: Actor, found: Decision, changes: Sequence[Change]
) -> Saved:
    return save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=found.id,
        key=new_id(),
        changes=changes,
    )


def _move(conn: Connection, found: Decision, move: str) -> None:
    state = MOVES[State(found.state)][move]
    conn.execute(update(decision).where(decision.c.subject_id == found.id).values(state=state))
