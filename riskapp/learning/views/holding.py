"""Put on hold for others, and restarted: one page for both."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from riskapp.core.errors import NotFound
from riskapp.learning.presenters import frozen_parts, timeline
from riskapp.learning.queries import Happening, list_frozen, list_holds
from riskapp.learning.rules import STATES
from riskapp.learning.services.holding import Held, NotTheirs, put_on_hold
from riskapp.learning.services.holding import restart as restart_now
from riskapp.learning.steps.on_hold import PutOnHold, Restart
from riskapp.learning.views.pages import READS, WRITES, load
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.forms import Form
from riskapp.platform.trail import trail_of

pages = Blueprint("held", __name__, url_prefix="/what-happened/<ref>")
HOLDS = (*WRITES, "manager")


@pages.get("/on-hold")
@allow(*READS)
def on_hold(ref: str) -> str:
    """Who asked, since when, and who may restart it; or the form that says so."""
    found = load(ref)
    return _page(found, Restart() if found.hold else PutOnHold())


def _page(found: Happening, form: Form, error: str = "", typed: Form | None = None) -> str:
    """typed: what was said on a page that does not stand any more, shown so that it is not lost."""
    page = render_template(
        "learning/on_hold.html",
        subject=found,
        state_words=STATES[found.stage],
        form=form,
        typed=typed,
        error=error,
        has_errors=bool(error or form.wrong),
        may_hold=web.actor().is_any(*HOLDS),
        may_restart=bool(found.hold and web.actor().is_any(found.hold.restart_role)),
        frozen=list_frozen(web.read(), found),
        timeline=timeline(found, list_holds(web.read(), found.id)),
    )
    web.look(found.id, "on hold")
    return page


@pages.get("/frozen/<int:number>")
@allow(*READS)
def frozen(ref: str, number: int) -> str:
    """What stood when it was put on hold, unchanged since."""
    found = load(ref)
    stood = next((v for v in list_frozen(web.read(), found) if v.number == number), None)
    if stood is None:
        raise NotFound(ref)
    page = render_template(
        "learning/frozen.html",
        subject=found,
        state_words=STATES[found.stage],
        frozen=stood,
        parts=frozen_parts(found, stood),
    )
    web.look(found.id, "as it stood on hold")
    return page


@pages.post("/on-hold")
@allow(*HOLDS)
def hold(ref: str) -> Any:
    """What cannot be read is shown again, with all that was typed."""
    found, form = load(ref), PutOnHold(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return _page(found, form), 422
    try:
        with web.write() as conn:
            put_on_hold(
                conn,
                trail_of(web.current()),
                web.actor(),
                ref,
                key=web.posted_key(),
                said=form.kept,
            )
    except Held as held:
        return _page(load(ref), Restart(), str(held), form), 409
    return redirect(url_for("happened.home", ref=ref), 303)


@pages.post("/restart")
@allow(*READS)
def restart(ref: str) -> Any:
    """For the role that was named when it was put on hold."""
    found, form = load(ref), Restart(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return _page(found, form), 422
    try:
        with web.write() as conn:
            restart_now(
                conn,
                trail_of(web.current()),
                web.actor(),
                ref,
                note=form.kept.get("note", ""),
            )
    except NotTheirs as theirs:
        return _page(found, form, str(theirs), form), 403
    return redirect(url_for("happened.home", ref=ref), 303)
