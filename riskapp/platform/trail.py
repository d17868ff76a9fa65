"""What a service needs to leave a trace: the time, and the chain it is written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.clock import Clock
from riskapp.platform import audit
from riskapp.platform.runtime import Runtime


@dataclass(frozen=True)
class Trail:
    """The clock and the audit key, handed to services together."""

    clock: Clock
    key: bytes

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def note(
        self,
        conn: Connection,
        actor: Actor,
        event: audit.Event,
        subject_id: str | None = None,
        **keys: str | int | bool | None,
    ) -> None:
        """One event in the chain, inside the caller's transaction."""
        audit.note(conn, self.clock, self.key, actor, event, subject_id, **keys)


def trail_of(runtime: Runtime) -> Trail:
    return Trail(runtime.clock, runtime.keys.audit)
