"""A post counts only if it comes from us; what was typed is never lost, nor shown to another."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete

from riskapp.accounts import services
from riskapp.accounts.tables import session
from riskapp.platform import audit, tokens
from riskapp.platform.db import Database
from riskapp.platform.keys import Keys
from tests.app import DEV, NOW, SUNITA, Client, MovingClock, make_app
from tests.page import Form
from tests.platform.web.conftest import Notes

HERE = "/notes/mine"
WORDS = "Maureen said: “I want to walk.” 🌱\r\nTwice."


def form(client: Client, path: str = HERE) -> Form:
    return client.get(path).form(path)


def test_a_post_from_our_own_page_counts(sunita: Client, notes: Notes) -> None:
    sunita.post(HERE, {"words": WORDS}, page=HERE, status=303)
    assert [words for _who, words in notes.saved] == [WORDS]


@pytest.mark.parametrize(
    "token", ["", "x", "0" * 64, "é" * 64, "\ud800".encode("utf-8", "surrogatepass")]
)
def test_without_token_or_stamp_nothing_happens(sunita: Client, notes: Notes, token: str) -> None:
    answer = sunita.fetch("POST", HERE, data={"csrf_token": token, "words": WORDS})
    assert answer.status_code == 403
    assert not notes.saved
    assert not notes.kept
    assert "Twice." in answer.text  # and what was typed can be copied from the page


def test_the_token_of_another_user_is_worth_nothing(
    app: Flask, sunita: Client, notes: Notes
) -> None:
    theirs = form(Client(app).sign_in(DEV)).fields["csrf_token"]
    assert (
        sunita.fetch("POST", HERE, data={"csrf_token": theirs, "words": WORDS}).status_code == 403
    )
    assert not notes.saved


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "nonsense"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "null"}, 303),
        ({}, 303),
    ],
)
def test_a_post_from_another_site_does_not_count_even_with_the_token(
    sunita: Client, notes: Notes, headers: dict[str, str], status: int
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    assert sunita.fetch("POST", HERE, data=data, headers=headers).status_code == status
    assert bool(notes.saved) == (status == 303)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_signing_in_and_out_need_the_token_too(visitor: Client, path: str) -> None:
    visitor.get("/sign-in")
    assert visitor.fetch("POST", path, data={"email": SUNITA}).status_code == 403
    assert visitor.fetch("POST", path, data={"csrf_token": "0" * 64}).status_code == 403


def test_a_page_left_open_for_days_still_saves_while_the_session_lives(
    db: Database, tmp_path: object, clock: MovingClock, notes: Notes
) -> None:
    app = make_app(db, tmp_path, clock=clock, idle_minutes=1440, absolute_hours=168)  # type: ignore[arg-type]
    client = Client(app).sign_in()
    page = client.get("/account")
    for _hour in range(26):
        clock.pass_by(hours=1)
        client.fetch("GET", "/account")
    token = page.form("/sign-out").fields["csrf_token"]
    assert client.fetch("POST", "/sign-out", data={"csrf_token": token}).status_code == 303


# --- a session that ended while somebody typed ---------------------------------------------------


def test_a_post_after_the_session_ended_loses_nothing(
    sunita: Client, notes: Notes, clock: MovingClock
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    clock.pass_by(hours=26)
    answer = sunita.fetch("POST", HERE, data=data)
    assert answer.headers["Location"] == "/sign-in?next=%2Fnotes%2Fmine&kept=1"
    assert not notes.saved
    page = sunita.follow()
    assert "What you had typed is kept" in page.text
    sunita.post("/sign-in", {"email": SUNITA, "password": "kettle marmalade lantern"}, status=303)
    assert sunita.follow().form(HERE).fields["words"] == WORDS.replace("\r\n", "\n")


def test_what_was_kept_is_not_shown_to_whoever_signs_in_next(
    sunita: Client, notes: Notes, clock: MovingClock
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    clock.pass_by(hours=26)
    sunita.fetch("POST", HERE, data=data)
    sunita.follow()
    sunita.post("/sign-in", {"email": DEV, "password": "kettle marmalade lantern"}, status=303)
    assert "walk" not in sunita.follow().html
    assert list(notes.kept.values()) == [WORDS]


def test_a_post_after_a_restart_with_no_cookie_at_all_is_kept(
    app: Flask, sunita: Client, notes: Notes
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    answer = Client(app).fetch("POST", HERE, data=data)
    assert "kept=1" in answer.headers["Location"]
    assert list(notes.kept.values()) == [WORDS]


def test_a_second_tab_that_signed_in_anew_loses_nothing(sunita: Client, notes: Notes) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    sunita.post("/sign-out", status=303)
    sunita.sign_in()
    answer = sunita.fetch("POST", HERE, data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    assert not notes.saved
    assert sunita.follow().form(HERE).fields["words"] == WORDS.replace("\r\n", "\n")


def test_a_page_of_one_user_posted_by_another_is_kept_for_the_first(
    sunita: Client, notes: Notes, app: Flask
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    sunita.post("/sign-out", status=303)
    sunita.sign_in(DEV)
    sunita.fetch("POST", HERE, data=data)
    with app.app_context():
        pass
    assert not notes.saved
    assert "walk" not in sunita.follow().html
    assert list(notes.kept.values()) == [WORDS]


def test_a_session_ended_in_the_middle_of_a_save_loses_nothing(
    app: Flask, sunita: Client, notes: Notes, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is alive when the request begins, and gone when the save has its turn."""
    data = {**form(sunita).fields, "words": WORDS}
    keeper = app.extensions["riskapp-web"].gate
    real = type(keeper).load
    looked: list[object] = []

    def load_then_end(self: object, conn: object, token: str, now: object) -> object:
        found = real(self, conn, token, now)  # type: ignore[arg-type]
        if not looked:
            looked.append(found)
            with db.write() as other:
                other.execute(delete(session))
        return found

    monkeypatch.setattr(type(keeper), "load", load_then_end)
    answer = sunita.fetch("POST", HERE, data=data)
    assert "kept=1" in answer.headers["Location"]
    assert not notes.saved
    assert list(notes.kept.values()) == [WORDS]


def test_nothing_is_kept_for_a_user_who_is_disabled(
    app: Flask, sunita: Client, notes: Notes
) -> None:
    data = {**form(sunita).fields, "words": WORDS}
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        services.disable_user(conn, runtime, audit.SYSTEM, SUNITA)
    assert (
        sunita.fetch("POST", HERE, data=data).headers["Location"] == "/sign-in?next=%2Fnotes%2Fmine"
    )
    assert not notes.kept


def test_nothing_is_kept_where_the_subject_is_not_for_them(
    sunita: Client, notes: Notes, clock: MovingClock
) -> None:
    data = {**form(sunita, "/notes/somebody-elses").fields, "words": WORDS}
    clock.pass_by(hours=26)
    answer = sunita.fetch("POST", "/notes/somebody-elses", data=data)
    assert "kept" not in answer.headers["Location"]
    assert not notes.kept


def test_a_script_is_told_in_its_own_language(
    sunita: Client, notes: Notes, clock: MovingClock
) -> None:
    """Autosave posts beneath the page, with the page's stamp."""
    fields = form(sunita).fields
    headers = {"X-CSRF-Token": fields["csrf_token"]}
    data = {"words": WORDS, "stamp": fields["stamp"]}
    assert sunita.fetch("POST", f"{HERE}/keep", data=data, headers=headers).status_code == 204
    clock.pass_by(hours=26)
    answer = sunita.fetch("POST", f"{HERE}/keep", data=data, headers=headers)
    assert answer.status_code == 401
    assert answer.get_json() == {
        "signed_out": True,
        "kept": True,
        "sign_in": "/sign-in?next=%2Fnotes%2Fmine&kept=1",
    }
    assert list(notes.kept.values()) == [WORDS]
    sunita.sign_in()
    answer = sunita.fetch("POST", f"{HERE}/keep", data=data, headers=headers)
    assert (answer.status_code, answer.get_json()) == (409, {"stale": True, "kept": True})


# --- stamps --------------------------------------------------------------------------------------

KEYS = Keys(web=b"w" * 32, audit=b"a" * 32, origin=b"o" * 32)
USER = "11111111-1111-4111-8111-111111111111"


def test_a_stamp_is_good_for_its_page_and_what_is_beneath_it() -> None:
    stamp = tokens.make_stamp(KEYS, USER, "/a/b", NOW)
    for path, user in (
        ("/a/b", USER),
        ("/a/b/keep", USER),
        ("/a", None),
        ("/a/c", None),
        ("/a/bc", None),
        ("/", None),
    ):
        assert tokens.read_stamp(KEYS, stamp, path, NOW) == user, path


def test_a_stamp_that_was_touched_or_is_too_old_names_nobody() -> None:
    stamp = tokens.make_stamp(KEYS, USER, "/a/b", NOW)
    touched = {
        stamp[:at] + ("0" if stamp[at] != "0" else "1") + stamp[at + 1 :]
        for at in range(len(stamp))
    }
    touched |= {
        stamp.replace(USER, USER.replace("1", "2")),
        stamp + "0",
        stamp[:-1],
        "",
        "..",
        "x" * 10_000,
    }
    assert all(tokens.read_stamp(KEYS, text, "/a/b", NOW) is None for text in touched)
    clock = MovingClock(NOW)
    clock.pass_by(days=7)
    assert tokens.read_stamp(KEYS, stamp, "/a/b", clock.now()) == USER
    clock.pass_by(seconds=1)
    assert tokens.read_stamp(KEYS, stamp, "/a/b", clock.now()) is None
    assert (
        tokens.read_stamp(
            Keys(web=b"x" * 32, audit=b"a" * 32, origin=b"o" * 32), stamp, "/a/b", NOW
        )
        is None
    )


def test_a_token_and_a_stamp_are_signed_for_their_purpose_alone() -> None:
    token = tokens.csrf_token(KEYS, f"{USER}.{int(NOW.timestamp())}./a")
    assert tokens.read_stamp(KEYS, f"{USER}.{int(NOW.timestamp())}.{token}", "/a", NOW) is None
