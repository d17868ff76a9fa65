"""Days on the other side of today than one would expect: kept, and said beside, never in the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.presenters import reading_back
from riskapp.platform.db import Database
from riskapp.platform.forms import DataClass
from tests.app import Client, make_app
from tests.browser.world import begin
from tests.page import words

TO_COME, PASSED = "This day is still to come", "This day has passed"
TODAY = ("12", "11", "2026")


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


def dated(name: str, day: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), day, strict=True))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("step", "name", "beyond", "said"),
    [
        ("decision", "said_on", ("13", "11", "2026"), TO_COME),
        ("what-was-decided", "decided_on", ("1", "1", "2027"), TO_COME),
        ("if-it-goes-wrong", "look_again_on", ("11", "11", "2026"), PASSED),
    ],
)
def test_it_is_saved_and_a_quiet_sentence_stands_beside_it(
    as_sunita: Client, step: str, name: str, beyond: tuple[str, str, str], said: str
) -> None:
    ref = begin(as_sunita, "Ada")
    path, read_back = f"/decisions/{ref}/{step}", f"/decisions/{ref}/read-back"
    as_sunita.post(path, dated(name, TODAY), page=path, status=303)
    assert said not in as_sunita.get(path).text
    as_sunita.post(path, {"choice": "To go", **dated(name, beyond)}, page=path, status=303)
    page = as_sunita.get(path)
    assert said in page.text
    assert not page.title.startswith("Error: ")
    assert re.search(rf'aria-describedby="(\S+ )?{name}-aside"', page.html)
    assert said in as_sunita.get(read_back).text
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    for copy in ("full", "person", "card", "note"):
        assert said not in as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_day_that_is_kept_back_with_its_part_is_named_to_the_practitioner_alone(
    as_sunita: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that would be read aloud elsewhere: the page asks what the draft asks."""
    kept = {"if-it-goes-wrong.look_again_on": DataClass.PROTECTION}
    ref = begin(as_sunita, "Ada")
    wrong, read_back = (f"/decisions/{ref}/{page}" for page in ("if-it-goes-wrong", "read-back"))
    passed = dated("look_again_on", ("11", "11", "2026"))
    as_sunita.post(wrong, passed, page=wrong, status=303)
    alone = "For you, when you are alone: a day may not be right"
    assert alone not in as_sunita.get(read_back).text
    monkeypatch.setattr(reading_back, "kept_back", lambda: kept)
    assert alone in as_sunita.get(read_back).text


LOCK = {"mitigations..-what": "The door is locked", "mitigations..-rung": "restriction"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_end_and_a_day_to_look_again_that_have_passed_are_in_sight_wherever_they_are_listed(
    as_sunita: Client,
) -> None:
    """In the list as on the item's own page; where much is read back, outside what is folded."""
    ref = begin(as_sunita, "Ada")
    helps, read_back = f"/decisions/{ref}/what-would-help", f"/decisions/{ref}/read-back"
    ended = {**LOCK, **dated("mitigations..-ends_on", ("27", "2", "2026"))}
    as_sunita.post(helps, {**ended, "action": "add:x"}, page=helps, status=303)
    said = f"27 February 2026 . {PASSED}."
    assert said in as_sunita.get(helps).text
    assert said in as_sunita.get(read_back).text
    wrong = f"/decisions/{ref}/if-it-goes-wrong"
    again = {"first_sign": "Not home", **dated("look_again_on", ("3", "3", "2026"))}
    as_sunita.post(wrong, {**again, "steps": "Ring Joan. " * 300}, page=wrong, status=303)
    page = as_sunita.get(read_back)
    folded = " ".join(words(one) for one in page.tree.iter("details"))
    open_to_sight = page.text.replace(folded, "")
    assert page.text.count(f"3 March 2026. {PASSED}.") == 2  # there, and before the seal
    for one in (
        f"3 March 2026. {PASSED}.",
        f"Ends 27 February 2026. {PASSED}. The door is locked",
    ):
        assert one in open_to_sight
        assert one not in folded


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_decision_before_what_it_is_of_was_said_is_asked_about(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    decided, read_back = f"/decisions/{ref}/what-was-decided", f"/decisions/{ref}/read-back"
    before, long_before = "This is before Ada said it.", "This is long before this conversation"
    for day, is_told in ((("12", "11", "2025"), True), (("12", "7", "2026"), False)):
        as_sunita.post(decided, dated("decided_on", day), page=decided, status=303)
        assert (long_before in as_sunita.get(decided).text) is is_told
    first = f"/decisions/{ref}/decision"
    as_sunita.post(first, dated("said_on", ("11", "11", "2026")), page=first, status=303)
    for page in (decided, read_back):
        assert f"{before} Is the year right?" in as_sunita.get(page).text
    as_sunita.post(decided, dated("decided_on", ("11", "11", "2026")), page=decided, status=303)
    for page in (decided, read_back):
        assert before not in as_sunita.get(page).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_when_it_was_said_the_month_may_be_all_that_is_known(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Ada")
    first, read_back, decided = (
        f"/decisions/{ref}/{step}" for step in ("decision", "read-back", "what-was-decided")
    )
    said = {"choice": "Home.", **dated("said_on", ("", "9", "2026"))}
    as_sunita.post(first, said, page=first, status=303)
    for day, is_before in (("31", True), ("1", False)):
        month = "8" if is_before else "9"
        typed = dated("decided_on", (day, month, "2026"))
        as_sunita.post(decided, typed, page=decided, status=303)
        assert ("This is before Ada said it." in as_sunita.get(decided).text) is is_before
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    for copy, told in (("full", "Ada, September 2026"), ("person", "this in September 2026.")):
        assert told in as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_remark_on_a_day_stands_once_before_the_seal_with_the_way_to_change_it(
    as_sunita: Client,
) -> None:
    ref = begin(as_sunita, "Ada")
    first, helps, read_back, decided = (
        f"/decisions/{ref}/{step}"
        for step in ("decision", "what-would-help", "read-back", "what-was-decided")
    )
    assert 'id="before-seal"' not in as_sunita.get(read_back).html
    as_sunita.post(first, dated("said_on", ("11", "11", "2026")), page=first, status=303)
    as_sunita.post(decided, dated("decided_on", ("11", "11", "2025")), page=decided, status=303)
    for help_ in (
        {**LOCK, **dated("mitigations..-ends_on", ("27", "2", "2026"))},
        {  # what is not wanted ends nothing
            "mitigations..-what": "A lap belt",
            "mitigations..-rung": "restriction",
            "mitigations..-stands": "not-wanted",
            **dated("mitigations..-ends_on", ("28", "2", "2026")),
        },
    ):
        as_sunita.post(helps, {**help_, "action": "add:x"}, page=helps, status=303)
    page = as_sunita.get(read_back)
    (box,) = (one for one in page.tree.iter("div") if one.get("id") == "before-seal")
    told = [
        f"“The door is locked”. Ends: 27 February 2026. {PASSED}.",
        "Decided on: 11 November 2025. This is before Ada said it. Is the year right?",
    ]
    assert [words(one) for one in box if "Change" not in words(one)] == told
    of_the_door, of_the_decision = (one for one in box.iter("button"))
    assert "what-was-decided" in str(of_the_decision.attrib)
    assert "decided_on-day" in str(of_the_decision.attrib)
    assert "/mitigations/" in str(of_the_door.attrib)
    assert "ends_on-day" in str(of_the_door.attrib)
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
