"""The log as it is read: by words, and by traits that never tell fewer than five lines from the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import delete, text

from riskapp.commands.worker import HANDLERS
from riskapp.learning.log import Learning
from riskapp.learning.queries import MOST_LISTED, list_learnings, list_told
from riskapp.learning.rules import (
    FACETS,
    FEWEST,
    INFLUENCES,
    KINDS,
    PLACES,
    SILENT,
    TELL_ANEW,
    THEMES,
    Standing,
    Trait,
    can_be_told,
    told_next,
)
from riskapp.learning.services.showing import read_log_anew
from riskapp.learning.tables import learning_told
from riskapp.platform.db import Database
from tests.app import CAST, Client
from tests.bench.bench_log import one, write_many
from tests.learning.conftest import line, tell, write_lines
from tests.page import words

NUMBER = re.compile(r"\bL-(\d+)\b")


@pytest.fixture
def as_reader(app: Flask) -> Client:
    """Somebody who writes no decision."""
    return Client(app, address="192.0.2.9").sign_in(CAST[-1][0])


def many(count: int, seed: int = 5) -> list[Learning]:
    """Lines with few of some traits, in an order that is the same each time."""
    chance = Random(seed)

    def some(codes: object) -> str:
        every = [*codes]  # type: ignore[misc]
        return str(chance.choices(every, [2.0**-place for place in range(len(every))])[0])

    return [
        line(
            kind=some(KINDS),
            month=f"{some(('2026', '2025', '2024'))}-{chance.randint(1, 12):02d}",
            place=some(PLACES),
            theme=some(["", *THEMES]),
            influences=sorted({some(INFLUENCES) for _each in range(chance.randint(0, 3))}),
            said=f"Something of its own, number {number}.",
        )
        for number in range(count)
    ]


def test_no_group_under_five_can_be_told_apart() -> None:
    """By any trait, any several of them, or one answer taken from another: all are made of groups that
    share every trait that is told.
    """
    for seed in range(60):
        lines = [one.traits for one in many(Random(seed).randint(0, 160), seed)]
        told = can_be_told({traits: lines.count(traits) for traits in lines})
        alike = [told[traits] for traits in lines]
        assert all(alike.count(one) >= FEWEST for one in alike) or not any(alike), seed


NOTHING: frozenset[Trait] = frozenset()


def test_what_is_told_is_only_added_to_by_five_together_whenever_one_looks() -> None:
    """Lines come one, two or three at a time: of any two days, what one tells and the other did not is
    told of five lines or of none, and of no line is anything else told than before.
    """
    for seed in range(12):
        chance, standing = Random(seed), list[Standing]()
        days: list[list[frozenset[Trait]]] = []
        for new_line in many(90, seed):
            standing.append((new_line.traits, NOTHING))
            if chance.random() < 0.6:
                now = told_next(Counter(standing))
                standing = [(traits, now[traits, told]) for traits, told in standing]
                days.append([told for _traits, told in standing])
        for before, after in combinations(days, 2):
            was = [*before, *[NOTHING] * (len(after) - len(before))]
            assert all(old <= new for old, new in zip(was, after, strict=True)), seed
            more = Counter(t for old, new in zip(was, after, strict=True) for t in new - old)
            assert min(more.values(), default=FEWEST) >= FEWEST, seed
        for told in days:
            alike = Counter(told)
            assert all(count >= FEWEST for one, count in alike.items() if one), seed
        assert days[-1].count(NOTHING) < 30, seed


def test_of_what_is_left_of_a_group_and_of_what_was_put_right_nothing_is_told_again() -> None:
    good, home, harm = (("kind", "good"), ("place", "home"), ("kind", "harm"))
    told = frozenset({good})
    silent = frozenset({SILENT})
    four = {(frozenset({good, home}), told): 4}
    assert told_next(four) == dict.fromkeys(four, silent)
    put_right = (frozenset({harm, home}), told)
    five = (frozenset({good, home}), told)
    assert told_next({five: 5, put_right: 1}) == {five: {good, home}, put_right: silent}
    later = {(frozenset({harm, home}), silent): 1, (frozenset({harm, home}), NOTHING): 9}
    assert sorted(map(len, told_next(later).values())) == [1, 2]


def test_most_is_told_of_a_long_log() -> None:
    lines = [one.traits for one in many(500)]
    told = can_be_told({traits: lines.count(traits) for traits in lines})
    shares = [len(told[traits]) / len(traits) for traits in lines]
    assert sum(shares) / len(shares) > 0.5
    assert {facet for may in told.values() for facet, _value in may} == {*FACETS}
    grown: list[Standing] = []
    for traits in lines[:150]:  # one after another
        grown.append((traits, NOTHING))
        now = told_next(Counter(grown))
        grown = [(own, now[own, told]) for own, told in grown]
    assert sum(len(told) / len(own) for own, told in grown) / len(grown) > 0.25


def test_four_lines_tell_nothing_and_five_tell_what_they_share(
    as_reader: Client, db: Database
) -> None:
    write_lines(db, *[line() for _each in range(4)])
    page = as_reader.get("/learning")
    assert "Out and about" not in words(page.tree.find(".//main"))
    assert [e.get("name") for e in page.tree.iter("select")] == []
    assert numbers(as_reader, kind="good") == numbers(as_reader)
    write_lines(db, line(month="2026-10"))
    read = words(as_reader.get("/learning").tree.find(".//main"))
    assert read.count("Good October to December 2026. Out and about") == 5
    write_lines(db, line(kind="harm"))
    read = words(as_reader.get("/learning").tree.find(".//main"))
    assert read.count("Good October to December 2026. Out and about") == 5  # as before
    assert "Harm" not in read  # it waits for others to share something with


def numbers(client: Client, **asked: str) -> frozenset[int]:
    """The lines of an answer, all its pages together."""
    found: set[int] = set()
    path = f"/learning?{urlencode(asked)}"
    while path:
        page = client.get(path)
        found |= {int(e.get("id", "")[2:]) for e in page.tree.iter("article")}
        older = [e.get("href", "") for e in page.tree.iter("a") if "before=" in e.get("href", "")]
        path = older[0] if older else ""
    return frozenset(found)


def test_answers_taken_from_one_another_leave_five_or_none(as_reader: Client, db: Database) -> None:
    """Over every choice the page offers, two of them together, and what a line itself prints."""
    write_lines(db, *many(120))
    with db.read() as conn:
        told = list_told(conn)
        printed = {one.number: tuple(one.particulars) for one in list_learnings(conn)}
    assert len(told) > 3
    answers = {frozenset(printed)}
    for trait in told:
        answers.add(numbers(as_reader, **dict([trait])))
    pairs = [p for p in combinations(told, 2) if p[0][0] != p[1][0]]
    answers |= {numbers(as_reader, **dict(pair)) for pair in pairs[:12]}
    for these, those in combinations(answers, 2):
        for left in (these & those, these - those, those - these):
            assert len(left) == 0 or len(left) >= FEWEST
    alike = list(printed.values())
    assert all(alike.count(traits) >= FEWEST for traits in alike)


def test_a_trait_that_may_not_be_told_sorts_nothing(as_reader: Client, db: Database) -> None:
    write_lines(db, *[line() for _each in range(6)], line(kind="harm", place="home"))
    assert len(numbers(as_reader, kind="good")) == 7
    for asked in ({"kind": "harm"}, {"place": "home"}, {"kind": "nonsense"}, {"year": "1999"}):
        assert len(numbers(as_reader, **asked)) == 7, asked


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe", True),
        ("CAFÉ", True),
        ("caf", True),
        ("carers", True),
        ("carer's café", True),
        ("carer’s, walk!", True),
        ("łódka", True),
        ("afé", False),
        ("café harm", False),
        ("ring", True),  # of a change
        ('" OR 1=1 --', False),
        ("caf* OR zzz", False),
        ("NEAR(", False),
        ("':* | 'zzz", False),
        ("%", True),  # no word is asked for
        ("\U0001f600", True),
        ("a" * 300, False),
    ],
)
def test_words_are_found_alike_on_both_databases(
    as_reader: Client, db: Database, typed: str, found: bool
) -> None:
    changes = [{"what": "Ring first"}]
    write_lines(db, line(said="The carer’s walk to the Café by the łódka.", changes=changes))
    assert numbers(as_reader, words=typed) == (frozenset({1}) if found else frozenset())


def test_the_newest_hundred_stand_first_and_those_before_one_press_away(
    as_reader: Client, db: Database
) -> None:
    write_lines(db, *[line() for _each in range(203)])
    page = as_reader.get("/learning?words=went")
    assert len(list(page.tree.iter("article"))) == 100
    assert NUMBER.search(words(page.tree.find(".//article")))[1] == "203"  # type: ignore[index]
    assert len(numbers(as_reader, words="went")) == 203
    assert len(list(as_reader.get("/learning?before=nonsense").tree.iter("article"))) == 100


@pytest.mark.long
def test_five_thousand_lines_are_looked_through(db: Database) -> None:
    chance = Random(11)
    lines = [one(chance) for _line in range(5_000)]
    lines[17] = replace(lines[17], said="The lift stood still.")
    lines[4_017] = replace(lines[4_017], likely="A lift that nobody owns.")
    write_many(db, lines)
    with db.read() as conn:
        found = list_learnings(conn, words="Lift", most=MOST_LISTED)
        told = list_told(conn)
        of_a_trait = list_learnings(conn, traits=told[:1], most=MOST_LISTED)
        both = list_learnings(conn, traits=told[:1], words="telling", before=4_000, most=9)
    assert [each.number for each in found] == [4_018, 18]
    assert len(of_a_trait) == MOST_LISTED
    numbers = [each.number for each in both]
    assert len(numbers) == 9
    assert max(numbers) < 4_000
    assert numbers == sorted(numbers, reverse=True)


def test_a_job_works_out_what_may_be_told_of_what_was_put_there(
    as_sunita: Client, walk: str, db: Database
) -> None:
    write_lines(db, *[line() for _four in range(4)])
    told = tell(as_sunita, walk)
    told.say("account", kind="good", day="2026-11-11", place="out")
    told.say("in-the-log", said="A person was met.", theme="going-out", action="publish")
    page = as_sunita.get("/learning")
    assert "Good" not in words(page.tree.find(".//article"))
    HANDLERS[TELL_ANEW].run(as_sunita.app.extensions["riskapp"], {})
    page = as_sunita.get("/learning")
    assert words(page.tree.find(".//article")).count("Good October to December 2026") == 1
    assert "Going out" not in words(page.tree.find(".//main"))


def test_after_an_upgrade_the_log_is_read_anew(as_reader: Client, db: Database) -> None:
    write_lines(db, *[line() for _each in range(5)])
    with db.write() as conn:
        conn.execute(text("DELETE FROM learning_words"))
        conn.execute(delete(learning_told))
    assert numbers(as_reader, words="went") == frozenset()
    with db.write() as conn:
        read_log_anew(conn)
        read_log_anew(conn)
    assert len(numbers(as_reader, words="went")) == 5
    with db.read() as conn:
        assert ("kind", "good") in list_told(conn)


def test_a_told_trait_is_a_facet_and_a_value() -> None:
    trait: Trait = ("kind", "good")
    every = frozenset({trait})
    assert can_be_told({every: FEWEST}) == {every: {trait}}
    assert can_be_told({every: FEWEST - 1}) == {every: set()}
    assert can_be_told({}) == {}
