"""Reading back: the screen may be handed over, so what protects somebody is not on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import Client, make_app

DANGER, PRESSURE = "Is anyone in danger now?", "Could anyone be putting pressure on Maureen"


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def test_safety_is_asked_for_on_the_practitioners_page_and_not_where_it_is_read_back(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    assert "Why now?" in as_sunita.get(read_back).html
    for question in (DANGER, PRESSURE):
        assert question in as_sunita.get(home).html
        assert question not in as_sunita.get(read_back).html


def test_what_was_asked_is_not_asked_for_again(as_sunita: Client, ref: str) -> None:
    step, home = f"/decisions/{ref}/decision", f"/decisions/{ref}"
    as_sunita.post(step, {"danger": "no"}, page=step, status=303)
    assert DANGER not in as_sunita.get(home).html
    assert PRESSURE in as_sunita.get(home).html
    asked = {"danger": "no", "pressure": "no", "alone": "yes"}
    as_sunita.post(step, asked, page=step, status=303)
    assert "Safety, not asked yet" not in as_sunita.get(home).html
