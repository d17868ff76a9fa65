"""Looking changes no record: it writes who looked, and that a session was seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.decision.queries import find_decision
from riskapp.panel.advice.paper import MINUTES
from riskapp.panel.tables import referral as referral_table
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.subjects import find
from riskapp.platform.tables import subject
from riskapp.platform.versions.store import find_latest
from tests.app import CAST, SUNITA, Client, make_app
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.crawling import Walk, endpoint_of, walk
from tests.faults.dumping import differing, dump
from tests.faults.filling import (
    as_data,
    ask_a_panel,
    fill_conversation,
    learn_together,
    note_court,
    refer,
    seal,
    set_up_panel,
    step_form,
    tell,
)
from tests.panel.sitting.making import (
    TERMS,
    arrange,
    begin_advice,
    give_advice,
    make_panel,
    put_out,
)

INGRID, AMIR = CAST[4][0], CAST[7][0]
# Pages for those who are not signed in, and for guests, who have tests of their own.
APART = {"accounts.sign_in_page", "accounts.invitation", "accounts.visit_ended", "visit.home"}
# No journey asks about people or sittings in lists yet, so there is no item of one to look at.
NONE_YET = {"about.item", "arranging.item", "viewing.item", "dissenting.item"}


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


def crawl(client: Client, *more: str) -> Walk:
    """What machines ask for is asked for too, and what a page only leads to for a while."""
    return walk(client, "/", "/healthz", "/.well-known/security.txt", "/sign-in", "/account", *more)


@POSTGRESQL_SELDOM
def test_looking_at_everything_changes_nothing(app: Flask) -> None:
    client = Client(app).sign_in(SUNITA)
    db = app.extensions["riskapp"].db
    sealed = begin(client, "Maureen")
    fill_conversation(client, sealed, lambda control, _most: f"words {control.name[-20:]}")
    seal(client, sealed)
    court = note_court(client, sealed)  # only a backing leads to what changed since
    begun = begin(client, "Idris")
    fill_conversation(client, begun, lambda control, _most: f"words {control.name[-20:]}")
    path = f"/decisions/{begun}/decision"
    refused = {**as_data(step_form(client, path).standing()), "said_on-day": ["45"]}
    client.post(path, refused, status=303)  # a draft, drawn again by a look
    about = "/people/P-0002/about"
    client.post(
        f"{about}/keep", {"called_by": "Idris", "language": "Welsh"}, page=about, status=200
    )
    client.post(f"/decisions/{begun}/draft", page=f"/decisions/{begun}", status=303)
    assert client.last is not None
    draft = client.last.headers["Location"]
    after = under_review(client)
    happened = something_happened(client, begun)
    sitting, advice = sitting_of(client, sealed), advice_on(client, sealed)
    admin = Client(app, address="192.0.2.9").sign_in(AMIR)
    asked, set_up = a_panel_is_asked(client, admin, begun)
    before = dump(db)
    route = f"/decisions/{begun}/safeguarding"
    theirs = f"/decisions/{begun}/their-marks"  # a button leads there, once the page is saved
    changes = f"/decisions/{sealed}/changes"  # what leads there is a second version
    drafts = [f"{one}/discard" for one in (f"/decisions/{begun}/decision", about)]
    panels = (*asked, *sitting, *advice)
    beside = (route, theirs, changes, court, *drafts, *after, *happened, *panels)
    found = crawl(client, *beside)
    client.get(draft)
    admins = walk(admin, *set_up)
    app.extensions["riskapp"].clock.pass_by(minutes=2)
    crawl(client, *beside)
    client.fetch("GET", f"{draft}.pdf")
    for page in list(found.pages):
        client.fetch("HEAD", page)
    assert not differing(before, dump(db))
    seen = [*found.pages, *found.files, *found.failed, *admins.pages]
    reached = {endpoint_of(app, p) for p in seen}
    reached |= {endpoint_of(app, draft), endpoint_of(app, f"{draft}.pdf")} | APART
    gets = {r.endpoint for r in app.url_map.iter_rules() if "GET" in (r.methods or ())}
    # The stored bytes of a copy: that somebody took it as a file is written, as an event of its own.
    # A copy is fetched from its own page; a question of learning, oversight and governance are for other roles.
    apart = {
        "decision.pdf",
        "learning.ask",
        "decision.oversight",
        *(one for one in gets if one.startswith("governance.")),
    }
    assert gets - reached - NONE_YET <= apart


def under_review(client: Client) -> list[str]:
    """A sealed decision that somebody disagreed with and that is looked at again, with typing kept on
    the pages of both: the addresses that no page leads to.
    """
    ref = begin(client, "Ada")
    both = f"/decisions/{ref}/both-sides"
    form = step_form(client, both).standing()
    first = next(name for name, _value in form if name.endswith("-text"))
    client.post(both, {**as_data(form), first: "She could fall"}, page=both, status=303)
    seal(client, ref)
    since = f"/decisions/{ref}/since/said-since"
    said = {"addenda..-kind": "disagrees", "addenda..-words": "I never said so"}
    client.post(since, {**as_data(step_form(client, since).standing()), **said}, status=303)
    client.post(f"/decisions/{ref}/begin-review", page=f"/decisions/{ref}", status=303)
    came = f"/decisions/{ref}/review/did-it-happen"
    form = step_form(client, came).standing()
    how = next(name for name, _value in form if name.endswith("-how"))
    client.post(came, {**as_data(form), how: "She did not"}, status=303)
    for page, asked in ((since, "addenda..-words"), (came, how)):
        client.post(f"{page}/keep", {asked: "Half a word"}, page=page, status=200)
    with client.app.extensions["riskapp"].db.read() as conn:
        (said_since,) = get_entries(conn, find_decision(conn, ref).id).items("addenda")
    return [came, f"{came}/discard", f"{since}/discard", f"{since}/addenda/{said_since.id}"]


def something_happened(client: Client, ref: str) -> list[str]:
    """While a conversation was open, with typing kept, and in the log: what no page leads to."""
    told = tell(client, ref, lambda control, _most: f"words {control.name[-20:]}")
    account = f"{told}/account"
    client.post(f"{account}/keep", {"account": "Half a word"}, page=account, status=200)
    client.post("/learning/print", page="/learning", status=303)
    assert client.last is not None
    printed = client.last.headers["Location"]
    review = learn_together(client, told.rpartition("/")[2], lambda c, _most: c.name[-20:])
    purpose = f"{review}/purpose"
    client.post(f"{purpose}/keep", {"learn": "Half a word"}, page=purpose, status=200)
    report = f"{review}/report"
    form = as_data(step_form(client, report).standing())
    client.post(report, {**form, "names_stay": "Of nobody", "action": "print"}, status=303)
    assert client.last is not None
    paper = client.last.headers["Location"]
    letter = f"{told}/the-letter"
    client.post(letter, {"text": "I am sorry.", "action": "print"}, page=letter, status=303)
    written = client.last.headers["Location"]
    account_of_one = re.search(
        rf"{review}/accounts/account/[\w-]{{36}}", client.get(f"{review}/accounts").html
    )
    assert account_of_one
    held = f"{told}/on-hold"
    client.post(held, {"restart_role": "practitioner"}, page=held, status=303)
    looked = [
        paper,
        f"{paper}.pdf",
        written,
        f"{written}.pdf",
        account_of_one[0],  # while it is on hold, no page leads there
        "/what-happened",
        account,
        f"{account}/discard",
        printed,
        f"{printed}.pdf",
    ]
    return [*looked, review, f"{purpose}/discard", *learned_first(client)]


def sitting_of(client: Client, ref: str) -> list[str]:
    """A sitting whose papers are out, with typing kept on its pages."""
    sitting = arrange(client, make_panel(client.app, TERMS, SUNITA, SUNITA), ref)
    papers, home = put_out(client, sitting), f"/sittings/{sitting}"
    for page, key in ((f"{home}/when", "where"), (f"{papers}/view", "view")):
        client.post(f"{page}/keep", {key: "Half a word"}, page=page, status=200)
    of_it = [f"{home}/{page}" for page in ("calendar.ics", "pack", "pack.pdf", "when/discard")]
    return [home, *of_it, papers, f"{papers}/view/discard"]


def a_panel_is_asked(client: Client, admin: Client, ref: str) -> tuple[list[str], list[str]]:
    """A referral that was sent, and one begun, with typing kept on the pages of both journeys: the
    addresses that no page leads to, of whoever asks and of whoever sets the panel up.
    """
    panel = set_up_panel(admin, INGRID, lambda control, _most: f"words {control.name[-20:]}")
    refer(client, ref, panel, lambda control, _most: f"words {control.name[-20:]}")
    referral = ask_a_panel(client, ref, panel)
    heard = f"{referral}/who-else"
    client.post(heard, {"to-hear..-who": "Derek"}, page=heard, status=303)
    kept = []
    for who, page, said in (
        (client, f"{referral}/tried", {"tried": "Half a word"}),
        (admin, f"/panels/{panel}/who-may-refer", {"who_may_refer": "Half a word"}),
    ):
        who.post(f"{page}/keep", said, page=page, status=200)
        kept.append(f"{page}/discard")
    return [referral, heard, kept[0]], ["/panels", f"/panels/{panel}/who-sits", kept[1]]


def advice_on(client: Client, ref: str) -> list[str]:
    """Advice that is being written, with typing kept; and one that was given, its minutes and letter."""
    panel = make_panel(client.app, TERMS, SUNITA, SUNITA)
    advice = begin_advice(client, arrange(client, panel, ref))
    dissent = advice.replace("/advice/", "/dissent/")
    typed = (f"{advice}/advice", "because"), (f"{dissent}/seen-differently", "view")
    for page, key in typed:
        client.post(f"{page}/keep", {key: "Half a word"}, page=page, status=200)
    given = arrange(client, panel, ref)
    give_advice(client, given)
    minutes = f"/sittings/{given}/minutes"
    client.post(minutes, page=minutes, status=303)
    with client.app.extensions["riskapp"].db.read() as conn:
        printed = find_latest(conn, find(conn, given).id, MINUTES)
        referral = conn.execute(select(subject.c.ref).where(subject.c.id == _ADVISED)).scalar()
    letter = f"/referrals/{referral}/letter"
    said = {"now": "She rings on Friday.", "action": "print"}
    paper = client.post(letter, said, page=letter, status=303).headers["Location"]
    drafts = [f"{page}/discard" for page, _key in typed]
    return [advice, *drafts, minutes, f"{minutes}/{printed.id}.pdf", paper, f"{paper}.pdf"]


_ADVISED = (
    select(referral_table.c.subject_id).where(referral_table.c.state == "advised").scalar_subquery()
)


def learned_first(client: Client) -> list[str]:
    """A review before it is opened, of what happened after its decision was sealed."""
    ref = begin(client, "Gwen")
    seal(client, ref)
    client.app.extensions["riskapp"].clock.pass_by(days=2)
    client.sign_in(SUNITA)
    page = f"/decisions/{ref}"
    told = client.post("/what-happened", {"about": ref}, page=page, status=303).headers["Location"]
    page = "/learning-reviews"
    convened = client.post(page, {"about": told.split("/")[2]}, page=page, status=303)
    return [f"{convened.headers['Location']}/that-day"]


def test_taking_a_copy_as_a_file_is_noted_and_changes_no_record(app: Flask) -> None:
    """The audit log says that it left; the record, its versions and its copies stay as they are."""
    client = Client(app).sign_in(SUNITA)
    ref = begin(client, "Maureen")
    seal(client, ref)
    runtime = app.extensions["riskapp"]
    keep_copies(runtime, ref)
    logs = {"audit", "audit_head"}
    before, noted = dump(runtime.db, logs), len(dump(runtime.db)["audit"])
    answer = client.fetch("GET", f"/decisions/{ref}/versions/1/full.pdf")
    assert (answer.status_code, answer.get_data()) == (200, b"%PDF-stored")
    assert not differing(before, dump(runtime.db, logs))
    assert len(dump(runtime.db)["audit"]) == noted + 1


def keep_copies(runtime: object, ref: str) -> None:
    """Stands in for the worker: bytes for every copy of the first version."""
    from riskapp.platform.versions.store import get_version, keep_bytes, list_renditions  # noqa: PLC0415

    with runtime.db.write() as conn:  # type: ignore[attr-defined]
        version = get_version(conn, find_decision(conn, ref).id)
        for one in list_renditions(conn, version.id):
            keep_bytes(conn, one.id, b"%PDF-stored", 1, runtime.clock.now())  # type: ignore[attr-defined]


@pytest.mark.parametrize("email", [person[0] for person in CAST[1:]])
def test_whoever_looks_changes_nothing(app: Flask, email: str) -> None:
    ref = begin(Client(app).sign_in(SUNITA), "Maureen")
    client = Client(app, address="192.0.2.9").sign_in(email)
    db = app.extensions["riskapp"].db
    before = dump(db)
    walk(client, "/", "/people", f"/decisions/{ref}", f"/decisions/{ref}/decision", "/account")
    assert not differing(before, dump(db))
