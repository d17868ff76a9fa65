"""Referrals: choosing a panel from a decision, a referral's own page, what other pages show of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.decision.backing import backing_stands
from riskapp.decision.beside import standing
from riskapp.decision.changes import Group
from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import Decision, find_decision_by_id, get_decision, list_bound
from riskapp.panel.leaving_out import put_before
from riskapp.panel.letter import LAYOUT, LetterPaper
from riskapp.panel.presenters import (
    SHORTLY,
    STANDS_FOR,
    added_lines,
    advice_on,
    asked_forms,
    asks_again,
    capacity_lines,
    capacity_of,
    heard_forms,
    line_words,
    next_step,
    referral_lines,
    terms_lines,
    where_it_is,
)
from riskapp.panel.queries import (
    Referral,
    find_made,
    get_referral,
    get_sent,
    list_conditions,
    list_following,
    list_of_decision,
    list_of_person,
    list_panels,
)
from riskapp.panel.rules import AFTER_ADVICE, ANYBODY, REFERS, WRITES, states_for
from riskapp.panel.services.referring import Again, BegunAlready, begin_referral
from riskapp.panel.steps import added_since, letter, question, their_part, withdrawing
from riskapp.panel.views.referring import SERVED
from riskapp.platform import slots, web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries, list_drafts, list_entries
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import (
    Rendition,
    find_latest,
    get_bytes,
    get_rendition,
    get_version_by_id,
)

asking_pages = Blueprint("asking", __name__, url_prefix="/decisions/<ref>/ask-a-panel")
pages = Blueprint("referral", __name__, url_prefix="/referrals/<ref>")

ASK = _("Ask a panel")
PANELS = _("Panels")


# -- choosing a panel ----------------------------------------------------------------------------


@asking_pages.get("")
@allow(*REFERS)
def ask(ref: str) -> str:
    return _ask(get_decision(web.read(), web.actor(), ref))


def _ask(decision: Decision, error: str = "") -> str:
    """The panels that can be asked, each with its terms, and what the conversation says of capacity."""
    conn, actor = web.read(), web.actor()
    panels = [one for one in list_panels(conn, actor) if one.takes_referrals]
    entries = list_entries(conn, {one.id: one.facts for one in panels})
    found = capacity_of(get_entries(conn, decision.id, decision.facts))
    page = render_template(
        "panel/ask.html",
        decision=decision,
        subject=decision,
        asked=_lines(list_of_decision(conn, actor, decision.id)),
        panels=[
            (
                one,
                terms_lines(entries[one.id], SHORTLY),
                capacity_lines(decision, one.terms, found),
            )
            for one in panels
        ],
        error=error,
        has_errors=bool(error),
    )
    web.look(decision.id, "ask a panel")
    return page


@asking_pages.post("")
@allow(*REFERS)
def begin(ref: str) -> Any:
    """A second click leads where the first one led."""
    actor, key = web.actor(), web.posted_key()
    decision = get_decision(web.read(), actor, ref)
    try:
        with web.write() as conn:
            asked = request.form.get("panel", "")
            made = begin_referral(conn, trail_of(web.current()), actor, decision, asked, key=key)
    except BadInput as bad:
        return _ask(decision, str(bad)), 422
    except BegunAlready:
        begun = find_made(web.read(), actor, key)
        if begun is None:
            raise
        made = begun
    return redirect(url_for("referring.step", ref=made, step=question.STEP.slug), 303)


# -- its own page --------------------------------------------------------------------------------


@pages.get("")
@allow(*ANYBODY)
def home(ref: str) -> str:
    """For those who may see the decision, and, once it is sent, for whoever chairs the panel."""
    conn, actor = web.read(), web.actor()
    try:
        found, is_own = get_referral(conn, actor, ref), True
    except NotFound:
        found, is_own = get_sent(conn, actor, ref), False
    entries, panel = get_entries(conn, found.id, found.facts), get_entries(conn, found.panel_id)
    writes = found.is_open and is_own
    page = render_template(
        "panel/referral.html",
        referral=found,
        subject=found,
        is_own=is_own,
        where=where_it_is(found, panel),
        stands_for=terms_lines(panel, STANDS_FOR),
        says=entries.data(their_part.STEP.slug).get("says", ""),
        asked=asked_forms(found, entries),
        heard=heard_forms(found, entries),
        added=added_lines(entries),
        why=entries.data(withdrawing.STEP.slug).get("why", ""),
        steps=referral_lines(found, entries) if writes else [],
        next_step=next_step(found, entries) if writes else None,
        can_add=is_own and SERVED.is_open(found, added_since.STEP.slug),
        can_withdraw=is_own and found.state in states_for("withdraw"),
        conditions=list_conditions(conn, [found.id]) if found.is_sent else [],
        unsaved=_unsaved(found) if is_own else [],
        **(_of_the_decision(found) if is_own else NOTHING_OF_THE_DECISION),
    )
    web.look(found.id, "referral")
    return page


NOTHING_OF_THE_DECISION: dict[str, Any] = {
    "capacity": None,
    "advice": [],
    "changed": [],
    "following": [],
    "can_answer": False,
    "letter": None,
}


def _of_the_decision(found: Referral) -> dict[str, Any]:
    """What its decision says of capacity and of this advice, for those who may see that; and what a
    later version changed that a backing rests on.
    """
    conn = web.read()
    decision = find_decision_by_id(conn, found.decision_id)
    entries = get_entries(conn, decision.id, decision.facts)
    lines, changed = [], []
    if found.state in AFTER_ADVICE:
        talk = Conversation(standing(conn, decision, entries), decision.called_by)
        stands, bound = backing_stands(conn, decision, entries), list_bound(conn, decision.id)
        lines = advice_on(found, decision, talk, stands, bound)
        changed = next((stands[one.view.id] for one in lines if one.view.id in stands), [])
    return {
        "capacity": capacity_lines(decision, found.terms, capacity_of(entries)),
        "advice": lines,
        "changed": changed,
        "following": list_following(conn, found.id),
        "can_answer": web.actor().is_any(*WRITES),
        "letter": find_latest(conn, found.id, LAYOUT) if lines else None,
    }


@pages.post("/look-again")
@allow(*REFERS)
def look_again(ref: str) -> Any:
    """The same panel is asked about what changed since it backed this, and about nothing else. Raises
    Conflict where nothing did.
    """
    actor, key, conn = web.actor(), web.posted_key(), web.read()
    found = get_referral(conn, actor, ref)
    decision = find_decision_by_id(conn, found.decision_id)
    changed = _of_the_decision(found)["changed"]
    if not changed:
        raise Conflict(ref)
    told = _told_again(found, decision)
    again = Again(found, asks_again(found, told, is_all=told == changed))
    try:
        with web.write() as writing:
            trail = trail_of(web.current())
            made = begin_referral(
                writing, trail, actor, decision, found.panel_ref, key=key, again=again
            )
    except BadInput as bad:
        raise Conflict(str(bad)) from None
    except BegunAlready:
        begun = find_made(web.read(), actor, key)
        if begun is None:
            raise
        made = begun
    return redirect(url_for("referring.step", ref=made, step=question.STEP.slug), 303)


def _told_again(found: Referral, decision: Decision) -> list[Group]:
    """What of it the panel's papers will tell: no more is quoted to it."""
    conn, told = web.read(), partial(put_before, codes=found.terms.leaves_out)
    entries = get_entries(conn, decision.id, decision.facts)
    ids = {one.id for one in list_bound(conn, decision.id) if one.source == found.ref}
    stands = backing_stands(conn, decision, entries, told)
    return next((groups for i, groups in stands.items() if i in ids), [])


def _unsaved(found: Referral) -> list[tuple[str, Any, str]]:
    """What the actor typed here and has not saved: on which page, when, and the way there; none where
    that page can be written in no more.
    """
    kept = list_drafts(web.read(), web.actor().user_id, found.id)
    titles = {step.slug: fill(step.title, found.names) for step in SERVED.journey.steps}
    here = url_for("referral.home", ref=found.ref)
    return [
        (titles[slug], at, f"{here}/{place}" if SERVED.is_open(found, slug) else "")
        for place, at in kept
        if (slug := place.partition("/")[0]) in titles
    ]


# -- the letter ----------------------------------------------------------------------------------


def _letter(found: Referral, rendition: str) -> Rendition:
    """Raises NotFound for what is no letter about this referral."""
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id:
        raise NotFound(rendition)
    return asked


@pages.get("/printed/<rendition>")
@allow(*REFERS)
def printed(ref: str, rendition: str) -> Response:
    """The letter, while it is made and once it is there; as it was written, also on screen."""
    conn = web.read()
    found = get_referral(conn, web.actor(), ref)
    asked = _letter(found, rendition)
    version = get_version_by_id(conn, str(asked.version_id))
    goes = get_entries(conn, found.id).data(letter.STEP.slug).get(letter.GOES)
    page = render_template(
        "panel/printed.html",
        subject=found,
        asked=asked,
        letter=LetterPaper(version.rows, version.digest),
        by_hand=goes == letter.BY_HAND,
    )
    web.look(found.id, "letter")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@pages.get("/printed/<rendition>.pdf")
@allow(*REFERS)
def pdf(ref: str, rendition: str) -> Response:
    found = get_referral(web.read(), web.actor(), ref)
    asked = _letter(found, rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.ref}-letter.pdf"'
    web.look(found.id, "letter.pdf")
    return answer


# -- what others' pages show ---------------------------------------------------------------------


def _lines(referrals: list[Referral]) -> tuple[tuple[str, str], ...]:
    return tuple((line_words(one), url_for("referral.home", ref=one.ref)) for one in referrals)


def beside_decision(conn: Connection, actor: Actor, decision_id: str, ref: str) -> slots.Beside:
    """Which panels were asked about it, and the way to ask one."""
    lines = _lines(list_of_decision(conn, actor, decision_id))
    way = (ASK, url_for("asking.ask", ref=ref)) if actor.is_any(*REFERS) else None
    return slots.Beside(PANELS, lines, ref, way=way)


def beside_person(conn: Connection, actor: Actor, person_id: str, ref: str) -> slots.Beside | None:
    """The same of all decisions about a person; nothing where no panel was asked."""
    lines = _lines(list_of_person(conn, actor, person_id))
    return slots.Beside(PANELS, lines, ref) if lines else None
