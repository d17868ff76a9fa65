"""Beginning a conversation and writing in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import overload

from sqlalchemy import Connection, bindparam, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.core.reference import DECISION
from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.events import BEGUN, LAW_CHANGED, NEXT_BEGUN, SAVED
from riskapp.decision.journeys import BESIDE, OF_ITS_DAY, RECORD, REVIEW, is_since
from riskapp.decision.queries import (
    Decision,
    Kind,
    find_decision_by_id,
    find_law,
    get_decision,
    list_about,
)
from riskapp.decision.reasons import Statement
from riskapp.decision.rules import (
    LIST_WORDS,
    NOT_IN_FORCE,
    RESTRICTION,
    ROOM,
    ROOM_FOR_LINES,
    ROOM_SINCE,
    ROOM_SINCE_FOR_LINES,
    SINCE_IS_FULL,
    State,
    can,
)
from riskapp.decision.steps import decision as wanted
from riskapp.decision.steps import looking_again, read_back, statement, what_was_decided
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.what_would_help import MITIGATIONS, OF_RENEWAL, WAS_TO_END
from riskapp.decision.tables import decision
from riskapp.people.queries import Person
from riskapp.platform import subjects
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, Size, get_entries, get_size
from riskapp.platform.entries.saving import Change, Saved, put_aside, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import new_subject
from riskapp.platform.trail import Trail
from riskapp.platform.wizard import Journey


class BegunAlready(Conflict):
    """The same button was clicked twice: the conversation it began is there."""


# Every conversation begins with two options: the person's own, and carrying on as now.
TWO_OPTIONS = (
    Change(step=OPTIONS.slug, data={}, is_item=True, position=1),
    Change(step=OPTIONS.slug, data={"is_now": True}, is_item=True, position=2),
)


def begin_about(
    conn: Connection, trail: Trail, actor: Actor, person: Person, otherwise: str, *, key: str
) -> Decision:
    """A new decision under the law that the latest one about the person follows; `otherwise` the first.

    Nobody says where the person lives while it begins. Raises BegunAlready as `begin_conversation` does.
    """
    subjects.hold(conn, person.id)
    jurisdiction = find_law(conn, person.id) or otherwise
    return begin_conversation(conn, trail, actor, person, jurisdiction, key=key)


def begin_conversation(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    person: Person,
    jurisdiction: str,
    *,
    key: str,
    written: Sequence[Change] = TWO_OPTIONS,
) -> Decision:
    """A new decision with what it begins with; an import brings entries of its own.

    Raises BegunAlready for a key seen before; undo the transaction and ask `find_begun`.
    """
    subject_id, ref = new_subject(conn, "decision", DECISION)
    now = trail.now
    conn.execute(
        insert(decision).values(
            subject_id=subject_id,
            person_id=person.id,
            jurisdiction=jurisdiction,
            route="short",
            state=State.IN_CONVERSATION,
            title="",
            choice="",
            versions=0,
            made_at=now,
            made_by=actor.user_id,
            changed_at=now,
            changed_step="",
        )
    )
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=subject_id, key=key, changes=written
    )
    if saved.again:
        raise BegunAlready(key)
    trail.note(conn, actor, BEGUN, subject_id, ref=ref, person=person.ref)
    made = find_decision_by_id(conn, subject_id)
    if written is not TWO_OPTIONS:
        _check_room(Size(), get_size(conn, subject_id, _is_talked_about))
        _check_room_since(Size(), get_size(conn, subject_id, is_since))
        _touch(conn, made, written, now)
    return made


_TOUCH = update(decision).where(decision.c.subject_id == bindparam("which"))


@overload
def get_to_write(conn: Connection, actor: Actor, ref: str) -> Decision: ...
@overload
def get_to_write(conn: Connection, actor: Actor, ref: str, kind: type[Kind]) -> Kind: ...
def get_to_write(
    conn: Connection, actor: Actor, ref: str, kind: type[Decision] = Decision
) -> Decision:
    """A decision in which nobody else writes, and which nobody seals, before this transaction is done:
    what it says stays true. Raises NotFound.
    """
    found = get_decision(conn, actor, ref, kind)
    return get_decision(conn, actor, ref, kind) if subjects.hold(conn, found.id) else found


def save_words(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keep what one post said. The actor and the state are asked again, inside the transaction.

    Raises Conflict where it has been sealed since, BadInput where the record would overflow: undo
    the transaction then.
    """
    found = get_to_write(conn, actor, ref)
    if not found.is_open:
        raise Conflict(ref)
    return write(conn, trail, actor, found, key=key, changes=changes, place=place)


def write(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    found: Decision,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """One post about a decision that may be written in now. Raises BadInput where it would overflow."""
    is_later = any(is_since(change.step) for change in changes)
    counts = is_since if is_later else _is_talked_about
    before = get_size(conn, found.id, counts) if changes else Size()
    changes = [_beside_composed(conn, found, change) for change in changes]
    now = trail.now
    saved = save_entries(
        conn,
        now=now,
        by=actor.user_id,
        subject_id=found.id,
        key=key,
        changes=changes,
        place=place,
    )
    if saved.again or not changes:
        return saved
    (_check_room_since if is_later else _check_room)(before, get_size(conn, found.id, counts))
    _touch(conn, found, changes, now)
    revs = [rev for _entry, rev in saved.entries]
    trail.note(
        conn, actor, SAVED, found.id, ref=found.ref, place=place, revs=" ".join(map(str, revs))
    )
    return saved


def _beside_composed(conn: Connection, found: Decision, change: Change) -> Change:
    """Somebody's own statement is kept with the one that was composed when its words were written."""
    if change.step != statement.STEP.slug:
        return change
    entries = get_entries(conn, found.id, found.facts)
    stood, own = entries.data(change.step), change.data.get("own")
    data = {key: said for key, said in change.data.items() if key not in statement.NEVER_ASKED}
    if own and own == stood.get("own"):
        data["composed"] = stood.get("composed", "")
    elif own:
        data["composed"] = Statement(Conversation(entries, found.called_by)).text
    return replace(change, data=data)


def begin_statement(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Own words for a statement that has none: all of the composed ones, to be changed."""
    found = get_decision(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    entry, slug = entries.of(statement.STEP.slug), statement.STEP.slug
    data = dict(entry.data) if entry else {}
    if data.get("own"):
        return
    composed = Statement(Conversation(entries, found.called_by)).text
    change = Change(
        step=slug,
        data={**data, "own": composed},
        seen_rev=entry.rev if entry else 0,
        entry_id=entry.id if entry else None,
    )
    save_words(conn, trail, actor, ref, key=new_id(), changes=[change], place=slug)


def _is_talked_about(step: str) -> bool:
    return not is_since(step)


def _check_room_since(before: Size, after: Size) -> None:
    """What is said after a seal never needs the room of the record: a full one takes a disagreement."""
    is_full = (
        max(before.characters, ROOM_SINCE) < after.characters
        or max(before.lines, ROOM_SINCE_FOR_LINES) < after.lines
        or any(after.entries.get(c.slug, 0) > c.most for s in BESIDE for c in s.collections)
    )
    if is_full:
        raise BadInput(str(SINCE_IS_FULL))


def _check_room(before: Size, after: Size) -> None:
    """A record must always be printable, so there is a most it can hold, however it comes there.
    One that holds more, from an earlier riskapp, can still be made smaller.
    """
    for collection in RECORD.collections():
        was = before.entries.get(collection.slug, 0)
        if max(was, collection.most) < after.entries.get(collection.slug, 0):
            raise BadInput(
                str(
                    _(
                        "There is room for %(most)s of these. "
                        "Put this with another, or take one away",
                        most=str(collection.most),
                    )
                )
            )
    if max(before.characters, ROOM) < after.characters:
        raise BadInput(
            str(
                _(
                    "This record is full: it holds %(most)s characters in all. "
                    "Shorten something, or begin another decision for a part of it",
                    most=f"{ROOM:,}",
                )
            )
        )
    if max(before.lines, ROOM_FOR_LINES) < after.lines:
        raise BadInput(
            str(
                _(
                    "This record is full: it holds %(most)s lines in all. "
                    "Join some lines, or begin another decision for a part of it",
                    most=f"{ROOM_FOR_LINES:,}",
                )
            )
        )


def _touch(conn: Connection, found: Decision, changes: Sequence[Change], now: object) -> None:
    """What lists show: when it was last written in, and the person's own first words."""
    values: dict[str, object] = {"changed_at": now, "changed_step": changes[0].step}
    for change in changes:
        if change.step == wanted.STEP.slug:
            values["title"] = beginning(change.data.get("title", ""), LIST_WORDS)
            values["choice"] = beginning(change.data.get("choice", ""), LIST_WORDS)
    conn.execute(_TOUCH, {"which": found.id, **values})


def ask_again(
    conn: Connection,
    now: datetime,
    actor: Actor,
    found: Decision,
    asked_again: Mapping[str, Sequence[str]] = OF_ITS_DAY,
) -> Saved:
    """Empties what must be said anew, and asks why the decision is looked at again; the words stay in
    the history and in the sealed version. After a review that carries on, which asks nothing again, only
    an earlier why is emptied.

    Drafts are put aside too, where a consent typed for one version would be none for the next; what
    somebody typed about danger stands where they typed it.
    """
    why = looking_again.STEP.slug
    put_aside(conn, found.id, [read_back.STEP.slug, what_was_decided.STEP.slug, why])
    entries = get_entries(conn, found.id, found.facts)
    changes = [
        Change(
            step=step,
            data={key: value for key, value in entry.data.items() if key not in keys},
            seen_rev=entry.rev,
            entry_id=entry.id,
        )
        for step, keys in asked_again.items()
        if (entry := entries.of(step)) and not entry.data.keys().isdisjoint(keys)
    ]
    before = entries.of(why)
    if asked_again or (before and before.data):
        changes.append(
            Change(
                step=why,
                data={},
                seen_rev=before.rev if before else 0,
                entry_id=before.id if before else None,
            )
        )
    changes += _ends_so_far(entries)
    return save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=new_id(), changes=changes
    )


def put_away(entries: Entries, journey: Journey) -> Iterator[Change]:
    """Takes all of a journey out of the record: it stays in the history and where it was sealed."""
    for slug in (slug for step in journey.steps for slug in step.slugs):
        for entry in entries.items(slug):
            yield Change(
                step=entry.step,
                data=entry.data,
                seen_rev=entry.rev,
                entry_id=entry.id,
                parent_id=entry.parent_id,
                removed=True,
            )


def end_last_review(conn: Connection, now: datetime, actor: Actor, found: Decision) -> None:
    """What was said at a review stands in the version it led to, and in no later one."""
    changes = list(put_away(get_entries(conn, found.id), REVIEW))
    save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=new_id(), changes=changes
    )


def _ends_so_far(entries: Entries) -> Iterator[Change]:
    """When each restriction was to end by the version just left: an end that moves on is a renewal,
    and needs a reason of its own.
    """
    for entry in entries.items(MITIGATIONS.slug):
        data = {key: value for key, value in entry.data.items() if key not in OF_RENEWAL}
        is_in_force = data.get("rung") == RESTRICTION and data.get("stands") not in NOT_IN_FORCE
        if is_in_force and "ends_on" in data:
            data[WAS_TO_END] = data["ends_on"]
        if data != entry.data:
            yield Change(
                step=entry.step,
                data=data,
                seen_rev=entry.rev,
                entry_id=entry.id,
                parent_id=entry.parent_id,
                is_item=True,
            )


def follow_law(conn: Connection, trail: Trail, actor: Actor, ref: str, jurisdiction: str) -> None:
    """Where the person lives: every conversation about them that is open follows the law there.

    Raises Conflict where this one has been sealed since.
    """
    found = get_decision(conn, actor, ref)
    subjects.hold(conn, found.person_id)
    held = sorted(one.id for one in list_about(conn, actor, found.person_id) if one.is_open)
    for one in held:  # always in this order: two who do it at once never wait for each other
        subjects.hold(conn, one)
    every = list_about(conn, actor, found.person_id)
    still = {about.id: about for about in every if about.is_open and about.id in held}
    if found.id not in still:
        raise Conflict(ref)
    for about in still.values():
        if about.jurisdiction != jurisdiction:
            conn.execute(
                update(decision)
                .where(decision.c.subject_id == about.id)
                .values(jurisdiction=jurisdiction)
            )
            trail.note(conn, actor, LAW_CHANGED, about.id, ref=about.ref, jurisdiction=jurisdiction)


def begin_next_version(conn: Connection, trail: Trail, actor: Actor, ref: str) -> Decision:
    """Open a sealed decision again; the sealed version stays. Raises Conflict where it is open."""
    found = get_to_write(conn, actor, ref)
    if not can("begin_next_version", found.state):
        raise Conflict(ref)
    now = trail.now
    end_last_review(conn, now, actor, found)
    ask_again(conn, now, actor, found)
    open_again(conn, trail, actor, found)
    return found


def open_again(conn: Connection, trail: Trail, actor: Actor, found: Decision) -> None:
    """The conversation of the next version begins."""
    conn.execute(
        update(decision)
        .where(decision.c.subject_id == found.id)
        .values(state=State.IN_CONVERSATION, changed_at=trail.now, changed_step="")
    )
    trail.note(conn, actor, NEXT_BEGUN, found.id, ref=found.ref, version=found.next_number)
