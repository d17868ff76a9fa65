"""Sunita signs in, and others try to."""

from __future__ import annotations

import json
import logging

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from flask import Flask
from sqlalchemy import select, update

from riskapp.accounts import services
from riskapp.accounts.tables import session, user_account
from riskapp.platform import audit
from riskapp.platform.audit.tables import audit as audit_log
from riskapp.platform.db import Database
from tests.app import DEV, PASSWORD, SUNITA, Client

# What must never be followed: other hosts, other schemes, and what some browser reads as one.
ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "\\/evil.example", "/\\/evil.example", "http://evil.example", "https://evil.example",
    "https:evil.example", "https:/evil.example", "HTTPS://evil.example", "ftp://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "blob:x",
    "evil.example", "evil.example/account", ".evil.example", "@evil.example",
    "http://127.0.0.1@evil.example", "/%5cevil.example", "/%5Cevil.example", "/%2f/evil.example",
    "/%2fevil.example", "/%252fevil.example", "/%255cevil.example", "/\t/evil.example",
    "/\n/evil.example", "/\r\n/evil.example", "/%09/evil.example", "/%0a/evil.example",
    "/%0d%0aLocation:%20https://evil.example", "\t//evil.example", " //evil.example",
    "/ /evil.example", "/./\\evil.example", "/..//evil.example", "/../evil", "/.//evil.example",
    "/\u3000/evil.example", "/\uff0fevil.example", "/account\x00", "/a" * 1500, "", "/sign-out",
    "/sign-in?next=/sign-in", "?next=/account", "#/account", "/<script>", "/'\"", "/%zz%5c",
]  # fmt: skip


def test_right_password_leads_to_the_page_that_was_asked_for(visitor: Client) -> None:
    assert visitor.fetch("GET", "/account").headers["Location"] == "/sign-in?next=%2Faccount"
    visitor.follow()
    visitor.post(
        "/sign-in", {"email": " SUNITA@northmoor.example ", "password": PASSWORD}, status=303
    )
    assert visitor.follow().h1 == "Your account"


def test_next_keeps_its_query(visitor: Client) -> None:
    visitor.fetch("GET", "/account?a=1&b=two%20words")
    page = visitor.follow()
    assert page.form("/sign-in").fields["next"] == "/account?a=1&b=two%20words"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_next_leads_to_another_site(visitor: Client) -> None:
    assert len(ELSEWHERE) >= 40
    for payload in ELSEWHERE:
        visitor.web.delete_cookie("riskapp", domain="localhost")
        visitor.get("/sign-in")
        answer = visitor.post(
            "/sign-in", {"email": SUNITA, "password": PASSWORD, "next": payload}, status=303
        )
        assert answer.headers["Location"] == "/", payload
        assert (
            visitor.fetch("GET", "/sign-in", query_string={"next": payload}).headers["Location"]
            == "/"
        )


def test_wrong_password_unknown_and_disabled_users_get_one_answer(
    app: Flask, visitor: Client
) -> None:
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        services.disable_user(conn, runtime, audit.SYSTEM, DEV)
    said = set()
    for email, password in (
        (SUNITA, "not the right one at all"),
        ("nobody@x.example", PASSWORD),
        (DEV, PASSWORD),
    ):
        visitor.get("/sign-in")
        answer = visitor.post("/sign-in", {"email": email, "password": password}, status=422)
        page = visitor._read(answer, "/sign-in", 422)
        assert page.title == "Error: Sign in – riskapp"
        said.add(page.text.replace(email, ""))
        assert password not in page.html
        assert visitor.fetch("GET", "/account").status_code == 303
    assert len(said) == 1


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Parameters]:
    """At which costs argon2 hashed anything, each time: nothing else at signing in takes as long."""
    done: list[Parameters] = []
    verify, make = PasswordHasher.verify, PasswordHasher.hash

    def verifies(hasher: PasswordHasher, kept: str, password: bytes) -> bool:
        done.append(extract_parameters(kept))
        return verify(hasher, kept, password)

    def makes(hasher: PasswordHasher, password: bytes) -> str:
        kept = make(hasher, password)
        done.append(extract_parameters(kept))
        return kept

    monkeypatch.setattr(PasswordHasher, "verify", verifies)
    monkeypatch.setattr(PasswordHasher, "hash", makes)
    return done


def test_an_unknown_user_takes_as_long_as_a_wrong_password(
    app: Flask, visitor: Client, hashed: list[Parameters]
) -> None:
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        services.disable_user(conn, runtime, audit.SYSTEM, DEV)

    def work(email: str) -> list[Parameters]:
        visitor.get("/sign-in")
        hashed.clear()
        visitor.post("/sign-in", {"email": email, "password": "wrong wrong wrong"}, status=422)
        return [*hashed]

    work(
        "nobody@northmoor.example"
    )  # once for each cost, what a stranger's is held against is made
    wrong, *others = map(work, (SUNITA, DEV, "nobody@northmoor.example"))
    assert [(one.memory_cost, one.time_cost, one.parallelism) for one in wrong] == [(8, 1, 1)]
    assert others == [wrong, wrong]


def test_a_megabyte_of_password_is_not_hashed(visitor: Client, hashed: list[Parameters]) -> None:
    visitor.get("/sign-in")
    visitor.post("/sign-in", {"email": SUNITA, "password": "a" * 1_000_000}, status=422)
    assert hashed == []


@pytest.mark.parametrize(
    "typed",
    ["\0", "a\0b@x.example", "\ud800@x.example", "'; DROP TABLE session;--", "x" * 5000, ""],
)
def test_odd_addresses_are_just_wrong(visitor: Client, typed: str) -> None:
    visitor.get("/sign-in")
    visitor.post(
        "/sign-in",
        {"email": typed.encode("utf-8", "surrogatepass"), "password": PASSWORD},
        status=422,
    )


def test_signing_in_gives_a_new_id_whatever_cookie_was_brought(app: Flask, db: Database) -> None:
    attacker = Client(app)
    attacker.get("/sign-in")
    planted = attacker.cookie
    assert planted
    victim = Client(app)
    victim.web.set_cookie("riskapp", planted)
    victim.sign_in()
    assert victim.cookie != planted
    assert attacker.fetch("GET", "/account").status_code == 303
    with db.read() as conn:
        kept = conn.execute(select(session.c.digest)).scalars().all()
    assert victim.cookie not in kept


def test_a_hash_with_other_costs_is_renewed_at_sign_in(app: Flask, db: Database) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with db.write() as conn:
        conn.execute(
            update(user_account).where(user_account.c.email == SUNITA).values(password_hash=old)
        )
    Client(app).sign_in()
    with db.read() as conn:
        new = conn.execute(
            select(user_account.c.password_hash).filter_by(email=SUNITA)
        ).scalar_one()
    assert new != old
    assert "m=8,t=1,p=1" in new
    assert Client(app).sign_in().get("/account").h1 == "Your account"


def test_signing_in_and_out_stands_in_the_audit_log(sunita: Client, db: Database) -> None:
    sunita.post("/sign-out", status=303)
    with db.read() as conn:
        said = conn.execute(select(audit_log.c.event).order_by(audit_log.c.seq)).scalars().all()
    assert said[-2:] == ["session.started", "session.ended"]


def test_nothing_typed_at_sign_in_is_logged(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("riskapp").propagate = True
    with caplog.at_level(logging.INFO, "riskapp"):
        visitor.get("/sign-in")
        visitor.post(
            "/sign-in",
            {"email": "evil\r\n{}@x.example", "password": "hunter2 hunter2 hunter2"},
            status=422,
        )
    lines = [
        json.dumps(record.__dict__, default=str)
        for record in caplog.records
        if record.name.startswith("riskapp")
    ]
    assert len(lines) == 2
    assert not any("evil" in line or "hunter2" in line for line in lines)
