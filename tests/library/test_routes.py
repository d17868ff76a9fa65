"""Who else must know: whole, dated and honest in every nation, and an organisation's own over ours."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from riskapp.core.errors import NotFound
from riskapp.library.queries import get_routes, list_troubles
from riskapp.library.rules import JURISDICTIONS, ROUTES, Routes, is_old
from riskapp.platform.i18n import PSEUDO, using

# What each nation's own law or body is called, and what none of another's may stand there.
OWN = {
    "england": ("Care Quality Commission", "regulation 20", "sections 42 and 44", "within 15 days"),
    "wales": ("Care Inspectorate Wales", "five working days", "NHS bodies", "regulation 60"),
    "scotland": ("Care Inspectorate", "Procurator fiscal", "three months", "There is no coroner"),
    "northern-ireland": (
        "Regulation and Quality",
        "section 7",
        "more than three days",
        "Being Open",
    ),
}
ELSEWHERE = {
    "england": r"Inspectorate|fiscal|RQIA|health board",
    "wales": r"Quality Commission|fiscal|RQIA|Care Act",
    "scotland": r"Quality Commission|RQIA|Care Act|senior coroner",
    "northern-ireland": r"Quality Commission|Inspectorate|fiscal|Care Act",
}


def _words(content: Routes) -> str:
    lines = [content.title, *content.law]
    for one in content.routes:
        lines += [one.title, *one.when, one.who, one.how_soon, one.never_waits, one.rests_on]
    for part in (*content.candour, *content.letter):
        lines += [part.title, part.text]
    return "\n".join(map(str, lines))


def test_every_nation_has_every_route_dated_and_honest_about_what_was_compared() -> None:
    for place in JURISDICTIONS:
        content = get_routes(place)
        told = _words(content)
        assert [one.id for one in content.routes] == list(ROUTES)
        assert all(words in told for words in OWN[place]), place
        assert not re.search(ELSEWHERE[place], told), place
        assert not re.search(r"admi(t|ssion)|liab|you must|complian", told, re.IGNORECASE), place
        assert "not legal advice" in str(content.note)
        assert "not a lawyer" in str(content.checked_by)
        assert content.unconfirmed
        assert all(one.on <= content.last_checked for one in content.compared)
        assert {"told_on", "sorry_on", "letter_on", "results_on"} <= {
            part.id for part in content.candour
        }
        assert {"sorry", "account", "enquiries", "results"} <= {p.id for p in content.letter}
        assert is_old(content, date(2027, 5, 27))
        assert not is_old(content, date(2027, 5, 26))
    with pytest.raises(NotFound):
        get_routes("france")


def test_every_word_shown_goes_through_gettext() -> None:
    with using(PSEUDO):
        told = _words(get_routes("wales"))
    assert all(re.fullmatch("⟦.*⟧", line) for line in told.splitlines())


def test_an_organisation_names_its_own_and_a_file_that_cannot_be_used_says_why(
    tmp_path: Path,
) -> None:
    own = tmp_path / "routes"
    own.mkdir()
    file = own / "england.toml"
    file.write_text(
        'jurisdiction = "england"\n[[contacts]]\nname = "Registered manager"\nnumber = "01632 1"\n'
    )
    content = get_routes("england", tmp_path)
    assert (content.is_own, content.contacts[0].name) == (True, "Registered manager")
    file.write_text('jurisdiction = "england"\n[[routes]]\nid = "police"\n')
    assert get_routes("england", tmp_path).trouble in list_troubles(tmp_path)
    file.write_text(
        'jurisdiction = "england"\n[[letter]]\npart = "poem"\ntitle = "A"\ntext = "B"\n'
    )
    assert "should be one of these" in get_routes("england", tmp_path).trouble
