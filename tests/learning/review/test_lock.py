"""The foresight lock: every state, action and role; and nothing of what came of it before its time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.decision.services.carrying import export_record
from riskapp.learning.review.journeys import MOMENT_OF, REVIEWING
from riskapp.learning.review.queries import get_review
from riskapp.learning.review.rules import State
from riskapp.learning.review.services.reviewing import open_what_happened, save_reviewing
from riskapp.platform import audit
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.subjects import find
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import freeze
from tests.app import CAST, DEV, NORTH, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.dumping import differing, dump
from tests.faults.filling import as_data, seal, step_form
from tests.learning.conftest import Told, agree
from tests.learning.review.conftest import HAPPENED_ON, THAT_DAY, Reviewing, convene, user_id
from tests.page import words

# What each may do, in each state: the status of the answer. 302 leads to the review's own page, 409
# keeps what was typed. Whoever is no member is told that there is none, whatever they hold or ask.
#                        nothing   that day   open   opened
#                        written   written           early
TABLE = {
    ("look", ""): (200, 200, 200, 200),
    ("look", "purpose"): (200, 200, 200, 200),
    ("look", "response"): (200, 200, 200, 200),
    ("look", "that-day"): (200, 200, 302, 302),
    ("look", "opening"): (200, 200, 302, 302),
    ("look", "what-came-of-it"): (302, 302, 200, 200),
    ("look", "accounts"): (302, 302, 200, 200),
    ("look", "findings"): (302, 302, 200, 200),
    ("look", "safeguarding"): (200, 200, 200, 200),
    ("look", "stood/WH-0001"): (200, 200, 200, 200),
    ("write", "purpose"): (303, 303, 303, 303),
    ("write", "that-day"): (303, 303, 409, 409),
    ("write", "opening"): (303, 303, 409, 409),
    ("write", "what-came-of-it"): (409, 409, 303, 303),
    ("add", "accounts"): (409, 409, 303, 303),
    ("add", "changes-to-try"): (409, 409, 303, 303),
    ("take-in", "changes-to-try"): (409, 409, 303, 303),
    ("open", "without a reason"): (422, 303, 409, 409),
    ("open", "with a reason"): (303, 303, 409, 409),
}
STATES = ("nothing written", "that day written", "open", "opened early")
ADDS = {"accounts": "account..-told", "changes-to-try": "changes..-what"}
WRITES = {
    "purpose": "learn",
    "that-day": "known",
    "opening": "early",
    "what-came-of-it": "think_now",
}
OPENS = {"without a reason": {}, "with a reason": {"early": "The coroner asks."}}


def test_every_state_action_and_role(app: Flask, devs: Reviewing, review: Reviewing) -> None:
    """The rows that open it come last in each state; each is tried on a copy of the words before."""
    members = {SUNITA: review, DEV: devs}
    strangers = [
        review.by(Client(app, address=f"192.0.2.{20 + n}").sign_in(email))
        for n, (email, *_rest) in enumerate(CAST)
        if email not in members
    ]
    wrong = []
    for at, state in enumerate(STATES):
        if state == "that day written":
            devs.say("that-day", **THAT_DAY)
        if state == "open":
            devs.open()
        if state == "opened early":
            continue  # the same as open, but for how it came to be: see below
        for (action, what), expected in TABLE.items():
            opens = action == "open" and expected[at] == 303
            for one in strangers:
                wrong += [
                    (state, action, what, "a stranger", s)
                    for s in [do(one, action, what)]
                    if s != 404
                ]
            for one in () if opens else members.values():
                status = do(one, action, what)
                wrong += [(state, action, what, one.client.address, status)] * (
                    status != expected[at]
                )
    assert not wrong, "\n".join(map(str, wrong))


def do(one: Reviewing, action: str, what: str) -> int:
    """One row of the table, posted as a page would that was drawn just now, whether or not there is one."""
    if action == "look":
        return one.client.fetch("GET", f"{one.home}/{what}".rstrip("/")).status_code
    step = {"open": "opening"}.get(action, what)
    standing = entries_of(one)
    own = standing.of(step)
    said = {
        "csrf_token": one.client.token(),
        "rev": str(own.rev if own else 0),
        "key": new_id(),
        "seen": standing.mark(),
        "action": action if action in ("open", "take-in") else "later",
        **dict(own.data if own else {}),
    }
    said |= OPENS.get(what, {}) if action == "open" else {}
    said |= {WRITES[what]: f"words {new_id()}"} if action == "write" and what in WRITES else {}
    said |= {ADDS[what]: "words"} if action == "add" else {}
    if (action, what) == ("write", "opening"):
        said["early"] = ""  # looked at and left: a reason would open it
    return one.client.fetch("POST", f"{one.home}/{step}", data=said).status_code


def entries_of(one: Reviewing) -> Entries:
    runtime = one.client.app.extensions["riskapp"]
    with runtime.db.read() as conn:
        found = get_review(conn, actor_of(one.client, SUNITA), one.ref)
        return get_entries(conn, found.id, found.facts)


def actor_of(client: Client, email: str) -> Actor:
    return Actor(user_id(client, email), "", frozenset(), frozenset())


def test_opening_early_needs_a_reason_that_stands_and_is_shown(devs: Reviewing) -> None:
    devs.open(422)
    devs.say("that-day", known="That she had a key.")
    devs.open(early="The coroner asks by Friday.")
    shown = words(devs.client.get(devs.home).tree.find(".//main"))
    assert "Opened before that day was written, because The coroner asks by Friday." in shown
    assert "That she had a key." in shown
    assert "What we would have thought that day not yet talked about" in shown
    for (action, what), expected in TABLE.items():
        assert do(devs, action, what) == expected[3], (action, what)


class OnlyTried(Exception):
    """Undoes a transaction."""


def test_the_service_refuses_whatever_the_page(devs: Reviewing) -> None:
    """Each step and list, before and after; what was opened is opened once, and the database knows."""
    runtime = devs.client.app.extensions["riskapp"]
    actor, trail = actor_of(devs.client, DEV), trail_of(runtime)
    lists = {c.slug for c in REVIEWING.collections()}

    def refused() -> set[str]:
        found = set()
        for slug in MOMENT_OF:
            change = Change(slug, {"x": "y"}, is_item=slug in lists)
            said = {"key": new_id(), "changes": [change], "place": slug}
            with suppress(OnlyTried), runtime.db.write() as conn:
                try:
                    save_reviewing(conn, trail, actor, devs.ref, **said)
                except Conflict:
                    found.add(slug)
                raise OnlyTried
        return found

    before = {slug for slug, moment in MOMENT_OF.items() if moment == State.BEFORE}
    assert before == {"that-day", "opening"}
    assert refused() == set(MOMENT_OF) - before
    devs.say("that-day", **THAT_DAY)
    devs.open()
    assert refused() == before
    with pytest.raises(Conflict), runtime.db.write() as conn:
        open_what_happened(conn, trail, actor, devs.ref)
    with pytest.raises(IntegrityError), runtime.db.write() as conn:
        conn.exec_driver_sql("UPDATE learning_review SET opened_at = NULL")


def test_what_is_typed_while_it_is_opened_is_kept_and_shown_to_whoever_typed_it(
    devs: Reviewing, review: Reviewing
) -> None:
    path = f"{devs.home}/that-day"
    drawn = as_data(step_form(devs.client, path).standing())
    review.say("that-day", **THAT_DAY)
    review.open()
    said = {**drawn, "known": "A late word", "rev": "1"}
    answer = devs.client.post(path, said, status=409)
    assert "This page cannot be written in now" in answer.get_data(as_text=True)
    assert entries_of(devs).data("that-day") == THAT_DAY
    assert "A late word" in devs.client.get(devs.home).text
    assert "A late word" not in review.client.get(review.home).text


# -- nothing of what came of it, in any byte -----------------------------------------------------

MARK = "zqoutcome"


@pytest.fixture
def marked(told: Told, sealed_walk: str) -> Told:
    """A marker in all that was written since that day: of what happened, and in the decision itself."""
    for step, keys in (
        ("account", ("account", "facts", "done", "usual")),
        ("what-we-learned", ("expected", "difference", "learned")),
        ("in-the-log", ("said", "likely")),
    ):
        told.say(step, **{key: f"{MARK} {key}" for key in keys})
    told.say("changes-to-try", **{"changes..-what": f"{MARK} change"})
    told.say("in-the-log", action="publish")
    client, home = told.client, f"/decisions/{sealed_walk}"
    since = f"{home}/since/said-since"
    said = {"addenda..-kind": "disagrees", "addenda..-words": f"{MARK} addendum"}
    client.post(since, {**as_data(step_form(client, since).standing()), **said}, status=303)
    client.post(f"{home}/begin-review", page=home, status=303)
    path = f"{home}/review/what-happened"
    form = step_form(client, path)
    client.post(path, as_data([(n, v or f"{MARK} review") for n, v in form.standing()]))
    client.post(f"{home}/end-review", {"now": "change"}, page=f"{home}/review", status=303)
    agree(client, sealed_walk, not_to=f"{MARK} later")
    decision = f"{home}/decision"
    named = {**as_data(step_form(client, decision).standing()), "choice": f"{MARK} choice"}
    client.post(decision, named, status=303)
    seal(client, sealed_walk)
    return told


# The outcome as its codes say it, and the day, for which the month stands.
OF_THE_OUTCOME = (
    MARK,
    "Near miss",
    "In a hospital",
    "14\N{NO-BREAK SPACE}November",
    HAPPENED_ON,
    "L-1",
    "Version 2",
    "version 2",
)


def review_paths(app: Flask, ref: str) -> Iterator[tuple[str, str]]:
    """Every route of a review with each of its methods, each step and list among them."""
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/learning-reviews/<ref>"):
            continue
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            for step in REVIEWING.steps:
                for collection in step.collections or ("none",):
                    path = rule.rule.replace("<ref>", ref).replace("<step>", step.slug)
                    slug = getattr(collection, "slug", "none")
                    path = path.replace("<collection>", slug).replace("<item>", new_id())
                    yield method, path.replace("<happening>", "WH-0001")


def test_no_route_says_a_byte_of_what_came_of_it_before_it_is_opened(
    app: Flask, marked: Told, devs: Reviewing, review: Reviewing
) -> None:
    for email, *_rest in CAST[2:]:
        review.ask(email)
    asked = sorted(set(review_paths(app, review.ref)))
    assert len(asked) > 60
    for n, (email, _name, _role, team) in enumerate(CAST):
        client = Client(app, address=f"192.0.2.{40 + n}").sign_in(email)
        for method, path in asked:
            if path.endswith(("/people", "/leave")) or ("opening" in path and method == "POST"):
                continue  # who is in it is another matter, and this is to stay shut
            data = {"csrf_token": client.token(), "known": "x", "rev": "0", "key": new_id()}
            answer = client.fetch(method, path, data=data if method == "POST" else None)
            said = answer.get_data() + str(answer.headers).encode()
            found = [w for w in OF_THE_OUTCOME if w.encode() in said]
            assert not found, (email, method, path, found)
        if team != NORTH:  # who is of the team may read of it elsewhere
            assert MARK not in client.get("/").text


def test_once_open_it_is_shown_to_a_member_of_another_team(marked: Told, devs: Reviewing) -> None:
    devs.say("that-day", **THAT_DAY)
    devs.open()
    shown = words(devs.client.follow().tree.find(".//main"))
    for said in ("Near miss", f"{MARK} account", f"{MARK} facts", f"{MARK} learned"):
        assert said in shown
    then = devs.client.get(f"{devs.home}/stood/{marked.ref}").text
    assert "Stop the walks after one bad day" in then
    assert MARK not in then


@POSTGRESQL_SELDOM
def test_who_sealed_a_later_version_is_not_told_to_have_sealed_what_stood(
    as_sunita: Client, told: Told, sealed_walk: str
) -> None:
    """Before the review is opened it would say that there is a later one."""
    runtime = as_sunita.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        later = freeze(
            conn,
            subject_id=find(conn, sealed_walk).id,
            number=2,
            language="en",
            rows={},
            now=runtime.clock.now(),
            by=user_id(as_sunita, "grace@northmoor.example"),
        )
    assert later.number == 2
    review = convene(as_sunita, told.ref)
    review.ask("grace@northmoor.example")
    shown = words(as_sunita.get(review.home).tree.find(".//main"))
    assert "Grace Okafor takes part Take out" in shown
    assert shown.count("sealed the version that stood that day") == 1


@POSTGRESQL_SELDOM
def test_nothing_else_says_that_there_is_a_review(
    app: Flask, as_sunita: Client, review: Reviewing, sealed_walk: str
) -> None:
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        exported = json.dumps(export_record(conn, trail_of(runtime), audit.SYSTEM, sealed_walk))
    assert review.ref not in exported
    for path in (
        f"/decisions/{sealed_walk}",
        "/people/P-0001",
        "/what-happened/WH-0001",
        "/learning",
    ):
        shown = as_sunita.get(path).html
        assert review.ref not in shown
        assert "earning review" not in shown.replace("learning reviewers", "")


@POSTGRESQL_SELDOM
def test_looking_at_it_changes_nothing(app: Flask, devs: Reviewing) -> None:
    db = app.extensions["riskapp"].db
    before = dump(db)
    for step in REVIEWING.steps:
        devs.client.fetch("GET", f"{devs.home}/{step.slug}")
    assert not differing(before, dump(db))
