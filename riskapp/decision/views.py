"""Pages about one decision that are not steps: its own page, its copies, the safeguarding route."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.decision import balance, happy_and_safe, prompts
from riskapp.decision.case_note import case_note
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import DRAFT, LAYOUTS, layout_of
from riskapp.decision.presenters import (
    ROUTE_IS_IN,
    behind,
    copy_lines,
    draft_lines,
    ends_words,
    held_copies,
    last_words,
    next_step,
    not_yet,
    part_lines,
    picture_options,
    read_back_parts,
    ring_lines,
    routes_shown,
    safety_not_asked,
    state_words,
    timeline,
)
from riskapp.decision.queries import Decision, get_decision, list_about, list_endings, list_given
from riskapp.decision.record import record_of, ways
from riskapp.decision.rules import ENDS_LATER, when_it_ends
from riskapp.decision.services.copies import note_download, note_given, refuse_day
from riskapp.decision.services.sealing import ask_for_draft, seal
from riskapp.decision.services.talking import begin_next_version, save_words
from riskapp.decision.steps import decision as first_screen
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.doors import DOORS
from riskapp.decision.steps.what_would_help import (
    CARD,
    LATER,
    OF_EACH,
    OF_RENEWAL,
    OF_RESTRICTIONS,
    OF_TECHNOLOGY,
)
from riskapp.library.queries import get_safeguarding, list_jurisdictions
from riskapp.library.rules import is_old
from riskapp.platform import slots, web, wizard
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries, list_drafts, list_told
from riskapp.platform.entries.saving import Change
from riskapp.platform.forms import Form, day, line, one_of
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.fonts import missing_glyphs
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import (
    get_bytes,
    get_rendition,
    get_version,
    list_renditions,
    list_sealings,
)

WRITES = ("practitioner",)
READS = ("practitioner", "manager")

pages = Blueprint("decision", __name__, url_prefix="/decisions/<ref>")
route = Blueprint("safeguarding", __name__, url_prefix="/decisions/<ref>")


class CopyGiven(Form):
    given_on = day(_("When was it given?"))
    to_whom = line(_("To whom?"))
    layout = one_of(
        _("Which copy?"),
        [(x.slug, x.title) for x in LAYOUTS if x.has_pdf],
        inline=False,
    )


def _load(ref: str) -> Decision:
    return get_decision(web.read(), web.actor(), ref)


def _talk(found: Decision, entries: Entries) -> Conversation:
    return Conversation(entries, found.called_by)


# -- the decision's own page ---------------------------------------------------------------------


@pages.get("")
@allow(*READS)
def home(ref: str) -> str:
    return _home(_load(ref), CopyGiven())


def _home(found: Decision, give_form: Form) -> str:
    conn = web.read()
    entries = get_entries(conn, found.id)
    sealings = list_sealings(conn, found.id)
    latest = sealings[0] if sealings else None
    renditions = list_renditions(conn, latest.id) if latest else []
    given = list_given(conn, [s.id for s in sealings])
    told = list_told(conn, found.id, ROUTE_IS_IN)
    for asked in give_form:
        asked.names = found.names
    talk = _talk(found, entries)
    parts = part_lines(found, entries) if found.is_open else []
    page = render_template(
        "decision/home.html",
        decision=found,
        subject=found,
        talk=talk,
        state_words=state_words(found),
        sealed=latest,
        endings=_endings_near(conn, found),
        ring=ring_lines(talk),
        copies=copy_lines(found, latest.number, renditions) if latest else [],
        is_waiting=any(r.state == "waiting" for r in renditions),
        held=held_copies(found, sealings, given),
        timeline=timeline(found, sealings, given, routes_shown(told)),
        parts=parts,
        next_step=next_step(parts) if parts else None,
        safety_not_asked=safety_not_asked(talk) if found.is_open else [],
        can_begin=not found.is_open and web.actor().is_any(*WRITES),
        can_write=web.actor().is_any(*WRITES),
        give_form=give_form,
        unsaved=_unsaved(found) if found.is_open else [],
        has_errors=bool(give_form.wrong),
    )
    web.look(found.id, "decision")
    return page


def _endings_near(conn: Connection, found: Decision) -> list[tuple[str, str]]:
    """The restrictions that have ended, or end this week: when, and what they are."""
    return [
        (ends_words(one.on, web.today()), one.what)
        for one in list_endings(conn, [found.id])
        if when_it_ends(one.on, web.today()) != ENDS_LATER
    ]


@pages.post("/begin-next")
@allow(*WRITES)
def begin_next(ref: str) -> Any:
    try:
        with web.write() as conn:
            begin_next_version(conn, trail_of(web.current()), web.actor(), ref)
    except Conflict:
        pass  # a second click: it is open already
    return redirect(url_for("decision.home", ref=ref), 303)


@pages.post("/given")
@allow(*WRITES)
def note_copy_given(ref: str) -> Any:
    found = _load(ref)
    form = CopyGiven(raw=list(request.form.items(multi=True)), names=found.names)
    kept = form.kept
    for key, words in (
        ("given_on", _("Write the day it was given")),
        ("to_whom", _("Write whom it was given to")),
        ("layout", _("Choose which copy it was")),
    ):
        if key not in kept and not form.field(key).error:
            form.field(key).error = words
    if "given_on" in kept:
        given_on, version = date.fromisoformat(kept["given_on"]), get_version(web.read(), found.id)
        form.field("given_on").error = refuse_day(version, given_on, web.today())
    if form.wrong:
        return _given_again(found, form)
    with web.write() as conn:
        note_given(
            conn,
            trail_of(web.current()),
            web.actor(),
            ref,
            given_on=given_on,
            to_whom=kept["to_whom"],
            layout=kept["layout"],
            today=web.today(),
            key=web.posted_key(),
        )
    return redirect(url_for("decision.home", ref=ref), 303)


def _given_again(found: Decision, form: Form) -> Any:
    """The form with what to look at. Raises Conflict, which gives the words back, where its page has
    none of it any more: the next version was begun since.
    """
    if found.is_open:
        raise Conflict(found.ref)
    return _home(found, form), 422


# -- prompts, drafts -----------------------------------------------------------------------------


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


@pages.post("/draft")
@allow(*WRITES)
def print_draft(ref: str) -> Any:
    with web.write() as conn:
        return redirect(_print_draft(conn, web.actor(), ref), 303)


def _print_draft(conn: Connection, actor: Actor, ref: str) -> str:
    asked = ask_for_draft(conn, trail_of(web.current()), actor, ref)
    return url_for("decision.draft", ref=ref, rendition=asked)


@pages.get("/draft/<rendition>")
@allow(*READS)
def draft(ref: str, rendition: str) -> Response:
    found = _load(ref)
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id or asked.layout != DRAFT.slug:
        raise NotFound(rendition)
    url = url_for("decision.draft_pdf", ref=ref, rendition=rendition)
    web.look(found.id, "draft")
    page = render_template(
        "decision/draft_print.html",
        decision=found,
        subject=found,
        draft=asked,
        pdf_url=url if asked.state == "made" else None,
    )
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if asked.state == "waiting" else None)


@pages.get("/draft/<rendition>.pdf")
@allow(*READS)
def draft_pdf(ref: str, rendition: str) -> Response:
    found = _load(ref)
    asked = get_rendition(web.read(), rendition)
    if asked.subject_id != found.id or asked.layout != DRAFT.slug:
        raise NotFound(rendition)
    data = get_bytes(web.read(), asked.id)
    web.look(found.id, "draft.pdf")
    return _pdf(data, f"{found.ref}-draft.pdf")


# -- copies of a sealed version ------------------------------------------------------------------


@pages.get("/versions/<int:number>/<layout>")
@allow(*READS)
def copy(ref: str, number: int, layout: str) -> str:
    """A copy on screen: the same words as its PDF."""
    found, chosen = _load(ref), layout_of(layout)
    version = get_version(web.read(), found.id, number)
    record = record_of(shown_rows(CONVERSATION, chosen, version.rows), version.digest)
    copies = list_renditions(web.read(), version.id) if chosen.has_pdf else []
    page = render_template(
        chosen.twin,
        record=record,
        layout=chosen,
        decision=found,
        subject=found,
        note=case_note(record) if chosen.slug == "note" else "",
        is_latest=number == found.versions,
        endings=[
            (ends_words(m.ends_on, web.today()), m.what)
            for m in record.talk.restrictions
            if m.ends_on and number == found.versions
        ],
        pdf_url=url_for("decision.pdf", ref=ref, number=number, layout=layout)
        if any(r.layout == chosen.slug and r.state == "made" for r in copies)
        else None,
        back_url=url_for("decision.home", ref=ref),
    )
    web.look(found.id, f"version {number} {chosen.slug}")
    return page


@pages.get("/versions/<int:number>/<layout>.pdf")
@allow(*READS)
def pdf(ref: str, number: int, layout: str) -> Response:
    """The stored bytes, the same each time."""
    found, chosen = _load(ref), layout_of(layout)
    conn = web.read()
    version = next((s for s in list_sealings(conn, found.id) if s.number == number), None)
    if version is None:
        raise NotFound(str(number))
    wanted = [r for r in list_renditions(conn, version.id) if r.layout == chosen.slug]
    if not wanted:
        raise NotFound(layout)
    data = get_bytes(conn, wanted[0].id)
    with web.write() as writing:
        note_download(writing, trail_of(web.current()), web.actor(), found, number, chosen.slug)
    return _pdf(data, f"{found.ref}-version-{number}-{chosen.slug}.pdf")


def _pdf(data: bytes, name: str) -> Response:
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


# -- the safeguarding route ----------------------------------------------------------------------


@route.get("/safeguarding", endpoint="route")
@allow(*READS)
def safeguarding(ref: str) -> str:
    """Shown first where danger, pressure or harm by a person was spoken of."""
    found = _load(ref)
    known = {j.slug: j.name for j in list_jurisdictions()}
    wanted = request.args.get("where", found.jurisdiction)
    own = web.current().config.instance / "content"
    content = get_safeguarding(wanted if wanted in known else found.jurisdiction, own)
    here = url_for("safeguarding.route", ref=ref)
    after = CONVERSATION.after(first_screen.STEP, Entries())
    page = render_template(
        "decision/safeguarding.html",
        decision=found,
        subject=found,
        route=content,
        is_old=is_old(content, web.today()),
        others=[
            (f"{here}?where={slug}", name)
            for slug, name in known.items()
            if slug != content.jurisdiction
        ],
        carry_on=url_for("conversation.step", ref=ref, step=after.slug if after else "decision"),
    )
    web.look(found.id, "safeguarding")
    return page


# -- the conversation, served by the wizard ------------------------------------------------------


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_words(conn, trail_of(web.current()), actor, ref, **post)


def _seal(conn: Connection, actor: Actor, ref: str) -> str:
    runtime = web.current()
    seal(
        conn,
        trail_of(runtime),
        actor,
        ref,
        organisation=runtime.config.organisation,
        telephone=runtime.config.telephone,
        demonstration=web.is_demonstration(),
    )
    return url_for("decision.home", ref=ref)


def _more(found: Decision, entries: Entries) -> Mapping[str, Any]:
    talk = _talk(found, entries)
    step = (request.view_args or {}).get("step")
    more = _MORE.get(step or "")
    return {"talk": talk, **(more(found, talk) if more else {})}


def _balance(found: Decision, talk: Conversation) -> Mapping[str, Any]:
    options = picture_options(talk)
    return {
        "picture_wide": balance.draw(found.called_by, options, width=960, size=15, uid="wide"),
        "picture_narrow": balance.draw(found.called_by, options, width=288, size=15, uid="narrow"),
        "twin": balance.table(found.called_by, options),
        "places": _places(talk) if talk.has_placings else None,
        "prompts": [_prompt(found, noticed) for noticed in prompts.worth_asking(talk)],
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
        return f"{step}/{noticed.collection}/{noticed.item}"
    return f"{step}#{noticed.anchor}" if noticed.anchor else step


def _unsaved(found: Decision, besides: str = "") -> list[tuple[str, str, str]]:
    """What the actor typed in this conversation and has not saved: where, when, and the way there."""
    kept = list_drafts(web.read(), web.actor().user_id, found.id)
    return draft_lines(found, [draft for draft in kept if draft[0] != besides])


def _read_back(found: Decision, talk: Conversation) -> Mapping[str, Any]:
    return {
        "not_yet": not_yet(found, talk),
        "parts": read_back_parts(found, talk),
        "gaps": missing_glyphs("\n".join(talk.texts())),
        "unsaved": _unsaved(found, "read-back"),
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
        }
    }


def _what_would_help(_found: Decision, _talk: Conversation) -> Mapping[str, Any]:
    """Which questions stand where, on the screen and on the page of one thing that would help."""
    return {
        "card": CARD,
        "each": OF_EACH,
        "technology": OF_TECHNOLOGY,
        "restriction": OF_RESTRICTIONS,
        "renewal": OF_RENEWAL,
        "later": LATER,
    }


_MORE = {
    "balance": _balance,
    "read-back": _read_back,
    "doors": _doors,
    "what-would-help": _what_would_help,
}


def _person_lines(conn: Connection, actor: Actor, person_id: str) -> list[slots.PersonLine]:
    """A person's decisions, for their page, each with when its restrictions end."""
    decisions = list_about(conn, actor, person_id)
    endings = list_endings(conn, [found.id for found in decisions])
    return [
        slots.PersonLine(
            found.ref,
            found.known_as or str(_("Nothing written yet")),
            state_words(found),
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
    slots.slots_of(app).person.append(_person_lines)
    serving = wizard.Serving(
        journey=CONVERSATION,
        load=get_decision,
        save=_save,
        home="decision.home",
        roles=WRITES,
        name_of=name_of,
        look=lambda subject: web.look(subject.id, "conversation"),
        acts={("read-back", "seal"): _seal, ("read-back", "draft"): _print_draft},
        once=frozenset({"seal"}),
        more=_more,
    )
    app.register_blueprint(pages)
    app.register_blueprint(route)
    app.register_blueprint(wizard.blueprint("conversation", serving, "/decisions/<ref>"))
