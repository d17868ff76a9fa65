"""What set-up builds: our face everywhere, nothing of GOV.UK's own, every letter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "riskapp" / "static" / "build"
FACES = ("400", "400-italic", "500", "600", "700")
# English, Welsh and Polish, with the marks that people type.
LETTERS = "AZaz09ÂÊÎÔÛŴŶâêîôûŵŷÄËÏÖÜŸẀẁẂẃẄẅỲỳĄĆĘŁŃÓŚŹŻąćęłńóśźż‘’“”–—…·•£€½"


def css(name: str) -> str:
    return (BUILD / name).read_text(encoding="utf-8")


def test_the_design_system_speaks_in_our_face() -> None:
    said = css("govuk-frontend.css")
    faces = set(re.findall(r"font-family:([^;}]*)", said))
    assert all(face.startswith('"Atkinson Hyperlegible Next",') for face in faces - {"inherit"})
    assert faces
    assert ".govuk-button" in said


@pytest.mark.parametrize("unwanted", ["GDS Transport", "crest", "url(", "@import", "@font-face"])
def test_the_design_system_brings_nothing_of_gov_uk_and_asks_for_no_file(unwanted: str) -> None:
    assert unwanted not in css("govuk-frontend.css")


def test_every_file_that_a_style_sheet_names_is_there() -> None:
    named = re.findall(r'url\("([^"]+)"\)', css("fonts.css"))
    assert len(named) == len(FACES)
    assert [name for name in named if not (BUILD / name).is_file()] == []


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("ending", ["ttf", "woff2"])
def test_each_face_has_the_letters_of_english_welsh_and_polish(face: str, ending: str) -> None:
    font = TTFont(BUILD / "fonts" / f"atkinson-hyperlegible-next-{face}.{ending}")
    assert [letter for letter in LETTERS if ord(letter) not in font.getBestCmap()] == []
    assert font["OS/2"].usWeightClass == int(face[:3])
    assert font["OS/2"].fsType == 0, "the font must allow embedding"


def test_what_was_built_says_from_what() -> None:
    packages = json.loads(css("built-from.json"))["packages"]
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages["govuk-frontend"]["version"] == wanted["govuk-frontend"] == "6.3.0"
    assert {package["licence"] for package in packages.values()} == {"MIT", "OFL-1.1"}


def test_what_is_built_is_not_built_again() -> None:
    before = {path: path.stat().st_mtime_ns for path in BUILD.rglob("*")}
    script = [sys.executable, str(ROOT / "scripts" / "build_assets.py"), "--tests"]
    done = subprocess.run(script, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in BUILD.rglob("*")} == before


def test_the_browser_tests_have_axe() -> None:
    assert (ROOT / "node_modules" / "axe-core" / "axe.min.js").stat().st_size > 100_000
