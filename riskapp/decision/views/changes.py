"""What changed between two sealed versions, on a page."""

from __future__ import annotations

from flask import render_template, request

from riskapp.core.errors import NotFound
from riskapp.decision.changes import what_changed
from riskapp.decision.views.pages import READS, load, pages
from riskapp.decision.word_by_word import Room
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.versions.store import get_version, list_sealings


@pages.get("/changes")
@allow(*READS)
def changes(ref: str) -> str:
    """The latest version against the one before it, unless two are named; the earlier is the first."""
    found, conn = load(ref), web.read()
    sealings = list_sealings(conn, found.id)
    numbers = [one.number for one in sealings]
    if not numbers:
        raise NotFound(ref)
    latest, before = numbers[0], numbers[min(1, len(numbers) - 1)]
    asked = [request.args.get("from", before, type=int), request.args.get("to", latest, type=int)]
    first, second = sorted(number for number in asked)
    old, new = (get_version(conn, found.id, number) for number in (first, second))
    room = Room()
    groups = what_changed(old.rows, new.rows, room)
    page = render_template(
        "decision/changes.html",
        decision=found,
        subject=found,
        sealings=sealings,
        first=old,
        second=new,
        groups=groups,
        is_too_much=room.was_short,
    )
    web.look(found.id, f"changes {first} to {second}")
    return page
