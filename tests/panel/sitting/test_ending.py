"""How a sitting ends: on its day or after it, and what it did not reach waits for another one."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier, Thread

from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse
from tests.panel.sitting.making import TODAY, arrange, refer
from tests.panel.sitting.test_my_panel_work import sections

WHY = "There was no time for it."


def text(client: Client, page: str) -> str:
    return words(client.get(page).tree.find(".//main"))


def relisted(panel: Panel, referral: str, *besides: At) -> At:
    """Another sitting of Tomos, with what was put off on its agenda, and its papers out."""
    chair = replace(panel.chair, ref=arrange(panel.chair.client, panel.ref))
    chair.post("agenda", referral=referral, minutes="10")
    for one in (panel.tomos, *besides):
        chair.post("members", user=one.actor.user_id, part="member")
    chair.post("papers-out")
    return chair


def test_it_is_not_held_before_its_day_and_says_what_to_do(out: Panel) -> None:
    chair = out.chair
    when = f"{chair.home}/when"
    tomorrow = {**TODAY, "on-day": "13", "where": "Room 2"}
    chair.client.post(when, {**tomorrow, "rev": "2"}, page=when, status=303)
    page = chair.client.get(chair.home)
    assert "It was held" not in page.text
    assert page.links["Change the day"] == when
    chair.post("held", status=422)
    ends = chair.client.last.get_data(as_text=True) if chair.client.last else ""
    assert 'href="#ends"' in ends
    assert "If it was held earlier, change the day first" in ends
    between = {**tomorrow, "rev": "3", "how": "between"}
    chair.client.post(when, between, page=when, status=303)
    chair.post("held")  # all have answered before the day by which they are asked


@POSTGRESQL_SELDOM
def test_what_was_not_reached_waits_for_another_sitting(arranged: Panel) -> None:
    chair, clerk, sunita = arranged.chair, arranged.clerk, arranged.sunita
    refer(arranged.app, arranged.ref, converse(sunita, "Idris"))
    chair.post("agenda", referral="RP-0002", minutes="10")
    chair.post("papers-out")
    arranged.tomos.declare()
    arranged.tomos.write(view="zqview of the first sitting")
    clerk.post("held", not_reached="1", because=WHY)
    # The other one waits for advice, and whoever leads the sitting is told.
    held_up = sections(chair.client)["What cannot go ahead yet, and why"]
    assert "Item 2: no advice yet. Give it, or put it off" in held_up
    assert f"put off 12 November 2026. {WHY}" in held_up.replace("\N{NO-BREAK SPACE}", " ")
    assert "What cannot go ahead yet, and why" not in sections(arranged.tomos.client)
    clerk.do("put-off", number=2)
    assert "Item 2" not in sections(chair.client)["What cannot go ahead yet, and why"]
    for asks in (sunita, chair.client):
        assert WHY in text(asks, "/referrals/RP-0001")
    assert "put off 12" in sections(sunita)["What you asked a panel"]
    assert WHY in text(arranged.tomos.client, arranged.tomos.papers())
    chair.post("minutes")
    assert f"Put off to another sitting, because: {WHY}" in text(
        clerk.client, f"{chair.home}/minutes"
    )

    again = relisted(arranged, "RP-0001")
    tomos = again.by(arranged.tomos.client, arranged.tomos.email)
    page = text(tomos.client, tomos.papers())
    assert "here everybody is asked afresh" in page
    assert "Do you have an interest" in page
    tomos.declare()
    tomos.write(view="zqview of the second sitting")
    again.do("open")
    assert "zqview of the second" in text(again.client, again.papers())
    # What was given at the first stays sealed there, also to whoever chairs it.
    assert "zqview of the first" not in text(chair.client, chair.papers())
    assert "zqview of the first" in text(arranged.tomos.client, arranged.tomos.papers())
    # Nothing of the first sitting takes it away from the second, or advises on it.
    assert chair.client.fetch("GET", f"/advice/{chair.ref}.1").status_code == 200
    chair.client.post(f"/advice/{chair.ref}.1/begin", page=chair.home, status=409)
    advice = f"/advice/{again.ref}.1"
    again.client.post(f"{advice}/begin", page=advice, status=303)


def test_calling_off_takes_nothing_from_another_agenda(out: Panel) -> None:
    """An item put off before its sitting was called off may stand on another one by then."""
    out.chair.do("put-off", because=WHY)
    again = relisted(out, "RP-0001")
    out.chair.post("call-off")
    assert "on a sitting" in text(out.sunita, "/referrals/RP-0001")
    again.do("interest", has="none")


def test_an_item_is_put_off_or_opened_first_and_never_opened_afterwards(declared: Panel) -> None:
    """The chair opens the views as the clerk puts the item off, both at once."""
    chair, clerk = declared.chair, declared.clerk
    chair.write(view="She can.")
    acts = [(chair, "open"), (clerk, "put-off")]
    start, said = Barrier(len(acts)), {}

    def post(at: At, act: str) -> None:
        data = {"csrf_token": at.client.token()}
        start.wait()
        said[act] = at.client.fetch("POST", f"{at.papers()}/{act}", data=data).status_code

    threads = [Thread(target=post, args=each) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said["put-off"] == 303
    assert said["open"] in (303, 409)
    page = chair.client.get(declared.tomos.papers()).tree
    assert (page.find(".//*[@id='shown']") is not None) == (said["open"] == 303)
    chair.do("open", status=409)


@POSTGRESQL_SELDOM
def test_an_interest_found_out_at_the_next_sitting_keeps_from_what_was_said_at_the_first(
    declared: Panel,
) -> None:
    declared.tomos.write(view="zqview", note="zqnote")
    declared.grace.write(view="She can.")
    declared.chair.do("open", without="The chair waits.")
    declared.chair.do("put-off", because=WHY)
    grace, first = declared.grace, declared.grace.papers()
    assert "zqnote" in text(grace.client, first)
    again = relisted(declared, "RP-0001", grace)
    declared.app.extensions["riskapp"].clock.pass_by(minutes=5)
    again.by(grace.client, grace.email).declare("yes", "A cousin.")
    page = text(grace.client, first)
    assert "and at another sitting since then that you have one" in page
    assert "zqview" not in page
    assert "zqnote" not in page
    assert "She can." in page
