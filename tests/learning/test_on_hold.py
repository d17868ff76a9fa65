"""On hold for others: facts go on, what can be learned waits, and a named role restarts it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Connection

from riskapp.accounts.queries import find_actor, get_user
from riskapp.core.actor import Actor
from riskapp.learning.journeys import TELLING
from riskapp.learning.queries import get_happening
from riskapp.learning.rules import NARRATIVE, RESTARTS, is_held
from riskapp.learning.services.holding import Held, NotTheirs, put_on_hold, restart
from riskapp.learning.services.publishing import begin_log_words, put_in_log
from riskapp.learning.services.telling import save_telling
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.subjects import find
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.store import list_sealings
from tests.app import CAST, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.learning.conftest import Told, tell
from tests.page import words
from tests.panel.sitting.doing import Act, meanwhile

WHO = {role.value: email for email, _name, role, team in CAST if team == "North"}


def actor_of(app: Flask, role: str) -> Actor:
    with app.extensions["riskapp"].db.read() as conn:
        actor = find_actor(conn, get_user(conn, WHO[role]).id)
    assert actor
    return actor


@pytest.fixture
def told(as_sunita: Client, walk: str) -> Told:
    return tell(as_sunita, walk)


@POSTGRESQL_SELDOM
def test_every_step_held_or_not_for_every_role(app: Flask, told: Told) -> None:
    """Facts, who was told and care can always be written; the rest only while it is not on hold. Only the
    named role restarts it, whoever put it on hold.
    """
    runtime, trail = app.extensions["riskapp"], trail_of(app.extensions["riskapp"])
    sunita = actor_of(app, "practitioner")
    places = [
        Change(slug, {}, is_item=slug != step.slug) for step in TELLING.steps for slug in step.slugs
    ]
    for role in RESTARTS:
        with runtime.db.write() as conn:
            said = {"restart_role": role, "for_what": ["police"]}
            put_on_hold(conn, trail, sunita, told.ref, key=new_id(), said=said)
        with runtime.db.read() as conn:
            assert is_held(get_happening(conn, sunita, told.ref))
        wrote = {change.step for change in places if _writes(app, told, sunita, change)}
        assert wrote == {change.step for change in places} - NARRATIVE
        for act in (
            lambda conn: put_in_log(conn, trail, sunita, told.ref, b"k", ""),
            lambda conn: begin_log_words(conn, trail, sunita, told.ref),
        ):
            with pytest.raises(Held), runtime.db.write() as conn:
                act(conn)
        for other in [one for one in RESTARTS if one != role]:
            with pytest.raises(NotTheirs), runtime.db.write() as conn:
                restart(conn, trail, actor_of(app, other), told.ref, note="")
        with runtime.db.write() as conn:
            restart(conn, trail, actor_of(app, role), told.ref, note="They said so.")
        with runtime.db.read() as conn:
            assert not is_held(get_happening(conn, sunita, told.ref))
        assert all(_writes(app, told, sunita, change) for change in places)


def _writes(app: Flask, told: Told, actor: Actor, change: Change) -> bool:
    """Whether it can be saved, as the first on a page that was just drawn."""
    runtime = app.extensions["riskapp"]
    with runtime.db.read() as conn:
        there = get_entries(conn, find(conn, told.ref).id).of(change.step)
    if there and not change.is_item:
        change = replace(change, seen_rev=there.rev, entry_id=there.id)
    try:
        with runtime.db.write() as conn:
            save_telling(
                conn, trail_of(runtime), actor, told.ref, key=new_id(), changes=[change], place=""
            )
    except Held:
        return False
    return True


@POSTGRESQL_SELDOM
def test_while_it_is_on_hold_what_was_typed_is_kept_and_one_sentence_says_why(
    as_sunita: Client, told: Told
) -> None:
    told.say("what-we-learned", learned="Before the hold.")
    told.say("changes-to-try", **{"changes..-what": "A bell"})
    links = [e.get("href", "") for e in as_sunita.get(f"{told.home}/changes-to-try").tree.iter("a")]
    (change,) = [link for link in links if "/changes/" in link]
    learned, here = f"{told.home}/what-we-learned", f"{told.home}/on-hold"
    typed = as_data(step_form(as_sunita, learned).standing())  # drawn before it is put on hold
    as_sunita.post(
        here,
        {"for_what": ["safeguarding", "police"], "asked_by": "Duty desk", "note": "Wait for us."},
        page=here,
        status=303,
    )
    as_sunita.post(f"{change}/remove", page=change, status=400)
    told.say("account", facts="The door was open.")
    as_sunita.post(learned, {**typed, "learned": "In hindsight."}, status=422)
    shown = words(as_sunita.get(learned).tree.find(".//body"))
    assert "In hindsight." in shown  # as a draft of one’s own
    assert "On hold for a safeguarding enquiry, the police" in shown
    home = words(as_sunita.get(told.home).tree.find(".//body"))
    for said in ("The door was open.", "Before the hold.", "Asked by: Duty desk. Wait for us."):
        assert said in home
    assert "In hindsight." not in home
    runtime = as_sunita.app.extensions["riskapp"]
    with runtime.db.read() as conn:
        # The open conversation, and then all that stood of what happened.
        assert len(list_sealings(conn, find(conn, told.ref).id)) == 2
    links = [e.get("href", "") for e in as_sunita.get(here).tree.iter("a")]
    (there,) = [link for link in links if "/frozen/" in link]
    stood = words(as_sunita.get(there).tree.find(".//main"))
    for said in ("Before the hold.", "A bell"):
        assert said in stood
    assert "The door was open." not in stood
    assert as_sunita.fetch("GET", f"{told.home}/frozen/1").status_code == 404  # the conversation


def test_two_at_once_lose_no_route_and_learn_nothing_once_it_is_put_on_hold(
    app: Flask, told: Told
) -> None:
    runtime, sunita = app.extensions["riskapp"], actor_of(app, "practitioner")

    def says(step: str, **said: str) -> Act:
        with runtime.db.read() as conn:
            stands = get_entries(conn, find(conn, told.ref).id).of(step)
        seen = {"seen_rev": stands.rev, "entry_id": stands.id} if stands else {}
        change = Change(step, said, **seen)
        return lambda conn, trail: save_telling(
            conn, trail, sunita, told.ref, key=new_id(), changes=[change], place=step
        )

    def puts(conn: Connection, trail: Trail) -> None:
        put_on_hold(conn, trail, sunita, told.ref, key=new_id(), said={"for_what": ["police"]})

    assert meanwhile(app, says("account", kind="harm"), says("who-must-know", police="to-tell"))
    with runtime.db.read() as conn:
        assert set(get_happening(conn, sunita, told.ref).waiting) == {"safeguarding", "police"}
    with pytest.raises(Held):
        meanwhile(app, puts, says("what-we-learned", learned="In hindsight."))


@POSTGRESQL_SELDOM
def test_a_page_that_waits_shows_what_stands_and_nothing_to_type_in(
    as_sunita: Client, told: Told
) -> None:
    told.say("what-we-learned", learned="Before the hold.")
    told.say("changes-to-try", **{"changes..-what": "A bell"})
    told.say("care", organisation_learned="That nobody asks.", healing="Time.")
    told.say("in-the-log", said="It went well.", action="publish")
    as_sunita.post(f"{told.home}/on-hold", {}, page=f"{told.home}/on-hold", status=303)
    slugs = {step.slug: step.slug in NARRATIVE for step in TELLING.steps}
    for slug, waits in slugs.items():
        page = as_sunita.get(f"{told.home}/{slug}")
        assert (page.tree.find(".//form[@id='answers']") is None) == waits, slug
        assert ("This page waits just now" in page.text) == waits, slug
    assert "Before the hold." in as_sunita.get(f"{told.home}/what-we-learned").text
    assert "A bell" in as_sunita.get(f"{told.home}/changes-to-try").text
    care = as_sunita.get(f"{told.home}/care")  # care goes on; what was learned of it waits
    areas = {e.get("name") for e in care.tree.iter("textarea")}
    assert "healing" in areas
    assert "organisation_learned" not in areas
    told.say("care", healing="Time, and a walk.")
    told.say("care", status=422, organisation_learned="Somebody was late.")
    home = as_sunita.get(told.home).text
    for said in ("Time, and a walk.", "That nobody asks."):
        assert said in home
    log = f"{told.home}/in-the-log"  # and out of the log it may come
    as_sunita.post(log, {"action": "take-out"}, page=log, status=303)
    assert "It stands in the log" not in as_sunita.get(log).text


@POSTGRESQL_SELDOM
def test_a_manager_restarts_it_with_a_note_that_stands_in_the_timeline(
    as_sunita: Client, told: Told
) -> None:
    here = f"{told.home}/on-hold"
    as_sunita.post(here, {"asked_by": "Coroner’s officer"}, page=here, status=303)
    again = as_sunita.post(here, {"asked_by": "Somebody else too"}, page=here, status=409)
    assert "Somebody else too" in again.get_data(as_text=True)
    as_sunita.post(f"{told.home}/restart", {"note": "Not mine"}, page=here, status=403)
    assert "Who may restart it A team manager" in words(as_sunita.get(here).tree.find(".//main"))
    grace = Client(as_sunita.app, address="192.0.2.9").sign_in(WHO["manager"])
    grace.post(f"{told.home}/restart", {"note": "The inquest ended."}, page=here, status=303)
    home = words(grace.get(told.home).tree.find(".//main"))
    assert "Restarted by Grace Okafor. The inquest ended." in home
    told.say("what-we-learned", learned="Now.")
    as_sunita.post(here, {"since-day": "40"}, page=here, status=422)
