"""What stands beside the restrictions of a conversation and the conditions of what others advised: asked
of whoever keeps what happened, or the conditions.
"""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.conversation import Conversation
from riskapp.decision.guard import Beside, restricts
from riskapp.decision.queries import Decision
from riskapp.decision.standing import Stands, with_standing
from riskapp.decision.steps.outside import CONDITIONS
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


def conditions_stand(conn: Connection, found: Decision, entries: Entries) -> Stands:
    """Where the conditions stand that others asked for; asked of nobody where there is none."""
    return slots.conditions_of(conn, found.id) if entries.items(CONDITIONS.slug) else {}


def standing(conn: Connection, found: Decision, entries: Entries) -> Entries:
    """The entries of a decision as its pages show them, with where those conditions stand."""
    return with_standing(entries, conditions_stand(conn, found, entries))
