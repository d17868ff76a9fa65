"""Nothing in a page can make the engine open a file or ask a host, escaped or not."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from riskapp.platform.versions import child, pdf, press
from tests.platform.versions.documents import STYLES, page, text, unpacked

# The engine leaves its colour profile open; its children do not live long enough to matter.
pytestmark = pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")

SECRET = "canary-4f1c9a"
IN_OPEN, IN_ACCESS, IN_NONBLOCK = 0x20, 0x1, 0o4000

# Shapes that leak from the engine as it comes: {0} is a file of ours, {1} a host of ours.
SHAPES = {
    "attachment link": '<link rel="attachment" href="{0}"><a rel="attachment" href="{0}">a</a>',
    "img svg": '<img src="{0}" alt="a"><img src="{1}/a.svg" alt="a">',
    "object": '<object data="{0}" type="image/svg+xml"></object><object data="{1}/o"></object>',
    "embed": '<embed src="{0}" type="image/svg+xml"><embed src="{1}/e.svg">',
    "import": '<style>@import url("{0}");@import "{1}/i.css";</style>',
    "background": '<p style="background:url({0})">a</p><p style="background:url({1}/b)">b</p>',
    "font-face": "<style>@font-face{{font-family:c;src:url({0}),url({1}/f),local('DejaVu Sans')}}"
    "p{{font-family:c}}</style><p>a</p>",
    "stylesheet": '<link rel="stylesheet" href="{0}"><link rel="stylesheet" href="{1}/s.css">',
    "content url": "<style>p::before{{content:url({0})}}h1::before{{content:url({1}/c)}}</style>"
    "<p>a</p><h1>b</h1>",
    "base": '<base href="{1}/"><img src="r.png" alt="a"><a href="x">x</a>',
    "base file": '<base href="{0}/../"><img src="secret.svg" alt="a">',
    "svg image": '<svg viewBox="0 0 9 9" role="img"><title>s</title><image href="{0}" width="9"/>'
    '<image href="{1}/i.svg"/></svg>',
    "svg use": '<svg viewBox="0 0 9 9" role="img"><title>s</title><use href="{0}#a"/>'
    '<use href="{1}/u.svg#a"/></svg>',
    "redirect": '<link rel="attachment" href="{1}/redirect"><img src="{1}/redirect" alt="a">',
    "data": '<img alt="a" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
    "<image href='{0}'/></svg>\">",
    "svg style": '<svg viewBox="0 0 9 9" role="img"><title>s</title><style>@import url({0});'
    "rect{{fill:url({1}/f#x)}}</style><rect width='9' height='9'/></svg>",
    "cursor and list": '<ul style="list-style-image:url({0})"><li>a</li></ul>'
    '<p style="border-image:url({1}/b) 3">b</p><p style="mask:url({0})">c</p>',
}


class Watch:
    """Tells of every opening and reading of a file, by anybody."""

    def __init__(self, path: Path) -> None:
        self.libc = ctypes.CDLL(None)
        self.handle = self.libc.inotify_init1(IN_NONBLOCK)
        self.libc.inotify_add_watch(self.handle, os.fsencode(path), IN_OPEN | IN_ACCESS)

    def touched(self) -> bool:
        try:
            return bool(os.read(self.handle, 4096))
        except BlockingIOError:
            return False


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[tuple[Path, Watch]]:
    path = tmp_path / "secret.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" id="a"><title>{SECRET}</title>'
        f'<text y="9">{SECRET}</text></svg>',
        encoding="utf-8",
    )
    watch = Watch(path)
    yield path, watch
    os.close(watch.handle)


@pytest.fixture
def host() -> Iterator[socket.socket]:
    """Listens, so that a connection would succeed and be seen."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def assert_untouched(data: bytes, canary: tuple[Path, Watch], host: socket.socket) -> None:
    assert SECRET.encode() not in unpacked(data)
    assert SECRET not in text(data)
    assert not canary[1].touched()
    with pytest.raises(BlockingIOError):
        host.accept()


def hostile(shape: str, canary: tuple[Path, Watch], host: socket.socket) -> str:
    return SHAPES[shape].format(canary[0].as_uri(), f"http://127.0.0.1:{host.getsockname()[1]}")


def test_the_canaries_sing(canary: tuple[Path, Watch], host: socket.socket) -> None:
    canary[0].read_bytes()
    assert canary[1].touched()
    with socket.create_connection(host.getsockname()):
        host.accept()[0].close()


@pytest.mark.parametrize("shape", SHAPES)
def test_markup_reaches_nothing_even_where_it_was_not_escaped(
    shape: str, canary: tuple[Path, Watch], host: socket.socket, printer: pdf.Printer
) -> None:
    """In this process, with all its rights: what holds is the fetcher, not the fences round it."""
    markup = hostile(shape, canary, host)
    data = printer.draw(page(f"<p>before</p>{markup}", head=markup), [], {})
    assert "before" in text(data)
    assert_untouched(data, canary, host)


def test_stylesheets_reach_nothing(
    canary: tuple[Path, Watch], host: socket.socket, printer: pdf.Printer
) -> None:
    url, web = canary[0].as_uri(), f"http://127.0.0.1:{host.getsockname()[1]}"
    css = (
        f'@import "{url}";@import url({web}/i);@font-face{{font-family:c;src:url({url})}}'
        f"p{{font-family:c;background:url({web}/b)}}p::after{{content:url({url})}}"
    )
    data = pdf.render(page("<p>before</p>"), [css], {})
    assert_untouched(data, canary, host)
    prepared = printer.prepare(json.dumps([css]).encode())
    assert_untouched(printer.draw(page("<p>before</p>"), prepared, {}), canary, host)


def test_all_shapes_as_text_print_as_text(canary: tuple[Path, Watch], host: socket.socket) -> None:
    shapes = [hostile(shape, canary, host) for shape in SHAPES]
    body = "".join(f"<p>{escape(shape)}</p>" for shape in shapes)
    data = pdf.render(page(body), STYLES, {})
    assert_untouched(data, canary, host)
    squeezed = "".join(text(data).split())
    for shape in shapes:
        assert "".join(shape.split())[:30] in squeezed


def test_no_page_leaves_a_file_behind() -> None:
    folder = Path(tempfile.gettempdir())
    before = set(folder.glob("weasyprint*"))
    face = "@font-face{font-family:c;src:url(asset:c.ttf)}"
    markup = f"<style>{face}p{{font-family:c}}</style><p>a</p>"
    assert pdf.render(page(markup), [face], {"c.ttf": b"x"}).startswith(b"%PDF")
    assert set(folder.glob("weasyprint*")) <= before


def test_a_page_reaches_what_it_was_handed() -> None:
    words = '<text y="15">handed</text>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 20">{words}</svg>'.encode()
    handed = pdf.render(page('<img src="asset:a.svg" alt="a">'), [], {"a.svg": picture})
    assert "handed" in text(handed)
    assert "handed" not in text(pdf.render(page('<img src="asset:a.svg" alt="a">'), [], {}))


def test_the_child_has_no_network_and_writes_no_file(tmp_path: Path) -> None:
    """Where the kernel allows it (as root it always does), there is not even a loopback to ask."""
    code = (
        "import os, socket\n"
        "from riskapp.platform.versions import child\n"
        "class Work:\n"
        "    def prepare(self, setting): return None\n"
        "    def answer(self, prepared, job):\n"
        "        try:\n"
        "            open(job.decode(), 'wb', buffering=0).write(b'x')\n"
        "            wrote = b'wrote'\n"
        "        except OSError:\n"
        "            wrote = b'no file'\n"
        "        keys = ','.join(sorted(os.environ)).encode()\n"
        "        return b'|'.join([wrote, str(len(socket.if_nameindex())).encode(), keys])\n"
        "alone = child.leave_the_network()\n"
        "child.serve(socket.socket(fileno=handle), Work(), child.Limits())\n"
    )
    os.environ["RISKAPP_SECRET_FOR_TEST"] = "x"
    one = press.Press(code, {}, child.Limits())
    try:
        wrote, interfaces, names = one.run(b"", bytes(tmp_path / "file")).split(b"|")
    finally:
        one.close()
        del os.environ["RISKAPP_SECRET_FOR_TEST"]
    assert wrote == b"no file"
    assert b"RISKAPP" not in names
    if os.geteuid() == 0:
        assert interfaces == b"1"  # a loopback that is down
