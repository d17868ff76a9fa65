"""Noting that a copy was given: on a day it can have been."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import CAST, Client, make_app
from tests.browser.world import begin


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("11", "This version had not been sealed on that day"),
        ("12", ""),
        ("13", "A copy cannot have been given on a day that has not come yet"),
    ],
)
def test_a_copy_is_given_between_the_seal_and_today(app: Flask, day: str, says: str) -> None:
    """Sealed on 12 November 2026, which is today."""
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    said = {"given_on-day": day, "given_on-month": "11", "given_on-year": "2026"}
    said |= {"to_whom": "Ada", "layout": "card"}
    answer = client.post(f"{home}/given", said, page=home, status=422 if says else 303)
    page = answer.get_data(as_text=True)
    assert page.count(says) >= 2  # beside the box, and in the summary that leads to it
    assert ('href="#given_on-day"' in page) is bool(says)


def test_who_is_kept_out_is_said_before_a_copy_goes_to_anybody(app: Flask) -> None:
    """On the page where it is sealed, opened and noted, and once after it was given to one of them."""
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    told = {
        "sharing": {"left_out": "Her niece, about the savings"},
        "strengths": {"people-around..-who": "Bridget Ada", "people-around..-not_involved": "yes"},
    }
    for step, typed in told.items():
        client.post(f"{home}/{step}", {**typed, "action": "later"}, page=f"{home}/{step}")
    kept_out = ("Her niece, about the savings", "Ada does not want them involved: Bridget Ada")
    read_back = client.get(f"{home}/read-back")
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    family, card = (client.get(f"{home}/versions/1/{copy}") for copy in ("family", "card"))
    for page in (read_back, client.get(home)):
        assert not [words for words in kept_out if words not in page.text]
    assert f"{home}/sharing" in read_back.html
    assert f"{home}/versions/1/full#sharing" in client.get(home).html
    # A copy that is printed or kept from its page tells nobody that somebody is kept out of it.
    for copy in (family, card, client.get(f"{home}/versions/1/person")):
        assert f'ra-screen-only"><a href="{home}#before-it-is-given"' in copy.html
        assert not [words for words in kept_out if words in copy.html]
    assert "ra-screen-only" not in client.get(f"{home}/versions/1/full").html

    said = {"given_on-day": "12", "given_on-month": "11", "given_on-year": "2026"}
    for who, is_asked in (("Bridget", True), ("The niece", True), ("Ada", False), ("Joan", False)):
        client.post(f"{home}/given", {**said, "to_whom": who, "layout": "family"}, page=home)
        after = client.follow().text
        assert (f"{who} was given a copy. Was that meant?" in after) is is_asked
        assert "Was that meant?" not in client.get(home).text


def test_what_speaks_of_somebody_kept_out_is_named_before_a_copy_goes(app: Flask) -> None:
    """By what the keeping-out calls them, whole: where it is sealed, with the way to change it, and where
    copies are given, with the way to a new version.
    """
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    secret, named = "Tell his brother about the night he was lost", "David’s car"
    told = {
        "sharing": {"left_out": "Nobody tells his brother David about the night. Nothing else."},
        "if-it-goes-wrong": {
            "not_to": f"Stop the walks\n{secret}",
            "pause": "Nothing is decided at night, nor in a brotherhood.",
        },
        "what-would-help": {"mitigations..-what": f"A walk. {named}. A bus."},
        "voices": {"quiet": "His brother"},  # the full record alone
    }
    for step, typed in told.items():
        client.post(f"{home}/{step}", {**typed, "action": "later"}, page=f"{home}/{step}")
    read_back = client.get(f"{home}/read-back")
    assert "These words go to others, and may speak of them:" in read_back.text
    spoken = [q.text for q in read_back.tree.iterfind(".//details//li/q")]
    assert spoken == [secret, f"{named}."]
    there = f'value="to:{home}/if-it-goes-wrong?from=read-back#not_to"'
    assert there in read_back.html
    assert "On: Ada’s copy; Ada’s copy in easy read; Copy for family; Copy for a provider; If" in (
        read_back.text
    )
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    sealed = client.get(home)
    beside = sealed.tree.find(".//*[@id='before-it-is-given']")
    assert beside is not None
    assert [q.text for q in beside.iterfind(".//li/q")] == spoken
    assert [form.get("action") for form in beside.iter("form")] == [f"{home}/begin-next"]
    # Once the next version is begun each can be changed from here; then nothing speaks of him.
    client.post(f"{home}/begin-next", page=home, status=303)
    assert f'href="{home}/if-it-goes-wrong?from=home#not_to"' in client.get(home).html
    manager = next(email for email, who, *_rest in CAST if who == "Grace Okafor")
    reads = Client(app, address="192.0.2.9").sign_in(manager).get(home)
    assert secret in reads.text
    assert "#not_to" not in reads.html  # nor a way to a page that is not theirs
    typed = {"not_to": "Stop the walks", "action": "later"}
    client.post(f"{home}/if-it-goes-wrong", typed, page=f"{home}/if-it-goes-wrong")
    assert secret not in client.get(f"{home}/read-back").text


def test_a_question_says_who_reads_its_answer_and_whom_to_name(app: Flask) -> None:
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    said = {
        "if-it-goes-wrong": "Whoever has the card reads it, and so do family and a provider.",
        "what-was-decided": "Ada, family and a provider read it in their copies.",
        "decision": "Names and roles, such as: Sunita Rao, social worker, and his partner",
    }
    for step, hint in said.items():
        assert hint in client.get(f"{home}/{step}").text
