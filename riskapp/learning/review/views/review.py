"""A learning review: convened, its own page, who is in it, and what stood that day, whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.errors import BadInput, NotFound
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.queries import find_law
from riskapp.decision.record import record_of
from riskapp.decision.rules import Copy
from riskapp.learning.presenters import month_of, unsealed
from riskapp.learning.queries import list_lately
from riskapp.learning.review.journeys import REVIEWING
from riskapp.learning.review.paper import TOLD_BACK
from riskapp.learning.review.presenters import can_write, member_lines, next_step, part_lines
from riskapp.learning.review.queries import (
    Review,
    find_convened,
    get_review,
    list_also_before,
    list_answers,
    list_members,
    list_reviews,
    list_said_of,
    list_sealers,
    list_who_had_read,
    list_who_may_join,
)
from riskapp.learning.review.rules import CONVENES, MEMBERS, PARTS
from riskapp.learning.review.services.answering import say_how_it_was
from riskapp.learning.review.services.convening import (
    ConvenedAlready,
    ask_to_join,
    convene,
    leave,
)
from riskapp.learning.review.steps import opening, that_day, you_said
from riskapp.learning.review.views.reviewing import remarks
from riskapp.learning.review.views.standing import before
from riskapp.learning.views.pages import READS as SEES_WHAT_HAPPENED
from riskapp.learning.views.reading_again import worth_rereading
from riskapp.library.queries import get_safeguarding, list_jurisdictions
from riskapp.library.rules import is_old
from riskapp.platform import holds, slots, web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_draft, get_entries, list_drafts
from riskapp.platform.forms import Form, line
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import Rendition, get_bytes, get_rendition
from riskapp.platform.wizard.kept import read_draft
from riskapp.platform.wizard.posting import Place

index_pages = Blueprint("learning_reviews", __name__, url_prefix="/learning-reviews")
pages = Blueprint("learning_review", __name__, url_prefix="/learning-reviews/<ref>")

Unsaved = tuple[str, datetime, str, list[tuple[str, str]]]


def load(ref: str) -> Review:
    """Raises NotFound for a review that the actor is no member of."""
    return get_review(web.read(), web.actor(), ref)


# -- convening -----------------------------------------------------------------------------------


@index_pages.get("")
@allow(*CONVENES)
def index() -> str:
    """What there is to learn from, by whose it is and month, and the reviews one is in already."""
    return _index(request.args.getlist("about"))


def _index(chosen: list[str], error: str = "") -> str:
    conn, actor = web.read(), web.actor()
    return render_template(
        "learning/review/convene.html",
        happened=list_lately(conn, actor),
        chosen=chosen,
        month_of=month_of,
        reviews=list_reviews(conn, actor),
        error=error,
        has_errors=bool(error),
    )


@index_pages.post("")
@allow(*CONVENES)
def convene_now() -> Any:
    """Of what was chosen; a second click leads where the first one led."""
    about, key, actor = request.form.getlist("about"), web.posted_key(), web.actor()
    try:
        with web.write() as conn:
            ref = convene(conn, trail_of(web.current()), actor, about, key=key)
    except ConvenedAlready:
        begun = find_convened(web.read(), actor, key)
        if begun is None:
            raise
        ref = begun
    except BadInput as bad:
        return _index(about, str(bad)), 422
    return redirect(url_for("learning_review.home", ref=ref), 303)


# -- its own page --------------------------------------------------------------------------------


@pages.get("")
@allow(*MEMBERS)
def home(ref: str) -> str:
    return _home(load(ref))


class HowItWas(Form):
    learned = line(_("What have you learned that changes how you work?"), most=200)
    again = line(_("Would you come again, and why?"), most=200)


def _home(found: Review, error: str = "", how: HowItWas | None = None) -> str:
    conn, actor = web.read(), web.actor()
    entries, members = get_entries(conn, found.id, found.facts), list_members(conn, found.id)
    has_answered = any(one.has_answered for one in members if one.user_id == actor.user_id)
    page = render_template(
        "learning/review/home.html",
        review=found,
        subject=found,
        parts=part_lines(found, entries),
        next_step=next_step(found, entries),
        members=member_lines(
            found, members, list_sealers(conn, found), list_who_had_read(conn, found)
        ),
        also_before=list_also_before(conn, actor, found),
        how=None if has_answered else how or HowItWas(),
        how_it_was=_answers(list_answers(conn, found.id)),
        may_join=list_who_may_join(conn, found.id) if found.may_ask(actor) else None,
        actor=actor,
        part_words=PARTS.items(),
        told=_told(found, entries),
        # The way to what happened itself is open to whoever may see it anyway.
        own={one.ref for one in found.of if one.team_id in actor.team_ids and _may_see()},
        # Before it is opened, this would tell something of what came of it.
        held_since=holds.held_since(conn, found.id) if found.is_opened else None,
        unsaved=_unsaved(found, entries),
        worth_rereading=[
            (
                fill(step.title, found.names),
                f"{url_for('learning_review.home', ref=found.ref)}/{step.slug}",
            )
            for step in worth_rereading(REVIEWING, entries, remarks(found))
            if can_write(found, step.slug) and not found.is_on_hold
        ],
        error=error,
        has_errors=bool(error or (how and how.wrong)),
    )
    web.look(found.id, "learning review")
    return page


def _answers(every: Sequence[Mapping[str, str]]) -> list[tuple[str, list[str]]]:
    """All answers to each question, in the order of their words: not which two are one person's."""
    return [
        (field.question, sorted(one[field.key] for one in every if field.key in one))
        for field in HowItWas()
    ]


def _may_see() -> bool:
    return web.actor().is_any(*SEES_WHAT_HAPPENED)


def _told(found: Review, entries: Entries) -> list[tuple[str, Any]]:
    """What was thought that day, and why it was opened early: read only, once it is open."""
    if not found.is_opened:
        return []
    return [
        (fill(step.title, found.names), step.form(data=entries.data(step.slug)))
        for step in (that_day.STEP, *((opening.STEP,) if found.opened_early else ()))
    ]


def _unsaved(found: Review, entries: Entries) -> list[Unsaved]:
    """What the actor typed and has not saved: on which page, when, the way there, and the words where
    that page can be written in no more.
    """
    conn, user_id = web.read(), web.actor().user_id
    kept: list[Unsaved] = []
    for place, at in list_drafts(conn, user_id, found.id):
        slug = place.partition("/")[0]
        step = REVIEWING.step(slug)
        if can_write(found, slug):
            address = f"{url_for('learning_review.home', ref=found.ref)}/{place}"
            kept.append((fill(step.title, found.names), at, address, []))
        elif found.is_opened and (draft := get_draft(conn, user_id, found.id, place)):
            posted = read_draft(Place(step), entries, found, draft)
            words = posted.unsaved(entries.data(slug))
            kept.append((fill(step.title, found.names), at, "", words))
    return kept


@pages.post("/how-it-was")
@allow(*MEMBERS)
def say_how(ref: str) -> Any:
    found, form = load(ref), HowItWas(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return _home(found, how=form), 422
    with web.write() as conn:
        say_how_it_was(conn, trail_of(web.current()), web.actor(), ref, form.kept)
    return redirect(url_for("learning_review.home", ref=ref) + "#how-it-was", 303)


# -- who is in it --------------------------------------------------------------------------------


@pages.post("/people")
@allow(*MEMBERS)
def join(ref: str) -> Any:
    found = load(ref)
    try:
        with web.write() as conn:
            who, part = request.form.get("user", ""), request.form.get("part", "")
            ask_to_join(conn, trail_of(web.current()), web.actor(), ref, who, part)
    except BadInput as bad:
        return _home(found, str(bad)), 422
    return redirect(url_for("learning_review.home", ref=ref) + "#people", 303)


@pages.post("/people/leave")
@allow(*MEMBERS)
def leaves(ref: str) -> Any:
    """Somebody leaves; whoever takes themselves out has no review to come back to."""
    found, who = load(ref), request.form.get("user", "")
    try:
        with web.write() as conn:
            leave(conn, trail_of(web.current()), web.actor(), ref, who)
    except BadInput as bad:
        return _home(found, str(bad)), 422
    is_self = who == web.actor().user_id
    return redirect("/" if is_self else url_for("learning_review.home", ref=ref) + "#people", 303)


# -- what stood that day, whole ------------------------------------------------------------------


@pages.get("/stood/<happening>")
@allow(*MEMBERS)
def stood(ref: str, happening: str) -> str:
    """The sealed version, or the conversation as it was when that day began, with its timeline."""
    found = load(ref)
    one = next((one for one in found.of if one.ref == happening), None)
    if one is None:
        raise NotFound(happening)
    then, layout = before(one), layout_of(Copy.FULL)
    if not then.rows or then.decision is None:
        raise NotFound(happening)
    digest = then.version.digest if then.version else ""
    rows = then.rows if then.version else unsealed(then.rows)
    page = render_template(
        "learning/review/stood.html",
        record=record_of(shown_rows(RECORD, layout, rows), digest),
        layout=layout,
        review=found,
        subject=found,
        before=then,
        is_latest=True,
        pdf_url=None,
        back_url=f"{url_for('learning_review.home', ref=ref)}/{that_day.STEP.slug}?of={one.ref}"
        if not found.is_opened
        else url_for("learning_review.home", ref=ref),
    )
    # Of the decision, for that is what was looked at; it says nothing of a review.
    web.look(then.decision.id, f"version {then.sealing.number} full" if then.sealing else "draft")
    return page


# -- safety --------------------------------------------------------------------------------------


@pages.get("/safeguarding")
@allow(*MEMBERS)
def safeguarding(ref: str) -> str:
    """The route of the place, for members who may not see the page of what happened as well."""
    found, runtime = load(ref), web.current()
    law = find_law(web.read(), found.of[0].person_id) or runtime.config.jurisdiction
    known = {j.slug: j.name for j in list_jurisdictions()}
    wanted = request.args.get("where", law)
    content = get_safeguarding(wanted if wanted in known else law, runtime.config.content_folder)
    here, home_url = (
        url_for(f"learning_review.{page}", ref=ref) for page in ("safeguarding", "home")
    )
    page = render_template(
        "learning/review/safeguarding.html",
        subject=found,
        route=content,
        is_old=is_old(content, web.today()),
        others=[
            (f"{here}?where={slug}", name)
            for slug, name in known.items()
            if slug != content.jurisdiction
        ],
        carry_on=home_url,
        onward=_("Go on with the review"),
    )
    web.look(found.id, "safeguarding")
    return page


# -- the report ----------------------------------------------------------------------------------


def _report(found: Review, rendition: str) -> Rendition:
    """Raises NotFound for what is no report of this review."""
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id:
        raise NotFound(rendition)
    return asked


@pages.get("/printed/<rendition>")
@allow(*MEMBERS)
def printed(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked = _report(found, rendition)
    page = render_template("learning/review/printed.html", subject=found, asked=asked)
    web.look(found.id, "report, printed")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@pages.get("/printed/<rendition>.pdf")
@allow(*MEMBERS)
def pdf(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked = _report(found, rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    # What is handed to others has no reference, its name neither.
    name = "you-said.pdf" if asked.layout == TOLD_BACK else f"{found.ref}-report.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    web.look(found.id, "report.pdf")
    return answer


# -- what those who told us are told --------------------------------------------------------------


def answers(conn: Connection, happening_id: str) -> list[slots.Answer]:
    """For the page of what happened, where a review chose to show it there. It says of none which."""
    step, heard = you_said.STEP.slug, you_said.HEARD.slug
    every = list_said_of(conn, happening_id, (step, heard))
    shows = {one for one, of, said in every if of == step and said.get("share") == you_said.YES}
    return [_answer(said) for one, of, said in every if of == heard and one in shows]


def _answer(said: Mapping[str, Any]) -> slots.Answer:
    who, *rest = you_said.HEARD.item_form(data=said)
    return slots.Answer(
        str(who.kept or ""), tuple((f.question, f.shown(f.kept) if f.kept else "") for f in rest)
    )
