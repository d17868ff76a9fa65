"""What stands as it was sealed before which way, or whose choice, changed is asked about before the seal."""

from __future__ import annotations

import re

import pytest

from riskapp.decision.carried_over import stands_as_then
from riskapp.decision.prompts.examples import DOING, NOW, Example
from tests.app import Client
from tests.decision.saying import say, seal
from tests.records.people import Found, Talking, rows_for

PLAN = {"first_sign": "The nurses would notice.", "look_again_if": "The judge decides."}
HOME_AGAIN = "The nursing home"


def test_what_stands_as_it_was_although_another_way_was_chosen_is_asked_about_once(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    said = "This stands word for word as it was sealed then. Does it still hold?"

    def asked() -> str:
        return as_sunita.get(read_back).text

    page = as_sunita.get(f"{home}/what-was-decided").html
    one, other = re.findall(r'name="ways" type="checkbox" value="([^"]+)"', page)[:2]
    will = {"positions__who": HOME_AGAIN, "positions__will": "Take her home every day."}
    say(as_sunita, ref, "what-was-decided", whose="best-interests", ways=other, **will)
    say(as_sunita, ref, "if-it-goes-wrong", **PLAN)
    assert said not in asked()
    seal(as_sunita, ref, begin_next=True)
    assert said not in asked()  # nothing changed
    say(as_sunita, ref, "what-was-decided", whose="best-interests", ways=one)
    page = as_sunita.get(read_back)
    told = f"Which way has changed since version 1. {said}"
    assert page.text.count(told) == 1
    ways = (
        "if-it-goes-wrong?from=read-back#first_sign",
        "what-was-decided?from=read-back#positions",
    )
    for there in ways:
        assert f'value="to:{home}/{there}"' in page.html
    assert f"Who will and won’t do what ({HOME_AGAIN})" in page.text
    assert "If it goes wrong (First sign; Or sooner if)" in page.text
    say(as_sunita, ref, "what-was-decided", whose="person", ways=one)
    assert f"Which way, and whose choice it is, have changed since version 1. {said}" in asked()
    say(as_sunita, ref, "if-it-goes-wrong", first_sign="She rings.", look_again_if="She asks.")
    assert "If it goes wrong (First sign" not in asked()
    assert f"({HOME_AGAIN})" in asked()
    seal(as_sunita, ref)  # nothing is refused


@pytest.mark.parametrize(
    ("was", "now", "is_said"),
    [
        ({"ways": ["options.1"]}, {"ways": [NOW]}, True),
        ({"ways": ["options.1"]}, {"ways": [DOING]}, False),
        ({"ways": ["options.1"]}, {"ways": [DOING, NOW]}, True),
        ({"ways": ["options.1"]}, {}, False),  # nobody says which
        ({}, {"ways": [DOING]}, False),
        ({"whose": "best-interests"}, {"whose": "person"}, True),
        ({"whose": "person"}, {"whose": "person"}, False),
        ({"whose": "person"}, {}, False),
    ],
)
@pytest.mark.parametrize("title", ["", "I go home"])
def test_a_way_worded_otherwise_is_the_same_way(
    title: str, was: dict[str, object], now: dict[str, object], is_said: bool
) -> None:
    before = Talking()
    before.say("options")
    before.say("options", is_now=True)
    before.say("if-it-goes-wrong", **PLAN)
    rows = rows_for(Found(), before.entries)
    for key, value in was.items():
        rows[f"what-was-decided.{key}"]["value"] = value
    told = Example().says("if-it-goes-wrong", **PLAN).says("what-was-decided", **now)
    talk = told.conversation()
    talk.options[0].entry.data.update({"title": title} if title else {})  # type: ignore[attr-defined]
    found = stands_as_then(talk, rows)
    assert (found is not None) is is_said
    assert stands_as_then(talk, {}) is None


SAME = {
    "mitigations": [{"what": what} for what in ("A visit", "A carer", "A bell", "A lamp")],
    "not-found": [{"what": "Money"}],
    "contacts": [{"name": "The nurse in charge", "number": "1"}],
}


def test_all_that_was_said_with_another_way_in_mind_is_named_once_with_the_way_there() -> None:
    """What was changed since, and help that is not wanted any more, is not."""
    before, told = Talking(), Example()
    before.say("options")
    before.say("options", is_now=True)
    for collection, items in SAME.items():
        for one in items:
            before.say(collection, **one)
            told.item(collection, **one)
    before.say("mitigations", what="A lock")
    told.item("mitigations", what="A lock", stands="not-wanted")
    before.say("differences", who="RS", view="She should go home.")
    told.item("differences", who="RS", view="She is home.")
    for step, said in (("decision", {"why_now": "It ends."}), ("if-it-goes-wrong", PLAN)):
        before.say(step, **said)
        told.says(step, **said)
    ending = {"ending": "decided-for", "decided": "She stays."}
    before.say("what-was-decided", whose="best-interests", weight="Nothing is paid for.", **ending)
    told.says("what-was-decided", whose="court", weight="The court says so.", **ending)
    found = stands_as_then(told.conversation(), rows_for(Found(), before.entries))
    assert found is not None
    assert found.noticed.startswith("Whose choice it is has changed since version 2.")
    assert found.places == [
        ("Why now?", "decision", "why_now"),
        (
            "What would help (A visit; A carer; A bell; and 1 more)",
            "what-would-help",
            "mitigations",
        ),
        ("Looked for, not found (Money)", "what-would-help", "not-found"),
        ("What was decided", "what-was-decided", "decided"),
        (
            "Where people stand: Different views: decided for Maureen, against what Maureen wants",
            "what-was-decided",
            "ending-1",
        ),
        ("If it goes wrong (First sign; Or sooner if)", "if-it-goes-wrong", "first_sign"),
        ("Who to ring (The nurse in charge)", "if-it-goes-wrong", "contacts"),
    ]


def test_who_decided_is_asked_about_too_where_it_passed_to_somebody_else() -> None:
    before = Talking()
    before.say("doors", disagree="opened")
    before.say("what-was-decided", whose="person")
    before.say("who-decides", decider="Maureen", by_right="It is her life")
    rows = rows_for(Found(), before.entries)
    told = Example().says("who-decides", decider="Maureen", by_right="It is her own life, and long")
    talk = told.says("what-was-decided", whose="best-interests").conversation()
    found = stands_as_then(talk, rows)
    assert found is not None
    assert found.places == [("Who made this choice", "who-decides", "decider")]
