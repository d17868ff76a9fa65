"""The words of each copy, as somebody read and approved them.

Where a change of wording is meant: `RISKAPP_APPROVE=1 pytest tests/records/test_approved.py`, then
read what differs.
"""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path

import pytest

from riskapp.decision.case_note import case_note
from riskapp.decision.layouts import DRAFT, LAYOUTS, PRINTED
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows
from tests.records.people import empty, maureen
from tests.records.reading import blocks_of_pdf, copy_of, pages_of, pdf_of

APPROVED = Path(__file__).with_name("approved")
HEADINGS = {"H1": "# ", "H2": "## ", "H3": "### ", "H4": "#### "}


def _as_text(data: bytes) -> str:
    """A PDF as a screen reader meets it, a block a line."""
    lines = [f"{pages_of(data)} pages"]
    for kind, said in blocks_of_pdf(data):
        lines.append(f"{HEADINGS.get(kind, '')}{' '.join(said.split())}")
    return "\n".join(lines) + "\n"


def _check(name: str, text: str) -> None:
    file = APPROVED / f"{name}.txt"
    if os.environ.get("RISKAPP_APPROVE"):
        file.write_text(text, encoding="utf-8")
    approved = file.read_text(encoding="utf-8")
    # Lines may break elsewhere with another version of the text engine; words may not.
    assert [line.replace(" ", "") for line in text.splitlines()] == [
        line.replace(" ", "") for line in approved.splitlines()
    ]


@pytest.mark.parametrize("layout", [*PRINTED, DRAFT], ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty])
def test_a_copy_reads_as_approved(layout: Layout, rows: object) -> None:
    made: Rows = rows()  # type: ignore[operator]
    _check(f"{rows.__name__}-{layout.slug}", _as_text(pdf_of(layout, made)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [maureen, empty])
def test_a_case_note_reads_as_approved(rows: object) -> None:
    (layout,) = (x for x in LAYOUTS if x.slug == "note")
    note = case_note(copy_of(layout, rows()))  # type: ignore[operator]
    _check(f"{rows.__name__}-note", f"{note}\n")  # type: ignore[attr-defined]
