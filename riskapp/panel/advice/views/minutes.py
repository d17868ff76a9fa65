"""The minutes of a sitting, on screen and as a PDF: for those who take part in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for

from riskapp.core.errors import NotFound
from riskapp.decision.services.sealing import House
from riskapp.panel.advice.paper import MINUTES, MinutesPaper
from riskapp.panel.advice.rules import ANYBODY
from riskapp.panel.advice.services.minuting import print_minutes
from riskapp.panel.sitting.queries.sittings import Sitting, get_sitting
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import (
    find_latest,
    get_bytes,
    get_rendition,
    get_version_by_id,
)

pages = Blueprint("minutes", __name__, url_prefix="/sittings/<ref>/minutes")


def load(ref: str) -> Sitting:
    """Raises NotFound for a sitting that the actor has no part in, and before papers are out."""
    found = get_sitting(web.read(), web.actor(), ref)
    if not found.shows_papers:
        raise NotFound(ref)
    return found


@pages.get("")
@allow(*ANYBODY)
def home(ref: str) -> Response:
    """The minutes as they were made last, and the button that makes them anew."""
    found, conn = load(ref), web.read()
    asked = find_latest(conn, found.id, MINUTES)
    paper = None
    if asked:
        version = get_version_by_id(conn, str(asked.version_id))
        paper = MinutesPaper(version.rows, version.digest)
    page = render_template(
        "panel/advice/minutes.html",
        sitting=found,
        subject=found,
        asked=asked,
        minutes=paper,
    )
    web.look(found.id, "minutes")
    is_waiting = asked is not None and asked.state == "waiting"
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if is_waiting else None)


@pages.post("")
@allow(*ANYBODY)
def make(ref: str) -> Any:
    house = House.of(web.current().config, demonstration=web.is_demonstration())
    with web.write() as conn:
        print_minutes(conn, trail_of(web.current()), web.actor(), ref, house)
    return redirect(url_for("minutes.home", ref=ref), 303)


@pages.get("/<rendition>.pdf")
@allow(*ANYBODY)
def pdf(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id or asked.layout != MINUTES:
        raise NotFound(rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.ref}-minutes.pdf"'
    web.look(found.id, "minutes.pdf")
    return answer
