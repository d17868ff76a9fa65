"""A pack is asked for as papers go out: frozen as they stand, then made by a job, a part at a time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import NotAllowed, NotFound
from riskapp.decision.services.sealing import House
from riskapp.panel.pack.events import ASKED
from riskapp.panel.pack.paper import cover_rows, item_rows, member_rows
from riskapp.panel.pack.queries import find_pack
from riskapp.panel.pack.rules import COVER, FIRST, WHOLE, layout_of
from riskapp.panel.sitting.presenters import begins_at, minutes_words
from riskapp.panel.sitting.queries.papers import Item, get_pack, list_items
from riskapp.panel.sitting.queries.sittings import Sitting, get_sitting, list_members
from riskapp.panel.sitting.services.papers import put_papers_out
from riskapp.panel.sitting.steps import when
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.jobs import enqueue
from riskapp.platform.subjects import hold
from riskapp.platform.time import short_date_words, time_words
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import (
    ask_for_copies,
    freeze,
    get_version_by_id,
    list_sealings,
)

JOB = "panel.print_pack"


def put_out(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> None:
    """Papers go out, and their pack is asked for in the same breath. Raises as `put_papers_out` does."""
    put_papers_out(conn, trail, actor, ref, house)
    _ask(conn, trail, actor, get_sitting(conn, actor, ref), house)


def ask_again(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> None:
    """Another pack, where there is none of what members read now, or something in it could not be made.

    Raises NotFound before papers are out, NotAllowed for whoever does not lead the sitting.
    """
    found = get_sitting(conn, actor, ref)
    if not found.shows_papers:
        raise NotFound(ref)
    if not found.leads:
        raise NotAllowed
    hold(conn, found.id)
    last = find_pack(conn, found.id)
    if last is None or last.can_be_tried_again:
        _ask(conn, trail, actor, found, house)


def _ask(conn: Connection, trail: Trail, actor: Actor, found: Sitting, house: House) -> None:
    items = [one for one in list_items(conn, found.id) if one.is_out]
    number = max([FIRST - 1, *(one.number for one in list_sealings(conn, found.id))]) + 1
    about = {
        "version": number - FIRST + 1,
        "sealed_at": trail.now.isoformat(timespec="seconds"),
        "organisation": house.organisation or None,
        "demonstration": house.demonstration,
    }
    said = get_entries(conn, found.id).data(when.STEP.slug)
    rows = cover_rows(found, about, said) | member_rows(list_members(conn, found.id))
    for item in items:
        rows |= _rows_of(conn, found, item, items)
    version = freeze(
        conn,
        subject_id=found.id,
        number=number,
        language=language_tag(),
        rows=rows,
        now=trail.now,
        by=actor.user_id,
    )
    parts = [COVER, *(one.number for one in items)]
    ask_for_copies(
        conn,
        subject_id=found.id,
        version_id=version.id,
        layouts=[WHOLE, *map(layout_of, parts)],
        now=trail.now,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, JOB, {"version": version.id})
    trail.note(
        conn,
        actor,
        ASKED,
        found.id,
        ref=found.ref,
        number=number,
        digest=version.digest,
        items=len(items),
    )


def _rows_of(conn: Connection, found: Sitting, item: Item, items: list[Item]) -> Rows:
    version = get_version_by_id(conn, str(item.version_id))
    day = short_date_words(version.sealed_at)
    if item.is_unsealed:
        stands = _("Not sealed: as it stood on %(day)s.", day=day)
    else:
        said = {"number": version.number, "ref": item.decision_ref, "day": day}
        stands = _("Version %(number)s of %(ref)s, sealed on %(day)s.", **said)
    first = begins_at(found)
    before = timedelta(minutes=sum(one.minutes for one in items if one.number < item.number))
    return item_rows(
        item,
        str(stands),
        time_words(first + before) if first and item.minutes else "",
        minutes_words(item.minutes),
        found.terms.leaves_out,
        get_pack(conn, found, item),
    )
