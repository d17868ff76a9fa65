"""Which way of learning suits, and what may stand beside that day: plain functions."""

from __future__ import annotations

from datetime import date

from riskapp.learning.review.rules import (
    BY_WHEN,
    BY_WHOM,
    TO_LEARN,
    Response,
    stood_before,
    suggested,
)
from riskapp.learning.rules import Sealed

DAY = date(2026, 11, 14)


def ways(*learn: str, by_whom: str = "", by_when: str = "") -> list[Response]:
    return [one.response for one in suggested(learn, by_whom, by_when)]


def test_a_response_is_suggested_by_what_can_be_learned_by_whom_and_when() -> None:
    assert ways() == []
    assert ways("fresh", by_when="now") == [Response.HUDDLE]
    assert ways("fresh", by_when="weeks") == [Response.AFTER_ACTION]
    assert ways("fresh") == []  # nobody has said by when
    assert ways("difference", by_when="now") == [Response.AFTER_ACTION]
    assert ways("between") == ways(by_whom="several") == [Response.SEVERAL_PARTIES]
    assert ways("pattern") == [Response.THEMED]
    assert ways("unclear") == ways(by_whom="days") == [Response.IN_DEPTH]
    every = suggested(TO_LEARN, "several", "now")
    assert [one.response for one in every] == list(Response)
    assert all(one.because for one in every)


def test_each_answer_but_who_was_there_speaks_for_something() -> None:
    neutral = {
        "there",
        "team",
        "now",
        "weeks",
        "longer",
    }  # these speak only beside what is to be learned
    for code in (*TO_LEARN, *BY_WHOM, *BY_WHEN):
        found = ways(code, by_whom=code, by_when="now" if code in TO_LEARN else code)
        assert bool(found) == (code not in neutral), code


def test_what_stands_beside_is_from_before_that_day() -> None:
    before, later = Sealed(1, date(2026, 11, 2)), Sealed(2, date(2026, 11, 13))
    same, after = Sealed(3, DAY), Sealed(4, date(2026, 11, 15))
    every = [after, same, later, before]
    assert stood_before(every, DAY, None) == later
    assert (
        stood_before([same, after], DAY, None) is None
    )  # it may have been sealed after it happened
    assert stood_before(every, DAY, 3) == same  # unless somebody who knows has said so
    assert stood_before(every, DAY, 1) == before
    assert stood_before(every, DAY, 4) == later  # a later one never, whoever chose it
    assert stood_before([], DAY, None) is None
