"""Sessions end when they should, and do not come back."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from riskapp.accounts import queries, services, sessions
from riskapp.accounts.tables import session
from riskapp.core.actor import Actor
from riskapp.platform import audit
from riskapp.platform.db import Database
from tests.app import DEV, PASSWORD, SUNITA, Client, MovingClock, make_app

FIREFOX = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
}


def is_signed_in(client: Client) -> bool:
    return client.fetch("GET", "/account").status_code == 200


def test_a_session_ends_when_nothing_is_asked_for_too_long(
    sunita: Client, clock: MovingClock
) -> None:
    for _page in range(5):
        clock.pass_by(minutes=29, seconds=59)
        assert is_signed_in(sunita)
    clock.pass_by(minutes=31)
    assert not is_signed_in(sunita)


def test_a_session_ends_after_twelve_hours_however_busy(sunita: Client, clock: MovingClock) -> None:
    for _page in range(35):
        clock.pass_by(minutes=20)
        assert is_signed_in(sunita)
    clock.pass_by(minutes=20)
    assert not is_signed_in(sunita)


def test_being_seen_is_written_once_a_minute(
    sunita: Client, clock: MovingClock, db: Database
) -> None:
    def seen() -> object:
        with db.read() as conn:
            return conn.execute(select(session.c.seen_at)).scalar_one()

    first = seen()
    clock.pass_by(seconds=59)
    sunita.get("/account")
    assert seen() == first
    clock.pass_by(seconds=1)
    sunita.get("/account")
    assert seen() == clock.now()


def test_a_clock_set_back_ends_no_session(sunita: Client, clock: MovingClock) -> None:
    clock.pass_by(hours=-1)
    assert is_signed_in(sunita)


def test_a_session_is_dead_once_signed_out(app: Flask, sunita: Client) -> None:
    stolen = sunita.cookie
    answer = sunita.post("/sign-out", page="/account", status=303)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Location"] == "/sign-in"
    thief = Client(app)
    thief.web.set_cookie("riskapp", str(stolen))
    assert not is_signed_in(thief)


def test_signing_out_twice_is_no_trouble(sunita: Client) -> None:
    page = sunita.get("/account")
    token = page.form("/sign-out").fields["csrf_token"]
    assert sunita.fetch("POST", "/sign-out", data={"csrf_token": token}).status_code == 303
    assert sunita.fetch("POST", "/sign-out", data={"csrf_token": token}).status_code == 403


def test_a_disabled_user_is_out_at_once_everywhere(app: Flask, sunita: Client) -> None:
    elsewhere = Client(app).sign_in()
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        services.disable_user(conn, runtime, audit.SYSTEM, SUNITA)
    assert not is_signed_in(sunita)
    assert not is_signed_in(elsewhere)


def test_new_roles_begin_with_a_new_session(app: Flask, sunita: Client) -> None:
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        services.change_roles(conn, runtime, audit.SYSTEM, SUNITA, ["lead", "manager"])
    assert not is_signed_in(sunita)
    assert "team manager, lead" in Client(app).sign_in().get("/account").text


def test_a_late_sign_of_life_brings_no_session_back(
    app: Flask, sunita: Client, db: Database, clock: MovingClock
) -> None:
    with db.read() as conn:
        session_id = conn.execute(select(session.c.id)).scalar_one()
    sunita.post("/sign-out", page="/account", status=303)
    clock.pass_by(minutes=5)
    keeper = sessions.Doorkeeper(app.extensions["riskapp"].config)
    with db.write() as conn:
        keeper.note_seen(conn, session_id, clock.now())
        assert conn.execute(select(func.count()).select_from(session)).scalar_one() == 0
    assert not is_signed_in(sunita)


def test_a_user_disabled_while_their_request_is_under_way_writes_nothing(
    app: Flask, sunita: Client, db: Database
) -> None:
    """The lock is held while they post; by the time it is theirs, their session is gone."""
    sunita.get("/account")
    with db.read() as conn:
        session_id = conn.execute(select(session.c.id)).scalar_one()
        before = conn.execute(select(func.count()).select_from(session)).scalar_one()
    answers: list[int] = []

    def post() -> None:
        answer = sunita.post(f"/account/sessions/{uuid4()}/end")
        answers.append(answer.status_code)

    with db.write() as conn:
        thread = threading.Thread(target=post)
        if db.dialect == "sqlite":
            thread.start()  # waits for our turn to end
        conn.execute(delete(session).where(session.c.id == session_id))
    if db.dialect != "sqlite":
        thread.start()
    thread.join(60)
    assert answers == [303]  # to sign in, not 404 or 200
    assert before == 1


def test_people_see_and_end_their_sessions(app: Flask, sunita: Client, db: Database) -> None:
    there = Client(app, headers=FIREFOX).sign_in()
    page = sunita.get("/account")
    assert "Firefox, Windows" in page.text
    assert "A browser (this one)" in page.text
    with db.read() as conn:
        other = next(s for s in queries.list_sessions(conn, _user_id(conn)) if s.device)
    sunita.post(f"/account/sessions/{other.id}/end", status=303)
    assert not is_signed_in(there)
    assert is_signed_in(sunita)


def test_nobody_ends_a_session_of_somebody_else(app: Flask, sunita: Client, db: Database) -> None:
    dev = Client(app).sign_in(DEV)
    with db.read() as conn:
        hers = queries.list_sessions(conn, _user_id(conn))[0].id
    dev.get("/account")
    theirs = dev.post(f"/account/sessions/{hers}/end", status=404)
    nowhere = dev.post(f"/account/sessions/{uuid4()}/end", status=404)
    assert _without_reference(theirs.text) == _without_reference(nowhere.text)
    assert is_signed_in(sunita)


def test_a_new_password_ends_every_other_session(app: Flask, sunita: Client) -> None:
    there, before = Client(app).sign_in(), sunita.cookie
    sunita.get("/account")
    sunita.post(
        "/account/password",
        {"old_password": PASSWORD, "new_password": "granite umbrella seventy"},
        status=303,
    )
    assert "Your password is changed" in sunita.follow().text
    assert sunita.cookie == before
    assert not is_signed_in(there)
    Client(app).sign_in(password="granite umbrella seventy").get("/account")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("not my password at all", "granite umbrella seventy", "not your present password"),
        (PASSWORD, "short", "15 characters or more"),
        (PASSWORD, "sunita sunita sunita", "too easy to guess"),
        (PASSWORD, "x" * 129, "128 characters or fewer"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    sunita: Client, old: str, new: str, said: str
) -> None:
    sunita.get("/account")
    answer = sunita.post(
        "/account/password", {"old_password": old, "new_password": new}, status=422
    )
    assert said in answer.text
    assert f'value="{new}"' not in answer.text
    assert Client(sunita.app).sign_in().get("/account").h1 == "Your account"


def test_sessions_that_ran_out_are_swept_away(
    app: Flask, sunita: Client, db: Database, clock: MovingClock
) -> None:
    clock.pass_by(minutes=20)
    Client(app).sign_in(DEV)
    clock.pass_by(minutes=20)
    with db.write() as conn:
        assert sessions.sweep(conn, app.extensions["riskapp"].config, clock.now()) == 1


def test_cookies_are_strict_where_there_is_https(db: Database, tmp_path: object) -> None:
    app = make_app(db, tmp_path, https=True, hosts=("localhost",), proxies=0)  # type: ignore[arg-type]
    client = Client(app)
    client.fetch("GET", "/sign-in", base_url="https://localhost")
    assert client.last is not None
    said = client.last.headers["Set-Cookie"]
    assert said.startswith("__Host-riskapp=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} == {
        p.strip() for p in said.split(";")[1:]
    }
    assert len(said.split(";")[0].partition("=")[2]) == 64
    assert client.last.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_cookies_on_this_machine_are_plain_on_purpose(visitor: Client) -> None:
    visitor.get("/sign-in")
    assert visitor.last is not None
    said = visitor.last.headers["Set-Cookie"]
    assert said.startswith("riskapp=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} == {p.strip() for p in said.split(";")[1:]}
    assert "Strict-Transport-Security" not in visitor.last.headers


def test_the_actor_carries_roles_and_teams(
    app: Flask, sunita: Client, db: Database, clock: MovingClock
) -> None:
    runtime = app.extensions["riskapp"]
    with db.write() as conn:
        second = services.add_team(conn, runtime, audit.SYSTEM, "Night team")
        from sqlalchemy import insert  # noqa: PLC0415

        from riskapp.accounts.tables import membership  # noqa: PLC0415

        conn.execute(insert(membership).values(user_id=_user_id(conn), team_id=second))
    keeper = sessions.Doorkeeper(runtime.config)
    with db.read() as conn:
        found = keeper.load(conn, str(sunita.cookie), clock.now())
        north = queries.find_team(conn, "north")
        assert found is not None
        assert north is not None
        assert found.actor == Actor(
            _user_id(conn), "Sunita Rao", frozenset({"practitioner"}), frozenset({north.id, second})
        )
        assert queries.find_actor(conn, found.actor.user_id) == found.actor


def _user_id(conn: object) -> str:
    return queries.get_user(conn, SUNITA).id  # type: ignore[arg-type]


def _without_reference(text: str) -> str:
    import re  # noqa: PLC0415

    return re.sub(r"Reference: \w+|value=\"[0-9a-f]{64}\"", "", text)
