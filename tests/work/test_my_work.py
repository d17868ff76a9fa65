"""What a practitioner finds on their first page: what is due, and what was sealed lately."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.queries import find_decision
from riskapp.decision.rendering import give_up_copies
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
    give_up_copies(app.extensions["riskapp"], {"version": version.id})  # as its job does at last
    assert "This copy cannot be made. no room" in as_sunita.get(f"/decisions/{ref}").text
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


def test_what_is_next_is_the_same_here_and_on_the_records_page(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    home = f"/decisions/{ref}"

    def next_is() -> str:
        panel = next(e for e in as_sunita.get(home).tree.iter() if "ra-next" in e.get("class", ""))
        (line,) = lines(as_sunita, "In conversation")
        said = words(next(panel.iter("p")))
        assert line.endswith(f"Next: {said}")
        return said

    def say(step: str, **typed: str) -> None:
        page = f"{home}/{step}"
        as_sunita.post(page, {**typed, "action": "later"}, page=page, status=303)

    assert next_is() == "What Ada wants"
    say("decision", choice="The allotment.")
    assert '>Both sides</a><span class="ra-state ra-state--not-yet"' in as_sunita.get(home).html
    assert next_is() == "Both sides"
    say("if-it-goes-wrong", first_sign="Wet boots.")
    assert next_is() == "Both sides"
    say("both-sides", **{"options..-title": "By boat"})
    assert next_is() == "What would help"
    seal(as_sunita, ref)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    assert next_is() == "Looking at it again"
    say("looking-again", why="Spring.")
    assert next_is() == "What Ada wants"
    say("both-sides", **{"options..-title": "By bus"})
    assert next_is() == "What would help"


def test_another_team_does_not_see_it(app: Flask, as_sunita: Client) -> None:
    seal(as_sunita, begin(as_sunita, "Ada"))
    assert lines(Client(app).sign_in(DEV), "Sealed lately") == []


def test_what_has_passed_and_the_next_two_weeks_are_due(as_sunita: Client) -> None:
    for name, day in (("Past", 1), ("Edge", 26), ("Later", 27)):
        ref = begin(as_sunita, name)
        path = f"/decisions/{ref}/if-it-goes-wrong"
        as_sunita.post(path, _day("look_again_on", day), page=path, status=303)
        seal(as_sunita, ref)
    assert [line.split()[0] for line in lines(as_sunita, "Due")] == ["Past", "Edge"]


def test_a_help_falls_due_with_its_owner_and_a_restriction_says_when_it_ends(
    as_sunita: Client,
) -> None:
    ref = begin(as_sunita, "Ada")
    path = f"/decisions/{ref}/what-would-help"
    helps: tuple[dict[str, str], ...] = (
        {"what": "A rail", "who": "Callum", **_day("by_when", 20)},
        {"what": "A tracker", "rung": "technology", "who": "Her son", **_day("until", 11)},
        {"what": "Locked in", "rung": "restriction", **_day("ends_on", 11)},
        {"what": "No matches", "rung": "restriction", **_day("ends_on", 15)},
        {"what": "No gas", "rung": "restriction", **_day("ends_on", 16)},
        {"what": "No bath", "rung": "restriction", "stands": "not-wanted", **_day("ends_on", 11)},
    )
    for said in helps:
        posted = {f"mitigations..-{key}": words for key, words in said.items()}
        as_sunita.post(path, posted, page=path, status=303)
    seal(as_sunita, ref)
    used = "Technology: Her son: A tracker. Is it still wanted, and was it tested?"
    restricted = "It ends by itself unless it is renewed with a reason."
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(as_sunita, "Due")] == [
        f"Ada P-0001 A restriction: Locked in. {restricted} Ended 11 November 2026. Not renewed.",
        f"Ada P-0001 {used} Was to be used until Wednesday 11 November 2026",
        f"Ada P-0001 A restriction: No matches. {restricted} Ends this week, on 15 November 2026",
        f"Ada P-0001 A restriction: No gas. {restricted} Ends 16 November 2026",
        "Ada P-0001 To be done: Callum: A rail Due Friday 20 November 2026",
    ]
    home, copy = f"/decisions/{ref}", f"/decisions/{ref}/versions/1/person"
    ended = "<strong>Ended 11\N{NO-BREAK SPACE}November 2026. Not renewed.</strong>"
    person = re.search(r"/people/[\w-]+", as_sunita.get(home).html)
    assert person
    for page in (home, copy, person[0]):
        assert ended in as_sunita.get(page).html, page
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    assert ended in as_sunita.get(home).html
    seal(as_sunita, ref)
    assert ended not in as_sunita.get(copy).html


def _day(key: str, day: int) -> dict[str, str]:
    parts = zip(("day", "month", "year"), (day, 11, 2026), strict=True)
    return {f"{key}-{part}": str(value) for part, value in parts}
