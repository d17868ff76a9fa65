"""Writing advice, and seeing it differently: pages of journeys, and the buttons that give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.decision.services.sealing import House
from riskapp.panel.advice import journeys
from riskapp.panel.advice.presenters import change_addresses
from riskapp.panel.advice.queries import (
    Advising,
    Dissenting,
    get_advising,
    get_dissenting,
)
from riskapp.panel.advice.rules import ANYBODY
from riskapp.panel.advice.services.advising import save_advice
from riskapp.panel.advice.services.dissenting import give_dissent, save_dissent
from riskapp.panel.advice.services.giving import give_advice
from riskapp.panel.advice.steps import dissent, giving
from riskapp.panel.advice.views.advice import as_it_stands
from riskapp.panel.sitting.queries.sittings import list_members
from riskapp.panel.sitting.rules import MEMBERS
from riskapp.platform import web, wizard
from riskapp.platform.entries.reading import Entries
from riskapp.platform.trail import trail_of


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_advice(conn, trail_of(web.current()), actor, ref, **post)


def _give(conn: Connection, actor: Actor, ref: str) -> str:
    house = House.of(web.current().config, demonstration=web.is_demonstration())
    give_advice(conn, trail_of(web.current()), actor, ref, house)
    return url_for("advice.home", ref=ref)


def _more(found: Advising, _entries: Entries) -> Mapping[str, Any]:
    """What is read back before it is given, and where each page of it is changed."""
    conn = web.read()
    members = list_members(conn, found.before.sitting.id)
    given = as_it_stands(conn, found.before, found.advice, members)
    return {"given": given, "change_to": change_addresses(found)}


ADVISING = wizard.Serving(
    journey=journeys.ADVISING,
    load=get_advising,
    save=_save,
    home="advice.home",
    roles=ANYBODY,
    name_of=name_of,
    look=lambda found: web.look(found.before.sitting.id, "advice"),  # type: ignore[attr-defined]
    acts={(giving.STEP.slug, giving.GIVE): _give},
    once=frozenset({giving.GIVE}),
    closed="panel/advice/closed.html",
    more=_more,
)


def _save_dissent(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_dissent(conn, trail_of(web.current()), actor, ref, **post)


def _give_dissent(conn: Connection, actor: Actor, ref: str) -> str:
    give_dissent(conn, trail_of(web.current()), actor, ref)
    return url_for("advice.home", ref=ref) + "#dissent"


def _differs_from(found: Dissenting, _entries: Entries) -> Mapping[str, Any]:
    conn = web.read()
    members = list_members(conn, found.before.sitting.id)
    return {"given": as_it_stands(conn, found.before, found.advice, members)}


DISSENTING = wizard.Serving(
    journey=journeys.DISSENTING,
    load=get_dissenting,
    save=_save_dissent,
    home="advice.home",
    roles=MEMBERS,
    name_of=name_of,
    look=lambda found: web.look(found.before.sitting.id, "dissent"),  # type: ignore[attr-defined]
    acts={(dissent.STEP.slug, dissent.GIVE): _give_dissent},
    once=frozenset({dissent.GIVE}),
    closed="panel/advice/dissent_closed.html",
    more=_differs_from,
)
