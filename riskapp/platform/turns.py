"""Whose turn it is to write on SQLite, whose own busy handler does not queue: a lock file serves whoever
came first.

`flock` waits as long as it takes; asked again and again without waiting it starves the unlucky. So where
the lock is taken a thread of its own waits for it, with a handle of its own: given up, it lets go of the
lock as soon as it has it.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.exc import OperationalError

PATIENCE = 10.0  # seconds
# Once somebody has waited in vain: one request waits several times, and others stand behind it.
LITTLE_PATIENCE = 1.0
MOST_WAITING = 64  # threads of one process: those that were given up stay while a writer hangs


class Turns:
    """Of all processes that write in one database."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)
        self._in_vain = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises OperationalError, as SQLite does, where the turn does not come in time."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._in_vain = not self._comes(handle)
            if self._in_vain:
                raise OperationalError("flock", None, TimeoutError("database is locked"))
            yield
        finally:
            os.close(handle)

    def _comes(self, handle: int) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if not self._waiting.acquire(blocking=False):
            return False
        came: list[int] = []
        own = -1
        try:
            own = os.dup(handle)
            waits = threading.Thread(target=self._wait, args=(own, came), daemon=True)
            waits.start()
        except (OSError, RuntimeError):  # no handle, no thread to be had
            self._end(own)
            raise
        waits.join(LITTLE_PATIENCE if self._in_vain else PATIENCE)
        return bool(came)

    def _wait(self, own: int, came: list[int]) -> None:
        """The lock is that of the open file: it stays for as long as the other handle is open."""
        try:
            fcntl.flock(own, fcntl.LOCK_EX)
            came.append(own)
        finally:
            self._end(own)

    def _end(self, own: int) -> None:
        if own >= 0:
            os.close(own)
        self._waiting.release()
