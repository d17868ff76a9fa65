"""Something that happened: begun, told step by step, its own page, and what was in force that day."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import list_teams
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.queries import Decision, get_decision, list_about, list_given
from riskapp.decision.record import record_of
from riskapp.decision.rules import Copy
from riskapp.decision.views.pages import READS as READS_DECISIONS
from riskapp.learning.journeys import TELLING
from riskapp.learning.log import LineOf
from riskapp.learning.presenters import (
    asks_which,
    by_the_day,
    cared_for,
    every_telling,
    line_words,
    next_step,
    open_words,
    sealed_days,
    timeline,
    unsealed,
    version_words,
)
from riskapp.learning.queries import (
    Happening,
    find_begun,
    find_standing,
    list_holds,
    list_of_decision,
    list_of_person,
)
from riskapp.learning.rules import NARRATIVE, STATES, Basis, State, either_of, is_held
from riskapp.learning.services.publishing import compose, seen_of
from riskapp.learning.services.telling import (
    BegunAlready,
    begin_happening,
    choose_basis,
)
from riskapp.learning.steps import account, candour, care, what_we_learned, who_must_know
from riskapp.learning.views.pages import READS, WRITES, house, index_pages, load, pages
from riskapp.learning.views.reading_again import remarks_beside, worth_rereading
from riskapp.learning.views.routes import routes_of
from riskapp.learning.views.standing import find_frozen, stood
from riskapp.people.queries import get_person, list_people
from riskapp.people.services import add_person
from riskapp.platform import holds, slots, web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries, list_drafts
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import list_sealings, list_sealings_of

SOMETHING = _("Something happened")
WORTH = _("Good, mixed, a near miss or harm: each is worth writing down, in two minutes.")

# -- beginning -----------------------------------------------------------------------------------


@index_pages.get("")
@allow(*WRITES)
def index() -> str:
    """Whom it is about: from My work, where no person's page is open."""
    return _whom()


def _whom(typed: str = "", error: str = "") -> str:
    conn, actor = web.read(), web.actor()
    return render_template(
        "learning/begin.html",
        people=list_people(conn, actor),
        teams=[team for team in list_teams(conn) if team.id in actor.team_ids],
        typed=typed,
        error=error,
        has_errors=bool(error),
    )


@index_pages.post("")
@allow(*WRITES)
def begin() -> Any:
    """About a person, or a decision of theirs, or somebody new; a second click leads where the first one
    led.
    """
    about, key, actor = request.form.get("about", ""), web.posted_key(), web.actor()
    called_by, team = (request.form.get(name, "") for name in ("called_by", "team"))
    decision = _decision_of(about)
    try:
        with web.write() as conn:
            if about:
                person = get_person(conn, actor, decision.person_ref if decision else about)
            else:
                person = add_person(conn, trail_of(web.current()), actor, called_by, team)
            made = begin_happening(
                conn, trail_of(web.current()), actor, person, house(), key=key, decision=decision
            )
    except BadInput as bad:
        return _whom(called_by, str(bad)), 422
    except BegunAlready:
        begun = find_begun(web.read(), actor.user_id, key)
        if begun is None:
            raise
        made = begun
    return redirect(url_for("telling.step", ref=made.ref, step=account.STEP.slug), 303)


def _decision_of(ref: str) -> Decision | None:
    """Raises NotFound for a decision of another team."""
    is_decision = ref.upper().startswith("RA-")
    return get_decision(web.read(), web.actor(), ref) if is_decision else None


# -- its own page --------------------------------------------------------------------------------


@pages.get("")
@allow(*READS)
def home(ref: str) -> str:
    found = load(ref)
    conn, actor = web.read(), web.actor()
    entries = get_entries(conn, found.id, found.facts)
    unasked = account.unasked(entries.data(account.STEP.slug), found)
    page = render_template(
        "learning/happening.html",
        happening=found,
        subject=found,
        state_words=STATES[found.stage],
        line=line_words(found),
        told=[
            (
                fill(s.title, found.names),
                s.form(data=entries.data(s.slug), names=found.names),
                s.slug,
                unasked if s is account.STEP else (),
            )
            for s in (account.STEP, what_we_learned.STEP)
        ],
        tellings=every_telling(entries),
        unasked_routes="" if who_must_know.STEP.is_shown(entries) else who_must_know.UNASKED,
        unasked_candour=""
        if candour.STEP.is_shown(entries)
        else fill(candour.UNASKED, found.names),
        candour_title=fill(
            candour.STEP.title if candour.STEP.is_shown(entries) else candour.TITLE_UNASKED,
            found.names,
        ),
        openness=candour.STEP.form(data=entries.data(candour.STEP.slug), names=found.names),
        not_done_yet=open_words(routes_of(found), entries),
        cared=cared_for(entries, found.names),
        goals=care.STEP.form(data=entries.data(care.STEP.slug), names=found.names),
        answers_to=slots.answers_to(conn, found.id),
        timeline=timeline(found, list_holds(conn, found.id)),
        out=compose(entries, seen_of(found, entries)),
        in_log=find_standing(conn, LineOf(web.current().keys.origin, found.id, by=found.id)),
        next_step=next_step(found, entries) if found.stage == State.OPEN else None,
        stood=stood(found),
        decision=get_decision(conn, actor, found.decision_ref)
        if found.decision_ref and actor.is_any(*READS_DECISIONS)
        else None,
        can_write=actor.is_any(*WRITES),
        held_since=holds.held_since(conn, found.id, found.person_id),
        unsaved=_unsaved(found),
        worth_rereading=_worth_rereading(found, entries) if actor.is_any(*WRITES) else [],
    )
    web.look(found.id, "what happened")
    return page


def _worth_rereading(found: Happening, entries: Entries) -> list[tuple[str, str]]:
    """The pages with something to remark, for those who may write them: title and address."""
    return [
        (fill(step.title, found.names), url_for("telling.step", ref=found.ref, step=step.slug))
        for step in worth_rereading(TELLING, entries, remarks_beside(found))
        if not (is_held(found) and step.slug in NARRATIVE)
    ]


def _unsaved(found: Happening) -> list[tuple[str, Any, str]]:
    """What the actor typed here and has not saved: on which page, when, and the way there."""
    kept = list_drafts(web.read(), web.actor().user_id, found.id)
    titles = {step.slug: fill(step.title, found.names) for step in TELLING.steps}
    home_url = url_for("happened.home", ref=found.ref)
    return [
        (titles.get(place.partition("/")[0], place), at, f"{home_url}/{place}")
        for place, at in kept
    ]


# -- what was in force that day ------------------------------------------------------------------


@pages.get("/which-decision")
@allow(*WRITES)
def which_decision(ref: str) -> str:
    return _which(load(ref))


def _which(found: Happening, error: str = "") -> str:
    conn = web.read()
    page = render_template(
        "learning/which_decision.html",
        happening=found,
        subject=found,
        state_words=STATES[found.stage],
        choices=_choices(conn, found),
        chosen=_chosen(found),
        asks=_asks(conn, found),
        error=error,
        has_errors=bool(error),
    )
    web.look(found.id, "which decision")
    return page


def _asks(conn: Connection, found: Happening) -> str:
    return asks_which(found, list_sealings(conn, found.decision_id)) if found.decision_id else ""


def _chosen(found: Happening) -> str:
    if found.decision_ref and found.version:
        return f"{found.decision_ref}/{found.version}"
    return found.decision_ref or found.basis


def _choices(conn: Connection, found: Happening) -> list[tuple[str, str, LazyString | str]]:
    """Each decision about the person, as found by the day or one version of it, with when that was
    sealed and whether it was given; and usual practice. By the day only where no more than one can be
    meant.
    """
    decisions = list_about(conn, web.actor(), found.person_id)
    sealings = list_sealings_of(conn, [one.id for one in decisions])
    given = list_given(conn, [s.id for every in sealings.values() for s in every])
    every: list[tuple[str, str, LazyString | str]] = []
    for decision in decisions:
        said, of_it = decision.known_as or str(_("Nothing written yet")), sealings[decision.id]
        if not either_of(sealed_days(found, of_it), found.happened_on):
            every.append((decision.ref, said, by_the_day(found, of_it)))
        # One alone as well: sealed on the day itself it stands in a review only once it is chosen.
        every += [(f"{decision.ref}/{s.number}", said, version_words(s, given)) for s in of_it]
    every.append((Basis.USUAL, str(_("None was written down")), _("It was the usual practice")))
    return every


@pages.post("/which-decision")
@allow(*WRITES)
def say_which_decision(ref: str) -> Any:
    """Nothing chosen leaves it as it was."""
    found = load(ref)
    if chosen := request.form.get("basis", ""):
        try:
            with web.write() as conn:
                choose_basis(conn, trail_of(web.current()), web.actor(), ref, chosen, house())
        except BadInput as bad:
            return _which(found, str(bad)), 422
    return redirect(url_for("telling.step", ref=found.ref, step=account.STEP.slug), 303)


@pages.get("/as-it-stood")
@allow(*READS_DECISIONS)
def as_it_stood(ref: str) -> str:
    """The conversation that was open when this was written down: not sealed, and unchanged since."""
    found = load(ref)
    frozen = find_frozen(found)
    if frozen is None:
        raise NotFound(ref)
    layout = layout_of(Copy.FULL)
    page = render_template(
        "learning/as_it_stood.html",
        record=record_of(shown_rows(RECORD, layout, unsealed(frozen.rows)), ""),
        layout=layout,
        happening=found,
        subject=found,
        frozen=frozen,
        is_latest=True,
        pdf_url=None,
        back_url=url_for("happened.home", ref=ref),
    )
    web.look(found.id, "as it stood")
    return page


# -- what others' pages show ---------------------------------------------------------------------


def beside_person(conn: Connection, actor: Actor, person_id: str, ref: str) -> slots.Beside:
    return _beside(actor, list_of_person(conn, actor, person_id), ref)


def beside_decision(conn: Connection, actor: Actor, decision_id: str, ref: str) -> slots.Beside:
    return _beside(actor, list_of_decision(conn, actor, decision_id), ref)


def _beside(actor: Actor, happened: list[Happening], ref: str) -> slots.Beside:
    """Kind and month, for those who may see more; and the button, for those who may write."""
    shown = happened if actor.is_any(*READS) else []
    return slots.Beside(
        _("What happened"),
        tuple((line_words(one), url_for("happened.home", ref=one.ref)) for one in shown),
        ref,
        (SOMETHING, url_for("happenings.begin")) if actor.is_any(*WRITES) else None,
        WORTH,
    )
