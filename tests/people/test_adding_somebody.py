"""Somebody is added from the list of people as on the first page."""

from __future__ import annotations

from pathlib import Path

from riskapp.platform.db import Database
from tests.app import CAST, Client, make_app


def test_somebody_is_added_where_people_are_listed(db: Database, tmp_path: Path) -> None:
    app = make_app(db, tmp_path)
    client = Client(app).sign_in()
    assert "Start a conversation" in client.get("/people").form("/begin").buttons
    client.post("/begin", {"called_by": "Ada"}, page="/people", status=303)
    assert "What does Ada want" in client.follow().h1
    assert "Ada" in client.get("/people").links
    manager = next(email for email, who, *_rest in CAST if who == "Grace Okafor")
    reads = Client(app, address="192.0.2.9").sign_in(manager).get("/people")
    assert "/begin" not in {form.action for form in reads.forms}
    assert "Ada" in reads.links
