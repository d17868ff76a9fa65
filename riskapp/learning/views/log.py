"""The learning log: everybody who can sign in may read it, and print it by period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, render_template, request, url_for

from riskapp.core.errors import NotFound
from riskapp.learning.brief import is_brief
from riskapp.learning.log import EVERY, period_words
from riskapp.learning.paper import period_of
from riskapp.learning.queries import MOST_LISTED, find_log, list_learnings, list_told
from riskapp.learning.rules import PERIODS, WORDS, Trait
from riskapp.learning.services.printing import print_log
from riskapp.learning.views.pages import house, log_pages
from riskapp.library.queries import list_every_prompt
from riskapp.library.rules import ContentPrompt
from riskapp.platform import web
from riskapp.platform.access import allow_signed_in
from riskapp.platform.i18n import LazyString
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import Rendition, get_bytes, get_rendition

ASKS = ("learning_reviewer", "lead")  # who may make a line a question in conversations
MOST_TYPED = 200  # characters of what is looked for


@log_pages.get("")
@allow_signed_in
def index() -> str:
    """The newest first; those with some words or traits, where they are asked for."""
    conn, asked = web.read(), request.args
    told = list_told(conn)
    traits = [trait for trait in told if asked.get(trait[0]) == trait[1]]
    words, before = asked.get("words", "")[:MOST_TYPED], asked.get("before", type=int)
    log_id = find_log(conn)
    found = list_learnings(conn, traits=traits, words=words, before=before, most=MOST_LISTED + 1)
    shown, more = found[:MOST_LISTED], found[MOST_LISTED:]
    kept: dict[str, Any] = {**dict(traits), **({"words": words} if words else {})}
    page = render_template(
        "learning/log.html",
        learnings=shown,
        older=url_for("learning.index", **kept, before=shown[-1].number) if more else "",
        choices=_choices(told),
        chosen=dict(traits),
        words=words,
        period=next((value for facet, value in traits if facet in PERIODS), ""),
        is_all=not (kept or before),
        can_ask=web.actor().is_any(*ASKS),
        asked=_asked(),
    )
    if log_id:
        web.look(log_id, "learning log")
    return page


def _asked() -> dict[str, list[ContentPrompt]]:
    """What is asked in conversations, by the line it came from."""
    asked: dict[str, list[ContentPrompt]] = {}
    for one in list_every_prompt(web.read()):
        asked.setdefault(one.because_of, []).append(one)
    return asked


def _choices(told: Sequence[Trait]) -> dict[str, list[tuple[str, LazyString | str]]]:
    """What the log can be sorted by, and by which values: only what may be told of its lines."""
    choices: dict[str, list[tuple[str, LazyString | str]]] = {}
    for facet, value in told:
        words = WORDS[facet][value] if facet in WORDS else period_words(value)
        choices.setdefault(facet, []).append((value, words))
    return choices


@log_pages.post("/print")
@allow_signed_in
def print_now() -> Any:
    """An edition of the log, of one quarter or of all of it, made by a job."""
    with web.write() as conn:
        asked = print_log(
            conn,
            trail_of(web.current()),
            web.actor(),
            house(),
            period=request.form.get("period", "") or EVERY,
        )
    return redirect(url_for("learning.printed", rendition=asked), 303)


def _edition(rendition: str) -> Rendition:
    """Raises NotFound for what is no edition of the log and no brief: no record is reached from here."""
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != find_log(web.read()):
        raise NotFound(rendition)
    return asked


@log_pages.get("/printed/<rendition>")
@allow_signed_in
def printed(rendition: str) -> Response:
    asked = _edition(rendition)
    page = render_template(
        "learning/printed.html",
        asked=asked,
        is_brief=is_brief(asked.layout),
        words="" if is_brief(asked.layout) else period_words(period_of(asked.layout)),
    )
    web.look(asked.subject_id, "learning log, printed")
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@log_pages.get("/printed/<rendition>.pdf")
@allow_signed_in
def pdf(rendition: str) -> Response:
    asked = _edition(rendition)
    answer = Response(get_bytes(web.read(), asked.id), mimetype="application/pdf")
    of = "brief" if is_brief(asked.layout) else period_of(asked.layout)
    name = f"learning-{of}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    web.look(asked.subject_id, "learning log.pdf")
    return answer
