"""A process of its own that forks a child for each piece of untrusted work, and limits the child.

It is started clean: no database, no keys, no network where the kernel lets it go without. Whatever
it has imported and prepared is there in each child for the price of a fork. Every child has memory,
processor time and wall time of its own, writes to no file, and answers on the socket it was handed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MAX_SETTING = 180_000  # bytes of one packet, below the usual buffer of a socket
READY = b"ready"
# What the process adds after the child's own answer: wait status, peak memory in KiB.
ENDING = struct.Struct("<iq")
KEPT = 8
ALONE_WITHIN = 5  # seconds
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


@dataclass(frozen=True)
class Limits:
    """Of one child: bytes of address space, seconds of processor, seconds on the clock."""

    memory: int = 1 << 30
    processor: int = 60
    wall: int = 90


class Work(Protocol):
    """What the children do."""

    def prepare(self, setting: bytes) -> object:
        """Reads what many jobs share; done once, before the fork. Trusted input only."""

    def answer(self, prepared: object, job: bytes) -> bytes:
        """Does one job. Runs in a child, and answers failure as bytes too."""


def serve(control: socket.socket, work: Work, limits: Limits) -> None:
    """Takes jobs from `control` until its other end is closed; then ends what still runs."""
    office = _Office(work, limits)
    waking, wake = socket.socketpair()
    waking.setblocking(False)
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    gc.collect()
    _wait_until_alone()
    gc.freeze()  # else the first collection in each child copies every page of memory
    control.send(READY)
    while True:
        ready, _, _ = select.select([control, waking], [], [])
        if waking in ready:
            with contextlib.suppress(BlockingIOError):
                waking.recv(4096)
            office.reap()
        if control in ready:
            setting, handles, _, _ = socket.recv_fds(control, MAX_SETTING + 1, 1)
            if not handles:
                break
            office.start(setting, socket.socket(fileno=handles[0]), control)
    office.end()


def _wait_until_alone() -> None:
    """Until threads that preparing left have ended: a child waits for ever for what one holds."""
    threads, until = Path("/proc/self/task"), time.monotonic() + ALONE_WITHIN
    while len(list(threads.iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.001)


class _Office:
    """The children at work, and the socket each answers on."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self.work = work
        self.limits = limits
        self.prepared: dict[bytes, object] = {}
        self.running: dict[int, socket.socket] = {}

    def start(self, setting: bytes, line: socket.socket, control: socket.socket) -> None:
        if setting not in self.prepared:
            if len(self.prepared) >= KEPT:
                self.prepared.pop(next(iter(self.prepared)))
            self.prepared[setting] = self.work.prepare(setting)
            gc.freeze()
        child = os.fork()
        if child:
            self.running[child] = line
            return
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            _limit(self.limits)
            _do(line, lambda job: self.work.answer(self.prepared[setting], job))
        finally:
            os._exit(0)

    def reap(self) -> None:
        while self.running:
            child, status, used = os.wait4(-1, os.WNOHANG)
            if not child:
                return
            line = self.running.pop(child)
            with contextlib.suppress(OSError), line:
                line.sendall(ENDING.pack(status, used.ru_maxrss))

    def end(self) -> None:
        for child in self.running:
            os.kill(child, signal.SIGKILL)
        for child in self.running:
            os.waitpid(child, 0)


def _limit(limits: Limits) -> None:
    """The alarm keeps its default, which ends the process even inside a library call."""
    signal.setitimer(signal.ITIMER_REAL, limits.wall)
    # The harder limit comes later, for it kills without saying why.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + 2))
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


def _do(line: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    parts = []
    while part := line.recv(1 << 20):
        parts.append(part)
    line.sendall(answer(b"".join(parts)))


def leave_the_network() -> bool:
    """Gives up every network of this process and its children; False where the kernel refuses."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))
