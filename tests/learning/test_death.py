"""That somebody has died: said once it is known, taken back where it was a mistake; and then nothing asks
to talk with them.
"""

from __future__ import annotations

from riskapp.people.journeys import DEATH
from riskapp.platform.entries.reading import list_told
from riskapp.platform.subjects import find
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import seal
from tests.learning.conftest import agree, tell
from tests.learning.review.conftest import convene
from tests.page import words

YES = {"died": "yes", "on-month": "11", "on-year": "2026", "how_known": "Her daughter rang."}


def main_of(client: Client, path: str) -> str:
    return words(client.get(path).tree.find(".//body"))


def person_of(client: Client, ref: str) -> str:
    links = [e.get("href", "") for e in client.get(f"/decisions/{ref}").tree.iter("a")]
    return next(link for link in links if link.startswith("/people/P-"))


def says(client: Client, person: str, **said: str) -> None:
    client.post(f"{person}/death", said, page=f"{person}/death", status=303)


@POSTGRESQL_SELDOM
def test_nothing_asks_to_talk_with_somebody_who_has_died_and_it_says_so(
    as_sunita: Client, walk: str
) -> None:
    day = {"day": "20", "month": "11", "year": "2026"}
    agree(as_sunita, walk, **{f"look_again_on-{part}": said for part, said in day.items()})
    seal(as_sunita, walk)
    person, home = person_of(as_sunita, walk), f"/decisions/{walk}"
    asks = {
        "/": "Look again together",
        home: "Put the day in a calendar",
        person: "Start a conversation with Maureen",
    }
    assert [page for page, asked in asks.items() if asked not in main_of(as_sunita, page)] == []
    says(as_sunita, person, **YES)
    assert [page for page, asked in asks.items() if asked in main_of(as_sunita, page)] == []
    shown = main_of(as_sunita, person)
    for said in ("Maureen has died.", "November 2026", "Her daughter rang."):
        assert said in shown
    assert "Maureen has died: nothing of this falls due any more." in main_of(as_sunita, home)
    # And nothing else comes of it.
    as_sunita.get(f"{home}/versions/1/full")
    as_sunita.post(f"{home}/begin-next", {}, page=home, status=303)
    assert "Maureen has died" in main_of(as_sunita, f"{home}/both-sides")
    assert "Maureen has died" in main_of(as_sunita, "/")


@POSTGRESQL_SELDOM
def test_a_mistake_is_taken_back_and_both_are_kept(as_sunita: Client, walk: str) -> None:
    person = person_of(as_sunita, walk)
    says(as_sunita, person, **YES)
    says(as_sunita, person, died="no", mistaken="It was her namesake.")
    assert "has died." not in main_of(as_sunita, person)
    assert "Next: " in main_of(as_sunita, "/")
    says(as_sunita, person, died="yes")  # on a day that nobody knows
    assert "Maureen has died." in main_of(as_sunita, person)
    with as_sunita.app.extensions["riskapp"].db.read() as conn:
        kept = list_told(conn, find(conn, person.rpartition("/")[2]).id, [DEATH.slug])
    assert [one.data.get("died") for one in kept] == ["yes", "no", "yes"]
    assert kept[1].data["mistaken"] == "It was her namesake."


@POSTGRESQL_SELDOM
def test_those_close_to_them_are_asked_and_told_what_happened(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    told.say("account", account="I know the way.", kind="harm")
    says(as_sunita, person_of(as_sunita, walk), **YES)
    page = main_of(as_sunita, f"{told.home}/account")
    assert "How do those close to Maureen tell it?" in page
    assert "How does Maureen tell it?" in page  # as it was told before, and kept
    told.say("account", account="", close="She loved that walk, says her daughter.")
    assert "How does Maureen tell it?" not in main_of(as_sunita, f"{told.home}/account")
    home = main_of(as_sunita, told.home)
    for said in ("As those close to Maureen tell it", "She loved that walk", "Maureen has died"):
        assert said in home
    assert "Telling those close to Maureen, and saying sorry" in home
    assert "Telling those close to Maureen" in main_of(as_sunita, f"{told.home}/candour")
    assert "Those close to Maureen first" in main_of(as_sunita, f"{told.home}/care")


def test_a_review_does_not_say_so_before_it_is_opened(as_sunita: Client, sealed_walk: str) -> None:
    as_sunita.app.extensions["riskapp"].clock.pass_by(days=3)
    as_sunita.sign_in()
    told = tell(as_sunita, sealed_walk)
    told.say("account", day="2026-11-14", kind="harm", close="zqclose")
    says(as_sunita, person_of(as_sunita, sealed_walk), **YES)
    review = convene(as_sunita, told.ref)
    for page in ("", "/purpose", "/that-day", "/opening", f"/stood/{told.ref}"):
        shown = main_of(as_sunita, f"{review.home}{page}")
        assert "has died" not in shown, page
        assert "zqclose" not in shown, page
    review.open(early="To try it.")
    assert "zqclose" in main_of(as_sunita, f"{review.home}/what-came-of-it")
