"""An item as it is put before the members: its papers, interests, and the views once they are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.record import record_of
from riskapp.panel.journeys import by_list
from riskapp.panel.rules import left_out_words
from riskapp.panel.sitting.presenters import (
    WHO_READS_WHY,
    WHY_PUT_OFF,
    cards,
    rest_of,
    sides,
    view_rows,
    waiting_lines,
)
from riskapp.panel.sitting.queries.papers import (
    Before,
    get_before,
    get_pack,
    list_put_out,
)
from riskapp.panel.sitting.queries.sittings import ASKED_FIRST, list_members
from riskapp.panel.sitting.queries.views import Interest as Declared
from riskapp.panel.sitting.queries.views import (
    Viewing,
    get_own,
    has_interest,
    list_declarations,
    list_given,
    list_interests,
    list_shown_to,
    list_taken_back,
)
from riskapp.panel.sitting.rules import (
    ANYBODY,
    FOR_OTHERS,
    GIVEN,
    MEMBERS,
    MOST_ROUNDS,
    Standing,
    gives_first,
)
from riskapp.panel.sitting.services import ending, viewing
from riskapp.panel.sitting.steps import view
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_draft, get_entries
from riskapp.platform.forms import Form, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.store import get_version_by_id
from riskapp.platform.wizard.kept import read_draft
from riskapp.platform.wizard.posting import Place

pages = Blueprint("papers", __name__, url_prefix="/papers/<ref>")


class Interest(Form):
    """Asked beside the papers, before a view."""

    has = one_of(
        _("Do you have an interest in this item?"),
        (
            ("none", _("I have none")),
            ("yes", _("I have one, and give no view and no advice on it")),
        ),
        hint=_(
            "For example you know the person or the family, decide about their money, or your service "
            "would provide what is asked for. Whoever has one does not read what the others think. "
            "Those who lead the sitting read what you declare at once, the others with the views. If "
            "you change it, what you declared before is kept."
        ),
    )
    what = prose(_("What is it?"), rows=2, most=2_000, only_if=("has", "yes"))


class Opening(Form):
    without = prose(
        _("Why are not all views waited for?"),
        hint=_("It stands beside the views. That a view is missing is said in any case."),
        rows=2,
        most=2_000,
    )


class PuttingOff(Form):
    """Asked beside the button that puts one item off."""

    because = prose(WHY_PUT_OFF, hint=WHO_READS_WHY, rows=2, most=2_000)


def load(ref: str) -> Before:
    """Raises NotFound for an item of a sitting that the actor has no part in."""
    return get_before(web.read(), web.actor(), ref)


@pages.get("")
@allow(*MEMBERS)
def home(ref: str) -> str:
    return draw(load(ref))


def draw(before: Before, error: str = "", interest: Interest | None = None) -> str:
    """The page of an item; with what was not done, or could not be read."""
    conn, actor = web.read(), web.actor()
    found, item = before.sitting, before.item
    rows = get_pack(conn, found, item)
    record = record_of(rows, "" if item.is_unsealed else item.digest)
    members, interests = list_members(conn, found.id), list_interests(conn, [item.id])
    own, declared = get_own(conn, actor, item), interests.get((item.id, actor.user_id))
    standing = own.standing(declared) if own else None
    is_kept_out = has_interest(conn, actor.user_id, item.id)
    shown = list_shown_to(conn, actor, item.id) if item.is_heard else []
    readable = {one.user_id for one in shown}
    heard = [one for one in members if one.user_id in readable or not is_kept_out]
    waiting = []
    if found.leads:
        given, said = list_given(conn, [item.id]), list_declarations(conn, [item.id])
        waiting = waiting_lines(before, members, given, said)
    page = render_template(
        "panel/sitting/papers.html",
        before=before,
        sitting=found,
        item=item,
        subject=before,
        items=list_put_out(conn, found.id),
        without=left_out_words(found.terms.leaves_out),
        told=by_list(
            (one["key"], one["question"], one["shown"])
            for one in item.asked
            if one["key"] != ASKED_FIRST
        ),
        record=record,
        talk=record.talk,
        sides=sides(record),
        rest=rest_of(record),
        version=get_version_by_id(conn, str(item.version_id)),
        own=own,
        standing=standing,
        Standing=Standing,
        own_rows=view_rows(own.said, with_note=True) if own and own.said else [],
        taken_back=[
            (one, view_rows(one.said, with_note=True))
            for one in (list_taken_back(conn, actor, item) if own else [])
        ],
        too_late=_too_late(Viewing(before, own, actor.user_id, declared))
        if own and standing == Standing.TOO_LATE
        else [],
        declared=declared,
        interest=interest or _asked_again(declared),
        waiting=waiting,
        actor_id=actor.user_id,
        gives_first=any(
            one.user_id == actor.user_id and standing and gives_first(standing, one.attendance)
            for one in members
        ),
        missing=[one.member.name for one in waiting if one.is_waited_for],
        opening=Opening(),
        putting_off=PuttingOff() if found.leads and item.may_be_put_off else None,
        how_words={how: GIVEN[how] for how in FOR_OTHERS},
        is_kept_out=is_kept_out,
        cards=cards(before, heard, shown, interests) if item.is_heard else [],
        may_ask_again=found.chairs
        and item.is_revealed
        and before.takes_views
        and item.round.number < MOST_ROUNDS,
        error=error,
        has_errors=bool(error or (interest and interest.wrong)),
    )
    web.look(found.id, "papers")
    web.look(item.decision_id, "papers of a panel")
    return page


def _asked_again(declared: Declared | None) -> Interest:
    """The question as it was answered before."""
    if declared is None:
        return Interest()
    has = "yes" if declared.is_there else "none"
    return Interest(data={"has": has, "what": declared.what or None})


def _too_late(found: Viewing) -> list[tuple[str, str]]:
    """What the actor had written and not given when the views were opened, for them alone."""
    conn = web.read()
    entries = get_entries(conn, found.id)
    kept = get_draft(conn, web.actor().user_id, found.id, view.STEP.slug)
    if kept is None:
        return view_rows(entries.data(view.STEP.slug), with_note=True) if entries.every else []
    return read_draft(Place(view.STEP), entries, found, kept).unsaved({})


def _done(
    ref: str, at: str, act: Callable[[Connection, Trail, Actor], object], to: str = ""
) -> Any:
    """Does one thing about an item, and leads to the part of its page that changed."""
    load(ref)
    try:
        with web.write() as conn:
            act(conn, trail_of(web.current()), web.actor())
    except BadInput as bad:
        return draw(load(ref), str(bad)), 422
    return redirect(to or url_for("papers.home", ref=load(ref).home) + f"#{at}", 303)


@pages.post("/interest")
@allow(*MEMBERS)
def declare(ref: str) -> Any:
    before, form = load(ref), Interest(raw=list(request.form.items(multi=True)))
    has, what = form.field("has").kept, form.field("what").kept
    if form.wrong or has is None:
        return draw(before, "" if form.wrong else str(_("Say whether you have one")), form), 422
    return _done(
        ref,
        "views" if before.place.seat else "interest",
        lambda conn, trail, by: viewing.declare(
            conn, trail, by, ref, is_there=has == "yes", what=what or ""
        ),
    )


@pages.post("/take-back")
@allow(*MEMBERS)
def take_back(ref: str) -> Any:
    to = url_for("viewing.step", ref=ref, step=view.STEP.slug)
    return _done(ref, "view", lambda conn, trail, by: viewing.take_back(conn, trail, by, ref), to)


@pages.post("/after-hearing")
@allow(*MEMBERS)
def after_hearing(ref: str) -> Any:
    """A view that comes too late is written all the same, and says so."""
    to = url_for("viewing.step", ref=ref, step=view.STEP.slug)
    return _done(
        ref, "view", lambda conn, trail, by: viewing.say_after_hearing(conn, trail, by, ref), to
    )


@pages.post("/enter")
@allow(*ANYBODY)
def enter(ref: str) -> Any:
    """What a member gave on paper or aloud: the address names their seat."""
    how, to = request.form.get("how", ""), url_for("viewing.step", ref=ref, step=view.STEP.slug)
    return _done(
        ref, "views", lambda conn, trail, by: viewing.begin_entering(conn, trail, by, ref, how), to
    )


@pages.post("/open")
@allow(*ANYBODY)
def open_views(ref: str) -> Any:
    before, form = load(ref), Opening(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return draw(before, str(form.wrong[0].error)), 422
    without = form.field("without").kept or ""
    return _done(
        ref, "views", lambda conn, trail, by: viewing.open_views(conn, trail, by, ref, without)
    )


@pages.post("/again")
@allow(*ANYBODY)
def ask_again(ref: str) -> Any:
    """A second round, after members heard each other."""
    return _done(ref, "views", lambda conn, trail, by: viewing.open_round(conn, trail, by, ref))


@pages.post("/put-off")
@allow(*ANYBODY)
def put_off(ref: str) -> Any:
    """It was not reached."""
    before, form = load(ref), PuttingOff(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return draw(before, str(form.wrong[0].error)), 422
    why = form.field("because").kept or ""
    return _done(ref, "main", lambda conn, trail, by: ending.put_off(conn, trail, by, ref, why))
