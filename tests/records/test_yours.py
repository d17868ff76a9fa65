"""The person's copy says "you" all through, in questions of the full conversation too."""

from __future__ import annotations

import re

import html5lib
import pytest

from riskapp.decision.case_note import note_of
from riskapp.decision.facts import FOUND_ABLE
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import LAYOUTS, layout_of
from riskapp.decision.placed import has_template, is_placed
from riskapp.decision.record import Record
from riskapp.decision.rules import NOT_PERSON
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows, fields_by_pattern, row, rows_of
from tests.page import words
from tests.records.marked import NAME, marked_rows
from tests.records.people import Found, Talking, maureen, rows_for
from tests.records.reading import copy_of, page_texts, pdf_of, twin_of

ASKED = {
    pattern: asked.spec
    for pattern, asked in fields_by_pattern(RECORD).items()
    if not asked.spec.withheld_from & NOT_PERSON and not is_placed(pattern)
}


def rows_about_maureen(**said: str) -> Rows:
    entries = Entries((Entry("1", "what-matters", said),))
    rows = rows_of(RECORD, entries, {"name": "Maureen"})
    return {**rows, "record.called_by": row("Name", "Maureen", "Maureen")}


def test_every_question_that_names_the_person_is_put_to_them_as_well() -> None:
    """And the titles above those questions, of which no template of print has its own; and those of lists
    that one has, above what is asked of an item and has no place in it.
    """
    slugs = {pattern.partition(".")[0] for pattern in ASKED}
    above = [*RECORD.steps, *RECORD.collections()]
    drawn = {one.slug for one in RECORD.collections() if has_template(f"{one.slug}.")}
    titles = [
        (one.slug, one.title, one.yours)
        for one in above
        if one.slug in drawn or (one.slug in slugs and not has_template(f"{one.slug}."))
    ]
    said = [(key, spec.asked_as or spec.label, spec.yours) for key, spec in ASKED.items()] + titles
    assert [key for key, words, yours in said if "%(name)s" in words and yours is None] == []
    assert [key for key, _words, yours in said if "%(" in (yours or "")] == []


def test_the_same_answer_names_her_to_others_and_says_you_to_her() -> None:
    record = Record(rows_about_maureen(important_to="My plot", bad_day="Rain"), "")
    for yours, title, question in (
        (False, "What matters to Maureen", "What is important to Maureen?"),
        (True, "What matters to you", "What is important to you?"),
    ):
        (part,) = (one for one in record.opened(yours=yours) if one.title == title)
        assert [(a.question, a.text, a.is_own) for a in part.asked if a.text] == [
            (question, "My plot", True),
            ("What is a bad day like?", "Rain", True),
        ]


def test_a_question_that_was_put_otherwise_then_stays_as_it_was_put() -> None:
    rows = rows_about_maureen(important_to="My plot")
    rows["what-matters.important_to"]["question"] = "What does Maureen live for?"
    asked = Record(rows, "").opened(yours=True)[0].asked
    assert asked[0].question == "What does Maureen live for?"


def test_a_choice_that_names_the_person_is_filled_in_on_every_copy_and_says_you_of_taking_part() -> (
    None
):
    """Walked: each choice with a name in it stands once in a record of all fields."""
    turns = {
        place
        for asked in fields_by_pattern(RECORD).values()
        for place, (_code, words) in enumerate(getattr(asked, "options", ()))
        if "%(" in words
    }
    for turn in turns:
        rows = marked_rows(turn)
        raw = [layout.slug for layout in LAYOUTS if "%(" in twin_of(layout, rows)]
        assert raw == []
    rows = marked_rows()
    hers = twin_of(layout_of("person"), rows)
    assert f"{NAME} took part" not in hers
    assert "You took part and want a copy." in hers


@pytest.mark.parametrize(
    ("concluded", "whose", "is_told"),
    [
        (["could"], "person", True),
        (["could", "open"], "person", True),
        (["could", "could-not"], "person", False),  # the record takes neither side
        (["could"], "best-interests", False),
        (["open"], "person", False),
        ([], "person", False),
    ],
)
def test_the_persons_copies_say_that_they_were_found_able_and_no_other_copy_says_it_so(
    concluded: list[str], whose: str, is_told: bool
) -> None:
    talk = Talking()
    talk.say("what-was-decided", decided="She stays.", whose=whose)
    for said in concluded:
        talk.say("assessments", conclusion=said, who="Dr Rees", weigh="I know.")
    rows = rows_for(Found(), talk.entries)
    told = "It was looked at whether you can decide this yourself, and found that you can."
    copies = {layout.slug: twin_of(layout, rows) for layout in LAYOUTS}
    theirs = NOT_PERSON if is_told else frozenset()
    assert {slug for slug, copy in copies.items() if told in copy} == theirs
    assert not [slug for slug in NOT_PERSON if "Dr Rees" in copies[slug]]
    for layout in LAYOUTS:
        carries = FOUND_ABLE in shown_rows(RECORD, layout, rows)
        assert carries == (layout.slug in NOT_PERSON)


@pytest.mark.parametrize(
    ("could_not", "could", "is_told"),
    [
        ("2026-08", "2026-11-12", True),
        ("2025", "2026", True),
        ("2026-11-12", "2026-08", False),
        ("2026-11", "2026-11-12", False),  # either may have been the last
        (None, "2026-11-12", False),
        ("2026-08", None, False),
    ],
)
def test_that_they_were_found_able_after_they_had_been_found_unable_is_told_as_plainly(
    could_not: str | None, could: str | None, is_told: bool
) -> None:
    talk = Talking()
    talk.say("what-was-decided", decided="She goes home.", whose="person")
    talk.say("assessments", conclusion="could", who="The judge", on=could)
    talk.say("assessments", conclusion="could-not", who="Dr Rees", on=could_not)
    rows = rows_for(Found(), talk.entries)
    told = "It was looked at whether you can decide this yourself, and found that you can."
    for copy in NOT_PERSON:
        assert (told in twin_of(layout_of(copy), rows)) == is_told


@pytest.mark.parametrize(
    ("ends", "was", "lines"),
    [
        ("2026-02-27", "2026-02-27", ["It was to end on 27 February 2026, and was not renewed."]),
        ("2026-02-27", None, ["It was to end on 27 February 2026, and was not renewed."]),
        (
            "2026-10-01",
            "2026-02-27",
            [
                "It was to end on: 27 February 2026",
                "It was to end on 1 October 2026, and was not renewed.",
            ],
        ),
        (
            "2026-11-20",  # the day it was sealed
            "2026-11-20",
            ["It ends on 20 November 2026, unless we talk again and give a reason."],
        ),
    ],
)
def test_no_copy_says_that_something_ends_on_a_day_that_had_passed_nor_names_one_day_twice(
    ends: str, was: str | None, lines: list[str]
) -> None:
    talk = Talking()
    lock = {"what": "The door is locked at night.", "rung": "restriction", "stands": "arranging"}
    talk.say("mitigations", **lock, ends_on=ends, was_to_end_on=was)
    rows = rows_for(Found(), talk.entries)
    copies = {layout.slug: paragraphs(twin_of(layout, rows)) for layout in LAYOUTS}
    assert [one for one in copies["person"] if re.search("end(s| on)", one)] == lines
    is_past = "not renewed" in lines[-1]
    for slug, said in copies.items():
        told = (
            " ".join(said) if slug != "note" else flat(note_of(copy_of(layout_of(slug), rows)).text)
        )
        if slug != "card":
            assert ("and was not renewed" in told) is is_past, slug
        assert not (is_past and re.search("It ends on|Ends [0-9]", told)), slug
    assert (lines[-1] in " ".join(copies["easy-read"])) is is_past


def flat(text: str) -> str:
    return " ".join(text.split())


def paragraphs(page: str) -> list[str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [words(one) for one in tree.iter() if one.tag in ("p", "h3", "dt", "pre", "li")]


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ({"taking_part": "took-part", "others": "Alan, a brother"}, True),
        ({"others": "Alan, a brother"}, True),
        ({}, False),
    ],
)
def test_who_took_part_is_not_called_untold_on_one_page_and_told_on_another(
    said: dict[str, str], is_told: bool
) -> None:
    talk = Talking()
    talk.say("doors", capacity="opened", disagree="opened")
    if said:
        talk.say("read-back", **said)
    for slug in ("full", "person"):
        untold = [
            one
            for one in paragraphs(twin_of(layout_of(slug), rows_for(Found(), talk.entries)))
            if "ot yet talked about" in one and "ho took part, and who has a copy" in one
        ]
        assert bool(untold) is not is_told
    talk.say("parties", who="Alan, a brother")
    assert "Who took part, and who has a copy" in twin_of(
        layout_of("person"), rows_for(Found(), talk.entries)
    )


def test_a_copy_of_a_later_version_says_on_its_first_page_what_it_takes_the_place_of() -> None:
    """Somebody may hold the one before; the full record alone said so."""
    rows = maureen()
    first = {**rows, "record.version": {**rows["record.version"], "value": 1, "shown": "1"}}
    said = "This paper takes the place of version 1."
    for slug in ("person", "large-print", "easy-read", "family", "provider", "card"):
        page = " ".join(page_texts(pdf_of(layout_of(slug), rows))[0].split())
        assert said in page
        assert said in twin_of(layout_of(slug), rows)
        assert "takes the place" not in twin_of(layout_of(slug), first)


def test_easy_read_says_that_the_longer_copy_has_more_in_it() -> None:
    said = "This is the short paper. There is a longer one, with more in it."
    assert said in twin_of(layout_of("easy-read"), maureen())
    assert said not in twin_of(layout_of("person"), maureen())
