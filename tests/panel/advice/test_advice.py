"""Advice from the open views to the decision, as those in it live it."""

from __future__ import annotations

from dataclasses import replace

from riskapp.panel.tables import panel
from tests.app import SUNITA
from tests.faults.filling import as_data, seal, step_form
from tests.panel.advice.conftest import begin, home, say, shown
from tests.panel.sitting.conftest import Panel
from tests.panel.sitting.making import INGRID, RUTH, TERMS, user_id

LONG = " ".join(["along the towpath and back by the mill"] * 4)


def referral_of(_panel: Panel) -> str:
    return "/referrals/RP-0001"


def test_from_the_views_to_the_decision(written: Panel) -> None:
    chair, sunita = written.chair, written.sunita
    page = shown(written.tomos.client, home(written.tomos))
    lacks = "Without a quorum: nobody is there or coming as Nurse"  # Ruth has an interest
    for told in (
        "Backed, with conditions",
        "She knows the way",
        "Not alone, while the path",
        lacks,
    ):
        assert told in page, told
    say(chair, "giving", action="give")
    page = shown(chair.client, home(chair))
    assert "It stands as it was given" in page
    assert lacks in page
    minutes = f"/sittings/{chair.ref}/minutes"
    chair.client.post(minutes, page=minutes, status=303)
    assert lacks in shown(chair.client, minutes)
    assert "Declared an interest, and did not advise: Nurse, Northmoor" in page
    decision = shown(sunita, f"/decisions/{written.decision}")
    for told in ("Backed, with conditions", "Not alone, while the path is dark.", "Social worker"):
        assert told in decision, told
    assert "Grace" not in decision
    assert begin(chair) == 303  # a further one


def test_what_was_typed_for_another_outcome_is_not_given(opened: Panel) -> None:
    begin(opened.chair)
    say(opened.chair, "advice", outcome="another-route", route="The court, zqroute.")
    say(opened.chair, "advice", outcome="backed", because="She knows the way.")
    assert "zqroute" not in shown(opened.chair.client, home(opened.chair))
    give(opened)
    assert "zqroute" not in shown(opened.sunita, referral_of(opened))
    assert "zqroute" not in shown(opened.sunita, f"/decisions/{opened.decision}")


def test_what_was_said_before_hearing_each_other_is_no_missing_view(opened: Panel) -> None:
    """Tomos says no more in the second round: of Grace alone there is no view."""
    chair = opened.chair
    chair.do("again")
    chair.write(view="I lean towards it still.")
    chair.do("open", without="The others have nothing to add.")
    begin(chair)
    said = shown(chair.client, home(chair))
    assert "Without the view of: Social worker, Northmoor." in said


def give(panel: Panel) -> None:
    say(panel.chair, "giving", action="give")


def test_conditions_stand_in_a_work_list_until_they_are_done(written: Panel) -> None:
    give(written)
    ruth, sunita = written.ruth.client, written.sunita
    work = sunita.get("/")
    assert "Conditions of a panel" in work.text
    assert "Seen to by The support worker" in work.text
    (path,) = {href for _words, href in work.leads if href.startswith("/conditions/")}
    ruth.get(path, status=404)
    read = ruth.get(home(written.ruth))
    assert "Not done yet; due 1 December 2026" in read.text
    assert path not in {href for _words, href in read.leads}
    assert "Not done yet; due 1 December 2026" in shown(written.chair.client, path)
    owner, chair = {"owner": user_id(written.app, RUTH)}, written.chair.client
    chair.post(f"{path}/owner", owner, page=path, status=303)
    assert "Conditions of a panel" not in sunita.get("/").text
    assert "Somebody walks the first stretch" in ruth.get("/").text
    written.app.extensions["riskapp"].clock.pass_by(days=30)
    for client in (sunita, ruth, written.chair.client):
        client.sign_in({id(sunita): SUNITA, id(ruth): RUTH}.get(id(client), INGRID))
    assert "Was due" in ruth.get("/").text
    assert "Not done yet; it was due" in shown(sunita, referral_of(written))
    written.chair.client.post(f"{path}/done", {"what": "X"}, page=path, status=403)
    ruth.post(f"{path}/done", {"what": ""}, page=path, status=422)
    ruth.post(f"{path}/done", {"what": "Two walks, and she said stop."}, page=path, status=303)
    ruth.post(f"{path}/done", {"what": "Again"}, status=409)
    assert "Conditions of a panel" not in ruth.get("/").text
    assert "Two walks, and she said stop." in shown(sunita, referral_of(written))
    home_page = shown(sunita, f"/decisions/{written.decision}")
    assert "Condition done: Somebody walks the first stretch" in home_page
    done = "Done, 12 December 2026. Noted by Ruth"
    for path in (f"/decisions/{written.decision}", referral_of(written), answer_of(written)):
        assert done in shown(sunita, path), path
        assert "She says how the first week went." in shown(sunita, path), path
    next_version(written)
    copy = f"/decisions/{written.decision}/versions"
    assert "She says how the first week went" not in shown(sunita, f"{copy}/1/full")
    full, theirs = shown(sunita, f"{copy}/2/full"), shown(sunita, f"{copy}/2/person")
    assert "Done 12 December 2026" in full
    assert "Done, 12 December 2026, says Ruth" in theirs
    for words in ("She says how the first week went.", "Two walks, and she said stop."):
        assert words in full
        assert words in theirs
    for other in ("easy-read", "family", "provider"):
        assert "Two walks" not in shown(sunita, f"{copy}/2/{other}"), other


def answer_of(panel: Panel) -> str:
    """Where its advice is answered."""
    leads = panel.sunita.get(referral_of(panel)).leads
    return next(href for _words, href in leads if href.endswith("/answer"))


def next_version(panel: Panel) -> None:
    home_path = f"/decisions/{panel.decision}"
    panel.sunita.post(f"{home_path}/begin-next", page=home_path, status=303)
    seal(panel.sunita, panel.decision)


def test_each_condition_can_be_answered_by_itself(written: Panel) -> None:
    """With why not, or in which form; the whole is answered with it, and the person says all in theirs."""
    give(written)
    sunita, answer = written.sunita, answer_of(written)
    for said, why in (
        ({"condition-1-answer": "not-agreed"}, "Write why not"),
        ({"condition-1-answer": "another-form"}, "Write in which form you agree to it"),
    ):
        refused = sunita.post(
            answer, {**said, "words": "Not in the rain."}, page=answer, status=422
        )
        assert why in refused.get_data(as_text=True)
        assert "Not in the rain." in refused.get_data(as_text=True)
    form = {
        "condition-1-answer": "another-form",
        "condition-1-because": "Her sister walks with her.",
    }
    sunita.post(answer, form, page=answer, status=303)
    for path in (f"/decisions/{written.decision}", referral_of(written)):
        page = shown(sunita, path)
        assert "Agreed in another form Her sister walks with her." in page
    assert "advice answered" in page
    next_version(written)
    copy = f"/decisions/{written.decision}/versions/2"
    theirs = shown(sunita, f"{copy}/person")
    assert "The practitioner’s answer: Agreed in another form." in theirs
    assert "Her sister walks with her." in theirs
    assert "Her sister walks with her." in shown(sunita, f"{copy}/full")


def test_answered_beside_the_decision_and_looked_at_again(written: Panel) -> None:
    """A later version outdates the backing: only that difference is asked, of the same panel, and of it
    only what its papers will tell.
    """
    with written.app.extensions["riskapp"].db.write() as conn:
        conn.execute(panel.update().values(terms=replace(TERMS, leaves_out=("harm",)).keep()))
    give(written)
    sunita, referral = written.sunita, referral_of(written)
    assert "advice given" in shown(sunita, referral)
    answer = answer_of(written)
    for told in ("Not alone, while the path is dark.", "Somebody walks the first stretch"):
        assert told in shown(sunita, answer), told
    said = {"theirs": "in-part", "words": "Not in the rain.", "ours": "accept"}
    sunita.post(answer, said, page=answer, status=303)
    page = shown(sunita, referral)
    assert "advice answered" in page
    assert "Not in the rain." in page
    assert "Ask the panel to look at this again" not in page
    sunita.post(f"{referral}/look-again", status=409)
    home_path = f"/decisions/{written.decision}"
    sunita.post(f"{home_path}/begin-next", page=home_path, status=303)
    path = f"{home_path}/decision"
    form = as_data(step_form(sunita, path).standing())
    said_now = {"choice": f"To walk {LONG} to the sea at night.", "danger": "yes"}
    sunita.post(path, {**form, **said_now, "done_about": "Her son was spoken to."}, status=303)
    seal(sunita, written.decision)
    page = shown(sunita, referral)
    assert "What changed since it was backed" in page
    assert "Her son was spoken to." in page
    made = sunita.post(f"{referral}/look-again", page=referral, status=303).headers["Location"]
    again = shown(sunita, made)
    assert (
        f"now “To walk {LONG} to the sea at night.”" in again
    )  # whole: the end may be what changed
    assert "Is there a way for her" not in again
    assert "Her son" not in again
    assert "Something that your papers leave out" in again
    follows = made.rpartition("/")[0]
    assert "RP-0001" in shown(sunita, follows)
    sending = f"{follows}/sending"
    assert "only that it is there and what the question quotes of it" in shown(sunita, sending)
    form = as_data(step_form(sunita, sending).standing())
    sunita.post(sending, {**form, "action": "send"}, status=303)
    assert "only what the question quotes" in shown(written.chair.client, follows)
    assert follows.rpartition("/")[2] in shown(sunita, referral)


def test_what_was_given_stands_and_a_further_advice_puts_it_right(written: Panel) -> None:
    give(written)
    chair, grace = written.chair, written.grace
    late = f"{home(chair)}/advice"
    chair.client.post(late, {"because": "Another"}, status=409)
    grace.client.post(f"/dissent/{grace.ref}.1/take-back", status=409)
    chair.do("again", status=409)
    begin(chair)
    page = shown(chair.client, home(chair))
    assert "Further advice" in page
    assert page.count("Somebody walks the first stretch with her.") >= 2  # its words, to be changed
    say(chair, "putting-right", puts_right="There is a bus, at five.")
    say(chair, "advice", noticed="The bus at five is not in the leaflet.")
    give(written)
    decision = shown(written.sunita, f"/decisions/{written.decision}")
    assert "This puts right the advice before: There is a bus, at five." in decision
    assert "Not alone, while the path is dark." in decision  # of the first, which stands
    conditions = shown(written.sunita, referral_of(written))
    assert "Asked for no more: a further advice stands in its place" in conditions
