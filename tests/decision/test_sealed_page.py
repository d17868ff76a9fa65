"""The page of a sealed decision: the copies at once, and what to do if it goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.presenters.sealed import ring_lines
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import Client, make_app

WRONG = {
    "first_sign": "A burn on the blanket",
    "steps": "Ring 999\nGet L out",
    "treated": "Speak to me, not about me",
    "not_to": "Take the matches away\nMove L",
    "pause": "Two burns in a week",
    "contacts..-name": "Night team",
    "contacts..-number": "(01632) 960-001",
}


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "L"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def test_what_to_do_and_the_copies_stand_before_the_rest(as_sunita: Client, ref: str) -> None:
    wrong, back = f"/decisions/{ref}/if-it-goes-wrong", f"/decisions/{ref}/read-back"
    as_sunita.post(wrong, {**WRONG, "action": "add:x"}, page=wrong, status=303)
    assert '<li dir="auto">Get L out</li>' in as_sunita.get(back).html
    said = {"taking_part": "disagrees", "disagrees": "I don’t agree about the quilt"}
    sealing = {"action": "seal", "size": "large", **said}
    as_sunita.post(back, sealing, page=back, status=303)
    page = as_sunita.get(f"/decisions/{ref}").html
    assert re.findall(r"([^<>]*)</a> <span class=\"ra-state\">asked for", page) == [
        "L’s copy in large print"
    ]
    order = [
        "Whose choice",
        "A burn on the blanket",
        '<li dir="auto">Ring 999</li><li dir="auto">Get L out</li>',
        '<a href="tel:01632960001">(01632) 960-001</a>',
        "<q>Speak to me, not about me</q>",
        '<li dir="auto">Take the matches away</li>',
        "Two burns in a week",
        "Copies of version 1",
        "<h2>What could still happen</h2>",
        "<h2>Who sees it differently</h2>",
        '<h3 dir="auto">L</h3><p dir="auto"><q>I don’t agree about the quilt</q>',
        "Timeline",
    ]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    card = as_sunita.get(f"/decisions/{ref}/versions/1/card").html
    assert '<a href="tel:01632960001">(01632)' in card


def test_what_was_agreed_to_help_is_listed_as_plainly_as_what_has_ended(
    as_sunita: Client, ref: str
) -> None:
    helps, back = f"/decisions/{ref}/what-would-help", f"/decisions/{ref}/read-back"
    for said in (
        {"what": "A throw", "stands": "agreed", "takes_away": "The quilt’s feel"},
        {"what": "A tea-light", "stands": "ended"},
        {"what": "Two smoke-free hours", "stands": "not-wanted"},
        {"what": "No matches upstairs", "rung": "restriction"},
    ):
        new = {f"mitigations..-{key}": one for key, one in said.items()}
        as_sunita.post(helps, {**new, "action": "add:x"}, page=helps, status=303)
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    page = as_sunita.get(f"/decisions/{ref}")
    found = page.text.partition("What helps")[2].partition("A restriction in this decision")[0]
    assert " ".join(found.split()) == "A throw Agreed It takes away: The quilt’s feel"
    assert "No matches upstairs" in page.text
    assert page.text.partition("No longer")[2].split()[:2] == ["A", "tea-light"]


@pytest.mark.parametrize(
    ("number", "dials"),
    [
        ("+44 1632 960001", "+441632960001"),
        ("999", "999"),
        ("01632 960001 or 01632 960002", ""),
        ("01632 960001 01632 960002", ""),
        ("the office", ""),
    ],
)
def test_only_a_number_can_be_dialled(number: str, dials: str) -> None:
    talk = Conversation(Entries((Entry("c", "contacts", {"number": number}),)), "L")
    assert [one.dials for one in ring_lines(talk)] == [dials]
