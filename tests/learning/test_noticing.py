"""The rules of the writing helper: each by its own examples, an organisation's beside ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.learning.writing.noticing import notices
from riskapp.library.writing import list_rules, list_troubles
from scripts import measure_wording
from tests.counting import calls

BLAME = "staff failed to ring"


def test_each_rule_fires_on_its_bad_example_and_all_are_silent_on_its_good_one() -> None:
    for rule in list_rules():
        assert rule.id in {n.rule.id for n in notices(rule.fires_on)}, rule.id
        assert [(n.rule.id, n.words) for n in notices(rule.silent_on)] == [], rule.id


@pytest.mark.parametrize("half", measure_wording.READ)
def test_what_was_seen_is_found_and_its_near_misses_are_left_in_peace(half: str) -> None:
    """Each was read, some only after they were measured, so this keeps what they taught and says no
    more: what to expect of sentences nobody has read is in docs/writing-helper.md.
    """
    measured = measure_wording.sentences(half)
    assert measured.recall >= 0.95
    assert measured.precision >= 0.95


@pytest.mark.parametrize("half", measure_wording.UNREAD)
def test_what_nobody_who_wrote_a_rule_has_read_is_found_too(half: str) -> None:
    measured = measure_wording.sentences(half)
    assert measured.recall >= 0.95
    assert measured.precision >= 0.95


def test_ordinary_notes_are_left_in_peace() -> None:
    said, _named, size = measure_wording.false_alarms()
    assert len(said) <= 2 * size / 1_000


def test_a_sentence_about_a_game_is_passed_over_and_the_next_one_is_not() -> None:
    text = "He was careless in the quiz and laughed. The carer was careless with the keys."
    assert [n.place[0] > text.index(".") for n in notices(text)] == [True]


def test_a_notice_says_the_words_and_where_they_stand() -> None:
    text = "At four\nstaff  failed\nto ring."
    (notice,) = notices(text)
    assert notice.words == "staff failed to"
    assert text[slice(*notice.place)] == "staff  failed\nto"


@pytest.mark.parametrize(
    "quoted",
    [
        f"“{BLAME}”",
        f"‘{BLAME}’",
        f'"{BLAME}"',
        f"'{BLAME}'",
        f"«{BLAME}»",
        f"„{BLAME}“",
        f"‘They didn’t come, {BLAME}’",
        f"'The carers' rota: {BLAME}'",
        f"“‘One’ thing.\n\nAnother: {BLAME}”",
    ],
)
def test_what_stands_in_quotation_marks_is_nobodys_to_correct(quoted: str) -> None:
    assert notices(f"She said {quoted} and went home.") == []
    assert [n.rule.id for n in notices(f"{quoted}. And {BLAME}.")] == ["failed-to"]


@pytest.mark.parametrize(
    "text", [f"The carers' lunch was late and {BLAME}", f"A mark “ and {BLAME}"]
)
def test_an_apostrophe_and_a_mark_nobody_closed_silence_nothing(text: str) -> None:
    assert notices(text)


@pytest.mark.parametrize(
    "evil",
    ["'a ", "‘a’", '"', "“", "not ", "had the a her ", "because the ", "a\u00ad", f"{BLAME} "],
)
def test_a_text_of_ten_times_the_length_takes_about_ten_times_as_much(evil: str) -> None:
    """As far as calls tell; what a regular expression takes is in tests/bench/bench_reading.py."""
    short, long = ((evil * 100_000)[:size] for size in (10_000, 100_000))
    assert len(notices(long)) == long.count("staff failed to")
    assert calls(lambda: notices(long)).total() < 12 * calls(lambda: notices(short)).total()


OWN = """
notices = ["carer ~1 cross"]
why = "Ours."
instead = "How was it?"
source = "Practice lead, 2026"
last_checked = 2026-11-26
"""


def test_an_organisations_own_rule_stands_beside_ours_or_over_one(tmp_path: Path) -> None:
    own = tmp_path / "writing"
    own.mkdir()
    (own / "cross-words.toml").write_text(OWN)
    (own / "failed-to.toml").write_text("notices = []")
    (own / "hindsight.toml").write_text('notices = ["~2"]')
    rules = list_rules(tmp_path)
    assert [n.words for n in notices(f"The carer was cross, and {BLAME}", rules)] == [
        "carer was cross"
    ]
    assert notices("With hindsight it was late", rules), "what cannot be used leaves ours in place"
    (trouble,) = list_troubles(tmp_path)
    assert "writing/hindsight.toml: “notices” holds" in trouble
