"""What panels hold about a person reaches a bundle whole, and is kept by a hold; a sealed view does not."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from riskapp.governance.gathering import gather
from riskapp.governance.queries import get_matter
from riskapp.platform.audit.tables import audit
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.governance.test_disclosure import Disclosing
from tests.governance.test_holds import begin_matter, place
from tests.panel.advice.conftest import CONDITION, begin, differ, say
from tests.panel.sitting.conftest import Panel, app, arranged, converse, sign_in
from tests.panel.sitting.making import NIA, QUESTION, refer

__all__ = ["app", "arranged"]

HOME = "/referrals/RP-0001"


@pytest.fixture
def out(arranged: Panel) -> Panel:
    """About Maureen, and about Gwen, whose conversation is open: papers are out, interests declared."""
    referred = refer(arranged.app, arranged.ref, gwens(arranged.sunita), "zqgwen question")
    arranged.chair.post("agenda", referral=referred, minutes="20")
    arranged.chair.post("papers-out")
    for one in (arranged.chair, arranged.tomos, arranged.grace):
        for number in (1, 2):
            one.declare(number=number)
    arranged.ruth.declare("yes", "zqinterest")
    return arranged


def gwens(sunita: Client) -> str:
    return converse(sunita, "Gwen", choice="zqgwen choice")


def matter_of(panel: Panel, person: str = "P-0001") -> Disclosing:
    nia = sign_in(panel.app, NIA)
    return Disclosing(nia, begin_matter(nia, person))


def gathered(made: Disclosing) -> dict[str, str]:
    """All that may be disclosed, by its key."""
    with made.runtime.db.read() as conn:
        every = gather(conn, get_matter(conn, made.ref))
    return {
        one.key: "\n".join([one.title, *(f"{ln.label}: {ln.text}" for ln in one.lines)])
        for one in every
    }


def keys_with(every: dict[str, str], marker: str) -> list[str]:
    return [key for key, said in every.items() if marker in said]


def test_of_what_was_typed_and_not_saved_the_answers_are_gathered_and_no_machinery(
    out: Panel,
) -> None:
    path = "/decisions/RA-0002/voices"
    for words in ("zqtyped", "zqtyped on"):
        shown = out.sunita.get(path).form(path).fields
        out.sunita.post(f"{path}/keep", {**shown, "quiet": words}, status=200)
    every = gathered(matter_of(out, "P-0002"))
    (said,) = [said for key, said in every.items() if key.endswith(".unsaved") and "zq" in said]
    assert said.endswith("voices: zqtyped on")


@POSTGRESQL_SELDOM
def test_no_word_of_a_view_that_is_not_opened_is_in_anything_and_that_it_was_given_is(
    out: Panel,
) -> None:
    out.tomos.write(view="zqtomos view", reasons="zqtomos reasons", note="zqtomos note")
    out.grace.write(view="zqgrace unsaved", action="later")
    made = matter_of(out)
    every = gathered(made)
    views = next(said for key, said in every.items() if key.endswith(".views"))
    assert "Tomos" in views
    assert views.count("Given, not opened") == 1
    assert views.count("round 1") == 1  # of Grace nothing is told, also not that she began
    for sealed in ("zqtomos", "zqgrace"):
        assert keys_with(every, sealed) == []
    out.ruth.declare("yes", "zqchanged")
    declared = next(said for key, said in gathered(made).items() if key.endswith(".views"))
    in_turn(
        declared.replace("\N{NO-BREAK SPACE}", " "),
        [
            "Interest that Ruth Kaplan declared: zqchanged",
            "Thursday 12 November 2026 at",
            "Declared earlier, of the interest of Ruth Kaplan: zqinterest",
            "Thursday 12 November 2026 at",
            "Ruth Kaplan",
        ],
    )
    out.chair.do("open", without="Grace is away.")
    every = gathered(made)
    for opened in ("zqtomos view", "zqtomos reasons", "zqtomos note"):
        assert len(keys_with(every, opened)) == 1
    assert keys_with(every, "zqgrace") == []


def test_all_that_a_panel_was_asked_and_said_of_one_person_is_in_it_and_nothing_of_another(
    out: Panel,
) -> None:
    chair, sunita = out.chair, out.sunita
    out.tomos.write(view="zqview", note="zqnote")
    chair.do("open", without="Grace is away.")
    begin(chair)
    said = {
        "because": "zqbecause",
        "weight": "zqweight",
        "if_wrong": "zqwrong",
        "noticed": "zqseen",
    }
    say(chair, "advice", outcome="backed-with-conditions", **said)
    say(chair, "asks-for", **{**CONDITION, "conditions..-what": "zqcondition"})
    differ(out.grace, "zqdissent")
    differ(out.tomos, "zqdraft", action="later")
    made = matter_of(out)
    every = gathered(made)
    assert all(key.endswith(".writing.1") for key in keys_with(every, "zqbecause"))
    assert keys_with(every, "zqbecause") == keys_with(every, "zqdissent")
    assert keys_with(every, "zqdraft") == []
    out.app.extensions["riskapp"].clock.pass_by(minutes=1)
    say(chair, "giving", action="give")
    (done,) = {h for _w, h in sunita.get("/").leads if h.startswith("/conditions/")}
    outside = {"owner": "", "outside": "zqoutside"}
    sunita.post(f"{done}/owner", outside, page=done, status=303)
    sunita.post(f"{done}/done", {"what": "zqdone"}, page=done, status=303)
    chair.client.post(f"{chair.home}/minutes", page=f"{chair.home}/minutes", status=303)
    form = as_data(step_form(sunita, f"{HOME}/letter").standing())
    sunita.post(f"{HOME}/letter", {**form, "said": "zqletter", "action": "print"}, status=303)
    every = gathered(made)
    where = {
        "zqview": ".views",
        "zqnote": ".views",
        "zqinterest": ".views",
        "zqbecause": ".minutes",
        "zqdissent": ".minutes",
        "zqweight": ".paper.1",
        "zqwrong": ".paper.1",
        "zqseen": ".paper.1",
        "zqcondition": "RP-0001.conditions",
        "zqoutside": "RP-0001.conditions",
        "zqdone": "RP-0001.conditions",
        "zqletter": ".paper.2",
        QUESTION: ".papers",
    }
    missing = {
        marker: keys_with(every, marker)
        for marker, ends in where.items()
        if not any(ends in key for key in keys_with(every, marker))
    }
    assert missing == {}
    # Beside the decision too, where what was advised is told.
    assert f"{out.decision}.now" in keys_with(every, "zqbecause")
    assert keys_with(every, "zqdraft") == keys_with(every, "zqgwen") == []
    gwen = gathered(matter_of(out, "P-0002"))
    assert any(key.endswith(".shown") for key in keys_with(gwen, "zqgwen choice"))
    assert any(key.endswith(".papers") for key in keys_with(gwen, "zqgwen question"))
    assert keys_with(gwen, "zqbecause") == []
    made.choose_all()
    number = made.freeze()
    kept = str(made.version(number).rows)
    assert [marker for marker in where if marker not in kept] == []
    assert "zqdraft" not in kept


def test_each_stands_in_the_order_in_which_it_is_asked_and_two_conditions_are_told_apart(
    out: Panel,
) -> None:
    """In minutes, in advice as it was given and in a letter: as kept, their rows go by the alphabet."""
    chair, sunita = out.chair, out.sunita
    out.tomos.write(view="zqview", reasons="zqreasons", would_change="zqchange")
    chair.do("open", without="Grace is away.")
    begin(chair)
    outcome = "backed-with-conditions"
    say(chair, "advice", outcome=outcome, because="zqbecause", weight="zqweight", if_wrong="zqgo")
    say(chair, "asks-for", **CONDITION)
    say(chair, "asks-for", **{**CONDITION, "conditions..-what": "zqsecond"})
    differ(out.grace, "zqdissent")
    out.app.extensions["riskapp"].clock.pass_by(minutes=1)
    say(chair, "giving", action="give")
    chair.client.post(f"{chair.home}/minutes", page=f"{chair.home}/minutes", status=303)
    form = as_data(step_form(sunita, f"{HOME}/letter").standing())
    said = {"asked": "zqasked", "said": "zqsaid", "now": "zqnow", "ring": "zqring"}
    sunita.post(f"{HOME}/letter", {**form, **said, "action": "print"}, status=303)
    every = gathered(matter_of(out))
    told = {
        part: next(said for key, said in every.items() if part in key)
        for part in (".minutes.", ".paper.1", ".paper.2", ".papers")
    }
    one = ["What it takes away, and from whom: ", "How one knows that it is done: "]
    conditions = [
        *("Sees it differently: zqdissent", "Condition 1: None", "Condition: Somebody walks"),
        *("Who sees to it: ", "By when: ", *one, "Condition 2: None", "Condition: zqsecond"),
        *("Who sees to it: ", "By when: ", *one),
    ]
    conditions.insert(0, "Declared an interest: ")
    advice = ["The panel says: ", "Because: zqbecause", "zqweight", "zqgo"]
    came = [
        "Who was asked, 1: None",
        "Name: ",
        "From: ",
        "Part: ",
        "Attendance: ",
        "Who was asked, 2: None",
    ]
    in_turn(
        told[".minutes."],
        [*came, "Item 1: None", "About: ", "Advice 1: None", "Given on: 12", *advice, *conditions],
    )
    views = ["View, round 1: None", "Who: ", "View: zqview", "Reasons: zqreasons", "zqchange"]
    in_turn(told[".paper.1"], [QUESTION, *advice, *conditions, *views])
    in_turn(told[".papers"], [QUESTION, "Not yet talked about: Why the panel is asked; "])
    in_turn(told[".paper.2"], ["zqasked", "What they said: ", "zqsaid", "zqnow", "zqring"])


def in_turn(words: str, expected: list[str]) -> None:
    at = 0
    for one in expected:
        assert one in words[at:], (one, words[at:])
        at = words.index(one, at) + len(one)


def test_a_hold_can_be_on_a_referral_and_what_left_an_agenda_stays_in_the_audit_log(
    arranged: Panel,
) -> None:
    """Nothing of what panels write is ever deleted; an item that is taken off waits for another sitting."""
    made = matter_of(arranged)
    place(made.client, made.ref, "RP-0001")
    assert "a legal hold stands" in made.client.get(made.home).text
    arranged.chair.post("agenda/change", number="1", action="off")
    with made.runtime.db.read() as conn:
        noted = conn.execute(select(audit.c["keys"]).where(audit.c.event.like("%taken_off%")))
        assert any("RP-0001" in keys for keys in noted.scalars())
    assert "RP-0001.now" in gathered(made)
