"""What changed between two sealed versions: word by word, whatever number an item has by now."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.changes import what_changed
from riskapp.decision.word_by_word import ADDED, GONE, SAME, Piece, compare, shortened
from riskapp.platform.db import Database
from riskapp.platform.versions.rows import Rows
from tests.app import Client, make_app
from tests.browser.world import begin
from tests.records.marked import marked_rows
from tests.records.people import Found, Talking, rows_for


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
    long = "word " * 5_000
    assert [piece.kind for piece in compare(long, long + "more")] == [GONE, ADDED]
    assert compare("She goes\nalone.", "She goes alone.") == [Piece(SAME, "She goes alone.")]


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
    assert "not the same" in client.get(f"{home}/changes?from=2&to=2").text
    client.get(f"{home}/changes?from=1&to=9", status=404)
