"""The pages of a conversation: what they ask, what Enter does, what stays off a shared screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.page import Page, words

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def sunita(db: Database, tmp_path: Path) -> Client:
    """A practitioner who has just begun a conversation with Maureen."""
    client = Client(make_app(db, tmp_path)).sign_in()
    client.get("/")
    client.post("/begin", {"called_by": "Maureen"}, status=303)
    return client


def at(client: Client, step: str) -> Page:
    return client.get(f"/decisions/RA-0001/{step}")


def save(client: Client, step: str, **typed: str | Sequence[str]) -> None:
    at(client, step)
    data = {name.replace("__", "."): value for name, value in typed.items()}
    client.post(f"/decisions/RA-0001/{step}", data, status=303)


def options(client: Client) -> list[str]:
    return re.findall(r'id="option-([0-9a-f-]{36})"', at(client, "both-sides").html)


def add(client: Client, option: str, side: str, *texts: str) -> None:
    for text in texts:
        at(client, "both-sides")
        typed = {f"consequences.{option}.{side}-text": text, "action": "later"}
        client.post("/decisions/RA-0001/both-sides", typed, status=303)


def test_each_question_of_a_step_stands_on_its_page(sunita: Client) -> None:
    """A field that is added to a step shows, though nobody placed it."""
    missing = []
    for step in CONVERSATION.steps:
        names = {e.get("name") or "" for e in at(sunita, step.slug).tree.iter()}
        names.add("marks")  # asked beside each entry, and there is none yet
        if step.slug == "statement":  # kept by the server, and asked of nobody
            names |= {"composed", "before"}
        missing += [
            f"{asked.name} is not on {step.slug}"
            for asked in step.form()
            if not {asked.name, f"{asked.name}-day"} & names
        ]
    assert not missing, "\n".join(missing)


def test_the_enter_key_never_seals_and_never_takes_typing_away(sunita: Client) -> None:
    tried = 0
    for step in CONVERSATION.steps:
        tree = at(sunita, step.slug).tree
        for form in tree.iter("form"):
            if form.get("data-autosave") is None:
                continue
            inside = set(form.iter("button"))
            first = next(
                b for b in tree.iter("button") if b in inside or b.get("form") == form.get("id")
            )
            assert first.get("formaction") is None, step.slug
            says = first.get("value") or ""  # each of them saves
            assert says in {"", "later"} or says.startswith(("add:", "go:")), step.slug
            tried += 1
    assert tried >= len(CONVERSATION.steps) - 2


def test_the_four_boxes_have_the_same_controls(sunita: Client) -> None:
    tree = at(sunita, "both-sides").tree
    boxes = [e for e in tree.iter("div") if (e.get("class") or "").startswith("ra-box ")]
    asked = [
        [_kind(e) for e in box.iter() if e.tag in {"textarea", "input", "button"}] for box in boxes
    ]
    assert len(boxes) == 4
    assert asked[0]
    assert all(one == asked[0] for one in asked)


def _kind(control: Element) -> tuple[str, str, str]:
    name = control.get("name") or ""
    return str(control.tag), control.get("type") or "", name.rpartition("-")[2]


def test_a_fourth_mark_is_kept_and_kindly_asked_about(sunita: Client) -> None:
    doing, now = options(sunita)
    add(sunita, doing, "benefit", "My plot", "My legs")
    add(sunita, now, "harm", "The window", "The seat")
    marks = re.findall(r'id="mark-([0-9a-f-]{36})"', at(sunita, "both-sides").html)
    save(sunita, "both-sides", marks=marks[:3])
    assert "More than three" not in at(sunita, "both-sides").text
    save(sunita, "both-sides", marks=marks)
    page = at(sunita, "both-sides")
    assert "More than three are marked, and all of them are kept" in page.text
    assert page.html.count(" checked>") == 4
    assert "govuk-error" not in page.html
    for landed in ("/what-would-help", ""):  # where one comes to after saving them
        assert "More than three are marked" in sunita.get(f"/decisions/RA-0001{landed}").text


def test_changing_an_item_keeps_its_side(sunita: Client) -> None:
    doing, _now = options(sunita)
    add(sunita, doing, "harm", "Losing my way")
    page = at(sunita, "both-sides")
    [url] = re.findall(r'"to:([^"]+/consequences/[^"]+)"', page.html)
    sunita.get(url)
    sunita.post(url, {"text": "Losing my way in the fog"}, status=303)
    feared = [
        e
        for e in at(sunita, "both-sides").tree.iter("div")
        if "ra-box--worry" in e.get("class", "")
    ]
    assert "Losing my way in the fog" in words(feared[0])


def test_what_is_taken_away_can_be_put_back(sunita: Client) -> None:
    doing, _now = options(sunita)
    add(sunita, doing, "benefit", "My plot")
    [url] = re.findall(r'"to:([^"]+/consequences/[^"]+)"', at(sunita, "both-sides").html)
    sunita.get(url)
    sunita.post(f"{url}/remove", status=303)
    page = sunita.follow()
    assert "Taken away: “My plot”" in page.text
    sunita.post(f"{url}/put-back", status=303)
    assert "mark-" in sunita.follow().html


def test_what_was_said_of_danger_stays_off_the_screen_that_is_handed_over(sunita: Client) -> None:
    save(
        sunita,
        "decision",
        choice="I want to go",
        why_now="The plot",
        danger="yes",
        pressure="not-sure",
    )
    save(sunita, "doors", pressure="opened", pressure_for="Her son takes her pension")
    page = at(sunita, "read-back")
    assert "I want to go" in page.text
    assert "The plot" in page.text
    for hidden in ("danger", "Could anyone be putting pressure", "pension"):
        assert hidden not in page.text


def test_a_draft_can_be_taken_away_again(sunita: Client) -> None:
    at(sunita, "decision")
    sunita.post("/decisions/RA-0001/decision/keep", {"why_now": "half a sentence"}, status=200)
    page = at(sunita, "decision")
    assert "half a sentence" in page.html
    assert "It is kept for you, and not saved yet" in page.text
    assert page.links["take it away"] == "/decisions/RA-0001/decision/discard"
    asked = at(sunita, "decision/discard")
    assert "half a sentence" in asked.text
    assert "half a sentence" in at(sunita, "decision").html
    sunita.let_go("/decisions/RA-0001/decision")
    assert "half a sentence" not in at(sunita, "decision").html
