"""Twenty members give their views, or take them back, while the chair opens them: none is half shown."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, insert

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.decision.services.sealing import House
from riskapp.panel.advice.services.minuting import print_minutes
from riskapp.panel.pack.services.printing import ask_again
from riskapp.panel.sitting.queries.papers import get_before
from riskapp.panel.sitting.queries.views import get_own, get_viewing
from riskapp.panel.sitting.services.ending import call_off
from riskapp.panel.sitting.services.viewing import declare, give, open_views
from riskapp.panel.sitting.steps import view
from riskapp.panel.sitting.tables import sitting_member
from riskapp.platform import audit
from riskapp.platform.entries.reading import get_draft
from riskapp.platform.subjects import find
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import list_sealings
from riskapp.platform.versions.tables import GIVEN_UP, rendition
from tests.app import NORTH, PASSWORD, SUNITA, Client
from tests.faults.filling import as_data, step_form
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse, sign_in
from tests.panel.sitting.doing import meanwhile
from tests.panel.sitting.making import INGRID, TERMS, arrange, make_panel

MEMBERS = 20
TAKE_BACK = 6  # of them gave a view before, and take it back


def add_members(app: Flask, ref: str) -> list[At]:
    """Twenty who are asked to the sitting, each at a browser of their own."""
    runtime = app.extensions["riskapp"]
    emails = [f"member{n}@northmoor.example" for n in range(MEMBERS)]
    with runtime.db.write() as conn:
        team = queries.find_team(conn, NORTH)
        assert team is not None
        for n, email in enumerate(emails):
            services.add_user(
                conn,
                runtime,
                audit.SYSTEM,
                email=email,
                name=f"Member {n}",
                roles=[Role.PANEL_MEMBER],
                password=PASSWORD,
                team_ids=[team.id],
            )
            conn.execute(
                insert(sitting_member).values(
                    sitting_id=find(conn, ref).id,
                    user_id=queries.get_user(conn, email).id,
                    seat=n + 2,
                    part="member",
                    profession="Adviser",
                    organisation="Northmoor",
                    attendance="expected",
                )
            )
    return [
        At(Client(app, address=f"198.51.100.{n}").sign_in(email), ref, email)
        for n, email in enumerate(emails)
    ]


ITEMS = [1, pytest.param(4, marks=pytest.mark.long)]


@pytest.mark.parametrize("items", ITEMS)
def test_views_given_while_they_are_opened_are_among_them_or_refused(
    app: Flask, items: int
) -> None:
    sunita = Client(app).sign_in(SUNITA)
    ingrid = sign_in(app, INGRID)
    panel = make_panel(app, TERMS, INGRID, INGRID)
    chair = At(
        ingrid, arrange(ingrid, panel, *(converse(sunita, f"P{n}") for n in range(items))), INGRID
    )
    members = add_members(app, chair.ref)
    chair.post("papers-out")
    for number in range(1, items + 1):
        race(chair, members, number)


def race(chair: At, members: list[At], number: int) -> None:
    chair.declare(number=number)
    chair.write(number=number, view="The chair’s.")
    for one in members:
        one.declare(number=number)
    for n, one in enumerate(members[:TAKE_BACK]):
        one.write(number=number, view=f"said {n} first")
    posts = [(f"{chair.papers(number)}/open", {"csrf_token": chair.client.token()})]
    for n, one in enumerate(members):
        page = one.papers(number)
        if n < TAKE_BACK:
            posts.append((f"{page}/take-back", {"csrf_token": one.client.token()}))
        else:
            form = as_data(step_form(one.client, f"{page}/view").standing())
            posts.append((f"{page}/view", {**form, "view": f"said {n} now", "action": "give"}))
    start, statuses = Barrier(len(posts)), [0] * len(posts)

    def post(n: int, at: At) -> None:
        path, data = posts[n]
        start.wait()
        statuses[n] = at.client.fetch("POST", path, data=data).status_code

    threads = [Thread(target=post, args=(n, at)) for n, at in enumerate([chair, *members])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened, *said = statuses
    assert opened == 303
    for n, (one, status) in enumerate(zip(members, said, strict=True)):
        shown = words(one.client.get(one.papers(number)).tree.find(".//*[@id='shown']"))
        assert status in (303, 409), (n, status)
        if n < TAKE_BACK:
            assert (f"said {n} first" in shown) == (status == 409), (n, status)
        else:
            assert (f"said {n} now" in shown) == (status == 303), (n, status)
            assert status == 303 or is_kept(one, number, f"said {n} now"), n


def is_kept(at: At, number: int, said: str) -> bool:
    """Whether what was refused is a draft of whoever typed it."""
    with at.client.app.extensions["riskapp"].db.read() as conn:
        found = get_viewing(conn, at.actor, f"{at.ref}.{number}")
        draft = get_draft(conn, at.actor.user_id, found.id, view.STEP.slug)
    return draft is not None and draft.value("view") == said


def test_what_is_pressed_twice_at_once_is_made_once(out: Panel) -> None:
    chair, runtime = out.chair, out.app.extensions["riskapp"]
    house = House.of(runtime.config, demonstration=False)
    with runtime.db.write() as conn:
        conn.execute(rendition.update().values(state=GIVEN_UP))  # a pack that is asked for again
    runtime.clock.pass_by(minutes=1)
    for asks in (print_minutes, ask_again):
        with runtime.db.read() as conn:
            before = len(list_sealings(conn, find(conn, chair.ref).id))

        def act(conn: Connection, trail: Trail, asks: Any = asks) -> None:
            asks(conn, trail, chair.actor, chair.ref, house)

        assert meanwhile(out.app, act, act)
        with runtime.db.read() as conn:
            assert len(list_sealings(conn, find(conn, chair.ref).id)) == before + 1


def test_what_cannot_both_be_done_is_not_done_at_once(declared: Panel) -> None:
    """A view is given, or there is an interest; views are opened, or the sitting is called off."""
    chair, tomos, place = declared.chair, declared.tomos, f"{declared.chair.ref}.1"
    tomos.write("later", view="She can.")
    assert meanwhile(
        declared.app,
        lambda conn, trail: give(conn, trail, tomos.actor, place),
        lambda conn, trail: declare(conn, trail, tomos.actor, place, is_there=True, what=""),
    )
    with declared.app.extensions["riskapp"].db.read() as conn:
        own = get_own(conn, tomos.actor, get_before(conn, tomos.actor, place).item)
    assert own
    assert not own.is_given
    chair.write(view="I lean towards it.")
    assert not meanwhile(
        declared.app,
        lambda conn, trail: open_views(conn, trail, chair.actor, place, ""),
        lambda conn, trail: call_off(conn, trail, chair.actor, chair.ref),
    )
