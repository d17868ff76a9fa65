"""Pages and saves a second, beside a bare hello and bare commits, in one run.

    python -m tests.bench.bench_web [--seconds 4] [--database-url URL]

Needs wrk (Debian: apt-get install wrk). Two sync workers; wrk shares the machine with them. Only the
ratios of one run mean anything: machines differ, and one machine differs from hour to hour.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from riskapp import config, migrations
from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.decision.services.talking import begin_conversation
from riskapp.people.services import add_person
from riskapp.platform import audit, tokens
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.tables import entry_save
from riskapp.platform.keys import make_keys
from riskapp.platform.runtime import Runtime, open_runtime
from riskapp.platform.trail import trail_of

PASSWORD = "kettle marmalade lantern"
DECISIONS = 400
CONNECTIONS = 8

SAVES = """
local n = -1
request = function()
  n = n + 1
  local ref = string.format("RA-%%04d", n %% %(decisions)d + 1)
  local rev = math.floor(n / %(decisions)d)
  local key = string.format("%(run)s-%%027d", n)
  local body = "csrf_token=%(token)s&action=&key=" .. key .. "&rev=" .. rev ..
    "&choice=I+want+to+walk+to+the+allotment+on+my+own.+I+have+had+that+plot+for+" .. n ..
    "+years.&title=Walking&why_now=The+lift+has+stopped.&danger=no&pressure=no&alone=yes" ..
    "&said_on-day=9&said_on-month=11&said_on-year=2026&said_where=&heard_by=Sunita"
  return wrk.format("POST", "/decisions/" .. ref .. "/decision", nil, body)
end
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
"""


@dataclass(frozen=True)
class Figure:
    """What wrk saw: requests a second, 99th percentile in milliseconds, answers that were errors."""

    rate: float
    p99: float
    errors: int


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seconds", type=int, default=4)
    asked.add_argument("--database-url", default="")
    given = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is not here (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory(prefix="riskapp-bench-") as folder:
        instance = Path(folder) / "instance"
        cookie, token, commits = prepare(instance, given.database_url)
        report(instance, given, cookie, token, commits)


def prepare(instance: Path, database_url: str) -> tuple[str, str, float]:
    """An instance with conversations to write in; its cookie, token and bare commits a second."""
    instance.mkdir()
    cheap = "password_rounds = 1\npassword_kib = 64\nidle_minutes = 1440\n"
    (instance / "riskapp.toml").write_text(cheap)
    settings = settings_of(instance, database_url)
    make_keys(settings.keys_folder)
    runtime = open_runtime(settings)
    migrations.upgrade(runtime.db)
    cookie = fill(runtime)
    commits = bare_commits(runtime.db)
    runtime.db.close()
    return cookie, tokens.csrf_token(runtime.keys, cookie), commits


def settings_of(instance: Path, database_url: str) -> config.Config:
    return config.load({"RISKAPP_INSTANCE": str(instance), "RISKAPP_DATABASE_URL": database_url})


def fill(runtime: Runtime) -> str:
    """One practitioner, signed in, with conversations under way."""
    with runtime.db.write() as conn:
        team = services.add_team(conn, runtime, audit.SYSTEM, "North")
        services.add_user(
            conn,
            runtime,
            audit.SYSTEM,
            email="sunita@bench.example",
            name="Sunita Rao",
            roles=[Role.PRACTITIONER],
            password=PASSWORD,
            team_ids=[team],
        )
        user = queries.get_user(conn, "sunita@bench.example")
        actor = queries.find_actor(conn, user.id)
        assert actor is not None
        for number in range(DECISIONS):
            person = add_person(conn, trail_of(runtime), actor, f"Person {number}", team)
            begin_conversation(
                conn, trail_of(runtime), actor, person, "england", key=new_id()
            )
    return signed_in(runtime)


def signed_in(runtime: Runtime) -> str:
    """A session's cookie, got as a browser gets it."""
    from riskapp.app import create_app  # noqa: PLC0415 (only here is the app wanted in this process)

    client = create_app(runtime=runtime).test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token[1], "email": "sunita@bench.example", "password": PASSWORD},
    )
    assert answer.status_code == 303, answer.status
    cookie = client.get_cookie("riskapp")
    assert cookie is not None
    return cookie.value


def bare_commits(db: Database) -> float:
    """Commits a second of one row each, one writer, on the same disk with the same settings."""
    with db.write() as conn:
        conn.exec_driver_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, said TEXT)")
    number, began = 0, time.perf_counter()
    raw = db.engine.raw_connection()
    cursor = raw.cursor()
    while time.perf_counter() - began < 1:
        number += 1
        if db.dialect == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(f"INSERT INTO bare VALUES ({number}, 'said')")
        raw.commit()
    rate = number / (time.perf_counter() - began)
    raw.close()
    return rate


@contextmanager
def serving(instance: Path, database_url: str, *, looks: bool) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {
        **os.environ,
        "RISKAPP_INSTANCE": str(instance),
        "RISKAPP_DATABASE_URL": database_url,
        "RISKAPP_BENCH_LOOKS": "yes" if looks else "no",
    }
    command = [
        *(sys.executable, "-m", "gunicorn", "--workers", "2", "--worker-class", "sync"),
        *("--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"),
        "tests.bench.serving:make()",
    ]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("bench: the server did not start")


def load(port: int, path: str, cookie: str, seconds: int, script: str = "") -> Figure:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
        command += ["-H", f"Cookie: riskapp={cookie}"]
        command += ["-s", lua.name] if script else []
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(f"bench: wrk failed on {path}: {done.stdout} {done.stderr}")
    said = done.stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate, said
    assert p99, said
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Figure(float(rate[1]), float(p99[1]) * scale, int(errors[1]) if errors else 0)


def report(
    instance: Path, given: argparse.Namespace, cookie: str, token: str, commits: float
) -> None:
    pages = ("/decisions/RA-0001/decision", "/decisions/RA-0001/both-sides", "/")
    with serving(instance, given.database_url, looks=False) as port:
        for path in ("/hello", *pages):
            load(port, path, cookie, 1)
        hello = load(port, "/hello", cookie, given.seconds)
        row("a bare Flask hello", hello, hello)
        for path in pages:
            row(f"GET {path}, no access-log row", load(port, path, cookie, given.seconds), hello)
    with serving(instance, given.database_url, looks=True) as port:
        for path in pages[:2]:
            load(port, path, cookie, 1)
            row(f"GET {path}", load(port, path, cookie, given.seconds), hello)
        load(port, "/hello", cookie, 1)
        again = load(port, "/hello", cookie, given.seconds)
        row("a bare Flask hello, again", again, hello)
        script = SAVES % {"decisions": DECISIONS, "token": token, "run": new_id()[:8]}
        before = count_saves(instance, given.database_url)
        saves = load(port, "/", cookie, given.seconds, script)
        row("POST a step (saves)", saves, hello)
    written = count_saves(instance, given.database_url) - before
    print(f"saves found in the database: {written}; errors answered: {saves.errors}")
    print(f"bare commits a second, same disk and settings: {commits:,.0f}")


def count_saves(instance: Path, database_url: str) -> int:
    db = Database(settings_of(instance, database_url).url)
    with db.read() as conn:
        found = int(conn.execute(select(func.count()).select_from(entry_save)).scalar() or 0)
    db.close()
    return found


def row(what: str, figure: Figure, hello: Figure) -> None:
    ratio = hello.rate / figure.rate
    print(
        f"{what:<52}{figure.rate:>9,.0f} /s   p99 {figure.p99:>7.1f} ms   1/{ratio:.1f} of hello",
        flush=True,
    )


if __name__ == "__main__":
    main()
