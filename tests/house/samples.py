"""What the access table puts into a route's path and form: the objects its rows are about.

A row names a sample; a sample makes the values when its cell is executed, for the client that asks.
Features add theirs to SAMPLES; what they need to exist beforehand they make in `furnish`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from flask import Flask

from riskapp.accounts import queries
from riskapp.platform.db import Database
from tests.app import CAST, DEV, SUNITA, Client


@dataclass
class World:
    """The app of the access table, and what was put into it."""

    app: Flask
    db: Database
    things: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """Values for the path and, for a post, for the form; both may depend on who asks."""

    path: Callable[[World, str], Mapping[str, str]] = lambda _world, _email: {}
    data: Callable[[World, str], Mapping[str, str]] = lambda _world, _email: {}


def furnish(world: World) -> None:
    """Puts into the world what the samples point at."""
    Client(world.app).sign_in(DEV)
    Client(world.app).sign_in(SUNITA)


def _session_of(world: World, email: str) -> dict[str, str]:
    with world.db.read() as conn:
        user = queries.get_user(conn, email)
        return {"session_id": queries.list_sessions(conn, user.id)[0].id}


def _session_of_another(world: World, email: str) -> dict[str, str]:
    return _session_of(world, DEV if email != DEV else SUNITA)


SAMPLES: dict[str, Sample] = {
    "-": Sample(),
    "nobody's": Sample(data=lambda _w, _e: {"email": f"{uuid4()}@x.example", "password": "wrong"}),
    "wrong password": Sample(
        data=lambda _w, _e: {"old_password": "not the one", "new_password": "x"}
    ),
    "own session": Sample(path=lambda world, email: _session_of(world, email or CAST[0][0])),
    "session of another": Sample(path=_session_of_another),
    "no such id": Sample(path=lambda _w, _e: {"session_id": str(uuid4())}),
}
