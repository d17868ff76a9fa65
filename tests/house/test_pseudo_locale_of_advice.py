"""Every word on the pages and papers of advice went through gettext."""

from __future__ import annotations

import re

from flask import Flask

from riskapp.decision.layouts import put_on_paper
from riskapp.panel.advice.paper import MINUTES, MinutesPaper
from riskapp.panel.letter import LAYOUT, LetterPaper
from riskapp.panel.rules import Seat, Terms
from riskapp.platform.i18n import PSEUDO, using
from riskapp.platform.subjects import find
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import find_latest, get_version_by_id
from tests.app import SUNITA
from tests.faults.conftest import begin
from tests.faults.crawling import walk
from tests.faults.filling import as_data, fill_conversation, filled, post, step_form
from tests.house.test_pseudo_locale import Reader, app, reader, typing
from tests.panel.sitting.making import arrange, begin_advice, make_panel

__all__ = ["app", "reader"]
TERMS = Terms(name="said0x", quorum=9, seats=(Seat("said1x", is_needed=True),))
# What `making` types for everybody, and where a row of a record stands.
TYPED = re.compile(
    r"Somebody walks with her\.|Is there a way for her to go on walking\?|We do not agree\."
    r"|A tracker\.|It is late\.|She can\.|Adviser|Northmoor|Sunita Rao|Maureen"
    r"|(RP|PS)-\d{4}|[a-z-]+\.\d+(\.[a-z]+\.\d+)*"
)


def without_typed(reader: Reader) -> None:
    """Leaves what was found bare and is no word that the test typed."""
    found = {
        where: [one for one in words if re.search(r"[^\W\d_]", TYPED.sub(" ", one))]
        for where, words in reader.found.items()
    }
    reader.found = {where: words for where, words in found.items() if words}


def latest(app: Flask, ref: str, layout: str) -> tuple[Rows, str]:
    with app.extensions["riskapp"].db.read() as conn:
        asked = find_latest(conn, find(conn, ref).id, layout)
        assert asked is not None
        version = get_version_by_id(conn, str(asked.version_id))
    return version.rows, version.digest


def test_pages_of_advice(app: Flask, reader: Reader) -> None:
    """Written, seen differently, given with a condition and without a quorum; the minutes and the letter."""
    client = reader.client(app).sign_in()
    decision = begin(client, "Maureen")
    fill_conversation(client, decision, typing())  # type: ignore[arg-type]
    sitting = arrange(client, make_panel(app, TERMS, SUNITA, SUNITA), decision)
    advice = begin_advice(client, sitting)
    dissent = f"{advice.replace('/advice/', '/dissent/')}/seen-differently"
    for page, action in (
        (dissent, "give"),
        (f"{advice}/advice", "later"),
        (f"{advice}/asks-for", "later"),
    ):
        pairs = filled(step_form(client, page), typing())  # type: ignore[arg-type]
        post(client, page, [*((n, v) for n, v in pairs if n != "action"), ("action", action)])
    client.get(f"{advice}/giving")
    client.post(f"{advice}/giving", {"action": "give"}, page=f"{advice}/giving", status=303)
    walk(client, advice)
    client.post(f"{advice}/begin", page=advice, status=303)
    client.get(f"{advice}/putting-right")
    minutes, letter = f"/sittings/{sitting}/minutes", "/referrals/RP-0001/letter"
    client.get(minutes)
    client.post(minutes, page=minutes, status=303)
    client.get(minutes)
    said = as_data(filled(step_form(client, letter), typing()))  # type: ignore[arg-type]
    printed = client.post(letter, {**said, "action": "print"}, status=303).headers["Location"]
    for page in (letter, printed, "/referrals/RP-0001"):
        client.get(page)
    condition = next(h for _w, h in client.get("/").leads if h.startswith("/conditions/"))
    client.post(f"{condition}/done", {}, page=condition, status=422)
    client.post(f"{condition}/done", {"what": "said7x"}, page=condition, status=303)
    client.get(condition)
    for name, paper in (
        ("panel_minutes", MinutesPaper(*latest(app, sitting, MINUTES))),
        ("panel_letter", LetterPaper(*latest(app, "RP-0001", LAYOUT))),
    ):
        with using(PSEUDO):
            page = put_on_paper(f"print/{name}.html", is_demonstration=True, record=paper, size="")
        reader.look(page.html, name)
    without_typed(reader)
