"""One line of JSON for each request and each event. Never what anybody wrote."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

requests = logging.getLogger("riskapp.request")
events = logging.getLogger("riskapp.event")

_ENCODER = json.JSONEncoder(default=str)
_HOME = str(Path(__file__).parents[1])


class JsonLines(logging.Formatter):
    """ASCII JSON: no line break, escape code or direction mark of a visitor's gets into a log."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line.update(describe(record.exc_info[1]))
        return _ENCODER.encode(line)


def describe(error: BaseException) -> dict[str, Any]:
    """What went wrong and where, without the words of the error: those may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{f.filename.removeprefix(_HOME)}:{f.lineno} {f.name}" for f in frames[-12:]]
    return {"error": type(error).__name__, "where": where}


def say(event: str, level: int = logging.INFO, **facts: Any) -> None:
    events.log(level, event, extra={"facts": facts})


def start() -> None:
    """Sends our lines to standard error. Called by the command line, once in a process."""
    # No line says where in the code it was told, in which thread or process, so nobody looks it up:
    # https://docs.python.org/3/howto/logging.html#optimization
    logging._srcfile = None  # noqa: SLF001 (as documented)
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logger = logging.getLogger("riskapp")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
