"""Pages and saves a second, beside a bare hello and bare commits, in one run.

    python -m tests.bench.bench_web [--rounds 5] [--seconds 2] [--database-url URL]

Needs wrk (Debian: apt-get install wrk). Two sync workers; wrk shares the machine with them. Each round
gives everything a turn, and what is printed is the middle of the rounds. Only the ratios of one run
mean anything: machines differ, and one machine differs from hour to hour.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, func, select

from riskapp import config, migrations
from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.decision.services.talking import begin_conversation, save_words
from riskapp.people.services import add_person
from riskapp.platform import audit, tokens
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.saving import Change
from riskapp.platform.entries.tables import entry, entry_save
from riskapp.platform.keys import make_keys
from riskapp.platform.runtime import Runtime, open_runtime
from riskapp.platform.tables import subject
from riskapp.platform.trail import trail_of

PASSWORD = "kettle marmalade lantern"
DECISIONS = 400
CONNECTIONS = 8

HELLO = "a bare Flask hello"
SAVE = "POST a step (saves)"
# A step that is empty, the same one filled, one with two options; and a list of a hundred.
EMPTY, FILLED = "/decisions/RA-0001/decision", "/decisions/RA-0002/decision"
STEPS = (EMPTY, FILLED, "/decisions/RA-0002/both-sides")
LOOKED_AT = 2  # the first decisions are looked at, the others are written in
ANSWERS = {
    "choice": "I want to walk to the allotment on my own. I have had that plot for 31 years.",
    "title": "Walking",
    "why_now": "The lift has stopped.",
    "danger": "no",
    "pressure": "no",
    "alone": "yes",
    "said_on": "2026-11-09",
    "heard_by": "Sunita",
}

# wrk asks for one request that it never sends, hence the -2.
SAVES = """
local n, revs = -2, {%(revs)s}
request = function()
  n = n + 1
  local which = n %% #revs
  local body = "csrf_token=%(token)s&action=&rev=" .. (revs[which + 1] + math.floor(n / #revs)) ..
    "&key=" .. string.format("%(run)s-%%027d", n) ..
    "&choice=I+want+to+walk+to+the+allotment+on+my+own.+I+have+had+that+plot+since+" .. n ..
    "%(run)s.&title=Walking&why_now=The+lift+has+stopped.&danger=no&pressure=no&alone=yes" ..
    "&said_on-day=9&said_on-month=11&said_on-year=2026&said_where=&heard_by=Sunita"
  local ref = string.format("RA-%%04d", which + 1 + %(after)d)
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
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=2)
    asked.add_argument("--database-url", default="")
    given = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is not here (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory(prefix="riskapp-bench-") as folder:
        instance = Path(folder) / "instance"
        cookie, token = prepare(instance, given.database_url)
        Bench(instance, given.database_url, given.seconds, cookie, token).report(given.rounds)


# -- an instance ---------------------------------------------------------------------------------


def prepare(instance: Path, database_url: str = "") -> tuple[str, str]:
    """An instance with conversations to write in; the cookie of a session and its token."""
    instance.mkdir()
    cheap = "password_rounds = 1\npassword_kib = 64\nidle_minutes = 1440\n"
    (instance / "riskapp.toml").write_text(cheap)
    settings = settings_of(instance, database_url)
    make_keys(settings.keys_folder)
    runtime = open_runtime(settings)
    migrations.upgrade(runtime.db)
    cookie = fill(runtime)
    runtime.db.close()
    return cookie, tokens.csrf_token(runtime.keys, cookie)


def settings_of(instance: Path, database_url: str) -> config.Config:
    return config.load({"RISKAPP_INSTANCE": str(instance), "RISKAPP_DATABASE_URL": database_url})


def fill(runtime: Runtime) -> str:
    """One practitioner, signed in, with conversations under way; one of them has words in it."""
    trail = trail_of(runtime)
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
        actor = queries.find_actor(conn, queries.get_user(conn, "sunita@bench.example").id)
        assert actor is not None
        for number in range(DECISIONS):
            person = add_person(conn, trail, actor, f"Person {number}", team)
            begin_conversation(conn, trail, actor, person, "england", key=new_id())
        ref, said = FILLED.split("/")[2], [Change("decision", ANSWERS)]
        save_words(conn, trail, actor, ref, key=new_id(), changes=said, place="")
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
        conn.exec_driver_sql("CREATE TABLE IF NOT EXISTS bare (said TEXT)")
    number, began = 0, time.perf_counter()
    raw = db.engine.raw_connection()
    cursor = raw.cursor()
    while time.perf_counter() - began < 1:
        number += 1
        if db.dialect == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO bare VALUES ('said')")
        raw.commit()
    rate = number / (time.perf_counter() - began)
    raw.close()
    return rate


# -- a server ------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(instance: Path, database_url: str, *, looks: bool) -> Iterator[int]:
    port = free_port()
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


# -- the load ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bench:
    """One instance under load."""

    instance: Path
    database_url: str
    seconds: int
    cookie: str
    token: str

    def report(self, rounds: int) -> None:
        seen: dict[str, list[Figure]] = {}
        commits, before = [], self.saves_kept()
        with (
            serving(self.instance, self.database_url, looks=False) as plain,
            serving(self.instance, self.database_url, looks=True) as whole,
        ):
            for turn in range(rounds + 1):
                for name, figure in self.one_round(plain, whole):
                    if turn:  # the first round warms up
                        seen.setdefault(name, []).append(figure)
                with self.database() as db:
                    commits.append(bare_commits(db))
        for name, figures in seen.items():
            print(line(name, figures, seen[HELLO]))
        bare = statistics.median(commits[1:])
        ratio = bare / statistics.median(figure.rate for figure in seen[SAVE])
        print(
            f"{'bare commits, same disk and settings':<56}{bare:>9,.0f} /s   a save is 1/{ratio:.1f}"
        )
        errors = sum(figure.errors for figures in seen.values() for figure in figures)
        print(
            f"saves found in the database: {self.saves_kept() - before}; errors answered: {errors}"
        )

    def one_round(self, plain: int, whole: int) -> Iterator[tuple[str, Figure]]:
        """Each step without and with its access-log row, a list, then saves."""
        yield HELLO, self.load(plain, "/hello")
        for path in STEPS:
            yield f"GET {path}, no access-log row", self.load(plain, path)
            yield f"GET {path}", self.load(whole, path)
        yield "GET /", self.load(whole, "/")
        told = {"token": self.token, "run": new_id()[:8], "revs": self.revisions()}
        yield SAVE, self.load(whole, "/", SAVES % {**told, "after": LOOKED_AT})

    def load(self, port: int, path: str, script: str = "") -> Figure:
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
            lua.write(script)
            lua.flush()
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "--latency"]
            command += ["-H", f"Cookie: riskapp={self.cookie}"]
            command += ["-s", lua.name] if script else []
            url = f"http://127.0.0.1:{port}{path}"
            done = subprocess.run([*command, url], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"bench: wrk failed on {path}: {done.stdout} {done.stderr}")
        return read_figure(done.stdout)

    @contextmanager
    def database(self) -> Iterator[Database]:
        db = Database(settings_of(self.instance, self.database_url).url)
        yield db
        db.close()

    def revisions(self) -> str:
        """Of the step that is saved, for each decision that is written in, by reference."""
        step = EMPTY.rpartition("/")[2]
        its_entry = and_(entry.c.subject_id == subject.c.id, entry.c.step == step)
        wanted = (
            select(func.coalesce(entry.c.rev, 0))
            .select_from(subject.outerjoin(entry, its_entry))
            .where(subject.c.kind == "decision")
            .order_by(subject.c.ref)
        )
        with self.database() as db, db.read() as conn:
            return ",".join(map(str, conn.execute(wanted).scalars().all()[LOOKED_AT:]))

    def saves_kept(self) -> int:
        with self.database() as db, db.read() as conn:
            return int(conn.execute(select(func.count()).select_from(entry_save)).scalar() or 0)


def read_figure(said: str) -> Figure:
    """What wrk printed."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate, said
    assert p99, said
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Figure(float(rate[1]), float(p99[1]) * scale, int(errors[1]) if errors else 0)


def line(what: str, figures: list[Figure], hello: list[Figure]) -> str:
    """The middle of the rounds; the ratio is that of each round by itself."""
    rate = statistics.median(figure.rate for figure in figures)
    p99 = statistics.median(figure.p99 for figure in figures)
    pairs = zip(hello, figures, strict=True)
    ratio = statistics.median(bare.rate / figure.rate for bare, figure in pairs)
    return f"{what:<56}{rate:>9,.0f} /s   p99 {p99:>7.1f} ms   1/{ratio:.1f} of hello"


if __name__ == "__main__":
    main()
