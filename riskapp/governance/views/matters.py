"""Matters: found by person, begun, and what stands of each: what it is about, holds and bundles."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from riskapp.governance.queries import (
    Matter,
    Whose,
    get_hold,
    get_matter,
    get_whose,
    list_holds,
    list_matters,
    list_people,
    list_records,
)
from riskapp.governance.rules import GOVERNS
from riskapp.governance.services.holding import end_hold, place_holds
from riskapp.governance.services.matters import BegunAlready, begin_matter, save_matter
from riskapp.governance.steps.hold import EndHold, PlaceHold
from riskapp.governance.steps.matter import AboutMatter
from riskapp.governance.views.pages import pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import find_saved
from riskapp.platform.forms import Form
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import list_sealings

MOST_TYPED = 200  # characters of what is looked for


def typed_in(form: type[Form]) -> Form:
    return form(raw=list(request.form.items(multi=True)))


def ask_for(form: Form, key: str, words: LazyString) -> None:
    """Says beside a question that it needs an answer, where nothing else is said there."""
    if key not in form.kept and not form.field(key).error:
        form.field(key).error = words


@pages.get("")
@allow(*GOVERNS)
def index() -> str:
    """The matters there are, and whose records another may be about."""
    conn, words = web.read(), request.args.get("whom", "")[:MOST_TYPED]
    return render_template(
        "governance/index.html",
        matters=list_matters(conn),
        words=words,
        people=list_people(conn, words),
    )


@pages.get("/begin/<ref>")
@allow(*GOVERNS)
def begin(ref: str) -> str:
    return _begin(get_whose(web.read(), ref), AboutMatter())


def _begin(whose: Whose, form: Form) -> str:
    page = render_template(
        "governance/begin.html", whose=whose, form=form, has_errors=bool(form.wrong)
    )
    web.look(whose.id, "a matter, to begin")
    return page


@pages.post("/begin/<ref>")
@allow(*GOVERNS)
def begin_now(ref: str) -> Any:
    whose, form, key = get_whose(web.read(), ref), typed_in(AboutMatter), web.posted_key()
    ask_for(form, "kind", _("Choose what it is for"))
    ask_for(form, "asked_by", _("Write who asks"))
    if form.wrong:
        return _begin(whose, form), 422
    try:
        with web.write() as conn:
            trail, actor = trail_of(web.current()), web.actor()
            made = begin_matter(conn, trail, actor, ref, key=key, said=form.kept)
    except BegunAlready:
        begun = find_saved(web.read(), web.actor().user_id, key)
        made = next(one for one in list_matters(web.read()) if one.id == begun)
    return redirect(url_for("governance.matter", ref=made.ref), 303)


@pages.get("/matters/<ref>")
@allow(*GOVERNS)
def matter(ref: str) -> str:
    return _matter(get_matter(web.read(), ref), PlaceHold())


def _matter(found: Matter, form: Form, on: tuple[str, ...] = (), error: str = "") -> str:
    conn = web.read()
    holds = list_holds(conn, found.id)
    page = render_template(
        "governance/matter.html",
        matter=found,
        about=AboutMatter(data=found.said),
        holds=holds,
        held={one.subject_id for one in holds if not one.ended_at},
        records=list_records(conn, found.person_id),
        bundles=list_sealings(conn, found.id),
        form=form,
        on=on,
        error=error,
        has_errors=bool(error or form.wrong),
    )
    web.look(found.person_id, f"matter {found.ref}")
    return page


@pages.get("/matters/<ref>/about")
@allow(*GOVERNS)
def about(ref: str) -> str:
    found = get_matter(web.read(), ref)
    return _about(found, AboutMatter(data=found.said))


def _about(found: Matter, form: Form) -> str:
    page = render_template(
        "governance/about.html", matter=found, form=form, has_errors=bool(form.wrong)
    )
    web.look(found.person_id, f"matter {found.ref}")
    return page


@pages.post("/matters/<ref>/about")
@allow(*GOVERNS)
def say_about(ref: str) -> Any:
    found, form = get_matter(web.read(), ref), typed_in(AboutMatter)
    ask_for(form, "kind", _("Choose what it is for"))
    ask_for(form, "asked_by", _("Write who asks"))
    if form.wrong:
        return _about(found, form), 422
    rev = request.form.get("rev", type=int) or 0
    with web.write() as conn:
        save_matter(
            conn,
            trail_of(web.current()),
            web.actor(),
            ref,
            key=web.posted_key(),
            rev=rev,
            said=form.kept,
        )
    return redirect(url_for("governance.matter", ref=ref), 303)


# -- legal holds ------------------------------------------------------------------------------------


@pages.post("/matters/<ref>/holds")
@allow(*GOVERNS)
def place(ref: str) -> Any:
    found, form = get_matter(web.read(), ref), typed_in(PlaceHold)
    on = tuple(request.form.getlist("on"))
    ask_for(form, "reason", _("Write why it is to be kept whole"))
    known = {one.ref for one in list_records(web.read(), found.person_id)}
    error = "" if on and set(on) <= known else str(_("Choose what is to be kept whole"))
    if form.wrong or error:
        return _matter(found, form, on, error), 422
    with web.write() as conn:
        place_holds(
            conn,
            trail_of(web.current()),
            web.actor(),
            ref,
            key=web.posted_key(),
            on=on,
            said=form.kept,
        )
    return redirect(url_for("governance.matter", ref=ref) + "#holds", 303)


@pages.get("/matters/<ref>/holds/<uuid:hold>/end")
@allow(*GOVERNS)
def ending(ref: str, hold: Any) -> str:
    return _ending(get_matter(web.read(), ref), str(hold), EndHold())


def _ending(found: Matter, hold_id: str, form: Form) -> str:
    page = render_template(
        "governance/end_hold.html",
        matter=found,
        hold=get_hold(web.read(), found.id, hold_id),
        form=form,
        has_errors=bool(form.wrong),
    )
    web.look(found.person_id, f"matter {found.ref}")
    return page


@pages.post("/matters/<ref>/holds/<uuid:hold>/end")
@allow(*GOVERNS)
def end(ref: str, hold: Any) -> Any:
    found, form = get_matter(web.read(), ref), typed_in(EndHold)
    ask_for(form, "reason", _("Write why it can end"))
    if form.wrong:
        return _ending(found, str(hold), form), 422
    with web.write() as conn:
        trail, actor = trail_of(web.current()), web.actor()
        end_hold(conn, trail, actor, ref, str(hold), reason=form.kept["reason"])
    return redirect(url_for("governance.matter", ref=ref) + "#holds", 303)
