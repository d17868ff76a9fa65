"""A pack from papers going out to the PDF that members read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import func, select

from riskapp.decision import layouts
from riskapp.platform.jobs.queue import MOST_TRIES
from riskapp.platform.tables import access_log
from riskapp.platform.versions.keys import list_certificates
from riskapp.platform.versions.verifying import verify
from tests.databases import POSTGRESQL_SELDOM
from tests.page import words
from tests.panel.sitting.conftest import Panel, converse, sign_in
from tests.panel.sitting.making import FEMI, INGRID, QUESTION, TOMOS, refer
from tests.panel.sitting.pack.making import make_what_waits, pack_of, text_of
from tests.platform.versions.documents import tool
from tests.platform.versions.test_tags import findings
from tests.records.test_reading_aloud import KNOWN_WARNINGS

NO_FONT = "\ue000"

pytestmark = POSTGRESQL_SELDOM


def shown(panel: Panel) -> str:
    chair = panel.chair
    return words(chair.client.get(f"{chair.home}/pack").tree.find(".//main"))


def test_it_is_made_a_part_at_a_time_and_read_by_those_who_read_the_papers(out: Panel) -> None:
    assert "It is being made. Now: the cover." in shown(out)
    assert make_what_waits(out.app, 1) == 1
    assert "Now: item 1, Maureen. 1 of 1" in shown(out)
    assert out.chair.client.fetch("GET", f"{out.chair.home}/pack.pdf").status_code == 404
    assert make_what_waits(out.app) == 2
    assert "It is ready" in shown(out)
    out.ruth.declare("yes", "Her sister is a neighbour.")
    data = pack_of(out.ruth)
    text = text_of(data)
    assert QUESTION in text
    assert "To walk to the sea alone." in text
    assert "Her sister" not in text
    for stranger in (out.sunita, sign_in(out.app, FEMI)):
        for page in ("pack", "pack.pdf"):
            assert stranger.fetch("GET", f"{out.chair.home}/{page}").status_code == 404
    with out.app.extensions["riskapp"].db.read() as conn:
        looked = conn.execute(
            select(func.count()).where(access_log.c.what == "reading pack of a panel")
        ).scalar()
    assert looked == 1


def second_item(panel: Panel, title: str) -> None:
    """Idris, whose conversation is not sealed, on the same agenda."""
    ref = converse(panel.sunita, "Idris", choice="To smoke at night.", title=title)
    said = {"referral": refer(panel.app, panel.ref, ref), "minutes": "10"}
    panel.chair.post("agenda", **said)


def test_it_is_one_file_that_readers_and_verify_know(arranged: Panel, tmp_path: Path) -> None:
    second_item(arranged, "The nights")
    arranged.chair.post("papers-out")
    assert make_what_waits(arranged.app) == 4
    data = pack_of(arranged.grace)
    text = text_of(data)
    keys = arranged.app.extensions["riskapp"].config.keys_folder
    found = verify(data, list_certificates(keys)[0])
    assert found.layout == "pack"
    rows = {one["id"]: one["value"] for one in found.payload["rows"]}
    assert rows["items.2.record.decision.choice"]["value"] == "To smoke at night."
    assert "Not sealed: as it stood on 12 November 2026" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == [
                "Reading pack: Risk enablement panel",
                "Item 1. Maureen: Walking",
                "Item 2. Idris: The nights",
            ]
    assert f"page {pages} of {pages}" in text
    errors, warnings = findings(tmp_path, data)
    assert errors == set()
    # An empty answer under the same heading of several items is taken for a running head.
    assert warnings <= KNOWN_WARNINGS | {"PAG-001"}
    said = tool(str(Path(sys.executable).with_name("pdfua")), "check", str(tmp_path / "record.pdf"))
    assert "result: PASS" in said


def test_an_item_that_cannot_be_drawn_leaves_the_others(
    arranged: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A character that waits for a font is tried again, for the font may come."""
    monkeypatch.setattr(layouts, "spelled_out", str)
    second_item(arranged, f"The nights {NO_FONT}")
    arranged.chair.post("papers-out")
    clock = arranged.app.extensions["riskapp"].clock
    make_what_waits(arranged.app)
    assert "Now: item 2, Idris. 2 of 2 It did not work at once, and is tried again." in shown(
        arranged
    )
    for _again in range(MOST_TRIES):
        clock.pass_by(minutes=5)
        make_what_waits(arranged.app)
    arranged.chair.client.sign_in(INGRID)
    page = shown(arranged)
    assert "It is ready" in page
    assert "Not in it: item 2, Idris. No font on this machine can draw" in page
    text = text_of(pack_of(arranged.chair))
    assert "To walk to the sea alone." in text
    assert "This item could not be printed." in text
    home = arranged.chair.home
    tomos = arranged.somebody(TOMOS)
    assert tomos.client.post(f"{home}/pack", page=home, status=403).status_code == 403
    arranged.chair.client.post(f"{home}/pack", page=f"{home}/pack", status=303)
    assert "It is being made. Now: the cover." in shown(arranged)
