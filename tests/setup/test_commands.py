"""./start and ./check as a shell reads them: what they take, what they refuse."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "script", ["start", "check", ".ci/run", "scripts/setup.sh", "scripts/lock"]
)
def test_a_script_is_read_by_a_plain_shell(script: str) -> None:
    """Debian's sh is dash, which knows nothing of bash's own words."""
    dash = shutil.which("dash")
    assert dash is not None
    done = run(dash, "-n", script)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "command",
    [
        ("./start", "--port"),
        ("./start", "--port", "80a"),
        ("./start", "--prot=1"),
        ("./check", "--all", "tests"),
        ("./check", "--prepare", "-k"),
    ],
    ids=" ".join,
)
def test_a_slip_shows_what_there_is_and_does_nothing(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--prepare" in done.stderr


@pytest.mark.parametrize("command", ["./start", "./check"])
def test_help_is_given(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "--prepare" in done.stdout


@pytest.mark.parametrize("path", ["start", "check", ".ci/run"])
def test_the_commands_may_be_run(path: str) -> None:
    assert (ROOT / path).stat().st_mode & 0o111
