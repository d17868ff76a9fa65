"""Guessing is slow, and never anybody's lock-out."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event, select

from riskapp.accounts import services
from riskapp.accounts.rules import LIMITS, Limit, Tries, wait
from riskapp.accounts.tables import sign_in_tries
from riskapp.platform.db import Database
from riskapp.platform.runtime import Runtime
from tests.app import CAST, DEV, PASSWORD, SUNITA, Client, MovingClock

HOME, OFFICE = "198.51.100.1", "192.0.2.7"


def guess(
    runtime: Runtime, email: str, address: str, password: str = "a guess, and a long one"
) -> services.SignIn:
    return services.sign_in(
        runtime, email=email, password=password, address=address, device="", old_token=""
    )


def test_pauses_double_and_stay_short() -> None:
    at, limit = datetime(2026, 11, 12, tzinfo=UTC), Limit(5, timedelta(minutes=5))
    pauses = [wait(limit, Tries(count, at), at).total_seconds() for count in range(18)]
    assert pauses == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert wait(limit, Tries(10_000, at), at + timedelta(minutes=15)) == timedelta(0)


def test_five_tries_are_free_then_one_waits(
    app: Flask, visitor: Client, clock: MovingClock
) -> None:
    for _try in range(5):
        visitor.get("/sign-in")
        visitor.post(
            "/sign-in", {"email": SUNITA, "password": "wrong, but long enough"}, status=422
        )
    answer = visitor.post("/sign-in", {"email": SUNITA, "password": PASSWORD}, status=429)
    assert answer.headers["Retry-After"] == "1"
    assert "Wait 1 second," in answer.text
    clock.pass_by(seconds=1)
    visitor.post("/sign-in", {"email": SUNITA, "password": PASSWORD}, status=303)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_thousand_guesses_at_one_account_from_everywhere_are_few_that_count(
    app: Flask, clock: MovingClock
) -> None:
    runtime = app.extensions["riskapp"]
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token  # she has signed in from here before
    heard = 0
    for number in range(1000):
        clock.pass_by(seconds=0.3)  # five minutes in all
        heard += not guess(runtime, SUNITA, f"10.0.{number // 250}.{number % 250}").wait
    assert heard <= 15
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_thousand_guesses_at_ten_accounts_from_one_address_do_not_shut_the_office_out(
    app: Flask, clock: MovingClock
) -> None:
    runtime = app.extensions["riskapp"]
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token
    emails = [email for email, *_rest in CAST if email != SUNITA] + ["a@x.example", "b@x.example"]
    heard = 0
    for number in range(1000):
        clock.pass_by(seconds=0.3)
        heard += not guess(runtime, emails[number % 10], OFFICE).wait
    assert heard <= 130
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("tries", [95, 130])
def test_from_a_shared_address_nobody_reads_who_has_an_account(
    app: Flask, clock: MovingClock, tries: int
) -> None:
    """The same tries from two addresses, at an account known at one of them and at nobody's."""
    runtime = app.extensions["riskapp"]
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token  # she has signed in from here before
    for number in range(tries):
        for address in (OFFICE, HOME):
            guess(runtime, f"{number}@{address}", address)
    for _moment in range(12):
        hers = guess(runtime, SUNITA, OFFICE)
        assert hers == guess(runtime, "nobody@x.example", HOME)
        clock.pass_by(seconds=max(hers.wait.total_seconds(), 20) / 2)
    clock.pass_by(minutes=5)
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token


@pytest.fixture
def work(db: Database, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is done, counted as it is done: looks at a password, statements, transactions."""
    done: Counter[str] = Counter()
    look = PasswordHasher.verify

    def counted(self: PasswordHasher, *given: Any) -> bool:
        done["looks"] += 1
        return look(self, *given)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    event.listen(db.engine, "commit", lambda *_: done.update(["transactions"]))
    event.listen(db.engine, "before_cursor_execute", lambda *_: done.update(["statements"]))
    return done


@pytest.mark.parametrize("tries", [0, 130])
def test_from_a_shared_address_no_try_in_vain_is_more_work_than_another(
    app: Flask, clock: MovingClock, work: Counter[str], tries: int
) -> None:
    """Somebody known at the address, somebody known elsewhere, and nobody: until they have to wait."""
    runtime = app.extensions["riskapp"]
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token
    for number in range(tries):
        guess(runtime, f"{number}@x.example", OFFICE)
    for _try in range(8):
        done = []
        for email in (SUNITA, DEV, "nobody@x.example"):
            work.clear()
            guess(runtime, email, OFFICE)
            done.append(dict(work))
        assert done[0] == done[1] == done[2]
        assert done[0]["looks"] == 1
    clock.pass_by(minutes=5)
    assert guess(runtime, SUNITA, OFFICE, PASSWORD).token


def test_counts_outlive_a_restart_and_are_shared_by_processes(
    db: Database, app: Flask, tmp_path: object
) -> None:
    first = app.extensions["riskapp"]
    for _try in range(5):
        guess(first, DEV, HOME)
    url = db.url.render_as_string(hide_password=False)
    second = Runtime(first.config, Database(url), first.clock, first.keys)
    try:
        assert guess(second, DEV, HOME, PASSWORD).wait
    finally:
        second.db.close()


def test_guesses_made_at_once_count_as_many(app: Flask) -> None:
    runtime = app.extensions["riskapp"]
    with ThreadPoolExecutor(8) as pool:
        tried = list(pool.map(lambda _n: guess(runtime, SUNITA, HOME), range(24)))
    heard = sum(not outcome.wait for outcome in tried)
    assert heard == 5


def test_waiting_guesses_do_not_prolong_the_wait(app: Flask, clock: MovingClock) -> None:
    runtime = app.extensions["riskapp"]
    while not guess(runtime, SUNITA, HOME).wait:
        pass
    for _try in range(200):
        assert guess(runtime, SUNITA, HOME).wait
    clock.pass_by(seconds=1)
    assert guess(runtime, SUNITA, HOME, PASSWORD).token


def test_a_good_sign_in_does_not_count_against_its_office(app: Flask) -> None:
    runtime = app.extensions["riskapp"]
    for _morning in range(LIMITS["address"].free // 4):
        for email, *_rest in CAST[:5]:
            assert guess(runtime, email, OFFICE, PASSWORD).token


def test_who_was_tried_cannot_be_read_from_the_database(app: Flask, db: Database) -> None:
    guess(app.extensions["riskapp"], SUNITA, HOME)
    with db.read() as conn:
        keys = conn.execute(select(sign_in_tries.c.key)).scalars().all()
    assert len(keys) == 3
    assert all(len(key) == 64 for key in keys)


def test_a_stolen_session_cannot_guess_the_password_at_leisure(sunita: Client) -> None:
    sunita.get("/account")
    for _try in range(6):
        sunita.post(
            "/account/password",
            {"old_password": "a guess, long enough", "new_password": "x"},
            status=422,
        )
    answer = sunita.post(
        "/account/password", {"old_password": PASSWORD, "new_password": "granite umbrella seventy"}
    )
    assert answer.status_code == 422
