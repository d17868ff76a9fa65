"""Quorum, times, addresses, where a view stands, and the calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from riskapp.core.errors import NotFound
from riskapp.panel.rules import Seat, Terms
from riskapp.panel.sitting.calendar import LONGEST, calendar_file
from riskapp.panel.sitting.rules import (
    WRITES,
    Attendance,
    Coming,
    Part,
    Place,
    Standing,
    ViewIs,
    may_declare,
    moved,
    quorum_lacks,
    read_place,
    read_time,
    standing,
)
from riskapp.platform.time import using_zone

NURSE = Seat("Nurse", is_needed=True)


def coming(profession: str, part: str = Part.MEMBER, said: str = Attendance.EXPECTED) -> Coming:
    return Coming(profession, part, said)


@pytest.mark.parametrize(
    ("members", "lacks"),
    [
        ([coming("nurse"), coming("Social worker")], []),
        ([coming("nurse", said=Attendance.PRESENT), coming("x", Part.CHAIR)], []),
        ([coming("Nurse"), coming("x", Part.CLERK)], ["needed"]),
        ([coming("Nurse"), coming("x", said=Attendance.APOLOGIES)], ["needed"]),
        ([coming("Nurse"), coming("x", said=Attendance.NO_RESPONSE)], ["needed"]),
        ([coming("x"), coming("y")], ["nobody is there or coming as Nurse"]),
        ([], ["needed", "nobody is there or coming as Nurse"]),
    ],
)
def test_quorum_says_what_is_missing(members: list[Coming], lacks: list[str]) -> None:
    said = quorum_lacks(Terms(quorum=2, seats=(NURSE, Seat("Social worker"))), members)
    assert len(said) == len(lacks)
    assert all(words in one for words, one in zip(lacks, said, strict=True))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:00", time(14)), ("2 pm", time(14)), ("2.30pm", time(14, 30)), ("12 am", time(0)),
        ("12pm", time(12)), ("9:05", time(9, 5)), ("9", None), ("25:00", None), ("13 pm", None),
        ("after lunch", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_typed(typed: str, read: time | None) -> None:
    assert read_time(typed) == read


def test_addresses_name_a_sitting_an_item_and_a_seat() -> None:
    assert read_place(" ps-0001.2 ") == Place("PS-0001", 2)
    assert read_place("PS-0001.2.5").ref == "PS-0001.2.5"
    for wrong in ("PS-0001", "RA-0001.1", "PS-0001.x", "PS-0001.1.0", "PS-0001.1.2.3", ""):
        with pytest.raises(NotFound):
            read_place(wrong)


def test_nobody_writes_who_did_not_declare_or_has_an_interest_or_heard_the_others_unsaid() -> None:
    for interest, given, shown, late, revealed, read in product(
        (None, True, False), *((True, False),) * 5
    ):
        stands = standing(ViewIs(interest, given, shown, late, revealed, read))
        if stands in WRITES:
            assert interest is False
            assert late or not (revealed or read)
            assert not shown
        assert (stands == Standing.SHOWN) == shown


def test_an_interest_found_out_later_is_said_and_none_is_taken_back_after_hearing() -> None:
    assert may_declare(False, now_has=True, is_revealed=True)
    assert may_declare(None, now_has=False, is_revealed=True)
    assert may_declare(True, now_has=False, is_revealed=False)
    assert not may_declare(True, now_has=False, is_revealed=True)


def test_for_somebody_else_nothing_is_declared_but_that_there_is_none() -> None:
    for has, now_has, heard in product((None, True, False), (True, False), (True, False)):
        may = may_declare(has, now_has=now_has, is_revealed=heard, is_own=False)
        assert may == (not now_has and has is not True)


def test_order() -> None:
    assert moved("abc", 1, up=True) == ["b", "a", "c"]
    assert moved("abc", 2, up=False) == ["a", "b", "c"]


def test_a_calendar_reads_it() -> None:
    """Lines end and fold as the standard says, text is escaped, and times are those of the place."""
    with using_zone("Europe/London"):
        made = calendar_file(
            uid="x@riskapp",
            stamp=datetime(2026, 11, 12, 17, 42, tzinfo=UTC),
            day=date(2027, 7, 1),
            at=timedelta(hours=14),
            minutes=80,
            title="Panel; risk, and " + "ŵ" * 60,
            where="Room 2\r\nEND:VEVENT\x07",
        )
    lines = made.split(b"\r\n")
    assert all(len(line) <= LONGEST for line in lines)
    assert b"\n" not in made.replace(b"\r\n", b"")
    whole = made.replace(b"\r\n ", b"").decode()
    assert "DTSTART:20270701T130000Z\r\nDTEND:20270701T142000Z\r\n" in whole
    assert f"SUMMARY:Panel\\; risk\\, and {'ŵ' * 60}\r\n" in whole
    assert "LOCATION:Room 2\\nEND:VEVENT\r\n" in whole
    assert whole.count("END:VEVENT\r\n") == 2  # one of them is words of ours, within a line
    all_day = calendar_file(
        uid="x",
        stamp=datetime.now(UTC),
        day=date(2027, 7, 1),
        at=None,
        minutes=60,
        title="P",
        where="",
    )
    assert b"DTSTART;VALUE=DATE:20270701\r\nDTEND;VALUE=DATE:20270702\r\n" in all_day
