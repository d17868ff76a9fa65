"""Chromium, and the app it looks at.

SQLite only: what a browser does is the same on both databases, and everything below the pages runs
on both in its own tests. A module has one browser: Playwright holds an event loop as long as it is
open, and tests of other folders, in the same process, want one of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright

from riskapp.platform.versions import pdf
from tests.browser.serving import ARGS, CHROMIUM, PATIENCE, Seat, Site, app_in, seated, serving
from tests.browser.visiting import Seats
from tests.browser.world import World, make_world
from tests.databases import Sqlite


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def _press_ends() -> Iterator[None]:
    yield
    pdf.close()


@pytest.fixture
def app(sqlite_template: Sqlite, tmp_path: Path) -> Iterator[Flask]:
    with app_in(tmp_path, sqlite_template) as made:
        yield made


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    with serving(app) as site:
        yield site


@pytest.fixture
def seat(browser: Browser, site: Site) -> Iterator[Seat]:
    with seated(browser, site) as seat:
        yield seat


@pytest.fixture(scope="session")
def world(sqlite_template: Sqlite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A conversation in every state, shared by all tests of a process: looking spoils nothing."""
    folder = tmp_path_factory.mktemp("world")
    with app_in(folder, sqlite_template, body_bytes=900_000) as app, serving(app) as site:
        yield make_world(site)


@pytest.fixture(scope="module")
def seats(browser: Browser, world: World) -> Iterator[Seats]:
    with ExitStack() as until:
        yield Seats(browser, world, until)
