"""An edition of something that is no decision: frozen as it stands, then printed by a job and signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.services.sealing import House
from riskapp.platform.i18n import language_tag
from riskapp.platform.jobs import enqueue
from riskapp.platform.subjects import hold
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import (
    Version,
    ask_for_copies,
    find_latest,
    freeze,
    get_version_by_id,
    list_sealings,
)
from riskapp.platform.versions.tables import GIVEN_UP

OF_THE_MOMENT = ("record.sealed_at", "record.version")


def about_edition(trail: Trail, house: House, ref: str, number: int) -> dict[str, Any]:
    """What every edition says about itself; of what it is, where that may be said."""
    return {
        **({"reference": ref} if ref else {}),
        "version": number,
        "sealed_at": trail.now.isoformat(timespec="seconds"),
        "organisation": house.organisation,
        "demonstration": house.demonstration,
    }


def edition_of(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    subject_id: str,
    layout: str,
    job: str,
    rows: Callable[[int], Rows],
) -> tuple[str, Version | None]:
    """The id of the rendition of what there is now, given its rows by the number of the edition; and the
    version frozen for it, none where nothing has changed since the last one.
    """
    hold(conn, subject_id)
    sealings = list_sealings(conn, subject_id)
    number = sealings[0].number + 1 if sealings else 1
    made, there = rows(number), find_latest(conn, subject_id, layout)
    if there and there.version_id:
        last = get_version_by_id(conn, there.version_id)
        if _same(last.rows, made) and there.state != GIVEN_UP:
            return there.id, None
    version = freeze(
        conn,
        subject_id=subject_id,
        number=number,
        language=language_tag(),
        rows=made,
        now=trail.now,
        by=actor.user_id,
    )
    (asked,) = ask_for_copies(
        conn,
        subject_id=subject_id,
        version_id=version.id,
        layouts=[layout],
        now=trail.now,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, job, {"version": version.id})
    return asked, version


def _same(one: Rows, other: Rows) -> bool:
    """Whether two editions say the same, whenever they were made."""
    return all(one.get(i) == other.get(i) for i in {*one, *other} if i not in OF_THE_MOMENT)
