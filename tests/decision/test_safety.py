"""What is asked about danger and pressure: when the route is shown, and which doors it raises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import Client, make_app


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Leo"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def leads_to(client: Client, ref: str, **said: str) -> str:
    """The page that saving these answers to the first screen leads to."""
    page = f"/decisions/{ref}/decision"
    return client.post(page, said, page=page, status=303).headers["Location"].rpartition("/")[2]


def test_the_route_is_shown_when_an_answer_newly_calls_for_it(as_sunita: Client, ref: str) -> None:
    assert leads_to(as_sunita, ref, danger="no") == "both-sides"
    assert leads_to(as_sunita, ref, danger="not-sure") == "safeguarding"
    assert leads_to(as_sunita, ref, danger="not-sure", why_now="The carers said") == "both-sides"
    assert leads_to(as_sunita, ref, danger="not-sure", pressure="no") == "both-sides"
    assert leads_to(as_sunita, ref, danger="yes", pressure="no") == "safeguarding"
    assert leads_to(as_sunita, ref, danger="yes", pressure="yes") == "safeguarding"


def test_after_the_route_one_goes_on_to_what_was_asked_for(as_sunita: Client, ref: str) -> None:
    asked = {"danger": "yes", "action": "go:doors"}
    assert leads_to(as_sunita, ref, **asked) == "safeguarding?from=doors"
    route = f"/decisions/{ref}/safeguarding"
    assert f'href="/decisions/{ref}/doors"' in as_sunita.get(f"{route}?from=doors").html
    elsewhere = as_sunita.get(f"{route}?from=nowhere").html
    assert f'href="/decisions/{ref}/both-sides"' in elsewhere


def test_after_the_route_no_page_of_the_whole_conversation_is_passed_over(
    as_sunita: Client, ref: str
) -> None:
    doors = f"/decisions/{ref}/doors"
    as_sunita.post(doors, {"route": "full"}, page=doors, status=303)
    assert leads_to(as_sunita, ref, pressure="not-sure") == "safeguarding"
    assert f'href="/decisions/{ref}/timing"' in as_sunita.get(f"/decisions/{ref}/safeguarding").html


def test_a_second_click_is_shown_the_route_as_the_first_was(as_sunita: Client, ref: str) -> None:
    page = f"/decisions/{ref}/decision"
    as_sunita.get(page)
    hidden = as_sunita._hidden(page)
    for _click in range(2):
        answer = as_sunita.post(page, {**hidden, "danger": "yes"}, status=303)
        assert answer.headers["Location"].endswith("/safeguarding")


def test_what_was_done_about_danger_is_in_the_full_record_alone(
    as_sunita: Client, ref: str
) -> None:
    done = "Rang the fire service for a visit"
    asked = as_sunita.get(f"/decisions/{ref}/decision").html
    assert asked.index("in danger now") < asked.index("What was done about it?")
    assert asked.index("What was done about it?") < asked.index("putting pressure")
    leads_to(as_sunita, ref, danger="not-sure", done_about=done)
    back = f"/decisions/{ref}/read-back"
    assert done not in as_sunita.get(back).html
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    copies = ("full", "person", "large-print", "card", "note")
    shown = [c for c in copies if done in as_sunita.get(f"/decisions/{ref}/versions/1/{c}").html]
    assert shown == ["full"]


def raised(**said: str) -> frozenset[str]:
    return Conversation(Entries((Entry("d", "decision", said),)), "Leo").raised


def test_danger_that_is_nobodys_doing_is_no_pressure() -> None:
    assert raised(danger="not-sure", pressure="no") == set()
    assert raised(danger="no", pressure="not-sure") == {"pressure"}


def test_a_neighbour_named_on_what_is_feared_raises_their_door(as_sunita: Client, ref: str) -> None:
    sides, doors = f"/decisions/{ref}/both-sides", f"/decisions/{ref}/doors"
    (box,) = set(
        re.findall(r'name="(consequences\.[^"]+\.harm-text)"', as_sunita.get(sides).html)[:1]
    )
    as_sunita.post(sides, {box: "A fire", "action": "add:x"}, page=sides, status=303)
    gives_a_reason = "not opened, though this record gives a reason to"
    assert gives_a_reason not in as_sunita.get(doors).html
    said = re.findall(rf'"to:({sides}/consequences/[^"]+)"', as_sunita.get(sides).html)[0]
    posted = {"text": "A fire", "to_whom": "The neighbours"}
    as_sunita.post(said, posted, page=said, status=303)
    assert as_sunita.get(doors).html.count(gives_a_reason) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("danger", "is_asked"), [("yes", True), ("not-sure", True), ("no", False), ("", False)]
)
def test_what_was_done_about_danger_that_may_be_is_not_passed_over_where_nobody_said(
    as_sunita: Client, ref: str, danger: str, is_asked: bool
) -> None:
    """Of no danger there was nothing to do."""
    asked = "What was done about it"
    leads_to(as_sunita, ref, danger=danger, pressure="no", alone="yes")
    assert (asked in as_sunita.get(f"/decisions/{ref}").text) is is_asked
    back = f"/decisions/{ref}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    full = as_sunita.get(f"/decisions/{ref}/versions/1/full").text
    assert (f"{asked}? not yet talked about" in full) is (is_asked)
