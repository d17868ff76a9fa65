"""Where a line of the log came from: one at a time, with a reason that stays, and nothing found is kept."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from riskapp.platform.audit.tables import audit
from riskapp.platform.subjects import find
from tests.app import NIA, SUNITA, Client
from tests.faults.dumping import dump
from tests.learning.conftest import Told
from tests.learning.review.conftest import convene

ORIGINS = "/governance/origins"
WHY = "The coroner asks by a notice of 2 November."


def seek(client: Client, line: str = "L-1", reason: str = WHY, status: int = 303) -> str:
    said = {"line": line, "reason": reason}
    answer = client.post(ORIGINS, said, page=ORIGINS, status=status)
    return answer.headers.get("Location", "")


def test_it_is_found_with_a_reason_and_who_asked_stays(
    app: Flask, as_nia: Client, as_ruth: Client, told: Told
) -> None:
    found = as_nia.get(seek(as_nia))
    assert f"It came from what happened, {told.ref}." in found.text
    assert "North" in found.text  # whom to ask
    for client in (as_nia, as_ruth):
        shown = client.get(ORIGINS).text
        assert WHY in shown
        assert "Nia Bevan" in shown
        assert told.ref not in shown  # that it was asked, and not what was found
    with app.extensions["riskapp"].db.read() as conn:
        noted = conn.execute(select(audit).where(audit.c.event == "learning.origin_sought")).one()
    assert "L-1" in noted.keys
    assert WHY not in noted.keys


def test_the_review_it_came_from_is_found_too(
    as_sunita: Client, as_nia: Client, told: Told
) -> None:
    review = convene(as_sunita, told.ref)
    review.open(early="It cannot wait.")
    review.say("in-the-log", said="People come late, and are met.", action="publish")
    found = as_nia.get(seek(as_nia))
    assert f"It came from the learning review {review.ref}." in found.text
    assert "Sunita Rao" in found.text


def test_nothing_that_was_found_is_written_anywhere(app: Flask, as_nia: Client, told: Told) -> None:
    """Neither the reference nor the id of what it came from, in any row that asking or seeing wrote."""
    db = app.extensions["riskapp"].db
    before = dump(db)
    as_nia.get(seek(as_nia))
    every = dump(db).items()
    written = str([row for table, rows in every for row in rows if row not in before[table]])
    with db.read() as conn:
        happening = find(conn, told.ref).id
    assert "L-1" in written
    assert happening not in written
    assert told.ref not in written


def test_without_a_reason_or_a_line_nothing_is_found(as_nia: Client, told: Told) -> None:
    for said in ({"reason": "  "}, {"line": "L-9"}, {"line": "every one"}, {"line": "1, 2"}):
        seek(as_nia, **said, status=422)  # type: ignore[arg-type]
    assert "Nobody has asked." in as_nia.get(ORIGINS).text


def test_the_answer_is_for_whoever_asked_and_for_an_hour(
    app: Flask, as_nia: Client, as_ruth: Client, told: Told
) -> None:
    there = seek(as_nia)
    as_ruth.get(there, status=403)
    app.extensions["riskapp"].clock.pass_by(minutes=61)
    as_nia.sign_in(NIA)
    later = as_nia.get(there).text
    assert told.ref not in later
    assert "ask again and say why" in later


def test_the_same_click_twice_is_asked_once(as_nia: Client, told: Told) -> None:
    as_nia.get(ORIGINS)
    hidden = as_nia._hidden(ORIGINS)
    for _time in range(2):
        as_nia.fetch("POST", ORIGINS, data={**hidden, "line": "L-1", "reason": WHY})
    assert as_nia.get(ORIGINS).text.count(WHY) == 1


def test_a_line_of_another_key_leads_nowhere(app: Flask, as_nia: Client, told: Told) -> None:
    runtime = app.extensions["riskapp"]
    object.__setattr__(runtime.keys, "origin", b"another" * 5)
    assert "Nothing that is here gives this line" in as_nia.get(seek(as_nia)).text


def test_nobody_else_may_ask(app: Flask, told: Told) -> None:
    client = Client(app, address="192.0.2.30").sign_in(SUNITA)
    answer = client.fetch("POST", ORIGINS, data={"csrf_token": client.token(), "line": "1"})
    assert answer.status_code == 403
