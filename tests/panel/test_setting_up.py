"""Setting up a panel, opening its door, who sits on it, and what everybody is told."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert

from riskapp.accounts.queries import find_actor
from riskapp.core.errors import BadInput
from riskapp.panel.queries import get_terms
from riskapp.panel.rules import Capacity, Seat, Terms
from riskapp.panel.services.setting_up import save_panel
from riskapp.panel.services.setting_up import unseat as leaves
from riskapp.panel.tables import panel_member
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.subjects import find
from tests.app import CAST, SUNITA, Client
from tests.faults.filling import ask_a_panel
from tests.learning.review.conftest import user_id
from tests.panel.conftest import AMIR, INGRID, TOMOS, Pages
from tests.panel.sitting.doing import Act, meanwhile

KEY = "00000000-0000-4000-8000-000000000001"


def terms(app: Flask, ref: str) -> Terms:
    with app.extensions["riskapp"].db.read() as conn:
        return get_terms(conn, find(conn, ref).id)


def seat(panel: Pages, email: str, status: int = 303, **said: str) -> None:
    data = {"user": user_id(panel.client, email), **said}
    panel.client.post(f"{panel.home}/people", data, page=panel.home, status=status)


def unseat(panel: Pages, email: str, status: int = 303) -> None:
    data = {"user": user_id(panel.client, email)}
    panel.client.post(f"{panel.home}/people/leave", data, page=panel.home, status=status)


def open_door(panel: Pages, status: int = 303) -> None:
    path = f"{panel.home}/takes-referrals"
    panel.client.post(path, {"takes": "yes"}, page=panel.home, status=status)


def test_a_third_kind_of_panel_by_configuration_alone(app: Flask, as_amir: Client) -> None:
    """Of another capacity rule, quorum, wording and papers: begun by one click, told once it is open."""
    first, again = (
        as_amir.post("/panels", {"key": KEY}, page="/panels", status=303).headers["Location"]
        for _time in range(2)
    )
    assert first == again == "/panels/PN-0001/what-it-is-for"
    made = Pages(as_amir, "/panels/PN-0001")
    visitor = Client(app, address="192.0.2.40").sign_in(SUNITA)
    assert "No panel can be asked yet" in visitor.get("/panels").text
    visitor.get(made.home, status=404)
    open_door(made, 422)
    assert "what it is called" in made.text()
    made.say("what-it-is-for", name="Night-time table", purpose="For what happens at night.")
    open_door(made, 422)
    made.say("whose-decisions", capacity="cannot-decide")
    made.say("who-sits", **{"seats..-profession": "Night nurse", "seats..-is_needed": "yes"})
    made.say("how-it-sits", quorum="6", days="5", urgent_route="Ring at any hour.")
    made.say("what-it-stands-for", holds_money="yes", money="Up to a taxi.")
    made.say("inviting", person_is_invited="no", invitation="The night staff ask.")
    made.say("reading-pack", leaves_out="harm")
    assert terms(app, "PN-0001") == Terms(
        name="Night-time table",
        purpose="For what happens at night.",
        capacity=Capacity.CANNOT_DECIDE,
        seats=(Seat("Night nurse", is_needed=True),),
        quorum=6,
        days=5,
        urgent_route="Ring at any hour.",
        holds_money=True,
        money="Up to a taxi.",
        person_is_invited=False,
        invitation="The night staff ask.",
        leaves_out=("harm",),
    )
    seat(made, INGRID, is_chair="yes")
    open_door(made)
    told = visitor.get("/panels").text
    for said in (
        "Night-time table",
        "Those that are made for somebody who cannot make them",
        "Within five days",
        "Ring at any hour.",
        "It can decide about money",
        "Up to a taxi.",
        "not invited to the sitting",
        "not yet talked about",  # who may ask it
    ):
        assert said in told, said
    whole = Pages(visitor, made.home).text()
    assert "Night nurse; needed at each sitting" in whole
    assert "Danger, pressure, and harm by somebody" in whole
    assert "Chaired by Ingrid Bauer" in whole
    assert "Members" not in whole  # who else sits there by name is for those who sit there


def test_who_sits_on_it(panel: Pages, as_ingrid: Client) -> None:
    seat(panel, TOMOS, profession="Nurse", organisation="Health")
    shown = panel.text()
    assert shown.index("Ingrid Bauer chairs it") < shown.index("Tomos Pryce Nurse, Health")
    seat(panel, TOMOS, profession="Night nurse", is_chair="yes")
    assert "Tomos Pryce chairs it Night nurse Take off" in panel.text()
    assert "Tomos Pryce chairs it" in panel.by(as_ingrid).text()
    assert "Take off" not in panel.by(as_ingrid).text()
    unseat(panel, INGRID)
    unseat(panel, INGRID)  # a second click
    unseat(panel, TOMOS, 422)  # nobody would read what it is sent
    seat(panel, TOMOS, 422, profession="Night nurse")
    assert "Tomos Pryce chairs it" in panel.text()
    panel.client.post(f"{panel.home}/people", {"user": "nobody"}, page=panel.home, status=422)
    too_long = {"profession": "word " * 60}
    seat(panel, CAST[0][0], 422, **too_long)


def test_whoever_sets_it_up_names_others_and_never_themselves(
    app: Flask, panel: Pages, as_amir: Client
) -> None:
    """Also where somebody else named them as a member, and they would chair it."""
    seat(panel, AMIR, 422, is_chair="yes")
    answer = as_amir.last
    assert answer
    assert "Somebody else who sets up panels has to name you" in answer.get_data(as_text=True)
    assert "You cannot name yourself" in panel.text()
    assert f'value="{user_id(as_amir, AMIR)}"' not in as_amir.get(panel.home).html
    with app.extensions["riskapp"].db.write() as conn:
        as_member = {"profession": "Adviser", "organisation": "", "is_chair": False}
        sits = {"panel_id": find(conn, panel.ref).id, "user_id": user_id(as_amir, AMIR)}
        conn.execute(insert(panel_member).values(**sits, **as_member))
    seat(panel, AMIR, 422, is_chair="yes")
    unseat(panel, AMIR)


def test_its_door_can_be_shut_and_opened_again(
    panel: Pages, as_sunita: Client, as_ingrid: Client, walk: str
) -> None:
    asks = f"/decisions/{walk}/ask-a-panel"
    begun = Pages(as_sunita, ask_a_panel(as_sunita, walk, panel.ref))
    panel.client.post(f"{panel.home}/takes-referrals", page=panel.home, status=303)
    as_sunita.get(asks)
    answer = as_sunita.post(asks, {"panel": panel.ref}, status=422)
    assert "This panel cannot be asked now" in answer.get_data(as_text=True)
    assert "No panel can be asked yet" in as_sunita.get(asks).text
    as_sunita.get(panel.home, status=404)
    as_ingrid.get(panel.home)  # she sits on it
    begun.say("sending", 422, "send")
    open_door(panel)
    as_sunita.get(panel.home)
    begun.say("sending", action="send")
    assert "Sent 12 November 2026" in begun.text()
    panel.client.post(f"{panel.home}/takes-referrals", page=panel.home, status=303)
    unseat(panel, INGRID, 422)  # nobody would read what it was sent before
    begun.say("withdrawing", action="withdraw")
    unseat(panel, INGRID)


def test_of_two_who_set_it_up_at_once_neither_undoes_what_the_other_says(
    app: Flask, panel: Pages
) -> None:
    with app.extensions["riskapp"].db.read() as conn:
        amir = find_actor(conn, user_id(panel.client, AMIR))
    assert amir
    seat(panel, TOMOS, is_chair="yes")
    ref, ingrid, tomos = panel.ref, *(user_id(panel.client, one) for one in (INGRID, TOMOS))

    def says(step: str, data: dict[str, str]) -> Act:
        with app.extensions["riskapp"].db.read() as conn:
            rev = get_entries(conn, find(conn, ref).id).of(step)
        assert rev
        change = Change(step, data, seen_rev=rev.rev, entry_id=rev.id)
        return lambda conn, trail: save_panel(
            conn, trail, amir, ref, key=new_id(), changes=[change], place=step
        )

    assert meanwhile(
        app, says("how-it-sits", {"quorum": "7"}), says("what-it-is-for", {"name": "Night table"})
    )
    assert (terms(app, ref).quorum, terms(app, ref).name) == (7, "Night table")
    with pytest.raises(BadInput):
        meanwhile(
            app,
            lambda conn, trail: leaves(conn, trail, amir, ref, ingrid),
            lambda conn, trail: leaves(conn, trail, amir, ref, tomos),
        )


def test_nobody_but_an_administrator_sets_one_up(panel: Pages, as_ingrid: Client) -> None:
    as_ingrid.get(f"{panel.home}/what-it-is-for", status=403)
    assert "Set up a panel" not in as_ingrid.get("/panels").text
