"""A reading pack of 8 and of 30 decisions as long as the longest of the demonstration: time, memory of the
process that draws, pages and size; what ordinary pages take meanwhile; and the page of such a sitting.

    python -m tests.bench.bench_pack [ITEMS ...]
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.app import create_app
from riskapp.commands.worker import HANDLERS
from riskapp.decision.queries import list_every_decision
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.services.sealing import House, seal
from riskapp.decision.transfer import read_file
from riskapp.demonstration import make_cast
from riskapp.demonstration.story import SUNITA
from riskapp.panel.pack.queries import find_pack
from riskapp.panel.pack.services.printing import JOB
from riskapp.panel.sitting.queries.sittings import get_sitting
from riskapp.platform import audit
from riskapp.platform.db import Database, new_id
from riskapp.platform.jobs import Worker
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions import pdf
from riskapp.platform.versions.keys import make_seal_key
from tests.app import NOW, Client, add_cast, make_runtime
from tests.bench.pages import statements
from tests.databases import Sqlite
from tests.panel.sitting.making import INGRID, TERMS, arrange, make_panel, user_id

ITEMS, MEMBERS, ROUNDS = (8, 30), 12, 9


@dataclass
class Bench:
    """The demonstration, with decisions as long as its longest, and who chairs a panel."""

    runtime: Runtime
    app: Flask
    chair: Client
    panel: str
    longest: bytes

    @classmethod
    def made(cls, folder: Path) -> Bench:
        runtime = make_runtime(Database(Sqlite(folder).fresh(folder)), folder)
        make_seal_key(runtime.config.keys_folder, "Northmoor", NOW)
        make_cast(runtime)
        add_cast(runtime)
        app = create_app(runtime=runtime)
        app.testing = True
        others = [f"member{number}@northmoor.example" for number in range(MEMBERS - 1)]
        with runtime.db.write() as conn:
            actor = queries.find_actor(conn, queries.get_user(conn, SUNITA).id)
            assert actor is not None
            every = [d for d in list_every_decision(conn) if d.team_id in actor.team_ids]
            told = (export_record(conn, trail_of(runtime), actor, d.ref) for d in every)
            longest = max((json.dumps(one).encode() for one in told), key=len)
            for email in others:
                services.add_user(
                    conn, runtime, audit.SYSTEM, email=email, name=email.partition("@")[0],
                    roles=[Role.PANEL_MEMBER], password=f"{new_id()} kettle", team_ids=[],
                )  # fmt: skip
        panel = make_panel(app, TERMS, INGRID, *others)
        return cls(runtime, app, Client(app).sign_in(INGRID), panel, longest)

    def sitting(self, items: int) -> str:
        """One whose papers are out, with that many items and twelve members; its reference."""
        ref = arrange(self.chair, self.panel, *(self._sealed() for _item in range(items)))
        home = f"/sittings/{ref}"
        for number in range(MEMBERS - 1):
            who = user_id(self.app, f"member{number}@northmoor.example")
            said = {"user": who, "part": "member"}
            self.chair.post(f"{home}/members", said, page=home, status=303)
        self.chair.post(f"{home}/papers-out", page=home, status=303)
        return ref

    def _sealed(self) -> str:
        """The longest decision once more, sealed."""
        runtime = self.runtime
        with runtime.db.write() as conn:
            actor = queries.find_actor(conn, queries.get_user(conn, SUNITA).id)
            assert actor is not None
            trail, team = trail_of(runtime), min(actor.team_ids)
            incoming = read_file(self.longest)
            made = import_record(conn, trail, actor, team, incoming, "england")
            seal(conn, trail, actor, made.ref, House.of(runtime.config, demonstration=True))
        return made.ref

    def print(self) -> float:
        """Makes the packs that wait; seconds."""
        began = time.perf_counter()
        with self.app.app_context():
            worker = Worker(self.runtime, {JOB: HANDLERS[JOB]})
            while worker.run_once():
                pass
        return time.perf_counter() - began

    def pages_of(self, ref: str) -> int:
        with self.runtime.db.read() as conn:
            actor = queries.find_actor(conn, queries.get_user(conn, INGRID).id)
            assert actor is not None
            made = find_pack(conn, get_sitting(conn, actor, ref).id)
        assert made is not None
        assert made.is_made, made
        return made.whole.pages or 0

    def pack(self, ref: str) -> bytes:
        return bytes(self.chair.fetch("GET", f"/sittings/{ref}/pack.pdf").data)


def main() -> None:
    sizes = [int(said) for said in sys.argv[1:]] or list(ITEMS)
    with tempfile.TemporaryDirectory(prefix="riskapp-pack-") as folder:
        bench = Bench.made(Path(folder))
        print(
            f"a decision as long as {len(bench.longest):,} bytes of its export; {MEMBERS} members"
        )
        for items in sizes:
            _measure(bench, items)
        bench.runtime.db.close()


def _measure(bench: Bench, items: int) -> None:
    ref = bench.sitting(items)
    home = f"/sittings/{ref}"
    alone = _taken(lambda: bench.chair.fetch("GET", f"/papers/{ref}.1"))
    meanwhile: list[float] = []
    stop = threading.Event()
    reader = threading.Thread(target=_read, args=(bench.app, f"/papers/{ref}.1", stop, meanwhile))
    reader.start()
    seconds = bench.print()
    stop.set()
    reader.join()
    data = bench.pack(ref)
    print(
        f"{items} items: {seconds:.1f} s, {bench.pages_of(ref)} pages, {len(data) / 1e6:.1f} MB; what drew "
        f"it took at most {_most_memory():,.0f} MiB"
    )
    print(
        f"  an item on screen: p95 {_p95(alone):.0f} ms, while it is made {_p95(meanwhile):.0f} ms"
    )
    for path in (home, f"/papers/{ref}.{items}", f"{home}/pack"):
        bench.chair.fetch("GET", path)
        with statements() as said:
            bench.chair.fetch("GET", path)
        took = statistics.median(_taken(lambda path=path: bench.chair.fetch("GET", path)))  # type: ignore[misc]
        print(f"  {path}: {len(said)} statements, {took:.0f} ms")


def _read(app: Flask, path: str, stop: threading.Event, taken: list[float]) -> None:
    """An ordinary page, five times a second."""
    client = Client(app, address="192.0.2.77").sign_in(INGRID)
    while not stop.wait(0.2):
        taken.extend(_taken(lambda: client.web.get(path), 1))


def _taken(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each time."""
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        act()
        taken.append(1e3 * (time.perf_counter() - began))
    return taken


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def _most_memory() -> float:
    """MiB, of the process that draws and its children, which it ends to know."""
    pdf.close()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
