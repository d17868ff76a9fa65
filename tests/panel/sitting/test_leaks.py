"""No byte of a view before its time, by any route or role; nor when somebody writes one."""

from __future__ import annotations

import json
import logging
import re

import pytest
from flask import Flask

from riskapp.decision.services.carrying import export_record
from riskapp.panel.sitting.steps.view import View
from riskapp.platform import audit
from riskapp.platform.forms.fields import ProseField
from riskapp.platform.trail import trail_of
from tests.app import CAST, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.dumping import dump
from tests.panel.sitting.conftest import At, Panel, sign_in
from tests.panel.sitting.making import GRACE, INGRID, NIA, RUTH, TOMOS

# What stands in each view, and in the note for the panel alone.
SAVED, GIVEN, ENTERED, NOTE = "zqsaved", "zqgiven", "zqentered", "zqnote"
KEYS = tuple(asked.key for asked in View() if isinstance(asked, ProseField) and asked.key != "note")
SEATS = range(1, 6)
RUTHS_SEAT = 5


def marked(mark: str) -> dict[str, str]:
    return {**{key: f"{mark} {key}" for key in KEYS}, "note": f"{mark} {NOTE}"}


@pytest.fixture
def written(out: Panel) -> Panel:
    """Tomos has saved a view and typed more, Grace gave one, Nia entered one for Ruth on paper."""
    for one in (out.chair, out.tomos, out.grace, out.ruth):
        one.declare()
    out.tomos.write("later", **marked(SAVED))
    page = f"{out.tomos.papers()}/view"
    out.tomos.client.post(f"{page}/keep", marked(SAVED), page=page, status=200)
    out.grace.write(**marked(GIVEN))
    seat = out.clerk.papers(seat=RUTHS_SEAT)
    out.clerk.client.post(f"{seat}/enter", {"how": "paper"}, page=out.clerk.papers(), status=303)
    out.clerk.write(seat=RUTHS_SEAT, **marked(ENTERED))
    return out


def addresses(app: Flask, sitting: str, *, everywhere: bool) -> list[str]:
    """Every GET route there is of this sitting, and of its first item with each seat; or of anything."""
    of = {
        "/sittings": [sitting],
        "/papers": [f"{sitting}.1", *(f"{sitting}.1.{seat}" for seat in SEATS)],
    }
    found = set()
    for rule in app.url_map.iter_rules():
        refs = of.get(f"/{rule.rule.split('/')[1]}")
        if "GET" not in (rule.methods or ()) or not (refs or everywhere):
            continue
        for ref in refs or ["RA-0001", "P-0001", "PN-0001", "RP-0001"]:
            for step in ("view", "when", "both-sides"):
                path = rule.rule.replace("<ref>", ref).replace("<step>", step)
                path = path.replace("<number>", "1").replace("<layout>", "full")
                found.add(re.sub(r"<[^>]*>", "00000000-0000-4000-8000-000000000000", path))
    return sorted(found)


def read_by(client: Client, paths: list[str], *marks: str) -> list[tuple[str, str]]:
    """Which marks somebody finds where."""
    found = []
    for path in paths:
        answer = client.fetch("GET", path)
        said = answer.get_data() + str(answer.headers).encode()
        found += [(path, mark) for mark in marks if mark.encode() in said]
    return found


@POSTGRESQL_SELDOM
@pytest.mark.parametrize(
    "everywhere", [False, pytest.param(True, marks=pytest.mark.long)], ids=["here", "everywhere"]
)
def test_no_route_says_a_byte_of_a_view_before_it_is_opened(
    app: Flask, written: Panel, caplog: pytest.LogCaptureFixture, *, everywhere: bool
) -> None:
    logging.getLogger("riskapp").propagate = True
    paths = ["/", "/learning", *addresses(app, written.chair.ref, everywhere=everywhere)]
    assert len(paths) > (100 if everywhere else 40)
    own = {TOMOS: SAVED, GRACE: GIVEN, RUTH: ENTERED}
    marks = (SAVED, GIVEN, ENTERED)
    with caplog.at_level(logging.DEBUG):
        for email, *_rest in CAST:
            others = [mark for mark in marks if own.get(email) != mark]
            found = read_by(sign_in(app, email), paths, *others)
            assert not found, (email, found)
    runtime = app.extensions["riskapp"]
    tables = dump(runtime.db)
    with runtime.db.write() as conn:
        exported = json.dumps(
            export_record(conn, trail_of(runtime), audit.SYSTEM, written.decision)
        )
    logged = caplog.text + "".join(str(vars(one)) for one in caplog.records)
    for where, text in (
        ("audit", str(tables["audit"])),
        ("jobs", str(tables["job"])),
        ("export", exported),
        ("log", logged),
    ):
        assert not [mark for mark in marks if mark in text], where


@POSTGRESQL_SELDOM
def test_once_open_all_members_read_what_was_given_and_nothing_else(
    app: Flask, written: Panel
) -> None:
    written.chair.do("open")
    paths = ["/", *addresses(app, written.chair.ref, everywhere=False)]
    for email, *_rest in CAST:
        found = {mark for _path, mark in read_by(sign_in(app, email), paths, GIVEN, ENTERED, SAVED)}
        expected = {GIVEN, ENTERED} if email in (INGRID, TOMOS, GRACE, RUTH, NIA) else set()
        assert found == expected | ({SAVED} if email == TOMOS else set()), email


# -- when somebody writes ------------------------------------------------------------------------

# What is drawn anew for each page, whoever asks.
FRESH = re.compile(r'(name="(?:key|stamp|csrf_token)" value|nonce|data-key)="[^"]*"')


def seen_by(at: At) -> list[str]:
    """Every page of the sitting and the item, without what is fresh on each."""
    answers = [at.client.fetch("GET", page) for page in (at.home, at.papers(), "/sittings", "/")]
    return [FRESH.sub(r'\1=""', answer.get_data(as_text=True)) for answer in answers]


@POSTGRESQL_SELDOM
def test_pages_of_the_others_are_the_same_to_the_byte_while_somebody_writes(out: Panel) -> None:
    """Those who lead the sitting learn that a view was given, and never that one is being written."""
    for one in out.members:
        one.declare()
    before = {one.email: seen_by(one) for one in (out.chair, out.clerk, out.grace, out.ruth)}
    page = f"{out.tomos.papers()}/view"
    out.tomos.client.post(f"{page}/keep", {"view": "She"}, page=page, status=200)
    out.tomos.write("later", view="She can.")
    for one in (out.chair, out.clerk, out.grace, out.ruth):
        assert seen_by(one) == before[one.email], one.email
    out.tomos.write(view="She can go.")
    assert seen_by(out.chair) != before[out.chair.email]
    given = seen_by(out.chair)
    for one in (out.grace, out.ruth):
        assert seen_by(one) == before[one.email], one.email
    out.app.extensions["riskapp"].clock.pass_by(minutes=9)
    out.tomos.do("take-back")
    out.tomos.write(view="She can go now.")
    assert seen_by(out.chair) == given  # not when, and not that it changed
    out.tomos.do("take-back")
    out.tomos.declare("yes")  # what the chair sees of that, the others do not
    for one in (out.grace, out.ruth):
        assert seen_by(one) == before[one.email], one.email


@POSTGRESQL_SELDOM
def test_what_a_member_writes_themselves_is_closed_to_whoever_enters_it(out: Panel) -> None:
    """And what one of them enters, to the other. Nothing is entered before the interest is declared."""
    place, papers = out.clerk.papers(seat=4), out.clerk.papers()
    told = out.clerk.client.post(f"{place}/enter", {"how": "aloud"}, page=papers, status=422)
    assert "First they say whether they have an interest in it" in told.get_data(as_text=True)
    out.clerk.client.post(f"{place}/interest", {"has": "none"}, page=papers, status=303)
    out.grace.write("later", view="zqmine")
    out.chair.declare()
    out.chair.write(view="She can.")
    for at in (out.clerk, out.chair):
        at.client.post(f"{place}/enter", {"how": "aloud"}, page=at.papers(), status=303)
        assert "zqmine" not in at.client.get(f"{place}/view").text
        if at is out.clerk:
            at.write("later", seat=4, view="zqentered")
    assert "zqentered" not in out.chair.client.get(f"{place}/view").text
    out.clerk.client.get(f"{place}/view", status=404)
    out.chair.write(seat=4, view="zqaloud")
    assert "zqaloud" not in out.chair.client.get(out.chair.papers()).text
    out.chair.client.get(f"{place}/view", status=302)
    assert "zqmine" not in out.chair.client.get(out.chair.papers()).text
    out.grace.do("take-back")
    assert "zqmine" in out.grace.client.get(f"{out.grace.papers()}/view").text
