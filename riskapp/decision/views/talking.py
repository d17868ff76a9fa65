"""A decision in conversation: how the wizard serves it, its prompts, the safeguarding route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision import balance, happy_and_safe, prompts
from riskapp.decision.asked_before import said_before
from riskapp.decision.backing import outdated_by
from riskapp.decision.beside import beside_restrictions, standing
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.law import law_beside
from riskapp.decision.learned import asked_here
from riskapp.decision.presenters.outside import outdated_lines
from riskapp.decision.presenters.reading_back import (
    Rest,
    as_then,
    ask_again,
    before_seal,
    is_long,
    not_aloud,
    not_yet,
    not_yet_besides,
    not_yet_opened,
    off_theirs,
    others_words,
    read_back_parts,
    told_of_capacity,
    ways_left_over,
)
from riskapp.decision.presenters.sealed import ends_words
from riskapp.decision.presenters.talking import (
    behind,
    is_brought,
    last_words,
    more_pages,
    picture_options,
)
from riskapp.decision.presenters.telling import Telling
from riskapp.decision.queries import Decision, get_decision, list_about, list_endings
from riskapp.decision.quoting import spoken
from riskapp.decision.reading_age import is_plain, long_sentences
from riskapp.decision.reasons import Statement, is_before
from riskapp.decision.record import ways
from riskapp.decision.rules import NOT_IN_FORCE
from riskapp.decision.services.sealing import seal
from riskapp.decision.services.talking import begin_statement, save_words
from riskapp.decision.steps import balance as balance_step
from riskapp.decision.steps import decision as first_screen
from riskapp.decision.steps import statement, what_was_decided
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.doors import DOORS
from riskapp.decision.steps.what_was_decided import OF_DIFFERENCE, OF_POSITION
from riskapp.decision.steps.what_would_help import (
    CARD,
    LATER,
    OF_EACH,
    OF_ENDING,
    OF_GUARD,
    OF_RENEWAL,
    OF_RESTRICTIONS,
    OF_TECHNOLOGY,
)
from riskapp.decision.views import after, law, marking
from riskapp.decision.views.copies import print_draft_now
from riskapp.decision.views.guard import house_of
from riskapp.decision.views.pages import READS, WRITES, load, pages, unsaved
from riskapp.decision.word_by_word import compare, shortened
from riskapp.library.queries import get_safeguarding, list_jurisdictions, list_prompts
from riskapp.library.rules import is_old
from riskapp.platform import slots, web, wizard
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.fonts import missing_glyphs
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import get_version
from riskapp.platform.wizard.returning import FROM, WayBack

route = Blueprint("safeguarding", __name__, url_prefix="/decisions/<ref>")


# -- prompts -----------------------------------------------------------------------------


@pages.post("/set-aside")
@allow(*WRITES)
def set_aside(ref: str) -> Any:
    """Set a prompt aside. It needs no reason; one that is written prints as "we considered…"."""
    prompt = request.form.get("prompt", "")
    if prompt not in {p.id for p in prompts.PROMPTS}:
        abort(404)
    form = SET_ASIDE.item_form(raw=list(request.form.items(multi=True)))
    if form.wrong:
        raise BadInput(str(form.wrong[0].error))
    change = Change(step=SET_ASIDE.slug, data=form.kept, is_item=True)
    with web.write() as conn:
        save_words(
            conn,
            trail_of(web.current()),
            web.actor(),
            ref,
            key=web.posted_key(),
            changes=[change],
            place="",
        )
    return redirect(url_for("conversation.step", ref=ref, step="balance") + "#worth-asking", 303)


# -- the safeguarding route ----------------------------------------------------------------------


@route.get("/safeguarding", endpoint="route")
@allow(*READS)
def safeguarding(ref: str) -> str:
    """Shown first where danger, pressure or harm by a person was spoken of."""
    found = load(ref)
    known = {j.slug: j.name for j in list_jurisdictions()}
    wanted = request.args.get("where", found.jurisdiction)
    own = web.current().config.content_folder
    content = get_safeguarding(wanted if wanted in known else found.jurisdiction, own)
    entries = get_entries(web.read(), found.id, found.facts)
    after = CONVERSATION.after(first_screen.STEP, entries)
    way = WayBack.read(request.args.get(FROM, ""), CONVERSATION)
    on = way.nearest or (after.slug if after else "decision")
    page = render_template(
        "decision/safeguarding.html",
        decision=found,
        subject=found,
        route=content,
        is_old=is_old(content, web.today()),
        others=[
            (way.on(url_for("safeguarding.route", ref=ref, where=slug)), name)
            for slug, name in known.items()
            if slug != content.jurisdiction
        ],
        carry_on=way.further.on(url_for("conversation.step", ref=ref, step=on)),
        whose_law=law.address(ref, law.ROUTE)
        if found.is_open and web.actor().is_any(*WRITES)
        else None,
    )
    web.look(found.id, "safeguarding")
    return page


# -- the conversation, served by the wizard ------------------------------------------------------


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_words(conn, trail_of(web.current()), actor, ref, **post)


def _seal(conn: Connection, actor: Actor, ref: str) -> str:
    house = house_of(conn, get_decision(conn, actor, ref))
    seal(conn, trail_of(web.current()), actor, ref, house)
    return url_for("decision.home", ref=ref)


# Where what the version before said stands beside what is asked again, or beside the doors.
ASK_AGAIN = (first_screen.STEP.slug, "doors", "read-back")


def _more(found: Decision, entries: Entries) -> Mapping[str, Any]:
    step = (request.view_args or {}).get("step")
    last = get_version(web.read(), found.id).rows if found.versions and step in ASK_AGAIN else {}
    talk = Conversation(entries, found.called_by, said_before(last))
    shows_help = step in ("what-would-help", "read-back")
    more = _MORE.get(step or "")
    return {
        "talk": talk,
        "asks_of_marks": prompts.asks(talk, prompts.MoreThanThreeMarked),
        "from_learning": asked_here(list_prompts(web.read(), step or ""), talk),
        "came_after": beside_restrictions(web.read(), web.actor(), found, entries)
        if shows_help
        else {},
        **_law(found, step or ""),
        **(_read_back(found, talk, last) if step == "read-back" else {}),
        **(more(found, talk) if more else {}),
    }


def _law(found: Decision, step: str) -> Mapping[str, Any]:
    said = law_beside(step, found.jurisdiction, web.current().config.content_folder)
    return {"law": said, "is_old": is_old(said, web.today())} if said else {}


def _whose_law(step: str) -> Callable[[Connection, Actor, str], str]:
    return lambda _conn, _actor, ref: law.address(ref, step)


def _balance(found: Decision, talk: Conversation) -> Mapping[str, Any]:
    options, worth = picture_options(talk), prompts.worth_asking(talk)
    return {
        "picture_wide": balance.draw(found.called_by, options, width=960, size=15, uid="wide"),
        "picture_narrow": balance.draw(found.called_by, options, width=288, size=15, uid="narrow"),
        "twin": balance.table(found.called_by, options),
        "places": _places(talk) if talk.has_placings else None,
        "prompts": [_prompt(found, noticed) for noticed in worth],
        "set_aside": [] if worth else [_prompt(found, one) for one in prompts.still_aside(talk)],
    }


def _places(talk: Conversation) -> tuple[Markup, Markup]:
    """Where the person puts each way, for a wide screen and a narrow one."""
    heading = str(_("Where %(name)s puts each way", name=talk.name))
    return (
        happy_and_safe.draw(heading, ways(talk), uid="places-wide"),
        happy_and_safe.draw(heading, ways(talk), width=288, uid="places-narrow"),
    )


def _prompt(found: Decision, noticed: prompts.Noticed) -> Mapping[str, Any]:
    return {
        "id": noticed.id,
        "title": noticed.title,
        "noticed": noticed.noticed,
        "why": noticed.why,
        "source": noticed.source,
        "go_url": _where_to_answer(found, noticed),
        "go_words": noticed.verb,
    }


def _where_to_answer(found: Decision, noticed: prompts.Noticed) -> str:
    """The page a prompt leads to: one of its own, the item it is about, or the step."""
    if noticed.endpoint:
        return url_for(noticed.endpoint, ref=found.ref)
    step = url_for("conversation.step", ref=found.ref, step=noticed.step)
    if noticed.item:
        item = WayBack((balance_step.STEP.slug,)).on(f"{step}/{noticed.collection}/{noticed.item}")
        return f"{item}#{noticed.anchor}"
    return f"{step}#{noticed.anchor}" if noticed.anchor else step


def _read_back(found: Decision, talk: Conversation, last: Rows) -> Mapping[str, Any]:
    again = ask_again(found, talk, last)
    sealed = Conversation(standing(web.read(), found, talk.entries), found.called_by)
    return {
        "ask_again": [line for line in again if not line.protects],
        "kept_back_again": [line for line in again if line.protects],
        "not_yet": not_yet(found, talk, again),
        "not_yet_opened": not_yet_opened(found, talk),
        "not_yet_besides": not_yet_besides(talk),
        "parts": read_back_parts(found, talk),
        "rest": Rest(talk),
        "is_long": is_long(talk),
        "not_aloud": not_aloud(found, talk),
        "off_theirs": off_theirs(found, talk),
        "told_of_capacity": told_of_capacity(talk),
        "as_then": as_then(found, talk, last),
        "before_seal": before_seal(found, talk, web.today()),
        "gaps": missing_glyphs("\n".join([found.called_by, found.known_as, *sealed.texts()])),
        "unsaved": unsaved(found, "read-back"),
        "is_before": is_before(talk),
        "telling": Telling(found, talk, here="read-back"),
        "others_words": others_words(found, talk),
        "outdated": outdated_lines(talk, outdated_by(web.read(), found, talk.entries)),
    }


def _doors(found: Decision, _talk: Conversation) -> Mapping[str, Any]:
    """What stands behind each door, and the way there."""
    return {
        "behind": {
            door.slug: [
                (
                    fill(step.title, found.names),
                    url_for("conversation.step", ref=found.ref, step=step.slug),
                )
                for step in behind(door)
            ]
            for door in DOORS
        },
        "brings": {door.slug: more_pages(sum(map(is_brought, behind(door)))) for door in DOORS},
    }


def _what_would_help(_found: Decision, talk: Conversation) -> Mapping[str, Any]:
    """Which questions stand where, on the screen and on the page of one thing that would help; and
    what the balance would ask of each first.
    """
    return {
        "asks": {one.item: one for one in reversed(prompts.noticed(talk)) if one.item},
        "not_in_force": NOT_IN_FORCE,
        "card": CARD,
        "each": OF_EACH,
        "technology": OF_TECHNOLOGY,
        "restriction": OF_RESTRICTIONS,
        "renewal": OF_RENEWAL,
        "guard": OF_GUARD,
        "ending": OF_ENDING,
        "later": LATER,
    }


def _what_was_decided(found: Decision, talk: Conversation) -> Mapping[str, Any]:
    """The questions that wait on the page of one difference or one position; and what the balance would
    ask of an answer here, by the place it leads to. What was left of a decision made for them may stand
    on several pages, and is said once, with the way to each.
    """
    noticed, left_over = prompts.noticed(talk), prompts.DeciderLeftOver.id
    asks = {
        one.anchor: one.noticed
        for one in noticed
        if one.step == what_was_decided.STEP.slug and not one.item and one.id != left_over
    }
    return {
        "later": [*OF_DIFFERENCE, *OF_POSITION],
        "asks": asks,
        "left_over": next((one.noticed for one in noticed if one.id == left_over), ""),
        "ways_left_over": [
            (words, _from_decided(found, step, there))
            for words, step, there in ways_left_over(talk)
        ],
    }


def _from_decided(found: Decision, step: str, there: str) -> str:
    """The way to an answer from what was decided, and back."""
    here = what_was_decided.STEP.slug
    page = WayBack((here,)).on(url_for("conversation.step", ref=found.ref, step=step))
    return f"#{there}" if step == here else f"{page}#{there}"


def _statement(_found: Decision, talk: Conversation) -> Mapping[str, Any]:
    """The reasons as composed now, and what somebody's own words changed in those of their day."""
    said, composed = talk.statement, Statement(talk)
    own, then = said.get("own", ""), said.get("composed", "")
    return {
        "passages": composed.passages,
        "apart": composed.apart,
        "is_before": is_before(talk),
        "own_changes": shortened(compare(then, own)) if own else [],
        "since": shortened(compare(then, composed.text)),
        "is_plain": is_plain(own),
        "long_sentences": long_sentences(own),
    }


def _begin_statement(conn: Connection, actor: Actor, ref: str) -> str:
    """Begins somebody's own words with the composed ones."""
    begin_statement(conn, trail_of(web.current()), actor, ref)
    return url_for("conversation.step", ref=ref, step=statement.STEP.slug) + "#own"


_MORE = {
    "statement": _statement,
    "balance": _balance,
    "doors": _doors,
    "what-would-help": _what_would_help,
    "what-was-decided": _what_was_decided,
}


def _person_lines(conn: Connection, actor: Actor, person_id: str) -> list[slots.PersonLine]:
    """A person's decisions, for their page, each with when its restrictions end."""
    decisions = list_about(conn, actor, person_id)
    endings = list_endings(conn, [found.id for found in decisions])
    return [
        slots.PersonLine(
            found.ref,
            found.known_as or str(_("Nothing written yet")),
            found.state_words,
            last_words(found),
            url_for("decision.home", ref=found.ref),
            tuple(
                (ends_words(one.on, web.today()), one.what)
                for one in endings
                if one.subject_id == found.id
            ),
        )
        for found in decisions
    ]


def init_app(app: Flask) -> None:
    app.jinja_env.filters["spoken"] = spoken
    slots.slots_of(app).person.append(_person_lines)
    serving = wizard.Serving(
        journey=CONVERSATION,
        load=get_decision,
        save=_save,
        home="decision.home",
        roles=WRITES,
        name_of=name_of,
        look=lambda subject: web.look(subject.id, "conversation"),
        acts={
            ("two-pens", "theirs"): lambda _conn, _actor, ref: marking.address(ref),
            ("statement", "begin"): _begin_statement,
            ("read-back", "seal"): _seal,
            ("read-back", "draft"): print_draft_now,
            **{(step.slug, "whose-law"): _whose_law(step.slug) for step in CONVERSATION.steps},
        },
        once=frozenset({"seal"}),
        reopen="decision.begin_next",
        faces={"decision.keep_their_marks": "both-sides"},
        more=_more,
    )
    app.register_blueprint(pages)
    app.register_blueprint(route)
    app.register_blueprint(wizard.blueprint("conversation", serving, "/decisions/<ref>"))
    for name, served in after.SERVED.items():
        app.register_blueprint(wizard.blueprint(name, served, f"/decisions/<ref>/{name}"))
