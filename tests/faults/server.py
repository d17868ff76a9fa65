"""The real server on a port of its own, and somebody at the far end of a real connection."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.app import PASSWORD, SUNITA

HOST = "127.0.0.1"
PORTS = range(8420, 8440)
STARTS_WITHIN = 60.0
CHEAP = {"RISKAPP_PASSWORD_ROUNDS": "1", "RISKAPP_PASSWORD_KIB": "8", "RISKAPP_PASSWORD_LANES": "1"}
ROOT = Path(__file__).parents[2]

# What a client sees of a server that is killed: no connection, half an answer, or none.
BROKEN = (OSError, http.client.HTTPException)


def free_port() -> int:
    for port in PORTS:
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise RuntimeError(f"no free port among {PORTS}")


@dataclass
class Server:
    """`riskapp serve` in a process group of its own, so that it can be killed whole and alone."""

    instance: Path
    database_url: str
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ, **CHEAP, "RISKAPP_INSTANCE": str(self.instance),
            "RISKAPP_DATABASE_URL": self.database_url,
        }  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "riskapp", "serve", "--port", str(self.port), "--workers", "2",
                 "--threads", "2", "--no-worker"],
                env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)

    def answers(self) -> bool:
        with (
            suppress(*BROKEN),
            closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as wire,
        ):
            wire.request("GET", "/healthz")
            return wire.getresponse().status == 200
        return False

    def workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def kill_worker(self, number: int) -> None:
        """One web process, at once; the master starts another."""
        workers = self.workers()
        with suppress(ProcessLookupError):
            os.kill(workers[number % len(workers)], signal.SIGKILL)

    def kill(self) -> None:
        """Master and web processes, at once, nothing said to any of them."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STARTS_WITHIN)
        self.process = None


@dataclass
class Visitor:
    """Somebody with a browser of their own: one request after another, a cookie and a token."""

    port: int
    cookie: str = ""
    token: str = ""

    def ask(
        self, method: str, path: str, pairs: Mapping[str, str] | Sequence[tuple[str, str]] = ()
    ) -> tuple[int, str, str]:
        """Status, address led to, body. Raises one of BROKEN where no whole answer came."""
        headers = {"Cookie": f"riskapp={self.cookie}"} if self.cookie else {}
        body = None
        if method == "POST":
            sent = dict(pairs)
            body = urlencode({"csrf_token": self.token, **sent})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=30)) as wire:
            wire.request(method, path, body, headers)
            answer = wire.getresponse()
            text = answer.read().decode()
            if given := re.search("riskapp=([0-9a-f]+)", answer.headers.get("Set-Cookie", "")):
                self.cookie = given[1]
            if found := re.search('name="csrf_token" value="([0-9a-f]+)"', text):
                self.token = found[1]
            return answer.status, answer.headers.get("Location", ""), text

    def sign_in(self) -> None:
        """Also where a try before was answered, and the page after it was not."""
        if self.ask("GET", "/sign-in")[0] != 303:
            said = {"email": SUNITA, "password": PASSWORD}
            status, _to, text = self.ask("POST", "/sign-in", said)
            assert status == 303, text[-500:]
        assert self.ask("GET", "/")[0] == 200
