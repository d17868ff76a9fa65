"""`riskapp serve`: the web, and one worker beside it that ends when it does."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers import gthread

from riskapp import app, config
from riskapp.accounts import queries, wording
from riskapp.commands.opening import Commands, opened
from riskapp.core.errors import BadInput
from riskapp.platform import logs, settings
from riskapp.platform.runtime import Runtime, open_runtime

_WORKER_ENDS_WITHIN = 60
# Seconds a thread waits for the first byte of a connection before the main loop waits in its place.
# gunicorn has five and no setting for it: forty connections that sent nothing held every page up.
_FIRST_BYTE_WITHIN = 0.1


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("serve", help="serve the pages, with a worker for the jobs")
    parser.add_argument("--host", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", help="the port to listen on (8000)")
    parser.add_argument("--workers", help="web processes (2)")
    parser.add_argument("--threads", help="threads in each (4); 1 behind a buffering proxy")
    parser.add_argument("--no-worker", action="store_true", help="without a worker for the jobs")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    chosen = {name: getattr(given, name) for name in ("host", "port", "workers", "threads")}
    with opened(**chosen) as runtime:
        say_who(runtime)
        asked = runtime.config
    logs.start()
    _Server(asked, has_worker=not given.no_worker).run()


def say_who(runtime: Runtime) -> None:
    """On demonstration data: prints who can sign in. Raises BadInput if others could reach it."""
    with runtime.db.read() as conn:
        password = settings.get(conn, settings.DEMONSTRATION)
        users = queries.list_users(conn)
    where = f"http://{runtime.config.host}:{runtime.config.port}"
    if password is None:
        print(f"riskapp serves on {where}", flush=True)
        return
    if runtime.config.https or runtime.config.hosts:
        raise BadInput(
            "this instance holds demonstration data, and its settings name hosts or HTTPS, so that"
            " others could reach it: use an instance of its own"
        )
    if not runtime.config.is_loopback:
        raise BadInput(
            f"this instance holds demonstration data, and {runtime.config.host} can be reached from"
            " other machines: use 127.0.0.1, or an instance of its own"
        )
    print("Demonstration: every person here is invented. You can sign in as")
    for user in users:
        if user.disabled_at is None:
            print(f"  {user.email:<34}{wording.introduce(user.name, user.roles)}")
    print(f"each with the password: {password}")
    print(f"riskapp serves on {where}", flush=True)


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, told what to do in code."""

    def __init__(self, settings: config.Config, *, has_worker: bool) -> None:
        self.settings, self.has_worker = settings, has_worker
        super().__init__()

    def load_config(self) -> None:
        asked = self.settings
        gthread.DEFAULT_WORKER_DATA_TIMEOUT = _FIRST_BYTE_WITHIN
        host = f"[{asked.host}]" if ":" in asked.host else asked.host
        for name, value in {
            "bind": f"{host}:{asked.port}",
            "workers": asked.workers,
            "threads": asked.threads,
            "worker_class": "sync" if asked.threads == 1 else "gthread",
            "control_socket_disable": True,
            "loglevel": "warning",
            "graceful_timeout": 30,
            "keepalive": 5,
            "proc_name": "riskapp",
            # The heartbeat file of each process, in memory: a slow disk must not look like a hang.
            "worker_tmp_dir": _memory_folder(),
        }.items():
            if value is not None:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return app.create_app(runtime=open_runtime(self.settings))

    def run(self) -> None:
        try:
            _Master(self).run()
        except RuntimeError as error:
            raise BadInput(str(error)) from error


class _Master(Arbiter):  # type: ignore[misc]
    """gunicorn's master, which looks after our worker as it does after its own."""

    def __init__(self, server: _Server) -> None:
        super().__init__(server)
        self.child: subprocess.Popen[bytes] | None = None
        self.has_worker = server.has_worker
        self.is_ending = False

    def manage_workers(self) -> None:
        super().manage_workers()
        # poll() also notices a child that the master's own reaping has taken in.
        if (
            self.has_worker
            and not self.is_ending
            and (self.child is None or self.child.poll() is not None)
        ):
            self.child = start_worker()

    def stop(self, graceful: bool = True) -> None:
        self.is_ending = True
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()
        super().stop(graceful)
        if self.child is not None:
            end(self.child)


def start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "riskapp", "worker", "--with-parent", str(os.getpid())]
    return subprocess.Popen(command)  # noqa: S603 (our own command, by its own name)


def end(child: subprocess.Popen[bytes]) -> None:
    """Lets the worker finish its job; a job that takes for ever is put back when it is killed."""
    try:
        child.wait(_WORKER_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _memory_folder() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
