"""What a practitioner finds on their first page: what is due, and what was sealed lately."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.queries import find_decision
from riskapp.platform.db import Database
from riskapp.platform.versions.store import (
    get_version,
    keep_bytes,
    keep_trouble,
    list_renditions,
)
from tests.app import DEV, NOW, Client, MovingClock, make_app
from tests.browser.world import begin
from tests.page import words


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


def seal(client: Client, ref: str) -> None:
    read_back = f"/decisions/{ref}/read-back"
    client.post(read_back, {"action": "seal"}, page=read_back, status=303)
    clock = client.app.extensions["riskapp"].clock
    assert isinstance(clock, MovingClock)
    clock.pass_by(minutes=1)


def lines(client: Client, section: str) -> list[str]:
    """The lines of one section of the page, as they read."""
    for found in client.get("/").tree.iter("section"):
        if words(found.find("h2")) == section:
            return [words(line) for line in found.iter("li")]
    raise AssertionError(section)


def test_what_was_sealed_lately_stands_newest_first_five_at_most(as_sunita: Client) -> None:
    refs = [begin(as_sunita, f"Person {n}") for n in range(6)]
    for ref in refs:
        seal(as_sunita, ref)
    found = lines(as_sunita, "Sealed lately")
    assert [line.split(" P-")[0] for line in found] == [f"Person {n}" for n in (5, 4, 3, 2, 1)]
    assert found[-1] == (
        "Person 1 P-0002 Version 1 sealed Thursday 12 November 2026 at 5.43 pm Copies are being made"
    )
    as_sunita.post(f"/decisions/{refs[5]}/begin-next", page=f"/decisions/{refs[5]}", status=303)
    assert "Person 5" not in " ".join(lines(as_sunita, "Sealed lately"))
    assert "Person 5" in " ".join(lines(as_sunita, "In conversation"))


def test_two_people_of_one_name_are_told_apart(as_sunita: Client) -> None:
    """By the team's own reference where there is one."""
    for reference in ("", "CM-4417"):
        with as_sunita.app.extensions["riskapp"].db.read() as conn:
            person = find_decision(conn, begin(as_sunita, "Maureen")).person_ref
        about = f"/people/{person}/about"
        as_sunita.post(about, {"called_by": "Maureen", "own_reference": reference}, page=about)
    assert [line.split(" Begun")[0] for line in lines(as_sunita, "In conversation")] == [
        "Maureen CM-4417",
        "Maureen P-0001",
    ]


def test_it_says_how_the_copies_are(app: Flask, as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    seal(as_sunita, ref)
    with app.extensions["riskapp"].db.write() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
        first, *rest = list_renditions(conn, version.id)
        for one in rest:
            keep_bytes(conn, one.id, b"%PDF", 1, NOW)
        keep_trouble(conn, first.id, "no room", for_good=False)
    (line,) = lines(as_sunita, "Sealed lately")
    assert line.endswith("A copy could not be made")
    assert "It will be tried again" in as_sunita.get(f"/decisions/{ref}").text
    with app.extensions["riskapp"].db.write() as conn:
        keep_trouble(conn, first.id, "Too long.", for_good=True)
    (line,) = lines(as_sunita, "Sealed lately")
    assert line.endswith("A copy could not be made")
    page = as_sunita.get(f"/decisions/{ref}").text
    assert "This copy cannot be made. Too long. You can read it here." in page
    assert "tried again" not in page
    with app.extensions["riskapp"].db.write() as conn:
        keep_bytes(conn, first.id, b"%PDF", 1, NOW)
    (line,) = lines(as_sunita, "Sealed lately")
    assert line.endswith("Copies are ready")


def test_another_team_does_not_see_it(app: Flask, as_sunita: Client) -> None:
    seal(as_sunita, begin(as_sunita, "Ada"))
    assert lines(Client(app).sign_in(DEV), "Sealed lately") == []


def test_what_has_passed_and_the_next_two_weeks_are_due(as_sunita: Client) -> None:
    for name, day in (("Past", 1), ("Edge", 26), ("Later", 27)):
        ref = begin(as_sunita, name)
        path = f"/decisions/{ref}/if-it-goes-wrong"
        parts = zip(("day", "month", "year"), (day, 11, 2026), strict=True)
        said = {f"look_again_on-{part}": str(value) for part, value in parts}
        as_sunita.post(path, said, page=path, status=303)
        seal(as_sunita, ref)
    assert [line.split()[0] for line in lines(as_sunita, "Due")] == ["Past", "Edge"]
