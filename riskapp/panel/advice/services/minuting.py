"""The minutes of a sitting: frozen as it stands, printed by a job and signed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotAllowed
from riskapp.decision.editions import with_facts
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.panel.advice.events import MINUTES as PRINTED
from riskapp.panel.advice.paper import (
    MINUTES,
    interest_rows,
    item_rows,
    members_rows,
    quorum_rows,
    without_rows,
)
from riskapp.panel.advice.queries import Advice, list_advice
from riskapp.panel.sitting.queries.papers import Item, list_items
from riskapp.panel.sitting.queries.sittings import (
    PAPERS_ARE_READ,
    Member,
    Sitting,
    get_sitting,
    list_members,
)
from riskapp.panel.sitting.queries.views import list_given, list_interests
from riskapp.panel.sitting.rules import quorum_lacks
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import get_version_by_id

JOB = "panel.print_minutes"


def print_minutes(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> str:
    """The id of the rendition. Where nothing has changed since the last minutes, that one.

    Raises NotFound for whoever has no part in the sitting, NotAllowed for whoever does not lead it,
    Conflict before papers are out.
    """
    found = get_sitting(conn, actor, ref)
    if not found.leads:
        raise NotAllowed
    if found.state not in PAPERS_ARE_READ:
        raise Conflict(ref)
    said = rows_of_minutes(conn, found)

    def rows(number: int) -> Rows:
        facts = about_edition(trail, house, found.ref, number)
        facts |= {"panel": found.panel_name, "sitting": found.known_as, "at": found.at_time}
        return with_facts(said, facts)

    asked, new = edition_of(conn, trail, actor, found.id, MINUTES, JOB, rows)
    if new:
        number, digest = new.number, new.digest
        trail.note(conn, actor, PRINTED, found.id, ref=ref, number=number, digest=digest)
    return asked


def rows_of_minutes(conn: Connection, found: Sitting) -> Rows:
    """Who came, and of each item what was asked and what advice was given: no view, no note, and no
    word of what is still being written.
    """
    members, items = list_members(conn, found.id), list_items(conn, found.id)
    every = list_advice(conn, [one.id for one in items])
    rows = members_rows(members)
    rows |= quorum_rows("", quorum_lacks(found.terms, [one.as_coming for one in members]))
    for item in items:
        rows |= _item_rows(conn, item, members, every[item.id])
    return rows


def _item_rows(
    conn: Connection, item: Item, members: Sequence[Member], every: Sequence[Advice]
) -> Rows:
    path = f"items.{item.number}."
    interests = {
        user_id: one
        for (_item, user_id), one in list_interests(conn, [item.id]).items()
        if one.is_there
    }
    missing: list[Member] = []
    if item.is_revealed:
        said = {who for _item, _number, who in list_given(conn, [item.id])}
        missing = [one for one in members if one.advises and one.user_id not in {*interests, *said}]
    advised = [
        (one.number, get_version_by_id(conn, one.version_id).rows)
        for one in every
        if one.version_id
    ]
    return {
        **item_rows(path, item, advised),
        **interest_rows(path, members, interests),
        **without_rows(path, missing),
    }
