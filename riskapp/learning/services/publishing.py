"""Putting what was learned into the log, without a name, and keeping it up to date there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, RiskappError
from riskapp.learning.events import KEPT, PUT_IN_LOG, TAKEN_OUT
from riskapp.learning.log import Learning, LineOf, Seen
from riskapp.learning.queries import (
    Happening,
    Names,
    find_learning,
    find_log,
    find_standing,
    get_happening,
    get_names,
)
from riskapp.learning.rules import LOG_KIND, LOG_REF, OF_TRAITS, TELL_ANEW, State
from riskapp.learning.services.holding import get_to_write, keep_to_facts
from riskapp.learning.steps.account import STEP as ACCOUNT
from riskapp.learning.steps.candour import STEP as CANDOUR
from riskapp.learning.steps.care import CARED_FOR
from riskapp.learning.steps.changes_to_try import CHANGES
from riskapp.learning.steps.in_the_log import BETWEEN
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.learning.steps.what_we_learned import STEP as LEARNED
from riskapp.learning.tables import LEARNING_WORDS, happening, learning
from riskapp.library.services import end_prompts
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change, WrittenSince, keep_draft, save_entries
from riskapp.platform.holds import keep_whole
from riskapp.platform.i18n import _
from riskapp.platform.jobs import enqueue
from riskapp.platform.subjects import next_number
from riskapp.platform.tables import subject
from riskapp.platform.time import local
from riskapp.platform.trail import Trail
from riskapp.platform.upsert import insert_if_missing
from riskapp.platform.wizard import Step

# Of a change to try: what goes into the log. Its day goes as its month.
OF_A_CHANGE = ("what", "owner", "know", "strength", "takes_away", "changed", "how_known")

OF_A_LINE = (*OF_TRAITS, "said", "likely", "changes")

OF_NAMES = frozenset({"names_stay", "names_read"})


class NamesFound(RiskappError):
    """Somebody's name stands in what is to leave, and nobody has said why it may."""


@dataclass(frozen=True)
class Leaving:
    """What the log would print, and the names that stand in it."""

    learning: Learning
    names: list[str]


def month_of(found: Happening) -> str:
    """The month it happened, else the month it was written down: `2026-11`."""
    return (found.on_day or local(found.made_at).date().isoformat())[:7]


def seen_of(found: Happening, entries: Entries) -> Seen:
    said = entries.data(ACCOUNT.slug)
    return Seen(said.get("kind", ""), month_of(found), said.get("place", ""))


def compose(entries: Entries, seen: Seen) -> Learning:
    """What the log would say of this now."""
    log = entries.data(IN_THE_LOG.slug)
    return Learning(
        number=0,
        kind=seen.kind,
        month=seen.month,
        place=seen.place,
        said=log.get("said", ""),
        likely=log.get("likely", ""),
        changes=[as_tried(item.data) for item in entries.items(CHANGES.slug)],
        theme=log.get("theme", ""),
        influences=log.get("influences", []),
    )


def compose_now(conn: Connection, actor: Actor, ref: str) -> Learning:
    """The same, read anew: for whoever puts it there from no page."""
    found = get_happening(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    return compose(entries, seen_of(found, entries))


def as_tried(data: Mapping[str, Any]) -> dict[str, str]:
    """What is told of a change to try; its day as its month."""
    said = {key: str(data[key]) for key in OF_A_CHANGE if key in data}
    return {**said, "by": str(data["by_when"])[:7]} if "by_when" in data else said


def leaving(conn: Connection, found: Happening, entries: Entries) -> Leaving:
    return with_names(compose(entries, seen_of(found, entries)), names_around(conn, found, entries))


def with_names(made: Learning, around: Names) -> Leaving:
    return Leaving(made, around.found_in(made.texts))


def names_around(conn: Connection, found: Happening, entries: Entries) -> Names:
    """Who may not be named in what leaves of something that happened."""
    told = [said for said in entries.data(ACCOUNT.slug).values() if isinstance(said, str)]
    called = [str(one.get("who", "")) for one in entries.items(CARED_FOR.slug)]
    called.append(str(entries.data(CANDOUR.slug).get("relevant", "")))
    return get_names(conn, [found.team_id], [found.person_id], told, called)


def put_in_log(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes, seen: str
) -> int:
    """The learning's number. What stood there of this already is brought up to date.

    Raises NamesFound where a name stands in it that nobody has read and said why it may, BadInput where
    it would say nothing, WrittenSince where it would say other things besides than its page showed, or
    what was learned together stands in its place since; Held while it is on hold.
    """
    found = get_to_write(conn, actor, ref)
    keep_to_facts(found)
    line = LineOf(key, found.id, by=found.id)
    there = find_standing(conn, line)
    if there and not there.is_own:
        raise WrittenSince
    entries = get_entries(conn, found.id, found.facts)
    out = leaving(conn, found, entries)
    number = publish(conn, trail, out, entries, line, seen)
    move(conn, trail, found.id, State.IN_LOG)
    trail.note(conn, actor, PUT_IN_LOG, found.id, ref=ref, names_stay=len(out.names))
    return number


def publish(
    conn: Connection, trail: Trail, out: Leaving, entries: Entries, line: LineOf, seen: str
) -> int:
    """The number of a line that was read, under its origin alone. It takes the place of what stands
    there of the same, whoever wrote that, and keeps its number and what is told of it: nobody can lay
    two lines of one thing beside each other. Raises as `put_in_log`.
    """
    if not out.learning.said:
        raise BadInput(str(_("Write what happened, in a sentence or two")))
    if out.learning.mark != seen:
        raise WrittenSince
    refuse_unread(out.names, entries.data(IN_THE_LOG.slug))
    number = write_line(conn, out.learning, line.origin, line.written)
    enqueue(conn, trail.clock, TELL_ANEW, {})
    return number


def write_line(conn: Connection, one: Learning, origin: str, written: str = "") -> int:
    """Its number: a new one, or the one that its origin has already. What may be told of it follows."""
    values = {**{key: getattr(one, key) for key in OF_A_LINE}, "written": written}
    there = find_learning(conn, origin)
    if there:
        conn.execute(update(learning).where(learning.c.origin == origin).values(values))
        number = there.number
    else:
        make_log(conn)
        number = next_number(conn, "L")
        conn.execute(insert(learning).values(number=number, origin=origin, **values))
    LEARNING_WORDS.keep(conn, number, one.texts)
    return number


def ask_why_again(
    conn: Connection, trail: Trail, actor: Actor, ref: str, step: str = IN_THE_LOG.slug
) -> None:
    """A reason is of the names that were read: where others were found, it is asked anew."""
    found = get_happening(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    if change := without_reason(entries, step):
        write(conn, trail, actor, found, change)


def without_reason(entries: Entries, step: str) -> Change | None:
    """What takes away the reason why a name may stay; None where there is none."""
    entry = entries.of(step)
    if entry is None or not entry.data.keys() & OF_NAMES:
        return None
    return written(entries, step, {k: v for k, v in entry.data.items() if k not in OF_NAMES})


def written(entries: Entries, step: str, data: Mapping[str, Any]) -> Change:
    """The answers of a page, where a button and not the page's own controls write them."""
    entry = entries.of(step)
    return Change(
        step=step,
        data=dict(data),
        seen_rev=entry.rev if entry else 0,
        entry_id=entry.id if entry else None,
    )


@dataclass(frozen=True)
class Beginning:
    """Who begins a page with what was written elsewhere, and of what."""

    trail: Trail
    by: str
    subject_id: str
    entries: Entries

    def begun(self, conn: Connection, step: Step, said: Mapping[str, Any]) -> Change | None:
        """Begins answers that are not there yet; None where there is nothing to save.

        Where one is longer than it may be nothing is: all of it stands on the page as if whoever asked
        for it had typed it, so that they shorten it, and not we.
        """
        own = self.entries.of(step.slug)
        stands = self.entries.data(step.slug)
        made = {key: value for key, value in said.items() if value and key not in stands}
        raw = step.form().as_raw({**stands, **made})
        if not made:
            return None
        if not step.form(raw=raw).wrong:
            return written(self.entries, step.slug, {**stands, **made})
        keep_draft(
            conn,
            now=self.trail.now,
            user_id=self.by,
            subject_id=self.subject_id,
            place=step.slug,
            raw=[*raw, ("rev", str(own.rev if own else 0))],
        )
        return None


def together(*said: str) -> str:
    """Several answers as one, each on a line of its own; of the same words one."""
    return "\n".join(dict.fromkeys(words.strip() for words in said if words.strip()))


def refuse_unread(names: Sequence[str], said: Mapping[str, Any]) -> None:
    """Raises NamesFound where one of them is none that somebody read and gave a reason for."""
    read = str(said.get("names_read", "")).split(BETWEEN) if said.get("names_stay") else []
    if not_read := [name for name in names if name not in read]:
        raise NamesFound(BETWEEN.join(not_read))


def make_log(conn: Connection) -> str:
    """The log as a subject, made the first time anything is put in it; its id."""
    insert_if_missing(conn, subject, id=new_id(), kind=LOG_KIND, ref=LOG_REF)
    made = find_log(conn)
    assert made is not None  # noqa: S101 (inserted in this transaction, or there before)
    return made


def keep_with_team(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Not for the log now. It stays open to writing, and leaves the list of work."""
    found = get_happening(conn, actor, ref)
    if found.stage == State.OPEN:
        move(conn, trail, found.id, State.KEPT)
        trail.note(conn, actor, KEPT, found.id, ref=ref)


def take_out_of_log(conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes) -> None:
    """What happened is kept with the team from then on. A second click finds nothing to take out, nor
    does one where what was learned together stands in its place. Raises KeptWhole while a legal hold
    stands.
    """
    found = get_happening(conn, actor, ref)
    keep_whole(conn, found.id, found.person_id)
    if remove_line(conn, trail, LineOf(key, found.id, by=found.id)):
        move(conn, trail, found.id, State.KEPT)
        trail.note(conn, actor, TAKEN_OUT, found.id, ref=ref)


def remove_line(conn: Connection, trail: Trail, line: LineOf) -> bool:
    """Whether there was a line and whoever asks wrote it: it is gone, with what it was looked for by and
    what is asked because of it. Its number is not given again, and an edition that was made keeps it.
    """
    there = find_standing(conn, line)
    if there is None or not there.is_own:
        return False
    gone = there.learning
    conn.execute(delete(learning).where(learning.c.number == gone.number))
    LEARNING_WORDS.forget(conn, gone.number)
    end_prompts(conn, trail.now, gone.ref)
    enqueue(conn, trail.clock, TELL_ANEW, {})
    return True


def move(conn: Connection, trail: Trail, happening_id: str, to: State) -> None:
    conn.execute(
        update(happening)
        .where(happening.c.subject_id == happening_id)
        .values(state=to, changed_at=trail.now)
    )


def begin_log_words(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Begins what the log says with what was written; nothing where it has words already.

    Raises Held while it is on hold.
    """
    found = get_to_write(conn, actor, ref)
    keep_to_facts(found)
    entries = get_entries(conn, found.id, found.facts)
    words = {
        "said": entries.data(ACCOUNT.slug).get("facts", ""),
        "likely": entries.data(LEARNED.slug).get("difference", ""),
    }
    beginning = Beginning(trail, actor.user_id, found.id, entries)
    if change := beginning.begun(conn, IN_THE_LOG, words):
        write(conn, trail, actor, found, change)


def write(conn: Connection, trail: Trail, actor: Actor, found: Happening, change: Change) -> None:
    """What a button writes."""
    save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=found.id,
        key=new_id(),
        changes=[change],
    )
