"""Copies: of a sealed version, on screen and as PDF, and the papers that are printed before it."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.decision.case_note import note_of
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.layouts import DRAFT, layout_of, paper_of, unsealed_layout_of
from riskapp.decision.presenters.outside import courts_since
from riskapp.decision.presenters.sealed import dials, ends_words
from riskapp.decision.presenters.telling import STAY_HERE, Telling
from riskapp.decision.queries import Decision
from riskapp.decision.record import record_of
from riskapp.decision.services.copies import note_download
from riskapp.decision.services.sealing import ask_for_paper, ask_for_sheet, snapshot
from riskapp.decision.since import rows_since
from riskapp.decision.steps import read_back
from riskapp.decision.views.guard import house_of
from riskapp.decision.views.pages import READS, WRITES, load, pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.versions.store import (
    Rendition,
    get_bytes,
    get_rendition,
    get_version,
    list_renditions,
    list_sealings,
)
from riskapp.platform.wizard.returning import FROM, WayBack

# -- papers of a conversation as it stands -------------------------------------------------------


@pages.get("/papers/<layout>")
@allow(*READS)
def paper(ref: str, layout: str) -> str:
    """A paper on screen: the same words as its PDF."""
    found, chosen = load(ref), unsealed_layout_of(layout)
    entries = get_entries(web.read(), found.id, found.facts)
    rows = snapshot(found, entries, trail_of(web.current()), house_of(web.read(), found), by="")
    page = render_template(
        chosen.twin,
        record=record_of(shown_rows(RECORD, chosen, rows), ""),
        layout=chosen,
        decision=found,
        subject=found,
        is_latest=True,
        pdf_url=None,
        print_url=url_for("decision.print_draft", ref=ref) if web.actor().is_any(*WRITES) else None,
        back_url=url_for("decision.home", ref=ref),
    )
    web.look(found.id, f"paper {chosen.slug}")
    return page


@pages.post("/draft")
@allow(*WRITES)
def print_draft(ref: str) -> ResponseReturnValue:
    """A draft for reading back, where no other paper is asked for."""
    with web.write() as conn:
        wanted = request.form.get("paper", DRAFT.slug)
        asked = ask_for_paper(conn, trail_of(web.current()), web.actor(), ref, wanted)
    there = url_for("decision.draft", ref=ref, rendition=asked)
    return redirect(_way_back().on(there), 303)


@pages.post("/since-sheet")
@allow(*WRITES)
def print_sheet(ref: str) -> ResponseReturnValue:
    """What was said since, to lay beside the copies of the latest version."""
    with web.write() as conn:
        asked = ask_for_sheet(conn, trail_of(web.current()), web.actor(), ref)
    return redirect(url_for("decision.draft", ref=ref, rendition=asked), 303)


def print_draft_now(conn: Connection, actor: Actor, ref: str) -> str:
    asked = ask_for_paper(conn, trail_of(web.current()), actor, ref)
    there = url_for("decision.draft", ref=ref, rendition=asked)
    return WayBack((read_back.STEP.slug,)).on(there)


def _way_back() -> WayBack:
    """The step a paper was asked for on; none where that was the decision's own page."""
    return WayBack.read(request.values.get(FROM, ""), CONVERSATION)


@pages.get("/draft/<rendition>")
@allow(*READS)
def draft(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked, layout = _paper_of(found, rendition)
    url = url_for("decision.draft_pdf", ref=ref, rendition=rendition)
    way, home = _way_back(), url_for("decision.home", ref=ref)
    web.look(found.id, layout.slug)
    page = render_template(
        "decision/draft_print.html",
        decision=found,
        subject=found,
        draft=asked,
        layout=layout,
        pdf_url=url if asked.state == "made" else None,
        came_from=way,
        back_url=f"{home}/{way.nearest}" if way and found.is_open else home,
    )
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


def _paper_of(found: Decision, rendition: str) -> tuple[Rendition, Layout]:
    """Raises NotFound for what is no paper of this decision."""
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id:
        raise NotFound(rendition)
    return asked, paper_of(asked.layout)


@pages.get("/draft/<rendition>.pdf")
@allow(*READS)
def draft_pdf(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked, layout = _paper_of(found, rendition)
    data = get_bytes(web.read(), asked.id)
    web.look(found.id, f"{layout.slug}.pdf")
    return _pdf(data, f"{found.ref}-{layout.slug}.pdf")


# -- copies of a sealed version ------------------------------------------------------------------


@pages.get("/versions/<int:number>/<layout>")
@allow(*READS)
def copy(ref: str, number: int, layout: str) -> str:
    """A copy on screen: the same words as its PDF."""
    found, chosen = load(ref), layout_of(layout)
    version = get_version(web.read(), found.id, number)
    entries = get_entries(web.read(), found.id, found.facts)
    since = rows_since(web.read(), found, version, entries)
    record = record_of(shown_rows(RECORD, chosen, {**version.rows, **since}), version.digest)
    copies = list_renditions(web.read(), version.id) if chosen.has_pdf else []
    talk = Conversation(entries, found.called_by)
    page = render_template(
        chosen.twin,
        record=record,
        layout=chosen,
        dials=dials,
        decision=found,
        subject=found,
        is_kept_from_somebody=chosen.slug not in STAY_HERE and bool(Telling(found, talk).lines),
        courts_since=courts_since(talk, number, version.sealed_at, chosen.slug),
        note=note_of(record) if chosen.slug == "note" else None,
        is_latest=number == found.versions,
        endings=[
            (ends_words(m.ends_on, web.today()), m.what)
            for m in record.talk.restrictions
            if m.ends_on and number == found.versions
        ],
        pdf_url=url_for("decision.pdf", ref=ref, number=number, layout=layout)
        if any(r.layout == chosen.slug and r.state == "made" for r in copies)
        else None,
        back_url=url_for("decision.home", ref=ref),
    )
    web.look(found.id, f"version {number} {chosen.slug}")
    return page


@pages.get("/versions/<int:number>/<layout>.pdf")
@allow(*READS)
def pdf(ref: str, number: int, layout: str) -> Response:
    """The stored bytes, the same each time."""
    found, chosen = load(ref), layout_of(layout)
    conn = web.read()
    version = next((s for s in list_sealings(conn, found.id) if s.number == number), None)
    if version is None:
        raise NotFound(str(number))
    wanted = [r for r in list_renditions(conn, version.id) if r.layout == chosen.slug]
    if not wanted:
        raise NotFound(layout)
    data = get_bytes(conn, wanted[0].id)
    with web.write() as writing:
        note_download(writing, trail_of(web.current()), web.actor(), found, number, chosen.slug)
    return _pdf(data, f"{found.ref}-version-{number}-{chosen.slug}.pdf")


def _pdf(data: bytes, name: str) -> Response:
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
