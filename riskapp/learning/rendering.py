"""The jobs that print the learning log, or a brief: draw, render in a child, seal, keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riskapp.core.canonical import canonical, payload
from riskapp.decision.layouts import put_on_paper
from riskapp.decision.rendering import Args, keep_made, keep_why_not
from riskapp.learning.brief import LAYOUT as BRIEF
from riskapp.learning.brief import BriefPaper
from riskapp.learning.paper import LetterPaper, LogPaper
from riskapp.platform.i18n import using
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions import pdf, sealing
from riskapp.platform.versions.keys import load_seal_key
from riskapp.platform.versions.store import Version, get_version_by_id, list_renditions

Drawn = Callable[[Runtime, Version, str], bytes]


def make_edition(runtime: Runtime, args: Args, drawn: Drawn | None = None) -> None:
    """Print the edition that is waiting, `drawn` as it is told, else of the log. Raises its trouble, so
    that the job is tried again.
    """
    with runtime.db.read() as conn:
        version = get_version_by_id(conn, args["version"])
        waiting = [r for r in list_renditions(conn, version.id) if r.state != "made"]
    for one in waiting:
        try:
            keep_made(runtime, one, (drawn or edition_bytes)(runtime, version, one.layout))
        except Exception as error:
            if not keep_why_not(runtime, one, error):
                raise


def edition_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """One edition of the log as a signed PDF that carries all of its rows."""
    paper = LogPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/learning_log.html", paper)


def make_brief(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, brief_bytes)


def brief_bytes(runtime: Runtime, version: Version, _layout: str) -> bytes:
    """One brief as a signed PDF. How it is kept is told to nobody who holds it."""
    paper = BriefPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, BRIEF, "print/learning_brief.html", paper)


def make_letter(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, letter_bytes)


def letter_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """A letter as a signed PDF."""
    paper = LetterPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/letter.html", paper)


def sealed_bytes(
    runtime: Runtime, version: Version, layout: str, template: str, paper: Any
) -> bytes:
    carried = payload(version.rows, version.secret, version.rows, layout)
    with using(version.language):
        page = put_on_paper(
            template, is_demonstration=paper.is_demonstration, record=paper, size=""
        )
    tagged = pdf.render(page.html, page.stylesheets, page.assets)
    key = load_seal_key(runtime.config.keys_folder)
    return sealing.seal(tagged, canonical(carried), version.sealed_at, key)
