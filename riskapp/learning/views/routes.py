"""Who else must know: the routes of the place, safeguarding first, and a letter to begin with."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for

from riskapp.core.errors import NotFound
from riskapp.decision.queries import find_law
from riskapp.learning.journeys import TELLING
from riskapp.learning.paper import LETTER
from riskapp.learning.presenters import letter_of, line_words
from riskapp.learning.queries import Happening
from riskapp.learning.rules import STATES
from riskapp.learning.steps import account, candour
from riskapp.learning.views.pages import READS, WRITES, load, pages
from riskapp.library.queries import get_routes, get_safeguarding, list_jurisdictions
from riskapp.library.rules import Content, Routes, is_old
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.i18n import _
from riskapp.platform.versions.store import Rendition, get_bytes, get_rendition
from riskapp.platform.wizard.returning import FROM, HOME, WayBack


def law_of(found: Happening) -> str:
    """Whose law its person is under, as far as a conversation says."""
    return find_law(web.read(), found.person_id) or web.current().config.jurisdiction


def routes_of(found: Happening) -> Routes:
    """Who else must know, by the law of its person."""
    return get_routes(law_of(found), web.current().config.content_folder)


def is_old_now(content: Content) -> bool:
    return is_old(content, web.today())


def _wanted(law: str) -> str:
    """The nation that is asked to be shown, else that of the person."""
    wanted = request.args.get("where", law)
    return wanted if wanted in {j.slug for j in list_jurisdictions()} else law


def _about(found: Happening, content: Content, endpoint: str) -> dict[str, Any]:
    """What a page of reference content says beside it: whether it is old, and the other nations."""
    here = url_for(endpoint, ref=found.ref)
    way = WayBack.read(request.args.get(FROM, ""), TELLING)
    goes_on = way and way.nearest != HOME
    return {
        "subject": found,
        "state_words": STATES[found.stage],
        "is_old": is_old_now(content),
        "others": [
            (way.on(f"{here}?where={one.slug}"), one.name)
            for one in list_jurisdictions()
            if one.slug != content.jurisdiction
        ],
        "carry_on": url_for("telling.step", ref=found.ref, step=way.nearest)
        if goes_on
        else url_for("happened.home", ref=found.ref),
        "onward": _("Go on with what happened"),
    }


@pages.get("/safeguarding")
@allow(*READS)
def safeguarding(ref: str) -> str:
    """Shown first where somebody may be in danger."""
    found = load(ref)
    own = web.current().config.content_folder
    content = get_safeguarding(_wanted(law_of(found)), own)
    page = render_template(
        "learning/safeguarding.html",
        route=content,
        **_about(found, content, "happened.safeguarding"),
    )
    web.look(found.id, "safeguarding")
    return page


@pages.get("/routes")
@allow(*READS)
def routes(ref: str) -> str:
    """One click away from every page about it."""
    found = load(ref)
    content = get_routes(_wanted(law_of(found)), web.current().config.content_folder)
    page = render_template(
        "learning/routes.html",
        content=content,
        can_write=web.actor().is_any(*WRITES),
        **_about(found, content, "happened.routes"),
    )
    web.look(found.id, "routes")
    return page


@pages.get("/letter")
@allow(*READS)
def letter(ref: str) -> str:
    """A letter to begin with, of the parts that being open asks for here: to print, or to copy."""
    found = load(ref)
    entries, content = get_entries(web.read(), found.id, found.facts), routes_of(found)
    page = render_template(
        "learning/letter.html",
        subject=found,
        state_words=STATES[found.stage],
        line=line_words(found),
        content=content,
        is_old=is_old_now(content),
        to=entries.data(candour.STEP.slug).get("relevant", ""),
        on=account.STEP.form(data=entries.data(account.STEP.slug)).field("on"),
        parts=letter_of(content, entries),
        organisation=web.current().config.organisation,
        can_write=web.actor().is_any(*WRITES),
    )
    web.look(found.id, "letter")
    return page


def _printed(found: Happening, rendition: str) -> Rendition:
    """Raises NotFound for what is no letter about this."""
    asked = get_rendition(web.read(), rendition)
    if (asked.subject_id, asked.layout) != (found.id, LETTER):
        raise NotFound(rendition)
    return asked


@pages.get("/printed/<rendition>")
@allow(*READS)
def printed(ref: str, rendition: str) -> Response:
    """The letter as somebody wrote it, on paper."""
    found = load(ref)
    asked = _printed(found, rendition)
    page = render_template(
        "learning/letter_printed.html",
        subject=found,
        state_words=STATES[found.stage],
        asked=asked,
    )
    web.look(found.id, "letter")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@pages.get("/printed/<rendition>.pdf")
@allow(*READS)
def pdf(ref: str, rendition: str) -> Response:
    found = load(ref)
    asked = _printed(found, rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="letter.pdf"'
    web.look(found.id, "letter")
    return answer
