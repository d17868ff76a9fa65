"""The person's own page: what they mark on a second screen or a handed-over tablet."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import Decision
from riskapp.decision.services.talking import save_words
from riskapp.decision.steps import both_sides
from riskapp.decision.views.pages import WRITES, load, pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Moved
from riskapp.platform.forms import Form
from riskapp.platform.trail import trail_of
from riskapp.platform.wizard.posting import MACHINERY, Place, read_post
from riskapp.platform.wizard.serving import posted_pairs

MARKS, NOTHING = "marks", "nothing"
AGAIN = "again"  # in an address: looked at again by whoever has just kept it


@pages.get("/their-marks")
@allow(*WRITES)
def their_marks(ref: str) -> Any:
    """What they mark are the marks of both sides. Nothing is ticked when it opens: what somebody ticked
    for them while they talked is told apart, and is not theirs until they say so. Only whoever looks
    again at what was kept here a moment ago finds it ticked.
    """
    found = load(ref)
    if not found.is_open:
        return redirect(url_for("decision.home", ref=ref))
    entries = get_entries(web.read(), found.id, found.facts)
    said = entries.data(both_sides.STEP.slug) if AGAIN in request.args else {}
    return _page(found, entries, both_sides.STEP.form(data=said))


def address(ref: str) -> str:
    return url_for("decision.their_marks", ref=ref)


def _page(found: Decision, entries: Entries, form: Form, *, is_moved: bool = False) -> str:
    own = entries.of(both_sides.STEP.slug)
    page = render_template(
        "decision/their_marks.html",
        subject=found,
        talk=Conversation(entries, found.called_by),
        marks=form.field(MARKS),
        rev=own.rev if own else 0,
        here=address(found.ref),
        done=request.args.get("done", ""),
        is_moved=is_moved,
        is_again=AGAIN in request.args,
    )
    web.look(found.id, "their marks")
    return page


@pages.post("/their-marks")
@allow(*WRITES)
def keep_their_marks(ref: str) -> Any:
    """No draft is ended: the practitioner may be typing on the same step on another screen. Whatever
    else a post to this page holds was never asked here. Nothing marked leaves what stands; to take all
    of it back is a tick of its own.
    """
    found = load(ref)
    entries = get_entries(web.read(), found.id, found.facts)
    asked = [(n, v) for n, v in posted_pairs(request) if n in MACHINERY or n == MARKS]
    posted = read_post(Place(both_sides.STEP), entries, found, asked)
    standing = {one.id for one in entries.items(both_sides.CONSEQUENCES.slug)}
    is_blank = standing.isdisjoint(posted.form.field(MARKS).kept or ())
    if is_blank and NOTHING not in request.form:
        return redirect(url_for("decision.their_marks", ref=ref, done="blank"), 303)
    try:
        with web.write() as conn:
            save_words(
                conn,
                trail_of(web.current()),
                web.actor(),
                ref,
                key=posted.key,
                changes=posted.changes(entries),
                place="",
            )
    except Moved:
        entries = get_entries(web.read(), found.id, found.facts)
        return _page(found, entries, posted.form, is_moved=True), 409
    return redirect(url_for("decision.their_marks", ref=ref, done="kept"), 303)
