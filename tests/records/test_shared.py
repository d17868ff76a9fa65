"""Copies for family and for a provider: a part somebody wants left out is in no byte of them."""

from __future__ import annotations

from typing import Any

import pytest

from riskapp.core.canonical import canonical, payload
from riskapp.decision.facts import NOT_TAKEN, ORDER_OF_HELP
from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.layouts import draw, layout_of
from riskapp.decision.rules import NO_LONGER, NOT_WANTED, RUNGS, SHARED_PARTS
from riskapp.decision.shared import FOR_FAMILY, FOR_PROVIDER
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern
from tests.records.marked import NAME, marked_rows
from tests.records.reading import copy_of, twin_of

MARKED = marked_rows()
COPIES = {"family": FOR_FAMILY, "provider": FOR_PROVIDER}
BOTH = pytest.mark.parametrize("slug", COPIES)


def rows_without(slug: str, *parts: str, **other: Any) -> Rows:
    """Marked rows with what could happen as the person's own, and some parts left out of a copy."""
    asked = f"sharing.not_for_{slug}"
    rows = {**MARKED, asked: {**MARKED[asked], "value": list(parts)}}
    own = {"to_whom": None, "worry_of": None, "said_by": "person", **other}
    for row_id, row in MARKED.items():
        key = row_id.rpartition(".")[2]
        if pattern(row_id).startswith("consequences.") and key in own:
            rows[row_id] = {**row, "value": own[key]}
    return rows


def held(slug: str, rows: Rows) -> str:
    """All that the copy is made of: its page, its twin, and the rows that go into the file."""
    layout = layout_of(slug)
    shown = shown_rows(RECORD, layout, rows)
    carried = canonical(payload(rows, b"x" * 32, shown, slug)).decode()
    return draw(layout, copy_of(layout, rows)).html + twin_of(layout, rows) + carried


def words_of(part: frozenset[str]) -> list[str]:
    words = [(i, str(row["value"])) for i, row in MARKED.items() if pattern(i) in part]
    return [word for _i, word in words if word.startswith("Q")]


@BOTH
def test_what_is_asked_of_these_copies_tells_what_they_say_of_capacity(slug: str) -> None:
    """They say whose choice it is: the hint said that nothing about capacity is on them."""
    whose = {**MARKED["what-was-decided.whose"], "value": "best-interests"}
    whose["shown"] = f"Made for {NAME}, under the law on best interests"
    rows = {**rows_without(slug), "what-was-decided.whose": whose}
    assert f"Made for {NAME}" in twin_of(layout_of(slug), rows)
    hint = str(SHARING.form(names={"name": NAME}).field("not_for_family").hint)
    assert f"whose choice it was, also where it was made for {NAME}." in hint
    left_out = {**rows_without(slug, "decided"), "what-was-decided.whose": whose}
    assert f"Made for {NAME}" not in twin_of(layout_of(slug), left_out)


@BOTH
def test_what_is_told_of_help_beside_its_rows_is_left_out_with_it(slug: str) -> None:
    ways = [["mitigations.1", ["options.1"], "Going home"]]
    told = {
        ORDER_OF_HELP: {"question": "Order", "value": ["mitigations.2"], "shown": ""},
        NOT_TAKEN: {"question": "Another way", "value": ways, "shown": "Going home"},
    }
    of_help = {"sides": {ORDER_OF_HELP}, "decided": {ORDER_OF_HELP}, "helps": set()}
    for part, stays in ((None, {*told}), *of_help.items()):
        rows = {**rows_without(slug, *filter(None, [part])), **told}
        shown = shown_rows(RECORD, layout_of(slug), rows)
        assert told.keys() & shown.keys() == stays
        assert ("Going home" in held(slug, rows)) == (NOT_TAKEN in stays)


@BOTH
def test_each_part_is_there_until_it_is_left_out(slug: str) -> None:
    whole = held(slug, rows_without(slug))
    for part, patterns in COPIES[slug].items():
        words = words_of(patterns)
        assert words
        assert not [word for word in words if word not in whole], part
        less = held(slug, rows_without(slug, part))
        assert not [word for word in words if word in less], part


@BOTH
@pytest.mark.parametrize(
    ("about", "left_out", "is_there"),
    [
        ("mitigations.1", (), True),
        ("mitigations.1", ("helps",), False),
        ("if-it-goes-wrong", (), True),
        ("if-it-goes-wrong", ("decided",), False),  # when to look again is of that part
        ("views.1", (), False),
        ("capacity", (), False),
        (None, (), False),
    ],
)
def test_what_was_said_since_goes_with_what_it_is_about(
    slug: str, about: str | None, left_out: tuple[str, ...], is_there: bool
) -> None:
    rows = rows_without(slug, *left_out)
    for key, value in (("about", about and [about]), ("of_what", "theirs")):
        rows[f"addenda.1.{key}"] = {**rows[f"addenda.1.{key}"], "value": value}
    rows["mitigations.1.stands"] = {**rows["mitigations.1.stands"], "value": None}
    copy = held(slug, rows)
    assert (str(rows["addenda.1.words"]["value"]) in copy) == is_there
    assert str(rows["addenda.1.concerns"]["value"]) not in copy
    assert str(rows["addenda.1.to_whom"]["value"]) not in copy


@BOTH
def test_what_the_person_does_not_agree_with_is_on_it_in_their_words(slug: str) -> None:
    said = str(MARKED["read-back.disagrees"]["value"])
    assert f"“{said}”" in held(slug, rows_without(slug))


@BOTH
def test_nothing_says_which_part_was_left_out(slug: str) -> None:
    less = held(slug, rows_without(slug, *COPIES[slug]))
    for copy in (held(slug, rows_without(slug)), less):
        assert "This is a part of the record, not all of it." in copy
    assert "not yet talked about" not in less
    assert not [words for words in SHARED_PARTS.values() if str(words) % {"name": NAME} in less]


def test_what_could_happen_to_somebody_else_is_not_on_the_familys_copy() -> None:
    copy = held("family", rows_without("family", to_whom="Qjoanq"))
    assert not [word for word in words_of(frozenset({"consequences.text"})) if word in copy]
    assert "Qjoanq" not in copy


def test_anothers_worry_stands_beside_the_hopes_and_does_not_say_whose_it_is() -> None:
    copy = held("family", rows_without("family", worry_of="Qjoanq", said_by="other"))
    assert not [word for word in words_of(frozenset({"consequences.text"})) if word not in copy]
    assert "Qjoanq" not in copy


def test_family_has_what_whoever_responds_needs_and_the_persons_own_words_as_such() -> None:
    copy, less = (
        held("family", rows_without("family", *out)) for out in ((), ("helps", "decided"))
    )
    for words in (
        "Who responds, and how fast:",
        "When it fails, or the battery is flat:",
        "Might not:",
    ):
        assert words in copy
        assert words not in less
    assert "(to be tried)" in copy
    own, *_rest = words_of(frozenset({"consequences.text"}))
    assert f"“{own}”" in copy
    others = held("family", rows_without("family", said_by="other"))
    assert f"“{own}”" not in others
    assert "somebody else" not in others.lower()


@BOTH
@pytest.mark.parametrize("parts", [(), ("sides",), ("helps",)])
def test_what_could_still_happen_with_a_help_goes_with_the_help_and_with_what_could_go_wrong(
    slug: str, parts: tuple[str, ...]
) -> None:
    copy = held(slug, rows_without(slug, *parts))
    (word, *_more) = words_of(frozenset({"mitigations.still"}))
    is_there = not parts or (slug == "provider" and parts == ("sides",))  # which has no sides
    assert (f"What could still happen:</strong> {word}" in copy) == is_there
    assert (word in copy) == is_there


def test_what_matters_is_told_in_the_order_it_is_asked_whatever_that_of_the_rows() -> None:
    rows = rows_without("family")
    said = {"important_to": "First", "good_day": "Second", "bad_day": "Third"}
    for key, words in said.items():
        row_id = f"what-matters.{key}"
        rows[row_id] = {**rows[row_id], "value": words, "shown": words}
    told = copy_of(layout_of("family"), dict(sorted(rows.items()))).told("what-matters", "quotes")
    assert [one.text for one in told][:3] == list(said.values())


def test_parts_are_named_alike_in_the_question_and_in_the_copies() -> None:
    fields = fields_by_pattern(CONVERSATION)
    for parts in COPIES.values():
        assert set(parts) <= set(SHARED_PARTS)
        assert frozenset().union(*parts.values()) <= set(fields)


@BOTH
@pytest.mark.parametrize("sort", ["restriction", "technology", "paid"])
def test_of_the_sort_of_help_each_copy_says_that_it_restricts_and_no_other(
    slug: str, sort: str
) -> None:
    rows = rows_without(slug)
    for row_id, row in MARKED.items():
        if pattern(row_id) == "mitigations.rung":
            rows[row_id] = {**row, "value": sort, "shown": str(RUNGS[sort])}
    copy = held(slug, rows)
    assert ("(a restriction; to be tried)" in copy) == (sort == "restriction")
    assert ("(to be tried)" in copy) == (sort != "restriction")


@BOTH
@pytest.mark.parametrize("stands", [NOT_WANTED, NO_LONGER])
def test_of_help_that_is_not_used_each_copy_says_what_it_is_and_nothing_else(
    slug: str, stands: str
) -> None:
    rows = rows_without(slug)
    for row_id, row in MARKED.items():
        if pattern(row_id) == "mitigations.stands":
            rows[row_id] = {**row, "value": stands}
    copy = held(slug, rows)
    what = words_of(frozenset({"mitigations.what"}))
    begins = "No longer: " if stands == NO_LONGER else f"Not wanted by {NAME}:</strong> "
    for word in what:
        assert copy.count(f"{begins}{word}") == 2  # on paper and on screen
    # Of one that is not used; what is said of help as a whole stays.
    beyond = {p for p in COPIES[slug]["helps"] if p.startswith("mitigations.")} - {
        "mitigations.what"
    }
    told = [i for i, row in MARKED.items() if pattern(i) in beyond and _is_told(row, copy)]
    assert not told, (
        f"{slug} still prints {', '.join(told)} of help that is {stands}: print it in shared.html where "
        "that goes ahead, and nowhere else"
    )


def _is_told(row: Any, copy: str) -> bool:
    word = str(row["value"])
    return word.startswith("Q") and word in copy
