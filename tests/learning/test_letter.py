"""The letter to those who are told: begun with what was written, and made into a sealed PDF of its own."""

from __future__ import annotations

import pytest

from riskapp.commands.worker import HANDLERS
from riskapp.learning.queries import get_happening, list_frozen
from riskapp.learning.services.writing_to_them import JOB
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.store import get_bytes, get_rendition, list_sealings
from riskapp.platform.versions.verifying import verify
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told, tell
from tests.learning.test_on_hold import actor_of
from tests.page import words
from tests.records.reading import text_of_pdf


@pytest.fixture
def told(as_sunita: Client, sealed_walk: str) -> Told:
    told = tell(as_sunita, sealed_walk)
    told.say("account", kind="harm", facts="She fell at the lock.", day="2026-11-12")
    told.say("candour", relevant="Joan, her daughter", sorry="I am sorry that she was hurt.")
    return told


def printing(told: Told) -> str:
    told.say("the-letter", action="print")
    assert told.client.last is not None
    return told.client.last.headers["Location"]


@POSTGRESQL_SELDOM
def test_it_is_begun_with_what_was_written_and_made_once_as_it_stands(told: Told) -> None:
    client, path = told.client, f"{told.home}/the-letter"
    told.say("the-letter", status=422, action="print")  # it says nothing yet
    told.say("the-letter", action="begin")
    begun = client.get(path).html
    for said in ("Joan, her daughter", "I am sorry that she was hurt.", "She fell at the lock."):
        assert said in begun
    assert "[not written yet]" in begun
    assert "Fill it in or take it out" in client.get(path).text
    assert "Worth reading again" not in client.get(path).text  # our own words blame nobody
    told.say("the-letter", text="I am sorry.\n\nShe fell.", signed="S. Rao, social worker")
    told.say("the-letter", action="begin")  # nothing is written over
    page = printing(told)
    assert printing(told) == page
    runtime = client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        asked = get_rendition(conn, page.rpartition("/")[2])
    HANDLERS[JOB].run(runtime, {"version": asked.version_id})
    with runtime.db.read() as conn:
        data = get_bytes(conn, asked.id)
        digests = [one.digest for one in list_sealings(conn, asked.subject_id)]
    found = verify(data, *list_certificates(runtime.config.keys_folder))
    assert (found.layout, found.version_digest in digests) == ("letter", True)
    text = " ".join(text_of_pdf(data).split())
    for said in ("Northmoor", "Dear Joan, her daughter", "I am sorry. She fell.", "S. Rao"):
        assert said in text
    assert client.fetch("GET", f"{page}.pdf").get_data() == data
    assert "It is ready" in client.get(page).text
    assert "The letter that was made last" in client.get(path).text


@POSTGRESQL_SELDOM
def test_it_goes_on_while_what_can_be_learned_waits_and_is_no_part_of_what_is_frozen(
    told: Told, sealed_walk: str
) -> None:
    client, held = told.client, f"{told.home}/on-hold"
    told.say("the-letter", text="I am sorry.")
    printing(told)
    client.post(held, {}, page=held, status=303)
    told.say("the-letter", text="I am so sorry.")
    assert "/printed/" in printing(told)
    runtime = client.app.extensions["riskapp"]
    with runtime.db.read() as conn:
        found = get_happening(conn, actor_of(client.app, "practitioner"), told.ref)
        assert len(list_frozen(conn, found)) == 1
        assert len(list_sealings(conn, find(conn, sealed_walk).id)) == 1
    assert "so sorry" not in words(client.get(f"/decisions/{sealed_walk}").tree.find(".//main"))
    assert "Stop the walks" in client.get(f"{told.home}/account").text
