"""Copies drawn, printed and read: from the HTML, from the PDF, and on screen."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pikepdf
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from riskapp.decision import layouts
from riskapp.decision.case_note import note_of
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import UNSEALED, Page, draw
from riskapp.decision.record import Record, record_of
from riskapp.platform import i18n
from riskapp.platform import time as local_time
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.versions.pdf import render
from riskapp.platform.versions.rows import Rows
from tests.records.people import DIGEST

APPROVED = Path(__file__).with_name("approved")
HEADS = re.compile(r"^\s*(\w+|Document)(?: \((?:block|inline)\))?:?$")
NOT_WORDS = {"Figure"}
HEADED = ("/Figure", "/H2")
UNSAID = {"svg", "script", "style", "head"}
SVG = "{http://www.w3.org/2000/svg}"
INVISIBLE = re.compile("[\\s\u200d\u202a-\u202e]")
BULLETS = re.compile(r"[•◦▪]")
PAPER_HEIGHT, FIRST = 842, 36  # points; the margin over a first page
MARGINS = {"full": (58, 50), "large-print": (72, 73), "person": (58, 58), "card": (44, 50)}
TOUCHING = 2  # points: boxes of one line reach a little into the next
WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
MARKER = re.compile(r"•|◦|\d+\.")


def copy_of(layout: Layout, rows: Rows) -> Record:
    """The record as a copy carries it."""
    return record_of(shown_rows(RECORD, layout, rows), "" if layout in UNSEALED else DIGEST)


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
            note=note_of(record) if layout.slug == "note" else None,
            is_latest=True,
            pdf_url="/some.pdf",
            back_url="/decisions/RA-0042",
            home_url="/",
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


def words_of_html(html: str, tag: str = "body", css_class: str = "") -> str:
    """The words of an element, without pictures and what only a screen reader is told.

    Steps have their numbers, which a browser draws and a PDF holds as text.
    """
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = next(
        e for e in tree.iter(tag) if css_class in (e.get("class") or "").split() or not css_class
    )
    return " ".join(" ".join(_said(found)).split())


def _said(element: Any) -> Iterator[str]:
    classes = (element.get("class") or "").split()
    if element.tag.rpartition("}")[2] in UNSAID or "govuk-visually-hidden" in classes:
        return
    yield element.text or ""
    for number, child in enumerate(element, 1):
        if element.tag == "ol" and "steps" in classes:
            yield f"{number} "
        if isinstance(child.tag, str):
            yield from _said(child)
        yield child.tail or ""


def masthead_of(html: str) -> str:
    return words_of_html(html, "header") if "<header" in html else ""


def words_drawn(html: str) -> str:
    """What a page draws beside its text: pictures, list marks, the mark before the words."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    said = [e.text or "" for e in tree.iter(f"{SVG}text")]
    said += ["“" for e in tree.iter("blockquote")]
    for element in tree.iter("ol"):
        if "steps" not in (element.get("class") or ""):
            said += [f"{number}." for number, _item in enumerate(element, 1)]
    return " ".join(said)


def words_of_heads(html: str) -> str:
    """What a PDF repeats on each page it goes on to: header rows, the heading of "agreed not to"."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    heads = [*tree.iter("thead"), *tree.iterfind(".//div[@class='nots is-long']/h3")]
    return " ".join(word for head in heads for word in _said(head))


def text_between_margins(data: bytes, layout: Layout) -> str:
    """What poppler reads on all pages but in their margins; bullets left out."""
    above, below = MARGINS.get(layout.slug, MARGINS["full"])
    first = _cropped(data, FIRST if layout.slug != "card" else above, below, "-l", "1")
    return BULLETS.sub("", first + _cropped(data, above, below, "-f", "2"))


def _cropped(data: bytes, above: int, below: int, *pages: str) -> str:
    if pages[0] == "-f" and pages_of(data) == 1:
        return ""
    size = ("-x", "0", "-W", "600", "-y", str(above), "-H", str(PAPER_HEIGHT - above - below))
    return _poppler("pdftotext", *pages, *size, "-", "-", data=data)


def pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def pages_of_parts(data: bytes) -> list[tuple[int, int]]:
    """Of each heading with a picture before it: the pages of the picture and of the heading."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        every = _tags_within(pdf.Root.StructTreeRoot.K)
        tags = [(str(tag.S), numbers[tag.Pg.objgen]) for tag in every if tag.S in HEADED]
    return [(a, b) for (one, a), (other, b) in pairwise(tags) if (one, other) == HEADED]


def _tags_within(tag: Any) -> Iterator[Any]:
    if isinstance(tag, pikepdf.Array):
        for one in tag:
            yield from _tags_within(one)
    elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
        yield tag
        yield from _tags_within(tag.get("/K"))


def squeezed(text: str) -> str:
    """Text without spaces, which lines may break at, in one normal form."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))


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
    found_blocks = [(kind, "".join(said)) for kind, said in blocks if said]
    return [b for b in found_blocks if not (b[0] == "Lbl" and MARKER.fullmatch(b[1].strip()))]


def text_of_pdf(data: bytes) -> str:
    return _poppler("pdftotext", "-raw", "-", "-", data=data)


def page_texts(data: bytes) -> list[str]:
    return _poppler("pdftotext", "-", "-", data=data).split("\f")[:-1]


Box = tuple[float, float, float, float]  # left, top, right, bottom in points


def boxes_of(data: bytes) -> list[list[tuple[str, Box]]]:
    """Each word of each page with the box it is drawn in, in the order of the page."""
    told = _poppler("pdftotext", "-bbox", "-", "-", data=data)
    return [
        [
            (word[4], (float(word[0]), float(word[1]), float(word[2]), float(word[3])))
            for word in found
        ]
        for found in map(WORD.findall, told.split("<page ")[1:])
    ]


def overlapping(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Words that lie over each other: by more than a line's own leading."""
    return [
        (one, other)
        for n, (one, a) in enumerate(boxes)
        for other, b in boxes[n + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > TOUCHING
    ]


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
