"""A learning review page by page: what each shows beside its questions, and the button that opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from flask import request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.learning.log import ChangeTried
from riskapp.learning.queries import Names, find_standing, get_names_in
from riskapp.learning.review.journeys import (
    CHANGES,
    CHANGES_TO_TRY,
    COMING_TOGETHER,
    REVIEWING,
    is_written,
)
from riskapp.learning.review.paper import LAYOUT, TOLD_BACK
from riskapp.learning.review.presenters import can_write
from riskapp.learning.review.queries import (
    Review,
    Reviewed,
    get_review,
    list_also_before,
    list_who_had_read,
)
from riskapp.learning.review.rules import MEMBERS, RESPONSES, suggested
from riskapp.learning.review.services import publishing, telling_back
from riskapp.learning.review.services.briefing import begin_brief, brief_of, leaving_of
from riskapp.learning.review.services.printing import (
    ask_why_again,
    leaving,
    print_report,
)
from riskapp.learning.review.services.reviewing import (
    open_what_happened,
    save_reviewing,
)
from riskapp.learning.review.services.taking_in import TAKES_IN, list_offered, take_in
from riskapp.learning.review.steps import (
    findings,
    opening,
    report,
    response,
    that_day,
    what_came_of_it,
    you_said,
)
from riskapp.learning.review.views.standing import Before, before
from riskapp.learning.rules import only_reminds
from riskapp.learning.services.publishing import as_tried
from riskapp.learning.steps import (
    account,
    brief,
    changes_to_try,
    in_the_log,
    what_we_learned,
)
from riskapp.learning.telltale import words_of_list
from riskapp.learning.views.briefing import brief_page
from riskapp.learning.views.leaving import past_the_gate
from riskapp.learning.views.pages import WRITES, house
from riskapp.learning.views.reading_again import remarks_of
from riskapp.learning.writing.remarking import is_read, tells_how_it_ended
from riskapp.platform import holds, web, wizard
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.forms import Form, Remark
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import find_latest
from riskapp.platform.wizard.pages import Reads

FRAME = "learning/review/step.html"


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_reviewing(conn, trail_of(web.current()), actor, ref, **post)


# -- what each page shows beside its questions ---------------------------------------------------


def _more(found: Review, entries: Entries) -> Mapping[str, Any]:
    step = (request.view_args or {}).get("step", "")
    more = _MORE.get(step) if can_write(found, step) else None  # of another moment: nothing
    return {
        "state_words": found.state_words,
        "waits": found.is_on_hold,
        **(more(found, entries) if more else {}),
    }


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
    has_read = web.actor().user_id in list_who_had_read(web.read(), found)
    return {"before": then, "has_read": has_read, "say_url": _say_url(then)}


def _say_url(then: Before) -> str:
    """Where somebody who may says which version stood, and where nobody has; else nothing."""
    actor = web.actor()
    may_say = then.one.team_id in actor.team_ids and actor.is_any(*WRITES)
    which = url_for("happened.which_decision", ref=then.one.ref)
    return which if then.is_unsaid and may_say else ""


def _opening(found: Review, entries: Entries) -> Mapping[str, Any]:
    texts = [said for said in entries.data(that_day.STEP.slug).values() if said]
    return {
        "names": names_then(found)().found_in(texts),
        "that_day": that_day.STEP.form(data=entries.data(that_day.STEP.slug)),
        "is_written": is_written(entries),
        "also_before": list_also_before(web.read(), web.actor(), found),
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
                ("danger", *account.unasked(told[one.happening_id].data(account.STEP.slug))),
            )
            for one in found.of
        ]
    }


def _offered(found: Review, step: str) -> Mapping[str, Any]:
    """What was written down soon after, and has been read here then."""
    offered = list_offered(web.read(), found, step)
    for one in found.of if offered else ():
        web.look(one.happening_id, "what happened")
    return {"offered": offered}


def _findings(found: Review, _entries: Entries) -> Mapping[str, Any]:
    return _offered(found, findings.STEP.slug)


def _changes_to_try(found: Review, entries: Entries) -> Mapping[str, Any]:
    items = entries.items(CHANGES.slug)
    return {
        **_offered(found, CHANGES_TO_TRY.slug),
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


def _you_said(found: Review, entries: Entries) -> Mapping[str, Any]:
    conn = web.read()
    return {
        "out": telling_back.leaving(conn, found, entries),
        "was_held": "held" in request.args,
        "missing": list(telling_back.not_told_yet(conn, found, entries)),
        "latest": find_latest(conn, found.id, TOLD_BACK),
    }


def _in_the_log(found: Review, entries: Entries) -> Mapping[str, Any]:
    conn = web.read()
    return {
        "frame": FRAME,
        "out": publishing.leaving(conn, found, entries),
        "was_held": "held" in request.args,
        "held_since": holds.held_since(conn, *publishing.kept_with(found)),
        "in_log": find_standing(conn, publishing.line_of(web.current().keys.origin, found)),
    }


def _brief(found: Review, entries: Entries) -> Mapping[str, Any]:
    return brief_page(leaving_of(web.read(), found, entries), found.id, FRAME)


_MORE: dict[str, Callable[[Review, Entries], Mapping[str, Any]]] = {
    response.STEP.slug: _response,
    that_day.STEP.slug: _that_day,
    opening.STEP.slug: _opening,
    what_came_of_it.STEP.slug: _what_came_of_it,
    findings.STEP.slug: _findings,
    CHANGES_TO_TRY.slug: _changes_to_try,
    report.STEP.slug: _report,
    you_said.STEP.slug: _you_said,
    in_the_log.STEP.slug: _in_the_log,
    brief.STEP.slug: _brief,
}


# -- the buttons that open and print -------------------------------------------------------------


def _open(conn: Connection, actor: Actor, ref: str) -> str:
    open_what_happened(conn, trail_of(web.current()), actor, ref)
    return url_for("reviewing.step", ref=ref, step=what_came_of_it.STEP.slug)


def _takes_in(step: str) -> Callable[[Connection, Actor, str], str]:
    """The button of a page that takes in what was ticked there."""

    def takes(conn: Connection, actor: Actor, ref: str) -> str:
        ticked = request.form.getlist("take")
        take_in(conn, trail_of(web.current()), actor, ref, step, ticked)
        return url_for("reviewing.step", ref=ref, step=step) + f"#{TAKES_IN[step].slug}"

    return takes


def _print(conn: Connection, actor: Actor, ref: str) -> str:
    trail = trail_of(web.current())

    def leaves(seen: str) -> str:
        asked = print_report(conn, trail, actor, ref, house(), seen)
        return url_for("learning_review.printed", ref=ref, rendition=asked)

    here = url_for("reviewing.step", ref=ref, step=report.STEP.slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref))


def _print_told_back(conn: Connection, actor: Actor, ref: str) -> str:
    trail, slug = trail_of(web.current()), you_said.STEP.slug

    def leaves(seen: str) -> str:
        asked = telling_back.print_told_back(conn, trail, actor, ref, house(), seen)
        return url_for("learning_review.printed", ref=ref, rendition=asked)

    here = url_for("reviewing.step", ref=ref, step=slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref, slug))


def _begin_telling_back(conn: Connection, actor: Actor, ref: str) -> str:
    telling_back.begin_telling_back(conn, trail_of(web.current()), actor, ref)
    return url_for("reviewing.step", ref=ref, step=you_said.STEP.slug) + f"#{you_said.HEARD.slug}"


def _put_in_log(conn: Connection, actor: Actor, ref: str) -> str:
    runtime, trail, slug = web.current(), trail_of(web.current()), in_the_log.STEP.slug

    def leaves(seen: str) -> str:
        number = publishing.put_in_log(conn, trail, actor, ref, runtime.keys.origin, seen)
        return url_for("learning.index") + f"#L-{number}"

    here = url_for("reviewing.step", ref=ref, step=slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref, slug))


def _take_out(conn: Connection, actor: Actor, ref: str) -> str:
    runtime = web.current()
    publishing.take_out_of_log(conn, trail_of(runtime), actor, ref, runtime.keys.origin)
    return url_for("reviewing.step", ref=ref, step=in_the_log.STEP.slug)


def _begin_words(conn: Connection, actor: Actor, ref: str) -> str:
    publishing.begin_log_words(conn, trail_of(web.current()), actor, ref)
    return url_for("reviewing.step", ref=ref, step=in_the_log.STEP.slug) + "#said"


def _make_brief(conn: Connection, actor: Actor, ref: str) -> str:
    runtime, trail, slug = web.current(), trail_of(web.current()), brief.STEP.slug

    def leaves(seen: str) -> str:
        asked = brief_of(conn, trail, actor, ref, runtime.keys.origin, house(), seen)
        return url_for("learning.printed", rendition=asked)

    here = url_for("reviewing.step", ref=ref, step=slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref, slug))


def _begin_brief(conn: Connection, actor: Actor, ref: str) -> str:
    begin_brief(conn, trail_of(web.current()), actor, ref)
    return url_for("reviewing.step", ref=ref, step=brief.STEP.slug) + "#happened"


_READ_FIRST = frozenset(slug for step in COMING_TOGETHER.steps for slug in step.slugs)


def names_then(found: Review) -> Callable[[], Names]:
    """Who may not be named in what is written of that day, which the report prints and nobody changes
    any more once what happened is open: read once, and from nothing but what stood then.
    """
    called = [one.called_by for one in found.of]
    return cache(
        lambda: get_names_in(web.read(), called, [before(one).entries for one in found.of])
    )


def remarks(found: Review) -> Reads:
    """Of those who work here and whom it is about, and beside that day who is spoken of in what stood
    then; of nobody else: a member of another team learns neither who is known to this one, nor what was
    written later.
    """
    called = [one.called_by for one in found.of]
    that_days = {} if found.is_opened else {that_day.STEP.slug: names_then(found)}
    reads = remarks_of((), (), called, that_days)

    def reads_before(slug: str, form: Form) -> Mapping[str, Sequence[Remark]]:
        """Beside what is read before that day is written: what may say how it ended."""
        said = dict(reads(slug, form))
        if not found.is_opened and slug in _READ_FIRST:
            for asked in form:
                if tells := list(
                    words_of_list("how-it-ended", asked.typed if is_read(asked) else "")
                ):
                    said[asked.key] = [tells_how_it_ended(tells), *said.get(asked.key, ())]
        return said

    return reads_before


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
        **{(step, "take-in"): _takes_in(step) for step in TAKES_IN},
        (report.STEP.slug, report.PRINT): _print,
        (you_said.STEP.slug, you_said.PRINT): _print_told_back,
        (you_said.STEP.slug, you_said.BEGIN): _begin_telling_back,
        (in_the_log.STEP.slug, "publish"): _put_in_log,
        (in_the_log.STEP.slug, "begin"): _begin_words,
        (in_the_log.STEP.slug, "take-out"): _take_out,
        (brief.STEP.slug, brief.MAKE): _make_brief,
        (brief.STEP.slug, brief.BEGIN): _begin_brief,
    },
    once=frozenset({opening.OPEN}),
    is_open=can_write,
    closed="learning/review/closed.html",
    more=_more,
    remarks=remarks,
)
