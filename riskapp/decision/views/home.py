"""A decision's own page, and what is done from there."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.errors import Conflict
from riskapp.decision import prompts
from riskapp.decision.asked_before import said_before
from riskapp.decision.backing import backing_stands
from riskapp.decision.beside import standing
from riskapp.decision.conversation import Conversation
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.presenters.after import how_it_went
from riskapp.decision.presenters.outside import courts_since, view_lines
from riskapp.decision.presenters.reading_back import safety_not_asked
from riskapp.decision.presenters.sealed import copy_lines, ends_words, held_copies, ring_lines
from riskapp.decision.presenters.talking import (
    MOST_TAKEN_AWAY,
    asks_again,
    next_line,
    next_step,
    part_lines,
    taken_away,
    what_doors_brought,
)
from riskapp.decision.presenters.telling import Telling
from riskapp.decision.presenters.timeline import TIMELINE_IS_IN, as_sealed_since, timeline
from riskapp.decision.queries import Decision, find_look_again, list_bound, list_endings, list_given
from riskapp.decision.rules import ENDS_LATER, State, when_it_ends
from riskapp.decision.services.copies import note_given, refuse_day
from riskapp.decision.services.putting_away import put_version_away
from riskapp.decision.services.talking import begin_next_version
from riskapp.decision.steps import looking_again
from riskapp.decision.views.pages import MANAGES, READS, WRITES, left_unsaved, load, pages, unsaved
from riskapp.platform import holds, slots, web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries, list_removed, list_told
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.forms import Form, day, line, one_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import get_version, list_renditions, list_sealings
from riskapp.platform.wizard.pages import WRITTEN_SINCE


class CopyGiven(Form):
    given_on = day(_("When was it given?"), expects="past")
    to_whom = line(_("To whom?"))
    layout = one_of(
        _("Which copy?"),
        [(x.slug, x.title) for x in LAYOUTS if x.has_pdf],
        inline=False,
    )


@pages.get("")
@allow(*READS)
def home(ref: str) -> str:
    return _home(load(ref), CopyGiven())


def _home(found: Decision, give_form: Form) -> str:
    conn = web.read()
    entries = get_entries(conn, found.id, found.facts)
    sealings = list_sealings(conn, found.id)
    latest = sealings[0] if sealings else None
    renditions = list_renditions(conn, latest.id) if latest else []
    given = list_given(conn, [s.id for s in sealings])
    told = list_told(conn, found.id, TIMELINE_IS_IN)
    for asked in give_form:
        asked.names = found.names
    last = get_version(conn, found.id).rows if found.is_open and latest else {}
    talk = Conversation(standing(conn, found, entries), found.called_by, said_before(last))
    telling = Telling(found, talk)
    stands = backing_stands(conn, found, entries)
    parts = part_lines(found, entries) if found.is_open else []
    since = as_sealed_since(told, sealings)
    removed = list_removed(conn, found.id, since) if found.is_open else []
    page = render_template(
        "decision/home.html",
        decision=found,
        subject=found,
        talk=talk,
        asks_of_marks=found.is_open and prompts.asks(talk, prompts.MoreThanThreeMarked),
        sealed=latest,
        how_it_went=None if found.is_in_review else how_it_went(talk),
        endings=_endings_near(conn, found),
        ring=ring_lines(talk),
        copies=copy_lines(found, talk, latest.number, renditions) if latest else [],
        is_waiting=any(r.state == "waiting" for r in renditions),
        held=held_copies(found, sealings, given),
        telling=telling,
        given_just_now=[
            g for g in given if g.id == request.args.get("given") and telling.asks_about(g)
        ],
        outside=view_lines(found, talk, stands, list_bound(conn, found.id)) if talk.outside else [],
        courts_since=courts_since(talk, latest.number, latest.sealed_at) if latest else [],
        outside_links=_outside_links(found),
        timeline=timeline(
            found,
            sealings,
            given,
            told,
            talk,
            {i for i, g in stands.items() if g},
            slots.on_timeline(conn, web.actor(), found.id),
        ),
        changes_url=url_for("decision.changes", ref=found.ref) if len(sealings) > 1 else None,
        also=slots.beside_decision(conn, web.actor(), found.id, found.ref),
        seen=entries.mark(),
        is_written_since=WRITTEN_SINCE in request.args,
        parts=parts,
        taken_away=taken_away(found, entries, removed),
        most_taken_away=MOST_TAKEN_AWAY,
        brought=what_doors_brought(talk) if found.is_open else "",
        next_step=next_line(found, entries) if found.is_open else None,
        next_asks_again=found.is_open and asks_again(found, entries, next_step(found, entries)),
        safety_not_asked=safety_not_asked(found, talk, last) if found.is_open else [],
        can_begin=found.state == State.SEALED and web.actor().is_any(*WRITES),
        can_write=web.actor().is_any(*WRITES),
        give_form=give_form,
        unsaved=unsaved(found) if found.is_open else left_unsaved(found),
        held_since=holds.held_since(conn, found.id, found.person_id),
        look_again_on=find_look_again(conn, found.id),
        has_errors=bool(give_form.wrong),
    )
    web.look(found.id, "decision")
    return page


def _outside_links(found: Decision) -> list[tuple[str, LazyString]]:
    """Where a manager speaks of it, and where what a court decided is noted."""
    said = (
        (MANAGES, "oversight", _("As a manager: comment, offer support, back it, or say why not")),
        (WRITES, "court", _("A court decided something about this")),
    )
    return [
        (url_for(f"decision.{page}", ref=found.ref), words)
        for roles, page, words in said
        if web.actor().is_any(*roles)
    ]


def _endings_near(conn: Connection, found: Decision) -> list[tuple[str, str]]:
    """The restrictions that have ended, or end this week: when, and what they are."""
    return [
        (ends_words(one.on, web.today()), one.what)
        for one in list_endings(conn, [found.id])
        if when_it_ends(one.on, web.today()) != ENDS_LATER
    ]


@pages.post("/begin-next")
@allow(*WRITES)
def begin_next(ref: str) -> Any:
    """Leads to the one question a later version begins with."""
    try:
        with web.write() as conn:
            begin_next_version(conn, trail_of(web.current()), web.actor(), ref)
    except Conflict:  # a second click: it is open already
        return redirect(url_for("decision.home", ref=ref), 303)
    first = url_for("conversation.step", ref=ref, step=looking_again.STEP.slug)
    return redirect(first, 303)


@pages.post("/put-version-away")
@allow(*WRITES)
def put_away_next(ref: str) -> Any:
    try:
        with web.write() as conn:
            seen = request.form.get("seen", "")
            put_version_away(conn, trail_of(web.current()), web.actor(), ref, seen)
    except WrittenSince:
        return redirect(f"{url_for('decision.home', ref=ref)}?{WRITTEN_SINCE}=1#put-away", 303)
    except Conflict:  # a second click
        pass
    return redirect(url_for("decision.home", ref=ref), 303)


@pages.post("/given")
@allow(*WRITES)
def note_copy_given(ref: str) -> Any:
    found = load(ref)
    form = CopyGiven(raw=list(request.form.items(multi=True)), names=found.names)
    kept = form.kept
    for key, words in (
        ("given_on", _("Write the day it was given")),
        ("to_whom", _("Write whom it was given to")),
        ("layout", _("Choose which copy it was")),
    ):
        if key not in kept and not form.field(key).error:
            form.field(key).error = words
    if "given_on" in kept:
        given_on, version = date.fromisoformat(kept["given_on"]), get_version(web.read(), found.id)
        form.field("given_on").error = refuse_day(version, given_on, web.today())
    if form.wrong:
        return _given_again(found, form)
    with web.write() as conn:
        note_given(
            conn,
            trail_of(web.current()),
            web.actor(),
            ref,
            given_on=given_on,
            to_whom=kept["to_whom"],
            layout=kept["layout"],
            today=web.today(),
            key=web.posted_key(),
        )
    return redirect(url_for("decision.home", ref=ref, given=web.posted_key()), 303)


def _given_again(found: Decision, form: Form) -> Any:
    """The form with what to look at. Raises Conflict, which gives the words back, where its page has
    none of it any more: the next version was begun since.
    """
    if found.is_open:
        raise Conflict(found.ref)
    return _home(found, form), 422
