"""Carrying a record elsewhere and back: export is a snapshot, import goes through the same forms."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.events import EXPORTED, IMPORTED
from riskapp.decision.journeys import RECORD
from riskapp.decision.queries import Decision, find_decision
from riskapp.decision.services.talking import begin_conversation
from riskapp.decision.transfer import Incoming, exported
from riskapp.people.services import add_person
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.forms import Form
from riskapp.platform.trail import Trail


def export_record(conn: Connection, trail: Trail, actor: Actor, ref: str) -> dict[str, Any]:
    """The record as it stands, as JSON values. Raises NotFound."""
    found = find_decision(conn, ref)
    trail.note(conn, actor, EXPORTED, found.id, ref=found.ref)
    return exported(
        get_entries(conn, found.id, found.facts),
        called_by=found.called_by,
        jurisdiction=found.jurisdiction,
        origin={"reference": found.ref, "state": found.state, "version": found.versions},
    )


def import_record(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    team_id: str,
    incoming: Incoming,
    jurisdiction: str,
) -> Decision:
    """A new person and a new decision with what a file held, open to be talked about.

    Raises BadInput where it is more than a record can hold; nothing is written then.
    """
    person = add_person(conn, trail, actor, incoming.called_by, team_id)
    ids = {path: new_id() for path in (*incoming.answers, *(i.path for i in incoming.items))}
    by_depth = sorted(enumerate(incoming.items), key=lambda pair: pair[1].path.count("."))
    changes = [
        Change(
            step=item.collection.slug,
            data=_with_ids(item.collection.item_form(), item.data, ids),
            new_id=ids[item.path],
            parent_id=ids[item.parent] if item.parent else None,
            is_item=True,
            position=number + 1,
        )
        for number, item in by_depth
    ]
    changes += [
        Change(step=step, data=_with_ids(RECORD.step(step).form(), data, ids), new_id=ids[step])
        for step, data in incoming.answers.items()
    ]
    made = begin_conversation(
        conn,
        trail,
        actor,
        person,
        incoming.jurisdiction or jurisdiction,
        key=new_id(),
        written=changes,
    )
    trail.note(conn, actor, IMPORTED, made.id, ref=made.ref)
    return made


def _with_ids(form: Form, data: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """Answers that point at other entries point at the new ones."""
    pointing = {f.key for f in form if f.spec.json == "refs"}
    return {
        key: [ids[path] for path in value] if key in pointing else value
        for key, value in data.items()
    }
