"""A record that is full still prints, in every copy; what would overfill one is refused whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.accounts import queries
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.journeys import CONVERSATION, is_since
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.queries import Decision
from riskapp.decision.rendering import copy_bytes, make_paper
from riskapp.decision.rules import ROOM, ROOM_FOR_LINES, ROOM_SINCE, ROOM_SINCE_FOR_LINES
from riskapp.decision.services.carrying import import_record
from riskapp.decision.services.sealing import House, ask_for_paper, seal
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.decision.transfer import read_file
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import get_size
from riskapp.platform.runtime import Runtime
from riskapp.platform.subjects import subject
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.keys import make_seal_key
from riskapp.platform.versions.store import get_rendition
from tests.app import NOW, Client, make_app
from tests.faults.filling import as_data, step_form
from tests.records.filling_up import full_file

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ENGLISH = "We talked about the garden and what it means to her to be out early. "
CHINESE = "我们谈到花园和她清早出门的意义。"
LONGEST = ("full", "large-print")
EMOJI = "🧑🏽‍🦽🏳️‍🌈👩‍👩‍👧 "


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def runtime(app: Flask) -> Runtime:
    found = app.extensions["riskapp"]
    assert isinstance(found, Runtime)
    return found


def take_in(runtime: Runtime, text: bytes) -> tuple[Actor, Decision]:
    with runtime.db.write() as conn:
        user = next(u for u in queries.list_users(conn) if u.name == "Sunita Rao")
        actor = queries.find_actor(conn, user.id)
        assert actor is not None
        trail, team = trail_of(runtime), min(actor.team_ids)
        return actor, import_record(conn, trail, actor, team, read_file(text), "england")


def saying(client: Client, path: str, choice: str) -> dict[str, list[str]]:
    """What stands on the page, with other words for the choice."""
    pairs = step_form(client, path).standing()
    return as_data([(n, choice if n == "choice" else v) for n, v in pairs])


def count_subjects(runtime: Runtime) -> int:
    with runtime.db.read() as conn:
        return len(conn.execute(select(subject.c.id)).all())


def test_a_full_record_takes_no_more_and_keeps_what_was_typed(app: Flask, runtime: Runtime) -> None:
    _actor, found = take_in(runtime, full_file(ENGLISH))
    with runtime.db.read() as conn:
        size = get_size(conn, found.id, lambda step: not is_since(step))
        since = get_size(conn, found.id, is_since)
    assert (size.characters, size.lines) == (ROOM, ROOM_FOR_LINES)
    assert (since.characters, since.lines) == (ROOM_SINCE, ROOM_SINCE_FOR_LINES)
    client, path = Client(app).sign_in(), f"/decisions/{found.ref}/decision"
    stands = client.get(path).form(path).fields["choice"]
    for typed, said in (
        (f"{stands}!", f"{ROOM:,} characters"),
        (f"{stands[4:]}!\n.", f"{ROOM_FOR_LINES:,} lines"),
    ):
        answer = client.post(path, saying(client, path, typed), status=422)
        assert f"This record is full: it holds {said} in all" in answer.get_data(as_text=True)
        assert client.get(path).form(path).fields["choice"] == typed
        client.let_go(path)
    with runtime.db.read() as conn:
        assert get_size(conn, found.id, lambda step: not is_since(step)) == size
    client.post(path, saying(client, path, stands[1:]), status=303)


@ON_SQLITE
def test_a_full_record_opens_on_every_page(app: Flask, runtime: Runtime) -> None:
    _actor, found = take_in(runtime, full_file(ENGLISH))
    client = Client(app).sign_in()
    for page in (*(step.slug for step in CONVERSATION.steps), "their-marks"):
        client.get(f"/decisions/{found.ref}/{page}")


@pytest.mark.parametrize(
    ("room", "lines", "said"),
    [(ROOM + 1, 0, "characters"), (ROOM, ROOM_FOR_LINES + 1, "lines")],
)
def test_a_file_that_would_overfill_a_record_is_refused_whole(
    runtime: Runtime, room: int, lines: int, said: str
) -> None:
    before = count_subjects(runtime)
    with pytest.raises(BadInput, match=f"This record is full: .* {said} in all"):
        take_in(runtime, full_file(ENGLISH, room, lines))
    assert count_subjects(runtime) == before


def test_what_is_taken_away_makes_room(app: Flask, runtime: Runtime) -> None:
    _actor, found = take_in(runtime, full_file(ENGLISH))
    client, path = Client(app).sign_in(), f"/decisions/{found.ref}/if-it-goes-wrong"
    page = client.get(path)
    href = next(there for _words, there in page.leads if "/contacts/" in there)
    client.post(f"{href}/remove", page=href, status=303)
    with runtime.db.read() as conn:
        less = get_size(conn, found.id, lambda step: not is_since(step))
    assert less.entries["contacts"] == 7
    assert less.characters < ROOM
    client.post(path, {"look_again_if": "a season changes"}, page=path, status=303)


@ON_SQLITE
def test_somebody_may_disagree_with_a_record_that_is_full(app: Flask, runtime: Runtime) -> None:
    """Until there is no more room for that either: then the page says how to go on."""
    record = json.loads(full_file(ENGLISH))
    kept = record["items"]["addenda"][: ADDENDA.most - 1]
    record["items"]["addenda"] = [{"answers": {**one["answers"], "words": "x"}} for one in kept]
    actor, found = take_in(runtime, json.dumps(record).encode())
    with runtime.db.write() as conn:
        house = House.of(runtime.config, demonstration=False)
        seal(conn, trail_of(runtime), actor, found.ref, house)
    client, path = Client(app).sign_in(), f"/decisions/{found.ref}/since/said-since"
    said = {"addenda..-kind": "disagrees", "addenda..-words": "No " * 600}
    seen = client.get(path).form(path).fields
    client.post(path, {**seen, **said}, status=303)
    page = client.get(path)
    assert said["addenda..-words"].strip() in page.text
    assert "Begin the next version, or go on with it, and write it there" in page.text
    late = {**seen, **said, "key": new_id(), "addenda..-words": "Too late, and not lost"}
    client.post(path, late, status=303)
    page = client.get(path)
    assert "There is no more room for what is said since" in page.text
    assert page.form(path).fields["addenda..-words"] == "Too late, and not lost"


@ON_SQLITE
@pytest.mark.long
@pytest.mark.parametrize("text", [ENGLISH, CHINESE, EMOJI], ids=["english", "chinese", "emoji"])
def test_a_full_record_prints_in_every_copy(runtime: Runtime, text: str) -> None:
    """In the limits every copy has. Of Chinese, which takes the engine longest for a character, and of
    emoji, which are pictures, the two longest copies.
    """
    make_seal_key(runtime.config.keys_folder, "Northmoor", NOW)
    actor, found = take_in(runtime, full_file(text))
    if text is ENGLISH:
        with runtime.db.write() as conn:
            draft = ask_for_paper(conn, trail_of(runtime), actor, found.ref)
        make_paper(runtime, {"rendition": draft})
        with runtime.db.read() as conn:
            assert get_rendition(conn, draft).state == "made"
    with runtime.db.write() as conn:
        house = House.of(runtime.config, demonstration=False)
        version = seal(conn, trail_of(runtime), actor, found.ref, house)
    for layout in LAYOUTS:
        if layout.has_pdf and (text is ENGLISH or layout.slug in LONGEST):
            assert copy_bytes(runtime, version, layout).startswith(b"%PDF-1.7"), layout.slug
