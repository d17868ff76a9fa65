"""./start in a checkout that nothing was ever done in, as a stranger would run it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NOT_CLONED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "instance", "build", "*.egg-info", "__pycache__", ".*_cache"
)
ADMINISTRATOR = "Ada Marsh\nada@example.org\nseven grey herons waiting\nseven grey herons waiting\n"

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "riskapp"
    shutil.copytree(ROOT, folder, ignore=NOT_CLONED)
    assert not (folder / "riskapp" / "static" / "build").exists()
    return folder


@pytest.fixture(scope="module")
def prepared(clone: Path) -> Path:
    """The checkout after its first `./start --prepare`."""
    done = run(clone, "./start", "--prepare")
    assert done.returncode == 0, done.stdout + done.stderr
    return clone


def run(
    folder: Path, *command: str, typed: str = "", instance: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if "RISKAPP" not in name}
    if instance is not None:
        environment["RISKAPP_INSTANCE"] = str(instance)
    return subprocess.run(
        command, cwd=folder, env=environment, input=typed,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def people(clone: Path, instance: Path | None = None) -> list[str]:
    done = run(clone, ".venv/bin/riskapp", "user", "list", instance=instance)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_first_start_brings_the_demonstration_cast(prepared: Path) -> None:
    assert len(people(prepared)) > 1
    assert not list((prepared / "instance").glob("first-start*"))


def test_a_second_start_makes_nothing_anew_and_changes_nothing(prepared: Path) -> None:
    before, made = people(prepared), made_at(prepared)
    assert {".css", ".pyc"} <= {path.suffix for path in made}
    done = run(prepared, "./start", "--prepare")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{prepared / 'instance'} is ready.",
        "Set up. Start it with ./start",
    ]
    assert made.items() <= made_at(prepared).items()
    assert people(prepared) == before


def made_at(clone: Path) -> dict[Path, int]:
    """When whatever takes long was made: a stamp of each installation, assets, compiled modules."""
    made = [clone / ".venv" / "stamps", clone / "riskapp" / "static" / "build"]
    files = [path for folder in made for path in folder.rglob("*")]
    files += (clone / "riskapp").rglob("*.pyc")
    return {path: path.stat().st_mtime_ns for path in files}


def test_an_empty_start_asks_for_an_administrator_once(prepared: Path, tmp_path: Path) -> None:
    instance = tmp_path / "empty"
    refused = run(prepared, "./start", "--empty", "--prepare", instance=instance)
    assert refused.returncode != 0, "nobody answered"
    asked = run(prepared, "./start", "--empty", "--prepare", typed=ADMINISTRATOR, instance=instance)
    assert asked.returncode == 0, asked.stderr
    (only,) = people(prepared, instance)
    assert "ada@example.org" in only
    # And nobody invented joins her later, whichever way it is started.
    for command in (["./start", "--empty", "--prepare"], ["./start", "--prepare"]):
        again = run(prepared, *command, instance=instance)
        assert again.returncode == 0, again.stderr
        assert people(prepared, instance) == [only]


def test_a_relative_instance_is_where_the_command_was_typed(prepared: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "RISKAPP_INSTANCE": "mine"}
    subprocess.run(
        [str(prepared / "start"), "--prepare"], cwd=tmp_path, env=environment,
        stdin=subprocess.DEVNULL, check=True, timeout=300,
    )  # fmt: skip
    assert (tmp_path / "mine" / "riskapp.db").is_file()


@pytest.fixture
def served(prepared: Path, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A running `./start`: its port, and the file that holds what it printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    said = tmp_path / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            ["./start", "--port", str(port)], cwd=prepared, stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    yield port, said
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(120)


def test_it_serves_and_says_who_can_sign_in(served: tuple[int, Path]) -> None:
    port, said = served
    until = time.monotonic() + 120
    status = 0
    while status != 200 and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                status = answer.status
        except OSError:
            time.sleep(0.2)
    printed = said.read_text(encoding="utf-8")
    assert status == 200, printed
    assert f"http://127.0.0.1:{port}" in printed
    assert "You can sign in as" in printed
    assert "@" in printed
