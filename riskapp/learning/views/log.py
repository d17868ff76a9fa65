"""The learning log: everybody who can sign in may read it, and print it by period."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from riskapp.core.errors import NotFound
from riskapp.learning.paper import EVERY, period_of, period_words
from riskapp.learning.queries import MOST_LISTED, find_log, list_learnings, list_quarters
from riskapp.learning.rules import KINDS
from riskapp.learning.services.printing import print_log
from riskapp.learning.views.pages import house
from riskapp.platform import web
from riskapp.platform.access import allow_signed_in
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import Rendition, get_bytes, get_rendition

pages = Blueprint("learning", __name__, url_prefix="/learning")


@pages.get("")
@allow_signed_in
def index() -> str:
    """The newest first; of one kind or one quarter, where they are asked for."""
    conn = web.read()
    quarters = list_quarters(conn)
    kind, quarter = request.args.get("kind", ""), request.args.get("quarter", "")
    kind, quarter = kind if kind in KINDS else "", quarter if quarter in quarters else ""
    log_id = find_log(conn)
    page = render_template(
        "learning/log.html",
        learnings=(found := list_learnings(conn, kind, quarter, MOST_LISTED)),
        is_cut=len(found) == MOST_LISTED,
        kinds=KINDS.items(),
        quarters=[(one, period_words(one)) for one in quarters],
        kind=kind,
        quarter=quarter,
        is_all=not (kind or quarter),
    )
    if log_id:
        web.look(log_id, "learning log")
    return page


@pages.post("/print")
@allow_signed_in
def print_now() -> Any:
    """An edition of the log, of one quarter or of all of it, made by a job."""
    with web.write() as conn:
        asked = print_log(
            conn,
            trail_of(web.current()),
            web.actor(),
            house(),
            period=request.form.get("quarter", "") or EVERY,
        )
    return redirect(url_for("learning.printed", rendition=asked), 303)


def _edition(rendition: str) -> Rendition:
    """Raises NotFound for what is no edition of the log: a copy of a record is not reached from here."""
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != find_log(web.read()):
        raise NotFound(rendition)
    return asked


@pages.get("/printed/<rendition>")
@allow_signed_in
def printed(rendition: str) -> Response:
    asked = _edition(rendition)
    page = render_template(
        "learning/printed.html",
        asked=asked,
        period=period_of(asked.layout),
        words=period_words(period_of(asked.layout)),
    )
    web.look(asked.subject_id, "learning log, printed")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@pages.get("/printed/<rendition>.pdf")
@allow_signed_in
def pdf(rendition: str) -> Response:
    asked = _edition(rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    name = f"learning-{period_of(asked.layout)}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    web.look(asked.subject_id, "learning log.pdf")
    return answer
