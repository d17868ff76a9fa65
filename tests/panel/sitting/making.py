"""Panels, referrals and sittings for tests.

Panels and referrals are made straight into their tables: how they come to be has tests of its own.
"""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import insert

from riskapp.accounts.queries import get_user
from riskapp.core.reference import PANEL, REFERRAL
from riskapp.decision.queries import find_decision
from riskapp.panel.rules import Seat, State, Terms
from riskapp.panel.steps import question as asks
from riskapp.panel.steps import tried as has_tried
from riskapp.panel.tables import panel, panel_member, referral
from riskapp.platform.db import new_id
from riskapp.platform.entries.saving import Change, save_entries
from riskapp.platform.subjects import find, new_subject
from tests.app import SUNITA, Client

INGRID, NIA = "ingrid@northmoor.example", "nia@northmoor.example"
TOMOS, GRACE = "tomos@northmoor.example", "grace@northmoor.example"
RUTH, FEMI, AMIR = "ruth@northmoor.example", "femi@northmoor.example", "amir@northmoor.example"
PROFESSIONS = {
    INGRID: "Head of service",
    NIA: "Clerk",
    TOMOS: "Occupational therapist",
    GRACE: "Social worker",
    RUTH: "Nurse",
}
TERMS = Terms(
    name="Risk enablement panel",
    quorum=3,
    seats=(Seat("Nurse", is_needed=True), Seat("Social worker")),
)
QUESTION = "Is there a way for her to go on walking?"


def make_panel(
    app: Flask,
    terms: Terms = TERMS,
    chair: str = INGRID,
    *members: str,
    profession: str = "Adviser",
    organisation: str = "Northmoor",
) -> str:
    """A panel with its list; its reference. `profession`: of those who have none in the cast."""
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        panel_id, ref = new_subject(conn, "panel", PANEL)
        chair_id, now = get_user(conn, chair).id, runtime.clock.now()
        conn.execute(
            insert(panel).values(
                subject_id=panel_id,
                name=terms.name,
                terms=terms.keep(),
                takes_referrals=True,
                made_at=now,
                made_by=chair_id,
                changed_at=now,
            )
        )
        for email in dict.fromkeys((chair, *(members or PROFESSIONS))):
            conn.execute(
                insert(panel_member).values(
                    panel_id=panel_id,
                    user_id=get_user(conn, email).id,
                    profession=PROFESSIONS.get(email, profession),
                    organisation=organisation,
                    is_chair=email == chair,
                )
            )
    return ref


def refer(
    app: Flask,
    panel_ref: str,
    decision: str,
    question: str = QUESTION,
    because: str = "We do not agree.",
    tried: str = "A tracker.",
) -> str:
    """A referral that waits for a panel; its reference."""
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        referral_id, ref = new_subject(conn, "referral", REFERRAL)
        by, now = get_user(conn, SUNITA).id, runtime.clock.now()
        conn.execute(
            insert(referral).values(
                subject_id=referral_id,
                panel_id=find(conn, panel_ref).id,
                decision_id=find_decision(conn, decision).id,
                state=State.SENT,
                question=question,
                sent_at=now,
                sent_by=by,
                made_at=now,
                made_by=by,
                changed_at=now,
            )
        )
        said_first = [
            Change(asks.STEP.slug, {"question": question, "because": because}),
            Change(has_tried.STEP.slug, {"tried": tried}),
        ]
        save_entries(conn, now=now, by=by, subject_id=referral_id, key=new_id(), changes=said_first)
    return ref


def user_id(app: Flask, email: str) -> str:
    with app.extensions["riskapp"].db.read() as conn:
        return get_user(conn, email).id


TODAY = {"on-day": "12", "on-month": "11", "on-year": "2026", "action": "later"}


def arrange(client: Client, panel_ref: str, *decisions: str) -> str:
    """A sitting that the chair of a panel arranges, for today, with what was referred on its agenda; its
    reference.
    """
    begun = client.post("/sittings", {"panel": panel_ref}, page="/sittings", status=303)
    ref = begun.headers["Location"].split("/")[2]
    home = f"/sittings/{ref}"
    client.post(f"{home}/when", {**TODAY, "at": "2 pm"}, page=f"{home}/when", status=303)
    for one in decisions:
        said = {"referral": refer(client.app, panel_ref, one), "minutes": "20"}
        client.post(f"{home}/agenda", said, page=home, status=303)
    return ref


GUEST = {
    "name": "Mair Evans",
    "profession": "District nurse",
    "organisation": "Wharf Health",
    "contact": "mair@wharf.example",
}


def invite(client: Client, ref: str) -> None:
    """Somebody of another organisation, to a sitting that is arranged."""
    client.post(f"/sittings/{ref}/guests", GUEST, page=f"/sittings/{ref}", status=303)


def new_link(client: Client, ref: str, seat: int) -> str:
    """The path of a link for the guest in a seat, made by whoever leads the sitting."""
    home = f"/sittings/{ref}"
    answer = client.post(f"{home}/guests/{seat}/link", page=home, status=200)
    (found,) = re.findall(r"http://localhost(/invitation/[\w-]+)", answer.get_data(as_text=True))
    return str(found)


def come_in(client: Client, link: str, status: int = 303) -> Client:
    """Opens a link and presses its button."""
    client.post(link, page=link, status=status)
    return client


def put_out(client: Client, ref: str) -> str:
    """Papers go out, and whoever arranged it has no interest in the first item: where it stands."""
    home, papers = f"/sittings/{ref}", f"/papers/{ref}.1"
    client.post(f"{home}/papers-out", page=home, status=303)
    client.post(f"{papers}/interest", {"has": "none"}, page=papers, status=303)
    return papers


def begin_advice(client: Client, ref: str) -> str:
    """Papers go out, the chair says what they think and opens the views, and begins the advice on the
    first item with a condition, and a dissent of their own; where it stands.
    """
    papers, advice = put_out(client, ref), f"/advice/{ref}.1"
    client.post(f"{papers}/view", {"view": "She can.", "action": "give"}, page=f"{papers}/view")
    client.post(f"{papers}/open", {"without": "It is late."}, page=papers, status=303)
    client.post(f"{advice}/begin", page=advice, status=303)
    said = {"conditions..-what": "Somebody walks with her.", "action": "later"}
    client.post(f"{advice}/asks-for", said, page=f"{advice}/asks-for", status=303)
    client.post(f"/dissent/{ref}.1/begin", page=advice, status=303)
    return advice


def give_advice(client: Client, ref: str) -> None:
    """The same, backed with its condition, and given."""
    advice = begin_advice(client, ref)
    said = {"outcome": "backed-with-conditions", "action": "later"}
    client.post(f"{advice}/advice", said, page=f"{advice}/advice", status=303)
    client.post(f"{advice}/giving", {"action": "give"}, page=f"{advice}/giving", status=303)
