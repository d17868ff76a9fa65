"""What was learned, asked in conversations from now on."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.rules import BENEFIT, HARM, KINDS, RUNGS
from riskapp.learning.log import Learning
from riskapp.learning.names import occurring, within_sentences
from riskapp.learning.queries import find_log, get_learning, get_names
from riskapp.learning.services.asking import ask_in_conversations, ask_no_longer
from riskapp.learning.views.log import ASKS
from riskapp.learning.views.pages import log_pages
from riskapp.library.queries import list_every_prompt
from riskapp.library.rules import ContentPrompt
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.forms import Form, one_of, prose
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of

OF_NOBODY = _("the person")  # a page of no one person calls them so
_WORD = re.compile(r"[^\W\d_]+")
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
PAGES = {step.slug: step.title for step in CONVERSATION.steps}


_SIDES = [(HARM, _("Something that could go wrong")), (BENEFIT, _("Something good"))]


class Asking(Form):
    words = prose(
        _("What should be asked?"),
        hint=_(
            "One question for whoever holds the conversation. Such as: Who is glad when they come?"
        ),
        rows=2,
        most=300,
    )
    step = one_of(_("On which page of the conversation?"), list(PAGES.items()))
    side = one_of(
        _("Only where something like this was written?"),
        _SIDES,
        hint=_("Leave these three as they are, and it is asked of everybody."),
        inline=True,
    )
    kind = one_of(_("Of which kind?"), list(KINDS.items()), inline=True)
    rung = one_of(
        _("Only where this sort of help is thought of?"), list(RUNGS.items()), inline=True
    )


@log_pages.get("/<int:number>/ask")
@allow(*ASKS)
def ask(number: int) -> str:
    return _page(get_learning(web.read(), number), Asking(names=_names()))


def _names() -> dict[str, str]:
    return {"name": str(OF_NOBODY)}


def _page(one: Learning, form: Form) -> str:
    page = render_template(
        "learning/ask.html",
        one=one,
        form=form,
        asked=[p for p in list_every_prompt(web.read()) if p.because_of == one.ref],
        pages={slug: fill(title, _names()) for slug, title in PAGES.items()},
        sides=dict(_SIDES),
        kinds=KINDS,
        rungs=RUNGS,
        has_errors=bool(form.wrong),
    )
    log_id = find_log(web.read())
    assert log_id is not None  # noqa: S101 (it has this line)
    web.look(log_id, "ask in conversations")
    return page


def _perhaps_somebody(words: str) -> list[str]:
    """Names of those who work here and of the writer's teams, and whatever else begins large within a
    sentence: a question goes to every team, and nobody is told whom another team knows.
    """
    large = [
        w for w in _WORD.findall(within_sentences(words)) if w[0].isupper() and not w.isupper()
    ]
    known = get_names(web.read(), web.actor().team_ids, (), ()).known
    return list(dict.fromkeys([*occurring(known, words), *(w for w in large if w not in _DAYS)]))


@log_pages.post("/<int:number>/ask")
@allow(*ASKS)
def say_what_to_ask(number: int) -> Any:
    one = get_learning(web.read(), number)
    form = Asking(raw=list(request.form.items(multi=True)), names=_names())
    kept = form.kept
    for key, words in (
        ("words", _("Write what should be asked")),
        ("step", _("Choose the page it stands on")),
    ):
        if key not in kept and not form.field(key).error:
            form.field(key).error = words
    if names := _perhaps_somebody(kept.get("words", "")):
        words = _("This may name somebody: %(names)s. Write a role", names=", ".join(names))
        form.field("words").error = words
    if form.wrong:
        return _page(one, form), 422
    address = url_for("learning.index") + f"?before={number + 1}#{one.ref}"
    prompt = ContentPrompt(id="", because_of=one.ref, address=address, **kept)
    with web.write() as conn:
        ask_in_conversations(conn, trail_of(web.current()), web.actor(), prompt)
    return redirect(url_for("learning.ask", number=number), 303)


@log_pages.post("/<int:number>/ask/<prompt>/end")
@allow(*ASKS)
def stop_asking(number: int, prompt: str) -> Any:
    one = get_learning(web.read(), number)
    with web.write() as conn:
        ask_no_longer(conn, trail_of(web.current()), web.actor(), one.ref, prompt)
    return redirect(url_for("learning.ask", number=number), 303)
