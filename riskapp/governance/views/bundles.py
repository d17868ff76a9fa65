"""A disclosure bundle: what may be in it, read item by item; frozen; and who took it."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.decision.services.sealing import House
from riskapp.governance.bundle import IN, OUT, Chosen, Preparing, layout_of_part, part_of
from riskapp.governance.paper import paper_of
from riskapp.governance.queries import Matter, get_matter, list_taken
from riskapp.governance.redacting import LeftOut, redact
from riskapp.governance.rules import GOVERNS, WHY_OUT
from riskapp.governance.services.disclosing import (
    choose_item,
    freeze_bundle,
    leave_out,
    note_taken,
    prepare,
    put_back,
)
from riskapp.governance.steps.disclosing import ChooseItem, LeaveOut
from riskapp.governance.views.matters import ask_for, typed_in
from riskapp.governance.views.pages import pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.forms import Form
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import get_bytes, get_version, list_renditions
from riskapp.platform.wizard.pages import WRITTEN_SINCE

OF_ITEM = "item-"  # what the form that chooses posts under, beside the one that leaves words out


@pages.get("/matters/<ref>/bundle")
@allow(*GOVERNS)
def bundle(ref: str) -> str:
    return _bundle(get_matter(web.read(), ref))


def _bundle(found: Matter, error: str = "") -> str:
    made = prepare(web.read(), found)
    page = render_template(
        "governance/bundle.html",
        matter=found,
        made=made,
        care=[one for one in made.chosen if one.is_care_record],
        besides=[one for one in made.chosen if not one.is_care_record],
        next_item=_next(made),
        why_out=WHY_OUT,
        is_written_since=WRITTEN_SINCE in request.args,
        error=error,
        has_errors=bool(error),
    )
    web.look(found.person_id, f"what may be disclosed, {found.ref}")
    return page


def _next(made: Preparing) -> Chosen | None:
    """The next item that nobody has chosen on; a review is never come to by itself."""
    waiting = (one for one in made.chosen if one.has_changed or not one.said)
    return next((one for one in waiting if one.is_care_record), None)


@pages.get("/matters/<ref>/bundle/<item>")
@allow(*GOVERNS)
def item(ref: str, item: str) -> str:
    return _item(get_matter(web.read(), ref), item, LeaveOut(), ChooseItem(prefix=OF_ITEM))


def _item(found: Matter, key: str, out: Form, choose: Form) -> str:
    made = prepare(web.read(), found)
    one = made.find(key)
    if one is None:
        raise NotFound(key)
    mine = [left for left in made.left_out if left.is_of(one.item)]
    reads = {line.id: line for line in redact(one.item, mine).item.lines}
    page = render_template(
        "governance/item.html",
        matter=found,
        one=one,
        reads=reads,
        left_out=mine,
        labels={line.id: line.label for line in one.item.lines},
        out=out,
        choose=choose,
        ticked=request.form.getlist("lines"),
        why_out=WHY_OUT,
        is_written_since=WRITTEN_SINCE in request.args,
        has_errors=bool(out.wrong or choose.wrong),
    )
    web.look(one.item.subject_id, f"to disclose, {found.ref}")
    return page


@pages.post("/matters/<ref>/bundle/<item>")
@allow(*GOVERNS)
def choose(ref: str, item: str) -> Any:
    """Put in as it was read, or left out; then on to the next that nobody has chosen on."""
    found, form = get_matter(web.read(), ref), _posted_choice()
    chosen = request.form.get("chosen", "")
    said = {"chosen": chosen, "mark": request.form.get("mark", ""), **form.kept}
    try:
        if not form.wrong:
            with web.write() as conn:
                choose_item(conn, trail_of(web.current()), web.actor(), ref, item, said)
    except BadInput as bad:
        form.field("note" if chosen == IN else "why").error = bad  # type: ignore[assignment]
    except WrittenSince:
        here = url_for("governance.item", ref=ref, item=item)
        return redirect(f"{here}?{WRITTEN_SINCE}=1", 303)
    if form.wrong:
        return _item(found, item, LeaveOut(), form), 422
    after = _next(prepare(web.read(), found))
    if after and chosen in (IN, OUT):
        return redirect(url_for("governance.item", ref=ref, item=after.item.key), 303)
    return redirect(url_for("governance.bundle", ref=ref), 303)


def _posted_choice() -> Form:
    return ChooseItem(raw=list(request.form.items(multi=True)), prefix=OF_ITEM)


@pages.post("/matters/<ref>/bundle/<item>/leave-out")
@allow(*GOVERNS)
def leave(ref: str, item: str) -> Any:
    found, form = get_matter(web.read(), ref), typed_in(LeaveOut)
    lines, words = tuple(request.form.getlist("lines")), form.kept.get("words", "")
    if not lines:
        ask_for(form, "words", _("Choose lines above, or write the words to leave out"))
    ask_for(form, "why", _("Choose why it is left out"))
    if form.wrong:
        return _item(found, item, form, ChooseItem(prefix=OF_ITEM)), 422
    trail, actor, key = trail_of(web.current()), web.actor(), web.posted_key()
    is_everywhere = bool(words and not lines and form.kept.get("everywhere"))
    out = LeftOut(form.kept["why"], "" if is_everywhere else item, lines, words)
    with web.write() as conn:
        leave_out(conn, trail, actor, ref, key=key, out=out)
    return redirect(url_for("governance.item", ref=ref, item=item) + "#left-out", 303)


@pages.post("/matters/<ref>/put-back/<uuid:out>")
@allow(*GOVERNS)
def put_back_now(ref: str, out: Any) -> Any:
    get_matter(web.read(), ref)
    with web.write() as conn:
        put_back(conn, trail_of(web.current()), web.actor(), ref, str(out))
    return redirect(url_for("governance.bundle", ref=ref) + "#left-out", 303)


@pages.post("/matters/<ref>/bundle")
@allow(*GOVERNS)
def freeze(ref: str) -> Any:
    """What was put in is frozen, as its page showed it."""
    found, runtime = get_matter(web.read(), ref), web.current()
    said = {"key": web.posted_key(), "mark": request.form.get("mark", "")}
    house = House.of(runtime.config, demonstration=web.is_demonstration())
    try:
        with web.write() as conn:
            number = freeze_bundle(conn, trail_of(runtime), web.actor(), ref, house, said)
    except WrittenSince:
        return redirect(f"{url_for('governance.bundle', ref=ref)}?{WRITTEN_SINCE}=1", 303)
    except Conflict:
        words = _(
            "Nothing that was read is in it, or something in it has changed since it was read"
        )
        return _bundle(found, str(words)), 409
    return redirect(url_for("governance.frozen", ref=ref, number=number), 303)


# -- frozen ----------------------------------------------------------------------------------------


@pages.get("/matters/<ref>/bundles/<int:number>")
@allow(*GOVERNS)
def frozen(ref: str, number: int) -> Response:
    found, conn = get_matter(web.read(), ref), web.read()
    version = get_version(conn, found.id, number)
    parts = sorted(list_renditions(conn, version.id), key=lambda one: part_of(one.layout))
    page = render_template(
        "governance/frozen.html",
        matter=found,
        paper=paper_of(version.rows, version.digest, 1),
        version=version,
        parts=[(part_of(one.layout), one) for one in parts],
        taken=list_taken(conn, found.id, number),
    )
    web.look(found.person_id, f"bundle {number}, {found.ref}")
    is_waiting = any(one.state == "waiting" for one in parts)
    # Nothing can be typed on this page, so it may look again by itself.
    return Response(page, headers={"Refresh": "3"} if is_waiting else None)


@pages.get("/matters/<ref>/bundles/<int:number>/<int:part>.pdf")
@allow(*GOVERNS)
def bundle_pdf(ref: str, number: int, part: int) -> Response:
    """The stored bytes, the same each time; that somebody took them is noted for good."""
    found, conn = get_matter(web.read(), ref), web.read()
    version = get_version(conn, found.id, number)
    wanted = [r for r in list_renditions(conn, version.id) if r.layout == layout_of_part(part)]
    if not wanted:
        raise NotFound(str(part))
    data = get_bytes(conn, wanted[0].id)
    with web.write() as writing:
        note_taken(writing, trail_of(web.current()), web.actor(), found, number, part)
    answer = Response(data, mimetype="application/pdf")
    name = f"{found.ref}-bundle-{number}-part-{part}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
