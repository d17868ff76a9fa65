"""What docs/operations.md tells people to type exists, and its backup can be restored."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from riskapp.cli import parser
from riskapp.config import SETTINGS, environment_name
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.rules import ROOM, ROOM_FOR_LINES, ROOM_SINCE, ROOM_SINCE_FOR_LINES
from riskapp.decision.steps.outside import OUTSIDE_VIEWS
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.governance.rules import PART_LINES, PART_ROOM
from riskapp.platform.db import Database, sqlite_url
from riskapp.platform.keys import ALL
from riskapp.platform.versions import child, keys
from tests.databases import Sqlite

DOC = Path(__file__).parents[2] / "docs" / "operations.md"
TEXT = DOC.read_text("utf-8")


def test_every_setting_it_names_is_one() -> None:
    known = {environment_name(s.name) for s in SETTINGS} | {"RISKAPP_INSTANCE"}
    assert set(re.findall(r"RISKAPP_[A-Z_]+", TEXT)) <= known


def test_its_settings_file_is_read_as_it_stands() -> None:
    (file,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert set(tomllib.loads(file)) <= {s.name for s in SETTINGS}


def test_every_command_it_names_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    typed = "\n".join(TEXT.split("```")[1::2])
    named = set(re.findall(r"(?:`|bin/)riskapp ((?:[a-z]+ ?){1,2})", TEXT))
    named |= set(re.findall(r"^riskapp ((?:[a-z]+ ?){1,2})", typed, re.MULTILINE))
    assert {"init", "serve", "worker", "doctor", "audit verify"} <= {n.strip() for n in named}
    for command in named:
        with pytest.raises(SystemExit) as ended:
            parser().parse_args([*command.split(), "--help"])
        assert ended.value.code == 0, command
    capsys.readouterr()


def test_every_key_it_explains_is_made_and_every_key_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+\.\w+)` \|", TEXT, re.MULTILINE))
    assert explained == {*ALL, keys.KEY, keys.CERTIFICATE}


def test_its_caps_are_the_caps() -> None:
    most = {c.slug: c.most for c in CONVERSATION.collections()}
    for slug, words in {
        "consequences": "things that could happen",
        "options": "options",
        "mitigations": "things that would help",
        "not-found": "unmet needs",
        "differences": "views",
        "positions": "positions",
        "contacts": "people to ring",
    }.items():
        assert f"{most[slug]} {words}" in TEXT
    assert f"{ROOM:,} characters" in TEXT
    assert f"{ROOM_FOR_LINES:,} line breaks" in TEXT
    since = f"{ROOM_SINCE:,} characters and {ROOM_SINCE_FOR_LINES:,} line breaks in all"
    assert f"{ADDENDA.most} of them, {since}" in TEXT
    assert f"in the same room: {OUTSIDE_VIEWS.most} views" in TEXT
    assert f"about {PART_ROOM:,} characters and {PART_LINES:,} lines" in TEXT
    limits = child.Limits()
    assert limits.memory == 1 << 30
    assert f"{limits.processor} s of processor, {limits.wall} s on the clock" in TEXT


def test_its_backup_is_whole_while_somebody_writes(
    sqlite_template: Sqlite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, copy = sqlite_template.fresh(tmp_path), tmp_path / "copy.db"
    monkeypatch.setenv("RISKAPP_DATABASE_URL", url)
    (script,) = re.findall(r"<<'END'\n(.*?)END\n", TEXT, re.DOTALL)
    db = Database(url)
    with db.write() as conn:  # nothing of it is committed yet, nor in the way
        conn.exec_driver_sql("UPDATE counter SET next = next")
        subprocess.run([sys.executable, "-", str(copy)], input=script.encode(), check=True)
    db.close()
    restored = Database(sqlite_url(copy))
    with restored.read() as conn:
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert conn.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar() == 1
    restored.close()
