"""Templates drawn by a bare Jinja environment, so that what they need is seen; a real browser."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, expect, sync_playwright

from riskapp.platform import i18n
from riskapp.platform.headers import CONTENT_SECURITY_POLICY

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds; others may share the machine
STATIC = ROOT / "riskapp" / "static"
CHROMIUM = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


class Asked(StrictUndefined):
    """What the layout may be given or not is asked with `if`; to print it is still an error."""

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())


@pytest.fixture(scope="session")
def jinja() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([ROOT / "riskapp" / "templates", Path(__file__).parent / "pages"]),
        autoescape=True,
        undefined=Asked,
    )
    i18n.init_jinja(environment)
    environment.globals["asset_url"] = lambda name: f"/static/{name}"
    environment.globals["csrf_token"] = lambda: "token-1"
    environment.globals["today"] = lambda: date(2026, 11, 22)
    return environment


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while it is open, its event loop is in the way of others' tests."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


class Site:
    """A few pages, under riskapp's own policy; what is posted is kept and answered by `answer`."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.posts: list[tuple[str, bytes]] = []
        self.answer: Callable[[str], tuple[int, bytes]] = lambda _path: (200, b'{"said": "Kept"}')
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if path in site.pages:
                    return self.give(200, site.pages[path].encode(), "text/html; charset=utf-8")
                found = STATIC / path.removeprefix("/static/")
                if path.startswith("/static/") and found.is_file():
                    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                    return self.give(200, found.read_bytes(), kind)
                return self.give(404, b"", "text/plain")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                site.posts.append((self.path, body))
                status, said = site.answer(self.path)
                kind = "application/json" if said.startswith(b"{") else "text/html; charset=utf-8"
                self.give(status, said, kind)

            def give(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: Any) -> None:
                """Quiet."""

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.close()
