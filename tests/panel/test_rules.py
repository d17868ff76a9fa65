"""What a panel is by what was said of it, what its papers leave out, and when it says that it sits."""

from __future__ import annotations

from datetime import date

import pytest

from riskapp.decision.journeys import RECORD
from riskapp.panel.journeys import (
    REFERRING,
    SETTING_UP,
    by_list,
    states_of,
    terms_of,
    written_in,
)
from riskapp.panel.leaving_out import is_left_out
from riskapp.panel.rules import (
    LEFT_OUT,
    STATES,
    Capacity,
    Found,
    Seat,
    State,
    Terms,
    can,
    capacity_found,
    is_looked_at,
    missing,
    sitting_due,
)
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.versions.rows import fields_by_pattern

MOVES = ("send", "list", "take_off", "advise", "answer", "withdraw")


def test_a_new_panel_is_what_nobody_has_said_anything_of() -> None:
    assert terms_of(Entries()) == Terms()


def test_terms_are_all_that_is_said_on_its_pages() -> None:
    """Every question of every page ends up in the terms, under its own name."""
    said = {"quorum": "5", "days": "10", "holds_money": "yes", "person_is_invited": "no"}
    said |= {"capacity": "can-decide", "leaves_out": ["harm"]}
    entries = [
        Entry(step.slug, step.slug, {f.key: said.get(f.key, f"{f.key} said") for f in step.form()})
        for step in SETTING_UP.steps
    ]
    seat = Entry("1", "seats", {"profession": "Nurse", "is_needed": True})
    terms = terms_of(Entries((*entries, seat, Entry("2", "seats", {"organisation": "Wharf"}))))
    assert terms == Terms(
        name="name said",
        purpose="purpose said",
        who_may_refer="who_may_refer said",
        when_to_refer="when_to_refer said",
        capacity=Capacity.CAN_DECIDE,
        seats=(Seat("Nurse", is_needed=True), Seat("", "Wharf")),
        quorum=5,
        days=10,
        urgent_route="urgent_route said",
        accountability="accountability said",
        holds_money=True,
        money="money said",
        person_is_invited=False,
        invitation="invitation said",
        leaves_out=("harm",),
    )
    assert Terms.read(terms.keep()) == terms


def test_what_is_missing_before_a_panel_can_be_asked_is_said() -> None:
    assert [str(one) for one in missing(Terms(), 0)] == [
        "what it is called",
        "what it is for",
        "who chairs it",
    ]
    assert missing(Terms(name="Panel", purpose="To help"), 1) == []


def test_every_part_that_can_be_left_out_is_some_rows_of_a_record_and_never_a_side() -> None:
    rows = fields_by_pattern(RECORD)
    for code in LEFT_OUT:
        assert any(is_left_out(row, [code]) for row in rows), code
    stays = {row for row in rows if not is_left_out(row, LEFT_OUT)}
    sides = ("options.", "consequences.", "still.", "mitigations.", "differences.", "positions.")
    assert {row for row in rows if row.startswith((*sides, "views.", "addenda."))} <= stays
    assert {"decision.choice", "both-sides.marks", "what-was-decided.decided"} <= stays
    assert is_left_out("contacts.2.number", ["contacts"])
    assert not is_left_out("contacts.2.number", ["harm"])
    assert not any(is_left_out(row, ()) for row in rows)


@pytest.mark.parametrize(
    ("concluded", "found"),
    [
        ([], Found.PRESUMED),
        (["open", ""], Found.PRESUMED),
        (["could", "open"], Found.COULD),
        (["could-not"], Found.COULD_NOT),
        (["could", "could-not"], Found.DIFFER),
    ],
)
def test_what_is_said_of_capacity(concluded: list[str], found: Found) -> None:
    assert capacity_found(concluded) == found


def test_which_decisions_a_panel_says_it_looks_at() -> None:
    told = {rule: {found for found in Found if is_looked_at(rule, found)} for rule in Capacity}
    assert told == {
        Capacity.ANY: set(Found),
        Capacity.CAN_DECIDE: {Found.PRESUMED, Found.COULD},
        Capacity.CANNOT_DECIDE: {Found.COULD_NOT},
    }


def test_when_a_sitting_is_due() -> None:
    assert sitting_due(date(2026, 11, 23), 21) == date(2026, 12, 14)


def test_every_move_and_page_of_a_referral_in_every_state() -> None:
    """What can be done, and written, in each state: the whole table."""
    may = {state: [move for move in MOVES if can(move, state)] for state in State}
    assert may == {
        State.BEING_WRITTEN: ["send", "withdraw"],
        State.SENT: ["list", "withdraw"],
        State.LISTED: ["take_off", "advise", "withdraw"],
        State.ADVISED: [],  # it is answered beside the decision
        State.ANSWERED: [],
        State.WITHDRAWN: [],
    }
    pages = {
        state: [step.slug for step in REFERRING.steps if state in written_in(step.slug)]
        for state in State
    }
    later = ["added-since", "withdrawing"]
    assert pages == {
        State.BEING_WRITTEN: [
            s.slug for s in REFERRING.steps if s.slug not in ("added-since", "letter")
        ],
        State.SENT: later,
        State.LISTED: later,
        State.ADVISED: ["letter"],
        State.ANSWERED: ["letter"],
        State.WITHDRAWN: [],
    }
    assert written_in("to-hear") == {State.BEING_WRITTEN}
    assert states_of(["question", "added"]) == frozenset()
    assert set(STATES) == set(State)


def test_each_thing_of_a_list_stands_by_itself_under_the_title_of_the_list() -> None:
    asked = [
        ("tried.tried", "What has been tried", "A tracker."),
        ("to-hear.1.who", "Who", "Carol"),
        ("to-hear.1.brings", "What they bring", "The waiting."),
        ("to-hear.2.who", "Who", "Ken"),
        ("added.1.words", "Added", "He fell."),
    ]
    assert by_list(asked) == [
        ("", [("What has been tried", "A tracker.")]),
        ("Who else should be heard", [("Who", "Carol"), ("What they bring", "The waiting.")]),
        ("", [("Who", "Ken")]),
        ("Added since it was sent", [("Added", "He fell.")]),
    ]
