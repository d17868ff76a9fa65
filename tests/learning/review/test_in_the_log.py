"""From a review to the log: the same line, the same gate, and an origin of its own."""

from __future__ import annotations

from sqlalchemy import select

from riskapp.learning.tables import learning
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told
from tests.learning.review.conftest import Reviewing
from tests.learning.test_the_log import log
from tests.page import words

SAID = {"said": "A person who walks alone was met.", "theme": "going-out"}


@POSTGRESQL_SELDOM
def test_a_review_puts_what_it_found_into_the_log_beside_what_happened(
    review: Reviewing, told: Told
) -> None:
    review.open(early="Nobody knew more")
    review.say("findings", **{"finding..-finding": "Nobody looks at the battery."})
    review.say("changes-to-try", **{"changes..-what": "Ask what has to work"})
    review.say("report", shortly="A person was late.")
    review.say("in-the-log", action="begin")
    page = review.client.get(f"{review.home}/in-the-log")
    shown = words(page.tree.find(".//main"))
    for said in ("How it will read", "November 2026", "Near miss", "Ask what has to work"):
        assert said in shown
    assert "A person was late." in page.html
    assert "Nobody looks at the battery." in page.html
    review.say("in-the-log", action="publish", said="Sunita met her.")
    assert "Sunita" not in log(review.client)
    review.say("in-the-log", action="publish", **SAID)
    told.say("in-the-log", action="publish", said="The team was told.")
    review.say("in-the-log", action="publish", likely="A friend was near.")
    read = log(review.client)
    assert [said in read for said in ("was met.", "A friend was near", "team was told")] == [
        True
    ] * 3
    assert "LR-" not in read
    with review.client.app.extensions["riskapp"].db.read() as conn:
        rows = conn.execute(select(learning).order_by(learning.c.number)).all()
    assert [(row.number, row.kind, row.theme) for row in rows] == [
        (1, "near-miss", "going-out"),
        (2, "near-miss", ""),
    ]
    assert "It stands in the log as L-1" in review.client.get(f"{review.home}/in-the-log").text
    for _twice in range(2):
        review.say("in-the-log", action="take-out")
    read = log(review.client)
    assert "was met." not in read
    assert "team was told" in read


@POSTGRESQL_SELDOM
def test_nothing_goes_there_before_what_happened_is_open(review: Reviewing) -> None:
    page = review.client.get(f"{review.home}/purpose")
    assert "in-the-log" not in page.html
    seen = {**review.client._hidden(f"{review.home}/purpose"), **SAID, "action": "publish"}
    review.client.fetch("POST", f"{review.home}/in-the-log", data=seen)
    assert "Nothing is in the log yet" in log(review.client)
