"""A restriction added after something happened is shown and printed against what had been agreed."""

from __future__ import annotations

from sqlalchemy import select

from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.rendering import make_paper
from riskapp.decision.rules import Copy
from riskapp.decision.services.sealing import PAPER_JOB
from riskapp.platform.jobs.tables import job
from riskapp.platform.subjects import find
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import get_version
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import seal
from tests.learning.conftest import NOT_TO, tell
from tests.page import words
from tests.records.reading import pdf_of, squeezed, text_of_pdf

ADDED = "Added after something happened: 12 November 2026."


def _restrict(client: Client, ref: str, what: str) -> str:
    """A restriction, added on its screen; the path of its own page."""
    path = f"/decisions/{ref}/what-would-help"
    said = {"mitigations..-what": what, "mitigations..-rung": "restriction"}
    client.post(path, {**said, "action": "add:mitigations.."}, page=path, status=303)
    assert client.last is not None
    return client.last.headers["Location"].partition("?")[0]


def _printed(client: Client, where: str) -> bytes:
    """A paper that was asked for, made as the worker does it."""
    runtime = client.app.extensions["riskapp"]
    with runtime.db.read() as conn:
        args = conn.execute(select(job.c.args).where(job.c.kind == PAPER_JOB)).scalars().all()[-1]
    with client.app.app_context():
        make_paper(runtime, args)
    return client.fetch("GET", f"{where}.pdf").get_data()


@POSTGRESQL_SELDOM
def test_it_is_asked_of_it_and_printed_with_it_and_never_what_came_of_it(
    as_sunita: Client, sealed_walk: str
) -> None:
    home = f"/decisions/{sealed_walk}"
    told = tell(as_sunita, sealed_walk)
    told.say("account", kind="harm", facts="She fell at the lock.", day="2026-11-12")
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    page = as_sunita.get(_restrict(as_sunita, sealed_walk, "The front door is locked"))
    shown = words(page.tree.find(".//main"))
    for said in (ADDED, NOT_TO, "What does Maureen think of it?", "What will make it smaller?"):
        assert said in shown
    read_back = words(as_sunita.get(f"{home}/read-back").tree.find(".//main"))
    assert ADDED in read_back
    assert NOT_TO in read_back
    after = squeezed("Added after something happened")
    for paper, carries in (("draft", True), ("sheet", True), ("preparation", False)):
        on_screen = as_sunita.get(f"{home}/papers/{paper}").text
        assert (after in squeezed(on_screen)) == carries, paper
    asked = as_sunita.post(f"{home}/draft", page=home, status=303)
    printed = text_of_pdf(_printed(as_sunita, asked.headers["Location"]))
    assert after in squeezed(printed)
    seal(as_sunita, sealed_walk)  # nothing of it stands between anybody and the seal
    with as_sunita.app.extensions["riskapp"].db.read() as conn:
        rows = get_version(conn, find(conn, sealed_walk).id).rows
    assert rows["mitigations.1.added_after"]["value"] == "12\N{NO-BREAK SPACE}November 2026"
    assert rows["mitigations.1.had_agreed"]["value"] == NOT_TO
    assert not any("lock." in str(row["value"]) for row in rows.values())
    full = squeezed(text_of_pdf(pdf_of(layout_of(Copy.FULL), rows)))
    assert squeezed("Added after something happened: 12 November 2026") in full
    for copy in set(Copy) - {Copy.FULL}:
        carried = shown_rows(RECORD, layout_of(copy), rows)
        assert not any("added_after" in key or "had_agreed" in key for key in carried)


@POSTGRESQL_SELDOM
def test_a_restriction_that_was_there_before_says_nothing(as_sunita: Client, walk: str) -> None:
    there = _restrict(as_sunita, walk, "The front door is locked")
    clock = as_sunita.app.extensions["riskapp"].clock
    clock.pass_by(minutes=5)
    told = tell(as_sunita, walk)
    told.say("account", kind="harm", day="2026-11-12")
    assert "Added after something happened" not in as_sunita.get(there).text
    clock.pass_by(minutes=5)
    new = _restrict(as_sunita, walk, "Nobody calls after six")
    assert ADDED in words(as_sunita.get(new).tree.find(".//main"))
