"""A member of another organisation: one link, one sitting, while its papers are out, and nothing else."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.accounts.tables import guest
from riskapp.core.actor import GUEST as ROLE
from riskapp.platform import audit
from riskapp.platform.access import rule_of
from tests.app import SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.crawling import walk
from tests.faults.dumping import differing, dump
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse, sign_in
from tests.panel.sitting.doing import ACTS, LOOKS
from tests.panel.sitting.making import (
    AMIR,
    GUEST,
    RUTH,
    arrange,
    come_in,
    invite,
    new_link,
    put_out,
)

SEAT = 6
OPENS_NOTHING = "This link opens nothing now"


@pytest.fixture
def invited(arranged: Panel) -> Panel:
    """Mair, of another organisation, is asked too, and papers are out."""
    invite(arranged.chair.client, arranged.chair.ref)
    arranged.chair.post("papers-out")
    return arranged


def link_of(panel: Panel) -> str:
    return new_link(panel.chair.client, panel.chair.ref, SEAT)


def visitor(app: Flask, address: str = "192.0.2.250") -> Client:
    return Client(app, address=address)


def by_link(panel: Panel) -> At:
    return panel.chair.by(come_in(visitor(panel.app), link_of(panel)), "")


def main_of(at: At, path: str) -> str:
    return words(at.client.get(path).tree.find(".//main"))


@POSTGRESQL_SELDOM
def test_a_guest_is_a_member_like_any_other(invited: Panel) -> None:
    """From the link to the reveal: interest, view, waited for, and shown by name beside the others."""
    mair = by_link(invited)
    assert mair.client.fetch("GET", "/visit").headers["Location"] == mair.home
    assert GUEST["name"] in main_of(invited.chair, invited.chair.papers())
    mair.declare()
    mair.write(view="She knows the river.", reasons="I go there weekly.")
    for one in (invited.chair, invited.tomos, invited.grace, invited.ruth):
        one.declare()
        assert "knows the river" not in main_of(one, one.papers())
        one.write(view="So do I.")
    waiting = main_of(invited.chair, invited.chair.papers())
    assert f"{GUEST['name']} has given a view" in waiting
    invited.chair.do("open")
    for one in (mair, invited.tomos):
        shown = main_of(one, one.papers())
        assert "She knows the river." in shown
        assert f"{GUEST['profession']}, {GUEST['organisation']}" in shown


def test_the_same_guest_is_asked_once(arranged: Panel) -> None:
    for _click in range(2):
        invite(arranged.chair.client, arranged.chair.ref)
    assert main_of(arranged.chair, arranged.chair.home).count(GUEST["organisation"]) == 1


def test_a_link_opens_once_and_all_that_open_nothing_are_one_answer(
    invited: Panel, app: Flask
) -> None:
    first, second = link_of(invited), link_of(invited)
    come_in(visitor(app), second)
    third = link_of(invited)
    invited.chair.post(f"guests/{SEAT}/withdraw")
    unknown = "/invitation/" + "x" * 43
    said = set()
    for n, link in enumerate((first, second, third, unknown, unknown[:-1])):
        client = visitor(app, f"192.0.2.{200 + n}")
        looked = client.get(link).html
        answer = client.post(link, status=404)
        page = answer.get_data(as_text=True)
        assert OPENS_NOTHING in page
        said.add(re.sub(r'value="\w{64}"', "", looked + page))
        assert client.fetch("GET", "/visit").status_code == 303
    assert len(said) == 1


def test_looking_at_a_link_changes_nothing_and_does_not_use_it(invited: Panel, app: Flask) -> None:
    link, db = link_of(invited), app.extensions["riskapp"].db
    before = dump(db)
    for method in ("GET", "HEAD", "GET"):
        visitor(app).fetch(method, link)
    assert not differing(before, dump(db))
    come_in(visitor(app), link)


@pytest.mark.parametrize("end", ["held", "call-off"])
def test_when_it_is_over_the_guest_is_out_and_told_so(invited: Panel, app: Flask, end: str) -> None:
    mair, unused = by_link(invited), None
    assert mair.client.fetch("GET", mair.papers()).status_code == 200
    if end == "held":
        mair.declare()
    else:
        unused = link_of(invited)
        mair.client.fetch("GET", "/visit/ended")
        mair = invited.chair.by(come_in(visitor(app), unused), "")
    invited.chair.post(end)
    for path in (mair.home, mair.papers(), f"{mair.papers()}/view", "/visit"):
        answer = mair.client.fetch("GET", path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/visit/ended"), path
    assert ACTS["declare one"](mair) == 303
    assert "its papers are closed to you" in main_of(mair, "/visit/ended")
    invited.chair.post(f"guests/{SEAT}/link", status=409)


def test_a_new_link_ends_what_the_old_one_opened(invited: Panel, app: Flask) -> None:
    """And what was saved before is there again: it is the same member."""
    mair = by_link(invited)
    mair.declare()
    mair.write("later", view="Half a thought.")
    again = by_link(invited)
    assert mair.client.fetch("GET", mair.papers()).headers["Location"].startswith("/sign-in")
    assert "Half a thought." in again.client.get(f"{again.papers()}/view").html
    invited.chair.post(f"guests/{SEAT}/withdraw")
    assert again.client.fetch("GET", again.papers()).status_code == 303


def test_whoever_is_signed_in_keeps_session_and_link(invited: Panel, app: Flask) -> None:
    link = link_of(invited)
    answer = invited.chair.client.post(link, page=link, status=409)
    assert "it was not used" in answer.get_data(as_text=True)
    assert invited.chair.client.get(invited.chair.home)
    come_in(visitor(app), link)


def test_signing_out_tells_how_to_come_back(invited: Panel) -> None:
    mair = by_link(invited)
    mair.client.post("/sign-out", page=mair.papers(), status=303)
    assert "can give you a new link" in main_of(mair, "/visit/ended")


@POSTGRESQL_SELDOM
def test_of_two_who_use_a_link_at_once_one_comes_in(invited: Panel, app: Flask) -> None:
    link = link_of(invited)
    clients = [visitor(app, f"192.0.2.{200 + n}") for n in range(8)]
    for client in clients:
        client.get(link)
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda one: one.fetch("POST", link, data={"csrf_token": one.token()}), clients)
        )
    assert sorted(one.status_code for one in answers) == [303, *[404] * 7]


def test_guessing_is_slowed_down_and_keeps_nobody_from_signing_in(
    invited: Panel, app: Flask
) -> None:
    guesser = visitor(app)
    guesser.get("/invitation/x")
    said = [
        guesser.fetch("POST", f"/invitation/{n}", data={"csrf_token": guesser.token()})
        for n in range(102)
    ]
    assert [one.status_code for one in said[:100]] == [404] * 100
    assert said[-1].status_code == 429
    assert int(said[-1].headers["Retry-After"]) > 0
    Client(app, address=guesser.address).sign_in(SUNITA).get("/account")
    come_in(visitor(app, "192.0.2.9"), link_of(invited))


def test_a_link_stands_in_no_log_no_trail_no_table_and_no_referrer(
    invited: Panel, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("riskapp").propagate = True
    with caplog.at_level(logging.INFO):
        link = link_of(invited)
        client = come_in(visitor(app), link)
    secret, runtime = link.rpartition("/")[2], app.extensions["riskapp"]
    assert secret not in str([(one.getMessage(), one.__dict__) for one in caplog.records])
    assert secret not in str(dump(runtime.db))
    assert client.fetch("GET", link).headers["Referrer-Policy"] == "no-referrer"
    assert client.last is not None
    assert client.last.headers["Cache-Control"] == "no-store"
    with runtime.db.read() as conn:
        assert conn.execute(select(guest.c.digest)).scalar() is None
        assert audit.verify(conn, runtime.keys.audit) is not None


def test_nobody_finds_a_guest_to_ask_or_to_sign_in_as(invited: Panel, app: Flask) -> None:
    with app.extensions["riskapp"].db.read() as conn:
        found = conn.execute(select(guest.c.user_id)).scalar_one()
    amir, panel = sign_in(app, AMIR), f"/panels/{invited.ref}"
    amir.post(f"{panel}/people", {"user": found, "is_chair": "yes"}, page=panel, status=422)
    for address in (f"{found}@guest.invalid", GUEST["contact"]):
        client = visitor(app)
        client.get("/sign-in")
        client.post("/sign-in", {"email": address, "password": ""}, status=422)
    review = sign_in(app, RUTH).get("/panels").html
    assert GUEST["name"] not in review


@POSTGRESQL_SELDOM
def test_every_link_a_guest_is_shown_is_theirs_and_every_other_route_is_not_there(
    invited: Panel, app: Flask
) -> None:
    """Another sitting of the same panel too, with the same chair and papers out."""
    other = arrange(invited.chair.client, invited.ref, converse(invited.sunita, "Idris"))
    elsewhere = put_out(invited.chair.client, other)
    mair = by_link(invited)
    seen = walk(mair.client, mair.home)
    assert {mair.home, mair.papers(), f"{mair.home}/pack"} <= set(seen.pages)
    assert not seen.failed
    for path in (f"/sittings/{other}", elsewhere, f"{elsewhere}/view", mair.papers(seat=2)):
        assert mair.client.fetch("GET", path).status_code == 404, path
    named = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (found := rule_of(app.view_functions[rule.endpoint])) and ROLE in found.roles
    ]
    assert {one.partition(".")[0] for one in named} == {
        *("visit", "sitting", "papers", "viewing", "reading_pack", "advice"),
        *("dissents", "dissenting"),
    }


# Of what can be done in a sitting, what a guest is answered: papers out, views open. All else is 404.
THEIRS = {
    "look at the sitting": (200, 200),
    "look at the papers": (200, 200),
    "look at one's view": (302, 302),  # not declared yet
    "declare none": (303, 303),
    "declare one": (303, 303),
    "save a view": (409, 409),
    "give a view": (409, 409),
    "take it back": (409, 409),
    "say it after hearing": (409, 409),
}


@POSTGRESQL_SELDOM
def test_what_a_guest_may_do_in_each_state(invited: Panel, app: Flask) -> None:
    mair, db = by_link(invited), app.extensions["riskapp"].db
    for n, _state in enumerate(("papers out", "views open")):
        for name, act in {**LOOKS, **ACTS}.items():
            if name.startswith("declare"):
                continue
            before = dump(db)
            assert act(mair) == THEIRS.get(name, (404, 404))[n], (name, n)
            assert differing(before, dump(db)).keys() <= {"draft", "access_log"}, name
        if not n:
            invited.chair.declare()
            invited.chair.write(view="She can.")
            invited.chair.do("open", without="They could not wait.")
    for name in ("declare none", "declare one"):
        assert ACTS[name](mair) == THEIRS[name][1]
