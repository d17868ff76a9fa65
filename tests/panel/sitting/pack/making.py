"""Packs of sittings, made as the worker makes them."""

from __future__ import annotations

import sys

from flask import Flask

from riskapp.commands.worker import HANDLERS
from riskapp.panel.pack.services.printing import JOB
from riskapp.platform.jobs import Worker
from riskapp.platform.versions.keys import KEY, make_seal_key
from tests.app import NOW
from tests.panel.sitting.conftest import At
from tests.platform.versions.documents import text


def make_what_waits(app: Flask, most: int = sys.maxsize) -> int:
    """Does the jobs of packs that are due; how many those were."""
    runtime, done = app.extensions["riskapp"], 0
    if not (runtime.config.keys_folder / KEY).exists():
        make_seal_key(runtime.config.keys_folder, "Northmoor", NOW)
    with app.app_context():
        worker = Worker(runtime, {JOB: HANDLERS[JOB]})
        while done < most and worker.run_once():
            done += 1
    return done


def pack_of(at: At) -> bytes:
    """The pack as somebody fetches it."""
    answer = at.client.fetch("GET", f"{at.home}/pack.pdf")
    assert answer.status_code == 200
    return bytes(answer.data)


def text_of(data: bytes) -> str:
    """What poppler reads, each run of white space as one space."""
    return " ".join(text(data).split())
