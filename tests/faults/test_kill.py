"""The server is killed while people save: what was acknowledged is there, once, and whole."""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, func, select, text

from riskapp.decision.events import SAVED
from riskapp.platform import audit
from riskapp.platform.audit.tables import audit as audit_log
from riskapp.platform.entries.tables import entry, entry_history, entry_save
from riskapp.platform.runtime import Runtime
from tests.faults.server import BROKEN, Server, Visitor

CLIENTS = 3
ROOM = 150  # lines in one conversation, fewer than a record holds
TRIES_FOR = 90.0
LETS_GO_OF = 0.2  # the share of broken posts that their writer does not send again


@dataclass
class Writer:
    """Saves one line after another, each with a word and a key of its own; sends again what broke."""

    server: Server
    stop: threading.Event
    chance: random.Random
    acknowledged: list[str] = field(default_factory=list)
    abandoned: list[str] = field(default_factory=list)
    broken: int = 0
    again: int = 0
    trouble: BaseException | None = None

    def run(self) -> None:
        try:
            self.visitor = Visitor(self.server.port)
            self.persist(self.visitor.sign_in)
            while not self.stop.is_set():
                self.hold_a_conversation()
        except BaseException as error:  # noqa: BLE001 (told to the test, whatever it is)
            self.trouble = error

    def persist(self, act: object) -> object:
        """Tries until the server is there again."""
        until = time.monotonic() + TRIES_FOR
        while True:
            try:
                return act()  # type: ignore[operator]
            except BROKEN:
                assert time.monotonic() < until, "the server did not come back"
                time.sleep(0.02)

    def hold_a_conversation(self) -> None:
        ref = self.begin()
        path = f"/decisions/{ref}/both-sides"
        _status, _to, page = self.persist(lambda: self.visitor.ask("GET", path))  # type: ignore[misc]
        names = sorted(set(re.findall(r'name="(consequences\.[0-9a-f-]{36}\.\w+-text)"', page)))
        assert len(names) == 4, page[-500:]
        rev = 0
        for n in range(ROOM):
            if self.stop.is_set():
                return
            if n % 5 == 0:
                rev += self.save(f"/decisions/{ref}/decision", "choice", rev)
                rev = rev or self.revision(ref)
            else:
                self.save(path, names[n % 4], 0)

    def begin(self) -> str:
        form = {"called_by": f"Person {uuid.uuid4()}", "who": "new", "key": str(uuid.uuid4())}
        status, to, _page = self.persist(lambda: self.visitor.ask("POST", "/begin", form))  # type: ignore[misc]
        assert status == 303, status
        found = re.search(r"RA-\d+", to)
        assert found
        return found[0]

    def revision(self, ref: str) -> int:
        path = f"/decisions/{ref}/decision"
        _status, _to, page = self.persist(lambda: self.visitor.ask("GET", path))  # type: ignore[misc]
        found = re.search(r'name="rev" value="(\d+)"', page)
        assert found
        return int(found[1])

    def save(self, path: str, name: str, rev: int) -> int:
        """One line. 1 where it was acknowledged; where its writer let go of it, less than any rev."""
        word = f"w{uuid.uuid4().hex}"
        form = {"key": str(uuid.uuid4()), "rev": str(rev), "action": "later", name: word}
        until = time.monotonic() + TRIES_FOR
        tries = 0
        while True:
            tries += 1
            try:
                status, to, page = self.visitor.ask("POST", path, form)
            except BROKEN:
                self.broken += 1
                assert time.monotonic() < until, "the server did not come back"
                if self.chance.random() < LETS_GO_OF or self.stop.is_set():
                    self.abandoned.append(word)
                    return -rev
                time.sleep(0.02)
                continue
            assert status == 303, f"{status}: {page[-800:]}"
            assert "sign-in" not in to
            self.acknowledged.append(word)
            self.again += tries > 1
            return 1


def kill_under_load(server: Server, kills: int, between: int, seed: int) -> list[Writer]:
    """Writers at work all the time, and the server killed at moments nobody knows beforehand.

    between: saves that are acknowledged before the next kill is thought of.
    """
    chance, stop = random.Random(seed), threading.Event()
    writers = [Writer(server, stop, random.Random(seed + n)) for n in range(1, CLIENTS + 1)]
    threads = [threading.Thread(target=writer.run, daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for number in range(kills):
            saved = sum(len(w.acknowledged) for w in writers)
            wait_for_saves(writers, saved + between)
            time.sleep(chance.uniform(0, 0.6))
            if number % 3 == 2:
                server.kill_worker(chance.randrange(8))
            else:
                server.kill()
                server.start()
        wait_for_saves(writers, sum(len(w.acknowledged) for w in writers) + between)
    finally:
        stop.set()
        for thread in threads:
            thread.join(TRIES_FOR)
    assert not any(thread.is_alive() for thread in threads)
    return writers


def wait_for_saves(writers: list[Writer], wanted: int) -> None:
    until = time.monotonic() + TRIES_FOR
    while sum(len(w.acknowledged) for w in writers) < wanted:
        for writer in writers:
            if writer.trouble is not None:
                raise AssertionError("a writer met trouble") from writer.trouble
        assert time.monotonic() < until, "nothing is saved any more"
        time.sleep(0.02)


def check(runtime: Runtime, writers: list[Writer]) -> dict[str, int]:
    """What the database holds, against what each writer was told."""
    for writer in writers:
        if writer.trouble is not None:
            raise AssertionError("a writer met trouble") from writer.trouble
    acknowledged = [word for writer in writers for word in writer.acknowledged]
    abandoned = [word for writer in writers for word in writer.abandoned]
    with runtime.db.read() as conn:
        times = Counter(
            value
            for (data,) in conn.execute(select(entry_history.c.data))
            for value in data.values()
            if isinstance(value, str) and re.fullmatch("w[0-9a-f]{32}", value)
        )
        lost = [word for word in acknowledged if times[word] == 0]
        doubled = [word for word, count in times.items() if count > 1]
        half = set(abandoned) - set(times)
        assert not lost, f"{len(lost)} acknowledged saves are lost"
        assert not doubled, f"{len(doubled)} saves are there twice"
        assert set(times) <= {*acknowledged, *abandoned}
        check_whole(conn, runtime)
    return {
        "acknowledged": len(acknowledged),
        "broken": sum(w.broken for w in writers),
        "sent again": sum(w.again for w in writers),
        "let go, there": len(abandoned) - len(half),
        "let go, not there": len(half),
    }


def check_whole(conn: Connection, runtime: Runtime) -> None:
    """Nothing half-written: each save with its lines, each line at its number, each in the log."""
    if runtime.db.dialect == "sqlite":
        assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert not conn.execute(text("PRAGMA foreign_key_check")).all()
    verdict = audit.verify(conn, runtime.keys.audit)
    assert verdict.is_whole, verdict.faults
    bare = select(entry_save.c.id).where(entry_save.c.id.not_in(select(entry_history.c.save_id)))
    assert not conn.execute(bare).all()
    newest = select(entry_history.c.entry_id, func.max(entry_history.c.rev), func.count()).group_by(
        entry_history.c.entry_id
    )
    revs = {row[0]: row[1] for row in conn.execute(newest)}
    assert all(row[1] == row[2] for row in conn.execute(newest))
    assert revs == {row.id: row.rev for row in conn.execute(select(entry.c.id, entry.c.rev))}
    saves = conn.execute(select(func.count()).select_from(entry_save)).scalar()
    begun = conn.execute(text("SELECT count(*) FROM decision")).scalar()
    people = conn.execute(text("SELECT count(*) FROM person")).scalar()
    told = select(func.count()).select_from(audit_log).where(audit_log.c.event == SAVED.name)
    assert saves == conn.execute(told).scalar() + begun + people


def test_three_kills_lose_and_double_nothing(runtime: Runtime, server: Server) -> None:
    counts = check(runtime, kill_under_load(server, 3, between=10, seed=3))
    print(f"\n3 kills on {runtime.db.dialect}: {counts}")
    assert counts["acknowledged"] >= 40


@pytest.mark.long
def test_twenty_five_kills_lose_and_double_nothing(runtime: Runtime, server: Server) -> None:
    counts = check(runtime, kill_under_load(server, 25, between=80, seed=25))
    print(f"\n25 kills on {runtime.db.dialect}: {counts}")
    assert counts["acknowledged"] >= 2_000
    assert counts["broken"] >= 10
