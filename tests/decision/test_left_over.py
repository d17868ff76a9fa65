"""What was said of somebody deciding for the person is not told as if it held where it is their own choice."""

from __future__ import annotations

import html5lib
import pytest

from riskapp.decision.layouts import LAYOUTS, layout_of
from riskapp.decision.left_over import left_in
from riskapp.decision.prompts.examples import Example
from riskapp.decision.reasons import Statement
from riskapp.decision.rules import NOT_PERSON
from riskapp.platform.versions.rows import Rows
from tests.app import Client
from tests.decision.saying import say, seal
from tests.page import words
from tests.records.people import Found, Talking, rows_for
from tests.records.reading import copy_of, note_of, twin_of

BECAUSE = "The team and Dr Lane, because they found that she cannot decide this."
LANE, RIGHT = "Dr Lane and the team, for Maureen", "Best interests, section 5"
KEPT = "It is said to be Maureen’s own choice. What stands here of somebody deciding it for Maureen"


@pytest.mark.parametrize(
    ("decided", "by", "left"),
    [
        ({"ending": "own-choice", "because": BECAUSE}, {}, ["because"]),
        ({"ending": "withdrawn", "because": "It snowed."}, {}, []),  # asked of that ending
        ({"ending": "decided-for", "because": BECAUSE}, {}, []),  # the ending itself is asked about
        ({}, {"decider": LANE, "by_right": RIGHT}, ["decider", "by_right"]),
        ({"because": BECAUSE}, {"by_right": RIGHT}, ["because", "by_right"]),
        ({}, {"decider": "Maureen, at her table", "by_right": "It is her own life"}, []),
        ({}, {"decider": "She did"}, []),
        ({}, {"decider": "She decided it all herself"}, []),
        ({}, {"decider": "Maureen’s daughter Joan"}, ["decider"]),
        ({}, {"decider": "My daughter Joan"}, ["decider"]),
        ({}, {"decider": "They (the team and Dr Rees)"}, ["decider"]),
        ({}, {"decider": "She cannot: Dr Rees decided"}, ["decider"]),
        ({}, {"by_right": "It is her own life"}, []),
        ({"whose": "best-interests", "because": BECAUSE}, {"decider": LANE}, []),
        ({"whose": None, "because": BECAUSE}, {"decider": LANE}, []),
    ],
)
def test_what_is_left_of_a_decision_made_for_them(
    decided: dict[str, str], by: dict[str, str], left: list[str]
) -> None:
    told = Example().says("what-was-decided", **{"whose": "person", **decided})
    talk = told.says("who-decides", **by).conversation()
    assert [one.partition(".")[2] for one in left_in(talk.entries, talk.name)] == left


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_said_once_where_whose_choice_is_said_and_once_before_the_seal_with_each_way(
    as_sunita: Client, ref: str
) -> None:
    home, said = f"/decisions/{ref}", "words of somebody deciding it for Maureen still stand"
    decided, read_back = f"{home}/what-was-decided", f"{home}/read-back"
    say(as_sunita, ref, "doors", disagree="opened")
    say(as_sunita, ref, "who-decides", decider=LANE, by_right=RIGHT)
    made = {"whose": "best-interests", "ending": "decided-for", "because": BECAUSE}
    say(as_sunita, ref, "what-was-decided", **made)
    assert said not in as_sunita.get(decided).text + as_sunita.get(read_back).text
    seal(as_sunita, ref, begin_next=True)
    say(as_sunita, ref, "what-was-decided", **{**made, "whose": "person", "ending": "own-choice"})
    page = as_sunita.get(decided)
    assert page.text.count(said) == 1
    assert '<a href="#because">' in page.html
    for key in ("decider", "by_right"):
        assert f'value="to:{home}/who-decides?from=what-was-decided#{key}"' in page.html
    page = as_sunita.get(read_back)
    assert page.text.count(said) == 1
    assert not any(said in words(one) for one in page.tree.iter("details"))  # read aloud anyway
    for there in ("what-was-decided?from=read-back#because", "who-decides?from=read-back#decider"):
        assert page.html.count(f'value="to:{home}/{there}"') == 1
    told = [
        words(one) for one in page.tree.iter("details") if "are not Maureen’s own" in words(one)
    ]
    assert not [one for one in told if BECAUSE in one]
    assert BECAUSE in as_sunita.get(decided).html  # nothing typed is dropped
    seal(as_sunita, ref)  # and nothing refused
    assert BECAUSE not in as_sunita.get(home).text
    assert BECAUSE in as_sunita.get(f"{home}/versions/2/full").text
    assert BECAUSE not in as_sunita.get(f"{home}/versions/2/person").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_ending_that_says_otherwise_is_asked_about_and_what_a_law_asked_is_folded(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    say(as_sunita, ref, "what-was-decided", whose="person", ending="decided-for", because=BECAUSE)
    page = as_sunita.get(read_back)
    assert page.text.count("Which of the two holds?") == 1
    assert "still stand" not in page.text
    assert f'value="to:{home}/what-was-decided?from=read-back#ending-1"' in page.html
    say(as_sunita, ref, "capacity", assessments__who="Dr Rees", assessments__conclusion="could-not")
    say(as_sunita, ref, "best-interests", decider="Dr Lane")
    say(as_sunita, ref, "what-was-decided", whose="person", ending="agreed")
    page = as_sunita.get(read_back)
    (fold,) = [w for w in map(words, page.tree.iter("details")) if "still stand" in w]
    assert "answers here may not go together" in fold
    assert f'value="to:{home}/best-interests?from=read-back#decider"' in page.html


def of_mrs_k(whose: str, ending: str) -> Rows:
    talk = Talking()
    talk.say("doors", disagree="opened", capacity="opened")
    talk.say(
        "what-was-decided", decided="She goes home.", whose=whose, ending=ending, because=BECAUSE
    )
    talk.say("who-decides", decider=LANE, by_right=RIGHT)
    talk.say("assessments", conclusion="could-not", who="Dr Rees")
    talk.say("best-interests", decider="Dr Lane", less="Nothing was found.")
    return rows_for(Found(), talk.entries)


def test_no_copy_but_the_full_record_tells_who_decided_it_where_it_is_their_own_choice() -> None:
    rows = of_mrs_k("person", "own-choice")
    copies = {layout.slug: twin_of(layout, rows) for layout in LAYOUTS}
    for told in (BECAUSE, LANE, RIGHT):
        assert {slug for slug, copy in copies.items() if told in copy} == {"full"}
    assert BECAUSE not in note_of(copy_of(layout_of("note"), rows)).text
    for slug in NOT_PERSON:
        assert "It is your choice." in copies[slug]
        assert "who decides" not in copies[slug].lower()  # nor that nobody talked about it
    assert copies["full"].count(BECAUSE) == 1


def test_the_full_record_keeps_it_under_its_own_heading_and_says_what_says_otherwise() -> None:
    full = copy_of(layout_of("full"), of_mrs_k("person", "own-choice"))
    tree = html5lib.parse(twin_of(layout_of("full"), full.rows), namespaceHTMLElements=False)
    parts = {
        words(one.find("h2")): words(one)
        for one in tree.iter("section")
        if one.find("h2") is not None
    }
    assert BECAUSE not in parts["What was decided"]
    for title, said in (
        ("Who decided it, or why it ended so", BECAUSE),
        ("Who decides, and who stands behind it", LANE),
        ("Deciding for Maureen: best interests", "Nothing was found."),
    ):
        assert KEPT in parts[title]
        assert said in parts[title]
    told = Statement(full.talk).text
    assert "Dr Lane" not in told


def test_what_was_decided_for_them_is_told_as_it_was() -> None:
    rows = of_mrs_k("best-interests", "decided-for")
    copies = {layout.slug: twin_of(layout, rows) for layout in LAYOUTS}
    for slug in NOT_PERSON | {"full"}:
        assert BECAUSE in copies[slug]
        assert (LANE in copies[slug]) == (slug != "easy-read")
        assert KEPT not in copies[slug]
    assert "Who decided it, or why it ended so" not in copies["full"]
