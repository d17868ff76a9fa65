"""What a running riskapp is made of, for pages, jobs and commands alike."""

from __future__ import annotations

from dataclasses import dataclass

from riskapp.config import Config
from riskapp.core.clock import Clock, SystemClock
from riskapp.platform.db import Database
from riskapp.platform.keys import Keys, load_keys


@dataclass(frozen=True)
class Runtime:
    """Settings, database, time and keys."""

    config: Config
    db: Database
    clock: Clock
    keys: Keys


def open_runtime(config: Config, clock: Clock | None = None) -> Runtime:
    """Raises BadInput where the instance has no keys yet."""
    keys = load_keys(config.keys_folder)
    return Runtime(config, Database(config.url), clock or SystemClock(), keys)
