"""What was learned becomes a question in the conversation, and says where it came from."""

from __future__ import annotations

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import CAST, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.learning.conftest import line, write_lines
from tests.page import read_page, words

QUESTION = "Who is glad when they come?"
ASK = "/learning/1/ask"
LEARNING_REVIEWER = next(email for email, _n, role, _t in CAST if role == "learning_reviewer")


@pytest.fixture
def as_reviewer(app: Flask, db: Database) -> Client:
    write_lines(db, line(said="A friend was first to ring."))
    return Client(app, address="192.0.2.9").sign_in(LEARNING_REVIEWER)


def ask(client: Client, **said: str) -> None:
    data = {"words": QUESTION, "step": "what-would-help", **said}
    client.post(ASK, data, page=ASK, status=303)


@POSTGRESQL_SELDOM
def test_it_stands_on_its_page_says_where_from_and_can_be_ended(
    as_reviewer: Client, as_sunita: Client
) -> None:
    ref = begin(as_sunita, "Maureen")
    ask(as_reviewer)
    page = as_sunita.get(f"/decisions/{ref}/what-would-help")
    assert f"{QUESTION} Here because of learning L-1" in words(page.tree.find(".//main"))
    link = page.links["Here because of learning L-1"]
    assert link == "/learning?before=2#L-1"
    assert "A friend was first to ring." in as_sunita.get(link.partition("#")[0]).text
    assert QUESTION not in as_sunita.get(f"/decisions/{ref}/decision").text
    assert QUESTION in words(as_sunita.get("/learning").tree.find(".//article"))
    form = next(e for e in as_reviewer.get(ASK).tree.iter("form") if "/end" in e.get("action", ""))
    for _twice in range(2):
        as_reviewer.post(form.get("action", ""), page=ASK, status=303)
    assert QUESTION not in as_sunita.get(f"/decisions/{ref}/what-would-help").text
    assert QUESTION not in as_sunita.get("/learning").text


@POSTGRESQL_SELDOM
def test_it_is_asked_only_where_something_of_its_sort_stands(
    as_reviewer: Client, as_sunita: Client
) -> None:
    ref = begin(as_sunita, "Maureen")
    asks = {
        "of feelings": {"kind": "emotional", "side": "harm"},
        "of friends": {"kind": "social", "side": "harm"},
        "of watching": {"rung": "technology"},
    }
    for what, tags in asks.items():
        ask(as_reviewer, words=f"Have you thought {what}?", **tags)
    assert asked(as_sunita, ref) == []
    path = f"/decisions/{ref}/what-would-help"
    help_ = {"mitigations..-what": "A tracker", "mitigations..-rung": "technology"}
    as_sunita.post(path, help_, page=path, status=303)
    assert asked(as_sunita, ref) == ["Have you thought of watching?"]


def asked(client: Client, ref: str) -> list[str]:
    read = client.get(f"/decisions/{ref}/what-would-help").text
    return [
        f"Have you thought of {what}?"
        for what in ("feelings", "friends", "watching")
        if what in read
    ]


@POSTGRESQL_SELDOM
def test_what_is_not_said_or_names_somebody_is_refused_beside_what_was_typed(
    as_reviewer: Client,
) -> None:
    for said, why in (
        ({"words": ""}, "Write what should be asked"),
        ({"step": ""}, "Choose the page it stands on"),
        ({"step": "nowhere"}, "Choose one of the answers shown"),
        ({"words": "Did Sunita ring?"}, "This may name somebody: Sunita. Write a role"),
        ({"words": "Would Tariq ring on Friday?"}, "This may name somebody: Tariq. Write a role"),
        ({"words": "\u200b\u2060"}, "Write what should be asked"),
    ):
        data = {"words": QUESTION, "step": "what-would-help", **said}
        answer = as_reviewer.post(ASK, data, page=ASK, status=422)
        page = read_page(answer.get_data(as_text=True), ASK)
        assert why in page.text
        assert said.get("words", QUESTION) in page.text
