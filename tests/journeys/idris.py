"""Idris, who wants to go to the allotment: his record, and what somebody does with it in a test."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from riskapp.accounts.queries import find_actor, get_user
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import draw, layout_of
from riskapp.decision.queries import find_decision
from riskapp.decision.record import record_of
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.transfer import VOUCHED, read_file
from riskapp.platform import audit
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import Version, get_version
from tests.app import SUNITA, Client
from tests.page import Page
from tests.records.reading import words_of_html

FALLS, LONELY, GATE, WALKS = "He falls on the steps", "He sits alone", "A locked gate", "A stick"


only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


NO = "I never said Tuesdays"


def runtime(app: Flask) -> Runtime:
    found: Runtime = app.extensions["riskapp"]
    return found


def day(key: str, text: str) -> dict[str, str]:
    year, month, of_month = text.split("-")
    return {f"{key}-day": of_month, f"{key}-month": month, f"{key}-year": year}


def entries(app: Flask, ref: str) -> Entries:
    with runtime(app).db.read() as conn:
        return get_entries(conn, find_decision(conn, ref).id)


def version(app: Flask, ref: str, number: int) -> Version:
    with runtime(app).db.read() as conn:
        return get_version(conn, find_decision(conn, ref).id, number)


def say(client: Client, ref: str, step: str, said: dict[str, Any]) -> None:
    path = f"/decisions/{ref}/{step}"
    client.post(path, said, page=path, status=303)
    runtime(client.app).clock.pass_by(minutes=1)  # type: ignore[attr-defined]


def printed(app: Flask, ref: str, number: int, copy: str = "full") -> str:
    found, layout = version(app, ref, number), layout_of(copy)
    return draw(layout, record_of(shown_rows(RECORD, layout, found.rows), found.digest)).html


TOLD: dict[str, Any] = {
    "format": "riskapp-record/1",
    "person": {"called_by": "Idris"},
    "answers": {
        "doors": {"route": "full"},
        "decision": {"choice": "To go to the allotment"},
        "both-sides": {"marks": ["options.1.consequences.1"]},
        "what-was-decided": {"decided": "He goes on Tuesdays"},
        "if-it-goes-wrong": {"look_again_on": "2026-11-20"},
        "read-back": {"taking_part": "took-part"},
    },
    "items": {
        "options": [
            {
                "answers": {},
                "items": {
                    "consequences": [
                        {"answers": {"text": FALLS, "side": "harm"}},
                        {"answers": {"text": LONELY, "side": "benefit"}},
                    ]
                },
            },
            {"answers": {"is_now": True}},
        ],
        "outcomes": [{"answers": {"text": "To grow beans", "now": "far"}}],
        "mitigations": [
            {"answers": {"what": GATE, "rung": "restriction", "ends_on": "2026-12-01"}},
            {"answers": {"what": WALKS, "rung": "own"}},
        ],
    },
}


def bring_in(app: Flask, told: dict[str, Any]) -> str:
    """The reference of an imported record."""
    with runtime(app).db.write() as conn:
        user = get_user(conn, SUNITA)
        actor = find_actor(conn, user.id)
        assert actor
        (team,) = actor.team_ids
        incoming = read_file(json.dumps(told).encode())
        return import_record(conn, trail_of(runtime(app)), actor, team, incoming, "england").ref


def click(client: Client, ref: str, act: str, **said: str) -> Page:
    page = "review" if client.get(f"/decisions/{ref}").links.get("See how it went, so far") else ""
    here = f"/decisions/{ref}/{page}".rstrip("/")
    client.post(f"/decisions/{ref}/{act}", said, page=here, status=303)
    return client.follow()


def review(client: Client, ref: str, **gate: Any) -> None:
    """A review of what was marked, the hope, and the gate."""
    if not find(client.app, ref).is_in_review:
        click(client, ref, "begin-review")
    said = entries(client.app, ref)
    falls = next(c.id for c in said.items("consequences") if c["text"] == FALLS)
    hope = said.items("outcomes")[0].id
    locked = next(m.id for m in said.items("mitigations") if m["what"] == GATE)
    say(client, ref, "review/what-happened", {"account": "I went nine times"})
    came = {f"came-about..{falls}-happened": "a-little", f"came-about..{falls}-how": "A bruise"}
    say(client, ref, "review/did-it-happen", came)
    say(client, ref, "review/hopes-now", {f"outcomes-now..{hope}-now": "nearly"})
    helps = {f"still-helps..{locked}-{key}": value for key, value in gate.items()}
    say(
        client,
        ref,
        "review/still-helping",
        helps | {f"still-helps..{locked}-took_away": "Mornings"},
    )
    now = {"worth": "Yes, for the beans", "taking_part": "took-part", "because": "It works"}
    now |= day("decided_on", "2026-11-12")
    say(client, ref, "review/what-now", now | day("look_again_on", "2027-02-01"))


def carried(app: Flask, ref: str) -> dict[str, Any]:
    """A file of all that people said, without what riskapp vouches for and no import takes in."""
    with runtime(app).db.write() as conn:
        record = export_record(conn, trail_of(runtime(app)), audit.COMMAND_LINE, ref)
    items = [one["answers"] for one in record["items"].get("addenda", ())]
    for slug, keys in VOUCHED.items():
        for said in items if slug == "addenda" else [record["answers"].get(slug, {})]:
            for key in keys:
                said.pop(key, None)
    return record | {"origin": {}}


def words(html: str, tag: str = "main") -> str:
    """A page as it reads, with each space a plain one."""
    return " ".join(words_of_html(html, tag).replace("\xa0", " ").split())


def find(app: Flask, ref: str) -> Any:
    with runtime(app).db.read() as conn:
        return find_decision(conn, ref)


def disagree(client: Client, ref: str, about: str, **more: str) -> None:
    said = {"about": about, "kind": "disagrees", "words": NO, "to_whom": "Joan", **more}
    said |= day("said_on", "2026-11-12")
    add = {f"addenda..-{key}": value for key, value in said.items()}
    say(client, ref, "since/said-since", add)
