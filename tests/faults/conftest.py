"""Two teams, a practitioner in each, and a conversation to do harm to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import DEV, SUNITA, Client, make_app


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


def begin(client: Client, called_by: str) -> str:
    """A conversation with somebody new, begun from the first page; its reference."""
    answer = client.post("/begin", {"called_by": called_by, "who": "new"}, page="/", status=303)
    found = re.search(r"RA-\d+", answer.headers["Location"])
    assert found
    return found[0]
