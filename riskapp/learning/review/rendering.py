"""The jobs that print the report of a learning review, and what those who told us are told."""

from __future__ import annotations

from riskapp.decision.rendering import Args, make_edition, sealed_bytes
from riskapp.learning.review.paper import ReviewPaper, TellingBack
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions.store import Version


def make_report(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, report_bytes)


def report_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """A report as a signed PDF that carries all of its rows."""
    paper = ReviewPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/learning_review.html", paper)


def make_told_back(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, told_back_bytes)


def told_back_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """A page for each who told us, as a signed PDF."""
    paper = TellingBack(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/you_said.html", paper)
