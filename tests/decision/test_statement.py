"""The statement of reasons: the same record, the same text; somebody's own words beside it, never stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.layouts import layout_of
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.queries import find_decision
from riskapp.decision.quoting import spoken
from riskapp.decision.reading_age import LONG, age_of, is_plain, long_sentences, sentences
from riskapp.decision.reasons import (
    ENDINGS,
    WEIGHED,
    WEIGHED_WHOLE,
    WHOLE_ELSEWHERE,
    WHOSE,
    Statement,
)
from riskapp.decision.rules import AS_WANTED
from riskapp.decision.rules import ENDINGS as CODES
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.what_was_decided import DIFFERENCES, NEXT, STEP
from riskapp.decision.yours import ENDINGS as YOUR_ENDINGS
from riskapp.decision.yours import Yours
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from tests.app import Client, make_app
from tests.browser.world import begin
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.holding import hold, story
from tests.records.people import empty
from tests.records.reading import copy_of


def _told(whose: str, ending: str, kind: str, *, marked: bool = True) -> Conversation:
    """Every sentence the statement can say, around entries of a few short words."""
    told = Example().wants("I go.").hoped(DOING, "Joy", marked=marked).feared(NOW, "Loss")
    told.hoped(NOW, "Rest", to_whom="Joan").feared(DOING, "A fall", said_by="person")
    told.helps("A stick").helps("A lock", "restriction", takes_away="Stars", ends_on="2027-03-28")
    told.helps("A gate", "restriction", stands="arranging").still(DOING, "A slip").still(
        NOW, "A long day"
    )
    for _n in range(6):
        told.hoped(DOING, "More")
    told.item(
        DIFFERENCES.slug,
        who="Joan",
        view="No.",
        reason="A fall.",
        would_change="A rail.",
        next_step="Tea.",
        meanwhile="We wait.",
        next_kind=kind,
        next_by="2027-01-08",
    )
    told.says(STEP.slug, decided="She goes.", whose=whose, ending=ending, because="Snow.")
    told.says("who-decides", decider="Joan", backing="A bus.")
    told.says("if-it-goes-wrong", first_sign="She is late.", pause="If lost.")
    told.says("if-it-goes-wrong", look_again_on="2027-01-08", look_again_if="It snows.")
    told.says("read-back", disagrees="Not at dusk.")
    return told.conversation()


def test_of_what_would_help_each_says_whether_it_is_agreed_or_only_to_be_tried() -> None:
    """What nobody had agreed to yet stood there as what will help."""
    told = Example().wants("I go.").helps("A rail", stands="agreed").helps("A bell")
    told.helps("A sitter", stands="to-try").helps("A ramp", "restriction", stands="arranging")
    told.helps("A tag", stands="not-wanted")
    part = next(p for p in Statement(told.conversation()).passages if "help" in p.title)
    assert part.title == "What would help, and what it takes away"
    begins = [line.partition(" It takes away")[0] for line in part.lines]
    assert begins == [
        "A rail. Agreed.",
        "A bell.",
        "A sitter. To be tried.",
        "A ramp. Being arranged.",
    ]


def test_every_composed_sentence_is_short_and_plain() -> None:
    whose, endings, kinds = list(WHOSE), list(ENDINGS), list(NEXT)
    for n, ending in enumerate(endings):
        talk = _told(whose[n % len(whose)], ending, kinds[n % len(kinds)])
        for passage in Statement(talk).passages:
            assert passage.lines, passage.title
            assert all(is_plain(part) for part in (passage.text, passage.title)), passage
            assert not long_sentences(passage.text)


def test_what_was_decided_for_somebody_as_they_want_is_never_told_as_their_own_choice() -> None:
    assert list(ENDINGS) == list(CODES) == list(YOUR_ENDINGS)
    talk = _told("best-interests", AS_WANTED, "court")
    assert "It was decided for Maureen, as Maureen wants" in Statement(talk).text
    assert "It was decided for you, as you want" in Yours(talk).ending
    assert "own choice" not in Yours(talk).ending


def test_the_same_record_gives_the_same_text_and_quotes_the_person_to_the_letter() -> None:
    talk = _told("person", "own-choice", "panel")
    text = Statement(talk).text
    assert text == Statement(_told("person", "own-choice", "panel")).text
    assert "“I go.”" in text
    assert "Maureen’s own choice goes ahead, even though people see it differently." in text
    assert "What could go wrong: “A fall”." in text  # her words; the words of others are not quoted
    assert "Next: Take it to a panel." in text
    assert "There is more in the record." in text


def test_of_many_worries_one_of_each_kind_and_of_each_who_worries_is_told_before_a_second() -> None:
    """Three about the road stood there, and her daughter's own fear did not."""
    told = Example().wants("I go.")
    for n in range(4):
        told.feared(DOING, f"Lorry {n}", worry_of="Joan", kind="physical")
    told.feared(DOING, "Joan lies awake", worry_of="Joan", kind="emotional")
    side = "What could go wrong: Lorry 0. Lorry 1. Lorry 2. Lorry 3. Joan lies awake."
    assert side in Statement(told.conversation()).text.splitlines()
    told.feared(DOING, "Derek fears for her", worry_of="Derek", kind="physical")
    told.feared(DOING, "Getting lost", kind="emotional", marked=True)
    side = (
        "What could go wrong: Getting lost. Lorry 0. Lorry 1. Joan lies awake. Derek fears for her."
    )
    assert (
        f"{side} There is more in the record." in Statement(told.conversation()).text.splitlines()
    )


def test_nobody_elses_words_can_pass_for_the_persons() -> None:
    told = Example().wants('"It’s my door."').feared(NOW, "“I am glad to stay in.” she told me")
    told.feared(NOW, 'He said "go", and left.', to_whom="Joan “I agree”").hoped(NOW, "x\u202eyz")
    told.hoped(DOING, "Her garden.", said_by="person").feared(
        DOING, "I “know” it.", said_by="person"
    )
    text = Statement(told.conversation()).text
    assert "“It’s my door.”" in text  # in one pair of marks, as it was typed with some
    assert "‘I am glad to stay in.’ she told me." in text
    assert "Joan ‘I agree’: He said ‘go’, and left." in text
    assert "\u202e" not in text
    assert "What could be good: Her garden." in text  # written of her: no quotation
    assert "“I ‘know’ it.”" in text
    assert text.count("“") == text.count("”") == 2


def test_a_screen_draws_one_pair_of_marks_and_none_around_what_was_written_of_them() -> None:
    assert spoken("“It’s my door.”") == "<q>It’s my door.</q>"
    assert spoken('I said "no" & left') == "<q>I said ‘no’ &amp; left</q>"
    assert spoken("Her cat, and Sundays.", "Ada") == "Her cat, and Sundays."
    assert spoken("Her cat is mine now.", "Ada") == "<q>Her cat is mine now.</q>"


def test_a_mark_that_never_closes_is_passed_by() -> None:
    """It hides nothing that follows it; and a search for its end from each made this quadratic."""
    long = " ".join(["word"] * (LONG + 1)) + "."
    marks = "“" * 100_000
    assert long_sentences(marks) == []
    assert long_sentences(f"{marks} {long} “I do.”") == [f"{marks} {long}"]


def test_nobody_is_said_to_agree_beside_a_difference() -> None:
    for ending in ("agreed", "agreed-concerns"):
        talk = _told("person", ending, "panel")
        for said in (Statement(talk).text, Yours(talk).ending):
            assert "Everybody" not in said
            assert "Not everybody sees it the same way." in said
        alone = Example().says(STEP.slug, ending=ending).conversation()
        for said in (Statement(alone).text, Yours(alone).ending):
            # Somebody may be named in it who was not asked, and nobody knows here.
            assert "Everybody who was asked agrees" in said
            assert "Everybody agrees" not in said


def test_who_acts_for_somebody_and_that_nobody_does_is_a_sentence_each() -> None:
    told = Example()
    told.item("powers", who="Joan", kind="attorney-welfare", seen="told")
    told.item("powers", who="Ann", kind="attorney-property", seen="asked")
    told.item("powers", who="The sheriff", kind="court", seen="asked")
    told.item("powers", who="The sheriff", kind="court", seen="asked", says="It will say in May")
    told.item("powers", kind="deputy", says="It can go ahead")
    told.item("powers", who="Derek", kind="advocate", scope="Tuesdays.")
    told.item("powers", who="Dr Rees", kind="advance-decision")
    told.item("powers", kind="nobody")
    told.item("powers", scope="Half a line, and nobody said of what.")
    (said,) = Statement(told.conversation()).apart
    assert said.lines == (
        "Joan, an attorney for health and welfare, acts for Maureen. The paper was not seen.",
        "Ann, an attorney for property and money, acts for Maureen. The paper was asked for.",
        "Asked for: The sheriff, a court, or somebody it named.",  # it acts for nobody yet
        "The sheriff, a court, or somebody it named: It will say in May. It was asked for.",
        "Somebody, a deputy, guardian or controller: It can go ahead.",
        "Derek, an advocate, speaks for Maureen.",
        "An advance decision about treatment, held by Dr Rees.",
        "Nobody acts or speaks for Maureen, as far as was found.",
    )


def test_a_court_that_was_only_asked_has_decided_nothing_for_anybody() -> None:
    for seen, deciders in (("asked", []), ("seen", ["The sheriff"])):
        told = Example()
        told.item("powers", who="The sheriff", kind="court", seen=seen)
        assert told.conversation().deciders == deciders


def test_what_was_weighed_where_it_was_decided_for_somebody_is_in_the_full_record_alone() -> None:
    asked = {step.slug: {f.key for f in step.form()} for step in DECIDING_FOR}
    weighed = [set(keys) for _begins, keys in WEIGHED]
    assert all(sum(bool(keys & one) for one in weighed) >= 2 for keys in asked.values())
    assert set().union(*weighed) <= set().union(*asked.values())
    told = Example().says(
        "best-interests", less="A bell on the door", consulted="Joan. And Gareth."
    )
    told.says("best-interests", able_later="After the infection", wishes="Not in short")
    told.says(STEP.slug, decided="She stays.", whose="person")
    assert not Statement(told.conversation()).apart  # it was not decided for her
    told.says(STEP.slug, whose="best-interests")
    text = Statement(told.conversation()).text
    (said,) = Statement(told.conversation()).apart
    assert said.title == "Deciding for Maureen: best interests"
    assert said.lines == (
        "What would restrict less: A bell on the door.",
        "Who was asked, and what each thinks: Joan. And Gareth.",
        "Whether it can wait: After the infection.",
    )
    assert "bell" not in text  # what somebody may change for her copy
    elsewhere = "thinks: said under “Deciding for Maureen: best interests”."
    told.says("sharing", left_out="Gareth, of the money")
    assert Statement(told.conversation()).apart[0].lines[1].endswith(elsewhere)
    told.says("sharing", left_out="").item("people-around", who="Gareth", not_involved=True)
    assert Statement(told.conversation()).apart[0].lines[1].endswith(elsewhere)


def test_an_empty_part_says_once_that_it_was_not_yet_talked_about() -> None:
    for passage in copy_of(layout_of("full"), empty()).reasons:
        assert passage.text == "Not yet talked about.", passage


def test_both_sides_stand_in_one_shape() -> None:
    doing = Example().hoped(DOING, "Joy").feared(DOING, "A fall").conversation()
    as_now = Example().hoped(NOW, "Joy").feared(NOW, "A fall").conversation()
    done, now = Statement(doing).passages[1].lines, Statement(as_now).passages[2].lines
    assert done == ("What could be good: Joy.", "What could go wrong: A fall.")
    assert now == ("What is good as it is: Joy.", "What is lost: A fall.")


def test_how_hard_a_text_is_says_nothing_of_quotations() -> None:
    long = " ".join(["word"] * (LONG + 1)) + "."
    assert long_sentences(f"She goes. {long}") == [long]
    assert not long_sentences(f"She said “{long}” and went.")
    # However many sentences and lines it has, in either kind of marks, and wherever it begins.
    for quotation in (f"“I go. {long} {long}”", f"“I go.\n{long}\nI do.”", f'"I go. {long}"'):
        assert not long_sentences(quotation)
        assert sentences(f"She said: {quotation} She goes.") == [
            f"She said: {quotation}",
            "She goes.",
        ]
    assert long_sentences(f"“I go. I do.” {long}") == [long]
    hard = "Notwithstanding institutional considerations, proportionate interventions necessitate "
    assert not is_plain(
        hard + "multidisciplinary authorisation, documentation and reconsideration."
    )
    assert age_of("She goes.") is None
    assert sentences("She goes. “I do.” Then\nshe rests.") == ["She goes.", "Then", "she rests."]


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


def _said(client: Client, ref: str) -> Conversation:
    with client.app.extensions["riskapp"].db.read() as conn:
        return Conversation(get_entries(conn, find_decision(conn, ref).id), "Ada")


def test_own_words_are_kept_beside_the_composed_and_never_silently_stale(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    first, page = f"/decisions/{ref}/decision", f"/decisions/{ref}/statement"
    as_sunita.post(first, {"choice": "To swim again"}, page=first, status=303)
    why = f"/decisions/{ref}/what-was-decided"
    as_sunita.post(why, {"weight": "The sea is far."}, page=why, status=303)
    assert "“To swim again”." in as_sunita.get(page).text
    as_sunita.post(page, {"action": "begin"}, page=page, status=303)
    begun = _said(as_sunita, ref)
    assert begun.statement["composed"] == Statement(begun).text
    assert "The sea is far." in begun.statement["composed"]
    assert begun.statement["own"] == begun.statement["composed"]  # every word of it
    assert "<del" not in as_sunita.get(page).html  # nothing was taken out yet
    forged = {"own": "Ada wants to swim.", "by": "Sunita", "composed": "forged"}
    as_sunita.post(page, {**forged, "action": "go:statement"}, page=page, status=303)
    said = _said(as_sunita, ref).statement
    assert said["composed"] == begun.statement["composed"]
    shown = as_sunita.get(page)
    assert "Most twelve-year-olds could read this" in shown.text
    assert "<ins class=" in shown.html
    assert "Written before" not in shown.text
    as_sunita.post(first, {"choice": "To swim in the sea"}, page=first, status=303)
    late = as_sunita.get(page).text
    assert "Written before something here changed" in late
    assert "“To swim in the sea”." in late
    # The same words again are written on no new day.
    same = {**{key: said[key] for key in ("own", "by")}, "in_theirs": "yes"}
    as_sunita.post(page, {**same, "action": "go:read-back"}, page=page, status=303)
    assert _said(as_sunita, ref).statement == {**said, "in_theirs": True}
    back = f"/decisions/{ref}/read-back"
    assert "Written before something here changed" in as_sunita.get(back).text
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    full, person = (as_sunita.get(f"/decisions/{ref}/versions/1/{x}") for x in ("full", "person"))
    for copy in (full, person):
        assert "As Sunita puts it" in copy.text
        assert "Ada wants to swim." in copy.text
        assert "Written before something here changed" in copy.text
    assert "“To swim in the sea”." in full.text
    assert "“To swim in the sea”." not in person.text  # the composed words are not beside hers
    assert "<del>" in full.html
    assert "<del>" not in person.html  # what was composed that day may say what her copy withholds


def test_a_sealed_copy_says_what_the_screen_said(as_sunita: Client) -> None:
    ref = hold(ClientTypist(as_sunita), story("cruise"))
    with as_sunita.app.extensions["riskapp"].db.read() as conn:
        found = find_decision(conn, ref)
        talk = Conversation(get_entries(conn, found.id), found.called_by)
    full = " ".join(as_sunita.get(f"/decisions/{ref}/versions/1/full").text.split())
    for passage in Statement(talk).passages:
        said = passage.text if passage.lines else "not yet talked about"
        assert " ".join(f"{passage.title} {said}".split()) in full


def test_what_was_given_most_weight_stands_whole_and_nothing_is_cut_within_a_sentence() -> None:
    """Its first sentence alone stood there: the good of it, without what it was weighed against."""
    good = "His evening is the one part of the day that is his."
    feared = "The fire risk is real and lies also with the neighbours, who did not choose it"
    weight = " ".join([good, f"{feared}.", *["It was weighed with him, line by line."] * 12])
    worry = "Ash falls on his clothes, " + "on the throw and on the bed, " * 14 + "and he sleeps"
    told = Example().says(STEP.slug, decided="He smokes.", weight=weight)
    told.feared(DOING, f"{worry}. He would not wake.")
    told.feared(DOING, "Ash.\nSmoke. " + "It is on everything he has. " * 20)
    told.feared(DOING, "word " * 500)
    text = Statement(told.conversation()).text
    assert f"What was given most weight, and why: {weight}" in text.splitlines()
    assert f"{worry}. …" in text
    assert "Ash. Smoke. It is on everything he has." in text
    assert "everything he has. … word word" in text
    assert "word word …" in text  # what ends no sentence in a thousand letters
    assert "All of it stands" not in text
    longest = f"{good} " * 100
    told.says(STEP.slug, weight=longest)
    line = next(x for x in Statement(told.conversation()).text.splitlines() if good in x)
    assert line.endswith(f"{good} … {WHOLE_ELSEWHERE}")
    assert len(line) < WEIGHED_WHOLE + 200
