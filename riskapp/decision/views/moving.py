"""Putting what could happen under another way."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from riskapp.core.errors import NotFound
from riskapp.decision.services.moving import put_under
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.views.pages import WRITES, load, pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_removed
from riskapp.platform.trail import trail_of


@pages.post("/both-sides/consequences/<item>/under/<way>")
@allow(*WRITES)
def put_under_way(ref: str, item: str, way: str) -> Any:
    """A second click finds it moved."""
    found = load(ref)
    try:
        with web.write() as conn:
            put_under(
                conn, trail_of(web.current()), web.actor(), ref, item, way, key=web.posted_key()
            )
    except NotFound:
        if get_removed(web.read(), found.id, item) is None:
            raise
    sides = url_for("conversation.step", ref=ref, step=BOTH_SIDES.slug)
    return redirect(f"{sides}#option-{way}", 303)
