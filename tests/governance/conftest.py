"""What happened with Maureen, in the log; and Nia, who governs what is kept, and Ruth, who leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import CAST, NIA, SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.faults.filling import seal
from tests.learning.conftest import Told, agree, tell

RUTH = next(email for email, name, _role, _team in CAST if name == "Ruth Kaplan")


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in(SUNITA)


@pytest.fixture
def as_nia(app: Flask) -> Client:
    return Client(app, address="192.0.2.8").sign_in(NIA)


@pytest.fixture
def as_ruth(app: Flask) -> Client:
    return Client(app, address="192.0.2.9").sign_in(RUTH)


@pytest.fixture
def walk(as_sunita: Client) -> str:
    """Maureen's decision, sealed."""
    ref = begin(as_sunita, "Maureen")
    agree(as_sunita, ref)
    seal(as_sunita, ref)
    return ref


@pytest.fixture
def told(as_sunita: Client, walk: str) -> Told:
    """Something that happened, in the log as L-1."""
    found = tell(as_sunita, walk)
    found.say("account", day="2026-11-11", kind="near-miss", place="out", facts="She was late.")
    found.say("in-the-log", said="Somebody was late, and was met.", action="publish")
    return found
