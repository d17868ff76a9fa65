"""Where a line of the learning log came from, and who asked so far."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from riskapp.core.errors import NotFound
from riskapp.governance.queries import find_origin, get_search, list_searches
from riskapp.governance.rules import GOVERNS, OVERSEES, still_answers
from riskapp.governance.services.finding_origins import seek_origin
from riskapp.governance.steps.origin import LookUp, number_in
from riskapp.governance.views.matters import ask_for, typed_in
from riskapp.governance.views.pages import pages
from riskapp.learning.queries import find_log, get_learning
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.forms import Form
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of


@pages.get("/origins")
@allow(*OVERSEES)
def origins() -> str:
    """Who asked, when and why; and for those who may ask, the form."""
    return _page(LookUp())


def _page(form: Form) -> str:
    page = render_template(
        "governance/origins.html",
        form=form,
        searches=list_searches(web.read()),
        may_ask=web.actor().is_any(*GOVERNS),
        has_errors=bool(form.wrong),
    )
    if log_id := find_log(web.read()):
        web.look(log_id, "origins that were sought")
    return page


@pages.post("/origins")
@allow(*GOVERNS)
def seek() -> Any:
    form = typed_in(LookUp)
    line = number_in(form.kept.get("line", ""))
    _say_what_is_missing(form, line)
    if form.wrong:
        return _page(form), 422
    with web.write() as conn:
        asked = seek_origin(
            conn,
            trail_of(web.current()),
            web.actor(),
            key=web.posted_key(),
            line=line,
            reason=form.kept["reason"],
        )
    return redirect(url_for("governance.origin", search=asked), 303)


def _say_what_is_missing(form: Form, line: int) -> None:
    if not form.field("line").error and not _is_there(line):
        form.field("line").error = _("Write the number of a line that is in the log")
    ask_for(form, "reason", _("Write why you need to know"))


def _is_there(line: int) -> bool:
    try:
        get_learning(web.read(), line)
    except NotFound:
        return False
    return True


@pages.get("/origins/<uuid:search>")
@allow(*GOVERNS)
def origin(search: Any) -> str:
    """What was found, to whoever asked, within the hour. Raises NotFound for anybody else."""
    conn, actor = web.read(), web.actor()
    asked = get_search(conn, str(search))
    if asked.by != actor.user_id:
        raise NotFound(str(search))
    is_answered = still_answers(asked.at, web.current().clock.now())
    found = find_origin(conn, web.current().keys.origin, asked.line) if is_answered else None
    page = render_template(
        "governance/origin.html", asked=asked, found=found, is_answered=is_answered
    )
    if log_id := find_log(conn):
        web.look(log_id, f"origin of {asked.ref}")
    return page
