"""From a review to the log: the same line, the same gate, and an origin of its own."""

from __future__ import annotations

from sqlalchemy import select

from riskapp.learning.log import origin_of
from riskapp.learning.queries import get_learning
from riskapp.learning.services.publishing import write_line
from riskapp.learning.tables import learning
from riskapp.platform.subjects import find
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told, line, tell, write_lines
from tests.learning.review.conftest import Reviewing, convene
from tests.learning.test_the_log import log
from tests.page import words

SAID = {"said": "A person who walks alone was met.", "theme": "going-out"}


@POSTGRESQL_SELDOM
def test_a_review_puts_what_it_found_into_the_log(
    review: Reviewing,
) -> None:
    review.open(early="Nobody knew more")
    review.say("findings", **{"finding..-finding": "Nobody looks at the battery."})
    review.say("changes-to-try", **{"changes..-what": "Ask what has to work"})
    review.say("report", shortly="A person was late.")
    review.say("in-the-log", action="begin")
    page = review.client.get(f"{review.home}/in-the-log")
    shown = words(page.tree.find(".//main"))
    for said in ("How it will read", "Ask what has to work"):
        assert said in shown
    seen, later = shown.partition("Readers see no more than this for now.")[::2]
    for shared in ("Near miss", "October to December 2026"):
        assert shared in later
        assert shared not in seen.partition("How it will read")[2]
    assert "A person was late." in page.html
    assert "Nobody looks at the battery." in page.html
    review.say("in-the-log", action="publish", said="Sunita met her.")
    assert "Sunita" not in log(review.client)
    review.say("in-the-log", action="publish", **SAID)
    review.say("in-the-log", action="publish", likely="A friend was near.")
    read = log(review.client)
    assert "was met." in read
    assert "A friend was near" in read
    assert "LR-" not in read
    assert lines(review) == [(1, "near-miss", "going-out")]
    assert "It stands in the log as L-1" in review.client.get(f"{review.home}/in-the-log").text
    for _twice in range(2):
        review.say("in-the-log", action="take-out")
    assert "was met." not in log(review.client)


def lines(review: Reviewing) -> list[tuple[int, str, str]]:
    with review.client.app.extensions["riskapp"].db.read() as conn:
        rows = conn.execute(select(learning).order_by(learning.c.number)).all()
    return [(row.number, row.kind, row.theme) for row in rows]


def main(client: Client, path: str) -> str:
    return words(client.get(path).tree.find(".//main"))


TAKEN_ON = "What was learned from it together stands there"


def test_one_thing_that_happened_has_one_line_and_its_page_says_where_that_went(
    review: Reviewing, told: Told
) -> None:
    """What is told of the line goes with it: nobody can lay the two beside each other."""
    told.say("in-the-log", action="publish", said="The team was told.", theme="going-out")
    runtime = review.client.app.extensions["riskapp"]
    write_lines(
        runtime.db, *[line(kind="near-miss", place="", month="2026-11") for _four in "1234"]
    )
    with runtime.db.read() as conn:
        before = get_learning(conn, 1).kind
    review.open(early="Nobody knew more")
    page = main(review.client, f"{review.home}/in-the-log")
    assert "The team was told." in page
    assert "takes the place of what it says now" in page
    reads = page.partition("How it will read, as saved")[2]
    assert reads.startswith(" L-1 Near miss")  # told of five already
    assert "Near miss" not in reads.partition("Once at least five lines share it")[2]
    assert TAKEN_ON not in main(told.client, told.home)
    assert review.ref not in told.client.get(told.home).html
    review.say("in-the-log", action="publish", **SAID)
    read = log(review.client)
    assert "was met." in read
    assert "The team was told." not in read
    assert "stands there" not in read
    assert lines(review)[0] == (1, "near-miss", "going-out")
    assert len(lines(review)) == 5
    with runtime.db.read() as conn:
        assert get_learning(conn, 1).kind == before == "near-miss"
    assert TAKEN_ON in main(told.client, told.home)
    assert review.ref not in told.client.get(told.home).html
    page = main(told.client, f"{told.home}/in-the-log")
    assert TAKEN_ON in page
    assert "Take it out of the log" not in page
    for action in ("publish", "take-out"):  # from a page that was drawn before
        told.say("in-the-log", action=action, said="The team was told twice.")
        assert "was met." in log(review.client)
    assert "The team was told twice." in told.client.get(f"{told.home}/in-the-log").text
    review.say("in-the-log", action="take-out")
    assert "kept with the team" in main(told.client, told.home)
    told.say("in-the-log", action="publish")
    assert "The team was told twice." in log(review.client)


def test_of_two_reviews_of_the_same_the_later_line_takes_the_place_of_the_earlier(
    review: Reviewing, told: Told
) -> None:
    other = convene(review.client, told.ref)
    for one, said in ((review, "A person was met."), (other, "A friend rang first.")):
        one.open(early="It cannot wait")
        one.say("in-the-log", action="publish", said=said)
    assert [number for number, _kind, _theme in lines(review)] == [1]
    assert "A person was met." not in log(review.client)


def test_what_several_have_in_common_stands_beside_the_line_of_each(
    review: Reviewing, told: Told, sealed_walk: str
) -> None:
    told.say("in-the-log", action="publish", said="The team was told.")
    another = tell(told.client, sealed_walk)
    both = convene(review.client, told.ref, another.ref)
    both.open(early="It cannot wait")
    both.say("in-the-log", action="publish", said="Both were late.")
    read = log(review.client)
    assert "The team was told." in read
    assert "Both were late." in read
    assert TAKEN_ON not in main(told.client, told.home)


def test_two_lines_from_before_there_was_this_rule_become_one(
    review: Reviewing, told: Told
) -> None:
    told.say("in-the-log", action="publish", said="The team was told.")
    review.open(early="It cannot wait")
    runtime = review.client.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        made = origin_of(runtime.keys.origin, find(conn, review.ref).id)
        write_line(conn, line(said="A person was met."), origin=made)
    assert len(lines(review)) == 2
    review.say("in-the-log", action="publish", said="A person was met, and rang.")
    assert [number for number, _kind, _theme in lines(review)] == [1]
    assert "A person was met, and rang." in log(review.client)


@POSTGRESQL_SELDOM
def test_nothing_goes_there_before_what_happened_is_open(review: Reviewing) -> None:
    page = review.client.get(f"{review.home}/purpose")
    assert "in-the-log" not in page.html
    seen = {**review.client._hidden(f"{review.home}/purpose"), **SAID, "action": "publish"}
    review.client.fetch("POST", f"{review.home}/in-the-log", data=seen)
    assert "Nothing is in the log yet" in log(review.client)
