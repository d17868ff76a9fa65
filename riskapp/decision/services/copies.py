"""After the seal: a copy was given, a copy was fetched."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.events import COPY_GIVEN, COPY_TAKEN
from riskapp.decision.queries import Decision, get_decision
from riskapp.decision.tables import copy_given
from riskapp.platform.db import insert_or
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import Version, get_version


def note_given(  # noqa: PLR0913 (an event has these parts)
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    given_on: date,
    to_whom: str,
    layout: str,
    today: date,
    key: str,
) -> None:
    """That a copy of the latest version was given to somebody; the same `key` twice is once.

    Raises BadInput for a day it cannot have been.
    """
    found = get_decision(conn, actor, ref)
    version = get_version(conn, found.id)
    if why := refuse_day(version, given_on, today):
        raise BadInput(str(why))
    done = conn.execute(
        insert_or(conn, copy_given)
        .values(
            id=key,
            version_id=version.id,
            given_on=given_on.isoformat(),
            to_whom=to_whom,
            layout=layout,
            noted_at=trail.now,
            noted_by=actor.user_id,
        )
        .on_conflict_do_nothing()
        .returning(copy_given.c.id)
    )
    if done.first() is None:
        return
    trail.note(
        conn, actor, COPY_GIVEN, found.id, ref=found.ref, version=version.number, layout=layout
    )


def refuse_day(version: Version, given_on: date, today: date) -> LazyString | None:
    """Why a copy of a version cannot have been given on a day; None if it can."""
    if given_on > today:
        return _("A copy cannot have been given on a day that has not come yet")
    if given_on < local(version.sealed_at).date():
        return _("This version had not been sealed on that day")
    return None


def note_download(
    conn: Connection, trail: Trail, actor: Actor, found: Decision, number: int, layout: str
) -> None:
    """That a copy left riskapp as a file."""
    trail.note(conn, actor, COPY_TAKEN, found.id, ref=found.ref, version=number, layout=layout)
