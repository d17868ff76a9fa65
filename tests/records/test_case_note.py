"""A case note: never more than 150 words, always the same, never one side without the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from riskapp.decision import case_note as notes
from riskapp.decision.case_note import case_note
from riskapp.decision.case_note.cutting import MOST_WORDS, at_clause, shortened
from riskapp.decision.layouts import DRAFT, layout_of
from riskapp.decision.reasons import Statement
from riskapp.decision.rules import OF_ALL
from riskapp.platform.versions.rows import Rows
from tests.records.people import DIGEST, Found, Talking, empty, lionel, long, maureen, rows_for
from tests.records.reading import copy_of, page_of, twin_of, words_of_html

NOTE = layout_of("note")


def note_of(rows: Rows) -> str:
    return case_note(copy_of(NOTE, rows))


def said(text: str, **more: Any) -> Rows:
    """A record in which everything a note carries is `text`."""
    talk = Talking()
    talk.say("decision", choice=text, title=text[:200], why_now=text)
    for is_now in (None, True):
        option = talk.say("options", is_now=is_now)
        talk.under(option, "still", text=text)
    talk.say("what-was-decided", decided=text, weight=text, because=text, **more)
    talk.say("differences", who="Joan", view=text)
    talk.say("if-it-goes-wrong", look_again_if=text[:400])
    talk.say("read-back", disagrees=text, could_not=text)
    return rows_for(Found(), talk.entries)


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "Yes. No. " * 400,
        "One sentence that goes on and on, with commas, and never ends " * 300,
        "x" * 20_000,
        "他想自己走去菜园。" * 2_000,
        "أريد أن أصلي. " * 900,
        "\n".join(["a line"] * 700),
    ],
)
def test_a_note_is_never_longer_than_150_words(text: str) -> None:
    note = note_of(said(text))
    assert len(note.split()) <= MOST_WORDS
    assert len(note) < 150 * 30
    assert "RA-0042" in note
    assert note.count("“") == note.count("”")


@pytest.mark.parametrize("rows", [maureen, empty, long])
def test_the_same_record_gives_the_same_note(rows: Any) -> None:
    assert note_of(rows()) == note_of(rows())
    assert len(note_of(rows()).split()) <= MOST_WORDS


def test_a_short_record_stands_whole() -> None:
    note = note_of(said("A word or two."))
    assert "More in" not in note
    assert note.count("A word or two.") >= 10


def test_a_longer_record_is_cut_at_the_ends_of_sentences_and_says_where_the_rest_is() -> None:
    note = note_of(maureen())
    last = "More in RA-0042: What could still happen; Technology; What helps; We agreed not to; reasons."
    assert note.splitlines()[-1] == last
    assert "“I want to walk to the allotment on my own.” (goes on)." in note
    assert "I have had that plot" not in note
    assert "Where people stand: Different views: Maureen’s own choice goes ahead.\n" in note


def test_both_sides_may_be_cut_at_a_comma_and_say_so() -> None:
    rows = maureen()
    rows["both-sides.marks"]["value"] = None
    note = note_of(rows)
    assert "Could still happen if done: She could fall or lose her way…\n" in note
    assert "Could still happen as now: She stops gardening within a year…\n" in note


def test_of_much_to_decide_the_first_sentence_stands_and_nobody_who_differs_loses_their_view() -> (
    None
):
    rows = lionel()
    note = note_of(rows)
    decided = "Lionel smokes in bed, sitting up, until ten, on the quilt that does not catch fire."
    assert f"Decided 25\N{NO-BREAK SPACE}November 2026: {decided} …\n" in note
    sister = "Cerys, his sister: He should give it up, or smoke where somebody sits with him."
    assert (
        f"Sees it differently: {sister} The landlord: The tenancy says no smoking indoors." in note
    )
    assert "Look again: 8 January 2027. …" in note
    assert "Why now:" not in note
    assert "Most weight:" not in note


def test_the_time_of_sealing_goes_before_any_word_that_was_said() -> None:
    seen = set()
    for words in range(80, 140):
        talk = Talking()
        talk.say("what-was-decided", decided=" ".join(["word"] * words))
        note = note_of(rows_for(Found(), talk.entries))
        seen.add(("4.20" in note, "More in" not in note))
    assert seen == {(True, True), (False, True), (False, False)}


def test_a_restriction_is_named_with_its_end_and_of_other_help_what_it_is() -> None:
    note = note_of(maureen())
    named = "No walk alone when the towpath is flooded or it is dark"
    ends = "It ends on 31\N{NO-BREAK SPACE}March 2027 unless renewed."
    assert f"A restriction: {named}. {ends}\n" in note
    assert note.index("Matters most") < note.index("A restriction") < note.index("Sees it")
    talk = Talking()
    for what, stands in (("A rail", "agreed"), ("A sitter", "not-wanted"), ("A bell", None)):
        talk.say("mitigations", what=what, rung="people", stands=stands, does="It steadies him.")
    note = note_of(rows_for(Found(), talk.entries))
    assert "What helps: A rail; A bell.\nNot wanted by Maureen: A sitter.\n" in note
    assert "steadies" not in note


def test_a_restriction_without_an_end_says_so() -> None:
    talk = Talking()
    talk.say("mitigations", what="The door is locked at night.", rung="restriction")
    note = note_of(rows_for(Found(), talk.entries))
    assert "A restriction, with no end talked about yet: The door is locked at night.\n" in note


def test_one_side_that_nobody_talked_about_stands_beside_the_other() -> None:
    talk = Talking()
    talk.under(talk.say("options"), "still", text="She could fall.")
    talk.say("options", is_now=True)
    note = note_of(rows_for(Found(), talk.entries))
    assert "Could still happen as now: not yet talked about." in note


def test_where_people_stand_stays_when_its_reason_goes() -> None:
    note = note_of(said("word " * 29 + "end.", ending="withdrawn"))
    assert "Where people stand: Withdrawn.\n" in note
    assert "By whom or why" in note.splitlines()[-1]


def test_of_more_than_two_ways_the_others_are_named() -> None:
    talk = Talking()
    for title, is_now in (("I walk", None), ("Ruth walks too", True), ("Two set routes", None)):
        option = talk.say("options", title=title, is_now=is_now)
        talk.under(option, "still", text="He could fall.")
    note = note_of(rows_for(Found(), talk.entries))
    assert "Could still happen if done: He could fall.\n" in note
    assert "Could still happen as now: He could fall.\n" in note
    assert "Could still happen (Two set routes): He could fall.\n" in note
    assert "I walk" not in note


@pytest.mark.parametrize("words", range(1, 60))
def test_what_could_still_happen_is_there_for_both_sides_or_for_none(words: int) -> None:
    note = note_of(said(" ".join(["word"] * words) + ". And more."))
    assert note.count("Could still happen if done:") == note.count("happen as now:")


def test_dissent_and_the_persons_own_disagreement_come_before_reasons() -> None:
    note = note_of(maureen())
    assert "Sees it differently: Joan, her daughter; the words are in the record.\n" in note
    assert note.count("“") == note.count("”")
    assert "Maureen does not agree: “I don’t agree with the bit about the dark." in note
    assert "Most weight:" not in note


ALAN = ("Alan, her partner", "I want her home. I can’t do the nights.")
PRIYA = (
    "Priya, her daughter",
    "She should be safe at night. I would take her myself, but for the stairs (two flights of them).",
)
AT = ("Derek, who has the plot beside hers", "I would let her come. Not on her own.")


def seen_otherwise(views: Sequence[tuple[str, str]], words: int) -> str:
    """The line of the views, where so many words were decided and what matters most is marked."""
    talk = Talking()
    talk.say("decision", choice="I want to go home. I will not stay here.", why_now="word " * 30)
    option = talk.say("options", title="I go home")
    for side, text in (("benefit", "My own bed, and Alan"), ("harm", "I fall at night")):
        marks = [talk.under(option, "consequences", side=side, text=text)]
    talk.say("both-sides", marks=marks)
    talk.say("what-was-decided", decided="word " * words, ending="agreed-concerns")
    for who, view in views:
        talk.say("differences", who=who, view=view)
    lines = note_of(rows_for(Found(called_by="Marian"), talk.entries)).splitlines()
    (line,) = (one for one in lines if one.startswith("Sees it differently: "))
    return line.removeprefix("Sees it differently: ")


@pytest.mark.parametrize("views", [(ALAN,), (PRIYA,), (ALAN, PRIYA), (PRIYA, AT, ALAN)])
def test_a_view_stands_whole_or_its_line_says_whose_it_is_and_where_the_words_are(
    views: Sequence[tuple[str, str]],
) -> None:
    """Cut to its first sentence, somebody who sees it differently seemed to agree."""
    seen = set()
    for words in range(5, 120, 2):
        line = seen_otherwise(views, words)
        whole = [who for who, view in views if f"{who}: {view}" in line]
        others = [who for who, _view in views if who not in whole]
        said = [f"{who}: {view}" for who, view in views if who in whole]
        told = [f"{'; '.join(others)}; the words are in the record."] if others else []
        assert line == " ".join([*said, *told])
        seen.add(len(whole))
    assert seen == {0, len(views)}


def test_where_not_all_views_have_room_none_has_its_words_and_all_are_named_as_entered() -> None:
    """A torn daughter's words stood, and the real objection, entered first, was only named."""
    no = "She is not safe to go. She was found in the car park twice in October."
    views = (("Carol", no), ("The home", "Word " * 60), ("Jan", "I want her to have it."))
    for words in range(20, 60, 5):
        line = seen_otherwise(views, words)
        assert line == "Carol; The home; Jan; the words are in the record."
    assert seen_otherwise((views[0], views[2]), 20) == f"Carol: {no} Jan: I want her to have it."


def test_of_many_who_see_it_differently_some_are_named_and_the_others_counted() -> None:
    many = [(f"Somebody with a long name, number {n}", "No. " * 60) for n in range(20)]
    line = seen_otherwise(many, 40)
    assert line.startswith("Somebody with a long name, number 0; ")
    assert line.endswith("; and 17 more; the words are in the record.")


def test_an_attorneys_words_stand_whole_or_are_in_the_record() -> None:
    says, seen = "I agree that she goes home. But she is not to be alone at night, ever.", set()
    for words in range(60, 130):
        talk = Talking()
        talk.say("decision", choice="I want to go home.")
        talk.say("what-was-decided", decided="word " * words)
        talk.say("powers", who="Joan", kind="attorney-welfare", says=says)
        note = note_of(rows_for(Found(), talk.entries))
        seen.add(note.partition("Attorney, deputy or court: ")[2].partition("\n")[0])
    whole, named = f"Joan: {says}", "Joan; the words are in the record."
    assert {whole, named} <= seen <= {whole, named, ""}


def test_no_line_is_cut_within_a_bracket_and_who_assessed_goes_whole() -> None:
    seen = set()
    for words in range(40, 140):
        talk = Talking()
        talk.say(
            "decision", choice="I want to go home (with Mr. Alan Shaw and the cat, to my bed)."
        )
        talk.say("mitigations", what="A rail (in the bathroom, by the door and by the bath)")
        talk.say("what-was-decided", decided="word " * words, because="word (a, b c d, e) " * 9)
        who = "Sunita Rao, social worker"
        talk.say("doors", capacity="opened")
        talk.say("assessments", who=who, conclusion="could-not", on="2026-11-26")
        note = note_of(rows_for(Found(), talk.entries))
        assert all(one.count("(") == one.count(")") for one in note.splitlines())
        seen.add(note.partition("Capacity: ")[2].partition("\n")[0])
    assert seen == {f"could not decide this ({who}, 26 November 2026)."}


def test_what_helps_is_named_so_that_it_says_something_or_counted() -> None:
    nurses = "District nurses see to the dressing on her heel three times a week"
    helps = (
        f"{nurses}, and ring the surgery on the same day",
        "Carers every day to wash and dress her and to see that she has had something hot to eat",
        "A raised seat and a rail in the bathroom",
        "Alan’s sister on Wednesdays",
    )
    named = (f"{nurses}…", "", helps[2], helps[3])
    lines = set()
    for words in range(10, 120):
        talk = Talking()
        talk.say("decision", choice="I want to go home.")
        for what in helps:
            talk.say("mitigations", what=what, rung="people", stands="agreed")
        talk.say("what-was-decided", decided="word " * words)
        note = note_of(rows_for(Found(), talk.entries))
        lines |= {one for one in note.splitlines() if one.startswith("What helps: ")}
    told = [[one for n, one in enumerate(named) if n in kept] for kept in ((3,), (2, 3), (0, 2, 3))]
    expected = {f"What helps: {'; '.join(helps)}."}
    for one in told:
        expected.add(f"What helps: {'; '.join(one)}; and {4 - len(one)} more in the record.")
    assert lines == expected


def test_what_could_still_happen_on_both_sides_stands_before_what_helps() -> None:
    seen = set()
    for words in range(5, 120):
        talk = Talking()
        for is_now, text in ((None, "She could fall at night."), (True, "She could give up.")):
            talk.under(talk.say("options", is_now=is_now), "still", text=text)
        for what in ("A raised seat and a rail in the bathroom", "Alan’s sister on Wednesdays"):
            talk.say("mitigations", what=what, rung="people", stands="agreed")
        talk.say("what-was-decided", decided="word " * words)
        note = note_of(rows_for(Found(), talk.entries))
        lines = [f"{begins}:" in note for begins in ("Could still happen if done", "What helps")]
        seen.add(tuple(lines))
        left = note.partition("More in RA-0042:")[2]
        assert lines[0] or "What could still happen" in left
    assert (True, False) in seen


def watched(**more: Any) -> Rows:
    """A walk with a locator, in a later version; `more` fills what was decided."""
    talk = Talking()
    talk.say("decision", choice="I want to walk out on my own.", why_now="He was lost once.")
    option = talk.say("options")
    mark = talk.under(option, "consequences", text="I feel like myself", side="benefit")
    talk.under(option, "consequences", text="He likes the lanes", side="benefit")
    talk.say("both-sides", marks=[mark])
    technology = {"what": "A locator in his coat", "rung": "technology", "sees": "Ruth alone"}
    talk.say("mitigations", **technology, agreed_how="He sewed it in.", until="2027-03-10")
    talk.say("mitigations", what="A tag", rung="technology", stands="not-wanted")
    talk.say("if-it-goes-wrong", not_to="Lock the door\nStop the walks")
    talk.say("looking-again", why="He was found and brought home.")
    talk.say("what-was-decided", **more)
    return rows_for(Found(), talk.entries)


def test_a_note_has_what_matters_most_what_watches_and_what_was_agreed_and_changed() -> None:
    note = note_of(watched(decided="He walks."))
    assert "Matters most: hoped for: I feel like myself.\n" in note
    watching = "Technology: A locator in his coat. Agreed: He sewed it in."
    assert f"{watching} It is used until 10\N{NO-BREAK SPACE}March 2027.\n" in note
    assert "We agreed not to: Lock the door. Stop the walks.\n" in note
    assert "What has changed: He was found and brought home.\n" in note
    assert not [one for one in ("lanes", "Ruth alone") if one in note]
    assert note.count("A tag") == note.count("Not wanted by Maureen: A tag.\n") == 1


def test_every_line_that_has_no_room_is_named_and_nothing_unsaid_takes_one() -> None:
    whole = note_of(watched(decided="He walks.")).splitlines()
    begins = [line.partition(":")[0] for line in whole[1:] if "not yet talked about" not in line]
    assert len(begins) > 6
    for words in range(80, 140, 10):
        head, unsaid, *kept, last = note_of(watched(decided="word " * words)).splitlines()
        assert unsaid.startswith("Not yet talked about: Whose choice; ")
        assert "not yet talked about" not in " ".join(kept)
        assert len(" ".join([head, unsaid, *kept, last]).split()) <= MOST_WORDS
        for name in begins:
            named = "reasons" if name == "Why now" else name
            assert any(line.startswith(f"{name}:") for line in kept) != (named in last)


def test_what_was_not_talked_about_is_said_to_be_so() -> None:
    assert note_of(empty()).count("not yet talked about") == 5


def test_a_sentence_too_long_for_a_note_ends_in_an_ellipsis() -> None:
    assert shortened("one two three four", 2) == "one two…"
    assert shortened("one two", 2) == "one two"
    assert len(shortened("x" * 5_000, 3)) < 80
    assert DIGEST not in note_of(maureen())


def test_what_no_line_has_room_for_is_named_and_the_persons_no_stands() -> None:
    lock = (
        "The front door is kept locked from nine at night until seven in the morning, and the key "
    )
    lock += "stays with whoever is on the shift that night"
    talk = Talking()
    talk.say("decision", choice="I want to walk to the shop alone.")
    talk.say("what-was-decided", decided=lock, whose="best-interests", ending="decided-for")
    talk.say("read-back", taking_part="disagrees", disagrees="I do not agree with any lock.")
    for number in range(9):
        talk.say("mitigations", what=f"{lock}, {number}", rung="restriction")
    talk.say("differences", who="Joan, her daughter", view="This is a prison.")
    note = note_of(rows_for(Found(), talk.entries))
    assert len(note.split()) <= MOST_WORDS
    assert "I do not agree with any lock." in note
    last = note.splitlines()[-1]
    assert last.startswith("More in RA-0042: ")
    named = ("A restriction", "Sees it differently", "Look again", "Maureen wants")
    assert all(begins in note for begins in named)


def test_a_restriction_stands_beside_views_a_disagreement_and_what_was_said_since() -> None:
    """It is what a colleague must know next to the decision: it is cut, and does not go."""
    talk = Talking()
    long = " ".join(["This goes on for longer than a note has room for, and then some more."] * 9)
    talk.say("decision", choice=f"I want to walk to the shop alone. {long}", why_now=long)
    talk.say("what-was-decided", decided=f"She walks with somebody. {long}", because=long)
    talk.say("read-back", disagrees=f"I do not agree with the lock. {long}")
    talk.say("mitigations", what=f"The door is locked at night, {long}", rung="restriction")
    for who in ("Joan", "Derek"):
        talk.say("differences", who=who, view=f"{who} would have it another way. {long}")
    since = "I was not asked about the key at all, not once, and nobody told me who has it"
    talk.say("addenda", kind="disagrees", words=f"{since}. {long}", of_what=OF_ALL)
    note = note_of(rows_for(Found(), talk.entries))
    assert (
        "\nA restriction, shortened, with no end talked about yet: The door is locked at night"
        in note
    )
    assert "I do not agree with the lock." in note
    assert "I was not asked about the key" in note
    assert len(note.split()) <= MOST_WORDS


def test_what_was_concluded_stands_on_page_one_in_the_reasons_and_in_the_note() -> None:
    """Assessors who differ, side by side, and on no paper that may lie on a table."""
    talk = Talking()
    talk.say("decision", choice="I want to walk out on my own.")
    talk.say("doors", capacity="opened", capacity_for="She could not say why.")
    for who, code, on in (("Dr A", "could-not", "2026-10-03"), ("Dr B", "could", "2026-10-05")):
        talk.say("assessments", who=who, conclusion=code, on=on, support="Pictures.")
    talk.say("powers", who="Joan", kind="attorney-welfare", says="She is against it.", scope="All.")
    talk.say("powers", who="Derek", kind="advocate", says="Not named.")
    rows = rows_for(Found(), talk.entries)
    found = "Dr A, 3\xa0October 2026: could not make this decision then"
    other = "Dr B, 5\xa0October 2026: could make this decision then"
    acts = "Joan, an attorney for health and welfare: She is against it."
    note = note_of(rows)
    told = (
        "could decide this (Dr B, 5 October 2026); earlier: could not decide this (Dr A, 3 October"
    )
    assert f"Capacity: {told}" in note
    assert "Attorney, deputy or court: Joan: She is against it." in note
    assert not [word for word in ("Pictures", "All.", "Not named") if word in note]
    full = copy_of(layout_of("full"), rows)
    first, second = "could not make this decision then", "could make this decision then"
    on_page_one = f"{first} (Dr A, 3\xa0October 2026); {second} (Dr B, 5\xa0October 2026)"
    assert full.capacity_words == on_page_one
    page = words_of_html(page_of(layout_of("full"), rows).html)
    assert f"Capacity: {on_page_one}.".replace("\xa0", " ") in page
    named = "Derek, an advocate: Not named."
    assert full.reasons[-1].lines == (f"{found}.", f"{other}.", acts, named)
    assert "October" not in Statement(full.talk).text  # what somebody may change for her copy
    for layout in (layout_of("person"), DRAFT):
        assert not Statement(copy_of(layout, rows).talk).apart


def test_a_long_sentence_of_the_wish_and_the_decision_stands_whole_before_what_may_go() -> None:
    wish = "I want " + " ".join(["to hear the bells on Sunday and"] * 5) + " to be in my own bed."
    decided = (
        "She stays " + " ".join(["with the pendant and the lamp and"] * 5) + " nobody at night."
    )
    more = " ".join(["This may go where there is no room for it, and it is long enough to."] * 4)
    talk = Talking()
    talk.say("decision", choice=f"{wish} {more}", why_now=more)
    talk.say("what-was-decided", decided=f"{decided} {more}", weight=more)
    talk.say("if-it-goes-wrong", look_again_if=more[:300])
    note = note_of(rows_for(Found(), talk.entries))
    assert len(note.split()) <= MOST_WORDS
    assert f"“{wish}” (goes on).\n" in note
    assert f"Decided: {decided} " in note


def test_a_later_version_names_what_came_about_and_what_did_not_however_much_there_is() -> None:
    talk = Talking()
    long = " ".join(["This goes on for longer than a note has room for, and then some more."] * 6)
    talk.say("decision", choice=f"I want to walk. {long}", why_now=long)
    talk.say("what-was-decided", decided=f"She walks. {long}", weight=long, because=long)
    talk.say("what-now", now="carry_on")
    fall = "She falls on the towpath and lies there until somebody comes by in the morning"
    for was, happened in ((f"{fall}.", "did-not"), ("She sees Derek.", "yes"), (long, "did-not")):
        talk.say("came-about", was=was, happened=happened)
    note = note_of(rows_for(Found(), talk.entries))
    assert len(note.split()) <= MOST_WORDS
    fell = "It did not happen: She falls on the towpath and lies there until…; This goes on for"
    assert f"How it went: Carry on as it is. {fell} longer than a note has…" in note
    assert " It happened: She sees Derek.\n" in note


@pytest.mark.parametrize("words", range(5, 75, 5))
def test_a_later_version_says_what_changed_in_whole_sentences_before_all_but_the_decision(
    words: int,
) -> None:
    """It stood among what was left out, and nobody could tell why there was a version 2."""
    talk, long = (
        Talking(),
        " ".join(["This goes on for longer than there is room for, and more."] * 6),
    )
    rang = "The ship’s doctor rang: she will not give the injection, and nobody is there at night."
    talk.say("decision", choice=f"I want to go on this one. {long}", why_now=long)
    talk.say("what-was-decided", decided="word " * words, because=long, weight=long)
    talk.say("looking-again", why=f"{rang} The plan cannot stand as it was. {long}")
    talk.say("mitigations", what=f"She stays on board. {long}", rung="restriction")
    talk.say("mitigations", what="A cabin they share", rung="people")
    talk.say("differences", who="Carol", view=long)
    lines = note_of(rows_for(Found(), talk.entries)).splitlines()
    (changed,) = (n for n, line in enumerate(lines) if line.startswith("What has changed: "))
    assert lines[changed - 1].startswith("Decided: ")
    assert lines[changed].startswith(f"What has changed: {rang}")
    assert re.search(r"\. …$", lines[changed])
    assert len(" ".join(lines).split()) <= MOST_WORDS


WALKS = (
    "The trial goes on to the end of its six weeks: he walks by himself with the locator in his coat, "
    "linked to Jo’s phone, and is home before dark. Run with Amira Shah, occupational therapist."
)
WALKING = (
    "I’m not an invalid. If I can’t walk I may as well be dead. I want to go on walking by myself, "
    "every day, the way I always have."
)
LOOKED_AT = (
    ("I’m my own man again. I go where my feet take me.", "yes"),
    ("The fright when he is lost", "did-not"),
    ("He gets lost, and is out for hours, cold, or in the dark", "a-little"),
    ("Jo’s anxiety while he is out, above all at night", "yes"),
)


def tried(decided: str = WALKS, looked_at: int = 1, wish: str = WALKING) -> Rows:
    """A second version of a trial, with so many times what came about."""
    talk = Talking()
    why = "He was lost for hours in August, and since then Jo goes with him or he stays in."
    talk.say("decision", choice=wish, title="walking by himself", why_now=why)
    way = talk.say("options", title="I walk by myself, with the locator in my coat")
    texts = ("I’m my own man again", "The fright when he is lost", "I’m treated like a parcel")
    marks = [talk.under(way, "consequences", text=text, side="benefit") for text in texts]
    talk.say("both-sides", marks=marks)
    talk.under(way, "still", text="He could still be lost for an hour, cold and frightened.")
    locator = {"what": "A locator in his coat, lent by the store", "rung": "technology"}
    talk.say("mitigations", **locator, agreed_how="He said yes twice.", until="2027-01-08")
    talk.say("mitigations", what="He tells Jo which way he is going", rung="own")
    talk.say(
        "what-was-decided", decided=decided, whose="person", ending="agreed-concerns", weight=why
    )
    view = "I’m glad for him, and I’ll lie awake. I don’t want him out after dark."
    talk.say("differences", who="Jo, his partner", view=view)
    not_to = "Stop the walks after one bad day\nLock the door"
    talk.say("if-it-goes-wrong", look_again_on="2027-01-08", look_again_if="He asks", not_to=not_to)
    talk.say("looking-again", why="His six weeks are half over.")
    talk.say("what-now", now="change", decided_on="2026-11-27")
    for was, happened in LOOKED_AT * looked_at:
        talk.say("came-about", was=was, happened=happened)
    return rows_for(Found(called_by="Mr N"), talk.entries)


def test_what_was_decided_stands_whole_before_what_may_go() -> None:
    note = note_of(tried())
    assert f"Decided: {WALKS}\n" in note
    assert "Sees it differently: Jo, his partner; the words are in the record.\n" in note
    assert len(note.split()) <= MOST_WORDS
    begun = note_of(tried(f"{WALKS} {'And so on, for longer than a note has room for. ' * 9}"))
    assert "and is home before dark. " in begun  # its first sentence, as before


def test_what_a_review_looked_at_stands_each_or_says_how_many_more() -> None:
    note = note_of(tried("He walks by himself with the locator, home before dark."))
    for begun in ("The fright when he", "He gets lost", "I’m my own man", "Jo’s anxiety while he"):
        assert begun in note
    (line,) = (one for one in note_of(tried(looked_at=5)).splitlines() if "How it went" in one)
    each = (
        "It did not happen: The fright when he… In part: He gets lost… It happened: I’m my own man…"
    )
    assert line == f"How it went: Change something. {each} And 17 more."


def test_a_wish_that_is_cut_begins_with_its_few_words_where_the_rest_does_not_tell_them() -> None:
    wish = "I’m not an invalid. If he can’t walk he may as well be dead. They want him in. "
    note = note_of(tried(wish=wish * 2))
    assert "Mr N wants (walking by himself): “I’m not an invalid.” (goes on).\n" in note
    assert "Maureen wants: “I want to walk to the allotment on my own.” (goes on)." in note_of(
        maureen()
    )
    whole = note_of(said("A word or two."))
    assert "Maureen wants: “A word or two.”\n" in whole


def crowded() -> Rows:
    """More of everything that matters than a note has room for."""
    talk = Talking()
    wish = "I want to live at home with Carol when I come out. I have lived there for forty years. "
    talk.say("decision", choice=f"{wish}I know where everything is.", why_now="The ward is full.")
    home, ward = talk.say("options", title="I go home"), talk.say("options", is_now=True)
    said = (
        (home, "benefit", "My own bed, my own kettle, and Carol to talk to in the evening"),
        (home, "harm", "He falls on the stairs at night, and nobody hears him until morning"),
        (ward, "harm", "I lose my legs lying here, and I get lower with every day of it"),
    )
    marks = [talk.under(at, "consequences", side=side, text=text) for at, side, text in said]
    talk.say("both-sides", marks=marks)
    limit = "He comes out when the ramp is in and Carol has had two nights of rest, and until then "
    limit += "he stays on the ward, with the door to the stairs alarmed between ten and six"
    talk.say("mitigations", what=limit, rung="restriction", ends_on="2027-06-30")
    talk.say("mitigations", what="A second rail on the stairs", rung="people")
    decided = "He goes home on 3 December, with a rail on the stairs and a pendant that he wears."
    on = {"decided_on": "2026-11-19", "whose": "person", "ending": "own-choice"}
    talk.say("what-was-decided", decided=decided, ways=[home], weight="His words.", **on)
    talk.say("differences", who="Carol", view="He should wait until the spring, when I am there.")
    talk.say("if-it-goes-wrong", look_again_on="2027-01-08", not_to="Send him back\nTake his key")
    return rows_for(Found(called_by="Malcolm"), talk.entries)


def test_of_what_matters_most_each_stands_whole_or_is_counted_and_a_cut_limit_says_so() -> None:
    note = notes.note_of(copy_of(NOTE, crowded()))
    assert len(note.text.split()) <= MOST_WORDS
    (marked,) = (one for one in note.text.splitlines() if one.startswith("Matters most:"))
    hope = "My own bed, my own kettle, and Carol to talk to in the evening"
    fear = "He falls on the stairs at night, and nobody hears him until morning"
    assert marked == f"Matters most: hoped for: {hope}. feared: {fear}. And 1 more."
    assert "“I want to live at home with Carol when I come out.” (goes on)." in note.text
    (limit,) = (one for one in note.text.splitlines() if one.startswith("A restriction"))
    assert ("alarmed between ten and six" in limit) != ("A restriction, shortened:" in limit)
    assert "It ends on 30\N{NO-BREAK SPACE}June 2027 unless renewed." in limit
    assert "What helps" in note.left_out  # it goes before the wish does
    assert "Sees it differently: Carol:" in note.text


def test_of_the_wish_whole_sentences_stand_from_the_first_and_it_says_that_they_go_on() -> None:
    """Cut within its sentences it could say another thing: “I would go there for a week…”"""
    wish = "I want to go home. I would go there for a week, if Alan is ill. I will not stay there."
    first, second = "I want to go home.", "I would go there for a week, if Alan is ill."
    seen = set()
    for words in range(60, 130):
        talk = Talking()
        talk.say("decision", choice=wish, why_now="word " * 100)
        talk.say("what-was-decided", decided=" ".join(["word"] * words))
        note = note_of(rows_for(Found(), talk.entries))
        seen.add(note.partition("Maureen wants: ")[2].partition("\n")[0])
    assert seen == {f"“{wish}”", f"“{first} {second}” (goes on).", f"“{first}” (goes on)."}


def test_of_what_matters_most_no_sentence_is_cut_and_no_hope_stands_without_the_fear() -> None:
    """“What could go wrong: Mr Dacre is 81…” told nobody what was feared."""
    hopes = ("My plot, and Derek. It is who I am", "The sea")  # counting one takes as many words
    fear = "Mr Dacre is 81, and could not lift her if she fell in the cabin"
    seen = set()
    for words in range(5, 130):
        talk = Talking()
        way = talk.say("options", title="I go")
        marks = [talk.under(way, "consequences", side="benefit", text=text) for text in hopes]
        marks.append(talk.under(way, "consequences", side="harm", text=fear))
        talk.say("both-sides", marks=marks)
        talk.say("what-was-decided", decided=" ".join(["word"] * words))
        note = note_of(rows_for(Found(), talk.entries))
        seen.add(note.partition("Matters most: ")[2].partition("\n")[0])
    good, wrong = "hoped for:", f"feared: {fear}."
    assert seen - {""} == {
        "3 in the record, on both sides.",
        f"{good} The sea. {wrong} And 1 more.",
        f"{good} My plot, and Derek. …; The sea. {wrong}",
        f"{good} My plot, and Derek. It is who I am; The sea. {wrong}",
    }


def wished(wish: str, words: int) -> tuple[str, bool]:
    """What a note has of a wish beside so many words of the decision, and whether it says what helps."""
    talk = Talking()
    talk.say("decision", choice=wish)
    talk.say("mitigations", what="A cabin they share", rung="people")
    talk.say("what-was-decided", decided=" ".join(["word"] * words))
    note = note_of(rows_for(Found(), talk.entries))
    said = note.partition("Maureen wants: ")[2].partition("\n")[0]
    return said, "What helps: " in note


def test_where_a_wish_does_not_fit_what_is_wanted_stands_first_and_before_what_helps() -> None:
    """“We have always cruised.” stood, and not that she wants to go."""
    before, wanted = (
        "We have always cruised.",
        "I want to go on this one with Dennis, sixteen days.",
    )
    after = "It may be the last one. They want me to stay."
    seen = {wished(f"{before} {wanted} {after}", words) for words in range(20, 120)}
    assert {said for said, _helps in seen if said} == {
        f"“… {wanted}” (goes on).",
        f"“{before} {wanted}” (goes on).",
        f"“{before} {wanted} It may be the last one.” (goes on).",
        f"“{before} {wanted} {after}”",
    }
    assert not any(helps for said, helps in seen if "goes on" in said)
    last = {wished(f"{before} {before} {wanted}", words)[0] for words in range(20, 125)}
    assert f"“… {wanted}”" in last


@pytest.mark.parametrize(
    ("said", "is_wanted"),
    [
        ("I’d like to go.", True),
        ("Let me go home.", True),
        ("I still hope to dance.", True),
        ("I do not want to stay.", True),
        ("Joan wants me in a home.", False),
        ("I know they want me to stay.", False),
        ("I would go there for a week.", False),
    ],
)
def test_what_is_wanted_is_what_the_person_says_of_themselves(said: str, is_wanted: bool) -> None:
    wish = f"We have always done it. {said} It is long ago."
    seen = {wished(wish, words)[0] for words in range(60, 125)}
    assert (f"“… {said}” (goes on)." in seen) == is_wanted
    assert ("“We have always done it.” (goes on)." in seen) != is_wanted


def test_the_page_names_above_the_note_what_is_shortened_and_what_is_left_out() -> None:
    rows = crowded()
    note, page = notes.note_of(copy_of(NOTE, rows)), words_of_html(twin_of(NOTE, rows), "main")
    assert {"A restriction", "Matters most"} <= set(note.shortened)
    assert {"Which way", "Why now", "What helps"} <= set(note.left_out)
    assert "reasons" in note.text.splitlines()[-1]
    above = page.partition("As of version")[0]
    assert f"Shortened: {'; '.join(note.shortened)}." in above
    assert f"Left out: {'; '.join(note.left_out)}." in above
    whole = words_of_html(twin_of(NOTE, said("A word or two.")), "main")
    assert "Shortened:" not in whole
    assert "Read this note before" not in whole


def test_a_cut_ends_at_a_clause_where_one_ends_in_time() -> None:
    assert at_clause("He falls at night, and nobody hears him", 6) == "He falls at night…"
    assert at_clause("He falls on the stairs at night", 5) == "He falls on the stairs…"
    assert at_clause("He falls, at night", 6) == "He falls, at night"


HOME = ("benefit", "My own home, my own bed, my own front door")
FALL = ("harm", "I fall and nobody comes until the morning")
LOST = ("harm", "I lose my home and I lose myself")
TEAM = ("Dr Lane, and all of the professionals", "could-not", "2026-08")
JUDGE = ("The judge, Court of Protection", "could", "2026-11-12")


def found_differently(
    words: int = 9, mark: int = 0, *, long: str = "", name: str = "Mrs K"
) -> Rows:
    """Mrs K goes home after a court found that she can decide, in a decision of so many words, what
    matters most longer by so many, and everything else followed by `long`.
    """
    talk = Talking()
    talk.say("decision", choice=f"I am going home to my bungalow. {long}", why_now=f"Now. {long}")
    home, stay = talk.say("options", title="I go home"), talk.say("options", is_now=True)
    more = " and" * mark
    marks = [
        talk.under(way, "consequences", side=side, text=f"{text}{more}", said_by=by)
        for way, (side, text), by in (
            (home, HOME, "person"),
            (home, FALL, "other"),
            (stay, LOST, "person"),
        )
    ]
    talk.say("both-sides", marks=marks)
    talk.under(home, "still", text=f"She could fall. {long}")
    decided = {"whose": "person", "ending": "own-choice", "decided_on": "2026-11-20"}
    talk.say("what-was-decided", decided=" ".join(["word"] * words), because=long, **decided)
    talk.say("doors", capacity="opened")
    for who, code, on in (TEAM, JUDGE):
        talk.say("assessments", who=who, conclusion=code, on=on)
    talk.say("mitigations", what=f"A pendant alarm {long}", rung="technology")
    if long:
        talk.say("mitigations", what=f"The door is locked. {long}", rung="restriction")
    talk.say("differences", who="Ruth, her daughter", view=f"I am afraid for her. {long}".strip())
    talk.say("looking-again", why=f"The judge said that she can decide this. {long}")
    sooner = {"look_again_on": "2026-12-01", "look_again_if": f"she asks {long}"[:400]}
    talk.say("if-it-goes-wrong", **sooner)
    talk.say("read-back", disagrees=f"I can decide. {long}" if long else None)
    return rows_for(Found(called_by=name), talk.entries)


BY_JUDGE = "could decide this (The judge, Court of Protection, 12 November 2026)"
BY_TEAM = "could not decide this (Dr Lane, and all of the professionals, August 2026)"
GOES_ON = "This goes on for longer than there is room for, and then some more. " * 6


@pytest.mark.parametrize("long", ["", GOES_ON])
def test_a_conclusion_stands_with_who_and_when_or_not_at_all_and_whose_choice_never_goes(
    long: str,
) -> None:
    """“Could not decide this; could decide this…” told a colleague both and neither."""
    seen = set()
    for words in range(3, 150, 3):
        note = note_of(found_differently(words, long=long))
        assert len(note.split()) <= MOST_WORDS
        assert "\nWhose choice: Mrs K’s.\n" in note
        seen.add(note.partition("Capacity: ")[2].partition("\n")[0])
    whole = f"{BY_JUDGE}; earlier: {BY_TEAM}."
    sentence = "conclusions differ; the record says who concluded what, and when."
    assert whole in seen or long
    assert seen <= {whole, sentence, ""}


@pytest.mark.parametrize("name", ["Mrs K", "x" * 80, "Anna Maria " * 7])
@pytest.mark.parametrize("long", ["x" * 400, GOES_ON, "No. Yes. " * 80, "a " * 300])
def test_a_note_of_conclusions_that_differ_is_never_longer_than_150_words(
    name: str, long: str
) -> None:
    note = note_of(found_differently(60, 9, long=long, name=name.strip()))
    assert len(note.split()) <= MOST_WORDS
    assert "Whose choice: " in note


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((TEAM,), f"{BY_TEAM}."),
        ((JUDGE, TEAM), f"{BY_JUDGE}; earlier: {BY_TEAM}."),
        (
            (("Dr A", "could", "2026"), ("Dr B", "could-not", "2026-03")),
            "conclusions differ: could decide this (Dr A, 2026); could not decide this (Dr B, March 2026).",
        ),
        (
            (("Dr A", "could", None), ("Dr B", "could-not", "2026-03")),
            "conclusions differ: could decide this (Dr A); could not decide this (Dr B, March 2026).",
        ),
        (
            (("Dr A", "could", "2026-03"), ("Dr B", "could", "2026-05")),
            "could decide this (Dr B, May 2026; Dr A, March 2026).",
        ),
        (
            tuple((f"Somebody with a long name, number {n}", "could", "2026") for n in range(10)),
            "it was assessed; the record says who concluded what, and when.",
        ),
    ],
)
def test_conclusions_stand_from_the_last_or_are_said_to_differ(
    found: Sequence[tuple[str, str, str]], told: str
) -> None:
    talk = Talking()
    talk.say("doors", capacity="opened")
    talk.say("what-was-decided", decided="word " * 80)
    for who, code, on in found:
        talk.say("assessments", who=who, conclusion=code, on=on)
    note = note_of(rows_for(Found(), talk.entries))
    assert f"Capacity: {told}\n" in note


@pytest.mark.parametrize("mark", range(0, 30, 3))
@pytest.mark.parametrize("long", ["", GOES_ON])
def test_of_what_matters_most_a_hope_and_a_fear_stand_or_only_how_many(
    mark: int, long: str
) -> None:
    """“I fall and nobody comes until the morning. And 2 more”: the hope was one of them."""
    for words in range(3, 140, 7):
        note = note_of(found_differently(words, mark, long=long))
        assert len(note.split()) <= MOST_WORDS
        line = note.partition("Matters most: ")[2].partition("\n")[0]
        is_hope, is_fear = "hoped for: “My own home" in line, "feared: I fall" in line
        assert is_hope == is_fear
        assert is_hope or line in ("", "3 in the record, on both sides.")
        assert ("lost now: “I lose" in line) <= is_fear


@pytest.mark.parametrize(
    ("marks", "pair"),
    [
        ((("go", "benefit"), ("now", "harm")), "hoped for: word. lost now: word."),
        ((("go", "harm"), ("now", "benefit")), "feared: word. good now: word."),
        ((("go", "harm"), ("now", "harm"), ("go", "harm")), "feared: word. lost now: word. And 1"),
        ((("go", "benefit"), ("now", "benefit")), "hoped for: word. good now: word."),
        (
            (("go", "benefit"), ("now", "benefit"), ("now", "harm")),
            "good now: word. lost now: word. And 1",
        ),
    ],
)
def test_where_one_side_alone_is_marked_something_of_a_way_and_of_now_stands(
    marks: Sequence[tuple[str, str]], pair: str
) -> None:
    lines = set()
    for words in range(80, 140):
        talk = Talking()
        ways = {"go": talk.say("options", title="I go"), "now": talk.say("options", is_now=True)}
        text = f"word{' and' * 6}"
        said = [talk.under(ways[way], "consequences", side=s, text=text) for way, s in marks]
        talk.say("both-sides", marks=said)
        talk.say("what-was-decided", decided=" ".join(["word"] * words))
        note = note_of(rows_for(Found(), talk.entries))
        lines.add(note.partition("Matters most: ")[2].partition("\n")[0].replace(" and", ""))
    assert any(line.startswith(pair) for line in lines)
    assert all(line.count("word") != 1 for line in lines)


def test_what_is_marked_in_the_persons_own_words_is_quoted_as_a_wish_is() -> None:
    talk = Talking()
    way = talk.say("options", title="I go")
    said = (
        ("benefit", "My plot. It is who I am.", "person", None),
        ("harm", "She could ‘fall’", "person", None),
        ("harm", "I “worry”", "other", "Joan"),
    )
    marks = [
        talk.under(way, "consequences", side=side, text=text, said_by=by, to_whom=whom)
        for side, text, by, whom in said
    ]
    talk.say("both-sides", marks=marks)
    lines = set()
    for words in range(60, 130):
        talk.say("what-was-decided", decided=" ".join(["word"] * words))
        note = note_of(rows_for(Found(), talk.entries))
        talk.every.pop()
        lines.add(note.partition("Matters most: ")[2].partition("\n")[0])
    fears = "feared: She could ‘fall’; Joan: I ‘worry’."
    assert f"hoped for: “My plot. It is who I am”. {fears}" in lines
    assert f"hoped for: “My plot.” (goes on). {fears}" in lines
