"""A practitioner at a browser of sorts, and a sealed decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.journeys.idris import (
    TOLD,
    bring_in,
    say,
)


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def idris(sunita: Client) -> str:
    """A sealed decision with a mark, a hope, a restriction and something else that helps."""
    ref = bring_in(sunita.app, TOLD)
    say(sunita, ref, "read-back", {"action": "seal", "taking_part": "took-part"})
    return ref
