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
        # Libraries in C end the process when memory runs out; Python raises MemoryError.
        if self.signal in ABORTS and self.memory > limits.memory // 3:
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
            near = self._hand_over(setting)
            with near:
                near.settimeout(self.limits.wall + GRACE_SECONDS)
                try:
                    answer, ending = self._talk(near, job)
                except TimeoutError:
                    self.close()
                    raise RenderFailed(Why.TOOK_TOO_LONG, detail="the press hangs") from None
        if ending.signal or not answer:
            raise ending.failure(self.limits)
        return answer

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

    def _hand_over(self, setting: bytes) -> socket.socket:
        """Sends one end of a new socket to the press, starting or replacing the press first."""
        near, far = socket.socketpair()
        with far:
            for _attempt in range(2):
                try:
                    socket.send_fds(self._started(), [setting], [far.fileno()])
                except OSError:
                    self.close()  # the press has died; try once more with a new one
                else:
                    return near
        near.close()
        raise RenderFailed(Why.BROKE, detail="the press does not start")

    def _talk(self, near: socket.socket, job: bytes) -> tuple[bytes, Ending]:
        # A child that has died does not read on; what it died of follows.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            near.sendall(job)
        with contextlib.suppress(OSError):
            near.shutdown(socket.SHUT_WR)
        received = bytearray()
        with contextlib.suppress(ConnectionResetError):
            while len(received) <= MAX_ANSWER and (part := near.recv(1 << 20)):
                received += part
        if len(received) < ENDING.size:
            self.close()
            return b"", Ending(0, 0)
        status, kilobytes = ENDING.unpack(received[-ENDING.size :])
        ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return bytes(received[: -ENDING.size]), Ending(ended_by, kilobytes << 10)

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
        path = os.pathsep.join(part for part in sys.path if part)
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
