"""Real situations, from the first page to a sealed record, by the pages' own forms alone."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.queries import find_decision
from riskapp.decision.services.carrying import export_record
from riskapp.platform import audit
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.rows import entries_of
from riskapp.platform.versions.store import get_version
from tests.app import SUNITA, Client
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.holding import NAMES, hold, story

PENS = ("both-sides", "two-pens")


def told_again(app: Flask, ref: str) -> dict[str, Any]:
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        record = export_record(conn, trail_of(runtime), audit.COMMAND_LINE, ref)
    del record["origin"], record["jurisdiction"]
    return record


def as_told(name: str) -> dict[str, Any]:
    told = story(name)
    del told["jurisdiction"]
    return told


def by_side(record: dict[str, Any]) -> dict[str, Any]:
    """The boxes of a page are filled side by side; a story may tell them in any order."""
    for option in record["items"]["options"]:
        option.get("items", {}).get("consequences", []).sort(key=lambda c: c["answers"]["text"])
    for step in PENS:
        record["answers"].get(step, {}).pop("marks", None)
    return record


@pytest.mark.parametrize("name", NAMES)
def test_a_situation_goes_from_the_first_page_to_a_sealed_record(app: Flask, name: str) -> None:
    typist = ClientTypist(Client(app).sign_in(SUNITA))
    ref = hold(typist, story(name))
    page = typist.client.get(f"/decisions/{ref}").html
    assert "Sealed" in page
    assert by_side(told_again(app, ref)) == by_side(as_told(name))
    runtime = app.extensions["riskapp"]
    with runtime.db.read() as conn:
        found = find_decision(conn, ref)
        version = get_version(conn, found.id)
    entries = entries_of(CONVERSATION, version.rows, {})
    for step in PENS:
        marks = [entries.find(m) for m in entries.data(step).get("marks", ())]
        wanted = story(name)["answers"].get(step, {}).get("marks", ())
        assert len(marks) == len(wanted)
        assert {m["text"] for m in marks if m} == {_text(name, path) for path in wanted}


def _text(name: str, path: str) -> str:
    _options, n, _consequences, m = path.split(".")
    option = story(name)["items"]["options"][int(n) - 1]
    return str(option["items"]["consequences"][int(m) - 1]["answers"]["text"])
