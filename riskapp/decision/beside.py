"""What stands beside each restriction of a conversation: asked of whoever keeps what happened."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.conversation import Conversation
from riskapp.decision.guard import Beside, restricts
from riskapp.decision.queries import Decision
from riskapp.decision.steps.what_would_help import MITIGATIONS
from riskapp.platform import slots
from riskapp.platform.entries.reading import Entries, first_said


def beside_restrictions(
    conn: Connection, actor: Actor, found: Decision, entries: Entries
) -> Beside:
    """Of the restrictions in force, those that were added after something happened with the person."""
    in_force = {m.id for m in Conversation(entries, found.called_by).restrictions}
    if not in_force:
        return {}
    first = first_said(conn, found.id, MITIGATIONS.slug, restricts)
    written = {one: at for one, at in first.items() if one in in_force}
    return slots.beside_restrictions(conn, actor, found.person_id, written)
