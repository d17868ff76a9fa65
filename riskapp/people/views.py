"""People: the list, one person, and beginning to know somebody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, render_template
from sqlalchemy import Connection

from riskapp.accounts.queries import list_teams, name_of
from riskapp.core.actor import Actor
from riskapp.people.journeys import ABOUT, DEATH
from riskapp.people.queries import Person, get_person, list_people
from riskapp.people.services import save_person
from riskapp.platform import holds, slots, web, wizard
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.i18n import _
from riskapp.platform.trail import trail_of

WRITES = ("practitioner",)
READS = ("practitioner", "manager")

pages = Blueprint("people", __name__, url_prefix="/people")


@pages.get("")
@allow(*READS)
def index() -> str:
    conn, actor = web.read(), web.actor()
    return render_template(
        "people/index.html",
        people=list_people(conn, actor),
        teams=[team for team in list_teams(conn) if team.id in actor.team_ids],
        can_write=actor.is_any(*WRITES),
    )


@pages.get("/<ref>")
@allow(*READS)
def person(ref: str) -> str:
    """What helps somebody take part, and their decisions."""
    conn, actor = web.read(), web.actor()
    found = get_person(conn, actor, ref)
    entries = get_entries(conn, found.id)
    page = render_template(
        "people/person.html",
        person=found,
        subject=found,
        about=entries.data("about"),
        rows=_rows(found, entries),
        death=DEATH.form(data=entries.data(DEATH.slug), names=found.names),
        decisions=slots.person_lines(conn, actor, found.id),
        also=slots.beside_person(conn, actor, found.id, found.ref),
        can_write=actor.is_any(*WRITES),
        held_since=holds.held_since(conn, found.id),
    )
    web.look(found.id, "person")
    return page


def _rows(found: Person, entries: Entries) -> list[tuple[str, str]]:
    """Each question about a person with its answer, empty where nobody has asked."""
    data = entries.data("about")
    form = ABOUT.steps[0].form(names=found.names)
    return [(f.question, f.shown(data[f.key]) if f.key in data else "") for f in form]


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_person(conn, trail_of(web.current()), actor, ref, **post)


def init_app(app: Flask) -> None:
    serving = wizard.Serving(
        journey=ABOUT,
        load=get_person,
        save=_save,
        home="people.person",
        roles=WRITES,
        name_of=name_of,
        look=lambda subject: web.look(subject.id, "about"),
    )
    app.register_blueprint(pages)
    app.register_blueprint(wizard.blueprint("about", serving, "/people/<ref>"))
    web.add_nav(app, web.Link(_("People"), "/people", frozenset(READS)))
