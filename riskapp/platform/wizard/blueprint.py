"""One blueprint that serves any journey: its routes, and who answers each."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request

from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.wizard.drafts import Drafts
from riskapp.platform.wizard.looking import Looking
from riskapp.platform.wizard.saving import Saving
from riskapp.platform.wizard.serving import Answer, Served, Serving
from riskapp.platform.wizard.unsaved import Unsaved


def blueprint(name: str, serving: Serving, url_prefix: str) -> Blueprint:
    """Routes for every step, item and draft of a journey, under `url_prefix` with `<ref>` in it."""
    made = Blueprint(name, __name__, url_prefix=url_prefix)
    served = Served(name, serving)
    drafts = Drafts(served)
    looking = Looking(served, drafts)
    saving = Saving(served, Unsaved(served, drafts))

    def page(**parts: str) -> Answer:
        return (saving if request.method == "POST" else looking).page(**parts)

    guard = allow(*serving.roles)
    item = "/<step>/<collection>/<item>"
    for rule, endpoint, view, methods in (
        ("/<step>", "step", page, ["GET", "POST"]),
        ("/<step>/keep", "keep", drafts.keep, ["POST"]),
        ("/<step>/discard", "discard", drafts.discard, ["POST"]),
        (item, "item", page, ["GET", "POST"]),
        (f"{item}/keep", "keep_item", drafts.keep, ["POST"]),
        (f"{item}/discard", "discard_item", drafts.discard, ["POST"]),
        (f"{item}/remove", "remove", saving.remove, ["POST"]),
        (f"{item}/put-back", "put_back", saving.put_back, ["POST"]),
    ):
        made.add_url_rule(rule, endpoint, guard(_plain(view)), methods=methods)
    ask = guard(_plain(drafts.ask_first))
    for rule in ("/<step>/discard", f"{item}/discard"):
        made.add_url_rule(rule, "ask_discard", ask, methods=["GET"])
    web.on_dead_session.append(drafts.keep_for)
    return made


def _plain(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A function of its own for each route: a bound method cannot carry the route's rule."""

    def serve(**parts: str) -> Answer:
        return view(**parts)

    return serve
