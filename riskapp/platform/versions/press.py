"""The near end of the process in `child.py`: starts it when needed, hands it jobs, outlives it."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from riskapp.platform.versions.child import ENDING, MAX_SETTING, READY, Limits
from riskapp.platform.versions.failing import RenderFailed, Why

AT_ONCE = 4
START_SECONDS = 60
GRACE_SECONDS = 10
MAX_ANSWER = 256 << 20
# Where a process may keep its font cache, and which language its libraries speak.
KEPT_ENVIRONMENT = ("PATH", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
ABORTS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL}


@dataclass(frozen=True)
class Ending:
    """How a child ended: the signal that ended it or 0, and its peak memory in bytes."""

    signal: int
    memory: int

    def failure(self, limits: Limits) -> RenderFailed:
        """What a child that gave no answer died of."""
        if self.signal in {signal.SIGXCPU, signal.SIGALRM}:
            return RenderFailed(Why.TOOK_TOO_LONG, detail=f"signal {self.signal}")
        # Libraries in C end the process when memory runs out; Python may have none left to say so.
        if self.signal in ABORTS | {0} and self.memory > limits.memory // 3:
            return RenderFailed(Why.TOO_MUCH_MEMORY, detail=f"signal {self.signal}")
        return RenderFailed(Why.BROKE, detail=f"signal {self.signal}")


class Press:
    """Runs `command` (Python code; it finds its socket in `handle`) and sends it jobs.

    Safe to share between threads, and after a fork: a forked process starts a press of its own.
    """

    def __init__(self, command: str, environment: Mapping[str, str], limits: Limits) -> None:
        self.command = command
        self.environment = environment
        self.limits = limits
        self._guard = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget)

    def run(self, setting: bytes, job: bytes) -> bytes:
        """The child's answer. Raises RenderFailed when it gave none."""
        if len(setting) > MAX_SETTING:
            raise RenderFailed(Why.TOO_LONG)
        with self._places:
            # Where the press itself has died, one more try with a new one.
            told = self._tell(setting, job) or self._tell(setting, job)
        if told is None:
            raise RenderFailed(Why.BROKE, detail="the press died twice")
        answer, ending = told
        if ending.signal or not answer:
            raise ending.failure(self.limits)
        return answer

    def _tell(self, setting: bytes, job: bytes) -> tuple[bytes, Ending] | None:
        """What the child said and how it ended; None where the press died first."""
        near, far = socket.socketpair()
        with near:
            near.settimeout(self.limits.wall + GRACE_SECONDS)
            try:
                with far:
                    socket.send_fds(self._started(), [setting], [far.fileno()])
                told = _exchange(near, job)
            except TimeoutError:
                self.close()
                raise RenderFailed(Why.TOOK_TOO_LONG, detail="the press hangs") from None
            except OSError:
                told = None
        if told is None:
            self.close()
        return told

    def close(self) -> None:
        """Ends the process and all its children. The next job starts another."""
        with self._guard:
            process, control = self._process, self._control
            self._process = self._control = None
        if control:
            control.close()
        if process:
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _started(self) -> socket.socket:
        with self._guard:
            if self._control is None:
                self._process, self._control = self._start()
            return self._control

    def _start(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
                [sys.executable, "-c", f"handle = {far.fileno()}\n{self.command}"],
                pass_fds=[far.fileno()],
                env=self._clean_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # warnings there quote the page
            )
        near.settimeout(START_SECONDS)
        try:
            greeting = near.recv(1024)
        except TimeoutError:
            greeting = b""
        if greeting == READY:
            near.settimeout(None)
            return process, near
        near.close()
        process.kill()
        process.wait()
        why = Why(greeting.decode()) if greeting else Why.BROKE
        raise RenderFailed(why, detail="the press does not start")

    def _clean_environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        path = os.pathsep.join(part or str(Path.cwd()) for part in sys.path)
        return {**kept, "LC_ALL": "C.UTF-8", "PYTHONPATH": path, **self.environment}

    def _forget(self) -> None:
        """In a forked process: the press belongs to the parent, whose end must not be held open."""
        if self._control:
            self._control.close()
        if self._process:
            self._process.returncode = 0  # not ours to wait for
        self._guard = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._process = self._control = None


def _exchange(line: socket.socket, job: bytes) -> tuple[bytes, Ending] | None:
    """Hands over the job and reads to the end; None where not even the ending was told."""
    # A child that died does not read on; what it died of still follows.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(job)
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_WR)
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while len(received) <= MAX_ANSWER and (part := line.recv(1 << 20)):
            received += part
    if len(received) < ENDING.size:
        return None
    status, kilobytes = ENDING.unpack(received[-ENDING.size :])
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return bytes(received[: -ENDING.size]), Ending(ended_by, kilobytes << 10)
