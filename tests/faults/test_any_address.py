"""Whatever stands in an address or is asked of a page: an answer in words, and no error of ours."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.app import NIA, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.crawling import walk
from tests.faults.filling import (
    ASKED,
    fill_conversation,
    note_court,
    seal,
)
from tests.faults.hostile import (
    SHORT as SHAPES,
)
from tests.faults.hostile import assert_nothing_came_alive
from tests.panel.sitting.making import INGRID, TERMS, arrange, make_panel, put_out

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


PARTS = (
    "%00",
    "%ED%A0%80",
    "%ff",
    "..%2f..%2fetc%2fpasswd",
    "%3Cscript%3E",
    "%7B%7B7*7%7D%7D",
    "%25s",
    "%25(name)s",
    "'%20OR%201=1",
    "x" * 3_000,
    "-1",
    "0",
    "99999999999999999999999",
    "RA-0001",
    "RA-9999999999",
    "RA-٠٠٠١",
    "ra-0001 ",
    "P-0001",
    "PS-0001.0",
    "PS-0001.1.1",
    "PS-0001.999.999",
    "None",
    "00000000-0000-0000-0000-000000000000",
    "%0d%0aSet-Cookie:%20a=b",
)


@POSTGRESQL_SELDOM
def test_every_address_answers_whatever_stands_in_it(app: Flask, as_sunita: Client) -> None:
    """Each part of each route in turn, the others being real."""
    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, lambda _control, _most: "words")
    seal(as_sunita, ref)
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    as_sunita.post(f"/decisions/{ref}/draft", page=f"/decisions/{ref}", status=303)
    assert as_sunita.last is not None
    rendition = as_sunita.last.headers["Location"].rpartition("/")[2]
    view = note_court(as_sunita, ref).rpartition("/")[2]
    item = next(
        p for p in walk(as_sunita, f"/decisions/{ref}/both-sides").pages if "/consequences/" in p
    )
    good = {
        "ref": ref,
        "step": "both-sides",
        "collection": "consequences",
        "item": item.rpartition("/")[2],
        "rendition": rendition,
        "view": view,
        "happening": "WH-0001",
        "condition": "00000000-0000-0000-0000-000000000000",
        "number": "1",
        "layout": "full",
        "session_id": "00000000-0000-0000-0000-000000000000",
        "prompt": "00000000-0000-0000-0000-000000000000",
        "out": "00000000-0000-0000-0000-000000000000",
        "part": "1",
        "hold": "00000000-0000-0000-0000-000000000000",
        "secret": "x" * 43,
        "seat": "1",
        "search": "00000000-0000-0000-0000-000000000000",
    }
    sitting = arrange(as_sunita, make_panel(app, TERMS, SUNITA, SUNITA), ref)
    items = {"/papers": put_out(as_sunita, sitting).rpartition("/")[2], "/sittings": sitting}
    tried, read = 0, set()
    for rule in app.url_map.iter_rules():
        for wrong in sorted(rule.arguments):
            for part in PARTS:
                ours = items.get(f"/{rule.rule.split('/')[1]}", ref)
                given = {**good, "ref": ours, wrong: part}
                path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m, given=given: given[m[1]], rule.rule)
                for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
                    data = (
                        {"csrf_token": as_sunita.token(), "key": "k"} if method == "POST" else None
                    )
                    answer = as_sunita.fetch(method, path, data=data)
                    assert answer.status_code in {
                        200,
                        302,
                        303,
                        308,
                        400,
                        403,
                        404,
                        405,
                        409,
                        422,
                    }, (
                        method,
                        path,
                    )
                    kind = (rule.rule, wrong, answer.status_code)
                    if (
                        answer.mimetype == "text/html"
                        and kind not in read
                        and "Location" not in answer.headers
                    ):
                        read.add(kind)
                        as_sunita._read(answer, path, answer.status_code)
                    assert "Set-Cookie:" not in str(answer.headers.get("Location"))
                    tried += 1
    assert tried > 500


QUERIES = ("removed", "where", "next", "kept", "changed", "nothing")


@pytest.mark.long
@POSTGRESQL_SELDOM
def test_every_page_answers_whatever_is_asked_of_it(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, lambda _control, _most: "words")
    pages = [*(f"/decisions/{ref}/{s}" for s in ASKED), f"/decisions/{ref}/safeguarding", "/account",
             f"/decisions/{ref}", "/", "/people"]  # fmt: skip
    for path in pages:
        for name in QUERIES:
            for part in PARTS:
                answer = as_sunita.fetch("GET", f"{path}?{name}={part}&{name}=again")
                assert answer.status_code == 200, (path, name, part)
        as_sunita.get(path)


@ON_SQLITE
def test_signing_in_takes_any_words(app: Flask) -> None:
    for n, value in enumerate((*SHAPES, "\x00", "\x1b", "x" * 100_000, "ŵ" * 300)):
        visitor = Client(app, address=f"192.0.2.{n + 20}")
        visitor.get("/sign-in")
        answer = visitor.post("/sign-in", {"email": value, "password": value, "next": value})
        assert answer.status_code in {422, 429}
        assert_nothing_came_alive(visitor._read(answer, "/sign-in", answer.status_code), "/sign-in")


def test_changing_a_password_takes_any_words(as_sunita: Client) -> None:
    for value in (*SHAPES[:6], "\x00" * 20, "x" * 100_000):
        answer = as_sunita.post(
            "/account/password", {"old_password": value, "new_password": value}, page="/account"
        )
        assert answer.status_code in {422, 429}


def test_a_nul_in_what_is_sent_is_no_error_of_ours(app: Flask) -> None:
    """PostgreSQL takes none in a text; a question says where it stands, anything else is refused."""
    chair = Client(app, address="192.0.2.20").sign_in(INGRID)
    home = f"/sittings/{arrange(chair, make_panel(app))}"
    said = dict.fromkeys(("panel", "user", "referral", "attendance"), "\x00")
    for path in ("/sittings", f"{home}/members", f"{home}/coming", f"{home}/agenda"):
        data = {**said, "part": "member", "minutes": "", "csrf_token": chair.token()}
        assert chair.fetch("POST", path, data=data).status_code in {400, 404, 422}, path
    nia = Client(app, address="192.0.2.21").sign_in(NIA)
    assert nia.fetch("GET", "/governance?whom=%00").status_code in {200, 400}
    visitor = Client(app, address="192.0.2.22")
    visitor.get("/sign-in")
    words = {"email": "\x00", "password": "x", "csrf_token": visitor.token()}
    assert visitor.fetch("POST", "/sign-in", data=words).status_code in {400, 422}
