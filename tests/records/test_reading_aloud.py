"""What checkers of accessible PDFs say of each layout, ordinary, empty, and with one of each thing."""

from __future__ import annotations

import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

from riskapp.decision.layouts import PRINTED, UNSEALED
from riskapp.platform.versions.layouts import Layout
from tests.records.people import empty, few, maureen
from tests.records.reading import pdf_of

# The lines of tables and frames beside each other are taken for one grid; list marks are drawn by
# the engine after the text beside them, and are read in their place all the same.
KNOWN_WARNINGS = {"TBL-014", "ORD-001"}


def _say(program: str, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout


@pytest.mark.parametrize("layout", [*PRINTED, *UNSEALED], ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty, pytest.param(few, marks=pytest.mark.long)])
def test_checkers_find_no_fault_in_a_layout(layout: Layout, rows: object, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf_of(layout, rows()))  # type: ignore[operator]
    aloud = _say("outloud", "--no-info", str(path))
    assert "PDF/UA-1 checkpoints:" in aloud
    lines = [line.split() for line in aloud.splitlines()]
    assert {words[1] for words in lines if words[:1] == ["ERROR"]} == set()
    assert {words[1] for words in lines if words[:1] == ["WARNING"]} <= KNOWN_WARNINGS
    assert "found nothing" in _say("pdfua", "check", str(path))
