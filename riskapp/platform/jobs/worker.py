"""The worker: one job at a time, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from riskapp.core.errors import RiskappError
from riskapp.platform import i18n, logs
from riskapp.platform import time as local_time
from riskapp.platform.jobs import queue
from riskapp.platform.runtime import Runtime

IDLE = 0.5
AFTER_TROUBLE = 5.0
_LONGEST_ERROR = 300

Run = Callable[[Runtime, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Handler:
    """What does a kind of job, with transactions of its own. It may run twice: the second time it
    finds its work done. `gave_up` is told when it failed for the last time.
    """

    run: Run
    gave_up: Run | None = None


@dataclass(frozen=True)
class Periodic:
    """Something done on starting and then every so often, whether or not there are jobs."""

    name: str
    every: timedelta
    run: Callable[[Runtime], None]


class Worker:
    """Claims jobs of the kinds it has handlers for, and does them."""

    def __init__(
        self,
        runtime: Runtime,
        handlers: Mapping[str, Handler],
        periodic: Sequence[Periodic] = (),
        *,
        parent: int | None = None,
    ) -> None:
        self.runtime, self.handlers, self.periodic = runtime, handlers, periodic
        self.me = queue.worker_name()
        # Told, not looked up: the parent may be gone before we are up.
        self._parent = parent
        self._stopping = threading.Event()
        self._next: dict[str, float] = {}

    def stop(self, *_signal: object) -> None:
        """Ends after the job at hand."""
        self._stopping.set()

    def run(self) -> None:
        """Works until `stop`, SIGTERM, SIGINT, or the end of the parent it was told of."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        logs.say("worker.started", worker=self.me)
        pause = 0.0
        while not self._stopping.wait(pause) and not self._is_orphaned():
            try:
                self.do_periodic()
                pause = 0.0 if self.run_once() else IDLE
            except SQLAlchemyError as error:
                # The database is locked, full or restarting: it will be back, and so shall we.
                logs.say("worker.trouble", logging.WARNING, **logs.describe(error))
                pause = AFTER_TROUBLE
        logs.say("worker.ended", worker=self.me)

    def _is_orphaned(self) -> bool:
        return self._parent is not None and os.getppid() != self._parent

    def do_periodic(self) -> None:
        for thing in self.periodic:
            if monotonic() >= self._next.get(thing.name, 0):
                self._next[thing.name] = monotonic() + thing.every.total_seconds()
                thing.run(self.runtime)

    def run_once(self) -> bool:
        """Does one job if one is due; whether there was one."""
        now, db = self.runtime.clock.now(), self.runtime.db
        with db.read() as conn:
            if not queue.is_due(conn, self.handlers, now):
                return False
        with db.write() as conn:
            claimed = queue.claim(conn, self.handlers, self.me, now)
        if claimed is None:
            return False
        self._do(claimed)
        return True

    def _do(self, claimed: queue.Job) -> None:
        config = self.runtime.config
        try:
            refuse_killer(claimed)
            with i18n.using(config.locale), local_time.using_zone(config.timezone):
                self.handlers[claimed.kind].run(self.runtime, claimed.args)
        except Exception as error:  # noqa: BLE001 (whatever a handler raises is its job's, not ours)
            self._note_failure(claimed, error)
        else:
            with self.runtime.db.write() as conn:
                queue.finish(conn, claimed, self.me, self.runtime.clock.now())
            logs.say("job.done", job=claimed.id, kind=claimed.kind, tries=claimed.tries)

    def _note_failure(self, failed: queue.Job, error: Exception) -> None:
        facts = {"job": failed.id, "kind": failed.kind, "tries": failed.tries}
        logs.say("job.failed", logging.WARNING, **facts, **logs.describe(error))
        # Only our own errors are worded without what anybody wrote.
        said = (
            f"{type(error).__name__}: {error}"
            if isinstance(error, RiskappError)
            else type(error).__name__
        )
        with self.runtime.db.write() as conn:
            now = self.runtime.clock.now()
            is_given_up = queue.fail(conn, failed, self.me, now, said[:_LONGEST_ERROR])
        if is_given_up:
            logs.say("job.given_up", logging.ERROR, **facts)
            self._tell_given_up(failed)

    def _tell_given_up(self, failed: queue.Job) -> None:
        tell = self.handlers[failed.kind].gave_up
        if tell is None:
            return
        try:
            tell(self.runtime, failed.args)
        except Exception as error:  # noqa: BLE001 (as above)
            logs.say("job.not_told", logging.ERROR, job=failed.id, **logs.describe(error))


def refuse_killer(claimed: queue.Job) -> None:
    """Raises RiskappError for a job that took down every worker that tried it."""
    if claimed.tries > queue.MOST_TRIES:
        raise RiskappError("its workers ended before it did")


def put_back_lost_jobs(runtime: Runtime) -> None:
    """For `Periodic`: what a killed worker of this machine held is taken up within a minute."""
    with runtime.db.read() as conn:
        if not queue.has_running(conn):
            return
    with runtime.db.write() as conn:
        queue.release_dead(conn, queue.worker_name(), runtime.clock.now())
