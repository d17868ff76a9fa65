"""You said, we changed: each who told us, by role; on paper a page for each, on screen once shared."""

from __future__ import annotations

import pytest

from riskapp.learning.review.rendering import told_back_bytes
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import make_seal_key
from riskapp.platform.versions.store import get_version
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told
from tests.learning.review.conftest import Reviewing
from tests.learning.test_death import YES, person_of, says
from tests.page import words
from tests.records.reading import text_of_pdf, unpacked

TOLD_US = "The path went two ways"
HEARD = {"heard..-who": "Her friend", "heard..-told_us": TOLD_US}


@pytest.fixture
def opened(review: Reviewing) -> Reviewing:
    review.open(early="Nobody knew more")
    review.say("accounts", **{"account..-role": "Her friend", "account..-told": "markerown words"})
    return review


def main(client: Client, path: str) -> str:
    return words(client.get(path).tree.find(".//main"))


@POSTGRESQL_SELDOM
def test_whoever_told_us_is_found_once_and_what_nobody_said_is_said_so(opened: Reviewing) -> None:
    path = f"{opened.home}/you-said"
    assert "are not in the list: The person" in main(opened.client, path).replace("•", "").replace(
        "  ", " "
    )
    opened.say("you-said", action="begin")
    opened.say("you-said", action="begin")
    page = main(opened.client, path)
    assert "are not in the list" not in page
    who = ("The person", "Her friend", "Whoever wrote down what happened")
    assert [page.count(f"{one}") >= 1 for one in who] == [True] * 3
    assert page.count("Her friend") == 2  # in the list, and on the way to change it
    assert "/printed/" in goes_to(opened)
    text = " ".join(text_of_pdf(paper(opened)).split())
    assert text.count("not yet talked about") == 9


def missing(one: Reviewing) -> list[str]:
    notes = one.client.get(f"{one.home}/you-said").tree.iterfind(".//form//div[@class='ra-note']")
    return [words(item) for note in notes for item in note.iter("li")]


@POSTGRESQL_SELDOM
def test_nobody_is_asked_to_tell_somebody_who_has_died_but_those_close_who_may_be_told(
    opened: Reviewing, told: Told, sealed_walk: str
) -> None:
    opened.say("accounts", **{"account..-role": "the person", "account..-told": "Her own words"})
    others = ["Her friend", "Whoever wrote down what happened"]
    assert missing(opened) == ["The person", *others]
    says(told.client, person_of(told.client, sealed_walk), **YES)
    assert missing(opened) == others  # what happened names nobody
    told.say("candour", relevant="Her daughter Bronwen")
    assert missing(opened) == ["Those close to the person", *others]  # and no name
    told.say("candour", contact_wanted="no")
    assert missing(opened) == others


def goes_to(review: Reviewing, **said: str) -> str:
    review.say("you-said", action="print", **said)
    assert review.client.last is not None
    return review.client.last.headers["Location"]


def paper(review: Reviewing) -> bytes:
    runtime = review.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        version = get_version(conn, find(conn, review.ref).id)
    return told_back_bytes(runtime, version, "you-said")


@POSTGRESQL_SELDOM
def test_a_page_for_each_says_what_they_told_and_nothing_else_of_the_review(
    opened: Reviewing,
) -> None:
    opened.say("you-said", **{**HEARD, "heard..-changed": "Maureen has a battery"})
    assert goes_to(opened).endswith("#names")
    assert "/printed/" in goes_to(opened, names_stay="She said so")
    data = paper(opened)
    assert TOLD_US in " ".join(text_of_pdf(data).split())
    for never in ("markerown", opened.ref, "WH-0001", "She said so", "Sunita"):
        assert never not in unpacked(data).decode("latin-1")


@POSTGRESQL_SELDOM
def test_nobody_in_the_list_is_no_paper(opened: Reviewing) -> None:
    opened.say("you-said", status=422, action="print")


def test_it_stands_on_the_page_of_what_happened_once_the_review_chose_so(
    opened: Reviewing, told: Told
) -> None:
    opened.say("you-said", **HEARD)
    assert TOLD_US not in told.client.get(told.home).text
    opened.say("you-said", share="yes")
    shown = main(told.client, told.home)
    assert TOLD_US in shown
    assert "What has changed, or is being tried not yet talked about" in shown
    assert opened.ref not in told.client.get(told.home).html
    opened.say("you-said", share="not-yet")
    assert TOLD_US not in told.client.get(told.home).text
