"""A practitioner, and a conversation that she has begun."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import Client, make_app


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]
