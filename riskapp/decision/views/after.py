"""After the seal: what is said since, reviews, a sheet of it, and the day for a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict, NotFound
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import REVIEW, SINCE
from riskapp.decision.presenters.after import (
    SaidOf,
    asked_first,
    carrying_on,
    helps_of,
    of_the_way,
    review_lines,
    ways_of,
)
from riskapp.decision.queries import (
    Decision,
    Since,
    UnderReview,
    find_look_again,
    get_decision,
)
from riskapp.decision.rules import CARRY_ON, CHANGE, END
from riskapp.decision.services.after import check_read, save_since
from riskapp.decision.services.reviewing import (
    begin_review,
    end_review,
    put_review_away,
    record_after,
    save_review,
)
from riskapp.decision.views.guard import house_of
from riskapp.decision.views.pages import READS, WRITES, load, pages, unsaved
from riskapp.platform import web, wizard
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.trail import trail_of
from riskapp.platform.wizard.pages import WRITTEN_SINCE

EVERYTHING = (
    "everything"  # in the address of what was said since: also what the person's copy leaves out
)

# -- reviews -------------------------------------------------------------------------------------


@pages.post("/begin-review")
@allow(*WRITES)
def begin(ref: str) -> Any:
    try:
        with web.write() as conn:
            begin_review(conn, trail_of(web.current()), web.actor(), ref)
    except Conflict:  # a second click, or a conversation is under way
        return redirect(url_for("decision.home", ref=ref), 303)
    first = REVIEW.steps[0]
    return redirect(url_for("review.step", ref=ref, step=first.slug), 303)


@pages.get("/review")
@allow(*READS)
def review(ref: str) -> Any:
    """All of a review as it was said, and what may follow from it; to read, once it led to the
    conversation that is open.
    """
    found = load(ref)
    entries = get_entries(web.read(), found.id, found.facts)
    talk = Conversation(entries, found.called_by)
    if not (found.is_in_review or (found.is_open and talk.is_after_review)):
        return redirect(url_for("decision.home", ref=ref))
    after = Conversation(record_after(entries, web.today()), found.called_by)
    page = render_template(
        "decision/review.html",
        decision=found,
        subject=found,
        talk=talk,
        lines=review_lines(found, talk),
        seen=entries.mark(),
        is_written_since=WRITTEN_SINCE in request.args,
        can_write=found.is_in_review and web.actor().is_any(*WRITES),
        unsaved=unsaved(found) if found.is_in_review else [],
        carrying_on=carrying_on(talk, after),
        ways=(CARRY_ON, CHANGE, END),
    )
    web.look(found.id, "review")
    return page


@pages.post("/end-review")
@allow(*WRITES)
def end(ref: str) -> Any:
    """By one of three buttons; a second click leads where the first one led."""
    now, runtime = request.form.get("now", ""), web.current()
    if now not in (CARRY_ON, CHANGE, END):
        raise NotFound(now)
    seen = request.form.get("seen", "")
    try:
        with web.write() as conn:
            house = house_of(conn, get_decision(conn, web.actor(), ref))
            end_review(conn, trail_of(runtime), web.actor(), ref, house, now=now, seen=seen)
    except WrittenSince:
        return redirect(f"{url_for('decision.review', ref=ref)}?{WRITTEN_SINCE}=1", 303)
    except Conflict:
        pass
    return redirect(url_for("decision.home", ref=ref), 303)


@pages.post("/put-review-away")
@allow(*WRITES)
def put_away(ref: str) -> Any:
    try:
        with web.write() as conn:
            put_review_away(conn, trail_of(web.current()), web.actor(), ref)
    except Conflict:
        pass
    return redirect(url_for("decision.home", ref=ref), 303)


# -- the day for a calendar ----------------------------------------------------------------------


@pages.get("/look-again.ics")
@allow(*READS)
def calendar(ref: str) -> Response:
    """One day for a calendar, which others may see: the reference, and nothing about anybody."""
    found = load(ref)
    on = find_look_again(web.read(), found.id)
    if on is None:
        raise NotFound(ref)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//riskapp//look again//EN",
        "BEGIN:VEVENT",
        f"UID:{found.ref}-look-again-version-{found.versions}@riskapp",
        f"DTSTAMP:{web.current().clock.now():%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{found.ref}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    answer = Response("\r\n".join(lines), mimetype="text/calendar")
    name = f"{found.ref}-look-again.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    web.look(found.id, "look-again.ics")
    return answer


# -- both journeys, served by the wizard ---------------------------------------------------------


def _since(conn: Connection, actor: Actor, ref: str) -> Since:
    return get_decision(conn, actor, ref, Since)


def _under_review(conn: Connection, actor: Actor, ref: str) -> UnderReview:
    return get_decision(conn, actor, ref, UnderReview)


def _save_since(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    check_read(conn, actor, ref, request.form.get("version", ""), post["key"])
    return save_since(conn, trail_of(web.current()), actor, ref, **post)


def _save_review(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_review(conn, trail_of(web.current()), actor, ref, **post)


def _talk(found: Decision, entries: Entries) -> Mapping[str, Any]:
    return {"talk": Conversation(entries, found.called_by)}


def _more_review(found: Decision, entries: Entries) -> Mapping[str, Any]:
    more = _talk(found, entries)
    talk = more["talk"]
    first = asked_first(talk)
    return {
        **more,
        "asked_first": first,
        "of_the_way": of_the_way(talk),
        "ways_of": ways_of(talk),
        "helps_of": helps_of(talk),
    }


def _more_since(found: Decision, entries: Entries) -> Mapping[str, Any]:
    more = _talk(found, entries)
    about, chosen = SaidOf(more["talk"], EVERYTHING in request.args), request.args.get("about", "")
    return {**more, "said_of": about, "chosen": chosen, "everything": EVERYTHING}


SERVED = {
    "since": wizard.Serving(
        journey=SINCE,
        load=_since,
        save=_save_since,
        home="decision.home",
        roles=WRITES,
        name_of=name_of,
        look=lambda subject: web.look(subject.id, "said since"),
        more=_more_since,
    ),
    "review": wizard.Serving(
        journey=REVIEW,
        load=_under_review,
        save=_save_review,
        home="decision.review",
        roles=WRITES,
        name_of=name_of,
        look=lambda subject: web.look(subject.id, "review"),
        more=_more_review,
    ),
}
