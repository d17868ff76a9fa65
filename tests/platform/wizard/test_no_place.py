"""What is typed for something that somebody else takes away, or fills in, meanwhile: never dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.decision.queries import find_decision
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.tables import draft
from tests.app import Client, make_app
from tests.faults.conftest import begin

WORDS = "She sings at the stove"


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def mine(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def other(app: Flask) -> Client:
    return Client(app, address="192.0.2.9").sign_in()


@pytest.fixture
def there(mine: Client) -> str:
    return f"/decisions/{begin(mine, 'Beryl')}"


def entries_of(db: Database, there: str) -> Entries:
    with db.read() as conn:
        return get_entries(conn, find_decision(conn, there.rpartition("/")[2]).id)


def third_way(db: Database, client: Client, there: str) -> str:
    """Another way that was added to Both sides: its id."""
    page = f"{there}/both-sides"
    client.post(page, {"options..-title": "third way"}, page=page, status=303)
    return entries_of(db, there).items("options")[-1].id


def drafts(db: Database) -> str:
    with db.read() as conn:
        return str(conn.execute(select(draft.c.raw)).scalars().all())


def test_what_is_added_under_a_way_that_went_is_kept_and_told(
    db: Database, mine: Client, other: Client, there: str
) -> None:
    page = f"{there}/both-sides"
    third = third_way(db, mine, there)
    typed = {f"consequences.{third}.benefit-text": WORDS}
    mine.get(page)
    other.post(f"{page}/options/{third}/remove", page=page, status=303)
    answer = mine.post(page, typed, status=409)
    assert "There is no place for this any more" in answer.text
    assert WORDS in answer.text
    again = mine.get(page)
    assert "kept for you until you take it away" in again.text
    assert WORDS in again.text
    mine.post(f"{page}/options/{third}/put-back", page=page, status=303)
    assert mine.get(page).form(page).fields[f"consequences.{third}.benefit-text"] == WORDS
    mine.post(page, typed, page=page, status=303)
    assert [one["text"] for one in entries_of(db, there).items("consequences")] == [WORDS]
    assert WORDS not in drafts(db)


def test_what_is_typed_where_somebody_else_answered_is_kept_and_told(
    db: Database, mine: Client, other: Client, there: str
) -> None:
    page = f"{there}/what-matters"
    name = next(n for n in mine.get(page).form(page).fields if n.endswith("-doing"))
    other.post(page, {name: "Cooking for the street"}, page=page, status=303)
    answer = mine.post(page, {name: WORDS}, status=409)
    assert WORDS in answer.text
    assert WORDS in mine.get(page).text
    assert WORDS not in str([one.data for one in entries_of(db, there)])
    mine.post(page, page=page, status=303)  # as *Change* beside what the other answered does
    for _twice in range(2):
        told = mine.get(page)
        assert WORDS in told.text
        mine.post(page, {"important_to": "The stove"}, page=page, status=303)
    assert "another version has begun since" in told.text
    asked = mine.get(told.links["Take it away"])
    assert WORDS in asked.text
    mine.post(f"{page}/discard", status=303)
    assert WORDS not in mine.get(page).text
    assert WORDS not in drafts(db)


def test_typing_on_keeps_what_has_no_place(
    db: Database, mine: Client, other: Client, there: str
) -> None:
    page = f"{there}/what-matters"
    name = next(n for n in mine.get(page).form(page).fields if n.endswith("-doing"))
    other.post(page, {name: "Cooking for the street"}, page=page, status=303)
    mine.post(page, {name: WORDS}, status=409)
    shown = dict(mine.get(page).form(page).fields)
    mine.post(f"{page}/keep", {**shown, "important_to": "The st"}, status=200)
    again = mine.get(page)
    assert WORDS in again.text
    assert again.form(page).fields["important_to"] == "The st"
    wrong = {**again.form(page).fields, "important_to": "x" * 30_000}
    mine.post(page, wrong, status=303)
    assert WORDS in mine.get(page).text
    assert drafts(db).count(WORDS) == 1


def test_a_form_that_its_own_save_filled_in_leaves_nothing_behind(
    db: Database, mine: Client, there: str
) -> None:
    page = f"{there}/what-matters"
    name = next(n for n in mine.get(page).form(page).fields if n.endswith("-doing"))
    mine.post(f"{page}/keep", {name: WORDS}, status=200, page=page)
    shown = dict(mine.get(page).form(page).fields)
    assert shown[name] == WORDS
    mine.post(page, shown, status=303)
    assert WORDS not in drafts(db)


def test_a_second_click_finds_its_own_answer(mine: Client, db: Database, there: str) -> None:
    """The form it filled in is gone, because it was filled in."""
    page = f"{there}/what-matters"
    form = mine.get(page).form(page)
    typed = {**form.fields, next(n for n in form.fields if n.endswith("-doing")): WORDS}
    first = mine.post(page, typed, status=303).headers["Location"]
    assert mine.post(page, typed, status=303).headers["Location"] == first
    assert [one["doing"] for one in entries_of(db, there).items("wellbeing")] == [WORDS]


def test_an_item_whose_way_was_taken_away_is_not_written_where_nobody_sees_it(
    db: Database, mine: Client, other: Client, there: str
) -> None:
    page = f"{there}/both-sides"
    third = third_way(db, mine, there)
    mine.post(page, {f"consequences.{third}.benefit-text": "first"}, page=page, status=303)
    item = f"{page}/consequences/{entries_of(db, there).items('consequences')[0].id}"
    mine.get(item)
    other.post(f"{page}/options/{third}/remove", page=page, status=303)
    answer = mine.post(item, {"text": WORDS}, status=409)
    assert WORDS in answer.text
    assert "third way" in answer.text
    mine.post(f"{page}/options/{third}/put-back", status=303)
    assert mine.get(item).form(item).fields["text"] == WORDS
    assert [one["text"] for one in entries_of(db, there).items("consequences")] == ["first"]


def test_a_page_that_comes_back_after_its_save_shows_the_rest_again(
    db: Database, mine: Client, there: str
) -> None:
    """Both sides has no entry of its own to compare with."""
    page = f"{there}/both-sides"
    typed = {**mine.get(page).form(page).fields, "options..-title": "third way"}
    mine.post(page, typed, status=303)
    mine.post(page, {**typed, "options..-title": "fourth way"}, status=303)
    assert mine.follow().form(page).fields["options..-title"] == "fourth way"
    assert [one.get("title") for one in entries_of(db, there).items("options")][2:] == ["third way"]
