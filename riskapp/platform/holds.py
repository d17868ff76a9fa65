"""Legal holds: that something is kept whole. Whoever would take anything away for good asks here first.

Placed and ended above; asked below, so that no feature has to know why.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select

from riskapp.core.errors import Conflict
from riskapp.platform.i18n import _
from riskapp.platform.tables import legal_hold, legal_hold_end

_STANDING = (
    select(legal_hold.c.since)
    .outerjoin(legal_hold_end, legal_hold_end.c.hold_id == legal_hold.c.id)
    .where(
        legal_hold.c.subject_id.in_(bindparam("subject_ids", expanding=True)),
        legal_hold_end.c.hold_id.is_(None),
    )
    .order_by(legal_hold.c.since)
    .limit(1)
)


class KeptWhole(Conflict):
    """A legal hold stands: it can be written in, and nothing of it is taken away for good."""


def held_since(conn: Connection, *subject_ids: str) -> date | None:
    """The day from which the first hold that stands on any of these does; None without one. Whoever asks
    names the person too where a hold on all of their records counts.
    """
    since: str | None = conn.execute(_STANDING, {"subject_ids": subject_ids}).scalar()
    return date.fromisoformat(since) if since else None


def keep_whole(conn: Connection, *subject_ids: str) -> None:
    """Raises KeptWhole where a hold stands, given as to `held_since`: before anything goes for good."""
    if held_since(conn, *subject_ids):
        raise KeptWhole(str(_("A legal hold stands, so this cannot be taken away")))
