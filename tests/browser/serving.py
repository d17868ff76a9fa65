"""The app on a port of its own, and somebody at Chromium who notices whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from riskapp.commands.worker import HANDLERS
from riskapp.platform.db import Database
from riskapp.platform.jobs import Worker
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions.keys import make_seal_key
from tests.app import NOW, PASSWORD, SUNITA, Client, make_app
from tests.databases import Sqlite

CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]
WIDE, NARROW = 1280, 320
PATIENCE = 60_000  # milliseconds; others may share the machine


class _Quiet(WSGIRequestHandler):
    """Tests say what went wrong; a line for each request would hide it."""

    def log(self, *_what: Any) -> None:
        """Quiet."""


@dataclass
class Site:
    """The app, served; `url` without a slash at its end."""

    app: Flask
    url: str

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.app.extensions["riskapp"]
        return runtime

    def work(self) -> None:
        """Does every job that is due, as a worker beside the server would.

        In a thread: the browser's event loop has ours, and the seal wants one of its own.
        """
        done = Thread(target=self._work)
        done.start()
        done.join()

    def _work(self) -> None:
        with self.app.app_context():
            worker = Worker(self.runtime, HANDLERS)
            while worker.run_once():
                pass

    def client(self, email: str | None = SUNITA) -> Client:
        """Somebody who sets the scene without a browser."""
        made = Client(self.app)
        return made.sign_in(email) if email else made


@contextmanager
def app_in(folder: Path, databases: Sqlite, **settings: Any) -> Iterator[Flask]:
    """The app as `riskapp init` leaves it, with the people of the tests."""
    database = Database(databases.fresh(folder))
    app = make_app(database, folder, **settings)
    runtime = app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, runtime.config.organisation, NOW)
    try:
        yield app
    finally:
        database.close()


@contextmanager
def serving(app: Flask) -> Iterator[Site]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Seat:
    """One browser with a memory of its own; `complaints` is whatever it had to say.

    An answer of 400 and more is a complaint unless its status is among `expected`.
    """

    site: Site
    context: BrowserContext
    expected: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    # What Chromium prints for an answer of 400 and more, which `answered` judges by its status.
    _STATUS: ClassVar[str] = "Failed to load resource: the server responded with a status of"

    def open(self, path: str = "") -> Page:
        """A new tab, at `path` if one is given."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        if path:
            page.goto(self.site.url + path)
        return page

    def sign_in(self, client: Client) -> Seat:
        """Sits down in the place of somebody who has signed in already."""
        assert client.cookie
        self.context.add_cookies(
            [{"name": "riskapp", "value": client.cookie, "url": self.site.url}]
        )
        return self

    def _said(self, message: ConsoleMessage) -> None:
        is_told = message.type in {"error", "warning"}
        if is_told and not message.text.startswith(self._STATUS):
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # A draft on its way is called back when its page is saved, and a page that is left for the
        # next one stops loading: both are meant.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")


@contextmanager
def seated(browser: Browser, site: Site, **how: Any) -> Iterator[Seat]:
    """A browser of one's own, which must have had nothing to complain of at the end."""
    context = browser.new_context(**{"viewport": {"width": WIDE, "height": 900}, **how})
    seat = Seat(site, context)
    try:
        yield seat
    finally:
        context.close()
    assert not seat.complaints, seat.complaints


def sign_in_by_hand(page: Page, url: str, email: str = SUNITA) -> None:
    """Through the page, as people do."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
