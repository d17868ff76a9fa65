"""HTML to a tagged PDF, drawn in a child with limits: the one file that imports WeasyPrint."""

from __future__ import annotations

import base64
import io
import json
import logging
import math
import socket
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pikepdf

from riskapp.platform.versions import child
from riskapp.platform.versions.failing import RenderFailed, Why
from riskapp.platform.versions.fonts import BUNDLED, CONFIGURATION, as_printed, missing_glyphs
from riskapp.platform.versions.glyphs import complete
from riskapp.platform.versions.press import Press
from riskapp.platform.versions.tagging import finish

LIMITS = child.Limits()
MAX_HTML = 8_000_000
VARIANT = "pdf/a-3a"
MISSING = ".notdef glyph"
DRAWN, FAILED = b"+", b"-"
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
# Each face and a picture, so that what is read once has been read before the first fork.
WARMING = (
    '<html lang="en"><title>w</title><p>w <em>w</em> <span style="font-weight:500">w</span> '
    '<span style="font-weight:600">w</span> <strong>w</strong></p><table><tr><th>w</th><td>w</td>'
    '</tr></table><ul><li>w</li></ul><svg viewBox="0 0 9 9" role="img"><title>w</title>'
    "<text>w</text></svg></html>"
)


def press(limits: child.Limits = LIMITS) -> Press:
    """A process that draws; every render shares one, with the usual limits."""
    command = (
        "from riskapp.platform.versions.pdf import work\n"
        f"work(handle, {limits.memory}, {limits.processor}, {limits.wall})"
    )
    return Press(command, {"FONTCONFIG_FILE": str(CONFIGURATION)}, limits)


_press = press()


def render(
    html: str,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    *,
    whole: bool = True,
    by: Press = _press,
) -> bytes:
    """A tagged PDF that claims PDF/A-3a and PDF/UA-1, not sealed yet.

    Stylesheets and the markup are ours; only the text in it may be anybody's. The page reaches
    `assets` as `asset:NAME` and nothing else. Raises RenderFailed, also where no font has a
    character, unless `whole` is False: a draft may show a box.
    """
    if len(html) > MAX_HTML:
        raise RenderFailed(Why.TOO_LONG)
    job = json.dumps(
        {
            "html": as_printed(html),
            "assets": {name: base64.b64encode(data).decode() for name, data in assets.items()},
            "whole": whole,
        }
    ).encode()
    setting = json.dumps(list(stylesheets)).encode()
    try:
        return _drawn(by.run(setting, job))
    except RenderFailed as error:
        if error.why is not Why.NO_GLYPH or missing_glyphs(error.characters):
            raise
    by.close()  # a font has come since it was started
    return _drawn(by.run(setting, job))


def close() -> None:
    """Ends the process that draws; the next render starts another."""
    _press.close()


def _drawn(answer: bytes) -> bytes:
    if answer[:1] == DRAWN:
        return answer[1:]
    told = json.loads(answer[1:])
    raise RenderFailed(Why(told["why"]), told["characters"], told["detail"])


def work(handle: int, memory: int, processor: int, wall: int) -> None:
    """The process that draws, from its first line to its last."""
    control = socket.socket(fileno=handle)
    child.leave_the_network()
    try:
        printer = Printer()
    except OSError:
        control.send(Why.NO_ENGINE.encode())
    except RenderFailed as error:
        control.send(error.why.encode())
    else:
        child.serve(control, printer, child.Limits(memory, processor, wall))


class Printer:
    """WeasyPrint, warmed up. Raises OSError where its libraries are not there.

    Fonts are opened for each document, which takes 12 ms: in Pango 1.56 a thread looks after open ones,
    and a child that was forked beside it waits for it for ever.
    """

    def __init__(self) -> None:
        if not any(BUNDLED.glob("*.ttf")):
            raise RenderFailed(Why.NO_TYPEFACE)
        import weasyprint  # noqa: PLC0415 (riskapp starts without it, and most of it never needs it)

        self.engine = weasyprint
        self.open_fonts = _fonts_class()
        self.gaps = _Gaps()
        log = logging.getLogger("weasyprint")
        log.handlers, log.propagate = [self.gaps], False
        self.fetcher = _fetcher_class(weasyprint)
        _remember_pictures(weasyprint)
        _look_no_further(weasyprint)
        self.draw(WARMING, self.prepare(b"[]"), {})

    def prepare(self, setting: bytes) -> list[Any]:
        """Parses stylesheets; they fetch nothing."""
        return [
            self.engine.CSS(string=css, url_fetcher=self.fetcher({})) for css in json.loads(setting)
        ]

    def answer(self, prepared: Any, job: bytes) -> bytes:
        """The PDF, or why there is none."""
        try:
            asked = json.loads(job)
            assets = {name: base64.b64decode(data) for name, data in asked["assets"].items()}
            pdf = self.draw(asked["html"], prepared, assets)
        except (
            MemoryError,
            SystemError,
        ):  # the second from C that was refused memory and said nothing
            return _failure(Why.TOO_MUCH_MEMORY)
        except RecursionError:
            return _failure(Why.TOO_DEEP)
        except Exception as error:  # noqa: BLE001 (whatever it was, the answer is no PDF)
            return _failure(Why.BROKE, detail=type(error).__name__)
        if asked["whole"] and self.gaps.characters:
            return _failure(Why.NO_GLYPH, "".join(sorted(self.gaps.characters)))
        return DRAWN + pdf

    def draw(self, html: str, stylesheets: list[Any], assets: Mapping[str, bytes]) -> bytes:
        """Lays out, draws and tags. No base URL: relative links stay dead."""
        page = self.engine.HTML(string=html, url_fetcher=self.fetcher(assets))
        fonts = self.open_fonts()
        document = page.render(stylesheets=stylesheets, font_config=fonts, pdf_variant=VARIANT)
        marks: list[Any] = []
        for sheet in document.pages:
            sheet.paint = partial(_painted, sheet.paint, document.fonts, marks)
        finisher = partial(_finished, marks)
        return bytes(document.write_pdf(finisher=finisher, pdf_variant=VARIANT))


def _painted(
    paint: Any, fonts: Mapping[Any, Any], marks: list[Any], stream: Any, scale: float = 1
) -> None:
    """Paints a page and keeps what the engine forgets: which box became which marked content."""
    paint(stream, scale)
    marks.append(dict(stream._tags))  # noqa: SLF001 (nowhere else)
    for font in fonts.values():
        complete(font.to_unicode)


def _finished(marks: list[Any], document: Any, pdf: Any) -> None:
    finish(document, pdf, marks)


def _failure(why: Why, characters: str = "", detail: str = "") -> bytes:
    told = {"why": why, "characters": characters, "detail": detail}
    return FAILED + json.dumps(told).encode()


class _Gaps(logging.Handler):
    """Hears of characters without a glyph. All else that the engine says may quote the page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(MISSING) and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))


def _remember_pictures(engine: Any) -> None:
    """Emoji are pictures. The engine packs one anew each time it is drawn (4 ms, so that a few pages
    of them outlast every limit); it is the same picture, so once will do.
    """
    drawing = engine.draw.text
    pack = drawing.RasterImage
    packed: dict[str, Any] = {}

    def once(picture: Any, name: str, data: bytes) -> Any:
        if name not in packed:
            packed[name] = pack(picture, name, data)
        return packed[name]

    drawing.RasterImage = once


def _look_no_further(engine: Any) -> None:
    """A line is looked for in the beginning of what is left. Where words are long, or joined by no-break
    spaces, the engine lays out all the rest of a text for each of its lines: four answers of 20,000
    letters without a space outlasted every limit, on however few pages.
    """
    whole = engine.text.line_break.split_first_line

    def first_line(
        text: str, style: Any, context: Any, width: float | None, *more: Any, **rest: Any
    ) -> Any:
        most = len(text) if width is None else _enough(width, style["font_size"])
        while most < len(text):
            line = whole(text[:most], style, context, width, *more, **rest)
            resumes = line[2]
            if resumes is not None:
                return line
            most *= 4  # of no width, such as accents
        return whole(text, style, context, width, *more, **rest)

    engine.layout.inline.split_first_line = first_line
    engine.layout.preferred.split_first_line = first_line


def _enough(width: float, size: float) -> int:
    """Letters that are several lines, whatever they are; of a line of any length, all."""
    return max(64, int(16 * width / size)) if size and width < math.inf else sys.maxsize


def _fonts_class() -> Any:
    """The fonts of fonts.conf and no others: a page brings none and leaves no file behind."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    class Fonts(FontConfiguration):  # type: ignore[misc]
        def add_font_face(self, *_given: Any) -> None:
            """`@font-face` does nothing."""

    return Fonts


def _fetcher_class(engine: Any) -> Any:
    """A fetcher that knows what it was handed and refuses all else: files, hosts, data."""

    class OnlyTheseAssets(engine.urls.URLFetcher):  # type: ignore[misc]
        def __init__(self, assets: Mapping[str, bytes]) -> None:
            super().__init__()
            self.assets = assets

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 (WeasyPrint's shape)
            scheme, _, name = url.partition(":")
            if scheme != "asset" or name not in self.assets:
                raise ValueError("refused")
            kind = MEDIA_TYPES.get(name[name.rfind(".") :], "application/octet-stream")
            data = self.assets[name]
            return engine.urls.URLFetcherResponse(url, data, {"Content-Type": kind})

    return OnlyTheseAssets


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
