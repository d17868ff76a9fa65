"""What happened with a decision, on its own page: that the safeguarding route was shown, and when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.presenters.timeline import routes_shown
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Told
from tests.app import NOW, Client, make_app
from tests.browser.world import begin

SHOWN = "The safeguarding route was shown"


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


def say(client: Client, ref: str, **said: str) -> None:
    path = f"/decisions/{ref}/decision"
    client.post(path, said, page=path, status=303)
    client.app.extensions["riskapp"].clock.pass_by(minutes=5)


def test_the_timeline_says_when_the_route_was_shown(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    say(as_sunita, ref, choice="To go home", danger="no")
    assert SHOWN not in as_sunita.get(f"/decisions/{ref}").text
    say(as_sunita, ref, danger="no", pressure="not-sure")
    say(as_sunita, ref, danger="no", pressure="not-sure", why_now="The lease ends")
    say(as_sunita, ref, danger="no", pressure="no")
    say(as_sunita, ref, danger="yes", pressure="no")
    page = as_sunita.get(f"/decisions/{ref}")
    assert page.text.count(SHOWN) == 2
    assert f"at 5.47 pm {SHOWN}" in page.text
    assert page.links[SHOWN] == f"/decisions/{ref}/safeguarding"


def test_no_copy_says_it(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    say(as_sunita, ref, choice="To go home", danger="yes")
    read_back = f"/decisions/{ref}/read-back"
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    assert SHOWN in as_sunita.get(f"/decisions/{ref}").text
    for copy in ("full", "person", "large-print", "card", "note"):
        assert SHOWN not in as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").text


def test_an_import_showed_nobody_anything() -> None:
    later = NOW + timedelta(days=1)
    imported = [
        Told("options", 1, {}, "import", NOW),
        Told("decision", 1, {"danger": "yes"}, "import", NOW),
    ]
    assert routes_shown(imported) == []
    said_since = Told("decision", 2, {"danger": "not-sure"}, "screen", later)
    assert routes_shown([*imported, said_since]) == [later]


def seal(client: Client, ref: str) -> None:
    read_back = f"/decisions/{ref}/read-back"
    client.post(read_back, {"action": "seal"}, page=read_back, status=303)
    client.app.extensions["riskapp"].clock.pass_by(minutes=5)


def give(client: Client, ref: str, to_whom: str) -> None:
    home, today = f"/decisions/{ref}", client.app.extensions["riskapp"].clock.now()
    day = {"-day": today.day, "-month": today.month, "-year": today.year}
    said = {f"given_on{part}": str(number) for part, number in day.items()}
    said |= {"to_whom": to_whom, "layout": "card"}
    client.post(f"{home}/given", said, page=home, status=303)
    client.app.extensions["riskapp"].clock.pass_by(minutes=5)


def test_the_timeline_names_the_copy_given_below_what_was_sealed_later_that_day(
    as_sunita: Client,
) -> None:
    ref = begin(as_sunita, "Ada")
    seal(as_sunita, ref)
    give(as_sunita, ref, "Cerys")
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    seal(as_sunita, ref)
    text = as_sunita.get(f"/decisions/{ref}").text
    first, given, second = map(
        text.index,
        (
            "Version 1 sealed",
            "If it goes wrong, version 1, given to Cerys",
            "Version 2 sealed",
        ),
    )
    assert second < given < first


def test_who_holds_a_copy_of_an_earlier_version_is_named_until_they_have_the_later(
    as_sunita: Client,
) -> None:
    held = "Cerys has “If it goes wrong” of version 1."
    ref = begin(as_sunita, "Ada")
    seal(as_sunita, ref)
    give(as_sunita, ref, "Cerys")
    assert held not in as_sunita.get(f"/decisions/{ref}").text
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    seal(as_sunita, ref)
    assert held in as_sunita.get(f"/decisions/{ref}").text
    give(as_sunita, ref, "Cerys")
    assert held not in as_sunita.get(f"/decisions/{ref}").text
