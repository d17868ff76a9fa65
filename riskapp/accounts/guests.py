"""Guests: let in to one thing by a link that works once. What that is, an upper feature knows.

A guest is a user without a password, so that what they do has a name in every trail; nobody signs in as
one. `close` ends it: the account is disabled, and its sessions open nothing from that moment.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from riskapp.accounts import events, sessions, throttle
from riskapp.accounts.services import LONGEST_EMAIL, LONGEST_NAME, SignIn
from riskapp.accounts.tables import guest, session, user_account
from riskapp.core.actor import GUEST, Actor
from riskapp.core.errors import BadInput
from riskapp.platform.db import new_id
from riskapp.platform.i18n import _
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import Trail, trail_of


@dataclass(frozen=True)
class Guest:
    """Somebody who comes in by a link, as those who invite them know them."""

    user_id: str
    contact: str
    has_link: bool  # one that was not used yet
    has_come: bool


def add_guest(conn: Connection, trail: Trail, actor: Actor, name: str, contact: str) -> str:
    """Makes a guest and returns their id; no link lets them in yet. Raises BadInput."""
    name, contact = name.strip(), contact.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(str(_("Write their name, in one line")))
    if len(contact) > LONGEST_EMAIL or not contact.isprintable():
        raise BadInput(str(_("Write their e-mail address in one line, or leave it empty")))
    user_id, now = new_id(), trail.now
    conn.execute(
        insert(user_account).values(
            id=user_id,
            email=f"{user_id}@guest.invalid",  # no address: nobody is found by it
            name=name,
            password_hash="",  # which no password matches
            roles=[GUEST],
            made_at=now,
            password_changed_at=now,
        )
    )
    conn.execute(insert(guest).values(user_id=user_id, contact=contact))
    trail.note(conn, actor, events.GUEST_ADDED, user=user_id)
    return user_id


def list_guests(conn: Connection, user_ids: Iterable[str]) -> dict[str, Guest]:
    """Those of some users who are guests, by their ids."""
    rows = conn.execute(
        select(
            guest.c.user_id,
            guest.c.contact,
            guest.c.digest.is_not(None),
            guest.c.came_at.is_not(None),
        ).where(guest.c.user_id.in_(list(user_ids)))
    )
    return {row.user_id: Guest(*row) for row in rows}


def make_link(conn: Connection, trail: Trail, actor: Actor, user_id: str) -> str:
    """The secret of a link that lets a guest in once. The one before is over, and what it opened."""
    secret = secrets.token_urlsafe(32)
    _end(conn, user_id, sessions.digest(secret))
    trail.note(conn, actor, events.LINK_MADE, user=user_id)
    return secret


def withdraw_link(conn: Connection, trail: Trail, actor: Actor, user_id: str) -> None:
    """Nothing lets a guest in any more, and where they came in they are signed out."""
    _end(conn, user_id, None)
    trail.note(conn, actor, events.LINK_WITHDRAWN, user=user_id)


def _end(conn: Connection, user_id: str, digest: str | None) -> None:
    mine = update(guest).where(guest.c.user_id == user_id)
    conn.execute(mine.values(digest=digest, came_at=None))
    sessions.end_all(conn, user_id)


def come_in(runtime: Runtime, *, secret: str, address: str, device: str, old_token: str) -> SignIn:
    """Uses a link. One that was used, withdrawn, made anew or never there is one answer: of two who use
    it at once, one comes in.
    """
    now = runtime.clock.now()
    with runtime.db.write() as conn:
        tried = throttle.attempt_by_link(runtime.keys, address)
        if pause := throttle.heard_in(conn, tried, now):
            return SignIn(wait=pause)
        user_id = conn.execute(
            update(guest)
            .where(guest.c.digest == sessions.digest(secret))
            .values(digest=None, came_at=now)
            .returning(guest.c.user_id)
        ).scalar()
        if user_id is None:
            return SignIn()
        throttle.not_in_vain(conn, tried)
        name = conn.execute(
            select(user_account.c.name).where(user_account.c.id == user_id)
        ).scalar_one()
        conn.execute(delete(session).where(session.c.digest == sessions.digest(old_token)))
        token = secrets.token_hex(32)
        session_id = sessions.begin(conn, token, user_id, now, device)
        actor = Actor(user_id, name, frozenset({GUEST}), frozenset())
        trail_of(runtime).note(conn, actor, events.SIGNED_IN, session=session_id)
    return SignIn(token=token)


def close(conn: Connection, trail: Trail, user_ids: Iterable[str]) -> None:
    """What these were let in to is over: those of them who are guests come in no more, and are out."""
    theirs = guest.c.user_id.in_(list(user_ids))
    conn.execute(update(guest).where(theirs).values(digest=None))
    conn.execute(
        update(user_account)
        .where(
            user_account.c.id.in_(select(guest.c.user_id).where(theirs)),
            user_account.c.disabled_at.is_(None),
        )
        .values(disabled_at=trail.now)
    )


def is_closed(conn: Connection, token: str) -> bool:
    """Whether a cookie was of a guest for whom it is over; not, where they were only signed out."""
    found = conn.execute(
        select(user_account.c.disabled_at)
        .join(session, session.c.user_id == user_account.c.id)
        .where(session.c.digest == sessions.digest(token))
    ).scalar()
    return found is not None
