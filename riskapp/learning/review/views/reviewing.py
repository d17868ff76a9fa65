"""A learning review page by page: what each shows beside its questions, and the button that opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.learning.log import ChangeTried
from riskapp.learning.review.journeys import CHANGES, CHANGES_TO_TRY, REVIEWING, is_written
from riskapp.learning.review.paper import LAYOUT
from riskapp.learning.review.presenters import can_write
from riskapp.learning.review.queries import Review, Reviewed, get_review
from riskapp.learning.review.rules import MEMBERS, RESPONSES, suggested
from riskapp.learning.review.services.printing import (
    ask_why_again,
    leaving,
    print_report,
)
from riskapp.learning.review.services.reviewing import (
    open_what_happened,
    save_reviewing,
)
from riskapp.learning.review.steps import opening, report, response, that_day, what_came_of_it
from riskapp.learning.review.views.standing import before
from riskapp.learning.rules import only_reminds
from riskapp.learning.services.publishing import NamesFound, as_tried
from riskapp.learning.steps import account, changes_to_try, what_we_learned
from riskapp.learning.views.pages import house
from riskapp.learning.views.reading_again import remarks_of
from riskapp.platform import web, wizard
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import find_latest
from riskapp.platform.wizard.pages import WRITTEN_SINCE, Reads


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_reviewing(conn, trail_of(web.current()), actor, ref, **post)


# -- what each page shows beside its questions ---------------------------------------------------


def _more(found: Review, entries: Entries) -> Mapping[str, Any]:
    step = (request.view_args or {}).get("step", "")
    more = _MORE.get(step) if can_write(found, step) else None  # of another moment: nothing
    return {"state_words": found.state_words, **(more(found, entries) if more else {})}


def _response(_found: Review, entries: Entries) -> Mapping[str, Any]:
    said = entries.data(response.STEP.slug)
    found = suggested(said.get("to_learn", ()), said.get("by_whom", ""), said.get("by_when", ""))
    return {"suggested": [(RESPONSES[one.response], one.because) for one in found]}


def chosen_of(found: Review) -> Reviewed:
    """Of several things that are reviewed, the one whose day is looked at; else the first."""
    asked = request.args.get("of", "")
    return next((one for one in found.of if one.ref == asked), found.of[0])


def _that_day(found: Review, _entries: Entries) -> Mapping[str, Any]:
    then = before(chosen_of(found))
    if then.decision and then.card:  # the card and what is said of those days are of the record
        web.look(then.decision.id, "card")
    return {"before": then}


def _opening(_found: Review, entries: Entries) -> Mapping[str, Any]:
    return {
        "that_day": that_day.STEP.form(data=entries.data(that_day.STEP.slug)),
        "is_written": is_written(entries),
    }


def _what_came_of_it(found: Review, _entries: Entries) -> Mapping[str, Any]:
    """What was written down of it, for members of another team too: they have opened it."""
    told = list_entries(web.read(), {one.happening_id: {} for one in found.of})
    for one in found.of:
        web.look(one.happening_id, "what happened")
    return {
        "told": [
            (
                one.line,
                *(
                    step.form(
                        data=told[one.happening_id].data(step.slug), names={"name": one.called_by}
                    )
                    for step in (account.STEP, what_we_learned.STEP)
                ),
            )
            for one in found.of
        ]
    }


def _changes_to_try(_found: Review, entries: Entries) -> Mapping[str, Any]:
    items = entries.items(CHANGES.slug)
    return {
        "tried": {item.id: ChangeTried(as_tried(item.data)) for item in items},
        "only_reminds": only_reminds([item.get("strength", "") for item in items]),
        "later": changes_to_try.LATER,
    }


def _report(found: Review, entries: Entries) -> Mapping[str, Any]:
    conn = web.read()
    return {
        "out": leaving(conn, found, entries),
        "was_held": "held" in request.args,
        "latest": find_latest(conn, found.id, LAYOUT),
    }


_MORE: dict[str, Callable[[Review, Entries], Mapping[str, Any]]] = {
    response.STEP.slug: _response,
    that_day.STEP.slug: _that_day,
    opening.STEP.slug: _opening,
    what_came_of_it.STEP.slug: _what_came_of_it,
    CHANGES_TO_TRY.slug: _changes_to_try,
    report.STEP.slug: _report,
}


# -- the buttons that open and print -------------------------------------------------------------


def _open(conn: Connection, actor: Actor, ref: str) -> str:
    open_what_happened(conn, trail_of(web.current()), actor, ref)
    return url_for("reviewing.step", ref=ref, step=what_came_of_it.STEP.slug)


def _print(conn: Connection, actor: Actor, ref: str) -> str:
    """To the report while it is made; to the names found, where nobody said why they may stay."""
    here = url_for("reviewing.step", ref=ref, step=report.STEP.slug)
    try:
        seen = request.form.get("seen", "")
        asked = print_report(conn, trail_of(web.current()), actor, ref, house(), seen)
    except WrittenSince:
        return f"{here}?{WRITTEN_SINCE}=1"
    except NamesFound:
        ask_why_again(conn, trail_of(web.current()), actor, ref)
        return f"{here}?held=1#names"
    return url_for("learning_review.printed", ref=ref, rendition=asked)


def _remarks(found: Review) -> Reads:
    """Of those who work here and whom it is about, and nobody else: a member of another team learns
    neither who is known to this one, nor what was written later.
    """
    return remarks_of((), (), [one.called_by for one in found.of])


SERVED = wizard.Serving(
    journey=REVIEWING,
    load=get_review,
    save=_save,
    home="learning_review.home",
    roles=MEMBERS,
    name_of=name_of,
    look=lambda subject: web.look(subject.id, "learning review"),
    acts={
        (opening.STEP.slug, opening.OPEN): _open,
        (report.STEP.slug, report.PRINT): _print,
    },
    once=frozenset({opening.OPEN}),
    is_open=can_write,
    closed="learning/review/closed.html",
    more=_more,
    remarks=_remarks,
)
