"""Where the pages about one decision stand, and who may see and write there."""

from __future__ import annotations

from flask import Blueprint

from riskapp.decision.journeys import BESIDE
from riskapp.decision.presenters.talking import draft_lines
from riskapp.decision.queries import Decision, get_decision
from riskapp.platform import web
from riskapp.platform.entries.reading import list_drafts

WRITES = ("practitioner",)
MANAGES = ("manager",)
READS = (*WRITES, *MANAGES)

pages = Blueprint("decision", __name__, url_prefix="/decisions/<ref>")


def load(ref: str) -> Decision:
    """Raises NotFound for a decision that is not for the actor."""
    return get_decision(web.read(), web.actor(), ref)


def unsaved(found: Decision, besides: str = "") -> list[tuple[str, str, str]]:
    """What the actor typed in this conversation and has not saved: where, when, and the way there."""
    kept = list_drafts(web.read(), web.actor().user_id, found.id)
    return draft_lines(found, [draft for draft in kept if draft[0] != besides])


def left_unsaved(found: Decision) -> list[tuple[str, str, str]]:
    """The same of what a sealed version is without. What is typed since, beside it, is no part of it."""
    since = {step.slug for step in BESIDE}
    kept = list_drafts(web.read(), web.actor().user_id, found.id)
    return draft_lines(found, [draft for draft in kept if draft[0].partition("/")[0] not in since])
