"""Another way to do it: added on both sides, asked the same as the first two, taken away again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.accounts.tables import user_account
from riskapp.decision.queries import find_decision
from riskapp.decision.transfer import exported
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import Entries, Entry, get_entries
from riskapp.platform.entries.saving import Change, save_entries
from tests.app import SUNITA, Client, make_app

STOP = "I stop smoking in bed"


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Leo"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def entries_of(db: Database, ref: str) -> Entries:
    with db.read() as conn:
        return get_entries(conn, find_decision(conn, ref).id)


def add(client: Client, ref: str, title: str = STOP, **more: str) -> str:
    """Adds another way on both sides; the address it leads to."""
    page = f"/decisions/{ref}/both-sides"
    said = {"options..-title": title, "action": "add:way-3", **more}
    return client.post(page, said, page=page, status=303).headers["Location"]


def third(db: Database, ref: str) -> Entry:
    return entries_of(db, ref).items("options")[2]


def test_a_third_way_stands_after_the_first_two_and_is_asked_the_same(
    as_sunita: Client, ref: str, db: Database
) -> None:
    assert add(as_sunita, ref).endswith("/both-sides#way-3")
    page = as_sunita.get(f"/decisions/{ref}/both-sides").html
    assert 'id="way-3"' in page
    first, as_now, other = entries_of(db, ref).items("options")
    assert page.index(first.id) < page.index(as_now.id) < page.index(other.id)
    for side in ("benefit", "harm"):
        asked = [
            set(re.findall(rf'name="consequences\.{option.id}\.{side}-(\w+)"', page))
            for option in (first, as_now, other)
        ]
        assert asked[0] == asked[1] == asked[2] != set()


def test_what_was_added_is_never_carrying_on_as_now(
    as_sunita: Client, ref: str, db: Database
) -> None:
    add(as_sunita, ref, **{"options..-is_now": "yes"})
    assert third(db, ref).data == {"title": STOP}


def test_only_what_was_added_can_be_taken_away_and_put_back(
    as_sunita: Client, ref: str, db: Database
) -> None:
    add(as_sunita, ref)
    for option in entries_of(db, ref).items("options")[:2]:
        path = f"/decisions/{ref}/both-sides/options/{option.id}"
        assert "Take it away" not in as_sunita.get(path).html
        as_sunita.post(f"{path}/remove", {"key": ""}, status=404)
    path = f"/decisions/{ref}/both-sides/options/{third(db, ref).id}"
    assert "Take it away" in as_sunita.get(path).html
    as_sunita.post(f"{path}/remove", page=path, status=303)
    assert len(entries_of(db, ref).items("options")) == 2
    assert "Put it back" in as_sunita.follow().html
    as_sunita.post(f"{path}/put-back", status=303)
    assert third(db, ref).data == {"title": STOP}


def test_what_was_taken_away_can_be_put_back_until_it_is_sealed_without_it(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """From the page of the decision: under what is gone too there is no place for it."""
    home = f"/decisions/{ref}"
    add(as_sunita, ref)
    sides, way = f"{home}/both-sides", third(db, ref).id
    lost = f"consequences.{way}.harm-text"
    as_sunita.post(sides, {lost: "<b>My evening</b>", "action": "later"}, page=sides, status=303)
    under = entries_of(db, ref).items("consequences")[0].id
    told = "Taken away, and can be put back:"
    assert told not in as_sunita.get(home).text
    for taken in (f"consequences/{under}", f"options/{way}"):
        path = f"{sides}/{taken}"
        as_sunita.post(f"{path}/remove", page=path, status=303)
        as_sunita.get(sides)  # the next page, which offers it, is left
    page = as_sunita.get(home)
    assert f"{told} 1" in page.text
    assert f'action="{sides}/options/{way}/put-back"' in page.html
    as_sunita.post(f"{sides}/options/{way}/put-back", page=home, status=303)
    page = as_sunita.get(home)
    assert f"{told} 1" in page.text
    assert "What could happen: <b>My evening</b>" in page.text
    back = f"{home}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    assert told not in as_sunita.get(home).text


def add_and_take_away(client: Client, db: Database, ref: str, what: str, times: int) -> None:
    """What helps, as somebody might in weeks; without words where `what` is empty."""
    clock = client.app.extensions["riskapp"].clock
    new = Change("mitigations", {"what": what} if what else {}, is_item=True)
    with db.write() as conn:
        by = str(
            conn.execute(select(user_account.c.id).where(user_account.c.email == SUNITA)).scalar()
        )
        of = {"by": by, "subject_id": find_decision(conn, ref).id}
        saved = save_entries(conn, now=clock.now(), key=new_id(), changes=[new] * times, **of)
        away = [replace(new, entry_id=i, seen_rev=rev, removed=True) for i, rev in saved.entries]
        clock.pass_by(seconds=1)
        save_entries(conn, now=clock.now(), key=new_id(), changes=away, **of)


def test_all_that_was_taken_away_is_listed_or_counted(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """What says nothing is not listed, and takes nobody else's place."""
    for what, times in (("A rail", 1), ("A bell", 60), ("", 60)):
        add_and_take_away(as_sunita, db, ref, what, times)
    shown = as_sunita.get(f"/decisions/{ref}").text
    assert "Taken away, and can be put back: 61" in shown
    assert "A rail" in shown
    assert "which were taken away before these" not in shown
    add_and_take_away(as_sunita, db, ref, "A gate", 60)
    shown = as_sunita.get(f"/decisions/{ref}").text
    assert "Taken away, and can be put back: 121" in shown
    assert "And 21 more, which were taken away before these" in shown


def test_a_third_way_is_in_every_copy_and_in_the_export(
    as_sunita: Client, ref: str, db: Database
) -> None:
    add(as_sunita, ref)
    lost = f"consequences.{third(db, ref).id}.harm-text"
    sides = f"/decisions/{ref}/both-sides"
    as_sunita.post(sides, {lost: "My evening is gone.", "action": "add:x"}, page=sides, status=303)
    helps = f"/decisions/{ref}/what-would-help"
    still = f"still.{third(db, ref).id}.-text"
    as_sunita.post(helps, {still: "I might smoke in secret."}, page=helps, status=303)
    balance = as_sunita.get(f"/decisions/{ref}/balance").html
    assert balance.count(STOP) >= 3  # both pictures and their twin
    back = f"/decisions/{ref}/read-back"
    assert "My evening is gone." in as_sunita.get(back).html
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    for copy in ("full", "person", "large-print"):
        page = as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").html
        assert all(x in page for x in (STOP, "My evening is gone.", "I might smoke in secret."))
    note = as_sunita.get(f"/decisions/{ref}/versions/1/note").html
    assert f"Could still happen ({STOP}): I might smoke in secret." in note
    told = exported(entries_of(db, ref), called_by="Leo", jurisdiction="england", origin={})
    option = told["items"]["options"][2]
    assert option["answers"] == {"title": STOP}
    assert option["items"]["consequences"][0]["answers"]["side"] == "harm"


def test_what_was_written_on_the_wrong_side_is_put_on_the_other(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """With what matters most, and nothing else of it, on its own page; unanswered it stays."""
    sides = f"/decisions/{ref}/both-sides"
    option = entries_of(db, ref).items("options")[0].id
    written = f"consequences.{option}.benefit-text"
    as_sunita.post(sides, {written: "Fire.", "action": "later"}, page=sides, status=303)
    one = entries_of(db, ref).items("consequences")[0].id
    marked = {"marks": one, "action": "later"}
    as_sunita.post(sides, marked, page=sides, status=303)
    path = f"{sides}/consequences/{one}"
    for side, stands in (("harm", "harm"), ("", "harm"), ("nowhere", "harm")):
        typed = {"text": "Fire.", "side": side, "action": "save"}
        as_sunita.post(path, typed, page=path, status=303)
        entries = entries_of(db, ref)
        assert entries.items("consequences")[0].data == {"text": "Fire.", "side": stands}
        assert entries.data("both-sides")["marks"] == [one]


def test_what_they_want_may_be_how_things_are_now_and_is_said_there(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """Whoever wanted to go on as now was named under “as now” as being stopped from it."""
    sides = f"/decisions/{ref}/both-sides"
    assert "Say how things are now, in Leo’s words" in as_sunita.get(sides).text
    first, as_now, *_others = entries_of(db, ref).items("options")
    doing, now = (f"{sides}/options/{one.id}" for one in (first, as_now))
    told = "If that is what Leo wants, say it here"
    assert told in as_sunita.get(now).text
    assert "is_theirs" not in as_sunita.get(doing).html
    assert told not in as_sunita.get(doing).text
    ways = f"/decisions/{ref}/what-was-decided"
    assert "What Leo wants" in as_sunita.get(ways).html
    said = {"title": "I go on smoking in bed", "is_theirs": "yes"}
    as_sunita.post(now, said, page=now, status=303)
    assert entries_of(db, ref).items("options")[1].data == {
        "title": "I go on smoking in bed",
        "is_now": True,
        "is_theirs": True,
    }
    assert "How things are now" in as_sunita.get(sides).text
    # A way that nobody named is not called theirs any more.
    assert re.findall(r"(What would change|What Leo wants)</label>", as_sunita.get(ways).html) == [
        "What would change"
    ]
    as_sunita.post(doing, {"title": STOP}, page=doing, status=303)
    back = f"/decisions/{ref}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    card, full = (as_sunita.get(f"/decisions/{ref}/versions/1/{x}").text for x in ("card", "full"))
    assert "What Leo wants: I go on smoking in bed" in card
    assert STOP not in card
    assert "I go on smoking in bed (as now) (what Leo wants)" in " ".join(full.split())
