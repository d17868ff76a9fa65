"""Days on the other side of today than one would expect: kept, and said beside, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.browser.world import begin

TO_COME, PASSED = "This day is still to come", "This day has passed"
TODAY = ("12", "11", "2026")


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


def dated(name: str, day: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), day, strict=True))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("step", "name", "beyond", "said"),
    [
        ("decision", "said_on", ("13", "11", "2026"), TO_COME),
        ("what-was-decided", "decided_on", ("1", "1", "2027"), TO_COME),
        ("if-it-goes-wrong", "look_again_on", ("11", "11", "2026"), PASSED),
    ],
)
def test_it_is_saved_and_a_quiet_sentence_stands_beside_it(
    as_sunita: Client, step: str, name: str, beyond: tuple[str, str, str], said: str
) -> None:
    ref = begin(as_sunita, "Ada")
    path, read_back = f"/decisions/{ref}/{step}", f"/decisions/{ref}/read-back"
    as_sunita.post(path, dated(name, TODAY), page=path, status=303)
    assert said not in as_sunita.get(path).text
    as_sunita.post(path, {"choice": "To go", **dated(name, beyond)}, page=path, status=303)
    page = as_sunita.get(path)
    assert said in page.text
    assert not page.title.startswith("Error: ")
    assert f'aria-describedby="{name}-aside"' in page.html
    assert said in as_sunita.get(read_back).text
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    for copy in ("full", "person", "card", "note"):
        assert said not in as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").text
