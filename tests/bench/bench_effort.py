"""Screens, answers, buttons and seconds of typing two situations into Chromium.

Run it as `python -m tests.bench.bench_effort`. The seconds are a script's, which neither thinks nor
talks nor waits for anybody: they say how long the pages take, and nothing about people.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.serving import ARGS, CHROMIUM, app_in, seated, serving, sign_in_by_hand
from tests.browser.typing import BrowserTypist
from tests.databases import Sqlite
from tests.journeys.effort import Counting
from tests.journeys.holding import hold, story

SITUATIONS = {"everyday": "an everyday choice", "home": "the whole conversation"}


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="riskapp-effort-"))
    with (
        app_in(folder, Sqlite(folder)) as app,
        serving(app) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for name, title in SITUATIONS.items():
            with seated(browser, site) as seat:
                page = seat.open()
                sign_in_by_hand(page, site.url)
                counting, began = Counting(BrowserTypist(page, site.url)), time.perf_counter()
                hold(counting, story(name))
                seconds = time.perf_counter() - began
                items = sum("/" in screen for screen in counting.screens)
                print(
                    f"{title}: {len(counting.screens) - items} screens and {items} pages of items, "
                    f"{len(counting.answers)} answers, {counting.presses} buttons, "
                    f"{seconds:.0f} seconds of a script"
                )
        browser.close()


if __name__ == "__main__":
    main()
