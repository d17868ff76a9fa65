"""The reading pack of a sitting: how far it is, and its PDF, for those who read the papers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, url_for

from riskapp.core.errors import NotFound
from riskapp.decision.services.sealing import House
from riskapp.panel.pack.queries import find_pack, get_made, list_decisions
from riskapp.panel.pack.services import printing
from riskapp.panel.sitting.queries.papers import list_items
from riskapp.panel.sitting.queries.sittings import Sitting, get_sitting
from riskapp.panel.sitting.rules import ANYBODY, MEMBERS
from riskapp.panel.sitting.views.arranging import done
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import get_bytes

pages = Blueprint("reading_pack", __name__, url_prefix="/sittings/<ref>")


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)


def load(ref: str) -> Sitting:
    """Raises NotFound for a sitting that the actor has no part in, or whose papers are not out."""
    found = get_sitting(web.read(), web.actor(), ref)
    if not found.shows_papers:
        raise NotFound(ref)
    return found


def _house() -> House:
    return House.of(web.current().config, demonstration=web.is_demonstration())


@pages.post("/papers-out")
@allow(*ANYBODY)
def put_out(ref: str) -> Any:
    house = _house()
    return done(
        ref, "agenda", lambda conn, trail, by: printing.put_out(conn, trail, by, ref, house)
    )


@pages.get("/pack")
@allow(*MEMBERS)
def home(ref: str) -> Response:
    found, conn = load(ref), web.read()
    pack = find_pack(conn, found.id)
    page = render_template(
        "panel/pack/home.html",
        sitting=found,
        subject=found,
        pack=pack,
        items={one.number: one for one in list_items(conn, found.id)},
    )
    web.look(found.id, "reading pack")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if pack and pack.is_waiting else None)


@pages.post("/pack")
@allow(*ANYBODY)
def ask_again(ref: str) -> Any:
    load(ref)
    with web.write() as conn:
        printing.ask_again(conn, trail_of(web.current()), web.actor(), ref, _house())
    return redirect(url_for("reading_pack.home", ref=ref), 303)


@pages.get("/pack.pdf")
@allow(*MEMBERS)
def pdf(ref: str) -> Response:
    found, conn = load(ref), web.read()
    answer = Response(get_bytes(conn, get_made(conn, found.id)), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.ref}-pack.pdf"'
    web.look(found.id, "reading pack.pdf")
    web.look_at_each(list_decisions(conn, found.id), "reading pack of a panel")
    return answer
