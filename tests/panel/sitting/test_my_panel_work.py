"""My panel work: what waits for whom, what cannot go ahead and why, and where each is put right."""

from __future__ import annotations

from riskapp.panel.tables import referral
from tests.app import Client
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse
from tests.panel.sitting.making import invite, refer


def sections(client: Client) -> dict[str, str]:
    return {
        words(one.find("h2")): words(one) for one in client.get("/sittings").tree.iter("section")
    }


def test_each_finds_what_waits_for_them_until_it_is_given(declared: Panel) -> None:
    assert "1. Maureen Say what you think" in sections(declared.tomos.client)["Waits for you"]
    assert "Maureen" not in sections(declared.ruth.client)["Waits for you"]  # has an interest
    declared.tomos.write(view="She can.")
    assert "Nobody waits for your view" in sections(declared.tomos.client)["Waits for you"]
    assert "What cannot go ahead yet, and why" not in sections(declared.tomos.client)
    assert "Panels" in declared.grace.client.get("/").html


def test_whoever_leads_reads_what_is_missing_and_is_led_there(arranged: Panel) -> None:
    """Before papers are out and after, each with a link to where it is put right."""
    held_up = "What cannot go ahead yet, and why"
    invite(arranged.chair.client, arranged.chair.ref)
    arranged.chair.post("coming", user=user_of(arranged.ruth), attendance="apologies")
    said = sections(arranged.chair.client)[held_up]
    assert "Papers are not out" in said
    assert "No quorum: nobody is there or coming as Nurse" in said
    arranged.chair.post("papers-out")
    arranged.tomos.declare()
    said = sections(arranged.clerk.client)[held_up]
    assert "Mair Evans has no link to come in by" in said
    assert "no word yet on an interest from Ingrid Bauer, Grace Okafor, Ruth Kaplan" in said
    assert "no view yet from Tomos Pryce" in said
    page = arranged.chair.client.get("/sittings")
    for url in page.links.values():
        if url.startswith(("/sittings/PS", "/papers/")):
            arranged.chair.client.get(url.partition("#")[0])


def test_a_guest_whose_view_is_there_needs_no_link(arranged: Panel) -> None:
    """It was entered for them; and who says otherwise than before of coming is shown so, once."""
    chair, clerk, held_up = arranged.chair, arranged.clerk, "What cannot go ahead yet, and why"
    invite(chair.client, chair.ref)
    chair.post("coming", user=user_of(arranged.ruth), attendance="apologies")
    chair.post("coming", user=user_of(arranged.tomos), attendance="present")
    page = words(chair.client.get(chair.home).tree.find(".//main"))
    assert page.count("Before that: is coming") == 1
    chair.post("papers-out")
    assert "Mair Evans has no link" in sections(clerk.client)[held_up]
    seat = clerk.papers(seat=6)
    clerk.client.post(f"{seat}/interest", {"has": "none"}, page=clerk.papers(), status=303)
    clerk.client.post(f"{seat}/enter", {"how": "aloud"}, page=clerk.papers(), status=303)
    clerk.write(seat=6, view="She can.")
    said = sections(clerk.client)[held_up]
    assert "Mair Evans" not in said
    assert "Tomos Pryce" in said
    page = words(chair.client.get(chair.home).tree.find(".//main"))
    assert "Has no link now; a view of theirs is given" in page


def test_an_interest_can_leave_an_item_without_a_quorum(declared: Panel) -> None:
    said = sections(declared.chair.client)["What cannot go ahead yet, and why"]
    assert (
        "Item 1: no quorum without those who have an interest: nobody is there or coming as Nurse"
        in said
    )


def test_an_empty_sitting_says_what_it_still_needs(arranged: Panel) -> None:
    begun = arranged.chair.client.post("/sittings", {"panel": arranged.ref}, page="/sittings")
    assert begun.status_code == 303
    said = sections(arranged.chair.client)["What cannot go ahead yet, and why"]
    assert "No day is set" in said
    assert "Nothing is on the agenda" in said


def test_whoever_asked_finds_where_it_is_and_a_stranger_finds_nothing(arranged: Panel) -> None:
    ref = refer(arranged.app, arranged.ref, converse(arranged.sunita, "Idris"))
    assert ref in sections(arranged.sunita)["What you asked a panel"]
    assert "You are asked to no sitting yet" in sections(arranged.sunita)["Sittings ahead"]
    assert "What you asked a panel" not in sections(arranged.tomos.client)
    assert f"{ref} Risk" in sections(arranged.chair.client)["Sittings ahead"]
    assert ref not in str(sections(arranged.tomos.client))


def test_whoever_sends_what_a_colleague_began_finds_it_too(arranged: Panel) -> None:
    """Asking again is often begun by one and sent by another of the team."""
    ref = refer(arranged.app, arranged.ref, converse(arranged.sunita, "Idris"))
    with arranged.app.extensions["riskapp"].db.write() as conn:
        conn.execute(referral.update().values(made_by=user_of(arranged.grace)))
    assert ref in sections(arranged.sunita)["What you asked a panel"]


def user_of(at: At) -> str:
    return at.actor.user_id
