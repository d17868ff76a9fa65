"""Beginning a matter, and saying what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.core.reference import MATTER
from riskapp.governance.events import MATTER_BEGUN, MATTER_SAVED
from riskapp.governance.queries import Matter, get_matter, get_whose
from riskapp.governance.rules import MATTER_KIND, MATTER_SLUG
from riskapp.governance.tables import matter
from riskapp.platform.entries.saving import Change, save_entries
from riskapp.platform.subjects import new_subject
from riskapp.platform.trail import Trail


class BegunAlready(Conflict):
    """The same button was clicked twice: what it began is there."""


def begin_matter(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    person_ref: str,
    *,
    key: str,
    said: Mapping[str, Any],
) -> Matter:
    """Raises BegunAlready for a key seen before; NotFound for a person there is not."""
    whose = get_whose(conn, person_ref)
    subject_id, ref = new_subject(conn, MATTER_KIND, MATTER)
    conn.execute(
        insert(matter).values(
            subject_id=subject_id, person_id=whose.id, made_at=trail.now, made_by=actor.user_id
        )
    )
    saved = save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=subject_id,
        key=key,
        changes=[Change(MATTER_SLUG, said)],
    )
    if saved.again:
        raise BegunAlready(key)
    trail.note(conn, actor, MATTER_BEGUN, subject_id, ref=ref, person=whose.ref)
    return get_matter(conn, ref)


def save_matter(
    conn: Connection, trail: Trail, actor: Actor, ref: str, *, key: str, rev: int, said: Any
) -> None:
    """What it is about, put right. Raises Moved where somebody else saved it since."""
    found = get_matter(conn, ref)
    change = Change(MATTER_SLUG, said, seen_rev=rev, entry_id=found.entry_id)
    saved = save_entries(
        conn, now=trail.now, by=actor.user_id, subject_id=found.id, key=key, changes=[change]
    )
    if not saved.again:
        trail.note(conn, actor, MATTER_SAVED, found.id, ref=ref, revs=str(rev + 1))
