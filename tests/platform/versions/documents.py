"""A realistic record of four pages, the data that goes with it, and ways to look inside a PDF."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf

from riskapp.core.canonical import canonical, payload

FIXTURES = Path(__file__).with_name("fixtures")
RECORD = (FIXTURES / "record.html").read_text(encoding="utf-8")
STYLES = [(FIXTURES / "print.css").read_text(encoding="utf-8")]
SEALED_AT = datetime(2026, 11, 20, 16, 20, tzinfo=UTC)
ROWS = {"choice": "I want to walk to the allotment on my own", "worry": "Mill Lane", "day": 2}
PAYLOAD = canonical(payload(ROWS, b"s" * 32, {"choice", "day"}, "full"))


def page(
    body: str, *, lang: str = "en-GB", title: str = "A page to look at", head: str = ""
) -> str:
    """A whole document around some markup."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def tool(*command: str, stdin: bytes = b"") -> str:
    """What a program says on standard output; fails with it."""
    done = subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def text(data: bytes) -> str:
    """What poppler reads on all pages."""
    return tool("pdftotext", "-", "-", stdin=data)


def unpacked(data: bytes) -> bytes:
    """The file with no stream compressed, so that words in it can be looked for as bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return out.getvalue()


def fonts(data: bytes) -> list[str]:
    """The fonts of a file, without the letters that mark a subset."""
    lines = tool("pdffonts", "-", stdin=data).splitlines()[2:]
    return sorted(line.split()[0].partition("+")[2] for line in lines)


def elements(pdf: pikepdf.Pdf, kind: str = "") -> Iterator[Any]:
    """The structure elements of a file in reading order; those of one kind, such as /TH."""

    def walk(element: Any) -> Iterator[Any]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        if not kind or str(element.S) == kind:
            yield element
        for child in children(element):
            yield from walk(child)

    yield from walk(pdf.Root.StructTreeRoot.K[0])


def children(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
