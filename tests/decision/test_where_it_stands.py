"""Where something that would help stands: agreed, to be tried, being arranged, or not wanted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import Client, make_app

HELPS = (
    {"what": "A lamp with a battery", "stands": "to-try"},
    {"what": "No matches in the flat", "rung": "restriction", "stands": "not-wanted"},
    {"what": "I smoke in the chair", "rung": "own", "stands": "not-wanted"},
    {"what": "Matches with the carers", "rung": "restriction", "stands": "agreed"},
)


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


def test_what_is_not_wanted_stands_last_and_restricts_nobody() -> None:
    items = [Entry(f"m{n}", "mitigations", said) for n, said in enumerate(HELPS)]
    talk = Conversation(Entries(tuple(items)), "Leo")
    assert [m.id for m in talk.mitigations] == ["m0", "m3", "m2", "m1"]
    assert [m.id for m in talk.restrictions] == ["m3"]
    assert "restriction" in talk.raised
    assert "restriction" not in Conversation(Entries((items[1],)), "Leo").raised


def test_it_is_said_on_the_card_and_in_the_copies_that_name_what_would_help(
    as_sunita: Client,
) -> None:
    answer = as_sunita.post("/begin", {"called_by": "Leo"}, page="/", status=303)
    ref = re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]
    page, back = f"/decisions/{ref}/what-would-help", f"/decisions/{ref}/read-back"
    for said in HELPS:
        posted = {f"mitigations..-{key}": words for key, words in said.items()}
        as_sunita.post(page, {**posted, "action": "add:x"}, page=page, status=303)
    for shown in (as_sunita.get(page).html, as_sunita.get(back).html):
        assert shown.count(">Talked about, and not wanted</span>") == 2
        assert ">To be tried</span>" in shown
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    for copy in ("full", "person", "large-print"):
        words = as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").html
        assert "(to be tried)" in words
        unwanted = "(their own way; talked about, and not wanted)"
        assert (unwanted if copy == "full" else "did not want it") in words
    note, card = (as_sunita.get(f"/decisions/{ref}/versions/1/{x}").html for x in ("note", "card"))
    assert "Matches with the carers" in note
    assert "Not wanted by Leo: No matches in the flat. I smoke in the chair." in note
    assert "No matches in the flat" not in card
    assert "not wanted" not in card.casefold()
