"""Where a conversation is sealed, or read: with what stands beside its restrictions and conditions."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.decision.beside import beside_restrictions, conditions_stand
from riskapp.decision.queries import Decision
from riskapp.decision.services.sealing import House
from riskapp.platform import web
from riskapp.platform.entries.reading import get_entries


def house_of(conn: Connection, found: Decision) -> House:
    """Where a decision is sealed, with what stands here beside its restrictions, and where the
    conditions stand that others asked for.
    """
    entries = get_entries(conn, found.id, found.facts)
    return House.of(
        web.current().config,
        demonstration=web.is_demonstration(),
        beside=beside_restrictions(conn, web.actor(), found, entries),
        stands=conditions_stand(conn, found, entries),
    )
