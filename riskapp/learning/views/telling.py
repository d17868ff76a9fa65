"""What happened, told step by step: what each page shows beside its questions, what its buttons do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.learning.journeys import TELLING
from riskapp.learning.log import LineOf
from riskapp.learning.paper import LETTER
from riskapp.learning.presenters import cared_for, gap, letter_text, open_words
from riskapp.learning.queries import Happening, find_standing, get_happening
from riskapp.learning.rules import NARRATIVE, STATES, is_held, only_reminds, waiting_answers
from riskapp.learning.services.briefing import begin_brief, brief_of, leaving_of
from riskapp.learning.services.publishing import (
    ask_why_again,
    begin_log_words,
    compose,
    keep_with_team,
    leaving,
    put_in_log,
    seen_of,
    take_out_of_log,
)
from riskapp.learning.services.telling import save_telling
from riskapp.learning.services.writing_to_them import begin_letter, print_letter
from riskapp.learning.steps import (
    account,
    brief,
    candour,
    care,
    changes_to_try,
    in_the_log,
    the_letter,
    what_we_learned,
    who_must_know,
)
from riskapp.learning.views.briefing import brief_page
from riskapp.learning.views.leaving import past_the_gate
from riskapp.learning.views.pages import WRITES, house
from riskapp.learning.views.reading_again import remarks_beside
from riskapp.learning.views.routes import is_old_now, routes_of
from riskapp.learning.views.standing import stood
from riskapp.platform import holds, web, wizard
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import find_latest

FRAME = "learning/_page.html"


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_telling(conn, trail_of(web.current()), actor, ref, **post)


# -- what each page shows beside its questions ---------------------------------------------------


def _more(found: Happening, entries: Entries) -> Mapping[str, Any]:
    step = (request.view_args or {}).get("step", "")
    more = _MORE.get(step)
    return {
        "state_words": STATES[found.stage],
        "waits": is_held(found) and step in NARRATIVE,
        **(more(found, entries) if more else {}),
    }


def _account(found: Happening, entries: Entries) -> Mapping[str, Any]:
    unasked = account.unasked(entries.data(account.STEP.slug), found)
    return {"stood": stood(found), "unasked": unasked}


def _what_we_learned(found: Happening, entries: Entries) -> Mapping[str, Any]:
    """What happened is shown and not asked a second time."""
    said = entries.data(account.STEP.slug)
    told = account.STEP.form(data=said, names=found.names)
    return {"told": told, "moved": stood(found).moved}


def _changes_to_try(found: Happening, entries: Entries) -> Mapping[str, Any]:
    items = entries.items(changes_to_try.CHANGES.slug)
    return {
        "tried": dict(
            zip((i.id for i in items), compose(entries, seen_of(found, entries)).tried, strict=True)
        ),
        "only_reminds": only_reminds([i.get("strength", "") for i in items]),
        "later": changes_to_try.LATER,
    }


def _in_the_log(found: Happening, entries: Entries) -> Mapping[str, Any]:
    conn, runtime = web.read(), web.current()
    return {
        "frame": FRAME,
        "out": leaving(conn, found, entries),
        "was_held": "held" in request.args,
        "held_since": holds.held_since(conn, found.id, found.person_id),
        "in_log": find_standing(conn, LineOf(runtime.keys.origin, found.id, by=found.id)),
        "told": account.STEP.form(data=entries.data(account.STEP.slug), names=found.names),
        "learned": what_we_learned.STEP.form(data=entries.data(what_we_learned.STEP.slug)),
    }


def _brief(found: Happening, entries: Entries) -> Mapping[str, Any]:
    return brief_page(leaving_of(web.read(), found, entries), found.id, FRAME)


def _who_must_know(found: Happening, entries: Entries) -> Mapping[str, Any]:
    del entries
    content = routes_of(found)
    return {
        "content": content,
        "is_old": is_old_now(content),
        "keys_of": who_must_know.keys_of,
    }


def _candour(found: Happening, entries: Entries) -> Mapping[str, Any]:
    content = routes_of(found)
    asked = {one.id for one in content.candour} | {one.id for one in content.letter}
    return {
        "content": content,
        "is_old": is_old_now(content),
        "not_done_yet": open_words(content, entries),
        "unasked": {"meeting_on", "meeting", "why"} - asked,
    }


def _the_letter(found: Happening, entries: Entries) -> Mapping[str, Any]:
    text = entries.data(the_letter.STEP.slug).get("text", "")
    return {"latest": find_latest(web.read(), found.id, LETTER), "has_gaps": gap() in text}


def _care(found: Happening, entries: Entries) -> Mapping[str, Any]:
    stands = care.STEP.form(data=entries.data(care.STEP.slug), names=found.names)
    return {
        "cared": cared_for(entries, found.names),
        "first": care.FIRST,
        "waiting": stands.some(waiting_answers(found, care.STEP.slug)),
    }


_MORE: dict[str, Callable[[Happening, Entries], Mapping[str, Any]]] = {
    account.STEP.slug: _account,
    who_must_know.STEP.slug: _who_must_know,
    candour.STEP.slug: _candour,
    the_letter.STEP.slug: _the_letter,
    care.STEP.slug: _care,
    what_we_learned.STEP.slug: _what_we_learned,
    changes_to_try.STEP.slug: _changes_to_try,
    in_the_log.STEP.slug: _in_the_log,
    brief.STEP.slug: _brief,
}


# -- what its buttons do besides -----------------------------------------------------------------


def _letter(_conn: Connection, _actor: Actor, ref: str) -> str:
    return url_for("happened.letter", ref=ref)


def _begin_letter(conn: Connection, actor: Actor, ref: str) -> str:
    found = get_happening(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    parts = letter_text(routes_of(found), entries)
    begin_letter(conn, trail_of(web.current()), actor, ref, parts)
    return url_for("telling.step", ref=ref, step=the_letter.STEP.slug) + "#text"


def _print_letter(conn: Connection, actor: Actor, ref: str) -> str:
    asked = print_letter(conn, trail_of(web.current()), actor, ref, house())
    return url_for("happened.printed", ref=ref, rendition=asked)


def _put_in_log(conn: Connection, actor: Actor, ref: str) -> str:
    runtime, trail = web.current(), trail_of(web.current())

    def leaves(seen: str) -> str:
        number = put_in_log(conn, trail, actor, ref, runtime.keys.origin, seen)
        return url_for("learning.index") + f"#L-{number}"

    here = url_for("telling.step", ref=ref, step=in_the_log.STEP.slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref))


def _keep(conn: Connection, actor: Actor, ref: str) -> str:
    keep_with_team(conn, trail_of(web.current()), actor, ref)
    return url_for("happened.home", ref=ref)


def _take_out(conn: Connection, actor: Actor, ref: str) -> str:
    runtime = web.current()
    take_out_of_log(conn, trail_of(runtime), actor, ref, runtime.keys.origin)
    return url_for("telling.step", ref=ref, step=in_the_log.STEP.slug)


def _begin_words(conn: Connection, actor: Actor, ref: str) -> str:
    begin_log_words(conn, trail_of(web.current()), actor, ref)
    return url_for("telling.step", ref=ref, step=in_the_log.STEP.slug) + "#said"


def _make_brief(conn: Connection, actor: Actor, ref: str) -> str:
    runtime, trail, slug = web.current(), trail_of(web.current()), brief.STEP.slug

    def leaves(seen: str) -> str:
        asked = brief_of(conn, trail, actor, ref, runtime.keys.origin, house(), seen)
        return url_for("learning.printed", rendition=asked)

    here = url_for("telling.step", ref=ref, step=slug)
    return past_the_gate(here, leaves, lambda: ask_why_again(conn, trail, actor, ref, slug))


def _begin_brief(conn: Connection, actor: Actor, ref: str) -> str:
    begin_brief(conn, trail_of(web.current()), actor, ref)
    return url_for("telling.step", ref=ref, step=brief.STEP.slug) + "#happened"


SERVED = wizard.Serving(
    journey=TELLING,
    load=get_happening,
    save=_save,
    home="happened.home",
    roles=WRITES,
    name_of=name_of,
    look=lambda subject: web.look(subject.id, "telling"),
    acts={
        (candour.STEP.slug, "letter"): _letter,
        (the_letter.STEP.slug, the_letter.BEGIN): _begin_letter,
        (the_letter.STEP.slug, the_letter.PRINT): _print_letter,
        (in_the_log.STEP.slug, "publish"): _put_in_log,
        (in_the_log.STEP.slug, "keep-with-team"): _keep,
        (in_the_log.STEP.slug, "take-out"): _take_out,
        (in_the_log.STEP.slug, "begin"): _begin_words,
        (brief.STEP.slug, brief.MAKE): _make_brief,
        (brief.STEP.slug, brief.BEGIN): _begin_brief,
    },
    more=_more,
    remarks=remarks_beside,
)
