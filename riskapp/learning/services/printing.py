"""An edition of the learning log: frozen as it stands, then printed by a job, tagged and signed."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.learning.events import LOG_PRINTED
from riskapp.learning.log import EVERY
from riskapp.learning.paper import layout_of, rows_of
from riskapp.learning.queries import list_learnings, list_told
from riskapp.learning.rules import PERIODS
from riskapp.learning.services.publishing import make_log
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_log"


def print_log(conn: Connection, trail: Trail, actor: Actor, house: House, *, period: str) -> str:
    """The id of the rendition of a period. Where nothing has changed since its last edition, that one.

    Raises BadInput for a period there is not.
    """
    wanted = [(f, value) for f, value in list_told(conn) if f in PERIODS and value == period]
    if period != EVERY and not wanted:
        raise BadInput(str(_("Choose one of the answers shown")))

    def rows(number: int) -> Rows:
        about = {**about_edition(trail, house, "LOG", number), "period": period}
        return rows_of(list_learnings(conn, traits=wanted), about)

    log_id = make_log(conn)
    asked, new = edition_of(conn, trail, actor, log_id, layout_of(period), JOB, rows)
    if new:
        trail.note(
            conn, actor, LOG_PRINTED, log_id, edition=new.number, period=period, digest=new.digest
        )
    return asked
