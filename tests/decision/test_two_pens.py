"""Two pens, and a closer look at what either marked.

Neither pen is given away to the other before both are given; then they stand side by side.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.layouts import DRAFT, layout_of
from riskapp.decision.queries import find_decision
from riskapp.decision.transfer import exported
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows, rows_of
from riskapp.platform.versions.store import get_version
from tests.app import Client, make_app

HILL, PIER = "The hill up from the front", "The pier and the sea"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHANGING = re.compile(r'(?<=name=")(csrf_token|stamp|key|rev)" value="[^"]*"|Last saved[^<]*')


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def ref(as_sunita: Client, db: Database) -> str:
    """Something hoped for and something feared, and the whole conversation is held."""
    answer = as_sunita.post("/begin", {"called_by": "Beryl"}, page="/", status=303)
    ref = re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]
    doing = entries_of(db, ref).items("options")[0].id
    said = {f"consequences.{doing}.benefit-text": PIER, f"consequences.{doing}.harm-text": HILL}
    save(as_sunita, ref, "both-sides", said)
    save(as_sunita, ref, "doors", {"route": "full"})
    return ref


def entries_of(db: Database, ref: str) -> Entries:
    with db.read() as conn:
        return get_entries(conn, find_decision(conn, ref).id)


def id_of(db: Database, ref: str, text: str) -> str:
    return next(e.id for e in entries_of(db, ref).items("consequences") if e["text"] == text)


def save(client: Client, ref: str, step: str, said: dict[str, str]) -> None:
    path = f"/decisions/{ref}/{step}"
    client.post(path, {**said, "action": "later"}, page=path, status=303)


def mark(client: Client, ref: str, mark: str) -> None:
    """The person, on a page of their own."""
    path = f"/decisions/{ref}/their-marks"
    client.post(path, {"marks": mark}, page=path, status=303)


def unmark(client: Client, ref: str) -> None:
    path = f"/decisions/{ref}/their-marks"
    client.post(path, {"nothing": "yes"}, page=path, status=303)


def drawn(client: Client, ref: str, step: str) -> str:
    """A page without what every drawing of it has anew."""
    return CHANGING.sub("", client.get(f"/decisions/{ref}/{step}").html)


def closer_section(client: Client, ref: str) -> str:
    page = client.get(f"/decisions/{ref}/closer-look").html
    return page[page.index("Talk about these first") :]


def test_no_byte_of_one_pens_page_tells_of_the_other(
    as_sunita: Client, ref: str, db: Database
) -> None:
    theirs, ours = (drawn(as_sunita, ref, step) for step in ("their-marks", "two-pens"))
    save(as_sunita, ref, "two-pens", {"marks": id_of(db, ref, HILL), "who": "Sunita Rao"})
    assert drawn(as_sunita, ref, "their-marks") == theirs
    save(as_sunita, ref, "two-pens", {"who": ""})
    mark(as_sunita, ref, id_of(db, ref, PIER))
    assert drawn(as_sunita, ref, "two-pens") == ours
    assert drawn(as_sunita, ref, "their-marks") != theirs


@pytest.mark.parametrize("first", ["person", "practitioner"])
def test_the_agenda_is_closed_until_both_pens_have_marked(
    as_sunita: Client, ref: str, db: Database, first: str
) -> None:
    pens = {
        "person": lambda: mark(as_sunita, ref, id_of(db, ref, PIER)),
        "practitioner": lambda: save(
            as_sunita, ref, "two-pens", {"marks": id_of(db, ref, HILL), "who": "Sunita Rao"}
        ),
    }
    pens.pop(first)()
    told = as_sunita.get(f"/decisions/{ref}/balance").html
    closed = closer_section(as_sunita, ref)
    assert "Closed until both pens have marked" in closed
    assert not any(words in closed for words in (PIER, HILL, "Sunita Rao marked"))
    assert "marked by the practitioner" not in told
    next(iter(pens.values()))()
    opened = closer_section(as_sunita, ref)
    assert "Closed until" not in opened
    hers = f"Only Beryl marked.*{PIER}.*Beryl marked this, under “What could be good” of “If I do"
    ours = f"Only Sunita Rao marked.*{HILL}.*Sunita Rao marked this, under “What could go wrong” of"
    assert re.search(f"{hers}.*{ours}", opened, re.DOTALL)


def test_either_pen_may_say_that_it_marks_nothing(
    as_sunita: Client, ref: str, db: Database
) -> None:
    mark(as_sunita, ref, id_of(db, ref, HILL))
    save(as_sunita, ref, "two-pens", {"how": "none"})
    assert f"closer.{id_of(db, ref, HILL)}." in closer_section(as_sunita, ref)
    unmark(as_sunita, ref)
    assert "Closed until" in closer_section(as_sunita, ref)
    save(as_sunita, ref, "two-pens", {"how": "none", "given": "none"})
    assert "Closed until" not in closer_section(as_sunita, ref)


def test_the_persons_page_writes_the_marks_of_both_sides_and_leads_nowhere_else(
    as_sunita: Client, ref: str, db: Database
) -> None:
    pens, path = f"/decisions/{ref}/two-pens", f"/decisions/{ref}/their-marks"
    said = {"who": "Sunita Rao", "action": "theirs"}
    assert as_sunita.post(pens, said, page=pens, status=303).headers["Location"] == path
    assert entries_of(db, ref).data("two-pens") == {"who": "Sunita Rao"}
    assert set(as_sunita.get(path).links.values()) == {"#main"}
    mark(as_sunita, ref, id_of(db, ref, PIER))
    assert entries_of(db, ref).data("both-sides")["marks"] == [id_of(db, ref, PIER)]
    done = as_sunita.follow()
    assert PIER in done.text
    assert HILL not in done.text
    assert set(done.links.values()) == {"#main", f"{path}?again=yes", pens}


def test_the_persons_page_opens_with_nothing_ticked_and_keeps_marks_and_nothing_else(
    as_sunita: Client, ref: str, db: Database
) -> None:
    path, pier = f"/decisions/{ref}/their-marks", id_of(db, ref, PIER)
    save(as_sunita, ref, "both-sides", {"marks": pier})  # by the practitioner, while they talked
    opened = as_sunita.get(path)
    assert " checked" not in opened.html
    assert PIER in opened.text[opened.text.index("Ticked when we talked, or before") :]
    as_sunita.post(path, page=path, status=303)
    assert "nothing was changed" in as_sunita.follow().text
    assert entries_of(db, ref).data("both-sides")["marks"] == [pier]
    doing = entries_of(db, ref).items("options")[0].id
    said = {"marks": id_of(db, ref, HILL), f"consequences.{doing}.harm-text": "x" * 5_000}
    as_sunita.post(path, {**said, "title": "Never asked here"}, page=path, status=303)
    assert entries_of(db, ref).data("both-sides") == {"marks": [id_of(db, ref, HILL)]}
    assert len(entries_of(db, ref).items("consequences")) == 2
    unmark(as_sunita, ref)
    assert "You marked nothing." in as_sunita.follow().text
    assert not entries_of(db, ref).data("both-sides")


def test_whoever_looks_again_finds_what_they_kept_and_can_take_one_away(
    as_sunita: Client, ref: str, db: Database
) -> None:
    path, hill = f"/decisions/{ref}/their-marks", id_of(db, ref, HILL)
    mark(as_sunita, ref, hill)
    again = as_sunita.follow().links["Look again"]
    opened = as_sunita.get(again)
    assert opened.html.count(" checked") == 1
    fields = opened.form(path).fields
    as_sunita.post(path, {**fields, "marks": []}, status=303)
    assert "You marked nothing." in as_sunita.follow().text
    assert not entries_of(db, ref).data("both-sides")


def test_marks_given_while_somebody_types_end_no_draft_and_replace_no_words(
    as_sunita: Client, ref: str, db: Database
) -> None:
    sides, path = f"/decisions/{ref}/both-sides", f"/decisions/{ref}/their-marks"
    doing = entries_of(db, ref).items("options")[0].id
    typed = {f"consequences.{doing}.harm-text": "Half a thought", "rev": "1"}
    as_sunita.get(sides)
    as_sunita.post(f"{sides}/keep", typed, status=200)
    stale = as_sunita.get(path).form(path).fields
    mark(as_sunita, ref, id_of(db, ref, PIER))
    assert "Half a thought" in as_sunita.get(sides).html
    again = as_sunita.post(path, {**stale, "marks": id_of(db, ref, HILL)}, status=409)
    page = again.get_data(as_text=True)
    assert "Something was changed while you were choosing" in page
    box = re.search(f'value="{id_of(db, ref, HILL)}"[^>]*', page)
    assert box
    assert "checked" in box[0]
    assert entries_of(db, ref).data("both-sides")["marks"] == [id_of(db, ref, PIER)]


def test_marks_made_after_the_session_ended_wait_on_both_sides(
    app: Flask, as_sunita: Client, db: Database, ref: str
) -> None:
    path, hill = f"/decisions/{ref}/their-marks", id_of(db, ref, HILL)
    form = as_sunita.get(path).form(path).fields
    as_sunita.post("/sign-out", page="/account", status=303)
    as_sunita.post(path, {**form, "marks": hill}, status=303)
    assert as_sunita.last is not None
    assert "kept=1" in as_sunita.last.headers["Location"]
    page = Client(app).sign_in().get(f"/decisions/{ref}/both-sides").html
    box = re.search(f'value="{hill}"[^>]*', page)
    assert box
    assert "checked" in box[0]


def test_marks_that_differ_are_told_in_words_and_so_are_those_about_to_be_let_go(
    as_sunita: Client, db: Database, ref: str
) -> None:
    path = f"/decisions/{ref}/two-pens"
    pier, hill = id_of(db, ref, PIER), id_of(db, ref, HILL)
    stale = as_sunita.get(path).form(path).fields
    save(as_sunita, ref, "two-pens", {"marks": pier})
    clash = as_sunita.post(path, {**stale, "marks": hill}, status=409)
    assert f">{HILL}</p>" in clash.get_data(as_text=True)
    assert f">{PIER}</p>" in clash.get_data(as_text=True)
    letting_go = as_sunita.get(f"{path}/discard").text
    assert HILL in letting_go
    assert hill not in letting_go


# -- a closer look -------------------------------------------------------------------------------


def give_both(client: Client, db: Database, ref: str) -> dict[str, str]:
    """The person marks the pier, the practitioner the hill; the ids of the two."""
    ids = {text: id_of(db, ref, text) for text in (PIER, HILL)}
    mark(client, ref, ids[PIER])
    save(client, ref, "two-pens", {"marks": ids[HILL], "who": "Sunita Rao"})
    return ids


def test_what_anybody_marked_is_asked_the_same_and_nothing_else_is_asked(
    as_sunita: Client, ref: str, db: Database
) -> None:
    now = entries_of(db, ref).items("options")[1].id
    save(as_sunita, ref, "both-sides", {f"consequences.{now}.harm-text": "Never asked about"})
    ids = give_both(as_sunita, db, ref)
    page = closer_section(as_sunita, ref)
    asked = [
        re.findall(rf'name="closer\.{one}\.-(\w+)" type="\w+" value="(\w+|[\w-]+)"', page)
        for one in ids.values()
    ]
    assert asked[0] == asked[1] != []
    assert id_of(db, ref, "Never asked about") not in page
    assert page.index(f"about-{ids[PIER]}") < page.index(f"about-{ids[HILL]}")


def test_one_answer_is_enough_and_goes_and_comes_with_what_it_is_about(
    as_sunita: Client, ref: str, db: Database
) -> None:
    ids = give_both(as_sunita, db, ref)
    save(as_sunita, ref, "closer-look", {f"closer.{ids[HILL]}.-chance": "could"})
    (closer,) = entries_of(db, ref).items("closer")
    assert (closer.parent_id, closer.data) == (ids[HILL], {"chance": "could"})
    item = f"/decisions/{ref}/closer-look/closer/{closer.id}"
    page = as_sunita.get(item)
    assert page.text.index(HILL) < page.text.index("How likely is it?")
    about = f"/decisions/{ref}/both-sides/consequences/{ids[HILL]}"
    as_sunita.post(f"{about}/remove", page=about, status=303)
    assert entries_of(db, ref).items("closer") == []
    assert HILL not in closer_section(as_sunita, ref)
    as_sunita.get(item)  # whoever stands on its page is told nothing untrue, and can save
    as_sunita.post(f"{about}/put-back", status=303)
    assert [e.id for e in entries_of(db, ref).items("closer")] == [closer.id]


def test_what_was_typed_of_something_unmarked_since_is_kept_and_shown(
    as_sunita: Client, ref: str, db: Database
) -> None:
    ids = give_both(as_sunita, db, ref)
    path = f"/decisions/{ref}/closer-look"
    open_page = as_sunita.get(path).form(path).fields
    unmark(as_sunita, ref)
    said = {f"closer.{ids[PIER]}.-source": "Carol, who has the photographs"}
    as_sunita.post(path, {**open_page, **said, "action": "later"}, status=303)
    assert "Carol, who has the photographs" in closer_section(as_sunita, ref)


def test_it_is_sealed_printed_beside_its_words_and_on_no_other_copy(
    as_sunita: Client, ref: str, db: Database
) -> None:
    ids = give_both(as_sunita, db, ref)
    looked = {"matters": "greatly", "rests_on": "worry", "source": "The deputy, in passing"}
    said = {f"closer.{ids[HILL]}.-{key}": value for key, value in looked.items()}
    save(as_sunita, ref, "closer-look", said)
    back = f"/decisions/{ref}/read-back"
    assert re.search(f"{HILL}.*It would matter greatly", as_sunita.get(back).text)
    assert "The deputy, in passing" not in as_sunita.get(back).text  # for the deputy to tell
    part = "A closer look, part of it: Who says so, or where it is written, because it is about"
    assert f"{part} somebody else" in as_sunita.get(back).text
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    home = f"/decisions/{ref}/versions/1"
    full = as_sunita.get(f"{home}/full").text
    tables = full[full.index("Both sides, in words") : full.index("Talk about these first")]
    assert re.search(rf"{HILL}.*It would matter greatly.*The deputy, in passing", tables)
    assert re.search(f"Only Beryl marked.*{PIER}.*Only Sunita Rao marked.*{HILL}", full)
    for copy in ("person", "large-print", "card", "note"):
        page = as_sunita.get(f"{home}/{copy}").html
        assert not any(w in page for w in ("It would matter greatly", "in passing", "Sunita Rao m"))


def test_a_draft_holds_no_mark_of_the_practitioner_before_both_pens_have(
    as_sunita: Client, ref: str, db: Database
) -> None:
    save(as_sunita, ref, "two-pens", {"marks": id_of(db, ref, HILL), "who": "Sunita Rao"})
    assert "two-pens.marks" not in draft_rows(db, ref)
    mark(as_sunita, ref, id_of(db, ref, PIER))
    assert draft_rows(db, ref)["two-pens.marks"]["value"] == ["options.1.consequences.2"]


def test_no_version_comparison_or_file_carries_a_pen_before_both_are_given(
    as_sunita: Client, ref: str, db: Database
) -> None:
    said = {"marks": id_of(db, ref, HILL), "who": "Qsunitaq", "how": "apart"}
    save(as_sunita, ref, "two-pens", said)
    back, home = f"/decisions/{ref}/read-back", f"/decisions/{ref}"
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    with db.read() as conn:
        rows = get_version(conn, find_decision(conn, ref).id, 1).rows
    assert rows["two-pens.who"]["value"] == "Qsunitaq"  # sealed, and closed
    shown = shown_rows(RECORD, layout_of("full"), rows)
    assert {i for i in shown if i.startswith("two-pens.")} == {"two-pens.given"}
    page = as_sunita.get(f"{home}/versions/1/full")
    assert "given apart; closed until both have marked" in page.text
    assert "Qsunitaq" not in page.html
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    save(as_sunita, ref, "two-pens", {**said, "how": "after"})
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    assert "Qsunitaq" not in as_sunita.get(f"{home}/changes").html
    assert "two-pens" not in file_of(db, ref)["answers"]
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    mark(as_sunita, ref, id_of(db, ref, PIER))
    assert file_of(db, ref)["answers"]["two-pens"]["who"] == "Qsunitaq"


def test_a_mark_of_something_taken_away_since_opens_no_pen(
    as_sunita: Client, ref: str, db: Database
) -> None:
    """The only thing the person marked is written anew: what they marked stands no longer."""
    mark(as_sunita, ref, id_of(db, ref, PIER))
    sides = f"/decisions/{ref}/both-sides"
    gone = f"{sides}/consequences/{id_of(db, ref, PIER)}/remove"
    as_sunita.post(gone, page=sides, status=303)
    said = {"marks": id_of(db, ref, HILL), "who": "Qsunitaq", "how": "apart"}
    save(as_sunita, ref, "two-pens", said)
    for step in ("closer-look", "read-back"):
        assert "Qsunitaq" not in as_sunita.get(f"/decisions/{ref}/{step}").html
    assert "two-pens" not in file_of(db, ref)["answers"]
    mark(as_sunita, ref, id_of(db, ref, HILL))
    assert "Qsunitaq" in as_sunita.get(f"/decisions/{ref}/closer-look").html


@pytest.mark.parametrize("has_marked", [True, False])
def test_whether_the_practitioner_has_marked_is_told_nowhere_before_both_have(
    as_sunita: Client, ref: str, db: Database, has_marked: bool
) -> None:
    if has_marked:
        save(as_sunita, ref, "two-pens", {"marks": id_of(db, ref, HILL), "who": "Sunita Rao"})
    back = f"/decisions/{ref}/read-back"
    assert "neither pen is shown before both have marked" in as_sunita.get(back).text
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    assert "Two pens" not in as_sunita.get(f"/decisions/{ref}/since/said-since").html


def file_of(db: Database, ref: str) -> dict[str, Any]:
    found = entries_of(db, ref)
    return exported(found, called_by="Beryl", jurisdiction="england", origin={})


def draft_rows(db: Database, ref: str) -> Rows:
    rows = rows_of(CONVERSATION, entries_of(db, ref), {"name": "Beryl"})
    return shown_rows(CONVERSATION, DRAFT, rows)
