"""What goes back out: headers, pages about problems, log lines, files."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from riskapp.platform import access, logs, web
from riskapp.platform.assets import Assets
from riskapp.platform.db import Database
from tests.app import Client, MovingClock, make_app
from tests.page import read_page
from tests.platform.web.conftest import Notes

EXACTLY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
    " magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def check_headers(client: Client, status: int, cache: str = "no-store") -> None:
    assert client.last is not None
    assert client.last.status_code == status
    for name, value in EXACTLY.items():
        assert client.last.headers.getlist(name) == [value]
    assert client.last.headers.getlist("Cache-Control") == [cache]
    assert "Strict-Transport-Security" not in client.last.headers


def test_every_answer_carries_the_same_strict_headers(app: Flask, sunita: Client) -> None:
    app.testing = False
    sunita.get("/account")
    check_headers(sunita, 200)
    sunita.fetch("GET", "/sign-in")
    check_headers(sunita, 303)
    sunita.fetch("GET", "/account", headers={"Host": "evil.example"})
    check_headers(sunita, 400)
    sunita.get("/leads", status=403)
    check_headers(sunita, 403)
    sunita.get("/no/such/page", status=404)
    check_headers(sunita, 404)
    sunita.fetch("DELETE", "/account")
    check_headers(sunita, 405)
    sunita.fetch("POST", "/notes/x", data={"words": "a" * 3_000_000})
    check_headers(sunita, 413)
    sunita.fetch("GET", "/broken")
    check_headers(sunita, 500)
    for _try in range(6):
        sunita.get("/account")
        sunita.post("/sign-in", {"email": "x@x.example", "password": "y"})
    check_headers(sunita, 429)
    sunita.fetch("GET", web.Carrier(app.extensions["riskapp"]).assets.url("screen.css"))
    check_headers(sunita, 200, f"max-age={10 * 365 * 24 * 3600}, public, immutable")
    sunita.fetch("GET", "/static/screen.css")
    check_headers(sunita, 200, "max-age=3600, public")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_gone_is_said_in_plain_words_and_keeps_the_text(
    app: Flask, sunita: Client, db: Database, notes: Notes
) -> None:
    data = {**sunita.get("/notes/x").form("/notes/x").fields, "words": "What Maureen <b>said</b>"}
    with db.write() as conn:
        conn.execute(text("ALTER TABLE session RENAME TO elsewhere"))
    sunita.fetch("GET", "/account")
    check_headers(sunita, 503)
    assert sunita.last is not None
    assert sunita.last.headers["Retry-After"] == "10"
    answer = sunita.fetch("POST", "/notes/x", data=data)
    page = read_page(answer.text, "/notes/x")
    assert page.h1 == "riskapp cannot save or look things up just now"
    assert page.tree.find(".//textarea").text == "What Maureen <b>said</b>"  # type: ignore[union-attr]
    assert sunita.fetch("GET", "/healthz").status_code == 200
    with db.write() as conn:
        conn.execute(text("ALTER TABLE elsewhere RENAME TO session"))
    sunita.post("/notes/x", data, status=303)


def test_a_locked_database_answers_503_and_not_500(
    app: Flask, sunita: Client, monkeypatch: pytest.MonkeyPatch, db: Database
) -> None:
    sunita.get("/notes/x")

    def locked(*_args: object) -> object:
        raise OperationalError("UPDATE …", {"words": "secret"}, Exception("database is locked"))

    monkeypatch.setattr(type(app.extensions["riskapp-web"].gate), "load", locked)
    answer = sunita.fetch("POST", "/notes/x", data={"words": "kept", "csrf_token": sunita.token()})
    assert answer.status_code == 503
    assert "kept" in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "h1"),
    [
        ("/no/such/page", 404, "Page not found"),
        ("/leads", 403, "This page is not part of your work here"),
        ("/account/sessions/not-a-uuid/end", 404, "Page not found"),
        ("/%00", 404, "Page not found"),
        ("/account%0d%0aSet-Cookie:x=1", 404, "Page not found"),
        ("/<script>alert(1)</script>", 404, "Page not found"),
    ],
)
def test_a_problem_is_said_in_plain_words_with_a_reference(
    sunita: Client, path: str, status: int, h1: str, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("riskapp").propagate = True
    with caplog.at_level(logging.INFO, "riskapp"):
        page = sunita.get(path, status=status)
    assert page.h1 == h1
    reference = re.search(r"Reference: ([0-9A-F]{8})", page.text)
    assert reference
    assert caplog.records[-1].facts["request"] == reference[1]  # type: ignore[attr-defined]
    assert caplog.records[-1].facts["status"] == status  # type: ignore[attr-defined]
    assert "<script>" not in page.html


def test_signed_out_people_get_the_same_pages(visitor: Client) -> None:
    assert visitor.get("/no/such/page", status=404).h1 == "Page not found"
    assert visitor.fetch("GET", "/leads").headers["Location"] == "/sign-in?next=%2Fleads"


def test_an_unforeseen_error_says_sorry_and_logs_where_not_what(
    app: Flask, sunita: Client, caplog: pytest.LogCaptureFixture
) -> None:
    app.testing = False
    logging.getLogger("riskapp").propagate = True
    with caplog.at_level(logging.INFO):
        page = sunita.get("/broken", status=500)
    assert page.h1 == "Sorry, there is a problem"
    assert "Traceback" not in page.html
    problem = next(r for r in caplog.records if r.getMessage() == "problem")
    assert problem.facts["error"] == "ValueError"  # type: ignore[attr-defined]
    assert "broken" in problem.facts["where"][-1]  # type: ignore[attr-defined]
    assert problem.facts["request"] in page.text  # type: ignore[attr-defined]
    assert "Maureen" not in caplog.text
    assert not any("Maureen" in json.dumps(r.__dict__, default=str) for r in caplog.records)


@pytest.mark.parametrize("size", [2_100_000, 9_000_000, 50_000_000])
def test_too_large_a_post_gives_back_what_it_can(sunita: Client, notes: Notes, size: int) -> None:
    body = f"words={'a' * 50}&more={'b' * size}"
    answer = sunita.fetch(
        "POST", "/notes/x", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert ("a" * 50 in answer.text) == (size < 10_000_000)
    assert not notes.saved


def test_passwords_and_addresses_are_not_given_back(sunita: Client) -> None:
    answer = sunita.fetch(
        "POST",
        "/account/password",
        data={"old_password": "opensesame1", "new_password": "opensesame2", "email": "a@b.example"},
    )
    assert answer.status_code == 403
    assert "opensesame" not in answer.text
    assert "a@b.example" not in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "a b",
    ],
)
def test_other_hosts_are_not_answered(visitor: Client, host: str) -> None:
    answer = visitor.fetch("GET", "/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_forwarded_headers_are_believed_only_from_as_many_proxies_as_there_are(
    db: Database, tmp_path: Path, clock: MovingClock
) -> None:
    bare = make_app(db, tmp_path, clock=clock)
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
    }
    assert Client(bare).fetch("GET", "/sign-in", headers=forged).status_code == 200
    behind = make_app(
        db, tmp_path, clock=clock, cast=False, https=True, hosts=("risk.example",), proxies=1
    )
    seen: list[str | None] = []

    @behind.before_request
    def look() -> None:
        from flask import request  # noqa: PLC0415

        seen.append(request.remote_addr)

    client = Client(behind)
    through = {
        "X-Forwarded-For": "203.0.113.9, 198.51.100.4",
        "X-Forwarded-Host": "risk.example",
        "X-Forwarded-Proto": "https",
    }
    assert client.fetch("GET", "/sign-in", headers=through).status_code == 200
    assert (
        client.fetch(
            "GET", "/sign-in", headers={**through, "X-Forwarded-Host": "evil.example"}
        ).status_code
        == 400
    )
    assert seen == ["198.51.100.4", "198.51.100.4"]


# --- logs ----------------------------------------------------------------------------------------


def test_a_log_line_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("riskapp.event", logging.INFO, "", 0, "request", None, None)
    record.facts = {"route": "a\r\nb\x1b[31m\u2028\u2029\x85\u202e", "user": None}
    line = logs.JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    found = json.loads(line)
    assert datetime.fromisoformat(found["at"]).utcoffset() is not None
    assert found["at"].endswith("+00:00")


def test_each_request_is_one_line_with_user_route_and_status(
    sunita: Client, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("riskapp").propagate = True
    with caplog.at_level(logging.INFO, "riskapp"):
        sunita.get("/notes/Maureen-Hughes?words=secret")
        sunita.fetch("GET", "/leads", headers={"User-Agent": "evil\tagent"})
        sunita.fetch("GET", "/Maureen/Hughes")
    facts = [record.facts for record in caplog.records]  # type: ignore[attr-defined]
    assert [(f["route"], f["status"]) for f in facts] == [
        ("/notes/<ref>", 200),
        ("/leads", 403),
        (None, 404),
    ]
    assert facts[0]["user"] == facts[1]["user"]
    assert len(facts[0]["user"]) == 36
    assert "Maureen" not in str(facts)
    assert "evil" not in str(facts)


# --- rules, files, signposts ---------------------------------------------------------------------


def test_riskapp_does_not_start_with_a_route_without_a_rule(app: Flask) -> None:
    access.check_every_route(app)
    app.add_url_rule("/bare", "bare", lambda: "open to all")
    with pytest.raises(RuntimeError, match="/bare"):
        access.check_every_route(app)
    assert Client(app).sign_in().fetch("GET", "/bare").status_code == 403
    with pytest.raises(ValueError, match="name the roles"):
        access.allow()


def test_a_file_s_name_changes_with_its_content(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "a.css").write_text("a {}")
    first = Assets(tmp_path).url("build/a.css")
    (tmp_path / "build" / "a.css").write_text("b {}")
    second = Assets(tmp_path).url("build/a.css")
    assert re.fullmatch(r"/static/build/a\.[0-9a-f]{12}\.css", first)
    assert first != second
    assert Assets(tmp_path).url("missing.css") == "/static/missing.css"


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static//screen.css",
        "/static/screen.css.map",
    ],
)
def test_nothing_but_our_files_is_served(visitor: Client, path: str) -> None:
    assert visitor.fetch("GET", path).status_code == 404


def test_healthz_says_ok_and_nothing_else(visitor: Client) -> None:
    assert visitor.fetch("GET", "/healthz").data == b"ok\n"
    assert "Set-Cookie" not in visitor.last.headers  # type: ignore[union-attr]


def test_security_txt_names_the_contact_and_has_not_expired(
    app: Flask, visitor: Client, clock: MovingClock, db: Database, tmp_path: Path
) -> None:
    said = visitor.fetch("GET", "/.well-known/security.txt").text
    assert "Contact: mailto:security@northmoor.example\n" in said
    expires = re.search(r"Expires: (\S+)", said)
    assert expires
    assert datetime.fromisoformat(expires[1]) > clock.now()
    silent = make_app(db, tmp_path, clock=clock, cast=False, security_contact="")
    assert Client(silent).fetch("GET", "/.well-known/security.txt").status_code == 404


def test_looking_changes_nothing(sunita: Client, db: Database) -> None:
    def everything() -> list[object]:
        from riskapp.platform.db import metadata  # noqa: PLC0415

        with db.read() as conn:
            return [conn.execute(table.select()).all() for table in metadata.sorted_tables]

    before = everything()
    for path in ("/account", "/sign-in", "/healthz", "/sign-out", "/nowhere"):
        sunita.fetch("GET", path)
        sunita.fetch("HEAD", path)
        sunita.fetch("OPTIONS", path)
    assert everything() == before
