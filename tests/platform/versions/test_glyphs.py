"""A character that no font can draw is named before anything is printed, with what to install."""

from __future__ import annotations

import html
import math
import random
import subprocess
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from riskapp.platform.versions import fonts, pdf
from riskapp.platform.versions.failing import RenderFailed, Why
from riskapp.platform.versions.fonts import (
    BUNDLED,
    CONFIGURATION,
    NEVER_DRAWN,
    Fonts,
    as_printed,
    missing_glyphs,
    spelled_out,
)
from tests.counting import calls
from tests.platform.versions.documents import page

OUT_OF_THE_BOX = (
    "English café naïve “quotes” … ½ £ € ŵ ŷ Ŵ Ŷ ẃ ỳ ł ż ź ę ą ć ń ó ś "
    "Ελληνικά Кириллица أريد میں אני मैं আমি ਮੈਂ હું நான் నేను ನಾನು ഞാൻ → ✓ ☎ ≥"
)


@pytest.fixture
def only_bundled(tmp_path: Path) -> Fonts:
    """As on a machine with no font package."""
    configuration = tmp_path / "fonts.conf"
    lines = CONFIGURATION.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "<dir" not in line and "xdg" not in line]
    place = kept.index("<fontconfig>")
    kept.insert(place + 1, f"<dir>{BUNDLED}</dir><cachedir>{tmp_path}/cache</cachedir>")
    configuration.write_text("\n".join(kept), encoding="utf-8")
    return Fonts(configuration)


def test_the_scripts_people_write_in_are_there_out_of_the_box() -> None:
    assert missing_glyphs(OUT_OF_THE_BOX) == []


def test_each_bundled_face_draws_welsh_and_polish_alone(only_bundled: Fonts) -> None:
    assert only_bundled.missing("Rwy’n ŵ ŷ Ŵ Ŷ ẃ ẁ ẅ ỳ â ê î ô û ł ż ź ę ą ć ń ó ś Ł Ż") == []
    faces = list(BUNDLED.glob("*.ttf"))
    assert len(faces) == 5
    families = {
        subprocess.run(
            ["fc-scan", "--format", "%{family[0]}", str(face)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for face in faces
    }
    assert families == {"Atkinson Hyperlegible Next"}


def test_the_scripts_that_are_missing_are_listed_by_package(only_bundled: Fonts) -> None:
    lost = fonts.missing_scripts(only_bundled)
    assert all("Latin" not in scripts for scripts in lost.values())
    assert {"Arabic", "Hebrew", "Devanagari"} <= set(lost["fonts-noto-core"])
    assert lost["fonts-noto-cjk"] == ["Chinese", "Japanese", "Korean"]
    assert lost["fonts-noto-color-emoji"] == ["emoji"]


@pytest.mark.parametrize(
    ("character", "script", "package"),
    [
        ("أ", "Arabic", "fonts-noto-core"),
        ("א", "Hebrew", "fonts-noto-core"),
        ("म", "Devanagari", "fonts-noto-core"),
        ("我", "Han", "fonts-noto-cjk"),
        ("か", "Hiragana", "fonts-noto-cjk"),
        ("걷", "Hangul", "fonts-noto-cjk"),
        ("。", "", "fonts-noto-cjk"),
        ("😀", "", "fonts-noto-color-emoji"),
        ("✓", "", "fonts-noto-core"),
        ("\ue000", "", ""),
        ("\ud800", "", ""),
    ],
)
def test_a_gap_is_named_with_what_to_install(
    only_bundled: Fonts, character: str, script: str, package: str
) -> None:
    gap = only_bundled.missing(f"a {character} b {character}")
    assert [(each.character, each.script, each.install) for each in gap] == [
        (character, script, package)
    ]
    assert gap[0].codepoint == f"U+{ord(character):04X}"
    assert gap[0].name == unicodedata.name(character, "")


def test_what_has_no_shape_needs_no_font(only_bundled: Fonts) -> None:
    assert only_bundled.missing("a\u200db\ufe0f\u00ad\u200f\tc\n\x0b\u2003") == []


def test_a_package_that_comes_while_we_run_is_seen(
    only_bundled: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FRESH_SECONDS", math.inf)
    assert only_bundled.missing("मैं")
    only_bundled.configuration = CONFIGURATION
    assert only_bundled.missing("मैं")  # asked a moment ago
    monkeypatch.setattr(fonts, "FRESH_SECONDS", 0)
    assert only_bundled.missing("मैं") == []


def test_without_fontconfig_the_bundled_typeface_is_all_there_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [gap.character for gap in Fonts().missing("ŵ ł म")] == ["म"]


def test_a_character_is_looked_up_once_however_often_it_stands_there() -> None:
    missing_glyphs(OUT_OF_THE_BOX)  # the fonts are read
    once, often = (calls(partial(missing_glyphs, OUT_OF_THE_BOX * n)) for n in (1, 150))
    assert often == once
    assert "read_ranges" not in often


def drawn_as_boxes(characters: list[str]) -> set[str]:
    """What the engine itself could not draw."""
    body = "".join(f"<p>x{html.escape(each)}x</p>" for each in characters)
    with pytest.raises(RenderFailed) as caught:
        pdf.render(page(body), [], {})
    assert caught.value.why is Why.NO_GLYPH
    return set(caught.value.characters)


def test_the_check_agrees_with_the_engine_on_random_characters() -> None:
    some = random.Random(20261122)
    assigned = [
        chr(code)
        for code in range(0x80, 0x20000)
        if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}
    ]
    sample = some.sample(assigned, 700)
    sample += [c for c in assigned if unicodedata.category(c) == "Cf" and as_printed(c) == c]
    named, boxes = (
        {gap.character for gap in missing_glyphs("".join(sample))},
        drawn_as_boxes(sample),
    )
    assert boxes <= named
    # A letter that stands for one other: a newer engine draws that one where no font has its own.
    for letter in named - boxes - NEVER_DRAWN:
        assert len(unicodedata.normalize("NFD", letter)) == 1
        assert not unicodedata.is_normalized("NFD", letter)


def test_a_render_names_what_no_font_has_and_a_draft_prints_anyway() -> None:
    with pytest.raises(RenderFailed) as caught:
        pdf.render(page("<p>a \ue000 b</p>"), [], {})
    assert caught.value.why is Why.NO_GLYPH
    assert "U+E000" in str(caught.value)
    assert pdf.render(page("<p>a \ue000 b</p>"), [], {}, whole=False).startswith(b"%PDF")


def test_what_no_font_will_ever_draw_stands_as_its_code() -> None:
    """One such character, and no copy of a sealed version was ever made."""
    body = "<p>a \ue000 b, rent \U00011fc0 now, 我</p>"
    with pytest.raises(RenderFailed):
        pdf.render(page(body), [], {})
    spelled = spelled_out(page(body))
    assert "a U+E000 b, rent U+11FC0 now, 我" in spelled
    assert pdf.render(spelled, [], {}).startswith(b"%PDF")


def test_a_package_that_is_here_is_not_named_for_what_it_lacks() -> None:
    (lost,) = missing_glyphs("\ua7f4")  # a small capital that the core package does not have
    assert lost.install == ""
    assert Fonts(CONFIGURATION).missing("\ua7f4") == [lost]
