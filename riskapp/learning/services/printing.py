"""An edition of the learning log: frozen as it stands, then printed by a job, tagged and signed."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.services.sealing import House
from riskapp.learning.events import LOG_PRINTED
from riskapp.learning.log import EVERY
from riskapp.learning.paper import layout_of, rows_of
from riskapp.learning.queries import list_learnings, list_told
from riskapp.learning.rules import PERIODS
from riskapp.learning.services.publishing import make_log
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.jobs import enqueue
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

JOB = "learning.print_log"
OF_THE_MOMENT = ("record.sealed_at", "record.version")


def print_log(conn: Connection, trail: Trail, actor: Actor, house: House, *, period: str) -> str:
    """The id of the rendition of a period. Where nothing has changed since its last edition, that one.

    Raises BadInput for a period there is not.
    """
    wanted = [(f, value) for f, value in list_told(conn) if f in PERIODS and value == period]
    if period != EVERY and not wanted:
        raise BadInput(str(_("Choose one of the answers shown")))
    log_id, layout = make_log(conn), layout_of(period)
    editions = list_sealings(conn, log_id)
    about = {
        "reference": "LOG",
        "version": len(editions) + 1,
        "period": period,
        "sealed_at": trail.now.isoformat(timespec="seconds"),
        "organisation": house.organisation,
        "demonstration": house.demonstration,
    }
    rows = rows_of(list_learnings(conn, traits=wanted), about)
    there = find_latest(conn, log_id, layout)
    if there and there.version_id:
        last = get_version_by_id(conn, there.version_id)
        if _same(last.rows, rows) and there.state != GIVEN_UP:
            return there.id
    version = freeze(
        conn,
        subject_id=log_id,
        number=len(editions) + 1,
        language=language_tag(),
        rows=rows,
        now=trail.now,
        by=actor.user_id,
    )
    return _ask(conn, trail, actor, version, layout, period)


def _ask(
    conn: Connection, trail: Trail, actor: Actor, version: Version, layout: str, period: str
) -> str:
    (asked,) = ask_for_copies(
        conn,
        subject_id=version.subject_id,
        version_id=version.id,
        layouts=[layout],
        now=trail.now,
        by=actor.user_id,
    )
    enqueue(conn, trail.clock, JOB, {"version": version.id})
    trail.note(
        conn,
        actor,
        LOG_PRINTED,
        version.subject_id,
        edition=version.number,
        period=period,
        digest=version.digest,
    )
    return asked


def _same(one: Rows, other: Rows) -> bool:
    """Whether two editions say the same, whenever they were made."""
    return all(one.get(i) == other.get(i) for i in {*one, *other} if i not in OF_THE_MOMENT)
