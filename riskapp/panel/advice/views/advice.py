"""The advice on an item: what was given, what is being written, and seeing it differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.panel.advice.paper import (
    GivenAdvice,
    dissent_rows,
    interest_rows,
    quorum_rows,
    said_rows,
    without_rows,
)
from riskapp.panel.advice.presenters import AdviceLine, advice_line, entering_lines, step_lines
from riskapp.panel.advice.queries import (
    Advice,
    Advising,
    entries_shown,
    find_own,
    list_advice,
    list_dissents,
    may_write,
    state_of_advice,
)
from riskapp.panel.advice.rules import ANYBODY, can
from riskapp.panel.advice.services.advising import begin_advice
from riskapp.panel.advice.services.dissenting import begin_dissent, take_back_dissent
from riskapp.panel.advice.services.giving import interested, lacks_on
from riskapp.panel.advice.steps import advice as asked
from riskapp.panel.advice.steps import dissent as differing
from riskapp.panel.advice.steps import putting_right
from riskapp.panel.queries import list_conditions, may_open
from riskapp.panel.sitting.queries.papers import Before, get_before, get_pack
from riskapp.panel.sitting.queries.sittings import Member, list_members
from riskapp.panel.sitting.queries.views import has_interest
from riskapp.panel.sitting.rules import FOR_OTHERS, GIVEN, MEMBERS
from riskapp.panel.sitting.services.viewing import never_given
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.store import get_version_by_id

pages = Blueprint("advice", __name__, url_prefix="/advice/<ref>")
dissents = Blueprint("dissents", __name__, url_prefix="/dissent/<ref>")


def load(ref: str) -> Before:
    """Raises NotFound for an item of a sitting that the actor has no part in."""
    return get_before(web.read(), web.actor(), ref)


@pages.get("")
@allow(*MEMBERS)
def home(ref: str) -> str:
    return draw(load(ref))


def draw(before: Before, error: str = "") -> str:
    """Nothing of it is there before the views are open; nor, for whoever has an interest, before it is
    given.
    """
    conn, actor = web.read(), web.actor()
    sitting, item = before.sitting, before.item
    every = list_advice(conn, [item.id])[item.id]
    state, writes = state_of_advice(before, every), may_write(conn, actor, before)
    members, having = list_members(conn, sitting.id), interested(conn, before)
    is_kept_out = has_interest(conn, actor.user_id, item.id)
    conditions, chairs = list_conditions(conn, [item.referral_id]), sitting.is_panel_chair
    last = every[-1] if every else None
    may_differ = (
        last is not None
        and can("dissent", state)
        and not is_kept_out
        and any(one.advises and one.user_id == actor.user_id for one in members)
    )
    given = list_dissents(conn, [last.id])[last.id] if last else []
    page = render_template(
        "panel/advice/home.html",
        before=before,
        sitting=sitting,
        item=item,
        subject=before,
        state=state,
        is_kept_out=is_kept_out,
        lines=[
            _line(before, one, members)
            for one in reversed(every)
            if one.is_given or not is_kept_out
        ],
        steps=_steps(before, last, state) if writes and last and can("write", state) else [],
        may_begin=writes and can("begin", state),
        may_differ=may_differ,
        own=find_own(conn, actor, last.id) if last and may_differ else None,
        entering=entering_lines(
            before.home, members, [*having, *(one.user_id for one in given)], actor.user_id
        )
        if sitting.leads and can("dissent", state) and not is_kept_out
        else [],
        how_words={how: GIVEN[how] for how in FOR_OTHERS},
        conditions=conditions,
        opens=[one for one in conditions if may_open(actor, one, chairs=chairs)],
        error=error,
        has_errors=bool(error),
    )
    web.look(sitting.id, "advice")
    return page


def _steps(before: Before, last: Advice, state: Any) -> list[Any]:
    conn = web.read()
    shown = entries_shown(get_pack(conn, before.sitting, before.item))
    found = Advising(before, last, state, shown)
    return step_lines(found, get_entries(conn, found.id, found.facts))


def _line(before: Before, one: Advice, members: Sequence[Member]) -> AdviceLine:
    """As it was given; while it is written, as it stands."""
    conn = web.read()
    if one.version_id:
        return advice_line(one, GivenAdvice(get_version_by_id(conn, one.version_id).rows))
    return advice_line(one, as_it_stands(conn, before, one, members))


def as_it_stands(
    conn: Connection, before: Before, one: Advice, members: Sequence[Member]
) -> GivenAdvice:
    """What would be given now, with what is missing."""
    shown = entries_shown(get_pack(conn, before.sitting, before.item))
    entries = get_entries(conn, one.id)
    return GivenAdvice(
        {
            **said_rows(entries, shown, {"name": before.called_by}),
            **dissent_rows(list_dissents(conn, [one.id])[one.id], members),
            **quorum_rows("", lacks_on(conn, before, members)),
            **without_rows("", never_given(conn, before)),
            **interest_rows("", members, interested(conn, before)),
        }
    )


def _done(ref: str, act: Callable[[Connection, Trail, Actor], object], to: str) -> Any:
    """Does one thing, and leads to where it is gone on with."""
    load(ref)
    try:
        with web.write() as conn:
            act(conn, trail_of(web.current()), web.actor())
    except BadInput as bad:
        return draw(load(ref), str(bad)), 422
    return redirect(to, 303)


@pages.post("/begin")
@allow(*ANYBODY)
def begin(ref: str) -> Any:
    """The first advice, or a further one; a second click leads where the first one led."""
    before = load(ref)
    every = list_advice(web.read(), [before.item.id])[before.item.id]
    first = putting_right.STEP.slug if every and every[-1].is_given else asked.STEP.slug
    to = url_for("advising.step", ref=before.home, step=first)
    return _done(ref, lambda conn, trail, by: begin_advice(conn, trail, by, ref), to)


@dissents.post("/begin")
@allow(*MEMBERS)
def begin_differing(ref: str) -> Any:
    """One's own; or one that was given on paper or aloud, where the address names a seat."""
    before, to = load(ref), url_for("dissenting.step", ref=ref, step=differing.STEP.slug)
    if before.place.seat:
        how = request.form.get("how", "")
        return _done(ref, lambda conn, trail, by: begin_dissent(conn, trail, by, ref, how), to)
    return _done(ref, lambda conn, trail, by: begin_dissent(conn, trail, by, ref), to)


@dissents.post("/take-back")
@allow(*MEMBERS)
def take_back(ref: str) -> Any:
    to = url_for("advice.home", ref=load(ref).home) + "#dissent"
    return _done(ref, lambda conn, trail, by: take_back_dissent(conn, trail, by, ref), to)
