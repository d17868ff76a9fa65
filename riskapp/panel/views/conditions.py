"""A condition of advice: what it asks for, in whose work list it stands, and that it is done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.panel.queries import (
    Asked,
    get_condition,
    list_conditions_of,
    list_standing,
    list_who_may_own,
)
from riskapp.panel.rules import ANYBODY
from riskapp.panel.services.conditions import assign, note_done
from riskapp.platform import slots, web
from riskapp.platform.access import allow
from riskapp.platform.forms import Form, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.subjects import find
from riskapp.platform.trail import trail_of

pages = Blueprint("condition", __name__, url_prefix="/conditions/<condition>")


class Done(Form):
    what = prose(
        _("What was done?"),
        hint=_("It stands beside the condition, and on the timeline of the decision."),
        rows=3,
        most=2_000,
    )


class Handing(Form):
    """Asked beside the list of those who can be named."""

    outside = line(
        _("Or somebody who has no account here"),
        hint=_(
            "By role or by name, in words. It then stands in the work list of whoever asked the panel, "
            "who says when it is done."
        ),
        most=200,
    )


def load(condition: str) -> Asked:
    """Raises NotFound for whoever neither sees to it, nor may see the decision, nor chairs the panel."""
    return get_condition(web.read(), web.actor(), condition)


@pages.get("")
@allow(*ANYBODY)
def home(condition: str) -> str:
    return _home(load(condition))


def _home(
    asked: Asked,
    form: Done | None = None,
    handing: Handing | None = None,
    chosen: str = "",
    error: str = "",
) -> str:
    """With what was typed, and what was not done: of handing it on where that was tried."""
    conn, found = web.read(), asked.condition
    form, tries = form or Done(), handing is not None
    handing = handing or Handing()
    may_own = asked.may_assign and found.is_open
    page = render_template(
        "panel/condition.html",
        asked=asked,
        condition=found,
        subject=found,
        form=form,
        handing=handing,
        chosen=chosen,
        today=web.today(),
        may_own=list_who_may_own(conn, web.actor(), found) if may_own else [],
        error=error,
        error_at="owner" if tries else "what",
        has_errors=bool(error or form.wrong or handing.wrong),
    )
    web.look(find(conn, found.referral_ref).id, "condition")
    return page


@pages.post("/done")
@allow(*ANYBODY)
def done(condition: str) -> Any:
    asked, form = load(condition), Done(raw=list(request.form.items(multi=True)))
    if form.wrong:
        return _home(asked, form), 422
    what = form.field("what").kept or ""
    try:
        with web.write() as conn:
            note_done(conn, trail_of(web.current()), web.actor(), condition, what)
    except BadInput as bad:
        return _home(load(condition), form, error=str(bad)), 422
    return redirect(url_for("condition.home", condition=condition), 303)


@pages.post("/owner")
@allow(*ANYBODY)
def owner(condition: str) -> Any:
    asked, who = load(condition), request.form.get("owner", "")
    handing = Handing(raw=list(request.form.items(multi=True)))
    if handing.wrong:
        return _home(asked, handing=handing, chosen=who), 422
    outside = handing.field("outside").kept or ""
    try:
        with web.write() as conn:
            assign(conn, trail_of(web.current()), web.actor(), condition, who, outside)
    except BadInput as bad:
        return _home(load(condition), handing=handing, chosen=who, error=str(bad)), 422
    return redirect(url_for("condition.home", condition=condition), 303)


def on_timeline(conn: Connection, _actor: Actor, decision_id: str) -> list[slots.Moment]:
    """The conditions that were done, on the timeline of the decision, for whoever may see that."""
    return [
        slots.Moment(
            one.done_at,
            str(_("Condition done: %(what)s", what=one.what)),
            url_for("condition.home", condition=one.id),
        )
        for one in list_conditions_of(conn, decision_id)
        if one.done_at
    ]


def conditions_stand(conn: Connection, decision_id: str) -> dict[str, list[slots.ConditionStands]]:
    """Where the conditions of each advice stand, on the pages of its decision and in its versions."""
    return {
        view_id: [
            slots.ConditionStands(one.known_by, one.done_at, one.done_by or "", one.done_what)
            for one in conditions
        ]
        for view_id, conditions in list_standing(conn, decision_id).items()
    }
