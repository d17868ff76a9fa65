"""Asking a panel: begun from a decision, sent once, added to, withdrawn; and who may read it when."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from riskapp.accounts.queries import find_actor
from riskapp.core.errors import Conflict
from riskapp.decision.tables import decision
from riskapp.panel.queries import get_referral, list_sent
from riskapp.panel.rules import State
from riskapp.panel.services.referring import send_referral
from riskapp.panel.tables import referral as referrals
from riskapp.platform.audit.tables import audit as audit_log
from riskapp.platform.subjects import find
from riskapp.platform.tables import access_log
from riskapp.platform.trail import trail_of
from tests.app import CAST, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.dumping import differing, dump
from tests.faults.filling import as_data, ask_a_panel, seal, send, step_form
from tests.learning.review.conftest import user_id
from tests.panel.conftest import GRACE, INGRID, QUESTION, TOMOS, Pages

NOT_OVER = "Asking a panel does not close this decision, or hand it over."
ADDED = "added..-words"
KEY = "00000000-0000-4000-8000-000000000002"


def test_a_referral_from_the_decision_to_the_panel_and_back(
    app: Flask, as_sunita: Client, as_ingrid: Client, panel: Pages, walk: str
) -> None:
    home = f"/decisions/{walk}"
    assert "Ask a panel" in as_sunita.get(home).text
    asks = f"{home}/ask-a-panel"
    shown = as_sunita.get(asks).text
    for told in (NOT_OVER, "The panel’s purpose", "presumed; not assessed", "Within two days"):
        assert told in shown, told
    said = {"panel": panel.ref, "key": KEY}
    first, again = (
        as_sunita.post(asks, said, page=asks, status=303).headers["Location"] for _time in range(2)
    )
    assert first == again == "/referrals/RP-0001/question"
    made = Pages(as_sunita, "/referrals/RP-0001")
    made.say("question", question=QUESTION, reasons=["views", "fresh"])
    made.say("how-soon", when="before", when_because="The lock is fitted on Friday.")
    assert "The panel’s urgent_route" in made.text("/how-soon")
    assert "Invited to be there" in made.text("/their-part")
    made.say("their-part", says="Ask them to walk it with me.", attends="come", knows="yes")
    made.say("who-else", **{"to-hear..-who": "Derek", "to-hear..-brings": "He walks there."})
    made.by(as_ingrid).client.get(made.home, status=404)  # nobody is told before it is sent
    back = made.text("/sending")
    for told in (
        NOT_OVER,
        QUESTION,
        "Ask them to walk it with me.",
        "Derek",
        "of the decision only",
    ):
        assert told in back, told
    send(as_sunita, made.home)
    shown = made.text()
    assert shown.index("Ask them to walk it with me.") < shown.index(QUESTION)  # hers come first
    for told in (
        "with the panel",
        "Sent 12 November 2026 by Sunita Rao. A sitting is due by 14 November 2026.",
        "It cannot wait for a sitting",
        "The panel’s urgent_route",
        NOT_OVER,
    ):
        assert told in shown, told
    line = "with the panel since 12 November 2026"
    assert line in as_sunita.get(home).text
    assert line in as_sunita.get(asks).text
    assert line in as_sunita.get("/people/P-0001").text
    with app.extensions["riskapp"].db.read() as conn:
        stands = conn.execute(select(decision.c.state)).scalar_one()
        events = list(conn.execute(select(audit_log.c.event).order_by(audit_log.c.seq)).scalars())
    assert stands == "in-conversation"
    assert (events.count("referral.begun"), events.count("referral.sent")) == (1, 1)


def test_the_chair_reads_what_was_sent_and_nothing_of_the_decision(
    app: Flask, as_sunita: Client, as_ingrid: Client, panel: Pages, walk: str, referral: Pages
) -> None:
    path = f"/decisions/{walk}/decision"
    as_sunita.post(path, {"choice": "To walk by the canal"}, page=path, status=303)
    send(as_sunita, referral.home)
    assert QUESTION in panel.by(as_ingrid).text()
    assert "12 November 2026" in panel.by(as_ingrid).text()
    chairs = referral.by(as_ingrid)
    shown = chairs.client.get(chairs.home)
    for told in (QUESTION, "Maureen", walk, "with the panel"):
        assert told in shown.text, told
    for kept in ("canal", f"/decisions/{walk}", "presumed", "Withdraw", "Add something"):
        assert kept not in shown.html, kept
    for page in (f"/decisions/{walk}", f"{chairs.home}/question", f"/decisions/{walk}/ask-a-panel"):
        as_ingrid.get(page, status=403)
    with app.extensions["riskapp"].db.read() as conn:
        looked = select(access_log.c.what).where(
            access_log.c.subject_id == find(conn, referral.ref).id,
            access_log.c.user_id == user_id(as_ingrid, INGRID),
        )
        assert list(conn.execute(looked).scalars()) == ["referral"]


def test_who_may_read_it_and_who_is_told_that_there_is_none(
    app: Flask, as_amir: Client, as_sunita: Client, panel: Pages, referral: Pages
) -> None:
    """By role and state: 200 for the team, and for the chair once it is sent; a member waits for papers."""
    panel.client.post(
        f"{panel.home}/people", {"user": user_id(as_amir, TOMOS)}, page=panel.home, status=303
    )
    everybody = {
        email: Client(app, address=f"192.0.2.{30 + n}").sign_in(email)
        for n, (email, *_rest) in enumerate(CAST)
    }

    def reads() -> set[str]:
        return {
            email
            for email, client in everybody.items()
            if client.fetch("GET", referral.home).status_code == 200
        }

    assert reads() == {SUNITA, GRACE}
    send(as_sunita, referral.home)
    assert reads() == {SUNITA, GRACE, INGRID}
    referral.say("withdrawing", action="withdraw", why="She went by herself.")
    assert reads() == {SUNITA, GRACE, INGRID}
    shown = referral.by(everybody[INGRID]).text()
    assert "Withdrawn 12 November 2026" in shown
    assert "She went by herself." in shown
    assert "RP-0001" not in everybody[INGRID].get(panel.home).text  # it waits for no sitting


def test_what_was_sent_stands_and_is_added_to(referral: Pages, as_ingrid: Client) -> None:
    late = as_data(step_form(referral.client, f"{referral.home}/question").standing())
    send(referral.client, referral.home)
    path = f"{referral.home}/question"
    kept = referral.client.post(path, {**late, "question": "Another question"}, status=409)
    assert "What you typed is kept for you" in kept.get_data(as_text=True)
    assert "is not saved" in referral.text()
    assert referral.client.fetch("GET", path).status_code == 302
    referral.say("added-since", **{ADDED: "The lock came on Thursday."})
    shown = referral.by(as_ingrid).text()
    assert QUESTION in shown
    assert "Another question" not in shown
    assert "Thursday 12 November 2026 at 5.42 pm" in shown
    assert shown.index(QUESTION) < shown.index("The lock came on Thursday.")
    referral.say("withdrawing", action="withdraw")
    assert "Add something" not in referral.text()
    assert "Withdraw it" not in referral.text()


@POSTGRESQL_SELDOM
def test_every_button_in_every_state(app: Flask, referral: Pages) -> None:
    """Illegal moves answer 409, or lead to its page, and write nothing; a second click does nothing."""
    db = app.extensions["riskapp"].db
    acts = {
        "send": ("sending", "send", {}),
        "add": ("added-since", "later", {ADDED: "More"}),
        "withdraw": ("withdrawing", "withdraw", {}),
        "write": ("tried", "later", {"tried": "Much"}),
    }
    forms = {"sending": {}, "tried": {}, "withdrawing": {}}
    for step in forms:
        forms[step] = as_data(step_form(referral.client, f"{referral.home}/{step}").standing())
    allowed = {
        State.BEING_WRITTEN: {"send", "withdraw", "write"},
        State.SENT: {"add", "withdraw"},
        State.LISTED: {"add", "withdraw"},
        State.ADVISED: set(),
        State.ANSWERED: set(),
        State.WITHDRAWN: set(),
    }
    for state, may in allowed.items():
        with db.write() as conn:
            conn.execute(update(referrals).values(state=state))
        for act, (step, action, said) in acts.items():
            if act in may:
                continue
            before = dump(db)
            data = {**forms.get(step, {}), **said, "action": action}
            answer = referral.client.post(f"{referral.home}/{step}", data)
            assert answer.status_code == 409, (state, act)
            changed = differing(before, dump(db))
            assert not {name for name in changed if name not in ("draft", "access_log")}, (
                state,
                act,
            )


def test_two_who_send_at_once_send_it_once(app: Flask, referral: Pages) -> None:
    """Of two who press at once one wins; the other is told that it was sent."""
    runtime = app.extensions["riskapp"]
    with runtime.db.read() as conn:
        sunita = find_actor(conn, user_id(referral.client, SUNITA))
    assert sunita
    with runtime.db.write() as conn:
        send_referral(conn, trail_of(runtime), sunita, referral.ref)
        sent = get_referral(conn, sunita, referral.ref)
        with pytest.raises(Conflict):
            send_referral(conn, trail_of(runtime), sunita, referral.ref)
        assert get_referral(conn, sunita, referral.ref) == sent
        assert list_sent(conn, sunita, sent.panel_id) == []  # she chairs nothing


def test_a_sealed_decision_can_be_asked_about_and_its_seal_knows_nothing_of_it(
    as_sunita: Client, panel: Pages, walk: str
) -> None:
    seal(as_sunita, walk)
    made = Pages(as_sunita, ask_a_panel(as_sunita, walk, panel.ref))
    made.say("question", question=QUESTION)
    send(as_sunita, made.home)
    assert made.ref not in as_sunita.get(f"/decisions/{walk}/versions/1/full").html


def test_capacity_is_told_and_never_stops_anybody(
    as_sunita: Client, panel: Pages, walk: str
) -> None:
    """An assessor concluded that she could not; the panel looks at what people can decide themselves."""
    panel.say("whose-decisions", capacity="can-decide")
    doors = f"/decisions/{walk}/doors"
    as_sunita.post(doors, {"capacity": "opened", "capacity_for": "Doubt"}, page=doors, status=303)
    path = f"/decisions/{walk}/capacity"
    said = {"assessments..-decision": "To walk", "assessments..-conclusion": "could-not"}
    as_sunita.post(path, said, page=path, status=303)
    asks = f"/decisions/{walk}/ask-a-panel"
    shown = as_sunita.get(asks).text
    assert "an assessor concluded that Maureen could not make it then" in shown
    assert "It can be asked all the same" in shown
    made = Pages(as_sunita, ask_a_panel(as_sunita, walk, panel.ref))
    send(as_sunita, made.home)
    assert "with the panel" in made.text()
    assert "It can be asked all the same" in made.text()


def test_another_team_and_another_decision_stay_apart(
    as_dev: Client, referral: Pages, panel: Pages, walk: str
) -> None:
    theirs = begin(as_dev, "Gwen")
    as_dev.get(f"/decisions/{walk}/ask-a-panel", status=404)
    as_dev.get(f"{referral.home}/question", status=404)
    assert referral.ref not in as_dev.get(f"/decisions/{theirs}").html
