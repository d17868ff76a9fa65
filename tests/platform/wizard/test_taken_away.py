"""What one person takes away, or changes, while another types, ticks or looks at it: nobody loses a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection, select

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.accounts.tables import user_account
from riskapp.decision.queries import find_decision
from riskapp.platform import audit, subjects
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.saving import Change, save_entries
from tests.app import NORTH, PASSWORD, make_app
from tests.page import Page, read_page
from tests.platform.wizard.test_several_windows import (
    ADDED_TWICE,
    ON_POSTGRESQL,
    WHAT,
    Window,
    Windows,
)

CALLUM = "callum@northmoor.example"


@pytest.fixture
def windows(db: Database, tmp_path: Path) -> Windows:
    return Windows(make_app(db, tmp_path))


@pytest.fixture
def colleague(windows: Windows) -> Windows:
    """The windows of somebody else on the same conversation."""
    runtime = windows.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        team = queries.find_team(conn, NORTH)
        assert team is not None
        services.add_user(
            conn,
            runtime,
            audit.SYSTEM,
            email=CALLUM,
            name="Callum Reid",
            roles=[Role.PRACTITIONER],
            password=PASSWORD,
            team_ids=[team.id],
        )
    return Windows(windows.app, CALLUM, windows.home)


def a_rail(of: Windows) -> str:
    """The page of a rail that somebody adds."""
    of.open("what-would-help").saves(**{WHAT: "A rail"})
    return f"what-would-help/mitigations/{of.entries().items('mitigations')[-1].id}"


@pytest.mark.parametrize("typed", [{}, {"not-found..-what": "A lift"}], ids=["nothing", "more"])
@pytest.mark.parametrize("since", ["taken away", "changed"])
@pytest.mark.parametrize("is_kept", [False, True], ids=["", "kept while it stood"])
def test_an_addition_that_stood_and_stands_no_more_is_not_ended(
    windows: Windows, colleague: Windows, typed: dict[str, str], since: str, is_kept: bool
) -> None:
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    rail = a_rail(colleague)
    page = windows.open("what-would-help")
    assert page.form[WHAT] == ""
    if is_kept:
        page.keeps(**{"not-found..-where": "In the shop"})
    if since == "changed":
        colleague.open(rail).saves(what="A bell")
    else:
        colleague.client.post(f"{colleague.home}/{rail}/remove", status=303)
    left = [one["what"] for one in windows.entries().items("mitigations")]
    page.saves(**typed)
    assert ADDED_TWICE in windows.client.follow().text
    again = windows.open("what-would-help")
    assert again.form[WHAT] == "A rail"
    assert {name: again.form[name] for name in typed} == typed
    again.saves()
    assert [one["what"] for one in windows.entries().items("mitigations")] == [*left, "A rail"]
    assert [one.get("what") for one in windows.entries().items("not-found")] == (
        ["A lift"] if typed else ([None] if is_kept else [])
    )
    assert not windows.is_anything_kept


def test_an_addition_that_stands_still_ends_with_the_next_save(
    windows: Windows, colleague: Windows
) -> None:
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    a_rail(colleague)
    page = windows.open("what-would-help").keeps(**{"not-found..-what": "A lift"})
    page.saves()
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]
    assert [one["what"] for one in windows.entries().items("not-found")] == ["A lift"]
    assert not windows.is_anything_kept


# -- a tick on what was taken away, and is put back --------------------------------------------------


def marked(windows: Windows) -> tuple[str, str]:
    """What could happen and was marked as mattering most: its id, and the address it is taken away by."""
    now = windows.entries().items("options")[0].id
    windows.open("both-sides").saves(**{f"consequences.{now}.benefit-text": "Fresh air"})
    (air,) = windows.entries().items("consequences")
    windows.open("both-sides").saves(marks=[air.id])
    return air.id, f"{windows.home}/both-sides/consequences/{air.id}"


def marks_of(windows: Windows) -> list[str]:
    own = windows.entries().of("both-sides")
    return list(own.data.get("marks", ())) if own else []


@pytest.mark.parametrize("saves", ["not", "the page", "something else", "after putting back"])
def test_a_mark_comes_back_with_what_was_put_back(
    windows: Windows, colleague: Windows, saves: str
) -> None:
    air, item = marked(windows)
    windows.client.post(f"{item}/remove", status=303)
    page = colleague.open("both-sides")
    if saves == "the page":
        page.saves()
    if saves == "something else":
        page.keeps(**{"options..-title": "By boat"})
        colleague.open("both-sides").saves()
    windows.client.post(f"{item}/put-back", status=303)
    if saves == "after putting back":
        page.saves()
    assert marks_of(windows) == [air]
    assert windows.open("both-sides").form["marks"] == air
    assert not windows.is_anything_kept


def test_a_mark_put_in_while_it_was_taken_away_comes_back_with_it(
    windows: Windows, colleague: Windows
) -> None:
    air, item = marked(windows)
    windows.open("both-sides").saves(marks=[])
    page = colleague.open("both-sides")
    windows.client.post(f"{item}/remove", status=303)
    page.saves(marks=[air])
    windows.client.post(f"{item}/put-back", status=303)
    assert marks_of(windows) == [air]


def test_a_mark_taken_out_while_it_was_taken_away_stays_out(
    windows: Windows, colleague: Windows
) -> None:
    _air, item = marked(windows)
    page = colleague.open("both-sides")
    windows.client.post(f"{item}/remove", status=303)
    page.saves(marks=[])
    windows.client.post(f"{item}/put-back", status=303)
    assert marks_of(windows) == []


def test_a_mark_comes_back_with_the_way_it_stands_under(windows: Windows) -> None:
    windows.open("both-sides").saves(**{"options..-title": "By boat"})
    boat = windows.entries().items("options")[-1].id
    windows.open("both-sides").saves(**{f"consequences.{boat}.harm-text": "Rain"})
    (rain,) = windows.entries().items("consequences")
    windows.open("both-sides").saves(marks=[rain.id])
    item = f"{windows.home}/both-sides/options/{boat}"
    windows.client.post(f"{item}/remove", status=303)
    windows.open("both-sides").saves()
    windows.client.post(f"{item}/put-back", status=303)
    assert marks_of(windows) == [rain.id]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_save_reads_what_was_left_out_with_the_connection_it_writes_with(
    windows: Windows, colleague: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that waited for a second connection while it held the record could wait for ever."""
    air, item = marked(windows)
    windows.open("both-sides").keeps(**{"options..-title": "By boat"})
    colleague.open("both-sides").saves(**{"options..-title": "By boat"})
    page = windows.open("both-sides")
    colleague.client.post(f"{item}/remove", status=303)
    looking, writing = Database.read, Database.write
    is_done = [True]

    @contextmanager
    def write(db: Database) -> Iterator[Connection]:
        with writing(db) as conn:
            is_done.append(False)
            yield conn
        is_done.append(True)

    @contextmanager
    def read(db: Database) -> Iterator[Connection]:
        assert is_done[-1], "a second connection"
        with looking(db) as conn:
            yield conn

    monkeypatch.setattr(Database, "write", write)
    monkeypatch.setattr(Database, "read", read)
    page.saves()
    monkeypatch.undo()
    assert marks_of(windows) == [air]
    assert not windows.is_anything_kept


def test_nothing_else_is_kept_as_a_mark(windows: Windows) -> None:
    air, _item = marked(windows)
    wrong = [
        windows.entries().items("options")[0].id,
        "no id",
        "00000000-0000-4000-8000-000000000000",
    ]
    windows.open("both-sides").saves(marks=[air, *wrong])
    assert marks_of(windows) == [air]


# -- an old page of what was changed since, and "Take it away" pressed on it -------------------------


def take_away(of: Windows, page: Page, status: int = 303) -> Page:
    """Presses it on a page, and looks at where that leads."""
    (form,) = (one for one in page.forms if one.action.endswith("/remove"))
    of.client.last = None
    of.client.post(form.action, form.fields, status=status)
    return of.client.follow()


def test_what_was_changed_since_is_shown_before_it_is_taken_away(
    windows: Windows, colleague: Windows
) -> None:
    rail = a_rail(windows)
    old = windows.open(rail).page
    colleague.open(rail).saves(what="A rail by the door", does="He holds on to it")
    shown = take_away(windows, old)
    assert "It was not taken away" in shown.text
    assert "A rail by the door" in shown.text
    assert "Before: A rail" in shown.text
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail by the door"]
    gone = take_away(windows, shown)
    assert not windows.entries().items("mitigations")
    windows.client.post(gone.form(f"{windows.home}/{rail}/put-back").action, status=303)
    (back,) = windows.entries().items("mitigations")
    assert (back["what"], back["does"]) == ("A rail by the door", "He holds on to it")


def test_what_was_said_under_it_since_is_shown_before_it_goes_with_it(
    windows: Windows, colleague: Windows
) -> None:
    windows.open("both-sides").saves(**{"options..-title": "By boat"})
    boat = windows.entries().items("options")[-1].id
    old = windows.open(f"both-sides/options/{boat}").page
    colleague.open("both-sides").saves(**{f"consequences.{boat}.harm-text": "Rain"})
    shown = take_away(windows, old)
    assert "It was not taken away" in shown.text
    assert "Rain" in shown.text
    assert len(windows.entries().items("consequences")) == 1
    take_away(windows, shown)
    assert not windows.entries().items("consequences")


def test_what_says_the_same_is_taken_away_at_once(windows: Windows, colleague: Windows) -> None:
    rail = a_rail(windows)
    old = windows.open(rail).page
    colleague.open(rail).saves(what="A bell")
    colleague.open(rail).saves(what="A rail")
    a_rail(colleague)  # another one
    assert "Put it back" in take_away(windows, old).text
    assert len(windows.entries().items("mitigations")) == 1


def test_what_somebody_else_took_away_already_is_told_so(
    windows: Windows, colleague: Windows
) -> None:
    rail = a_rail(windows)
    old = windows.open(rail).page
    take_away(colleague, colleague.open(rail).page)
    assert "Put it back" in take_away(windows, old).text
    assert not windows.entries().items("mitigations")


# -- one who waits for the record while a colleague writes in it -----------------------------------------


def written_first(windows: Windows, change: Change, waits: Thread) -> None:
    """A colleague writes, and is done when `waits` has come to where the record is held."""
    runtime = windows.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        found = find_decision(conn, windows.home.rpartition("/")[2])
        by = conn.execute(select(user_account.c.id).where(user_account.c.email == CALLUM)).scalar()
        subjects.hold(conn, found.id)
        save_entries(
            conn,
            now=runtime.clock.now(),
            by=str(by),
            subject_id=found.id,
            key=new_id(),
            changes=[change],
        )
        waits.start()
        waits.join(1)
        assert waits.is_alive()
    waits.join()


@pytest.mark.usefixtures("colleague")
@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
def test_what_is_taken_away_is_looked_at_once_the_record_is_held(windows: Windows) -> None:
    windows.open("both-sides").saves(**{"options..-title": "By boat"})
    boat = windows.entries().items("options")[-1].id
    (form,) = (
        one
        for one in windows.open(f"both-sides/options/{boat}").page.forms
        if one.action.endswith("/remove")
    )
    late = Thread(target=windows.client.post, args=(form.action, form.fields))
    rain = {"side": "harm", "text": "Rain"}
    written_first(
        windows, Change(step="consequences", data=rain, parent_id=boat, is_item=True), late
    )
    assert "It was not taken away" in windows.client.follow().text
    assert [one["text"] for one in windows.entries().items("consequences")] == ["Rain"]


@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
def test_what_was_left_out_is_looked_for_once_the_record_is_held(
    windows: Windows, colleague: Windows
) -> None:
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    a_rail(colleague)
    page = windows.open("what-would-help")
    (rail,) = windows.entries().items("mitigations")
    gone = Change(
        step=rail.step,
        data=rail.data,
        seen_rev=rail.rev,
        entry_id=rail.id,
        is_item=True,
        removed=True,
    )
    written_first(windows, gone, Thread(target=page.saves))
    assert ADDED_TWICE in windows.client.follow().text
    assert windows.open("what-would-help").form[WHAT] == "A rail"


# -- what stands beside two texts to choose between, and is taken away or changed before one is chosen ------


@pytest.mark.parametrize("asked", ["once", "twice"])
@pytest.mark.parametrize("since", ["taken away", "changed"])
def test_what_stood_beside_two_texts_is_not_added_again(
    windows: Windows, colleague: Windows, since: str, asked: str
) -> None:
    """The page of both texts asks nothing of it, since it stands: it can be gone once that is answered."""
    page = windows.open("voices").saves(quiet="Nobody", **{"views..-who": "Ann"})
    shown = Window(windows, page.path, page.is_asked(quiet="Her sister"))  # as after Back
    if asked == "twice":
        colleague.open("voices").saves(quiet="Her brother")
        shown = Window(windows, page.path, shown.is_asked(**{"pick-quiet": "mine"}))
    assert "views..-who" not in shown.form
    (ann,) = windows.entries().items("views")
    if since == "changed":
        colleague.open(f"voices/views/{ann.id}").saves(who="Ben")
    else:
        colleague.client.post(f"{colleague.home}/voices/views/{ann.id}/remove", status=303)
    left = [one["who"] for one in windows.entries().items("views")]
    shown.saves(**{"pick-quiet": "mine"})
    assert ADDED_TWICE in windows.client.follow().text
    assert [one["who"] for one in windows.entries().items("views")] == left
    again = windows.open("voices")
    assert (again.form["views..-who"], again.form["quiet"]) == ("Ann", "Her sister")


def test_what_stands_beside_two_texts_still_is_one_thing(windows: Windows) -> None:
    page = windows.open("voices").saves(quiet="Nobody", **{"views..-who": "Ann"})
    shown = Window(windows, page.path, page.is_asked(quiet="Her sister"))
    shown.saves(**{"pick-quiet": "mine"})
    assert [one["who"] for one in windows.entries().items("views")] == ["Ann"]
    assert windows.entries().of("voices")["quiet"] == "Her sister"
    assert not windows.is_anything_kept


@pytest.mark.parametrize("since", ["", "taken away"])
def test_what_is_typed_where_something_stood_is_asked_about_beside_two_texts(
    windows: Windows, colleague: Windows, since: str
) -> None:
    """The form is blank, since what was typed into it stands: other words in it are another addition."""
    windows.open("voices").keeps(**{"views..-who": "Ann"})
    colleague.open("voices").saves(**{"views..-who": "Ann"})
    page = windows.open("voices")
    assert page.form["views..-who"] == ""
    colleague.open("voices").saves(quiet="Nobody")
    if since:
        (ann,) = windows.entries().items("views")
        colleague.client.post(f"{colleague.home}/voices/views/{ann.id}/remove", status=303)
    left = [one["who"] for one in windows.entries().items("views")]
    shown = Window(windows, page.path, page.is_asked(quiet="Her sister", **{"views..-who": "Zoe"}))
    assert "Zoe" in shown.page.text
    shown.saves(**{"pick-quiet": "mine", "pick-views..": "mine"})
    assert [one["who"] for one in windows.entries().items("views")] == [*left, "Zoe"]
    assert windows.entries().of("voices")["quiet"] == "Her sister"
    again = windows.open("voices").form["views..-who"]
    assert (again, windows.is_anything_kept) == (("Ann", True) if since else ("", False))


@pytest.mark.parametrize("how", ["kept", "refused"])
def test_what_is_typed_where_something_stood_is_not_put_together_with_it(
    windows: Windows, colleague: Windows, how: str
) -> None:
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    a_rail(colleague)
    page = windows.open("what-would-help")
    if how == "kept":
        page.keeps(**{WHAT: "A bell"})
    else:
        page.saves(**{WHAT: "A bell", "mitigations..-ends_on-day": "45"})
    again = windows.open("what-would-help")
    assert again.form[WHAT] == "A bell"
    again.saves(**{"mitigations..-ends_on-day": ""})
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail", "A bell"]
    assert not windows.is_anything_kept


# -- a page that shows one's own draft, and not what a colleague saved since ------------------------------


@pytest.mark.parametrize("then", ["", "typed on"])
def test_what_a_page_with_a_draft_does_not_show_is_shown_before_it_is_taken_away(
    windows: Windows, colleague: Windows, then: str
) -> None:
    rail = a_rail(windows)
    windows.open(rail).keeps(does="His sister holds him")
    colleague.open(rail).saves(what="A rail by the door")
    old = windows.open(rail)
    if then:
        old.keeps(does="His sister and his aunt hold him")
    shown = take_away(windows, old.page)
    assert "It was not taken away" in shown.text
    assert "A rail by the door" in shown.text
    assert len(windows.entries().items("mitigations")) == 1
    take_away(windows, shown)
    assert not windows.entries().items("mitigations")


def test_what_a_page_with_a_draft_of_what_stands_shows_is_taken_away_at_once(
    windows: Windows, colleague: Windows
) -> None:
    rail = a_rail(windows)
    windows.open(rail).keeps(does="His sister holds him")
    take_away(windows, windows.open(rail).page)
    assert not windows.entries().items("mitigations")
    windows.client.post(f"{windows.home}/{rail}/put-back", status=303)
    colleague.open(rail).saves(what="A bell")
    colleague.open(rail).saves(what="A rail")  # it says the same again
    take_away(windows, windows.open(rail).page)
    assert not windows.entries().items("mitigations")


def test_what_it_was_for_is_told_in_words_where_it_was_taken_away(
    windows: Windows, colleague: Windows
) -> None:
    now = windows.entries().items("options")[0].id
    windows.open("both-sides").saves(**{f"consequences.{now}.harm-text": "A fall"})
    (fall,) = windows.entries().items("consequences")
    rail = a_rail(windows)
    windows.open(rail).keeps(for_what=[fall.id])
    take_away(colleague, colleague.open(rail).page)
    shown = windows.client.get(
        f"{windows.home}/what-would-help?removed={rail.rpartition('/')[2]}"
    ).text
    assert "A fall" in shown
    assert fall.id not in shown.partition("You typed this into it")[2].partition("</dl>")[0]


def test_marks_that_read_alike_are_no_question(windows: Windows, colleague: Windows) -> None:
    """They differ in one on something that was taken away, which no page shows."""
    now = windows.entries().items("options")[0].id
    for words in ("Fresh air", "Company", "Sleep"):
        windows.open("both-sides").saves(**{f"consequences.{now}.benefit-text": words})
    air, company, sleep = (one.id for one in windows.entries().items("consequences"))
    windows.open("both-sides").saves(marks=[air, company, sleep])
    page, other = windows.open("both-sides"), colleague.open("both-sides")
    company_at = f"{windows.home}/both-sides/consequences/{company}"
    colleague.client.post(f"{company_at}/remove", status=303)
    other.saves(marks=[air, company])
    shown = page.is_asked(marks=[air])
    assert "Keep what I typed" not in shown.text
    assert "The words are the same now. Save to carry on." in shown.text
    Window(windows, page.path, shown).saves()
    windows.client.post(f"{company_at}/put-back", status=303)
    assert marks_of(windows) == [air]
    assert not windows.is_anything_kept


# -- an old page that offers what was taken away, and "Put it back" pressed on it ---------------------------


def put_back(of: Windows, page: Page, status: int = 303) -> Page:
    """Presses it on a page, and looks at where that leads."""
    (form,) = (one for one in page.forms if one.action.endswith("/put-back"))
    of.client.last = None
    answer = of.client.post(form.action, form.fields, status=status)
    return of.client.follow() if status == 303 else read_page(answer.get_data(as_text=True))


@pytest.mark.parametrize("on", ["the next page", "the decision"])
def test_what_was_changed_since_is_shown_before_it_is_put_back(
    windows: Windows, colleague: Windows, on: str
) -> None:
    rail = a_rail(windows)
    old = take_away(windows, windows.open(rail).page)
    if on == "the decision":
        old = windows.client.get(windows.home)
    put_back(
        colleague, colleague.client.get(f"{windows.home}/what-would-help?removed={rail[-36:]}")
    )
    colleague.open(rail).saves(what="A lock on the door", does="He cannot go out")
    take_away(colleague, colleague.open(rail).page)
    shown = put_back(windows, old)
    assert "It was not put back" in shown.text
    assert "A lock on the door" in shown.text
    assert "He cannot go out" in shown.text
    assert not windows.entries().items("mitigations")
    assert "It was not put back" not in put_back(windows, shown).text
    (back,) = windows.entries().items("mitigations")
    assert back["what"] == "A lock on the door"
    assert "It was not put back" not in put_back(windows, shown).text  # a second click


def test_what_there_is_no_room_for_any_more_says_so(windows: Windows, colleague: Windows) -> None:
    name = "contacts..-name"
    for number in range(8):
        windows.open("if-it-goes-wrong").saves(**{name: f"Joan {number}"})
    first = windows.entries().items("contacts")[0].id
    contact = windows.open(f"if-it-goes-wrong/contacts/{first}")
    gone = take_away(windows, contact.page)
    colleague.open("if-it-goes-wrong").saves(**{name: "Ann"})
    shown = put_back(windows, gone)
    assert "It was not put back. There is room for 8 of these." in shown.text
    assert "Joan 0" in shown.text
    assert len(windows.entries().items("contacts")) == 8
    (other, *_others) = windows.entries().items("contacts")
    take_away(colleague, colleague.open(f"if-it-goes-wrong/contacts/{other.id}").page)
    put_back(windows, shown)
    assert "Joan 0" in [one["name"] for one in windows.entries().items("contacts")]


def test_what_is_put_back_under_what_went_is_told_so(windows: Windows, colleague: Windows) -> None:
    windows.open("both-sides").saves(**{"options..-title": "By boat"})
    boat = windows.entries().items("options")[-1].id
    windows.open("both-sides").saves(**{f"consequences.{boat}.harm-text": "Rain"})
    (rain,) = windows.entries().items("consequences")
    gone = take_away(windows, windows.open(f"both-sides/consequences/{rain.id}").page)
    take_away(colleague, colleague.open(f"both-sides/options/{boat}").page)
    shown = put_back(windows, gone, status=409)
    assert "It was not put back. What it stands under was taken away as well" in shown.text
    assert "By boat" in shown.text
    put_back(windows, shown)
    assert not windows.entries().items("consequences")
    put_back(windows, gone)
    assert [one["text"] for one in windows.entries().items("consequences")] == ["Rain"]


def test_what_the_person_marks_on_their_own_page_are_the_marks(windows: Windows) -> None:
    """Nothing that somebody ticked for them comes back as theirs."""
    _air, item = marked(windows)
    now = windows.entries().items("options")[0].id
    windows.open("both-sides").saves(**{f"consequences.{now}.benefit-text": "Company"})
    company = windows.entries().items("consequences")[-1].id
    windows.client.post(f"{item}/remove", status=303)
    theirs = f"{windows.home}/their-marks"
    windows.client.post(theirs, {"marks": company}, page=theirs, status=303)
    windows.client.post(f"{item}/put-back", status=303)
    assert marks_of(windows) == [company]


def test_what_was_taken_away_while_somebody_typed_can_be_left_so(
    windows: Windows, colleague: Windows
) -> None:
    rail = a_rail(windows)
    window = windows.open(rail)
    client, path = colleague.client, f"{colleague.home}/{rail}"
    client.post(f"{path}/remove", page=path, status=303)
    shown = window.is_asked(what="A rail, painted")
    (there,) = (url for words, url in shown.leads if words.startswith("Leave it taken away"))
    assert "A rail, painted" in windows.client.get(there).text
    windows.client.post(there, page=there, status=303)
    assert not windows.is_anything_kept
    assert not windows.entries().items("mitigations")
