"""What somebody who tried to break in once managed, and no longer does."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from riskapp import cli
from riskapp.commands.serve import say_who
from riskapp.core.errors import BadInput
from riskapp.decision.events import COPY_TAKEN
from riskapp.decision.queries import find_decision
from riskapp.decision.services import talking
from riskapp.platform import settings
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.tables import access_log
from riskapp.platform.versions.store import NotAsSealed, get_version, keep_bytes, list_renditions
from tests.app import NOW, Client, make_app, make_runtime

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


@only_sqlite
def test_an_error_page_does_not_grow_with_what_was_posted(app: Flask) -> None:
    answer = Client(app).web.post("/sign-in", data=b"a=1&" * 400_000,
                                  content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert 400 <= answer.status_code < 500
    assert len(answer.data) < 20_000


@only_sqlite
def test_a_version_replaced_past_riskapp_is_not_shown(
    as_sunita: Client, ref: str, db: Database
) -> None:
    back = f"/decisions/{ref}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    stranger = sqlite3.connect(str(db.url.database))
    stranger.execute(
        "INSERT OR REPLACE INTO version SELECT id, subject_id, number, schema, language, snapshot,"
        " zeroblob(32), digest, sealed_at, sealed_by FROM version"
    )
    stranger.commit()
    stranger.close()
    with db.read() as conn:
        found = find_decision(conn, ref)
        with pytest.raises(NotAsSealed):
            get_version(conn, found.id)


def test_what_an_item_was_made_as_is_not_posted_away(
    as_sunita: Client, ref: str, db: Database
) -> None:
    with db.read() as conn:
        options = get_entries(conn, find_decision(conn, ref).id).items("options")
    path = f"/decisions/{ref}/both-sides/options/{options[1].id}"
    as_sunita.post(path, {"title": "Waiting", "is_now": ""}, page=path, status=303)
    path = f"/decisions/{ref}/both-sides/options/{options[0].id}"
    as_sunita.post(path, {"title": "Going", "is_now": "yes"}, page=path, status=303)
    with db.read() as conn:
        options = get_entries(conn, find_decision(conn, ref).id).items("options")
    assert [o.data for o in options] == [{"title": "Going"}, {"title": "Waiting", "is_now": True}]


def test_no_way_in_overfills_a_collection(as_sunita: Client, ref: str, db: Database) -> None:
    as_sunita.get(f"/decisions/{ref}/balance")
    answers = [
        as_sunita.post(f"/decisions/{ref}/set-aside", {"prompt": "own-words", "key": ""})
        for _press in range(62)
    ]
    with db.read() as conn:
        kept = get_entries(conn, find_decision(conn, ref).id).items("set-aside")
    assert len(kept) == 60
    assert answers[-1].status_code == 400


def test_a_record_has_one_draft_on_its_way(as_sunita: Client, ref: str) -> None:
    as_sunita.get(f"/decisions/{ref}")
    first = as_sunita.post(f"/decisions/{ref}/draft", status=303).headers["Location"]
    assert as_sunita.post(f"/decisions/{ref}/draft", status=303).headers["Location"] == first


def test_no_page_about_somebody_is_looked_at_unseen(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """Each page that shows whose record it is leaves a line in the access log."""
    for page in ("", "/decision", "/balance", "/doors", "/read-back", "/safeguarding"):
        with db.read() as conn:
            before = conn.execute(select(func.count()).select_from(access_log)).scalar_one()
        as_sunita.get(f"/decisions/{ref}{page}")
        with db.read() as conn:
            after = conn.execute(select(func.count()).select_from(access_log)).scalar_one()
        assert after == before + 1, page


def looks(db: Database) -> list[str]:
    with db.read() as conn:
        return list(conn.execute(select(access_log.c.what).order_by(access_log.c.id)).scalars())


def test_words_shown_on_a_refused_or_differing_post_were_looked_at(
    as_sunita: Client, ref: str, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    as_sunita.post(path, {**seen, "choice": "hers"}, status=303)
    before = looks(db)
    key = "00000000-0000-4000-8000-000000000000"
    as_sunita.post(path, {**seen, "key": key, "choice": "another's"}, status=409)
    assert looks(db) == [*before, "conversation"]
    monkeypatch.setattr(talking, "ROOM", 10)
    path = f"/decisions/{ref}/if-it-goes-wrong"
    as_sunita.post(path, {"steps": "more than there is room for"}, page=path, status=422)
    assert looks(db) == [*before, "conversation", "conversation", "conversation"]


def test_namesakes_that_were_shown_were_looked_at(
    as_sunita: Client, ref: str, db: Database
) -> None:
    before = looks(db)
    as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=200)
    assert looks(db) == [*before, "namesakes"]
    assert ref


def test_a_button_of_another_page_seals_nothing(as_sunita: Client, ref: str, db: Database) -> None:
    path = f"/decisions/{ref}/decision"
    for action in ("seal", "draft"):
        answer = as_sunita.post(path, {"choice": action, "action": action}, page=path, status=303)
        assert answer.headers["Location"] == f"/decisions/{ref}/both-sides"
    with db.read() as conn:
        assert find_decision(conn, ref).versions == 0


@pytest.mark.parametrize("action", ["seal", "add:x", "later", "back", "go:doors"])
def test_no_button_leads_past_the_safeguarding_route(
    as_sunita: Client, ref: str, action: str
) -> None:
    path = f"/decisions/{ref}/decision"
    answer = as_sunita.post(path, {"danger": "yes", "action": action}, page=path, status=303)
    assert answer.headers["Location"].split("?")[0] == f"/decisions/{ref}/safeguarding"


def test_a_button_that_goes_nowhere_there_is_leads_only_to_the_route(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    for action in ("go:x\r\nSet-Cookie: a=b", "go:x&where=scotland#frag"):
        answer = as_sunita.post(path, {"danger": "yes", "action": action}, page=path, status=303)
        assert answer.headers["Location"] == f"/decisions/{ref}/safeguarding"
        as_sunita.post(path, {"danger": "no"}, page=path, status=303)


@pytest.mark.parametrize("place", ["x", "\n", "x\r\nSet-Cookie: a=b", "<b>"])
def test_an_add_button_that_no_page_has_saves_and_leads_back(
    as_sunita: Client, ref: str, place: str
) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    said = {"steps": "Ring Joan", "action": f"add:{place}"}
    led = as_sunita.post(path, said, page=path, status=303).headers["Location"]
    assert led in (path, f"{path}#x")
    assert as_sunita.get(path).form(path).fields["steps"] == "Ring Joan"


def test_an_add_button_leads_back_to_its_box(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/both-sides"
    button = re.search(r'value="add:([^"]+)"', as_sunita.get(path).html)
    assert button
    answer = as_sunita.post(path, {"action": f"add:{button[1]}"}, page=path, status=303)
    assert answer.headers["Location"] == f"{path}#{button[1]}"


def test_a_copy_taken_at_the_command_line_leaves_its_line_and_is_its_owners_alone(
    app: Flask, as_sunita: Client, ref: str, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = f"/decisions/{ref}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    with db.write() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
        for one in list_renditions(conn, version.id):
            keep_bytes(conn, one.id, b"%PDF", 1, NOW)
    settings_of = app.extensions["riskapp"].config
    monkeypatch.setenv("RISKAPP_INSTANCE", str(settings_of.instance))
    monkeypatch.setenv("RISKAPP_DATABASE_URL", settings_of.url)
    output = settings_of.instance / "copy.pdf"
    assert cli.main(["record", "pdf", ref, "--layout", "card", "-o", str(output)]) == 0
    assert (output.read_bytes(), output.stat().st_mode & 0o777) == (b"%PDF", 0o600)
    assert cli.main(["record", "pdf", ref, "-o", str(output)]) == 0  # over the one before
    with db.read() as conn:
        taken = conn.execute(
            select(audit.c.actor_id, audit.c["keys"])
            .where(audit.c.event == COPY_TAKEN.name)
            .order_by(audit.c.seq)
        ).all()
    assert [tuple(line) for line in taken] == [
        ("command-line", f'{{"layout":"{layout}","ref":"{ref}","version":1}}')
        for layout in ("card", "full")
    ]


@only_sqlite
def test_invented_people_are_not_served_to_others(db: Database, tmp_path: Path) -> None:
    runtime = make_runtime(db, tmp_path, hosts=("riskapp.example",))
    with db.write() as conn:
        settings.put(conn, settings.DEMONSTRATION, "five plain words")
    with pytest.raises(BadInput, match="demonstration"):
        say_who(runtime)
