"""The minutes and the letter: what they carry, and what is in no byte of them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf

from riskapp.panel import rendering as letters
from riskapp.panel.advice import rendering as minuting
from riskapp.panel.letter import LAYOUT
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.store import find_latest, get_bytes
from riskapp.platform.versions.verifying import verify
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.panel.advice.conftest import begin, differ, say, shown
from tests.panel.sitting.conftest import Panel
from tests.records.reading import text_of_pdf
from tests.records.test_reading_aloud import _say as say_of

NOTE, UNGIVEN, VIEW, DRAFT = "NOTEFORPANEL", "NOTGIVENVIEW", "GIVENVIEW", "DRAFTDISSENT"


def made(panel: Panel, ref: str, layout: str, make: Any) -> bytes:
    """The bytes of the latest paper of a subject, printed here and now."""
    runtime = panel.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        asked = find_latest(conn, find(conn, ref).id, layout)
    make(runtime, {"version": asked.version_id})
    with runtime.db.read() as conn:
        return get_bytes(conn, asked.id)


def checked(panel: Panel, data: bytes, folder_of_file: Path) -> str:
    """All that stands in a sealed file that this instance sealed, and that can be read aloud whole."""
    file = folder_of_file / "paper.pdf"
    file.write_bytes(data)
    aloud = say_of("outloud", "--no-info", str(file))
    assert "PDF/UA-1 checkpoints:" in aloud
    errors = {words[1] for line in aloud.splitlines() if (words := line.split())[:1] == ["ERROR"]}
    assert errors <= {"TAG-002"}  # the foot of a page, where its digest happens to look like prose
    assert "found nothing" in say_of("pdfua", "check", str(file))
    folder = panel.app.extensions["riskapp"].config.keys_folder
    found = verify(data, *list_certificates(folder))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        streams = b"".join(
            one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)
        )
    return str(found.payload) + streams.decode("latin-1")


@POSTGRESQL_SELDOM
def test_minutes_and_letter(declared: Panel, tmp_path: Path) -> None:
    panel, chair = declared, declared.chair
    panel.tomos.write(view=VIEW, reasons="She knows.", note=NOTE)
    panel.grace.write(view=UNGIVEN, action="later")
    chair.do("open")
    begin(chair)
    said = {"because": "It is hers.", "noticed": "No bus after four."}
    say(chair, "advice", outcome="backed", weight="What it gives her.", **said)
    differ(panel.grace, "Not alone in the dark.")
    differ(panel.tomos, DRAFT, action="later")
    page = f"{chair.home}/minutes"
    assert "No minutes are made yet" in shown(panel.ruth.client, page)
    panel.ruth.client.post(page, status=403)
    chair.client.post(page, page=page, status=303)
    assert "no advice given yet" in shown(chair.client, page)
    panel.app.extensions["riskapp"].clock.pass_by(minutes=1)
    say(chair, "giving", action="give")
    chair.client.post(page, page=page, status=303)
    twin = shown(panel.ruth.client, page)
    for told in ("It is hers.", "Not alone in the dark.", "No bus after four.", "Nurse, Northmoor"):
        assert told in twin, told
    minutes = made(panel, chair.ref, "panel-minutes", minuting.make_minutes)
    whole = checked(panel, minutes, tmp_path)
    assert "Not alone in the dark." in whole

    sunita, path = panel.sunita, "/referrals/RP-0001/letter"
    beside = shown(sunita, path)
    for told in ("They back this.", "It is hers.", "Not alone in the dark.", "What it gives her."):
        assert told in beside, told  # nobody writes to her from memory
    column = sunita.get(path).tree.find(".//*[@id='save']/..")
    assert column.find(".//textarea") is not None  # the buttons end what is written
    assert column.find(".//aside") is None
    form = as_data(step_form(sunita, path).standing())
    assert "goes" not in form
    to_her = {"said": "They think you can go on walking.", "now": "Sunita rings you on Friday."}
    to_her |= {"ring": "Sunita", "number": "01632 960 001"}
    printed = sunita.post(path, {**form, **to_her, "action": "print"}, status=303)
    assert "Dear Maureen" in shown(sunita, printed.headers["Location"])
    letter = made(panel, "RP-0001", LAYOUT, letters.make_letter)
    words = checked(panel, letter, tmp_path)
    assert "Sunita Rao, Northmoor Adult Social Care" in text_of_pdf(letter)
    for told in ("They think you can go on walking.", "They back this.", "Maureen"):
        assert told in words, told
    assert "Not alone in the dark." not in words
    assert "Most twelve-year-olds could read this." in shown(sunita, path)
    exported = sunita.fetch("GET", f"/decisions/{panel.decision}").get_data(as_text=True)
    for marker in (NOTE, UNGIVEN, DRAFT, VIEW):
        for where in (whole, words, exported, twin):
            assert marker not in re.sub(r"\s+", "", where), marker
