"""Papers of a conversation as it stands: the sheet for a visit, and the page to get ready with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import LAYOUTS, UNSEALED
from riskapp.decision.rendering import make_paper
from riskapp.decision.visit import patterns_for_a_visit
from riskapp.platform.db import Database
from riskapp.platform.forms import DataClass
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows, fields_by_pattern
from tests.app import Client, make_app
from tests.browser.world import begin
from tests.counting import calls
from tests.records.marked import marked_rows

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


def say(client: Client, ref: str, step: str, **said: str) -> None:
    path = f"/decisions/{ref}/{step}"
    client.post(path, said, page=path, status=303)


@ON_SQLITE
def test_the_sheet_has_the_parts_that_are_called_for_and_no_name_of_one_that_protects(
    app: Flask,
) -> None:
    client = Client(app).sign_in()
    ref = begin(client, "Ada")
    sheet = f"/decisions/{ref}/papers/sheet"
    say(client, ref, "decision", choice="To go home", danger="yes", done_about="Qtold")
    say(client, ref, "doors", pressure="opened", hard_to_undo="opened")
    text = client.get(sheet).text
    assert "To go home" in text
    assert "When, and how much at once" in text
    assert "What Ada hopes for" not in text
    for hidden in ("Qtold", "in danger now", "Who may know what", "Harm between people"):
        assert hidden not in text, hidden
    say(client, ref, "doors", route="full")
    assert "What Ada hopes for" in client.get(sheet).text  # lists alone, and no question of its own


@ON_SQLITE
def test_the_page_to_get_ready_with_says_back_the_choice_and_nothing_else(app: Flask) -> None:
    client = Client(app).sign_in()
    ref = begin(client, "Ada")
    say(client, ref, "decision", choice="To go home", why_now="Qwhy", said_where="Qwhere")
    say(client, ref, "doors", route="full")
    say(client, ref, "preparing", where="The garden", known="Qknown", who="Qwho")
    text = client.get(f"/decisions/{ref}/papers/preparation").html
    assert "To go home" in text
    assert "The garden" in text
    assert not [word for word in ("Qwhy", "Qwhere", "Qknown", "Qwho") if word in text]


@ON_SQLITE
def test_a_paper_is_made_when_it_is_asked_for_and_is_no_version(app: Flask) -> None:
    client, home = Client(app).sign_in(), ""
    home = f"/decisions/{begin(client, 'Ada')}"
    asked = client.post(f"{home}/draft", {"paper": "preparation"}, page=home, status=303)
    where = asked.headers["Location"]
    make_paper(app.extensions["riskapp"], {"rendition": where.rpartition("/")[2]})
    assert "Getting ready to talk" in client.get(where).text
    assert client.fetch("GET", f"{where}.pdf").data.startswith(b"%PDF")
    assert "Copies of version" not in client.get(home).text
    client.post(f"{home}/draft", {"paper": "full"}, page=home, status=404)


KEPT = {  # a step, then what is typed there that no paper and no page reads out
    "decision": {"danger": "yes", "done_about": "Q01q"},
    "preparing": {"who": "Q02q", "own_worries": "Q03q"},
    "timing": {"whose_idea": "Q04q"},
    "voices": {"quiet": "Q05q", "views..-who": "Q06q", "views..-view": "Q07q"},
    "capacity": {"reason": "Q08q", "assessments..-who": "Q09q", "assessments..-on-day": "3"},
    "representation": {"powers..-who": "Q10q", "powers..-says": "Q11q"},
    "other-people": {"others-harmed..-who": "Q12q", "alone_when": "Q13q"},
    "sharing": {"shared-with..-whom": "Q14q", "shared-with..-what": "Q15q"},
    "strengths": {"people-around..-who": "A niece", "people-around..-not_involved": "Q16q"},
    "doors": {"route": "full", "capacity": "opened", "capacity_for": "Q17q"},
}


@ON_SQLITE
def test_what_is_not_read_aloud_is_on_no_draft_no_sheet_and_not_on_the_page(app: Flask) -> None:
    client = Client(app).sign_in()
    ref = begin(client, "Ada")
    empty = client.get(f"/decisions/{ref}/papers/draft").text
    say(client, ref, "doors", route="full", capacity="opened")
    for step, said in KEPT.items():
        say(client, ref, step, **said)
    say(client, ref, "preparing", arranged="A taxi", **KEPT["preparing"])
    pages = {p: client.get(f"/decisions/{ref}/{p}") for p in ("papers/draft", "read-back")}
    pages["papers/sheet"] = client.get(f"/decisions/{ref}/papers/sheet")
    for where, page in pages.items():
        assert not re.findall(r"Q\d\dq", page.html), where
        assert "A taxi" in page.text, where
    draft = pages["papers/draft"].text
    off = draft[draft.index("Not on a draft") : draft.index("About this record")]
    assert off == empty[empty.index("Not on a draft") : empty.index("About this record")]
    assert "Capacity for this decision" in off
    # What is kept back leaves no heading of its own, and no law that stands beside it.
    rest = draft.replace(off, "")
    for hidden in ("Capacity for this decision", "Voices, each apart", "Capacity Act"):
        assert hidden not in rest, hidden


def test_what_a_paper_carries_is_asked_of_the_declarations_once() -> None:
    """Rows ask the same of them one by one: built anew for each, a long record took seconds."""
    few = marked_rows()
    since = {i: row for i, row in few.items() if i.startswith("addenda.1.")}
    since["addenda.1.about"] = {**since["addenda.1.about"], "value": ["options.1.consequences.1"]}
    many = dict(few)
    for n in range(3, 41):
        many |= {i.replace(".1.", f".{n}.", 1): row for i, row in since.items()}

    def forms(rows: Rows) -> int:
        every = (*UNSEALED, *LAYOUTS)
        made = calls(lambda: [shown_rows(RECORD, layout, rows) for layout in every])
        return made["Form.__init__"]

    forms(few)
    assert forms(many) == forms(few) > 0


def test_what_the_sheet_has_of_others_is_what_it_says() -> None:
    """As far as the person's copy would have it, and who heard their words."""
    fields = fields_by_pattern(RECORD)
    of_others = {
        what
        for what in patterns_for_a_visit()
        if fields[what].spec.data_class is DataClass.ABOUT_OTHERS
    }
    kept_off = {what for what in of_others if "person" in fields[what].spec.withheld_from}
    assert kept_off <= {"decision.heard_by", "quotes.heard_by"}
    assert {"consequences.to_whom", "differences.view", "positions.who"} <= of_others
    assert not any(what.startswith("views.") for what in of_others)
