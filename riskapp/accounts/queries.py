"""Looking up users, teams and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from riskapp.accounts.tables import guest, membership, session, team, user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound


@dataclass(frozen=True)
class User:
    """Somebody who may sign in, or once could."""

    id: str
    email: str
    name: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    disabled_at: datetime | None


@dataclass(frozen=True)
class Team:
    """People who work with the same people."""

    id: str
    name: str


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in."""

    id: str
    made_at: datetime
    seen_at: datetime
    device: str


def normal_email(text: str) -> str:
    return text.strip().casefold()


_has_account = user_account.c.id.not_in(select(guest.c.user_id))


def list_users(conn: Connection) -> list[User]:
    """Everybody but guests, by name; those who can no longer sign in too."""
    rows = conn.execute(
        select(user_account).where(_has_account).order_by(user_account.c.name, user_account.c.email)
    )
    teams = _team_names(conn)
    return [_user(row, teams.get(row.id, ())) for row in rows]


def get_user(conn: Connection, email: str) -> User:
    """Raises NotFound."""
    row = conn.execute(
        select(user_account).where(user_account.c.email == normal_email(email))
    ).one_or_none()
    if row is None:
        raise NotFound(f"there is no user {email}")
    return _user(row, _team_names(conn).get(row.id, ()))


def name_of(conn: Connection, user_id: str) -> str:
    """The name of a user, also of one who has left. Raises NotFound."""
    name: str | None = conn.execute(
        select(user_account.c.name).where(user_account.c.id == user_id)
    ).scalar_one_or_none()
    if name is None:
        raise NotFound(user_id)
    return name


def find_actor(conn: Connection, user_id: str) -> Actor | None:
    """What somebody may be, whether or not they are signed in; None once they are disabled."""
    row = conn.execute(
        select(user_account).where(
            user_account.c.id == user_id, user_account.c.disabled_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    teams = select(membership.c.team_id).where(membership.c.user_id == user_id)
    return Actor(row.id, row.name, frozenset(row.roles), frozenset(conn.execute(teams).scalars()))


def list_teams(conn: Connection) -> list[Team]:
    return [Team(row.id, row.name) for row in conn.execute(select(team).order_by(team.c.name))]


def list_who_may_sign_in(
    conn: Connection, *, but: Select[Any] | None = None
) -> list[tuple[str, str]]:
    """Everybody who may sign in but some, by their ids: id, and name with teams, by name."""
    wanted = (
        select(user_account.c.id, user_account.c.name, team.c.name)
        .outerjoin(membership, membership.c.user_id == user_account.c.id)
        .outerjoin(team, team.c.id == membership.c.team_id)
        .where(user_account.c.disabled_at.is_(None), _has_account)
        .order_by(user_account.c.name, user_account.c.id, team.c.name)
    )
    rows = conn.execute(wanted if but is None else wanted.where(user_account.c.id.not_in(but)))
    return [
        (user_id, ", ".join([name, *(row[2] for row in together if row[2])]))
        for (user_id, name), together in groupby(rows, key=lambda row: (row[0], row[1]))
    ]


def list_of_team(conn: Connection, team_id: str, *roles: str) -> list[tuple[str, str]]:
    """Those in a team who may sign in and are any of these: id and name."""
    rows = conn.execute(
        select(user_account.c.id, user_account.c.name, user_account.c.roles)
        .join(membership, membership.c.user_id == user_account.c.id)
        .where(membership.c.team_id == team_id, user_account.c.disabled_at.is_(None), _has_account)
        .order_by(user_account.c.name, user_account.c.id)
    )
    return [(row.id, row.name) for row in rows if not set(roles).isdisjoint(row.roles)]


def find_team(conn: Connection, name: str) -> Team | None:
    row = conn.execute(
        select(team).where(func.lower(team.c.name) == name.strip().lower())
    ).one_or_none()
    return Team(row.id, row.name) if row else None


def list_sessions(conn: Connection, user_id: str) -> list[Session]:
    """Where a user is signed in, the last used first; some may have run out since."""
    rows = conn.execute(
        select(session).where(session.c.user_id == user_id).order_by(session.c.seen_at.desc())
    )
    return [Session(row.id, row.made_at, row.seen_at, row.device) for row in rows]


def _team_names(conn: Connection) -> dict[str, tuple[str, ...]]:
    rows = conn.execute(
        select(membership.c.user_id, team.c.name)
        .join(team, team.c.id == membership.c.team_id)
        .order_by(team.c.name)
    )
    found: dict[str, tuple[str, ...]] = {}
    for user_id, name in rows:
        found[user_id] = (*found.get(user_id, ()), name)
    return found


def _user(row: Row[Any], teams: tuple[str, ...]) -> User:
    return User(row.id, row.email, row.name, tuple(row.roles), teams, row.disabled_at)
