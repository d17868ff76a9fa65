"""Copies drawn, printed and read: from the HTML, from the PDF, and on screen."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from riskapp.decision import layouts
from riskapp.decision.case_note import case_note
from riskapp.decision.journeys import SHORT
from riskapp.decision.layouts import DRAFT, Page, draw
from riskapp.decision.record import Record, record_of
from riskapp.platform import i18n
from riskapp.platform import time as local_time
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.versions.pdf import render
from riskapp.platform.versions.rows import Rows
from tests.records.people import DIGEST

HEADS = re.compile(r"^\s*(\w+|Document)(?: \((?:block|inline)\))?:?$")
NOT_WORDS = {"Lbl", "Figure"}
TITLES = {"svg", "script", "style", "title", "head"}


def copy_of(layout: Layout, rows: Rows) -> Record:
    """The record as a copy carries it."""
    return record_of(shown_rows(SHORT, layout, rows), "" if layout is DRAFT else DIGEST)


def page_of(layout: Layout, rows: Rows) -> Page:
    return draw(layout, copy_of(layout, rows))


def pdf_of(layout: Layout, rows: Rows) -> bytes:
    page = page_of(layout, rows)
    return render(page.html, page.stylesheets, page.assets)


def twin_of(layout: Layout, rows: Rows) -> str:
    """The copy on screen, as the view renders it."""
    record = copy_of(layout, rows)
    return str(
        _screen()
        .get_template(layout.twin)
        .render(
            record=record,
            layout=layout,
            note=case_note(record) if layout.slug == "note" else "",
            is_latest=True,
            pdf_url="/some.pdf",
            home_url="/decisions/RA-0042",
            lang="en-GB",
            demonstration=True,
            has_errors=False,
            nav=[],
            signed_in="",
            sign_out_url="/sign-out",
            organisation="Northmoor Adult Social Care",
            foot_links=[],
        )
    )


@lru_cache
def _screen() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(layouts.__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    i18n.init_jinja(made)
    local_time.init_jinja(made)
    made.globals.update(asset_url=lambda name: f"/static/{name}", csrf_token=lambda: "x")
    return made


class _Words(HTMLParser):
    """The text of an element and what is in it, without pictures."""

    def __init__(self, tag: str, css_class: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = (tag, css_class)
        self.depth = self.silent = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        starts = tag == self.wanted[0] and (not self.wanted[1] or self.wanted[1] in classes)
        if tag == self.wanted[0] and (self.depth or starts):
            self.depth += 1
        hidden = tag in TITLES or "govuk-visually-hidden" in classes or "masthead" in classes
        if hidden or (self.silent and tag not in {"br", "path", "circle"}):
            self.silent += 1

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag not in {"br", "path", "circle"}:
            self.silent -= 1
        if self.depth and tag == self.wanted[0]:
            self.depth -= 1

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        del tag, attrs

    def handle_data(self, data: str) -> None:
        if self.depth and not self.silent:
            self.said.append(data)


def words_of_html(html: str, tag: str = "body", css_class: str = "") -> str:
    parser = _Words(tag, css_class)
    parser.feed(html)
    return " ".join(" ".join(parser.said).split())


def squeezed(text: str) -> str:
    """Text without spaces, which lines may break at, in one normal form."""
    return "".join(unicodedata.normalize("NFC", text).split()).replace("\u200d", "")


def blocks_of_pdf(data: bytes) -> list[tuple[str, str]]:
    """What a screen reader meets, in its order: each kind of block with its words.

    Running heads, list marks and pictures are not among them.
    """
    told = _poppler("pdfinfo", "-struct-text", "-", data=data)
    blocks: list[tuple[str, list[str]]] = []
    silent: int | None = None
    for line in told.splitlines():
        depth = len(line) - len(line.lstrip())
        if silent is not None and depth > silent:
            continue
        silent = None
        if line.strip().startswith('"'):
            if blocks:
                blocks[-1][1].append(line.strip()[1:-1])
        elif found := HEADS.match(line):
            kind = found[1]
            if kind in NOT_WORDS:
                silent = depth
            elif "(block)" in line or kind in {"TH", "TD", "TR"}:
                blocks.append((kind, []))
    return [(kind, "".join(said)) for kind, said in blocks if said]


def text_of_pdf(data: bytes) -> str:
    return _poppler("pdftotext", "-raw", "-", "-", data=data)


def page_texts(data: bytes) -> list[str]:
    return _poppler("pdftotext", "-", "-", data=data).split("\f")[:-1]


def _poppler(*command: str, data: bytes) -> str:
    done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


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
