"""Every field is found in each copy that carries it, and in no byte of a copy that withholds it."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

import pytest

from riskapp.decision.case_note import case_note
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import LAYOUTS, PRINTED, UNSEALED, draw
from riskapp.decision.rules import FULL_ONLY, Copy
from riskapp.platform.forms import DataClass
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern
from riskapp.platform.wizard import Collection
from tests.records.marked import marked_rows
from tests.records.reading import (
    copy_of,
    page_of,
    pdf_of,
    squeezed,
    text_of_pdf,
    twin_of,
    unpacked,
    words_of_html,
)

PAPER = (*PRINTED, *UNSEALED)
ROWS = marked_rows()
MARKERS = {
    row_id: str(row["value"]) for row_id, row in ROWS.items() if str(row["value"]).startswith("Q")
}
# Codes that a copy says in other words than the answer was given in: what to look for instead.
EVERYWHERE = {
    "both-sides.marks": "matters most to",
    "options.is_now": "as now",
    "positions.not_asked": "not asked yet",
    "options.is_theirs": "wants)",
    "consequences.side": "what could go wrong",
    "consequences.said_by": "in “quotation marks”:",
    "record.demonstration": "demonstration",
    "statement.before": "written before something here changed",
}
FULL = {
    "addenda.of_what": "was said since",
    "read-back.with_place": "printed",
    "statement.in_theirs": "copy too.",
    "two-pens.marks": "both marked",
    **{f"doors.{key}": "opened: " for key in ("someone_else", "pressure", "capacity")},
    **{f"doors.{key}": "opened: " for key in ("restriction", "disagree", "hard_to_undo")},
    "doors.representation": "opened: ",
}
YOURS = {
    "what-was-decided.whose": "it is your choice",
    "what-was-decided.ending": "this was agreed",
    "read-back.taking_part": "you took part and want a copy",
    "what-now.taking_part": "you took part and want a copy",
    "addenda.of_what": "was said",
    "outside-views.outcome": "they back this.",
    "outside-views.stands": "it is still about what this paper says.",
    "view-answers.whose": "the practitioner’s answer:",
    "view-answers.answer": "you accept a part of it.",
    "options.is_now": "as now",
}
NOTE = {
    "both-sides.marks": "matters most:",
    "consequences.side": "hoped for:",
    "consequences.said_by": "q: “q",
    "addenda.kind": "does not agree, said since",
    "addenda.of_what": "said since of",
    "assessments.conclusion": "could",
    "powers.kind": "attorney, deputy or court:",
}
# A colleague who reads nothing else has to know what was found, and who may act for the person.
FOUND = {"assessments.conclusion", "powers.kind"}
IN_OTHER_WORDS = {
    "": NOTE,
    "print/full.html": FULL,
    "print/person.html": YOURS,
    "print/easy.html": {
        **YOURS,
        "mitigations.rung": "this stops or limits something",
        "addenda.kind": "said later",
        "what-now.now": "we carry on as it is",
    },
}


@lru_cache
def _pdf(layout: Layout, place: bool = True) -> bytes:
    return pdf_of(layout, _rows(place))


def _rows(place: bool) -> Rows:
    if place:
        return ROWS
    return {**ROWS, "read-back.with_place": {**ROWS["read-back.with_place"], "value": None}}


# A note of 150 words holds no two of everything: of these it is tried with one.
OF_ONE = ("addenda", "came-about", "assessments", "powers", "mitigations", "differences")
ONE_IN_A_NOTE = (*(f"{one}.2." for one in OF_ONE), "options.1.still.2.")
FOR_A_NOTE = {i: row for i, row in ROWS.items() if not i.startswith(ONE_IN_A_NOTE)}


def _shown(layout: Layout, rows: Rows | None = None) -> Rows:
    return shown_rows(RECORD, layout, _rows_of(layout) if rows is None else rows)


def _rows_of(layout: Layout) -> Rows:
    return FOR_A_NOTE if layout.slug == Copy.NOTE else ROWS


def _expected(layout: Layout, row_id: str) -> str:
    """What a copy prints for a row."""
    row, name = ROWS[row_id], pattern(row_id)
    said = {**EVERYWHERE, **IN_OTHER_WORDS.get(layout.template, {})}
    return MARKERS.get(row_id) or said.get(name) or str(row["shown"])


def _missing(layout: Layout, text: str) -> list[str]:
    held = squeezed(text).lower()
    wanted = [row_id for row_id in _shown(layout) if ROWS[row_id]["value"] is not None]
    return [i for i in wanted if squeezed(_expected(layout, i)).lower() not in held]


def _assert_prints_all(layout: Layout, text: str) -> None:
    missing = _missing(layout, text)
    assert not missing, (
        f"{layout.slug} carries {', '.join(missing)} and prints it nowhere: withhold it from that copy "
        "(withheld_from; PLACED in placed.py; shared.py; EASILY_READ), or print it in one of its parts in "
        "riskapp/templates/print/parts/. A code that is said in other words there: IN_OTHER_WORDS, here."
    )


def test_each_field_of_the_journey_has_two_rows_or_one() -> None:
    held = [pattern(row_id) for row_id in ROWS]
    fields = fields_by_pattern(RECORD)
    assert set(fields) == {name for name in held if not name.startswith("record.")}
    for collection in RECORD.collections():
        first = next(iter(collection.item_form())).key
        assert held.count(f"{collection.slug}.{first}") == 2 ** _depth(collection)
    assert len(set(MARKERS.values())) == len(MARKERS) > 80


def _depth(collection: Collection) -> int:
    above = [c for c in RECORD.collections() if c.slug == collection.parent]
    return 1 + sum(map(_depth, above))


@pytest.mark.parametrize("layout", PAPER, ids=attrgetter("slug"))
def test_a_copy_prints_every_row_it_carries(layout: Layout) -> None:
    _assert_prints_all(layout, words_of_html(page_of(layout, ROWS).html))
    _assert_prints_all(layout, text_of_pdf(_pdf(layout)))


@pytest.mark.parametrize("layout", LAYOUTS, ids=attrgetter("slug"))
def test_a_twin_shows_every_row_its_copy_carries(layout: Layout) -> None:
    twin = words_of_html(twin_of(layout, _rows_of(layout)), "main")
    _assert_prints_all(layout, twin + _titles(layout))


def _titles(layout: Layout) -> str:
    """The demonstration band and the organisation stand outside the main part of a screen."""
    words = words_of_html(twin_of(layout, ROWS))
    return words if {"record.demonstration", "record.organisation"} & layout.meta else ""


@pytest.mark.parametrize("place", [True, False])
@pytest.mark.parametrize("layout", PAPER, ids=attrgetter("slug"))
def test_what_a_copy_withholds_is_in_no_byte_of_it(layout: Layout, place: bool) -> None:
    rows = _rows(place)
    shown = _shown(layout, rows)
    # Which of the ways was decided on is an answer of its own, told in the words of that way.
    told = str(shown.get("what-was-decided.ways", {}).get("shown"))
    withheld = [word for i in rows if i not in shown for word in _marks(i) if word not in told]
    data = _pdf(layout, place)
    page = draw(layout, copy_of(layout, rows))
    held = unpacked(data) + data + text_of_pdf(data).encode() + page.html.encode()
    found = [word for word in withheld if _is_in(word, held)]
    assert not found
    assert withheld or layout.slug == "full"


def _marks(row_id: str) -> list[str]:
    """What no other row holds: a word, or a day as stored and as shown."""
    if row_id in MARKERS:
        return [MARKERS[row_id]]
    row = ROWS[row_id]
    is_day = str(row["value"]).startswith("203")
    return [str(row["value"]), str(row["shown"])] if is_day else []


def _is_in(word: str, held: bytes) -> bool:
    ways = (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-be").hex().encode())
    return any(way in held or way.upper() in held for way in ways)


def test_the_search_for_bytes_finds_what_is_there() -> None:
    data = _pdf(next(x for x in PRINTED if x.slug == "full"))
    title = MARKERS["decision.title"]
    assert _is_in(title, unpacked(data))  # in the title of the file
    assert MARKERS["decision.heard_by"] in text_of_pdf(data)


def test_the_case_note_carries_every_row_of_its_layout_and_no_other() -> None:
    (layout,) = (x for x in LAYOUTS if x.slug == "note")
    note, twin = case_note(copy_of(layout, FOR_A_NOTE)), twin_of(layout, FOR_A_NOTE)
    shown = _shown(layout)
    assert all(MARKERS[i] in note for i in MARKERS if i in shown)
    not_shown = {i for i in MARKERS if i not in shown} - {"options.1.title"}  # told as which way
    assert not [i for i in not_shown if MARKERS[i] in note or MARKERS[i] in twin]


@pytest.mark.parametrize("slug", ["person", "large-print"])
def test_a_place_is_on_the_persons_copy_only_where_it_was_chosen(slug: str) -> None:
    (layout,) = (x for x in LAYOUTS if x.slug == slug)
    assert "decision.said_where" in _shown(layout, _rows(place=True))
    assert "decision.said_where" not in _shown(layout, _rows(place=False))


def test_safety_questions_and_what_was_set_aside_are_on_the_full_record_only() -> None:
    fields = fields_by_pattern(RECORD)
    kept = {key for key, f in fields.items() if f.spec.data_class is DataClass.PROTECTION}
    assert {"decision.danger", "decision.pressure", "decision.alone", "doors.pressure"} < kept
    for layout in (*LAYOUTS, *UNSEALED):
        carried = kept & {pattern(row_id) for row_id in _shown(layout)}
        assert carried == {"full": kept, "note": FOUND}.get(layout.slug, set()), layout.slug
        asides = any(row_id.startswith("set-aside") for row_id in _shown(layout))
        assert asides == (layout.slug == "full")


def test_full_only_names_every_copy_but_the_full_record() -> None:
    """A copy with no name there would carry who heard it, and what was set aside, to its reader."""
    assert {layout.slug for layout in LAYOUTS} == {*FULL_ONLY, Copy.FULL}
