"""Reading across teams, for those who govern what is kept: each of these is behind their role."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from riskapp.accounts.tables import team, user_account
from riskapp.core.errors import NotFound
from riskapp.governance.tables import origin_search
from riskapp.learning.log import origin_of
from riskapp.learning.queries import MOST_NUMBERED
from riskapp.learning.review.tables import learning_review
from riskapp.learning.tables import happening, learning
from riskapp.people.tables import person
from riskapp.platform.db import is_id
from riskapp.platform.tables import subject

MOST_LISTED = 200


# -- where a line of the learning log came from ------------------------------------------------------


@dataclass(frozen=True)
class Search:
    """That somebody asked where a line came from: who, when and why."""

    id: str
    line: int
    reason: str
    at: datetime
    by: str
    name: str

    @property
    def ref(self) -> str:
        return f"L-{self.line}"


_SEARCHES = select(
    origin_search.c.id,
    origin_search.c.line,
    origin_search.c.reason,
    origin_search.c.at,
    origin_search.c.by,
    user_account.c.name,
).join(user_account, user_account.c.id == origin_search.c.by)


def list_searches(conn: Connection) -> list[Search]:
    """The newest first."""
    rows = conn.execute(
        _SEARCHES.order_by(origin_search.c.at.desc(), origin_search.c.id).limit(MOST_LISTED)
    )
    return [Search(*row) for row in rows]


def get_search(conn: Connection, search_id: str) -> Search:
    """Raises NotFound."""
    row = conn.execute(_SEARCHES.where(origin_search.c.id == search_id)).first()
    if row is None or not is_id(search_id):
        raise NotFound(search_id)
    return Search(*row)


@dataclass(frozen=True)
class Origin:
    """What a line came from: its reference, and whom to ask about it (a team, or who convened it)."""

    ref: str
    is_review: bool
    whom: str


_HAPPENINGS = (
    select(subject.c.id, subject.c.ref, team.c.name)
    .join(happening, happening.c.subject_id == subject.c.id)
    .join(person, person.c.subject_id == happening.c.person_id)
    .join(team, team.c.id == person.c.team_id)
)
_REVIEWS = (
    select(subject.c.id, subject.c.ref, user_account.c.name)
    .join(learning_review, learning_review.c.subject_id == subject.c.id)
    .join(user_account, user_account.c.id == learning_review.c.convened_by)
)


def find_origin(conn: Connection, key: bytes, line: int) -> Origin | None:
    """What one line came from; None where nothing there is gives its origin under this key.

    Raises NotFound for a line there is not.
    """
    kept = _origin_kept(conn, line)
    for is_review, wanted in ((False, _HAPPENINGS), (True, _REVIEWS)):
        if found := _of_origin(conn.execute(wanted), key, kept):
            return Origin(found.ref, is_review, found.name)
    return None


def _of_origin(rows: Iterable[Any], key: bytes, kept: str) -> Any:
    return next((r for r in rows if hmac.compare_digest(origin_of(key, r.id), kept)), None)


def _origin_kept(conn: Connection, line: int) -> str:
    """Raises NotFound."""
    wanted = select(learning.c.origin).where(learning.c.number == line)
    found: str | None = conn.execute(wanted).scalar() if 0 < line <= MOST_NUMBERED else None
    if found is None:
        raise NotFound(str(line))
    return found
