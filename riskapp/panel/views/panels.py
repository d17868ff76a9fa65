"""The panels there are, for everybody; and setting one up, seating its members, opening its door."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from riskapp.core.errors import BadInput
from riskapp.panel.journeys import SETTING_UP
from riskapp.panel.presenters import (
    IN_FULL,
    SHORTLY,
    left_out_words,
    says_how_soon,
    seat_lines,
    setup_lines,
    terms_lines,
)
from riskapp.panel.queries import (
    Panel,
    find_made,
    get_panel,
    list_members,
    list_panels,
    list_sent,
    list_who_may_sit,
)
from riskapp.panel.rules import SETS_UP, missing
from riskapp.panel.services.setting_up import (
    SetUpAlready,
    seat,
    set_up_panel,
    take_referrals,
    unseat,
)
from riskapp.panel.steps.seating import Seating
from riskapp.platform import web
from riskapp.platform.access import allow, allow_signed_in
from riskapp.platform.entries.reading import get_entries, list_entries
from riskapp.platform.trail import trail_of

index_pages = Blueprint("panels", __name__, url_prefix="/panels")
pages = Blueprint("panel", __name__, url_prefix="/panels/<ref>")


def load(ref: str) -> Panel:
    """Raises NotFound for a panel that is not told to the actor."""
    return get_panel(web.read(), web.actor(), ref)


@index_pages.get("")
@allow_signed_in
def index() -> str:
    """What each is for, who may ask it, how soon it sits and whether it has money."""
    conn, actor = web.read(), web.actor()
    found = list_panels(conn, actor)
    entries = list_entries(conn, {one.id: one.facts for one in found})
    return render_template(
        "panel/panels.html",
        panels=[(one, terms_lines(entries[one.id], SHORTLY)) for one in found],
        can_set_up=actor.is_any(*SETS_UP),
    )


@index_pages.post("")
@allow(*SETS_UP)
def set_up() -> Any:
    """A second click leads where the first one led."""
    key, actor = web.posted_key(), web.actor()
    try:
        with web.write() as conn:
            ref = set_up_panel(conn, trail_of(web.current()), actor, key=key)
    except SetUpAlready:
        made = find_made(web.read(), actor, key)
        if made is None:
            raise
        ref = made
    first = SETTING_UP.steps[0].slug
    return redirect(url_for("setting_up.step", ref=ref, step=first), 303)


@pages.get("")
@allow_signed_in
def home(ref: str) -> str:
    return _home(load(ref))


def _home(found: Panel, seating: Seating | None = None, chosen: str = "", error: str = "") -> str:
    conn, actor = web.read(), web.actor()
    entries, members = get_entries(conn, found.id), list_members(conn, found.id)
    sets_up = actor.is_any(*SETS_UP)
    chairs = [one for one in members if one.is_chair]
    page = render_template(
        "panel/panel.html",
        panel=found,
        subject=found,
        lines=terms_lines(entries, IN_FULL),
        seats=seat_lines(entries),
        left_out=left_out_words(found.terms),
        setup=setup_lines(found, entries) if sets_up else [],
        members=members if sets_up or any(m.user_id == actor.user_id for m in members) else [],
        chaired_by=", ".join(one.name for one in chairs),
        is_chair=any(one.user_id == actor.user_id for one in chairs),
        sent=list_sent(conn, actor, found.id),
        says_how_soon=says_how_soon(entries),
        missing=missing(found.terms, len(chairs)),
        sets_up=sets_up,
        actor_id=actor.user_id,
        may_sit=list_who_may_sit(conn, actor, found.id) if sets_up else [],
        seating=seating or Seating(),
        chosen=chosen,
        error=error,
        has_errors=bool(error or (seating and seating.wrong)),
    )
    web.look(found.id, "panel")
    return page


@pages.post("/people")
@allow(*SETS_UP)
def seats(ref: str) -> Any:
    found, who = load(ref), request.form.get("user", "")
    form = Seating(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return _home(found, form, who), 422
    try:
        with web.write() as conn:
            seat(conn, trail_of(web.current()), web.actor(), ref, who, form.kept)
    except BadInput as bad:
        return _home(found, form, who, str(bad)), 422
    return redirect(url_for("panel.home", ref=ref) + "#people", 303)


@pages.post("/people/leave")
@allow(*SETS_UP)
def leaves(ref: str) -> Any:
    found = load(ref)
    try:
        with web.write() as conn:
            who = request.form.get("user", "")
            unseat(conn, trail_of(web.current()), web.actor(), ref, who)
    except BadInput as bad:
        return _home(found, error=str(bad)), 422
    return redirect(url_for("panel.home", ref=ref) + "#people", 303)


@pages.post("/takes-referrals")
@allow(*SETS_UP)
def takes_referrals(ref: str) -> Any:
    """Opens its door, or shuts it where nothing says that it is to be open."""
    found, takes = load(ref), "takes" in request.form
    try:
        with web.write() as conn:
            take_referrals(conn, trail_of(web.current()), web.actor(), ref, takes=takes)
    except BadInput as bad:
        return _home(found, error=str(bad)), 422
    return redirect(url_for("panel.home", ref=ref), 303)
