"""What a panel leaves to do for those who asked it, on the first page of their team."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select

from riskapp.core.reference import REFERRAL
from riskapp.panel.queries import MOST_LISTED
from riskapp.panel.tables import referral
from riskapp.platform.subjects import new_subject
from tests.app import DEV, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.page import words
from tests.panel.advice.conftest import say
from tests.panel.sitting.conftest import Panel, sign_in

HEADING = "What panels were asked"


def lines(client: Client, heading: str = HEADING) -> str:
    """A section of the first page, empty where it is not there."""
    for section in client.get("/").tree.iter("section"):
        if words(section.find("h2")) == heading:
            return words(section.find("ul")).replace("\N{NO-BREAK SPACE}", " ")
    return ""


def advise_on_many_others(panel: Panel) -> None:
    """More later referrals of the same decision than a list holds, of which nothing is left to do."""
    runtime = panel.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        row = conn.execute(select(referral)).mappings().one()
        later = runtime.clock.now() + timedelta(minutes=1)
        many = [
            {**row, "subject_id": new_subject(conn, "referral", REFERRAL)[0], "changed_at": later}
            for _one in range(MOST_LISTED)
        ]
        conn.execute(insert(referral), many)


@POSTGRESQL_SELDOM
def test_advice_waits_for_two_answers_and_a_letter(written: Panel) -> None:
    sunita = written.sunita
    assert not lines(sunita)
    say(written.chair, "giving", action="give")
    waits = lines(sunita)
    for told in (
        "Maureen RP-0001 Risk enablement panel.",
        "The advice waits for the answers of the practitioner and of Maureen.",
        "No letter to Maureen is printed yet.",
    ):
        assert told in waits, told
    assert "Due Tuesday 1 December 2026" in lines(sunita, "Conditions of a panel")
    assert not lines(sign_in(written.app, DEV))  # of another team
    advise_on_many_others(written)
    assert waits == lines(sunita)  # however much was advised on and settled since

    letter = "/referrals/RP-0001/letter"
    form = as_data(step_form(sunita, letter).standing())
    sunita.post(letter, {**form, "said": "You can go on.", "action": "print"}, status=303)
    assert "No letter" not in lines(sunita)
    links = sunita.get("/referrals/RP-0001").links
    answer = next(url for said, url in links.items() if said.startswith("Answer it"))
    sunita.post(answer, {"ours": "accept"}, page=answer, status=303)
    assert "The advice waits for the answer of Maureen." in lines(sunita)
    sunita.post(answer, {"theirs": "accept", "words": "Good."}, page=answer, status=303)
    assert not lines(sunita)
    written.app.extensions["riskapp"].clock.pass_by(minutes=60 * 24 * 20)
    late = lines(sign_in(written.app, SUNITA), "Conditions of a panel")
    assert "Was due Tuesday 1 December 2026" in late


@POSTGRESQL_SELDOM
def test_what_was_put_off_says_why(out: Panel) -> None:
    out.chair.do("put-off", because="The report comes on Monday.")
    assert "Put off 12 November 2026. Why: The report comes on Monday." in lines(out.sunita)
