"""Jobs: asked for with what asks for them, done once, tried again, and never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from riskapp.core.errors import RiskappError
from riskapp.platform.db import Database
from riskapp.platform.jobs import Handler, Periodic, State, Worker, enqueue, get_job, queue
from riskapp.platform.jobs.tables import job
from riskapp.platform.jobs.worker import put_back_lost_jobs
from riskapp.platform.runtime import Runtime
from tests.app import NOW, MovingClock, make_runtime


@pytest.fixture
def runtime(db: Database, tmp_path: Path) -> Runtime:
    return make_runtime(db, tmp_path, clock=MovingClock(NOW))


class Notebook:
    """A handler that writes down what it was asked, and fails as often as it is told to."""

    def __init__(self, *errors: Exception) -> None:
        self.asked: list[Mapping[str, Any]] = []
        self.told: list[Mapping[str, Any]] = []
        self.errors = list(errors)

    def run(self, _runtime: Runtime, args: Mapping[str, Any]) -> None:
        self.asked.append(args)
        if self.errors:
            raise self.errors.pop(0)

    def gave_up(self, _runtime: Runtime, args: Mapping[str, Any]) -> None:
        self.told.append(args)

    @property
    def handlers(self) -> dict[str, Handler]:
        return {"note": Handler(self.run, self.gave_up)}


def ask(runtime: Runtime, **args: Any) -> str:
    with runtime.db.write() as conn:
        return enqueue(conn, runtime.clock, "note", args)


def state(runtime: Runtime, job_id: str) -> queue.Job:
    with runtime.db.read() as conn:
        return get_job(conn, job_id)


def test_a_job_is_done_once(runtime: Runtime) -> None:
    book = Notebook()
    worker = Worker(runtime, book.handlers)
    asked = ask(runtime, ref="RA-0007", words="Ŵyn 🐑")
    assert worker.run_once()
    assert not worker.run_once()
    assert book.asked == [{"ref": "RA-0007", "words": "Ŵyn 🐑"}]
    assert state(runtime, asked).state == State.DONE


def test_what_is_rolled_back_asks_for_nothing(runtime: Runtime) -> None:
    with pytest.raises(ZeroDivisionError), runtime.db.write() as conn:
        enqueue(conn, runtime.clock, "note", {})
        raise ZeroDivisionError
    assert not Worker(runtime, Notebook().handlers).run_once()


def test_jobs_are_done_in_the_order_they_were_asked_for(runtime: Runtime) -> None:
    book = Notebook()
    for number in range(4):
        ask(runtime, number=number)
        runtime.clock.pass_by(seconds=1)  # type: ignore[attr-defined]
    worker = Worker(runtime, book.handlers)
    while worker.run_once():
        pass
    assert [args["number"] for args in book.asked] == [0, 1, 2, 3]


def test_a_worker_leaves_alone_what_it_cannot_do(runtime: Runtime) -> None:
    with runtime.db.write() as conn:
        other = enqueue(conn, runtime.clock, "something else", {})
    assert not Worker(runtime, Notebook().handlers).run_once()
    assert state(runtime, other).state == State.WAITING


def test_a_failure_is_tried_again_later_and_later(runtime: Runtime) -> None:
    book = Notebook(ValueError("Maureen said"), RiskappError("the font is missing"))
    worker = Worker(runtime, book.handlers)
    asked = ask(runtime)
    assert worker.run_once()
    assert state(runtime, asked) == queue.Job(asked, "note", {}, State.WAITING, 1, "ValueError")
    runtime.clock.pass_by(seconds=4)  # type: ignore[attr-defined]
    assert not worker.run_once()
    runtime.clock.pass_by(seconds=1)  # type: ignore[attr-defined]
    assert worker.run_once()
    assert state(runtime, asked).error == "RiskappError: the font is missing"
    runtime.clock.pass_by(seconds=9)  # type: ignore[attr-defined]
    assert not worker.run_once()
    runtime.clock.pass_by(seconds=1)  # type: ignore[attr-defined]
    assert worker.run_once()
    assert state(runtime, asked) == queue.Job(asked, "note", {}, State.DONE, 3, None)


def test_a_job_that_always_fails_is_given_up_and_said_so_once(runtime: Runtime) -> None:
    book = Notebook(*[RiskappError("no")] * 50)
    worker = Worker(runtime, book.handlers)
    asked = ask(runtime, ref="RA-0007")
    for _hour in range(20):
        runtime.clock.pass_by(hours=1)  # type: ignore[attr-defined]
        worker.run_once()
    assert len(book.asked) == queue.MOST_TRIES
    assert book.told == [{"ref": "RA-0007"}]
    assert state(runtime, asked).state == State.GIVEN_UP
    assert state(runtime, asked).error == "RiskappError: no"


def test_a_job_of_a_worker_that_vanished_is_done_by_another(runtime: Runtime) -> None:
    book = Notebook()
    asked = ask(runtime)
    with runtime.db.write() as conn:
        assert queue.claim(conn, ["note"], "elsewhere:1:x", runtime.clock.now())
    worker = Worker(runtime, book.handlers)
    assert not worker.run_once()
    runtime.clock.at += queue.LEASE  # type: ignore[attr-defined]
    assert worker.run_once()
    assert state(runtime, asked).state == State.DONE


def test_a_job_of_a_dead_process_of_this_machine_is_put_back_at_once(runtime: Runtime) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    host = queue.worker_name().rsplit(":", 2)[0]
    lost, held = ask(runtime, number=1), ask(runtime, number=2)
    with runtime.db.write() as conn:
        for name in (f"{host}:{int(gone.stdout)}:x", f"{host}:{os.getpid()}:x"):
            assert queue.claim(conn, ["note"], name, runtime.clock.now())
        by = dict(conn.execute(select(job.c.taken_by, job.c.id)).all())  # type: ignore[arg-type]
    put_back_lost_jobs(runtime)
    lost, held = by[f"{host}:{int(gone.stdout)}:x"], by[f"{host}:{os.getpid()}:x"]
    assert state(runtime, lost).state == State.WAITING
    assert state(runtime, held).state == State.RUNNING


def test_a_worker_taken_for_dead_settles_nothing(runtime: Runtime) -> None:
    asked = ask(runtime)
    with runtime.db.write() as conn:
        first = queue.claim(conn, ["note"], "slow", runtime.clock.now())
        later = runtime.clock.now() + queue.LEASE
        second = queue.claim(conn, ["note"], "quick", later)
        assert first
        assert second
        assert not queue.finish(conn, first, "slow", later)
        assert queue.finish(conn, second, "quick", later)
    assert state(runtime, asked).tries == 2


def test_a_job_that_kills_its_workers_is_given_up(runtime: Runtime) -> None:
    book = Notebook()
    asked = ask(runtime)
    for _try in range(queue.MOST_TRIES):
        with runtime.db.write() as conn:
            assert queue.claim(conn, ["note"], "doomed", runtime.clock.now())
        runtime.clock.at += queue.LEASE + timedelta(minutes=1)  # type: ignore[attr-defined]
    Worker(runtime, book.handlers).run_once()
    assert book.asked == []
    assert len(book.told) == 1
    assert state(runtime, asked).state == State.GIVEN_UP


def test_workers_at_once_share_the_jobs(runtime: Runtime) -> None:
    books = [Notebook() for _worker in range(4)]
    for number in range(40):
        ask(runtime, number=number)

    def work(book: Notebook) -> None:
        worker = Worker(runtime, book.handlers)
        for _turn in range(60):
            worker.run_once()

    threads = [threading.Thread(target=work, args=(book,)) for book in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = sorted(args["number"] for book in books for args in book.asked)
    assert done == list(range(40))


def test_what_comes_round_comes_round(runtime: Runtime) -> None:
    times: list[int] = []
    worker = Worker(runtime, {}, [Periodic("a", timedelta(hours=1), lambda _r: times.append(1))])
    worker.do_periodic()
    worker.do_periodic()
    assert len(times) == 1
    worker._next["a"] -= 3600
    worker.do_periodic()
    assert len(times) == 2


PROGRAM = """
import sys, time
from pathlib import Path
from riskapp.platform.jobs import Handler, Worker
from riskapp.platform.runtime import Runtime
from riskapp.platform.db import Database
from riskapp.config import Config
from riskapp.core.clock import SystemClock
from riskapp.platform.keys import Keys
folder = Path(sys.argv[2])
def slow(runtime, args):
    (folder / "begun").touch()
    until = time.monotonic() + 120
    while not (folder / "may end").exists() and time.monotonic() < until:
        time.sleep(0.05)
    (folder / "ended").touch()
runtime = Runtime(Config(folder), Database(sys.argv[1]), SystemClock(), Keys(*[b"w" * 32] * 3))
Worker(runtime, {"note": Handler(slow)}).run()
"""


def start(db: Database, folder: Path) -> subprocess.Popen[bytes]:
    url = db.url.render_as_string(hide_password=False)
    return subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(folder)])


def wait_for(path: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} did not come"
        time.sleep(0.05)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_its_job(db: Database, tmp_path: Path, stop: int) -> None:
    runtime = make_runtime(db, tmp_path)
    asked = ask(runtime)
    worker = start(db, tmp_path)
    wait_for(tmp_path / "begun")
    worker.send_signal(stop)
    (tmp_path / "may end").touch()
    assert worker.wait(60) == 0
    assert (tmp_path / "ended").exists()
    assert state(runtime, asked).state == State.DONE


def test_a_killed_worker_s_job_is_done_by_the_next(db: Database, tmp_path: Path) -> None:
    runtime = make_runtime(db, tmp_path)
    asked = ask(runtime)
    worker = start(db, tmp_path)
    wait_for(tmp_path / "begun")
    worker.kill()
    worker.wait()
    assert state(runtime, asked).state == State.RUNNING
    put_back_lost_jobs(runtime)
    book = Notebook()
    assert Worker(runtime, book.handlers).run_once()
    assert state(runtime, asked).state == State.DONE
