"""Each PDF and its twin on screen say the same words in the same order.

The listed differences: a PDF has a line over its title that a page on screen has in its own frame,
and a quotation mark drawn before the person's words. Pictures are drawn to the room there is, and
their words stand in the tables of both. Right-to-left scripts come out of a PDF in the order they
are drawn, so that for them the letters are compared and not their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from operator import attrgetter

import pytest

from riskapp.decision.layouts import PREPARATION, PRINTED, SHEET
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows
from tests.records.marked import marked_rows
from tests.records.people import empty, long, maureen
from tests.records.reading import (
    APPROVED,
    blocks_of_pdf,
    masthead_of,
    page_of,
    pdf_of,
    squeezed,
    text_between_margins,
    twin_of,
    words_drawn,
    words_of_heads,
    words_of_html,
)

DRAWN_MARK = "“"
COPIES = [*PRINTED, SHEET, PREPARATION]


def _of_pdf(layout: Layout, rows: Rows) -> str:
    blocks = blocks_of_pdf(pdf_of(layout, rows))
    first = next(n for n, (kind, _said) in enumerate(blocks) if kind == "H1")
    return squeezed("".join(said for kind, said in blocks[first:] if said.strip() != DRAWN_MARK))


def _as_approved(layout: Layout, name: str) -> str:
    """The words of a PDF as they were approved: that the PDF has no others has a test of its own."""
    lines = (APPROVED / f"{name}-{layout.slug}.txt").read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("# "))
    said = (re.sub("^#+ ", "", line) for line in lines[first:])
    return squeezed("".join(line for line in said if line.strip() != DRAWN_MARK))


def _of_twin(layout: Layout, rows: Rows) -> str:
    return squeezed(words_of_html(twin_of(layout, rows), "article", "ra-copy"))


def _without_drawn_mark(text: str, twin: str) -> str:
    """The mark before the person's words is the one character that only the PDF has."""
    at = next((n for n, pair in enumerate(zip(text, twin, strict=False)) if pair[0] != pair[1]), 0)
    return text[:at] + text[at + 1 :] if at and text[at] == DRAWN_MARK else text


@pytest.mark.parametrize("layout", COPIES, ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty])
def test_an_approved_copy_and_its_twin_say_the_same_in_the_same_order(
    layout: Layout, rows: Callable[[], Rows]
) -> None:
    twin = _of_twin(layout, rows())
    assert _without_drawn_mark(_as_approved(layout, rows.__name__), twin) == twin


@pytest.mark.long  # poppler takes longer over each page the more pages there are
@pytest.mark.parametrize("layout", COPIES, ids=attrgetter("slug"))
def test_a_pdf_and_its_twin_say_the_same_in_the_same_order(layout: Layout) -> None:
    rows = marked_rows()
    twin = _of_twin(layout, rows)
    assert _without_drawn_mark(_of_pdf(layout, rows), twin) == twin


@pytest.mark.parametrize("layout", PRINTED, ids=attrgetter("slug"))
def test_a_long_record_in_many_scripts_loses_no_letter(layout: Layout) -> None:
    _compare_letters(layout, long(1_500, demonstration=False))


@pytest.mark.long
@pytest.mark.parametrize("layout", PRINTED, ids=attrgetter("slug"))
def test_twenty_thousand_letters_an_answer_lose_no_letter(layout: Layout) -> None:
    _compare_letters(layout, long(demonstration=False))


def _compare_letters(layout: Layout, rows: Rows) -> None:
    """The page and its twin in order; the page and its PDF, margins apart, letter by letter."""
    html, twin = page_of(layout, rows).html, twin_of(layout, rows)
    copy = squeezed(words_of_html(html)).removeprefix(squeezed(masthead_of(html)))
    assert copy == squeezed(words_of_html(twin, "article", "ra-copy"))
    drawn = Counter(squeezed(text_between_margins(pdf_of(layout, rows), layout)))
    expected = Counter(squeezed(words_of_html(html) + words_drawn(html)))
    heads = Counter(squeezed(words_of_heads(html)))  # repeated where a table goes on
    assert not {c: n for c, n in (expected - drawn).items() if c != "-"}  # poppler joins at hyphens
    assert set(drawn - expected) <= set(heads)
