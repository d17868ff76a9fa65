"""The job that prints the letter about what a panel said."""

from __future__ import annotations

from riskapp.decision.rendering import Args, make_edition, sealed_bytes
from riskapp.panel.letter import LetterPaper
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions.store import Version


def make_letter(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, letter_bytes)


def letter_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """One letter as a signed PDF, in the language it was written in."""
    paper = LetterPaper(version.rows, version.digest)
    return sealed_bytes(runtime, version, layout, "print/panel_letter.html", paper)
