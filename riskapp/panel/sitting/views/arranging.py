"""Arranging a sitting: when and where, who is asked, what is on the agenda, and papers going out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.panel.sitting.journeys import ARRANGING
from riskapp.panel.sitting.queries.sittings import get_sitting
from riskapp.panel.sitting.rules import ANYBODY
from riskapp.panel.sitting.services import arranging, ending
from riskapp.panel.sitting.views.sitting import ENDS, Ending, draw, load
from riskapp.platform import web, wizard
from riskapp.platform.access import allow
from riskapp.platform.trail import Trail, trail_of

pages = Blueprint("arranging_pages", __name__, url_prefix="/sittings/<ref>")


def done(ref: str, at: str, act: Callable[[Connection, Trail, Actor], object]) -> Any:
    """Does one thing to a sitting; shows the part of its page that changed, or why it could not."""
    load(ref)  # whoever has no part in it is told so before anything is read
    try:
        with web.write() as conn:
            act(conn, trail_of(web.current()), web.actor())
    except BadInput as bad:
        return draw(load(ref), str(bad), at), 422
    return redirect(url_for("sitting.home", ref=ref) + f"#{at}", 303)


@pages.post("/members")
@allow(*ANYBODY)
def ask(ref: str) -> Any:
    who, part = request.form.get("user", ""), request.form.get("part", "")
    return done(
        ref,
        "members",
        lambda conn, trail, by: arranging.ask_member(conn, trail, by, ref, who, part),
    )


@pages.post("/members/take-off")
@allow(*ANYBODY)
def take_off_member(ref: str) -> Any:
    who = request.form.get("user", "")
    return done(
        ref, "members", lambda conn, trail, by: arranging.take_off_member(conn, trail, by, ref, who)
    )


@pages.post("/coming")
@allow(*ANYBODY)
def coming(ref: str) -> Any:
    """Whether somebody comes: oneself, or, by those who lead it, anybody."""
    who = request.form.get("user", "") or web.actor().user_id
    said = request.form.get("attendance", "")
    return done(
        ref,
        "members",
        lambda conn, trail, by: arranging.note_attendance(conn, trail, by, ref, who, said),
    )


@pages.post("/agenda")
@allow(*ANYBODY)
def put_on(ref: str) -> Any:
    asked, minutes = request.form.get("referral", ""), request.form.get("minutes", "")
    return done(
        ref,
        "agenda",
        lambda conn, trail, by: arranging.list_item(conn, trail, by, ref, asked, minutes),
    )


@pages.post("/agenda/change")
@allow(*ANYBODY)
def change_agenda(ref: str) -> Any:
    """One item: its minutes, its place, or off the agenda."""
    action, number = request.form.get("action", ""), read_number(request.form.get("number", ""))
    minutes = request.form.get("minutes", "")

    def change(conn: Connection, trail: Trail, by: Actor) -> None:
        if action == "off":
            arranging.take_off_item(conn, trail, by, ref, number)
        elif action in ("up", "down"):
            arranging.move_item(conn, by, ref, number, up=action == "up")
        else:
            arranging.set_minutes(conn, by, ref, number, minutes)

    return done(ref, "agenda", change)


def read_number(text: str) -> int:
    """A place on an agenda; 0, where nothing is, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0  # noqa: PLR2004


@pages.post("/held")
@allow(*ANYBODY)
def hold(ref: str) -> Any:
    """With what was not reached, and why."""
    form = Ending(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return draw(load(ref), at=ENDS, ending=form), 422
    numbers = [read_number(one) for one in form.field("not_reached").kept or ()]
    why = form.field("because").kept or ""
    return done(
        ref,
        ENDS,
        lambda conn, trail, by: ending.hold(conn, trail, by, ref, not_reached=numbers, because=why),
    )


@pages.post("/call-off")
@allow(*ANYBODY)
def call_off(ref: str) -> Any:
    return done(ref, ENDS, lambda conn, trail, by: ending.call_off(conn, trail, by, ref))


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return arranging.save_arranging(conn, trail_of(web.current()), actor, ref, **post)


SERVED = wizard.Serving(
    journey=ARRANGING,
    load=get_sitting,
    save=_save,
    home="sitting.home",
    roles=ANYBODY,
    name_of=name_of,
    look=lambda subject: web.look(subject.id, "sitting"),
    closed="panel/sitting/closed.html",
)
