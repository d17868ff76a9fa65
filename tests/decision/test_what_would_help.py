"""Something that would help, whole: what it is for, what is asked of its sort, and being renewed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from riskapp.core.errors import BadInput
from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import find_decision
from riskapp.decision.steps.what_would_help import (
    LATER,
    MITIGATIONS,
    OF_GUARD,
    OF_RENEWAL,
    OF_TECHNOLOGY,
)
from riskapp.decision.transfer import FORMAT, read_file
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from tests.app import Client, make_app
from tests.browser.world import begin

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TECHNOLOGY = "this page then asks as well how Ada agreed to it"


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    """Both sides of two options, and a tracker that nobody has said more of."""
    ref = begin(as_sunita, "Ada")
    both = f"/decisions/{ref}/both-sides"
    for option in talk(as_sunita, ref).options:
        for side in ("benefit", "harm"):
            name = f"consequences.{option.id}.{side}-text"
            as_sunita.post(both, {name: f"{side} of {option.heading}"}, page=both, status=303)
    add(as_sunita, ref, what="A tracker on her keys", rung="people")
    return ref


def talk(client: Client, ref: str) -> Conversation:
    with client.app.extensions["riskapp"].db.read() as conn:
        return Conversation(get_entries(conn, find_decision(conn, ref).id), "Ada")


def add(client: Client, ref: str, **said: str) -> None:
    path = f"/decisions/{ref}/what-would-help"
    posted = {f"mitigations..-{key}": words for key, words in said.items()}
    client.post(path, posted, page=path, status=303)


def change(client: Client, ref: str, said: dict[str, str | list[str]], place: int = 0) -> str:
    """Saves the page of one thing that would help as it stands but for these answers; its address."""
    helps = talk(client, ref).mitigations[place]
    path = f"/decisions/{ref}/what-would-help/mitigations/{helps.id}"
    form = MITIGATIONS.item_form()
    kept = {
        name: value
        for name, value in form.as_raw(helps.entry.data)
        if name not in said and name != "for_what"
    }
    client.post(path, {**kept, **said}, page=path, status=303)
    return path


def test_the_light_touch_asks_nothing_more_and_the_page_of_each_asks_everything(
    as_sunita: Client, ref: str
) -> None:
    screen = as_sunita.get(f"/decisions/{ref}/what-would-help").html
    assert not [key for key in LATER if f'name="mitigations..-{key}' in screen]
    path = change(as_sunita, ref, {"rung": "technology"})
    page = as_sunita.get(path).html
    asked = {f.key for f in MITIGATIONS.item_form()} - {*OF_RENEWAL, *OF_GUARD}
    assert not [key for key in asked if f'name="{key}' not in page]


def test_technology_is_asked_about_once_it_is_saved_and_words_are_never_hidden(
    as_sunita: Client, ref: str
) -> None:
    path = change(as_sunita, ref, {"rung": None})
    assert TECHNOLOGY in as_sunita.get(path).text
    assert not [key for key in OF_TECHNOLOGY if f'name="{key}' in as_sunita.get(path).html]
    change(as_sunita, ref, {"rung": "technology", "responds": "Her son, within the hour"})
    assert TECHNOLOGY not in as_sunita.get(path).text
    change(as_sunita, ref, {"rung": "own"})
    assert "Her son, within the hour" in as_sunita.get(path).text


@only_sqlite
@pytest.mark.parametrize("rung", ["restriction", "paid", "people"])
def test_the_page_of_another_sort_of_help_says_nothing_of_technology(
    as_sunita: Client, ref: str, rung: str
) -> None:
    path = change(as_sunita, ref, {"rung": rung})
    assert TECHNOLOGY not in as_sunita.get(path).text


def test_the_page_of_one_thing_says_which_under_its_heading(as_sunita: Client, ref: str) -> None:
    found = talk(as_sunita, ref)
    for page, heading, words in (
        (f"both-sides/options/{found.doing[0].id}", "Change an option", found.doing[0].heading),
        (
            f"both-sides/consequences/{found.doing[0].feared[0].id}",
            "Change something that could happen",
            found.doing[0].feared[0].text,
        ),
    ):
        html = as_sunita.get(f"/decisions/{ref}/{page}").html
        _before, _heading, after = html.partition(f"<h1>{heading}</h1>")
        assert words in re.findall(
            r'<p class="ra-lead"[^>]*>([^<]*)</p>', after.partition("<form")[0]
        )


def test_technology_just_added_leads_to_its_own_questions_and_comes_back(
    as_sunita: Client, ref: str
) -> None:
    screen = f"/decisions/{ref}/what-would-help"
    what = {"mitigations..-what": "A door sensor", "mitigations..-rung": "technology"}
    typed = {**what, "action": "add:mitigations..", "not-found..-what": "A night sitter"}
    answer = as_sunita.post(screen, typed, page=screen, status=303)
    (helps,) = [m for m in talk(as_sunita, ref).mitigations if m.is_technology]
    page, _query, was_added = answer.headers["Location"].partition("?")
    assert (page, was_added) == (f"{screen}/mitigations/{helps.id}", "added=1")
    assert [one["what"] for one in talk(as_sunita, ref).not_found] == ["A night sitter"]
    asked = "“A door sensor” does not say yet how Ada agreed to it, nor who responds."
    assert asked in as_sunita.get(screen).text
    said = {"what": "A door sensor", "rung": "technology", "responds": "Jo", "agreed_how": "Yes"}
    answer = as_sunita.post(page, said, page=page, status=303)
    assert answer.headers["Location"] == f"{screen}#mitigations"
    assert asked not in as_sunita.get(screen).text
    for action, rung in (("later", "technology"), ("add:mitigations..", "people")):
        more = {"mitigations..-what": "A bell", "mitigations..-rung": rung, "action": action}
        answer = as_sunita.post(screen, more, page=screen, status=303)
        assert "/mitigations/" not in answer.headers["Location"]


def test_it_is_for_any_of_what_could_happen_and_for_nothing_else(
    as_sunita: Client, ref: str
) -> None:
    found = talk(as_sunita, ref)
    chosen = [found.doing[0].feared[0].id, found.as_now.hoped_for[0].id]  # type: ignore[union-attr]
    path = change(as_sunita, ref, {"for_what": [*chosen, found.doing[0].id, "nowhere"]})
    (helps,) = talk(as_sunita, ref).mitigations
    assert [c.id for c in helps.for_what] == chosen
    page = as_sunita.get(path).html
    boxes = re.findall(r'name="for_what" type="checkbox" value="([^"]+)"( checked)?', page)
    assert {value for value, checked in boxes if checked} == set(chosen)
    assert len(boxes) == 4
    gone = f"/decisions/{ref}/both-sides/consequences/{chosen[0]}"
    as_sunita.post(f"{gone}/remove", {}, page=gone, status=303)
    assert [c.id for c in talk(as_sunita, ref).mitigations[0].for_what] == chosen[1:]


def test_an_end_that_moves_on_in_the_next_version_is_a_renewal(as_sunita: Client, ref: str) -> None:
    ends = {"ends_on-day": "8", "ends_on-month": "1"}
    change(as_sunita, ref, {"rung": "restriction", **ends, "ends_on-year": "2027"})
    back = f"/decisions/{ref}/read-back"
    for year, was in (("2028", "2027-01-08"), ("2029", "2028-01-08")):
        as_sunita.post(back, {"action": "seal"}, page=back, status=303)
        as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
        (helps,) = talk(as_sunita, ref).restrictions
        assert helps.was_to_end_on.isoformat() == was  # type: ignore[union-attr]
        assert not helps.is_renewed
        assert not helps.renewed_because
        path = change(as_sunita, ref, {"ends_on-year": year, "renewed_because": "The lock"})
        (helps,) = talk(as_sunita, ref).restrictions
        assert helps.is_renewed
        assert "In the version before, it was to end on 8" in as_sunita.get(path).text


def test_above_a_copy_a_line_that_a_restriction_ends_says_what_it_is_about(
    as_sunita: Client, ref: str
) -> None:
    ends = {"ends_on-day": "8", "ends_on-month": "1", "ends_on-year": "2036"}
    change(as_sunita, ref, {"what": "The lock", "rung": "restriction", **ends})
    back = f"/decisions/{ref}/read-back"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    for copy in ("note", "full"):
        text = as_sunita.get(f"/decisions/{ref}/versions/1/{copy}").text
        assert "A restriction: The lock Ends 8 January 2036" in text


def test_a_file_whose_help_is_for_nothing_there_is_is_refused_with_the_place() -> None:
    options = [{"answers": {"title": "I go"}}, {"answers": {"is_now": True}}]
    helps = [{"answers": {"what": "A bell", "for_what": ["options.1.consequences.1"]}}]
    record = {
        "format": FORMAT,
        "person": {"called_by": "Ada"},
        "answers": {},
        "items": {"options": options, "mitigations": helps},
    }
    with pytest.raises(BadInput, match=r"items\.mitigations\.1\.for_what: nothing stands at"):
        read_file(json.dumps(record).encode())


@only_sqlite
def test_a_restriction_that_is_not_wanted_asks_nothing_more(as_sunita: Client, ref: str) -> None:
    home, screen = f"/decisions/{ref}", f"/decisions/{ref}/what-would-help"
    as_sunita.post(
        f"{screen}/mitigations/{talk(as_sunita, ref).mitigations[0].id}/remove", status=303
    )
    said = {"what": "The door locked", "rung": "restriction", "smaller": "A chime"}
    for stands, is_asked in (("not-wanted", False), ("agreed", True)):
        typed = {f"mitigations..-{key}": words for key, words in said.items()}
        typed |= {"mitigations..-stands": stands, "action": "add:mitigations"}
        as_sunita.post(screen, typed, page=screen, status=303)
        assert as_sunita.last is not None
        assert ("/mitigations/" in as_sunita.last.headers["Location"]) is is_asked
        assert ("Ends not yet talked about" in as_sunita.get(screen).text) is is_asked
        assert "What will make it smaller: A chime" in as_sunita.get(screen).text
        gives = "This record gives a reason to open: A restriction or watching The door locked"
        assert (gives in as_sunita.get(home).text) is is_asked
        item = f"{screen}/mitigations/{talk(as_sunita, ref).mitigations[0].id}"
        assert ("A restriction needs" in as_sunita.get(item).text) is is_asked


@only_sqlite
def test_what_is_still_open_of_its_sort_leads_to_each_box_in_error_too(
    as_sunita: Client, ref: str
) -> None:
    page = change(as_sunita, ref, {"rung": "technology"})
    wrong = {"rung": "technology", "what": "A tracker", "until-day": "40"}
    as_sunita.post(page, wrong, page=page, status=303)
    shown = as_sunita.follow()
    assert "Some things to look at" in shown.text or "One thing to look at" in shown.text
    for key in ("agreed_how", "sees", "responds", "tested_on-day", "fails", "until-day"):
        assert f'<li><a href="#{key}">' in shown.html
        assert f'id="{key}"' in shown.html


@only_sqlite
def test_what_is_kept_without_saying_what_it_is_leads_to_the_question(
    as_sunita: Client, ref: str
) -> None:
    for path, typed, key in (
        ("what-would-help", {"mitigations..-does": "Helps her home"}, "what"),
        ("if-it-goes-wrong", {"contacts..-number": "01632 960123"}, "name"),
    ):
        page = f"/decisions/{ref}/{path}"
        assert "does not say what it is" not in as_sunita.get(page).text
        as_sunita.post(page, {**typed, "action": "later"}, page=page, status=303)
        shown = as_sunita.get(page)
        assert "does not say what it is" in shown.text
        (there,) = {u for u in shown.links.values() if u.endswith(f"#{key}")}
        assert f'id="{key}"' in as_sunita.get(there.partition("#")[0]).html
