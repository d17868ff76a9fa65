"""The secrets of an instance: one file each, 32 random bytes, readable by their owner alone."""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from riskapp.core.errors import BadInput

SIZE = 32
WEB = "web.key"
AUDIT = "audit.key"
ORIGIN = "origin.key"
ALL = (WEB, AUDIT, ORIGIN)


@dataclass(frozen=True, repr=False)
class Keys:
    """`web` signs what travels through browsers, `audit` chains the audit log, `origin` ties what was
    published without a name to where it came from.
    """

    web: bytes
    audit: bytes
    origin: bytes
    _made: dict[str, bytes] = field(default_factory=dict, compare=False)

    def purpose(self, name: str) -> bytes:
        """A key for one purpose, so that a value signed for one is worth nothing for another."""
        if name not in self._made:
            self._made[name] = hmac.digest(self.web, b"purpose\0" + name.encode(), "sha256")
        return self._made[name]


def make_keys(folder: Path) -> list[str]:
    """Makes each key that is not there yet and returns their names; never replaces one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [name for name in ALL if _make(folder / name)]


def _make(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    return True


def read_key(path: Path) -> bytes:
    """Raises BadInput where the key is missing, damaged, or readable by others."""
    try:
        mode = path.stat().st_mode
        key = path.read_bytes()
    except OSError as error:
        message = f"the key {path} cannot be read: run `riskapp init` first"
        raise BadInput(message) from error
    if stat.S_IMODE(mode) & 0o077:
        message = f"the key {path} can be read by others: run `chmod 600 {path}`"
        raise BadInput(message)
    if len(key) != SIZE:
        message = f"the key {path} is damaged: it holds {len(key)} bytes, not {SIZE}"
        raise BadInput(message)
    return key


def load_keys(folder: Path) -> Keys:
    web, audit, origin = (read_key(folder / name) for name in ALL)
    return Keys(web, audit, origin)
