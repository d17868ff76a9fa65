"""What is done about accounts: one function for each act, its line in the audit log inside."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from riskapp.accounts import events, queries, sessions, throttle
from riskapp.accounts.passwords import Passwords
from riskapp.accounts.queries import normal_email
from riskapp.accounts.rules import Role
from riskapp.accounts.tables import membership, session, team, user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.platform import audit
from riskapp.platform.db import new_id
from riskapp.platform.i18n import LazyString
from riskapp.platform.runtime import Runtime

_EMAIL = re.compile(r"[^\s@\x00-\x20]+@[^\s@\x00-\x20]+")
LONGEST_EMAIL = 254
LONGEST_NAME = 120


def add_user(  # noqa: PLR0913 (what there is to say about a user)
    conn: Connection,
    runtime: Runtime,
    actor: Actor,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    password: str,
    team_ids: Iterable[str] = (),
) -> str:
    """Makes a user and returns their id.

    Raises BadInput for an address, name, role or password that will not do, Conflict where the
    address is taken.
    """
    email, name, held = normal_email(email), name.strip(), sorted(set(roles))
    _check_user(email, name, held)
    passwords = Passwords(runtime.config)
    if why := passwords.refusal(password, email, name):
        raise BadInput(str(why))
    if conn.execute(select(user_account.c.id).where(user_account.c.email == email)).first():
        raise Conflict(f"there is already a user {email}")
    user_id, now = new_id(), runtime.clock.now()
    conn.execute(
        insert(user_account).values(
            id=user_id,
            email=email,
            name=name,
            password_hash=passwords.hash(password),
            roles=held,
            made_at=now,
            password_changed_at=now,
        )
    )
    for team_id in sorted(set(team_ids)):
        conn.execute(insert(membership).values(user_id=user_id, team_id=team_id))
    _note(conn, runtime, actor, events.USER_ADDED, user=user_id, roles=" ".join(held))
    return user_id


def _check_user(email: str, name: str, roles: list[str]) -> None:
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL or not email.isprintable():
        raise BadInput(f"{email!r} is not an e-mail address")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(f"a name is one line of 1 to {LONGEST_NAME} characters")
    if not roles:
        raise BadInput("a user needs at least one role")
    if unknown := set(roles) - set(Role):
        raise BadInput(f"there is no role {min(unknown)}; there are: {', '.join(Role)}")


def disable_user(conn: Connection, runtime: Runtime, actor: Actor, email: str) -> None:
    """From now on they cannot sign in, and are signed out everywhere. Raises NotFound, Conflict."""
    user = queries.get_user(conn, email)
    if user.disabled_at is not None:
        raise Conflict(f"{user.email} is disabled already")
    now = runtime.clock.now()
    conn.execute(update(user_account).where(user_account.c.id == user.id).values(disabled_at=now))
    sessions.end_all(conn, user.id)
    _note(conn, runtime, actor, events.USER_DISABLED, user=user.id)


def change_roles(
    conn: Connection, runtime: Runtime, actor: Actor, email: str, roles: Iterable[str]
) -> None:
    """Gives a user these roles and no others, and signs them out. Raises NotFound, BadInput."""
    user, held = queries.get_user(conn, email), sorted(set(roles))
    _check_user(user.email, user.name, held)
    conn.execute(update(user_account).where(user_account.c.id == user.id).values(roles=held))
    sessions.end_all(conn, user.id)
    _note(conn, runtime, actor, events.ROLES_CHANGED, user=user.id, roles=" ".join(held))


def add_team(conn: Connection, runtime: Runtime, actor: Actor, name: str) -> str:
    """Makes a team and returns its id. Raises BadInput, Conflict."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(f"a team's name is one line of 1 to {LONGEST_NAME} characters")
    if queries.find_team(conn, name):
        raise Conflict(f"there is already a team {name}")
    team_id = new_id()
    conn.execute(insert(team).values(id=team_id, name=name))
    _note(conn, runtime, actor, events.TEAM_ADDED, team=team_id)
    return team_id


def refuse_password(
    conn: Connection, runtime: Runtime, actor: Actor, new: str
) -> LazyString | None:
    """Why a new password of the actor's will not do, as a sentence; None if it will."""
    row = conn.execute(select(user_account).where(user_account.c.id == actor.user_id)).one()
    return Passwords(runtime.config).refusal(new, row.email, row.name)


def change_password(
    conn: Connection,
    runtime: Runtime,
    actor: Actor,
    new_hash: str,
    *,
    keep_session: str | None = None,
) -> None:
    """Gives the actor a new password and signs them out everywhere but in `keep_session`.

    `new_hash` was made before the transaction: hashing takes too long to hold a lock meanwhile.
    """
    conn.execute(
        update(user_account)
        .where(user_account.c.id == actor.user_id)
        .values(password_hash=new_hash, password_changed_at=runtime.clock.now())
    )
    sessions.end_all(conn, actor.user_id, but=keep_session)
    _note(conn, runtime, actor, events.PASSWORD_CHANGED, user=actor.user_id)


def knows_password(runtime: Runtime, actor: Actor, password: str, address: str) -> bool:
    """Whether it is the actor's present password. Tries are slowed down as at signing in."""
    now = runtime.clock.now()
    with runtime.db.write() as conn:
        row = conn.execute(select(user_account).where(user_account.c.id == actor.user_id)).one()
        tried = throttle.attempt(conn, runtime.keys, row.email, row.id, address, now)
        if throttle.heard_in(conn, tried, now):
            return False
    if not Passwords(runtime.config).matches(row.password_hash, password):
        return False
    with runtime.db.write() as conn:
        throttle.forgive(conn, tried, row.id, now)
    return True


def end_session(conn: Connection, runtime: Runtime, actor: Actor, session_id: str) -> None:
    """Ends one of the actor's own sessions. Raises NotFound for anything else."""
    if not sessions.end(conn, actor.user_id, session_id):
        raise NotFound(session_id)
    _note(conn, runtime, actor, events.SESSION_ENDED_BY_OWNER, session=session_id)


def sign_out(conn: Connection, runtime: Runtime, actor: Actor, session_id: str) -> None:
    if sessions.end(conn, actor.user_id, session_id):
        _note(conn, runtime, actor, events.SIGNED_OUT, session=session_id)


@dataclass(frozen=True)
class SignIn:
    """What came of a try: a fresh token, or a wait, or neither where something was not right."""

    token: str | None = None
    wait: timedelta = timedelta(0)


def sign_in(
    runtime: Runtime, *, email: str, password: str, address: str, device: str, old_token: str
) -> SignIn:
    """Tries to sign in. The password is looked at between two transactions, for it takes long.

    An unknown address, a disabled user and a wrong password are one answer, and the same work; so they
    are too where too many have tried from one address.
    """
    email, now = normal_email(email)[:LONGEST_EMAIL], runtime.clock.now()
    with runtime.db.write() as conn:
        row = conn.execute(
            select(user_account).where(user_account.c.email == email.replace("\0", ""))
        ).one_or_none()
        user_id = row.id if row else None
        tried = throttle.attempt(conn, runtime.keys, email, user_id, address, now)
        pause = throttle.heard_in(conn, tried, now)
    if pause and not tried.in_vain:
        return SignIn(wait=pause)
    passwords = Passwords(runtime.config)
    is_right = passwords.matches(row.password_hash if row else _nobody(passwords), password)
    if pause or row is None or not is_right or row.disabled_at is not None:
        with runtime.db.write() as conn:
            return SignIn(wait=max(pause, throttle.in_vain(conn, tried, now)))
    fresh_hash = passwords.hash(password) if passwords.is_outdated(row.password_hash) else None
    with runtime.db.write() as conn:
        if not _is_unchanged(conn, row):
            return SignIn()
        throttle.forgive(conn, tried, row.id, now)
        if fresh_hash:
            mine = update(user_account).where(user_account.c.id == row.id)
            conn.execute(mine.values(password_hash=fresh_hash))
        conn.execute(delete(session).where(session.c.digest == sessions.digest(old_token)))
        token = secrets.token_hex(32)
        session_id = sessions.begin(conn, token, row.id, now, device)
        actor = Actor(row.id, row.name, frozenset(row.roles), frozenset())
        _note(conn, runtime, actor, events.SIGNED_IN, session=session_id)
    return SignIn(token=token)


def _is_unchanged(conn: Connection, row: Row[Any]) -> bool:
    """Whether a user is still who they were when their password was looked at."""
    still = select(user_account.c.id).where(
        user_account.c.id == row.id,
        user_account.c.disabled_at.is_(None),
        user_account.c.password_hash == row.password_hash,
    )
    return conn.execute(still).first() is not None


_nobodies: dict[tuple[int, int, int], str] = {}


def _nobody(passwords: Passwords) -> str:
    """Made once for each cost: making it takes as long as a look at a password does."""
    config = passwords.config
    cost = (config.password_rounds, config.password_kib, config.password_lanes)
    if cost not in _nobodies:
        _nobodies[cost] = passwords.nobody
    return _nobodies[cost]


def _note(conn: Connection, runtime: Runtime, actor: Actor, what: audit.Event, **keys: str) -> None:
    audit.note(conn, runtime.clock, runtime.keys.audit, actor, what, **keys)
