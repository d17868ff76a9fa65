"""The next version: what holds for one version only is asked anew, and nothing typed is sealed over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import Client, make_app


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def seal(client: Client, ref: str, **said: str) -> None:
    path = f"/decisions/{ref}/read-back"
    client.post(path, {**said, "action": "seal"}, page=path, status=303)


def test_who_took_part_and_when_it_was_decided_are_asked_anew(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/what-was-decided"
    date = {"decided_on-day": "9", "decided_on-month": "11", "decided_on-year": "2026"}
    as_sunita.post(path, {"decided": "She walks.", **date}, page=path, status=303)
    seal(as_sunita, ref, taking_part="took-part", size="large")
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    decided = as_sunita.get(path).form(path).fields
    assert (decided["decided"], decided["decided_on-day"]) == ("She walks.", "")
    back = as_sunita.get(f"/decisions/{ref}/read-back").form(f"/decisions/{ref}/read-back").fields
    assert "taking_part" not in back
    assert back["size"] == "large"
    page = as_sunita.get(f"/decisions/{ref}").text
    assert "in conversation for version 2; version 1 stands sealed" in page


def test_what_was_typed_and_not_saved_is_spoken_of_before_the_seal(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    as_sunita.get(path)
    as_sunita.post(f"{path}/keep", {"first_sign": "Not home by ten", "rev": "0"}, status=200)
    for page in (f"/decisions/{ref}", f"/decisions/{ref}/read-back"):
        shown = as_sunita.get(page)
        assert "You typed something that is not saved yet" in shown.text
        assert path in shown.links.values()


def test_a_door_never_says_no_reason_was_raised_where_one_was(as_sunita: Client, ref: str) -> None:
    doors = f"/decisions/{ref}/doors"
    assert as_sunita.get(doors).text.count("not opened; no reason was raised") == 7
    path = f"/decisions/{ref}/decision"
    as_sunita.post(path, {"pressure": "yes"}, page=path, status=303)
    assert as_sunita.get(doors).text.count("not opened; no reason was raised") == 6
    assert "Pressure or harm by a person" in as_sunita.get(f"/decisions/{ref}").text


def test_a_consent_typed_too_late_for_one_version_is_none_for_the_next(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/read-back"
    left_open = as_sunita.get(path).form(path).fields
    seal(as_sunita, ref)
    late = {**left_open, "taking_part": "took-part", "action": "later"}
    closed = as_sunita.post(path, late, status=409).get_data(as_text=True)
    assert "Begin the next version" in closed
    assert f'action="/decisions/{ref}/begin-next"' in closed
    as_sunita.post(f"/decisions/{ref}/begin-next", status=303)
    page = as_sunita.get(path)
    assert "taking_part" not in page.form(path).fields
    assert "This is what you typed" not in page.text


def test_a_later_version_asks_first_why_it_is_looked_at_again(as_sunita: Client, ref: str) -> None:
    """Once: what was said is no answer for the version after, and the first version has no such question."""
    home, path, asked = f"/decisions/{ref}", f"/decisions/{ref}/looking-again", "What has changed"
    full = "versions/{}/full"
    assert path not in as_sunita.get(home).links.values()
    for number, why in ((2, "She fell in October, and got up by herself."), (3, "")):
        seal(as_sunita, ref)
        as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=1)
        begun = as_sunita.post(f"{home}/begin-next", page=home, status=303)
        assert begun.headers["Location"] == path
        assert as_sunita.get(path).form(path).fields["why"] == ""
        as_sunita.post(path, {"why": why}, page=path, status=303)
        said = f"Version {number} begun" + (f": {why}" if why else "")
        assert said in as_sunita.get(home).text
    seal(as_sunita, ref)
    assert asked not in as_sunita.get(f"{home}/{full.format(1)}").text
    second = as_sunita.get(f"{home}/{full.format(2)}").text
    assert asked in second
    assert "and got up by herself." in second
    hers = as_sunita.get(f"{home}/versions/2/person").text
    assert "Why we talked again She fell in October" in hers
    third = as_sunita.get(f"{home}/{full.format(3)}").text
    assert f"{asked} not yet talked about" in third
    assert "She fell" not in third
