"""Reads back and prints a record with an answer in every form of a conversation, as JSON.

Run by test_adding in a process of its own, with a riskapp to whose every form a question was added.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.layouts import UNSEALED, draw, layout_of
from riskapp.decision.queries import find_decision
from riskapp.decision.record import record_of
from riskapp.decision.services.carrying import import_record
from riskapp.decision.steps.what_matters import AREAS
from riskapp.decision.transfer import FORMAT, read_file
from riskapp.platform.db import Database
from riskapp.platform.forms import Form
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import get_version
from tests.app import SUNITA, Client, make_app
from tests.databases import Sqlite
from tests.house.using_what_was_added import member, read_text
from tests.page import words
from tests.records.marked import marked_rows
from tests.records.reading import copy_of

ADDED = "added_since"
GIVEN = {  # without which a part is not there to be read
    "statement": {"own": "By the weir.", "in_theirs": True},
    "two-pens": {"given": "none", "how": "none"},
    "consequences": {"side": "harm"},
    "set-aside": {"prompt": "hard-to-undo"},
    "wellbeing": {"area": next(iter(AREAS))},
}


def heard(slug: str) -> str:
    """What is answered to the question that was added to a step or a list."""
    return f"of {slug} too"


def answers(slug: str, form: type[Form]) -> dict[str, str]:
    is_asked = ADDED in {asked.key for asked in form()}
    return {**GIVEN.get(slug, {}), **({ADDED: heard(slug)} if is_asked else {})}


def items(parent: str | None) -> dict[str, list[Any]]:
    """One item of each list, and below it one of each list under that."""
    under = [c for c in CONVERSATION.collections() if c.parent == parent]
    return {c.slug: [item(c.slug, c.item_form)] for c in under}


def item(slug: str, form: type[Form]) -> dict[str, Any]:
    below = items(slug)
    return {"answers": answers(slug, form), **({"items": below} if below else {})}


def record() -> bytes:
    said: dict[str, Any] = {
        "format": FORMAT,
        "person": {"called_by": "Maureen"},
        "answers": {s.slug: answers(s.slug, s.form) for s in CONVERSATION.steps},
        "items": items(None),
    }
    said["items"]["options"].append({"answers": {"is_now": True}})
    return json.dumps(said).encode()


def use(folder: Path) -> dict[str, Any]:
    (folder / "db").mkdir()
    db = Database(Sqlite(folder).fresh(folder / "db"))
    app = make_app(db, folder)
    client = Client(app).sign_in(SUNITA)
    begun = client.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        team = find_decision(conn, begun.headers["Location"].split("/")[2]).team_id
        trail, incoming = trail_of(runtime), read_file(record())
        ref = import_record(conn, trail, member(conn), team, incoming, "england").ref
    page = f"/decisions/{ref}/read-back"
    seen = {"read back": words(client.get(page).tree).partition("Taking part, and the copy")[0]}
    sealing = {"action": "seal", ADDED: heard("read-back")}
    client.post(page, sealing, page=page, status=303)
    with runtime.db.read() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
    for copy in ("full", "person"):
        layout = layout_of(copy)
        rows = shown_rows(RECORD, layout, version.rows)
        seen[copy] = read_text(draw(layout, record_of(rows, version.digest)).html)
    (draft,) = (layout for layout in UNSEALED if layout.slug == "draft")
    rows = shown_rows(RECORD, draft, version.rows)
    seen["draft"] = read_text(draw(draft, record_of(rows, "")).html)
    db.close()
    return {**seen, "unprinted": [*unprinted("full"), *unprinted("person")]}


def unprinted(copy: str) -> list[str]:
    """What a copy carries of a record in which everything was answered, reviews and what was said since
    too, and does not print.
    """
    layout, marked = layout_of(copy), marked_rows()
    html = draw(layout, copy_of(layout, marked)).html
    carried = shown_rows(RECORD, layout, marked)
    said = {i: str(row["value"]) for i, row in carried.items() if i.endswith(f".{ADDED}")}
    return [f"{copy}: {row_id}" for row_id, words in said.items() if words not in html]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(use(Path(made))))
