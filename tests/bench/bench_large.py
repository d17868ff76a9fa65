"""A record as large as one can be, thirty options and two hundred consequences among it: opening,
saving and printing it, beside an everyday record on the same machine in the same run.

    python -m tests.bench.bench_large
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask

from riskapp.accounts import queries
from riskapp.decision.layouts import PRINTED
from riskapp.decision.queries import Decision
from riskapp.decision.rendering import copy_bytes
from riskapp.decision.services.carrying import import_record
from riskapp.decision.services.sealing import House, seal
from riskapp.decision.transfer import read_file
from riskapp.platform.db import Database
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions import pdf
from riskapp.platform.versions.keys import make_seal_key
from tests.app import NOW, Client, make_app
from tests.databases import Sqlite
from tests.faults.filling import as_data, step_form
from tests.journeys.holding import story
from tests.records.filling_up import full_file

ROUNDS = 9
TEXT = "We talked about the garden and what it means to her to be out early. "
RECORDS = {"everyday": json.dumps(story("everyday")).encode(), "largest": full_file(TEXT)}
SCREENS = ("decision", "both-sides", "what-would-help", "balance", "read-back")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="riskapp-large-"))
    app = make_app(Database(Sqlite(folder).fresh(folder)), folder)
    runtime: Runtime = app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", NOW)
    found = {name: _take_in(runtime, text) for name, text in RECORDS.items()}
    for screen in SCREENS:
        _say(f"open {screen}", [_median(partial(_open, app, f, screen)) for f in found.values()])
    _say("save decision", [_median(partial(_save, app, f)) for f in found.values()])
    for name, decision in found.items():
        _print(runtime, name, decision)
    pdf.close()


def _take_in(runtime: Runtime, text: bytes) -> Decision:
    with runtime.db.write() as conn:
        user = next(u for u in queries.list_users(conn) if u.name == "Sunita Rao")
        actor = queries.find_actor(conn, user.id)
        assert actor is not None
        team = min(actor.team_ids)
        return import_record(conn, trail_of(runtime), actor, team, read_file(text), "england")


def _median(act: Callable[[], float]) -> float:
    return statistics.median(act() for _round in range(ROUNDS))


def _open(app: Flask, found: Decision, screen: str) -> float:
    client = Client(app).sign_in()
    began = time.perf_counter()
    answer = client.web.get(f"/decisions/{found.ref}/{screen}")
    took = time.perf_counter() - began
    assert answer.status_code == 200, screen
    return took


def _save(app: Flask, found: Decision) -> float:
    client, path = Client(app).sign_in(), f"/decisions/{found.ref}/decision"
    data = as_data(step_form(client, path).standing())
    began = time.perf_counter()
    # Other words of the same length: the largest record is full.
    (stands,) = data["why_now"]
    other = str(began).rjust(len(stands), "x")[-len(stands) :]
    answer = client.web.post(path, data={**data, "why_now": other, "action": ""})
    took = time.perf_counter() - began
    assert answer.status_code == 303
    return took


def _say(what: str, took: list[float]) -> None:
    print(
        f"{what:24}",
        *(f"{name}: {t * 1000:6.0f} ms" for name, t in zip(RECORDS, took, strict=True)),
    )


def _print(runtime: Runtime, name: str, found: Decision) -> None:
    with runtime.db.write() as conn:
        user = next(u for u in queries.list_users(conn) if u.name == "Sunita Rao")
        actor = queries.find_actor(conn, user.id)
        assert actor is not None
        house = House.of(runtime.config, demonstration=False)
        version = seal(conn, trail_of(runtime), actor, found.ref, house)
    for layout in PRINTED:
        began = time.perf_counter()
        data = copy_bytes(runtime, version, layout)
        took = time.perf_counter() - began
        print(f"{name}: {layout.slug:12} {took:5.1f} s, {pdf.count_pages(data)} pages")


if __name__ == "__main__":
    main()
