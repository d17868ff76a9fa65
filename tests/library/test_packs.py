"""Packs of law: whole and dated in every nation, and an organisation's own file over ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from riskapp.core.errors import NotFound
from riskapp.library.queries import PACKS, get_pack, list_troubles
from riskapp.library.rules import JURISDICTIONS, Pack
from riskapp.platform.i18n import PSEUDO, using

# A law of one nation is not named in the pack of another.
ELSEWHERE = {
    "england": r"Wales\) Act|Scotland\) Act|Northern Ireland\) (Act|Order)|sheriff|health boards",
    "wales": r"Care Act|Scotland\) Act|Northern Ireland\) (Act|Order)|sheriff",
    "scotland": r"Care Act|Mental Capacity Act|Wales\) Act|Northern Ireland\) (Act|Order)|Court of Protection",
    "northern-ireland": r"Care Act|Mental Capacity Act 2005|Wales\) Act|Scotland\) Act|sheriff|Court of Protection",
}
VERDICTS = r"acid test|gilded cage|you must|compliant|(?<!how )\bpass(es)?\b|\bscore"


def every_pack() -> Iterator[Pack]:
    return (get_pack(kind, place) for kind in PACKS for place in JURISDICTIONS)


def words(pack: Pack) -> str:
    lines = [*pack.law, pack.title, pack.source, pack.in_force_from]
    lines += [x for q in pack.questions for x in (q.question, q.hint) if x]
    return "\n".join(map(str, lines))


def test_every_nation_has_every_pack_dated_and_honest_about_what_was_compared() -> None:
    for pack in every_pack():
        told = words(pack)
        assert not re.search(ELSEWHERE[pack.jurisdiction], told), pack.title
        assert not re.search(VERDICTS, told, re.IGNORECASE), pack.title
        assert "not legal advice" in str(pack.note)
        assert "not a lawyer" in str(pack.checked_by)
        assert pack.unconfirmed
        assert all(one.on <= pack.last_checked for one in pack.compared)
        assert not pack.local_owner
        assert str(pack.place) in str(pack.title)


def test_every_word_shown_goes_through_gettext() -> None:
    with using(PSEUDO):
        for pack in every_pack():
            assert all(re.fullmatch("⟦.*⟧", line) for line in words(pack).splitlines())


def test_liberty_names_the_judgment_of_2026_in_every_nation_and_no_single_test() -> None:
    for place in JURISDICTIONS:
        told = words(get_pack("liberty", place))
        assert "[2026] UKSC 16" in told
        assert "no single test" in told


def test_what_wales_does_not_say_itself_is_as_in_england() -> None:
    wales, england = get_pack("deciding-for", "wales"), get_pack("deciding-for", "england")
    assert wales.questions == england.questions
    assert str(wales.title) == "Best interests: Wales"
    assert get_pack("wellbeing", "wales").questions != get_pack("wellbeing", "england").questions


def test_nobody_knows_another_kind() -> None:
    with pytest.raises(NotFound):
        get_pack("../words", "england")
    with pytest.raises(NotFound):
        get_pack("capacity", "atlantis")


def test_an_organisation_keeps_a_pack_and_the_doctor_is_told_of_one_it_cannot(
    tmp_path: Path,
) -> None:
    for kind, text in (
        ("capacity", 'local_owner = "Mental capacity lead"\nlast_checked = 2026-12-01\n'),
        ("sharing", 'law = ["Ask our information governance lead first."]\n'),
        ("liberty", 'local_ovner = "x"\n'),
        ("wellbeing", '[[questions]]\nid = "joy"\nquestion = "Joy"\n'),
    ):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "wales.toml").write_text(text, encoding="utf-8")
    kept, own = get_pack("capacity", "wales", tmp_path), get_pack("sharing", "wales", tmp_path)
    assert kept.local_owner == "Mental capacity lead"
    assert kept.last_checked == date(2026, 12, 1)
    assert kept.is_own
    assert kept.law == get_pack("capacity", "wales").law
    assert kept.compared
    assert list(map(str, own.law)) == ["Ask our information governance lead first."]
    assert own.unconfirmed == ()  # what we said of our wording says nothing of theirs
    for kind in ("liberty", "wellbeing"):
        shown = get_pack(kind, "wales", tmp_path)
        assert shown.law == get_pack(kind, "wales").law
        assert shown.trouble
    assert list_troubles(tmp_path) == [
        "wellbeing/wales.toml: “questions” are the same in every organisation",
        "liberty/wales.toml: “local_ovner” is not something riskapp reads here",
    ]
    told = 'note = "Ask\\u0000 first."\n'  # neither a page nor a PDF could hold it
    (tmp_path / "liberty" / "wales.toml").write_text(told, encoding="utf-8")
    assert "liberty/wales.toml: “note” holds a control character" in list_troubles(tmp_path)[1]
