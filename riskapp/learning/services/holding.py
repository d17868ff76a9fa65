"""On hold for others: what stood is frozen, facts go on, and a named role restarts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from riskapp.accounts.rules import Role
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.learning.events import HELD, RESTARTED
from riskapp.learning.journeys import TELLING
from riskapp.learning.queries import Happening, get_happening, within
from riskapp.learning.rules import is_held
from riskapp.learning.tables import happening, hold
from riskapp.platform import subjects
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import row, rows_of
from riskapp.platform.versions.store import Version, freeze, list_sealings

WAITS = _(
    "This is on hold because others asked for it: facts can be written, and what can be learned waits"
)


class Held(BadInput):
    """Only facts can be written now: others asked that the rest waits."""


class NotTheirs(BadInput):
    """Restarting it is for another role."""


def get_to_write(conn: Connection, actor: Actor, ref: str) -> Happening:
    """What happened, which nobody else writes in, puts on hold or restarts before this transaction is
    done. Raises NotFound.
    """
    found = get_happening(conn, actor, ref)
    return get_happening(conn, actor, ref) if subjects.hold(conn, found.id) else found


def keep_to_facts(found: Happening) -> None:
    """Raises Held while what happened is on hold: for whatever writes more than facts about it."""
    if is_held(found):
        raise Held(str(WAITS))


def keep_all_waiting(conn: Connection, happening_ids: Sequence[str]) -> None:
    """The same for a review, which may not have been opened: it is not said for whom it waits."""
    holds = select(happening.c.hold_id).where(happening.c.subject_id.in_(happening_ids))
    # And none is put on hold before this transaction is done.
    if any(conn.execute(holds.with_for_update(read=True)).scalars()):
        raise Held(str(_("This review waits just now. What you typed is kept for you")))


def put_on_hold(
    conn: Connection, trail: Trail, actor: Actor, ref: str, *, key: str, said: Mapping[str, Any]
) -> None:
    """What stands now is frozen, as a version of what happened. The same click twice is one hold, and
    one that says nothing adds nothing.

    said: the answers of `PutOnHold`. Raises Held where it is on hold already.
    """
    found = get_to_write(conn, actor, ref)
    if found.hold and (found.hold.id == key or not said):
        return
    role = said.get("restart_role", Role.MANAGER)
    for_what = said.get("for_what", [])
    is_of_before = conn.execute(select(hold.c.id).where(hold.c.id == key)).first()
    if is_of_before:  # a page that was come back to after its hold had ended
        raise Held(str(_("That hold has ended. Put it on hold again from a page drawn anew")))
    taken = conn.execute(
        update(happening)
        .where(happening.c.subject_id == found.id, happening.c.hold_id.is_(None))
        .values(hold_id=key, changed_at=trail.now)
    )
    if not taken.rowcount:
        raise Held(str(_("It is on hold already. What you typed stands below")))
    conn.execute(
        insert(hold).values(
            id=key,
            subject_id=found.id,
            for_what=for_what,
            asked_by=said.get("asked_by", ""),
            since=said.get("since", ""),
            restart_role=role,
            note=said.get("note", ""),
            begun_at=trail.now,
            begun_by=actor.user_id,
        )
    )
    frozen = _freeze(conn, trail, actor, found)
    trail.note(
        conn,
        actor,
        HELD,
        found.id,
        ref=ref,
        for_what=" ".join(for_what),
        restart_role=role,
        digest=frozen.digest,
    )


def _freeze(conn: Connection, trail: Trail, actor: Actor, found: Happening) -> Version:
    """All that was written, as it stood when it was put on hold."""
    entries = get_entries(conn, found.id, found.facts)
    return freeze(
        conn,
        subject_id=found.id,
        number=len(list_sealings(conn, found.id)) + 1,
        language=language_tag(),
        rows={
            **rows_of(TELLING, entries, found.names),
            "record.reference": row(str(_("Reference")), found.ref, found.ref),
        },
        now=trail.now,
        by=actor.user_id,
    )


def restart(conn: Connection, trail: Trail, actor: Actor, ref: str, *, note: str) -> None:
    """It goes on. Nothing where it is not on hold. Raises NotTheirs for any role but the named one."""
    found = get_to_write(conn, actor, ref)
    if found.hold is None:
        return
    if not actor.is_any(found.hold.restart_role):
        raise NotTheirs(str(_("Restarting it is for %(who)s", who=within(found.hold.who_restarts))))
    conn.execute(
        update(happening)
        .where(happening.c.subject_id == found.id)
        .values(hold_id=None, changed_at=trail.now)
    )
    conn.execute(
        update(hold)
        .where(hold.c.id == found.hold.id)
        .values(ended_at=trail.now, ended_by=actor.user_id, ended_note=note)
    )
    trail.note(conn, actor, RESTARTED, found.id, ref=ref, role=found.hold.restart_role)
