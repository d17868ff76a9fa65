"""The page of the safeguarding route, drawn from its template."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from riskapp.library.queries import get_safeguarding, list_jurisdictions
from riskapp.library.rules import Contact, Safeguarding, is_old
from riskapp.platform import i18n, time
from riskapp.platform.i18n import PSEUDO, using

TEMPLATES = Path(__file__).parents[2] / "riskapp" / "templates"
NOW = date(2026, 11, 25)
PLACE = "{http://www.w3.org/1999/xhtml}"


def draw(content: Safeguarding, today: date = NOW) -> str:
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    i18n.init_jinja(pages)
    time.init_jinja(pages)
    pages.globals["asset_url"] = lambda name: f"/static/{name}"
    around: dict[str, Any] = {
        "lang": "en-GB",
        "demonstration": False,
        "has_errors": False,
        "nav": [],
        "signed_in": "",
        "home_url": "/",
        "sign_out_url": "/out",
        "organisation": "",
        "foot_links": [],
        "csrf_token": lambda: "x",
    }
    return pages.get_template("library/safeguarding.html").render(
        **around,
        route=content,
        is_old=is_old(content, today),
        others=[(f"?where={p.slug}", p.name) for p in list_jurisdictions()],
        carry_on="/decisions/RA-0001/both-sides",
    )


def words(page: str) -> str:
    tree = html5lib.HTMLParser(strict=True).parse(page)
    return " ".join(" ".join(tree.find(f".//{PLACE}main").itertext()).split())


@pytest.mark.parametrize("place", list_jurisdictions(), ids=lambda place: place.slug)
def test_every_line_of_the_route_stands_on_a_valid_page_danger_first(place: Any) -> None:
    content = get_safeguarding(place.slug)
    said = words(draw(content))
    lines = [line for step in content.steps for line in (step.title, *step.text)]
    at = [said.index(" ".join(str(line).split())) for line in lines]
    assert at == sorted(at)
    assert said.index("Ring 999 if anyone is in danger") < said.index("Who to ring here")
    for line in (*content.law, content.note, content.source, content.checked_by):
        assert str(line) in said
    assert "25\xa0November 2026" in said.replace("25 November", "25\xa0November")
    assert said.index("What was compared") > said.index(str(content.law[-1]))
    for one in content.compared:
        assert f"{one.what}: {one.source} (" in said
    assert all(str(line) in said for line in content.unconfirmed)
    assert "nobody is named yet" in said


def test_the_age_of_the_page_is_said_in_words_and_only_when_it_is_old() -> None:
    content = get_safeguarding("england")
    assert "This page is old" not in words(draw(content))
    old = words(draw(content, date(2027, 6, 1)))
    assert "more than six months ago" in old
    assert old.index("This page is old") < old.index("Ring 999")


def test_what_an_organisation_wrote_is_shown_as_text() -> None:
    content = dataclasses.replace(
        get_safeguarding("england"),
        local_owner="<b>PSW</b>",
        contacts=(Contact("Team & friends", "01632 960001", "by day"),),
        trouble="england.toml: “titel” is not something riskapp reads here",
    )
    page = draw(content)
    assert "<b>PSW" not in page
    said = words(page)
    assert "<b>PSW</b>" in said
    assert "Team & friends" in said
    assert "01632 960001, by day" in said
    assert "“titel”" in said


def test_every_visible_word_goes_through_gettext() -> None:
    with using(PSEUDO):
        page = draw(get_safeguarding("wales"))
        tree = html5lib.parse(page)
    main = tree.find(f".//{PLACE}main")
    texts = [text.strip() for text in main.itertext() if text.strip(" \n,()")]
    bare = [t for t in texts if "⟦" not in t]
    assert bare == []
