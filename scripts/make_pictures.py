"""Makes the README's pictures from the real pages and PDFs of a fresh instance with the invented people.

    docs/pictures/both-sides.png    a conversation's second screen
    docs/pictures/balance.png       both sides as one picture
    docs/pictures/papers.png        what the members of a panel read of an item
    docs/pictures/full-record.png   the first page of a sealed record
    docs/pictures/card.png          what to do when it goes wrong

Usage: make_pictures.py    (after ./check --prepare, which brings Chromium and poppler)
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDTH = 1280
COLOURS = 255  # a page has few, and the edges of its letters take the rest
LARGEST = 200_000
WHO = "sunita@northmoor.example"
WHO_CHAIRS = "judith@northmoor.example"
WHOSE = "Maureen"
WITHIN = 120
MARGIN = 24

Environment = Mapping[str, str]


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RISKAPP_INSTANCE": f"{folder}/instance"}
        riskapp(environment, "init")
        said = riskapp(environment, "demo").decode()
        password = said.rpartition("each with the password:")[2].strip()
        with served(environment) as url:
            ref = picture_pages(url, password)
            picture_pdf(environment, ref, "full", Path(folder))
            picture_pdf(environment, ref, "card", Path(folder))


def riskapp(environment: Environment, *arguments: str) -> bytes:
    command = [sys.executable, "-m", "riskapp", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own command)
    return done.stdout


@contextmanager
def served(environment: Environment) -> Iterator[str]:
    """The pages and a worker, on a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "riskapp", "serve", "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603 (our own command)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/healthz")
            yield url
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str) -> None:
    until = time.monotonic() + WITHIN
    while True:
        try:
            with urllib.request.urlopen(url):  # noqa: S310 (our own server, on this machine)
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


# -- pages ---------------------------------------------------------------------------------------


def picture_pages(url: str, password: str) -> str:
    """Pictures of the pages; returns the reference of the record they are of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        sign_in(page, url, WHO, password)
        ref = open_again(page, url)
        page.goto(f"{url}/decisions/{ref}/both-sides")
        keep(
            page.screenshot(clip=down_to(page.locator(".ra-box").first), full_page=True),
            "both-sides",
        )
        page.goto(f"{url}/decisions/{ref}/balance")
        keep(page.screenshot(clip=around(page.locator(".ra-balance")), full_page=True), "balance")
        chair = browser.new_page(viewport={"width": WIDTH, "height": 900})
        sign_in(chair, url, WHO_CHAIRS, password)
        chair.goto(f"{url}/papers/PS-0001.1")
        keep(chair.screenshot(clip=down_to(chair.locator("#sides")), full_page=True), "papers")
        browser.close()
    return ref


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def open_again(page: Page, url: str) -> str:
    """Begins the next version of the sealed decision, so that its screens can be seen."""
    page.goto(f"{url}/people")
    page.get_by_role("link", name=WHOSE).first.click()
    page.locator("main h3 a").first.click()
    page.get_by_role("button", name=re.compile("begin version")).click()
    page.wait_for_url("**/looking-again")  # the one question it begins with
    found = re.search(r"RA-\d+", page.url)
    if found is None:
        sys.exit(f"{page.url} is no decision.")
    return found[0]


def box(shown: Locator) -> tuple[float, float, float, float]:
    found = shown.bounding_box()
    if found is None:
        sys.exit(f"{shown} is not on the page.")
    return found["x"], found["y"], found["width"], found["height"]


def down_to(shown: Locator) -> FloatRect:
    """The page from its top to the end of this."""
    _x, y, _width, height = box(shown)
    return FloatRect(x=0, y=0, width=WIDTH, height=y + height + MARGIN)


def around(shown: Locator) -> FloatRect:
    x, y, width, height = box(shown)
    return FloatRect(
        x=x - MARGIN, y=y - MARGIN, width=width + 2 * MARGIN, height=height + 2 * MARGIN
    )


# -- PDFs ----------------------------------------------------------------------------------------


def picture_pdf(environment: Environment, ref: str, layout: str, folder: Path) -> None:
    """The first page of a sealed copy, once the worker has made it."""
    pdf = folder / f"{layout}.pdf"
    until = time.monotonic() + WITHIN
    while True:
        try:
            riskapp(environment, "record", "pdf", ref, "--layout", layout, "-o", str(pdf))
            break
        except subprocess.CalledProcessError:
            if time.monotonic() > until:
                raise
            time.sleep(1)
    png = subprocess.run(  # noqa: S603 (a program of the distribution, no shell)
        ["pdftoppm", "-r", "96", "-png", "-f", "1", "-l", "1", str(pdf)],  # noqa: S607 (from PATH)
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    keep(png, "full-record" if layout == "full" else layout)


def keep(png: bytes, name: str) -> None:
    """Few colours, no metadata, small enough to stand in a repository."""
    path = PICTURES / f"{name}.png"
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {image.width} x {image.height}, {size} bytes")
    if size > LARGEST:
        sys.exit(f"That is more than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
