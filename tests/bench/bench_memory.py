"""Memory of `riskapp serve` after 200 pages and 20 PDFs, process by process.

python -m tests.bench.bench_memory
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from riskapp.accounts import queries
from riskapp.decision.services.sealing import House, seal
from riskapp.decision.services.talking import begin_next_version
from riskapp.platform.runtime import Runtime, open_runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.keys import make_seal_key
from riskapp.platform.versions.store import list_renditions
from tests.bench.bench_web import FILLED, STEPS, free_port, prepare, settings_of, wait_for

PAGES, PDFS = 200, 20
REF = FILLED.split("/")[2]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="riskapp-bench-") as folder:
        instance = Path(folder) / "instance"
        cookie, _token = prepare(instance)
        make_seal_key(settings_of(instance, "").keys_folder, "Bench", datetime.now(UTC))
        with serving(instance) as (server, port):
            fetch(port, cookie, 1)
            show("after the first page", server)
            fetch(port, cookie, PAGES)
            show(f"after {PAGES} pages", server)
            runtime = open_runtime(settings_of(instance, ""))
            made = make_pdfs(runtime)
            fetch(port, cookie, 1)
            show(f"after {made} PDFs as well", server)
            runtime.db.close()


@contextmanager
def serving(instance: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    command = [sys.executable, "-m", "riskapp", "serve", "--port", str(port)]
    command += ["--workers", "1", "--threads", "1"]
    environment = {**os.environ, "RISKAPP_INSTANCE": str(instance)}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


def fetch(port: int, cookie: str, pages: int) -> None:
    """Steps, lists and the balance, in turn."""
    paths = [*STEPS, f"/decisions/{REF}/balance", "/"]
    for number in range(pages):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked.request("GET", paths[number % len(paths)], headers={"Cookie": f"riskapp={cookie}"})
        answer = asked.getresponse()
        answer.read()
        assert answer.status == 200, (answer.status, paths[number % len(paths)])
        asked.close()


def make_pdfs(runtime: Runtime) -> int:
    """Seals version after version, and waits for the worker to make the copies of each."""
    made = 0
    while made < PDFS:
        with runtime.db.write() as conn:
            actor = queries.find_actor(conn, queries.get_user(conn, "sunita@bench.example").id)
            assert actor is not None
            trail = trail_of(runtime)
            if made:
                begin_next_version(conn, trail, actor, REF)
            house = House.of(runtime.config, demonstration=False)
            version = seal(conn, trail, actor, REF, house)
        while "waiting" in states(runtime, version.id):
            time.sleep(0.2)
        assert set(states(runtime, version.id)) == {"made"}
        made += len(states(runtime, version.id))
    return made


def states(runtime: Runtime, version_id: str) -> list[str]:
    with runtime.db.read() as conn:
        return [rendition.state for rendition in list_renditions(conn, version_id)]


def show(when: str, server: int) -> None:
    """Resident memory, and the most there ever was, of each process under the server."""
    print(when)
    for pid, name in sorted(processes(server).items()):
        now, most = (read_status(pid, what) for what in ("VmRSS", "VmHWM"))
        print(f"  {name:<28}{now:>6,.0f} MiB   at most {most:>6,.0f} MiB")


def processes(server: int) -> dict[int, str]:
    """What each process is, by where it stands: master, web, worker for jobs, press of PDFs."""
    every = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {pid: parent_of(pid) for pid in every}
    found = {server: "master"}
    for pid in (pid for pid, parent in parents.items() if parent == server):
        said = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        is_worker = b"worker" in said
        found[pid] = "worker for jobs" if is_worker else "web worker"
        found |= {child: "press of PDFs" for child, parent in parents.items() if parent == pid}
    return found


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def read_status(pid: int, what: str) -> float:
    """MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
