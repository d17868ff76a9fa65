"""Asking somebody of another organisation, their link, and where it leads them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from riskapp.core.actor import GUEST
from riskapp.panel.sitting.queries.sittings import find_visited, list_members
from riskapp.panel.sitting.rules import ANYBODY
from riskapp.panel.sitting.services import inviting
from riskapp.panel.sitting.views.arranging import done
from riskapp.panel.sitting.views.sitting import load
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.redirects import VISIT
from riskapp.platform.trail import trail_of

visit_pages = Blueprint("visit", __name__)
pages = Blueprint("inviting", __name__, url_prefix="/sittings/<ref>/guests")


@visit_pages.get(VISIT)
@allow(GUEST)
def home() -> Any:
    """Where a guest begins: at the sitting they are invited to."""
    return redirect(url_for("sitting.home", ref=find_visited(web.read(), web.actor())))


@pages.post("")
@allow(*ANYBODY)
def ask(ref: str) -> Any:
    said = (request.form.get(one.name, "") for one in fields(inviting.Invited))
    who = inviting.Invited(*said)
    return done(
        ref, "members", lambda conn, trail, by: inviting.ask_guest(conn, trail, by, ref, who)
    )


@pages.post("/<int:seat>/link")
@allow(*ANYBODY)
def link(ref: str, seat: int) -> Any:
    """The page that shows a link, once: it stands nowhere else, so it is no page to come back to."""
    found = load(ref)
    with web.write() as conn:
        secret = inviting.make_link(conn, trail_of(web.current()), web.actor(), ref, seat)
    members = list_members(web.read(), found.id)
    return render_template(
        "panel/sitting/link.html",
        sitting=found,
        member=next(one for one in members if one.seat == seat),
        link=url_for("accounts.invitation", secret=secret, _external=True),
    )


@pages.post("/<int:seat>/withdraw")
@allow(*ANYBODY)
def withdraw(ref: str, seat: int) -> Any:
    return done(
        ref, "members", lambda conn, trail, by: inviting.withdraw_link(conn, trail, by, ref, seat)
    )
