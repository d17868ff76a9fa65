"""An app with its people, and a browser each."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import NOW, Client, MovingClock, make_app


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(NOW)


@pytest.fixture
def app(db: Database, tmp_path: Path, clock: MovingClock) -> Flask:
    return make_app(db, tmp_path, clock=clock)


@pytest.fixture
def visitor(app: Flask) -> Client:
    """Somebody who has not signed in."""
    return Client(app)


@pytest.fixture
def sunita(app: Flask) -> Client:
    return Client(app).sign_in()
