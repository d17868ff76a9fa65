"""What changed between two sealed versions: word by word, whatever number an item has by now."""

from __future__ import annotations

from cProfile import Profile
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from riskapp.decision.asked_before import before_rows
from riskapp.decision.changes import what_changed
from riskapp.decision.layouts import layout_of
from riskapp.decision.word_by_word import (
    ADDED,
    GONE,
    MOST_WORK,
    SAME,
    Piece,
    Room,
    compare,
    readable,
    shortened,
)
from riskapp.platform.db import Database
from riskapp.platform.versions.rows import Rows
from tests.app import Client, make_app
from tests.browser.world import begin
from tests.records.marked import marked_rows
from tests.records.people import Found, Talking, rows_for
from tests.records.reading import twin_of


def rows(first: str, *, still_there: bool, decided_on: str) -> Rows:
    talk = Talking()
    do = talk.say("options", title="I walk")
    talk.say("options", title="I am driven", is_now=True)
    if still_there:
        talk.under(do, "consequences", text="The lorries on Mill Lane", side="harm")
    kept = talk.under(do, "consequences", text=first, side="benefit")
    talk.say("both-sides", marks=[kept])
    talk.say("what-was-decided", decided_on=decided_on)
    return rows_for(Found(), talk.entries)


def test_an_answer_is_compared_word_by_word() -> None:
    assert compare("Joan rings on Fridays", "Joan rings every Friday") == [
        Piece(SAME, "Joan rings "),
        Piece(GONE, "on Fridays"),
        Piece(ADDED, "every Friday"),
    ]
    assert compare("", "All new") == [Piece(ADDED, "All new")]
    assert compare("She goes\nalone.", "She goes alone.") == [Piece(SAME, "She goes alone.")]


REWRITTEN = (
    "The medicine may be changed by the doctor next week",
    "She sleeps badly without the medicine the doctor will not change before next month",
)


@pytest.mark.parametrize(
    ("before", "after", "is_whole"),
    [
        (*REWRITTEN, True),
        ("20 November 2026", "4 December 2026", True),
        ("Joan rings on Fridays", "Joan rings every Friday", False),
        ("Twice a week", "Once a week", False),
        ("She walks by day", "She walks by day. " + "And she rings. " * 9, False),
        ("She walks by day", "He walks by day. " + "And she rings. " * 9, False),
        ("She walks by day. " + "And she rings. " * 9, "She walks", False),
        ("", "All new", False),
    ],
)
def test_what_was_mostly_written_anew_is_shown_whole(
    before: str, after: str, is_whole: bool
) -> None:
    """“The She sleeps badly without the medicine the doctor may will not” is no sentence."""
    pieces = compare(before, after)
    whole = [Piece(GONE, before), Piece(ADDED, after)]
    assert readable(pieces, before, after) == (whole if is_whole else pieces)


def test_a_page_shows_what_was_mostly_written_anew_whole() -> None:
    before, after = REWRITTEN
    (group,) = what_changed(helped(before), helped(after))
    assert group.items[0].changes[0].pieces == [Piece(GONE, before), Piece(ADDED, after)]


def test_no_more_stays_than_both_hold_in_order_and_each_text_is_whole() -> None:
    chance = Random(1)
    for _n in range(300):
        before, after = (" ".join(chance.choices("abcd", k=chance.randrange(9))) for _ in "12")
        pieces = compare(before, after)
        for kept, text in ((GONE, before), (ADDED, after)):
            words = " ".join(p.text for p in pieces if p.kind in (SAME, kept))
            assert words.split() == text.split()
        stayed = sum(len(p.text.split()) for p in pieces if p.kind == SAME)
        assert stayed == longest(before.split(), after.split())


def longest(one: list[str], other: list[str]) -> int:
    """How many words two texts have in common, in order, worked out the slow way."""
    row = [0] * (len(other) + 1)
    for word in one:
        above = row
        row = [0]
        for n, another in enumerate(other):
            row.append(above[n] + 1 if word == another else max(above[n + 1], row[-1]))
    return row[-1]


def test_a_page_compares_no_more_words_than_there_is_room_for_and_says_so() -> None:
    """Two texts of ten thousand words each used to take a minute of processor."""
    room = Room(left=5)
    assert compare("She goes alone at night", "She walks there at night", room) == [
        Piece(SAME, "She "),
        Piece(GONE, "goes alone "),
        Piece(ADDED, "walks there "),
        Piece(SAME, "at night"),
    ]
    assert (room.left, room.was_short) == (1, False)
    before, after = helped("one two three"), helped("two three four")
    what_changed(before, after, room)
    assert (room.left, room.was_short) == (1, True)
    everything = Room()
    (group,) = what_changed(before, after, everything)
    assert group.items[0].changes[0].pieces[1] == Piece(SAME, "two three ")
    assert everything.left == MOST_WORK - 9


def helped(words: str) -> Rows:
    talk = Talking()
    talk.say("what-was-decided", decided=words)
    return rows_for(Found(), talk.entries)


def test_what_two_long_lists_have_in_common_is_not_looked_for_item_by_item() -> None:
    talk = Talking()
    do = talk.say("options", title="I walk")
    for n in range(200):
        talk.under(do, "consequences", text=f"{n} and {'lorries ' * 40}", side="harm")
    held = rows_for(Found(), talk.entries)
    profile = Profile()
    assert profile.runcall(what_changed, held, held) == []
    calls = sum(one.callcount for one in profile.getstats())
    assert calls < 100 * len(held)


def test_what_an_item_is_tells_which_it_is_and_what_came_of_it_says_of_what() -> None:
    """A hope that only came nearer is no loss; a review's answer names what it is about."""
    before, after = Talking(), Talking()
    for talk, now in ((before, "far"), (after, "nearly")):
        talk.say("outcomes", text="To grow beans", now=now, because="as she says")
    after.say("came-about", was="He falls", happened="yes", how="Once")
    groups = what_changed(*(rows_for(Found(), talk.entries) for talk in (before, after)))
    hope, came = (group.items[0] for group in groups)
    assert (hope.state, hope.heading) == (SAME, "To grow beans")
    assert [str(change.question) for change in hope.changes] == ["Where it is now"]
    assert (came.state, came.heading) == (ADDED, "He falls")
    asked = [change.question for change in came.changes]
    assert asked == ["What could happen", "Did it happen?", "What came of it?"]


def test_what_stayed_is_shown_as_far_as_it_helps() -> None:
    far = [Piece(SAME, " ".join("abcdefghijklmnop") + " "), Piece(GONE, "x")]
    assert shortened(far) == [Piece(SAME, "a b c d e f … k l m n o p "), Piece(GONE, "x")]


def test_an_item_is_the_same_when_the_one_before_it_is_taken_out() -> None:
    """Its number moves, and so does what marks it; neither is a change."""
    before = rows("My plot and Derek", still_there=True, decided_on="2026-11-12")
    after = rows("My plot, and Derek there", still_there=False, decided_on="2026-12-01")
    groups = {str(group.title): group.items for group in what_changed(before, after)}
    sides = {item.heading: item for item in groups["Both sides"] if item.heading}
    assert sides["The lorries on Mill Lane"].state == GONE
    (change,) = sides["My plot, and Derek there"].changes
    assert [p.text for p in change.pieces if p.kind == ADDED] == ["plot, ", "there"]
    (decided,) = groups["What was decided"][0].changes
    said = {piece.kind: piece.text.replace("\xa0", " ") for piece in decided.pieces}
    assert "12 November" in said[GONE]
    assert "1 December" in said[ADDED]


@pytest.mark.parametrize(
    ("was", "ends", "is_news"),
    [
        ("2027-06-30", "2027-06-30", False),
        ("2027-03-01", "2027-06-30", True),  # moved on
        ("2027-06-30", None, True),
        ("2026-11-01", "2026-11-01", True),  # gone by when it was sealed
    ],
)
def test_when_a_restriction_was_to_end_is_printed_where_that_was_moved_or_has_passed(
    was: str, ends: str | None, *, is_news: bool
) -> None:
    """Of what changed only the end itself is told, where somebody moved it: riskapp wrote the other."""
    before, after = Talking(), Talking()
    lock = {"what": "The door is locked", "rung": "restriction"}
    before.say("mitigations", **lock, ends_on=was)
    after.say("mitigations", **lock, ends_on=ends, was_to_end_on=was)
    first, second = (rows_for(Found(), talk.entries) for talk in (before, after))
    told = [c.question for g in what_changed(first, second) for i in g.items for c in i.changes]
    assert told == ([] if was == ends else ["Ends"])
    for slug in ("person", "full"):
        assert ("was to end on" in twin_of(layout_of(slug), second)) == is_news
    # And the version after that one: what was kept of the one before is not told as taken out.
    third = Talking()
    third.say("mitigations", **lock, ends_on=ends, was_to_end_on=ends)
    assert what_changed(second, rows_for(Found(), third.entries)) == []


def test_what_is_written_or_emptied_as_a_version_begins_or_is_sealed_is_no_change() -> None:
    """A renewal and a review stand in the version they led to; what that was asked again is no answer,
    and why it was looked at again was said of that version.
    """
    before, after = Talking(), Talking()
    lock = {"what": "The door is locked", "rung": "restriction", "ends_on": "2027-03-01"}
    before.say("mitigations", **lock, was_to_end_on="2027-01-01", renewed_because="Ice")
    before.say("looking-again", why="The clocks change")
    before.say("came-about", was="He falls", happened="yes", how="Once")
    before.say("what-happened", account="A quiet month")
    before.say("decision", danger="not-sure")
    after.say("mitigations", **lock, added_after="A fall", had_agreed="Lock the door")
    after.say("statement", own="As I say", before=True, composed="She wants")
    first, second = (rows_for(Found(), talk.entries) for talk in (before, after))
    second |= before_rows(first, after.entries)
    assert second["record.before_danger"]["shown"] == "Not sure"
    found = {
        change.question: change.was
        for group in what_changed(first, second)
        for item in group.items
        for change in item.changes
    }
    assert found == {
        "Is anyone in danger now?": "Not sure",
        "What has changed": "The clocks change",
        "As somebody puts it": "",
    }


def test_where_only_a_name_is_new_the_number_it_was_given_to_is_shown() -> None:
    before, after = Talking(), Talking()
    before.say("contacts", number="01632 960 150")
    after.say("contacts", name="Crisis team", number="01632 960 150")
    rows = [rows_for(Found(), talk.entries) for talk in (before, after)]
    for first, second, kind in ((*rows, ADDED), (*rows[::-1], GONE)):
        ((item,),) = (group.items for group in what_changed(first, second))
        stood, named = item.changes
        assert (stood.question, stood.has_stood) == ("Telephone number", True)
        assert stood.pieces == [Piece(SAME, "01632 960 150")]
        assert named.pieces == [Piece(kind, "Crisis team")]


def test_a_version_has_not_changed_beside_itself() -> None:
    assert what_changed(marked_rows(), marked_rows()) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_timeline_leads_to_what_changed_and_it_is_said_in_words(
    db: Database, tmp_path: Path
) -> None:
    app: Flask = make_app(db, tmp_path)
    client = Client(app).sign_in()
    home = f"/decisions/{begin(client, 'Ada')}"
    for number, choice in enumerate(("To go home soon", "To go home by May"), 1):
        path = f"{home}/decision"
        client.post(path, {"choice": choice}, page=path, status=303)
        path = f"{home}/read-back"
        client.post(path, {"action": "seal"}, page=path, status=303)
        if number == 1:
            assert "What changed" not in client.get(home).text
            client.post(f"{home}/begin-next", page=home, status=303)
    assert client.get(home).links["What changed between two versions"] == f"{home}/changes"
    text = " ".join(client.get(f"{home}/changes?from=1&to=2").html.split())
    assert "added: </span>by May" in text
    assert "taken out: </span>soon" in text
    assert "Not answered in the later" not in text  # nothing was asked of either
    assert "About this record" not in text
    assert "not the same" in client.get(f"{home}/changes?from=2&to=2").text
    for wrong in ("9", "0", "-99999999999999999999999", "99999999999999999999999"):
        client.get(f"{home}/changes?from={wrong}&to=1", status=404)
