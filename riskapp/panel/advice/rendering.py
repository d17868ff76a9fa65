"""The job that prints the minutes of a sitting."""

from __future__ import annotations

from riskapp.decision.rendering import Args, make_edition, sealed_bytes
from riskapp.panel.advice.paper import MinutesPaper
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions.store import Version


def make_minutes(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, minutes_bytes)


def minutes_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """The minutes as a signed PDF that carries all of their rows."""
    paper = MinutesPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/panel_minutes.html", paper)
