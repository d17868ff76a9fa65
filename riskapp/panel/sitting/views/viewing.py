"""One's own view of an item, or one entered for a member: a page of a journey, and its button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.panel.sitting.journeys import VIEWING
from riskapp.panel.sitting.presenters import view_rows
from riskapp.panel.sitting.queries.views import Viewing, get_viewing, list_taken_back
from riskapp.panel.sitting.rules import FOR_OTHERS, MEMBERS
from riskapp.panel.sitting.services import viewing
from riskapp.panel.sitting.steps import view
from riskapp.platform import web, wizard
from riskapp.platform.entries.reading import Entries
from riskapp.platform.trail import trail_of


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return viewing.save_view(conn, trail_of(web.current()), actor, ref, **post)


def _give(conn: Connection, actor: Actor, ref: str) -> str:
    viewing.give(conn, trail_of(web.current()), actor, ref)
    return url_for("papers.home", ref=ref) + "#view"


def _look(found: Viewing) -> None:
    web.look(found.before.sitting.id, "view")


def _taken_back(found: Viewing, _entries: Entries) -> Mapping[str, Any]:
    """What somebody else had entered, beside one's own: what one wrote oneself stands in the form."""
    every = [] if found.whose else list_taken_back(web.read(), web.actor(), found.before.item)
    entered = [one for one in every if one.how in FOR_OTHERS]
    return {"taken_back": [(one, view_rows(one.said, with_note=True)) for one in entered]}


SERVED = wizard.Serving(
    journey=VIEWING,
    load=get_viewing,
    save=_save,
    home="papers.home",
    roles=MEMBERS,
    name_of=name_of,
    look=_look,  # type: ignore[arg-type]
    acts={(view.STEP.slug, view.GIVE): _give},
    once=frozenset({view.GIVE}),
    closed="panel/sitting/view_closed.html",
    more=_taken_back,
)
