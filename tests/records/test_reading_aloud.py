"""What checkers of accessible PDFs say of each layout, ordinary, empty, and with one of each thing."""

from __future__ import annotations

import re
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
# What stands near the edge of three pages or more is taken for a running line (PAG-001). These are heads
# of a sheet's many boxes, which a question more or less moves there by chance.
OF_EACH_BOX = {"One more", "Not yet talked about"}
EVIDENCE = re.compile(r"^\s+evidence: (.+)$", re.MULTILINE)
WHAT_TO_DO = """
Read what the checker says, and look at that page (pdftoppm -r 60 -png). Where the page is wrong, mend its
template. Where the checker is: PAG-001 (words near the edge of three pages are taken for a running line)
may name the head of something there are many of, which belongs in OF_EACH_BOX; another, in KNOWN_WARNINGS
with the reason."""


def _say(program: str, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout


def _told(aloud: str, what: str) -> list[str]:
    """Each error or warning, with its evidence and what the checker would have done."""
    told = re.split(r"^ +(?=(?:ERROR|WARNING) )", aloud, flags=re.MULTILINE)
    return [one for one in told if one.startswith(what)]


def _is_known(warning: str) -> bool:
    code, evidence = warning.split()[1], EVIDENCE.search(warning)
    by_chance = code == "PAG-001" and evidence and {*evidence[1].split("; ")} <= OF_EACH_BOX
    return code in KNOWN_WARNINGS or bool(by_chance)


@pytest.mark.parametrize("layout", [*PRINTED, *UNSEALED], ids=attrgetter("slug"))
@pytest.mark.parametrize("rows", [maureen, empty, pytest.param(few, marks=pytest.mark.long)])
def test_checkers_find_no_fault_in_a_layout(layout: Layout, rows: object, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf_of(layout, rows()))  # type: ignore[operator]
    aloud = _say("outloud", "--no-info", str(path))
    assert "PDF/UA-1 checkpoints:" in aloud
    assert _told(aloud, "ERROR") == [], "".join(_told(aloud, "ERROR"))
    unknown = [one for one in _told(aloud, "WARNING") if not _is_known(one)]
    assert unknown == [], "".join(unknown) + WHAT_TO_DO
    assert "found nothing" in _say("pdfua", "check", str(path))


@pytest.mark.parametrize(("line", "is_known"), [("One more", True), ("RA-0042, version 2", False)])
def test_the_head_of_a_box_is_no_running_line(line: str, is_known: bool) -> None:
    """A question more moves it to the foot of a third page; a running line that is read out is a fault."""
    said = f"REVIEW\n  WARNING PAG-001   p.5    1 running line(s)\n          evidence: {line}\n"
    assert [_is_known(one) for one in _told(said, "WARNING")] == [is_known]
