"""The safeguarding route of every jurisdiction: whole, dated, honest, and changed without code."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from riskapp import config
from riskapp.core.errors import BadInput, NotFound
from riskapp.library.queries import (
    CONTENT,
    get_safeguarding,
    get_words,
    is_old,
    list_jurisdictions,
    list_troubles,
)
from riskapp.library.reading import Reader, read_toml
from riskapp.library.rules import JURISDICTIONS, Safeguarding
from riskapp.platform.i18n import PSEUDO, using

every_place = pytest.mark.parametrize("slug", JURISDICTIONS)

LAWS = {
    "england": ("Care Act 2014", "section 42", "Making Safeguarding Personal", "section 68"),
    "wales": (
        "Section 126",
        "Section 127",
        "Section 128",
        "duty to report",
        "designated safeguarding person",
        "where the harm may have happened",
    ),
    "scotland": (
        "Adult Support and Protection (Scotland) Act 2007",
        "three points",
        "section 5",
        "sections 11 to 34",
    ),
    "northern-ireland": (
        "2015",
        "Gateway Service",
        "Health and Social Care Trust",
        "Section 5 of the Criminal Law Act (Northern Ireland) 1967",
        "028\u00a09504\u00a09999",
        "24 March 2026",
    ),
}


def _all_words(content: Safeguarding) -> str:
    steps = [str(x) for step in content.steps for x in (step.title, *step.text)]
    checks = [str(x) for one in content.compared for x in (one.what, one.source)]
    rest = map(str, (*content.law, content.source, content.note, *content.unconfirmed))
    return "\n".join([*steps, *checks, *rest])


def test_the_places_are_those_a_decision_can_be_made_in() -> None:
    found = list_jurisdictions()
    assert tuple(place.slug for place in found) == config.JURISDICTIONS
    assert [str(place.name) for place in found] == [
        "England",
        "Wales",
        "Scotland",
        "Northern Ireland",
    ]


@every_place
def test_danger_comes_first_and_the_lead_is_named_before_the_writing(slug: str) -> None:
    content = get_safeguarding(slug)
    titles = [str(step.title) for step in content.steps]
    assert "999" in titles[0]
    assert str(content.steps[0].text[0]).startswith("Ring 999")
    order = [
        next(i for i, t in enumerate(titles) if word in t)
        for word in ("999", "alone", "Tell", "Write")
    ]
    assert order == sorted(order)


@every_place
def test_danger_that_is_nobodys_doing_has_its_own_short_step_after_999(slug: str) -> None:
    step = get_safeguarding(slug).steps[1]
    assert str(step.title) == "Danger that is nobody’s doing"
    words = " ".join(map(str, step.text))
    assert all(x in words for x in ("Fire", "gas", "tonight", "home visit", "manager", "carry on"))
    assert len(words.split()) < 130


@every_place
def test_each_says_what_it_rests_on_and_what_it_is_not(slug: str) -> None:
    content = get_safeguarding(slug)
    words = _all_words(content)
    assert all(law in words for law in LAWS[slug])
    assert "not legal advice" in str(content.note)
    assert "your own organisation’s procedures" in str(content.note)
    assert "riskapp never decides" in words
    assert "can go on beside it" in words
    assert "not a lawyer" in str(content.checked_by)
    assert (
        "not legal advice"
        in (CONTENT / "safeguarding" / f"{slug}.toml").read_text().splitlines()[0]
    )
    assert not content.local_owner
    assert content.contacts == ()


@every_place
def test_each_says_what_was_compared_with_what_and_what_could_not_be(slug: str) -> None:
    content = get_safeguarding(slug)
    assert content.compared
    assert content.unconfirmed
    assert all(one.on <= content.last_checked for one in content.compared)


@every_place
def test_a_silent_call_is_described_as_the_operator_hears_it(slug: str) -> None:
    danger = " ".join(map(str, get_safeguarding(slug).steps[0].text))
    steps = ("Ring 999 from a mobile", "listen", "Cough or tap", "press 55 when asked")
    assert [danger.index(s) for s in steps] == sorted(danger.index(s) for s in steps)


@every_place
def test_no_law_strays_into_another_place(slug: str) -> None:
    words = _all_words(get_safeguarding(slug))
    for other, laws in LAWS.items():
        if other != slug:
            assert laws[0] not in words or laws[0] == "2015"


@every_place
def test_every_word_shown_goes_through_gettext(slug: str) -> None:
    content = get_safeguarding(slug)
    with using(PSEUDO):
        lines = _all_words(content).splitlines()
    assert all(line.startswith("⟦") and line.endswith("⟧") for line in lines)


def test_a_place_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound):
        get_safeguarding("atlantis")
    with pytest.raises(NotFound):
        get_safeguarding("../../secrets")
    with pytest.raises(NotFound):
        get_words("nothing-of-the-kind")


@pytest.mark.parametrize(
    ("checked", "today", "old"),
    [
        (date(2026, 5, 22), date(2026, 11, 22), False),
        (date(2026, 5, 22), date(2026, 11, 23), True),
        (date(2026, 8, 31), date(2027, 2, 28), False),
        (date(2026, 8, 31), date(2027, 3, 1), True),
        (date(2026, 11, 22), date(2026, 11, 22), False),
        (date(2026, 7, 1), date(2026, 12, 31), False),
    ],
)
def test_content_is_old_once_its_check_is_more_than_six_months_past(
    checked: date, today: date, old: bool
) -> None:
    content = dataclasses.replace(get_safeguarding("england"), last_checked=checked)
    assert is_old(content, today) is old


# -- an organisation's own file ------------------------------------------------------------------


def _own(folder: Path, text: str, name: str = "england") -> Path:
    place = folder / "content" / "safeguarding"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / "content"


def test_an_organisation_adds_its_own_numbers_and_keeps_the_rest(tmp_path: Path) -> None:
    own = _own(
        tmp_path,
        'local_owner = "Principal social worker"\nlast_checked = 2026-10-01\n'
        '[[contacts]]\nname = "Northmoor team"\nnumber = "01632 960001"\nwhen = "by day"\n'
        '[[contacts]]\nname = "Out of hours"\nnumber = "01632 960002"\n',
    )
    content = get_safeguarding("england", own)
    assert content.is_own
    assert content.local_owner == "Principal social worker"
    assert content.last_checked == date(2026, 10, 1)
    assert [c.number for c in content.contacts] == ["01632 960001", "01632 960002"]
    assert content.contacts[1].when == ""
    assert content.steps == get_safeguarding("england").steps
    assert content.compared == get_safeguarding("england").compared
    assert not content.trouble
    assert list_troubles(own) == []
    assert not get_safeguarding("wales", own).is_own


def test_its_own_steps_replace_ours_all_at_once(tmp_path: Path) -> None:
    own = _own(tmp_path, '[[steps]]\ntitle = "Ring 999"\ntext = ["Now."]\n')
    content = get_safeguarding("england", own)
    assert [str(step.title) for step in content.steps] == ["Ring 999"]
    assert content.law == get_safeguarding("england").law
    assert content.compared == ()
    assert content.unconfirmed == ()


def test_no_own_folder_gives_ours(tmp_path: Path) -> None:
    assert get_safeguarding("scotland", tmp_path / "nowhere") == get_safeguarding("scotland")
    assert list_troubles(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = \n", "england.toml cannot be read"),
        ('titel = "x"\n', "“titel” is not something riskapp reads here"),
        ("title = 3\n", "“title” should be text"),
        ('title = " "\n', "“title” should not be empty"),
        ('last_checked = "May"\n', "“last_checked” should be a day, such as 2026-11-22"),
        ("last_checked = 2026-11-22T10:00:00Z\n", "“last_checked” should be a day"),
        ("last_checked = 9999-12-31\n", "“last_checked” should be a day from 1900-01-01 to"),
        ("last_checked = 0001-01-01\n", "“last_checked” should be a day from 1900-01-01 to"),
        (f"title = {'1' * 5_000}\n", "england.toml cannot be read"),
        (f"title = {'[' * 3_000}{']' * 3_000}\n", "england.toml cannot be read"),
        ('jurisdiction = "wales"\n', "“jurisdiction” should be england"),
        ("law = []\n", "“law” should not be empty"),
        ('law = ["x", 3]\n', "“law” should be a list of texts"),
        ("steps = []\n", "“steps” should not be empty"),
        ('steps = "x"\n', "“steps” should be written as [[steps]]"),
        ('[[steps]]\ntitle = "x"\n', "england.toml, steps 1: “text” should be a list"),
        ('[[contacts]]\nname = "x"\n', "england.toml, contacts 1: “number” should be text"),
        ('[[compared]]\nwhat = "x"\n', "england.toml, compared 1: “source” should be text"),
    ],
)
def test_an_own_file_that_cannot_be_used_is_told_of_and_ours_is_shown(
    tmp_path: Path, text: str, says: str
) -> None:
    own = _own(tmp_path, text)
    content = get_safeguarding("england", own)
    assert says in content.trouble
    assert "\n" not in content.trouble
    assert not content.is_own
    assert content.steps == get_safeguarding("england").steps
    assert list_troubles(own) == [content.trouble]


def test_bytes_that_are_no_text_are_told_of(tmp_path: Path) -> None:
    own = _own(tmp_path, "")
    (own / "safeguarding" / "england.toml").write_bytes(b"\xff\xfe\x00")
    assert "england.toml cannot be read" in get_safeguarding("england", own).trouble


def test_a_file_for_no_known_place_is_told_of(tmp_path: Path) -> None:
    own = _own(tmp_path, 'title = "x"\n', name="englnd")
    assert list_troubles(own) == [
        "safeguarding/englnd.toml is for no place riskapp knows: england, wales, scotland, northern-ireland"
    ]


# -- every file that comes with riskapp ----------------------------------------------------------


@pytest.mark.parametrize("path", sorted((CONTENT / "words").glob("*.toml")), ids=lambda p: p.stem)
def test_every_list_of_words_can_be_read_and_says_what_it_is_about(path: Path) -> None:
    words = get_words(path.stem)
    assert words.about.endswith(".")
    assert words.phrases


def test_a_content_file_with_the_wrong_kind_of_thing_is_refused_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('phrases = "x"\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"broken\.toml: “phrases” should be a list of texts"):
        Reader(read_toml(broken), broken.name).texts("phrases")
