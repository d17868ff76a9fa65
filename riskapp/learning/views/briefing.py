"""The page of a learning brief, of whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from riskapp.learning.brief import kept_as, sections_of
from riskapp.learning.queries import find_log
from riskapp.learning.services.briefing import Leaving
from riskapp.platform import web
from riskapp.platform.versions.store import find_latest


def brief_page(out: Leaving, subject_id: str, frame: str) -> Mapping[str, Any]:
    """What it shows beside its questions, in the frame of the pages around it."""
    conn, log_id = web.read(), find_log(web.read())
    layout = kept_as(web.current().keys.origin, subject_id)
    return {
        "frame": frame,
        "out": out,
        "sections": sections_of(out.rows),
        "was_held": "held" in request.args,
        "latest": find_latest(conn, log_id, layout) if log_id else None,
    }
