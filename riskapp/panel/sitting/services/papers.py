"""Papers go out: what is put before the members is frozen, and each can say what they think."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import SystemRandom
from secrets import token_hex

from sqlalchemy import Connection, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotAllowed
from riskapp.decision.queries import find_decision_by_id
from riskapp.decision.services.sealing import House, snapshot
from riskapp.decision.since import rows_since
from riskapp.panel.journeys import PUT_BEFORE
from riskapp.panel.leaving_out import put_before
from riskapp.panel.rules import Terms
from riskapp.panel.sitting.events import FROZEN, PAPERS_OUT
from riskapp.panel.sitting.queries.papers import Item, list_items
from riskapp.panel.sitting.queries.sittings import Sitting, get_sitting, list_members
from riskapp.panel.sitting.rules import VIEW, State, quorum_lacks
from riskapp.panel.sitting.services.arranging import keep_state, take_off
from riskapp.panel.sitting.tables import member_view, sitting_item, view_round
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.tables import subject
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern, rows_of
from riskapp.platform.versions.store import freeze, get_version_by_id, list_sealings


def put_papers_out(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> None:
    """From now on members read what is put before them, as it stands now, with a quorum or without.

    Raises NotAllowed for whoever does not lead it, BadInput where there is nothing to read or nobody to
    read it, Conflict where papers are out.
    """
    found = get_sitting(conn, actor, ref)
    if not found.leads:
        raise NotAllowed
    values = {"state": State.PAPERS_OUT, "papers_at": trail.now, "papers_by": actor.user_id}
    terms = found.terms
    keep_state(conn, found, "put_papers_out", **values, terms=terms.keep(), changed_at=trail.now)
    items = _still_asked(conn, trail, actor, found)
    members = list_members(conn, found.id)
    advising = [one.user_id for one in members if one.advises]
    if not items or not advising:
        raise BadInput(str(_("Put something on the agenda, and ask somebody who advises, first")))
    for number, item in enumerate(items, 1):
        _freeze(conn, trail, actor, found, replace(item, number=number), terms, house)
    open_rounds(conn, trail, actor, [one.id for one in items], 1, advising)
    trail.note(
        conn,
        actor,
        PAPERS_OUT,
        found.id,
        ref=found.ref,
        items=len(items),
        has_quorum=not quorum_lacks(terms, [one.as_coming for one in members]),
    )


def _still_asked(conn: Connection, trail: Trail, actor: Actor, found: Sitting) -> list[Item]:
    """What is on the agenda and was not withdrawn meanwhile."""
    items = list_items(conn, found.id)
    for one in items:
        if one.is_withdrawn:
            take_off(conn, trail, actor, found, one)
    return [one for one in items if not one.is_withdrawn]


def _freeze(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    found: Sitting,
    item: Item,
    terms: Terms,
    house: House,
) -> None:
    """The version that stands sealed, or where nothing is sealed the conversation as it stands."""
    decision = find_decision_by_id(conn, item.decision_id)
    entries = get_entries(conn, decision.id, decision.facts)
    sealings = list_sealings(conn, decision.id)
    since: Rows = {}
    if sealings:
        version = get_version_by_id(conn, sealings[0].id)
        since = rows_since(conn, decision, version, entries)
    else:
        rows = snapshot(decision, entries, trail, house, by="")
        version = freeze(
            conn,
            subject_id=found.id,
            number=item.number,
            language=language_tag(),
            rows=put_before(rows, terms.leaves_out),
            now=trail.now,
            by=actor.user_id,
        )
    conn.execute(
        update(sitting_item)
        .where(sitting_item.c.id == item.id)
        .values(
            number=item.number,
            called_by=decision.called_by,
            asked=_asked(conn, item.referral_id, decision.called_by),
            since=since,
            version_id=version.id,
            digest=version.digest,
            is_unsealed=not sealings,
        )
    )
    trail.note(
        conn,
        actor,
        FROZEN,
        found.id,
        ref=found.ref,
        item=item.number,
        digest=version.digest,
        is_unsealed=not sealings,
    )


def _asked(conn: Connection, referral_id: str, called_by: str) -> list[dict[str, str]]:
    """What a referral asks, as it stands now; what was not said has its question and no words, but for
    what is asked beside another answer alone.
    """
    rows = rows_of(PUT_BEFORE, get_entries(conn, referral_id), {"name": called_by})
    asked = fields_by_pattern(PUT_BEFORE)
    return [
        {"key": key, "question": held["question"], "shown": held["shown"]}
        for key, held in rows.items()
        if held["shown"] or asked[pattern(key)].spec.only_if is None
    ]


def open_rounds(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    items: Sequence[str],
    number: int,
    members: Iterable[str],
) -> None:
    """A place for the view of every member of every item, all made at once and in no order: neither its
    being there nor where it stands says who has begun.
    """
    rows = [
        {"item_id": item, "round": number, "user_id": user_id, "own_id": new_id()}
        for item in items
        for user_id in members
    ]
    SystemRandom().shuffle(rows)
    conn.execute(
        insert(view_round),
        [
            {"item_id": one, "number": number, "opened_at": trail.now, "opened_by": actor.user_id}
            for one in items
        ],
    )
    # A subject has a reference; that of a view is no number, and stands nowhere.
    subjects = [{"id": row["own_id"], "kind": VIEW, "ref": token_hex(8)} for row in rows]
    conn.execute(insert(subject), subjects)
    conn.execute(insert(member_view), rows)
