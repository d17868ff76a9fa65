"""What was written down soon after is offered to a review, and comes in by a tick alone."""

from __future__ import annotations

import pytest

from tests.app import Client
from tests.learning.conftest import Told
from tests.learning.review.conftest import Reviewing
from tests.learning.review.test_in_the_log import main

CHANGE = {
    "changes..-what": "Link the alarms",
    "changes..-owner": "Evening lead",
    "changes..-by_when-day": "20",
    "changes..-by_when-month": "11",
    "changes..-by_when-year": "2026",
}


@pytest.fixture
def opened(told: Told, review: Reviewing) -> Reviewing:
    told.say("what-we-learned", difference="Nobody had the number", learned="A card helps")
    told.say("changes-to-try", **CHANGE)
    told.say("changes-to-try", **{"changes..-what": "Remind everybody"})
    review.open(early="It cannot wait")
    return review


def offered(one: Reviewing, step: str) -> dict[str, str]:
    """What stands there to be ticked: its words, and what is posted of it."""
    page = one.client.get(f"{one.home}/{step}").tree
    boxes = [e for e in page.iter("input") if e.get("name") == "take"]
    labels = {e.get("for"): "".join(e.itertext()).strip() for e in page.iter("label")}
    return {labels[e.get("id")]: e.get("value", "") for e in boxes}


def take_in(one: Reviewing, step: str, *words: str) -> None:
    there = offered(one, step)
    page = f"{one.home}/{step}"
    said = {"take": [there[w] for w in words], "action": "take-in"}
    one.client.post(page, said, page=page, status=303)


def test_each_is_offered_until_it_was_taken_in_and_nothing_comes_by_itself(
    opened: Reviewing, told: Told, as_sunita: Client
) -> None:
    assert list(offered(opened, "findings")) == ["Nobody had the number", "A card helps"]
    path = f"{opened.home}/changes-to-try"
    assert list(offered(opened, "changes-to-try")) == ["Link the alarms", "Remind everybody"]
    assert "Evening lead" not in main(opened.client, path)
    take_in(opened, "changes-to-try")  # nothing ticked
    assert "Evening lead" not in main(opened.client, path)
    take_in(opened, "changes-to-try", "Link the alarms")
    assert "Seen to by: Evening lead" in main(opened.client, path)
    assert list(offered(opened, "changes-to-try")) == ["Remind everybody"]
    take_in(opened, "findings", "A card helps")
    assert list(offered(opened, "findings")) == ["Nobody had the number"]
    assert "A card helps" in main(opened.client, f"{opened.home}/findings")
    work = main(as_sunita, "/")
    assert work.count("Link the alarms") == 1  # due in both places, and shown once


def test_what_was_changed_or_taken_away_here_is_not_offered_again(
    opened: Reviewing, told: Told
) -> None:
    take_in(opened, "changes-to-try", "Link the alarms", "Remind everybody")
    page = opened.client.get(f"{opened.home}/changes-to-try").tree
    first, second = (e.get("href", "") for e in page.iter("a") if "/changes/" in e.get("href", ""))
    opened.say(first.removeprefix(f"{opened.home}/"), what="One alarm for both")
    opened.client.post(second, {"action": "remove"}, page=second, status=303)
    assert offered(opened, "changes-to-try") == {}
    assert "Link the alarms" in main(told.client, f"{told.home}/changes-to-try")
    shown = main(opened.client, f"{opened.home}/in-the-log")
    assert "One alarm for both" in shown
    assert "Remind everybody" not in shown


def test_where_there_is_no_room_nothing_comes_in(opened: Reviewing) -> None:
    for number in range(11):
        opened.say("changes-to-try", **{"changes..-what": f"Change {number}"})
    there = offered(opened, "changes-to-try")
    page = f"{opened.home}/changes-to-try"
    said = {"take": list(there.values()), "action": "take-in"}
    answer = opened.client.post(page, said, page=page, status=422)
    assert "There is room for 12 here" in answer.get_data(as_text=True)
    assert offered(opened, "changes-to-try") == there
