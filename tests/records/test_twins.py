"""Each PDF and its twin on screen say the same words in the same order.

The listed differences: a PDF has a line over its title that a page on screen has in its own frame, and
a quotation mark drawn before the person's words. Pictures are drawn to the room there is, and their
words stand in the tables of both. Right-to-left scripts are read from a PDF letter by letter in the
order they are drawn, so that for them the letters are compared and not their order.
"""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import pytest

from riskapp.decision.layouts import PRINTED
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows
from tests.records.marked import marked_rows
from tests.records.people import empty, long, maureen
from tests.records.reading import blocks_of_pdf, pdf_of, squeezed, twin_of, words_of_html

DRAWN_MARK = "“"


def _of_pdf(layout: Layout, rows: Rows) -> str:
    blocks = blocks_of_pdf(pdf_of(layout, rows))
    first = next(n for n, (kind, _said) in enumerate(blocks) if kind == "H1")
    return squeezed("".join(said for kind, said in blocks[first:] if said.strip() != DRAWN_MARK))


def _of_twin(layout: Layout, rows: Rows) -> str:
    return squeezed(words_of_html(twin_of(layout, rows), "article", "ra-copy"))


def _without_drawn_mark(text: str, twin: str) -> str:
    """The mark before the person's words is the one character that only the PDF has."""
    at = next((n for n, pair in enumerate(zip(text, twin, strict=False)) if pair[0] != pair[1]), 0)
    return text[:at] + text[at + 1 :] if at and text[at] == DRAWN_MARK else text


@pytest.mark.parametrize("layout", PRINTED, ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty, marked_rows])
def test_a_pdf_and_its_twin_say_the_same_in_the_same_order(layout: Layout, rows: object) -> None:
    made = rows()  # type: ignore[operator]
    twin = _of_twin(layout, made)
    assert _without_drawn_mark(_of_pdf(layout, made), twin) == twin


@pytest.mark.parametrize("layout", PRINTED, ids=attrgetter("slug"))
def test_a_long_record_in_many_scripts_loses_no_letter(layout: Layout) -> None:
    _compare_letters(layout, long(1_500))


@pytest.mark.long
@pytest.mark.parametrize("layout", PRINTED, ids=attrgetter("slug"))
def test_twenty_thousand_letters_an_answer_lose_no_letter(layout: Layout) -> None:
    _compare_letters(layout, long())


def _compare_letters(layout: Layout, rows: Rows) -> None:
    in_pdf, on_screen = Counter(_of_pdf(layout, rows)), Counter(_of_twin(layout, rows))
    differ = {c: (in_pdf[c], on_screen[c]) for c in in_pdf | on_screen if in_pdf[c] != on_screen[c]}
    assert differ in ({}, {DRAWN_MARK: (on_screen[DRAWN_MARK] + 1, on_screen[DRAWN_MARK])})
