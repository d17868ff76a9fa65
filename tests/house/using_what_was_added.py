"""Holds a conversation with whichever riskapp is first on the path, and tells what it saw as JSON.

Run by test_adding in a process of its own: a step to type on, and what to type each time.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import riskapp
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import draw, layout_of
from riskapp.decision.queries import find_decision
from riskapp.decision.record import record_of
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.transfer import read_file, schema
from riskapp.platform import audit
from riskapp.platform.db import Database
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import get_version
from tests.app import SUNITA, Client, make_app
from tests.databases import Sqlite
from tests.page import words


def use(step: str, typed: list[dict[str, str]], folder: Path) -> dict[str, Any]:
    (folder / "db").mkdir()
    db = Database(Sqlite(folder).fresh(folder / "db"))
    app = make_app(db, folder)
    client = Client(app).sign_in(SUNITA)
    answer = client.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    ref = re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]
    home, path = f"/decisions/{ref}", f"/decisions/{ref}/{step}"
    seen: dict[str, Any] = {
        "package": str(Path(riskapp.__file__).parent),
        "home": client.get(home).text,
    }
    seen["step"] = client.get(path).text
    for said in typed:
        client.post(path, said, page=path, status=303)
    seen["step again"] = whole(client, path)
    # But for what is asked there: words that others wrote stand there once more.
    read = words(client.get(f"{home}/read-back").tree)
    seen["read back"] = read.partition("Taking part, and the copy")[0]
    client.post(f"{home}/read-back", {"action": "seal"}, page=f"{home}/read-back", status=303)
    seen["twin"] = client.get(f"{home}/versions/1/full").text
    seen |= kept(app.extensions["riskapp"], ref)
    db.close()
    return seen


def whole(client: Client, path: str) -> str:
    """What a step shows once it is saved, its items on their own pages included."""
    page = client.get(path)
    items = sorted(set(re.findall(rf'"to:({path}/[a-z-]+/[0-9a-f-]{{36}})"', page.html)))
    return " ".join([page.html, *(client.get(item).html for item in items)])


def kept(runtime: Any, ref: str) -> dict[str, Any]:
    """What was sealed, how it prints, and what leaves and comes back."""
    trail = trail_of(runtime)
    with runtime.db.read() as conn:
        found = find_decision(conn, ref)
        version = get_version(conn, found.id)
    with runtime.db.write() as conn:
        out = export_record(conn, trail, audit.COMMAND_LINE, ref)
        incoming = read_file(json.dumps(out).encode())
        again = import_record(conn, trail, member(conn), found.team_id, incoming, "england")
        back = export_record(conn, trail, audit.COMMAND_LINE, again.ref)
    origin = [part.pop("origin") for part in (out, back)]
    assert origin[0] != origin[1]
    return {
        "rows": numbered(version.rows),
        "record": read_text(printed("full", version)),
        "person": read_text(printed("person", version)),
        "export": out,
        "import": back,
        "schema": schema(),
    }


def printed(copy: str, version: Any) -> str:
    layout = layout_of(copy)
    rows = shown_rows(CONVERSATION, layout, version.rows)
    return draw(layout, record_of(rows, version.digest)).html


def member(conn: Any) -> Any:
    from riskapp.accounts import queries  # noqa: PLC0415

    return queries.find_actor(conn, queries.get_user(conn, SUNITA).id)


def numbered(rows: Any) -> dict[str, Any]:
    return {key: dict(value) for key, value in rows.items()}


def read_text(html: str) -> str:
    """The words of a printed page, which has no form and no title of the site's shape."""
    body = re.sub(r"<[^>]+>", " ", html.partition("<body")[2])
    return " ".join(body.split())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(use(sys.argv[1], json.loads(sys.argv[2]), Path(made))))
