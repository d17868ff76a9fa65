"""The jobs that print the learning log, or a brief."""

from __future__ import annotations

from riskapp.decision.rendering import Args, make_edition, sealed_bytes
from riskapp.learning.brief import LAYOUT as BRIEF
from riskapp.learning.brief import BriefPaper
from riskapp.learning.paper import LetterPaper, LogPaper
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions.store import Version


def make_log(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, edition_bytes)


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
