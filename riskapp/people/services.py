"""Adding a person and keeping what is known about them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.core.reference import PERSON
from riskapp.people.events import PERSON_ADDED, PERSON_SAVED
from riskapp.people.journeys import ABOUT, DEATH, YES
from riskapp.people.queries import Person, get_person
from riskapp.people.tables import person
from riskapp.platform.db import new_id
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import new_subject
from riskapp.platform.trail import Trail

_ABOUT = ABOUT.steps[0]


def add_person(
    conn: Connection, trail: Trail, actor: Actor, called_by: str, team_id: str
) -> Person:
    """Begins to know somebody: a name to call them by is enough.

    Raises BadInput for a name that cannot be read, NotFound for a team that is not the actor's.
    """
    if team_id not in actor.team_ids:
        raise NotFound(team_id)
    form = _ABOUT.form(raw=[("called_by", called_by)])
    name = form.field("called_by")
    if name.error:
        raise BadInput(str(name.error))
    if name.kept is None:
        raise BadInput(str(_("Write what the person likes to be called")))
    subject_id, ref = new_subject(conn, "person", PERSON)
    now = trail.now
    conn.execute(
        insert(person).values(
            subject_id=subject_id,
            team_id=team_id,
            called_by=name.kept,
            own_reference="",
            made_at=now,
        )
    )
    change = Change(step=_ABOUT.slug, data={"called_by": name.kept})
    save_entries(
        conn, now=now, by=actor.user_id, subject_id=subject_id, key=new_id(), changes=[change]
    )
    trail.note(conn, actor, PERSON_ADDED, subject_id, ref=ref)
    return Person(subject_id, ref, name.kept, "", team_id)


def save_person(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what was said about a person. Raises BadInput where they would have no name."""
    known = get_person(conn, actor, ref)
    for change in changes:
        if change.step == _ABOUT.slug and not change.data.get("called_by"):
            raise BadInput(str(_("Write what the person likes to be called")))
    saved = save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=known.id,
        key=key,
        changes=changes,
        place=place,
    )
    if saved.again or not changes:
        return saved
    for change in changes:
        row = _for_lists(change)
        conn.execute(update(person).where(person.c.subject_id == known.id).values(row))
    revs = [rev for _entry, rev in saved.entries]
    trail.note(
        conn, actor, PERSON_SAVED, known.id, ref=ref, place=place, revs=" ".join(map(str, revs))
    )
    return saved


def _for_lists(change: Change) -> dict[str, object]:
    """What lists need of what was said."""
    said = change.data
    if change.step == DEATH.slug:
        return {"died": said.get("on", "") if said.get("died") == YES else None}
    return {"called_by": said["called_by"], "own_reference": said.get("own_reference", "")}
