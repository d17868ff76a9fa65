"""The job that makes a pack: each run draws one part in a child, the last one joins them and seals.

A part has the limits of a PDF for itself, and other papers that wait are made in between. What could not
be drawn has a page in its place that says so.
"""

from __future__ import annotations

from typing import Any

from riskapp.core.canonical import canonical, payload
from riskapp.decision.layouts import put_on_paper
from riskapp.decision.rendering import Args, keep_made, keep_why_not
from riskapp.panel.pack.paper import Pack
from riskapp.panel.pack.queries import (
    PackIs,
    Part,
    get_paper,
    list_part_bytes,
    pack_of,
)
from riskapp.panel.pack.rules import COVER, WHOLE, layout_of
from riskapp.panel.pack.services.printing import JOB
from riskapp.platform.i18n import using
from riskapp.platform.jobs import enqueue
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions import pdf, sealing
from riskapp.platform.versions.fonts import spelled_out
from riskapp.platform.versions.joining import join
from riskapp.platform.versions.keys import load_seal_key
from riskapp.platform.versions.store import (
    Version,
    drop_made,
    get_version_by_id,
    keep_trouble,
)
from riskapp.platform.versions.tables import GIVEN_UP


def make_part(runtime: Runtime, args: Args) -> None:
    """Draws the part that comes next, or joins them where all are there. Raises its trouble, so that it
    is tried again.
    """
    version, pack = _read(runtime, args)
    if not pack.is_waiting:
        return
    part = pack.next
    with runtime.db.read() as conn:
        layout = WHOLE if part is None else layout_of(part.number)
        asked = get_paper(conn, version.id, layout)
    try:
        data = pack_bytes(runtime, version, pack) if part is None else draw_part(version, part)
        keep_made(runtime, asked, data)
    except Exception as error:
        if not keep_why_not(runtime, asked, error):
            raise
    if part is None:
        with runtime.db.write() as conn:
            drop_made(conn, version.id, but=WHOLE)
    else:
        _go_on(runtime, version)


def go_on_without(runtime: Runtime, args: Args) -> None:
    """A part was tried for the last time: the others are made all the same."""
    version, pack = _read(runtime, args)
    part = pack.next
    if part is None or not pack.is_waiting:
        layout, why = WHOLE, pack.whole.trouble
    else:
        layout, why = layout_of(part.number), part.trouble
    with runtime.db.write() as conn:
        asked = get_paper(conn, version.id, layout)
        keep_trouble(conn, asked.id, why or "", for_good=True)
    if layout != WHOLE:
        _go_on(runtime, version)


def _go_on(runtime: Runtime, version: Version) -> None:
    with runtime.db.write() as conn:
        enqueue(conn, runtime.clock, JOB, {"version": version.id})


def _read(runtime: Runtime, args: Args) -> tuple[Version, PackIs]:
    with runtime.db.read() as conn:
        version = get_version_by_id(conn, args["version"])
        return version, pack_of(conn, get_paper(conn, version.id, WHOLE))


def draw_part(version: Version, part: Part) -> bytes:
    """One part as a tagged PDF, not sealed, its pages without numbers; of an item that could not be
    drawn, a page that says so.
    """
    with using(version.language):
        pack = Pack(version.rows, version.digest)
        if part.number == COVER:
            return _render("print/pack_cover.html", pack, pack, is_plain=part.state == GIVEN_UP)
        item = pack.item(part.number)
        if part.state == GIVEN_UP:
            return _render("print/pack_missing.html", pack, item, is_plain=True, why=part.trouble)
        return _render("print/pack_item.html", pack, item)


def _render(
    template: str, pack: Pack, record: object, *, is_plain: bool = False, **more: Any
) -> bytes:
    """`is_plain`: what no font can draw is named, where a page has to be there all the same."""
    page = put_on_paper(
        template,
        is_demonstration=pack.is_demonstration,
        pack=pack,
        record=record,
        size="",
        on_screen=False,
        **more,
    )
    html = spelled_out(page.html, every=True) if is_plain else page.html
    return pdf.render(html, page.stylesheets, page.assets)


def pack_bytes(runtime: Runtime, version: Version, made: PackIs) -> bytes:
    """The whole as one signed PDF that carries all of its rows, its pages numbered through."""
    with runtime.db.read() as conn:
        drawn = list_part_bytes(conn, version.id)
    drawn |= {part.number: draw_part(version, part) for part in made.missing}
    parts = [drawn[number] for number in sorted(drawn)]
    with using(version.language):
        pack = Pack(version.rows, version.digest)
        pages = sum(map(pdf.count_pages, parts))
        numbers = _render("print/pack_numbers.html", pack, pack, pages=pages)
    carried = payload(version.rows, version.secret, version.rows, WHOLE)
    key = load_seal_key(runtime.config.keys_folder)
    return sealing.seal(join(parts, numbers), canonical(carried), version.sealed_at, key)
