"""A third panel, made by configuration alone, goes the whole way: all of it through posts of its pages."""

from __future__ import annotations

from flask import Flask

from riskapp.panel.steps.sending import SEND
from tests.app import SUNITA, Client
from tests.faults.filling import as_data, ask_a_panel, step_form
from tests.page import words
from tests.panel.advice.conftest import begin, differ, home, say, shown
from tests.panel.sitting.conftest import At, converse, sign_in
from tests.panel.sitting.making import AMIR, GRACE, INGRID, TOMOS, user_id

PANEL: dict[str, dict[str, str | list[str]]] = {
    "what-it-is-for": {"name": "Winter homes circle", "purpose": "Going home in the cold months."},
    "who-may-refer": {"who_may_refer": "Anybody on a ward."},
    "whose-decisions": {"capacity": "cannot-decide"},
    "who-sits": {"seats..-profession": "Housing officer", "seats..-is_needed": "yes"},
    "how-it-sits": {"quorum": "2", "days": "7"},
    "what-it-stands-for": {"accountability": "Each of us for our own part."},
    "inviting": {"person_is_invited": "no"},
    "reading-pack": {"leaves_out": ["contacts", "preparing"]},
}
NUMBER = "01632 960 777"


def write(client: Client, path: str, action: str = "later", **said: str | list[str]) -> None:
    form = as_data(step_form(client, path).standing())
    client.post(path, {**form, "action": action, **said}, status=303)


def set_up(app: Flask) -> str:
    """As an administrator does it; the panel's reference."""
    amir = sign_in(app, AMIR)
    begun = amir.post("/panels", page="/panels", status=303).headers["Location"]
    at = begun.rpartition("/")[0]
    for step, said in PANEL.items():
        write(amir, f"{at}/{step}", **said)
    for email, profession in ((INGRID, "Ward sister"), (TOMOS, "Housing officer"), (GRACE, "")):
        seat = {"user": user_id(app, email), "profession": profession, "organisation": "Trust"}
        seat |= {"is_chair": "yes"} if email == INGRID else {}
        amir.post(f"{at}/people", seat, page=at, status=303)
    amir.post(f"{at}/takes-referrals", {"takes": "yes"}, page=at, status=303)
    return at.rpartition("/")[2]


def refer(app: Flask, panel: str) -> tuple[Client, str, str]:
    """A conversation not sealed, and its referral, sent; what it says of capacity stops nothing."""
    sunita = Client(app).sign_in(SUNITA)
    decision = converse(sunita)
    there = f"/decisions/{decision}"
    write(
        sunita,
        f"{there}/if-it-goes-wrong",
        **{"contacts..-name": "Di", "contacts..-number": NUMBER},
    )
    asks = words(sunita.get(f"{there}/ask-a-panel").tree.find(".//main"))
    assert "Winter homes circle" in asks
    assert "Those that are made for somebody who cannot make them" in asks
    path = ask_a_panel(sunita, decision, panel)
    write(sunita, f"{path}/question", question="How does she come home in January?")
    write(sunita, f"{path}/sending", SEND)
    return sunita, decision, path


def sit(app: Flask, panel: str, referral: str) -> At:
    """A sitting with its papers out, as its chair has it."""
    ingrid = sign_in(app, INGRID)
    begun = ingrid.post("/sittings", {"panel": panel}, page="/sittings", status=303)
    chair = At(ingrid, begun.headers["Location"].split("/")[2], INGRID)
    for email in (TOMOS, GRACE):
        chair.post("members", user=user_id(app, email), part="member")
    chair.post("agenda", referral=referral.rpartition("/")[2], minutes="30")
    assert "nobody is there or coming as Housing officer" in shown(ingrid, chair.home)
    chair.post("papers-out")
    return chair


def test_another_panel_goes_the_whole_way(app: Flask) -> None:
    panel = set_up(app)
    sunita, decision, path = refer(app, panel)
    chair = sit(app, panel, path)
    tomos, grace = (chair.by(sign_in(app, email), email) for email in (TOMOS, GRACE))
    papers = tomos.client.get(tomos.papers()).html
    assert "How does she come home in January?" in papers
    assert NUMBER not in papers
    for one in (chair, tomos, grace):
        one.declare()
    tomos.write(view="Not without heating.")
    chair.do("open", without="It is late.")
    assert begin(tomos, 403) == 403
    begin(chair)
    offered = step_form(chair.client, f"{home(chair)}/advice").controls
    concerns = next(c.value for c in offered if c.name == "concerns")
    say(chair, "advice", outcome="more-work", concerns=[concerns], because="Ask about the boiler.")
    differ(grace, "She can come now.", how="paper")
    say(chair, "giving", action="give")
    for where, client in ((path, sunita), (f"/decisions/{decision}", sunita)):
        page = shown(client, where)
        for told in (
            *("More work needed", "Ask about the boiler.", "She can come now."),
            *("It concerns: ", "not sealed", "Given without a quorum: "),
            *("2 who advise are needed", "nobody is there or coming as Housing officer"),
        ):
            assert told in page, f"{told} on {where}"
    chair.client.post(f"{chair.home}/minutes", page=f"{chair.home}/minutes", status=303)
    minutes = shown(grace.client, f"{chair.home}/minutes")
    assert "Winter homes circle" in minutes
    assert "There was no quorum" in minutes
    assert NUMBER not in minutes
