"""Server-side sessions: begun, looked up once for each request, ended."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from riskapp.accounts import queries, wording
from riskapp.accounts.rules import is_alive
from riskapp.accounts.tables import guest, membership, session, user_account
from riskapp.config import Config
from riskapp.core.actor import Actor
from riskapp.platform.carrying import SEEN_EVERY
from riskapp.platform.db import new_id
from riskapp.platform.settings import DEMONSTRATION
from riskapp.platform.tables import setting
from riskapp.platform.web import SignedIn

# The whole of what a request needs to know about who sends it: a row for each team, or one.
_LOAD = (
    select(
        session.c.id,
        session.c.made_at,
        session.c.seen_at,
        user_account.c.id.label("user_id"),
        user_account.c.name,
        user_account.c.roles,
        user_account.c.locale,
        membership.c.team_id,
        select(setting.c.value)
        .where(setting.c.key == DEMONSTRATION)
        .scalar_subquery()
        .label("demonstration"),
    )
    .select_from(
        session.join(user_account, user_account.c.id == session.c.user_id).outerjoin(
            membership, membership.c.user_id == user_account.c.id
        )
    )
    .where(session.c.digest == bindparam("digest"), user_account.c.disabled_at.is_(None))
)
_SEEN = (
    update(session)
    .where(session.c.id == bindparam("which"), session.c.seen_at < bindparam("now"))
    .values(seen_at=bindparam("now"))
)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Doorkeeper:
    """What the web layer asks about sessions."""

    config: Config

    def load(self, conn: Connection, token: str, now: datetime) -> SignedIn | None:
        """The live session of a cookie, with its user as they are at this moment."""
        rows = conn.execute(_LOAD, {"digest": digest(token)}).all()
        if not rows:
            return None
        first = rows[0]
        # seen_at is written at most once in SEEN_EVERY, so it may lag behind by as much.
        idle = timedelta(minutes=self.config.idle_minutes) + SEEN_EVERY
        absolute = timedelta(hours=self.config.absolute_hours)
        if not is_alive(first.made_at, first.seen_at, now, idle, absolute):
            return None
        teams = frozenset(row.team_id for row in rows if row.team_id is not None)
        actor = Actor(first.user_id, first.name, frozenset(first.roles), teams)
        return SignedIn(
            first.id, actor, first.locale, first.seen_at, first.demonstration is not None
        )

    def note_seen(self, conn: Connection, session_id: str, now: datetime) -> None:
        """An update of a row that may be gone: it never brings a session back."""
        conn.execute(_SEEN, {"which": session_id, "now": now})

    def find_actor(self, conn: Connection, user_id: str) -> Actor | None:
        return queries.find_actor(conn, user_id)

    def was_guest(self, conn: Connection, token: str) -> bool:
        """Whether a cookie that opens no session any more was a guest's."""
        theirs = session.join(guest, guest.c.user_id == session.c.user_id)
        found = select(session.c.id).select_from(theirs).where(session.c.digest == digest(token))
        return conn.execute(found).first() is not None

    def introduce(self, actor: Actor) -> str:
        return wording.introduce(actor.name, actor.roles)


def begin(conn: Connection, token: str, user_id: str, now: datetime, device: str) -> str:
    """Starts a session for a fresh token and returns its id."""
    session_id = new_id()
    conn.execute(
        insert(session).values(
            id=session_id,
            digest=digest(token),
            user_id=user_id,
            made_at=now,
            seen_at=now,
            device=device,
        )
    )
    return session_id


def end(conn: Connection, user_id: str, session_id: str) -> bool:
    """Ends one of a user's own sessions; whether there was one."""
    mine = delete(session).where(session.c.id == session_id, session.c.user_id == user_id)
    return conn.execute(mine).rowcount == 1


def end_all(conn: Connection, user_id: str, *, but: str | None = None) -> None:
    mine = delete(session).where(session.c.user_id == user_id)
    conn.execute(mine if but is None else mine.where(session.c.id != but))


def sweep(conn: Connection, config: Config, now: datetime) -> int:
    """Removes the sessions that have run out; returns how many."""
    idle = now - timedelta(minutes=config.idle_minutes) - SEEN_EVERY
    oldest = now - timedelta(hours=config.absolute_hours)
    gone = delete(session).where((session.c.seen_at <= idle) | (session.c.made_at <= oldest))
    return conn.execute(gone).rowcount
