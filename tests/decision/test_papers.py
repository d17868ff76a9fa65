"""Papers of a conversation as it stands: the sheet for a visit, and the page to get ready with."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from riskapp.decision.rendering import make_paper
from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.browser.world import begin

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
