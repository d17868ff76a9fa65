"""Noting that a copy was given: on a day it can have been."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.browser.world import begin


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("11", "This version had not been sealed on that day"),
        ("12", ""),
        ("13", "A copy cannot have been given on a day that has not come yet"),
    ],
)
def test_a_copy_is_given_between_the_seal_and_today(app: Flask, day: str, says: str) -> None:
    """Sealed on 12 November 2026, which is today."""
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    said = {"given_on-day": day, "given_on-month": "11", "given_on-year": "2026"}
    said |= {"to_whom": "Ada", "layout": "card"}
    answer = client.post(f"{home}/given", said, page=home, status=422 if says else 303)
    page = answer.get_data(as_text=True)
    assert page.count(says) >= 2  # beside the box, and in the summary that leads to it
    assert ('href="#given_on-day"' in page) is bool(says)
