"""The words of each copy, as somebody read and approved them.

A new question or step changes most of them, and a new copy has none yet: where that is meant, approve.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from operator import attrgetter

import pytest

from riskapp.decision.case_note import case_note
from riskapp.decision.layouts import LAYOUTS, PRINTED, UNSEALED, layout_of
from riskapp.decision.rules import Copy
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows
from tests.records.people import advised, empty, maureen
from tests.records.reading import APPROVED, blocks_of_pdf, copy_of, pages_of, pdf_of

APPROVE = """Where this is meant, run

    RISKAPP_APPROVE=1 ./check tests/records/test_approved.py -q

then read `git diff tests/records/approved`, and new files there, as the person would: that is the approving."""
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
    assert file.exists(), f"Nobody has approved {name} yet. {APPROVE}"
    approved = file.read_text(encoding="utf-8")
    # Lines may break elsewhere with another version of the text engine; words may not.
    differs = "\n".join(unified_diff(approved.splitlines(), text.splitlines(), lineterm="", n=1))
    assert [line.replace(" ", "") for line in text.splitlines()] == [
        line.replace(" ", "") for line in approved.splitlines()
    ], f"{name} reads otherwise than approved:\n{differs}\n{APPROVE}"


@pytest.mark.parametrize("layout", [*PRINTED, *UNSEALED], ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty])
def test_a_copy_reads_as_approved(layout: Layout, rows: object) -> None:
    made: Rows = rows()  # type: ignore[operator]
    _check(f"{rows.__name__}-{layout.slug}", _as_text(pdf_of(layout, made)))  # type: ignore[attr-defined]


CARRY_ADVICE = (Copy.FULL, Copy.PERSON, Copy.EASY)


@pytest.mark.parametrize("slug", CARRY_ADVICE)
def test_what_others_advised_reads_as_approved(slug: str) -> None:
    _check(f"advised-{slug}", _as_text(pdf_of(layout_of(slug), advised())))


@pytest.mark.parametrize("rows", [maureen, empty])
def test_a_case_note_reads_as_approved(rows: object) -> None:
    (layout,) = (x for x in LAYOUTS if x.slug == "note")
    note = case_note(copy_of(layout, rows()))  # type: ignore[operator]
    _check(f"{rows.__name__}-note", f"{note}\n")  # type: ignore[attr-defined]
