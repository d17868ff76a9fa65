"""Sealing: the entries as they stand become a version that nobody can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, delete, insert, update

from riskapp.config import Config
from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotFound
from riskapp.core.text import beginning
from riskapp.decision.asked_before import before_rows
from riskapp.decision.backing import dated, given_on
from riskapp.decision.conversation import Conversation
from riskapp.decision.events import PAPER_PRINTED, SEALED, SHEET_PRINTED
from riskapp.decision.facts import found_rows, help_rows, meta_rows
from riskapp.decision.guard import Beside, guarded
from riskapp.decision.journeys import RECORD
from riskapp.decision.law import law_named, law_rows
from riskapp.decision.layouts import DRAFT, PRINTED, SINCE, unsealed_layout_of
from riskapp.decision.queries import Decision
from riskapp.decision.reasons import is_before
from riskapp.decision.rules import LIST_WORDS, RESTRICTION, REVIEW, TECHNOLOGY, State, can
from riskapp.decision.services.talking import get_to_write
from riskapp.decision.standing import Stands, with_standing
from riskapp.decision.steps import statement
from riskapp.decision.tables import decision, due
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, Entry, get_entries
from riskapp.platform.i18n import language_tag
from riskapp.platform.jobs import enqueue
from riskapp.platform.trail import Trail
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows, rows_of
from riskapp.platform.versions.store import (
    Version,
    ask_for_copies,
    find_waiting,
    freeze,
    get_version,
)

JOB = "decision.make_copies"
PAPER_JOB = "decision.make_draft"


@dataclass(frozen=True)
class House:
    """Where a version is sealed. `content` is its own folder of content, which may stand over ours.
    `beside`: what stands here beside restrictions that came after something happened; `stands`: where
    the conditions stand that others asked for.
    """

    organisation: str
    telephone: str
    demonstration: bool
    content: Path
    beside: Beside = field(default_factory=dict)
    stands: Stands = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        config: Config,
        *,
        demonstration: bool,
        beside: Beside | None = None,
        stands: Stands | None = None,
    ) -> House:
        own, has = config.content_folder, (beside or {}, stands or {})
        return cls(config.organisation, config.telephone, demonstration, own, *has)


def snapshot(
    found: Decision,
    entries: Entries,
    trail: Trail,
    house: House,
    *,
    by: str,
    backed: Mapping[str, Rows] = MappingProxyType({}),
    last: Rows | None = None,
) -> Rows:
    """Everything a version keeps: each question with its answer, and the facts about the record.
    `backed`: the rows that each backing was given on, by the id of its view. `last`: those of the
    version before.
    """
    kept = guarded(_statement_dated(entries, found), house.beside)
    kept = with_standing(kept, house.stands)
    return {
        **dated(kept, rows_of(RECORD, kept, found.names), backed),
        **meta_rows(
            found,
            version=found.next_number,
            sealed_at=trail.now,
            sealed_by=by,
            organisation=house.organisation,
            telephone=house.telephone,
            demonstration=house.demonstration,
        ),
        **found_rows(Conversation(kept, found.called_by)),
        **help_rows(Conversation(kept, found.called_by)),
        **before_rows(last or {}, kept),
        **law_rows(law_named(entries, house.content), trail.now),
    }


def _statement_dated(entries: Entries, found: Decision) -> Entries:
    """The entries, where somebody's own statement says whether anything changed since it was written:
    a copy that withholds what was composed that day could not tell.
    """
    is_late = is_before(Conversation(entries, found.called_by))

    def dated(entry: Entry) -> Entry:
        if entry.step != statement.STEP.slug:
            return entry
        data = {key: said for key, said in entry.data.items() if key != "before"}
        return replace(entry, data={**data, "before": True} if is_late else data)

    return Entries(tuple(map(dated, entries)), entries.facts)


def seal(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> Version:
    """Freeze the conversation as its next version and ask for its copies.

    Raises Conflict where it is sealed already: two clicks make one version.
    """
    found = get_to_write(conn, actor, ref)
    if not can("seal", found.state):
        raise Conflict(ref)
    return freeze_now(conn, trail, actor, found, house)


def freeze_now(
    conn: Connection, trail: Trail, actor: Actor, found: Decision, house: House
) -> Version:
    """The record as it stands, as the next version of a decision that may be sealed now."""
    entries = get_entries(conn, found.id, found.facts)
    backed = given_on(conn, found)
    last = get_version(conn, found.id).rows if found.versions else {}
    rows = snapshot(found, entries, trail, house, by=actor.name, backed=backed, last=last)
    version = freeze(
        conn,
        subject_id=found.id,
        number=found.next_number,
        language=language_tag(),
        rows=rows,
        now=trail.now,
        by=actor.user_id,
    )
    conn.execute(
        update(decision)
        .where(decision.c.subject_id == found.id)
        .values(state=State.SEALED, versions=version.number, changed_at=version.sealed_at)
    )
    _project_due(conn, found, Conversation(entries, found.called_by))
    ask_for_copies(
        conn,
        subject_id=found.id,
        version_id=version.id,
        layouts=[layout.slug for layout in PRINTED],
        now=version.sealed_at,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, JOB, {"version": version.id})
    trail.note(
        conn, actor, SEALED, found.id, ref=found.ref, version=version.number, digest=version.digest
    )
    return version


def _project_due(conn: Connection, found: Decision, talk: Conversation) -> None:
    """What falls due by the version just sealed; what an earlier one made due is done with."""
    conn.execute(delete(due).where(due.c.subject_id == found.id))
    if talk.has_ended:
        return
    rows = []
    if talk.look_again_on:
        rows.append((REVIEW, talk.look_again_on, ""))
    rows += [(RESTRICTION, m.ends_on, m.what) for m in talk.restrictions if m.ends_on]
    rows += [(TECHNOLOGY, m.until_on, m.with_owner) for m in talk.wanted if m.until_on]
    rows += [("help", m.by_when_on, m.with_owner) for m in talk.wanted if m.by_when_on]
    for kind, on, what in rows:
        conn.execute(
            insert(due).values(
                id=new_id(),
                subject_id=found.id,
                kind=kind,
                on_day=on.isoformat(),
                what=beginning(what, LIST_WORDS),
            )
        )


def ask_for_paper(
    conn: Connection, trail: Trail, actor: Actor, ref: str, layout: str = DRAFT.slug
) -> str:
    """A paper of the conversation as it stands, such as a draft for reading back, made by a job.
    Returns the rendition's id. Raises NotFound for a paper there is not.

    One that is still on its way is the one that is given: a record has one of each at a time.
    """
    found = get_to_write(conn, actor, ref)
    wanted = unsealed_layout_of(layout)
    asked, is_new = _ask_for(conn, trail, actor, found, wanted)
    if is_new:
        trail.note(conn, actor, PAPER_PRINTED, found.id, ref=ref, layout=wanted.slug)
    return asked


def ask_for_sheet(conn: Connection, trail: Trail, actor: Actor, ref: str) -> str:
    """What was said since the latest version, as a sheet to lay beside it, made by a job. Returns the
    rendition's id. The copies of the version stay the bytes they are. Raises NotFound before a seal.
    """
    found = get_to_write(conn, actor, ref)
    if not found.versions:
        raise NotFound(ref)
    asked, is_new = _ask_for(conn, trail, actor, found, SINCE)
    if is_new:
        trail.note(conn, actor, SHEET_PRINTED, found.id, ref=ref, version=found.versions)
    return asked


def _ask_for(
    conn: Connection, trail: Trail, actor: Actor, found: Decision, layout: Layout
) -> tuple[str, bool]:
    """The rendition that is asked for, and whether it was not on its way already."""
    if on_its_way := find_waiting(conn, found.id, layout.slug):
        return on_its_way, False
    (rendition_id,) = ask_for_copies(
        conn,
        subject_id=found.id,
        version_id=None,
        layouts=[layout.slug],
        now=trail.now,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, PAPER_JOB, {"rendition": rendition_id, "by": actor.user_id})
    return rendition_id, True
