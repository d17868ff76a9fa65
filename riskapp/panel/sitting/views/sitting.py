"""A sitting: arranged, its own page with who comes and what is on the agenda, and its calendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from riskapp.accounts.guests import list_guests
from riskapp.core.errors import NotFound
from riskapp.panel.presenters import line_words
from riskapp.panel.queries import list_asked, list_waiting
from riskapp.panel.sitting.ahead import look_ahead, overdue
from riskapp.panel.sitting.calendar import calendar_file
from riskapp.panel.sitting.presenters import (
    AN_HOUR,
    WHO_READS_WHY,
    WHY_PUT_OFF,
    agenda,
    minutes_words,
)
from riskapp.panel.sitting.queries.papers import list_items, list_sent
from riskapp.panel.sitting.queries.sittings import (
    Sitting,
    find_arranged,
    get_sitting,
    list_chaired,
    list_members,
    list_sittings,
    list_who_can_be_asked,
)
from riskapp.panel.sitting.queries.views import list_given, list_interests, list_own
from riskapp.panel.sitting.rules import (
    ANYBODY,
    ATTENDANCES,
    MEMBERS,
    PARTS,
    may_be_held,
    quorum_lacks,
    read_time,
)
from riskapp.panel.sitting.services.arranging import ArrangedAlready, arrange
from riskapp.panel.sitting.steps import when
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.forms import Form, prose, refs
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of

index_pages = Blueprint("sittings", __name__, url_prefix="/sittings")
pages = Blueprint("sitting", __name__, url_prefix="/sittings/<ref>")


ENDS = "ends"  # where a sitting is ended on its page


class Ending(Form):
    """Asked beside the button that says it was held."""

    not_reached = refs(
        _("Which were not reached, and are put off?"),
        hint=_(
            "Each waits for another sitting, where members are asked afresh what they think. What is "
            "left unmarked waits for advice from this one."
        ),
    )
    because = prose(WHY_PUT_OFF, hint=WHO_READS_WHY, rows=2, most=2_000)


def load(ref: str) -> Sitting:
    """Raises NotFound for a sitting that the actor has no part in."""
    return get_sitting(web.read(), web.actor(), ref)


# -- all of them ---------------------------------------------------------------------------------


@index_pages.get("")
@allow(*ANYBODY)
def index() -> str:
    """My panel work: what waits for one, what cannot go ahead, and where what one asked is."""
    conn, actor = web.read(), web.actor()
    ahead, waiting = look_ahead(conn, actor), list_waiting(conn, actor)
    late = overdue(conn, waiting, web.today())
    return render_template(
        "panel/sitting/index.html",
        ahead=[one for one in ahead if not one.sitting.is_over],
        waits=[one for one in ahead if one.mine],
        stuck=[one for one in ahead if one.lacks],
        put_off=[one for one in waiting if one.is_put_off],
        overdue=late,
        sent=[one for one in waiting if not one.is_put_off and one not in late],
        asked=[(one, line_words(one)) for one in list_asked(conn, actor)],
        over=[one for one in list_sittings(conn, actor) if one.is_over],
        panels=list_chaired(conn, actor),
    )


@index_pages.post("")
@allow(*ANYBODY)
def arrange_now() -> Any:
    """A new one, of a panel the actor chairs; a second click leads where the first one led."""
    key, actor = web.posted_key(), web.actor()
    try:
        with web.write() as conn:
            about = request.form.get("panel", "")
            ref = arrange(conn, trail_of(web.current()), actor, about, key=key)
    except ArrangedAlready:
        begun = find_arranged(web.read(), actor, key)
        if begun is None:
            raise
        ref = begun
    return redirect(url_for("arranging.step", ref=ref, step=when.STEP.slug), 303)


# -- its own page --------------------------------------------------------------------------------


@pages.get("")
@allow(*MEMBERS)
def home(ref: str) -> str:
    return draw(load(ref))


def draw(found: Sitting, error: str = "", at: str = "main", ending: Ending | None = None) -> str:
    """The page of a sitting; with what was not done, and the id of where to put it right."""
    conn, actor = web.read(), web.actor()
    items, members = list_items(conn, found.id), list_members(conn, found.id)
    ids = [one.id for one in items]
    interests = list_interests(conn, ids)
    arranges = found.leads and found.can("arrange")
    standings = {
        item_id: own.standing(interests.get((item_id, actor.user_id)))
        for item_id, own in list_own(conn, actor, items).items()
    }
    ending = ending or Ending()
    ending.field("not_reached").options = [
        (str(one.number), f"{one.number}. {one.called_by}") for one in items if one.may_be_put_off
    ]
    lines = agenda(found, items, standings)
    page = render_template(
        "panel/sitting/home.html",
        sitting=found,
        subject=found,
        said=when.STEP.form(data=get_entries(conn, found.id).data(when.STEP.slug)),
        lines=lines if items and (items[0].is_out or found.leads) else [],
        total=minutes_words(sum(one.minutes for one in items)),
        members=members,
        lacks=quorum_lacks(found.terms, [one.as_coming for one in members]),
        own=next((one for one in members if one.user_id == actor.user_id), None),
        guests=list_guests(conn, [one.user_id for one in members]) if found.leads else {},
        gave={who for _item, _round, who in list_given(conn, ids)} if found.leads else (),
        lets_in=found.leads and found.can("let_in"),
        can_ask=list_who_can_be_asked(conn, found) if arranges else [],
        sent=list_sent(conn, found.panel_id) if arranges else [],
        arranges=arranges,
        may_hold=found.can("hold")
        and may_be_held(found.day, web.today(), is_urgent=found.is_urgent),
        may_call_off=found.can("call_off") and not any(one.is_heard for one in items),
        part_words=PARTS,
        attendances=ATTENDANCES,
        ending=ending,
        error=error,
        error_at=at,
        has_errors=bool(error or ending.wrong),
    )
    web.look(found.id, "sitting")
    return page


@pages.get("/calendar.ics")
@allow(*ANYBODY)
def calendar(ref: str) -> Response:
    """For a calendar. Raises NotFound before there is a day."""
    found = load(ref)
    if found.day is None:
        raise NotFound(ref)
    conn, at = web.read(), read_time(found.at_time)
    said = get_entries(conn, found.id).data(when.STEP.slug)
    minutes = sum(one.minutes for one in list_items(conn, found.id))
    made = calendar_file(
        uid=f"{found.id}@riskapp",
        stamp=found.changed_at,
        day=found.day,
        at=timedelta(hours=at.hour, minutes=at.minute) if at else None,
        minutes=minutes or AN_HOUR,
        title=found.panel_name,
        where=str(said.get("where", "")),
    )
    answer = Response(made, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.ref}.ics"'
    web.look(found.id, "calendar")
    return answer
