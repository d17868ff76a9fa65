"""Two teams, a practitioner in each, and a conversation to do harm to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from riskapp.platform.runtime import Runtime
from tests.app import DEV, SUNITA, Client, add_cast, make_app, make_runtime
from tests.faults.server import Server


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in(SUNITA)


@pytest.fixture
def as_dev(app: Flask) -> Client:
    """A practitioner of the other team."""
    return Client(app, address="192.0.2.8").sign_in(DEV)


@pytest.fixture
def runtime(db: Database, tmp_path: Path) -> Runtime:
    made = make_runtime(db, tmp_path)
    add_cast(made)
    return made


@pytest.fixture
def server(runtime: Runtime, tmp_path: Path) -> Iterator[Server]:
    url = runtime.db.url.render_as_string(hide_password=False)
    made = Server(runtime.config.instance, url, tmp_path / "server.log")
    try:
        made.start()
        yield made
    finally:
        made.kill()


def begin(client: Client, called_by: str) -> str:
    """A conversation with somebody new, begun from the first page; its reference."""
    answer = client.post("/begin", {"called_by": called_by, "who": "new"}, page="/", status=303)
    found = re.search(r"RA-\d+", answer.headers["Location"])
    assert found
    return found[0]
