"""Where the person lives, and so whose law stands beside the conversation."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.queries import Decision
from riskapp.decision.rules import calls_for_route
from riskapp.decision.services.talking import follow_law
from riskapp.decision.steps.decision import STEP as DECISION
from riskapp.decision.views.pages import WRITES, load, pages
from riskapp.library.rules import JURISDICTIONS
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.forms import Form, one_of
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of

ROUTE = "safeguarding"  # in an address: go on to the safeguarding route


class WhoseLaw(Form):
    jurisdiction = one_of(
        _("Where does %(name)s live?"),
        list(JURISDICTIONS.items()),
        hint=_(
            "The law beside the conversation, and what to do where somebody may be harmed, "
            "follow it. What is sealed stays as it was."
        ),
    )


def address(ref: str, after: str) -> str:
    """The page, and the step (or ROUTE) to go on to from it."""
    return url_for("decision.whose_law", ref=ref, after=after)


@pages.get("/whose-law")
@allow(*WRITES)
def whose_law(ref: str) -> Any:
    found = load(ref)
    if not found.is_open:
        return redirect(url_for("decision.home", ref=ref))
    return _page(found, WhoseLaw(data={"jurisdiction": found.jurisdiction}, names=found.names))


def _page(found: Decision, form: Form) -> str:
    page = render_template(
        "decision/whose_law.html",
        subject=found,
        asked=form.field("jurisdiction"),
        here=request.full_path,
        onward=_onward(found.ref),
        asks_for_route=request.args.get("after") != ROUTE and _asks_for_route(found),
        has_errors=bool(form.wrong),
    )
    web.look(found.id, "whose law")
    return page


def _asks_for_route(found: Decision) -> bool:
    """Whether danger or pressure was spoken of: whoever was on the way here may not have seen it."""
    said = get_entries(web.read(), found.id, found.facts).data(DECISION.slug)
    return calls_for_route(said, {})


@pages.post("/whose-law")
@allow(*WRITES)
def say_whose_law(ref: str) -> Any:
    found = load(ref)
    form = WhoseLaw(raw=list(request.form.items(multi=True)), names=found.names)
    if form.wrong:
        return _page(found, form), 422
    if lives_in := form.kept.get("jurisdiction"):
        with web.write() as conn:
            follow_law(conn, trail_of(web.current()), web.actor(), ref, lives_in)
    return redirect(_onward(ref), 303)


def _onward(ref: str) -> str:
    after = request.args.get("after", "")
    if after == ROUTE:
        return url_for("safeguarding.route", ref=ref)
    if after in {step.slug for step in CONVERSATION.steps}:
        return url_for("conversation.step", ref=ref, step=after)
    return url_for("decision.home", ref=ref)
