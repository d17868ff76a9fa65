"""The save protocol as people meet it: two tabs, two people, a session that ends, a second click."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.accounts.tables import user_account
from riskapp.platform import audit
from riskapp.platform.db import Database
from riskapp.platform.entries.saving import Change, await_turn, save_entries
from riskapp.platform.entries.tables import draft, entry
from riskapp.platform.tables import subject
from tests.app import NORTH, NOW, PASSWORD, SUNITA, Client, MovingClock, make_app
from tests.databases import POSTGRESQL_SELDOM
from tests.page import read_page

CALLUM = "callum@northmoor.example"
WORDS = 'Going home, że ŵ 🙂 <b>now</b> & "then"'


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    made = make_app(db, tmp_path)
    runtime = made.extensions["riskapp"]
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
    return made


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in(SUNITA)


@pytest.fixture
def as_callum(app: Flask) -> Client:
    return Client(app).sign_in(CALLUM)


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    found = re.search(r"RA-\d+", answer.headers["Location"])
    assert found
    return found[0]


def choice_on(client: Client, ref: str) -> str:
    """What stands in the first box of the first screen."""
    return (
        client.get(f"/decisions/{ref}/decision").form(f"/decisions/{ref}/decision").fields["choice"]
    )


def save(client: Client, ref: str, status: int = 303, **said: str) -> None:
    path = f"/decisions/{ref}/decision"
    client.post(path, said, page=path, status=status)


def test_words_come_back_as_they_were_typed(as_sunita: Client, ref: str) -> None:
    save(as_sunita, ref, choice=WORDS)
    assert choice_on(as_sunita, ref) == WORDS


def test_a_refused_post_keeps_everything_that_was_typed(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    typed = {"choice": WORDS, "said_on-day": "31", "said_on-month": "2", "said_on-year": "2026"}
    as_sunita.post(path, typed, page=path, status=303)
    page = as_sunita.follow()
    assert page.title.startswith("Error: ")
    assert "There is no such day as 31 2 2026" in page.text
    assert "Everything you typed is kept" in page.text
    form = as_sunita.get(path).form(path)  # and on coming back to it
    assert (form.fields["choice"], form.fields["said_on-day"]) == (WORDS, "31")


def test_nobody_else_sees_what_was_not_saved(
    as_sunita: Client, as_callum: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    as_sunita.post(path, {"choice": WORDS, "said_on-day": "x"}, page=path, status=303)
    assert choice_on(as_callum, ref) == ""


def test_a_draft_can_be_let_go(as_sunita: Client, ref: str) -> None:
    save(as_sunita, ref, choice="said")
    path = f"/decisions/{ref}/decision"
    as_sunita.post(path, {"choice": "typed", "said_on-day": "x"}, page=path, status=303)
    as_sunita.let_go(path)
    assert choice_on(as_sunita, ref) == "said"


def test_autosave_keeps_a_draft_for_its_writer(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    as_sunita.get(path)
    answer = as_sunita.post(f"{path}/keep", {"choice": WORDS, "rev": "0"}, status=200)
    assert answer.get_json() == {"said": "Kept as a draft at 5.42\N{NO-BREAK SPACE}pm"}
    assert choice_on(as_sunita, ref) == WORDS


def test_a_second_click_saves_once(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    page = as_sunita.get(path)
    name = next(n for n in page.form(path).fields if n.endswith("-name"))
    hidden = page.form(path).fields
    typed = {**hidden, name: "Derek", "action": "add:x"}
    for _click in range(2):
        as_sunita.post(path, typed, status=303)
    shown = as_sunita.get(path).html
    assert shown.count(">Derek<") + shown.count("Derek</") >= 1
    assert len(re.findall(rf'{path}/contacts/[0-9a-f-]{{36}}"', shown)) == 1


def test_two_clicks_on_start_begin_one_conversation(as_sunita: Client) -> None:
    page = as_sunita.get("/")
    typed = {**page.form("/begin").fields, "called_by": "Beryl"}
    first = as_sunita.post("/begin", typed, status=303).headers["Location"]
    assert as_sunita.post("/begin", typed, status=303).headers["Location"] == first


def test_two_people_see_each_others_words_field_by_field(
    as_sunita: Client, as_callum: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    save(as_sunita, ref, choice="before", why_now="the same")
    as_sunita.get(path)
    seen = dict(as_sunita.get(path).form(path).fields)
    save(as_callum, ref, choice="theirs", why_now="the same")
    answer = as_sunita.post(path, {**seen, "choice": "mine", "title": "A walk"}, status=409)
    page = answer.get_data(as_text=True)
    for words in ("before", "theirs", "mine", "Callum Reid", "A walk"):
        assert words in page
    assert choice_on(as_callum, ref) == "theirs"


def test_whoever_saved_it_in_another_window_is_told_so(
    as_sunita: Client, as_callum: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    save(as_sunita, ref, choice="in one window")
    own = as_sunita.post(path, {**seen, "choice": "in another"}, status=409).get_data(as_text=True)
    assert "<h1>You saved this in another window</h1>" in own
    assert "Somebody else" not in own
    save(as_callum, ref, choice="theirs")
    other = as_sunita.post(path, {**seen, "choice": "mine"}, status=409).get_data(as_text=True)
    assert "<h1>Somebody else saved this while you were writing</h1>" in other


@pytest.mark.parametrize(("pick", "stands"), [("mine", "mine"), ("theirs", "theirs")])
def test_what_is_picked_is_what_stands(
    as_sunita: Client, as_callum: Client, ref: str, pick: str, stands: str
) -> None:
    path = f"/decisions/{ref}/decision"
    save(as_sunita, ref, choice="before")
    seen = dict(as_sunita.get(path).form(path).fields)
    save(as_callum, ref, choice="theirs")
    as_sunita.post(path, {**seen, "choice": "mine", "title": "A walk"}, status=409)
    as_sunita.post(path, {"pick-choice": pick, "pick-title": "mine"}, status=303)
    form = as_callum.get(path).form(path)
    assert (form.fields["choice"], form.fields["title"]) == (stands, "A walk")
    assert choice_on(as_sunita, ref) == stands  # and no draft is left over


def test_a_session_that_ended_loses_nothing(app: Flask, as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    clock = app.extensions["riskapp"].clock
    assert isinstance(clock, MovingClock)
    clock.pass_by(hours=3)
    answer = as_sunita.post(path, {**seen, "choice": WORDS}, status=303)
    assert answer.headers["Location"].startswith("/sign-in")
    as_sunita.sign_in(SUNITA)
    assert choice_on(as_sunita, ref) == WORDS


def test_a_page_left_behind_replaces_no_words_typed_since(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    """Its stamp outlives its session: what it brings stands beside them, once, however often it comes."""
    path = f"/decisions/{ref}/decision"
    left_behind = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    as_sunita.sign_in(SUNITA)
    seen = dict(as_sunita.get(path).form(path).fields)
    later = {**seen, "choice": "typed later", "title": "Walking", "whose": "a"}
    as_sunita.post(f"{path}/keep", later, status=200)
    stranger = Client(app, address="192.0.2.66")
    for words in ("from the page left behind", "from it again"):
        late = {**left_behind, "choice": words, "title": "Walking out", "why_now": "Spring"}
        assert "kept=1" in stranger.post(path, late, status=303).headers["Location"]
    page = as_sunita.get(path)
    fields = page.form(path).fields
    assert fields["choice"] == "typed later\nfrom it again"
    assert "This came with more than one answer" in page.text
    assert fields["title"] == "Walking Walking out"  # a name that another begins with is another
    assert fields["why_now"] == "Spring"
    assert fields["rev"] == seen["rev"]


def test_two_things_amiss_in_the_same_words_are_told_apart(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    as_sunita.post(path, {"title": ["a", "b"], "why_now": ["c", "d"]}, page=path, status=303)
    links, amiss = as_sunita.get(path).links, "This came with more than one answer. Give the one"
    assert [said.partition(": ")[2] for said in links if said.startswith(amiss)] == [
        "A short name for this decision",
        "Why now?",
    ]


def test_typing_on_after_the_session_ended_is_one_text(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    as_sunita.post(f"{path}/keep", {**seen, "choice": "I want to"}, status=200)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    for words in ("I want to walk", WORDS, "I want to walk by the sea"):
        as_sunita.post(f"{path}/keep", {**seen, "choice": words}, status=303)
    as_sunita.sign_in(SUNITA)
    page = as_sunita.get(path)
    assert page.form(path).fields["choice"] == "I want to walk by the sea"
    assert "more than one answer" not in page.text


def test_what_two_pages_left_behind_bring_is_all_kept(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    pages = [dict(as_sunita.get(path).form(path).fields) for _tab in range(3)]
    app.extensions["riskapp"].clock.pass_by(hours=3)
    for number, seen in enumerate(pages):
        app.extensions["riskapp"].clock.pass_by(seconds=1)
        as_sunita.post(path, {**seen, "choice": f"tab {number}"}, status=303)
    as_sunita.sign_in(SUNITA)
    assert choice_on(as_sunita, ref) == "tab 0\ntab 1\ntab 2"


@POSTGRESQL_SELDOM
def test_pages_left_behind_fill_no_draft_without_end(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    clock = app.extensions["riskapp"].clock
    pages = []
    for _tab in range(3):
        pages.append(dict(as_sunita.get(path).form(path).fields))
        clock.pass_by(seconds=2)
    clock.pass_by(hours=3)
    answers = [
        as_sunita.post(path, {**seen, "choice": str(number) * 900_000}, status=303)
        for number, seen in enumerate(pages)
    ]
    assert ["kept" in answer.headers["Location"] for answer in answers] == [True, True, False]
    as_sunita.sign_in(SUNITA)
    assert choice_on(as_sunita, ref).startswith("0" * 900_000)


@POSTGRESQL_SELDOM
def test_who_found_a_page_cannot_fill_the_room_of_another(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    """Its stamp has half of it, however many keys are made up for it."""
    path = f"/decisions/{ref}/decision"
    found = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    own = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    stranger = Client(app, address="192.0.2.66")
    kept = [
        "kept"
        in stranger.post(
            path, {**found, "key": str(uuid4()), "choice": str(n) * 450_000}, status=303
        ).headers["Location"]
        for n in range(4)
    ]
    assert kept == [True, True, False, False]
    as_sunita.post(path, {**own, "choice": WORDS}, status=303)
    as_sunita.sign_in(SUNITA)
    assert choice_on(as_sunita, ref).endswith(WORDS)


@pytest.mark.parametrize("late", ["", "sea", "I want to walk"], ids=["empty", "within", "shorter"])
def test_a_page_left_behind_replaces_no_older_draft(
    app: Flask, as_sunita: Client, ref: str, late: str
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    words = "I want to walk by the sea"
    as_sunita.post(f"{path}/keep", {**seen, "choice": words, "title": "Walking"}, status=200)
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    left_behind = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    brought = {**left_behind, "choice": late, "title": "", "nobody-asked": "x"}
    Client(app, address="192.0.2.66").post(path, brought, status=303)
    as_sunita.sign_in(SUNITA)
    fields = as_sunita.get(path).form(path).fields
    assert fields["choice"] == (f"{words}\nsea" if late == "sea" else words)
    assert fields["title"] == "Walking"
    with app.extensions["riskapp"].db.read() as conn:
        kept = conn.execute(select(draft.c.raw)).scalars().all()
    assert len(kept) == (2 if late else 1)  # a page that says nothing has nothing to keep
    assert all("nobody-asked" not in dict(raw) for raw in kept)


def test_what_one_person_typed_is_not_given_to_the_next_who_signs_in(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    as_sunita.post(path, {**seen, "choice": "for Sunita alone"}, status=303)
    as_sunita.sign_in(CALLUM)
    assert choice_on(as_sunita, ref) == ""


def test_what_was_taken_away_can_be_put_back(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    page = as_sunita.get(path)
    name = next(n for n in page.form(path).fields if n.endswith("-name"))
    as_sunita.post(path, {**page.form(path).fields, name: "Derek"}, status=303)
    item = re.search(rf'to:({path}/contacts/[0-9a-f-]+)"', as_sunita.get(path).html)
    assert item
    as_sunita.post(f"{item[1]}/remove", page=item[1], status=303)
    page = as_sunita.follow()
    assert "Derek" in page.text
    assert "Put it back" in page.text
    as_sunita.post(f"{item[1]}/put-back", status=303)
    assert "Derek" in as_sunita.get(path).text


@pytest.mark.parametrize("day", ["", "31"], ids=["readable", "not"])
def test_what_was_sealed_meanwhile_keeps_what_was_typed(
    as_sunita: Client, as_callum: Client, ref: str, day: str
) -> None:
    path = f"/decisions/{ref}/decision"
    seen = dict(as_sunita.get(path).form(path).fields)
    read_back = f"/decisions/{ref}/read-back"
    as_callum.post(read_back, {"action": "seal"}, page=read_back, status=303)
    as_sunita.post(path, {**seen, "choice": WORDS, "said_on-day": day}, status=409)
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    assert choice_on(as_sunita, ref) == WORDS


def test_what_cannot_be_read_of_an_item_taken_away_is_given_back_at_once(
    as_sunita: Client, as_callum: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    form = as_sunita.get(path).form(path)
    name = next(n for n in form.fields if n.endswith("-name"))
    as_sunita.post(path, {**form.fields, name: "Derek"}, status=303)
    item = re.search(rf'to:({path}/contacts/[0-9a-f-]+)"', as_sunita.get(path).html)
    assert item
    seen = dict(as_sunita.get(item[1]).form(item[1]).fields)
    as_callum.post(f"{item[1]}/remove", page=item[1], status=303)
    long = "01632 960 011 " * 20
    answer = as_sunita.post(item[1], {**seen, "number": long}, status=422)
    assert long.strip() in answer.get_data(as_text=True)


WRITTEN_SINCE = "Something was written since this page was drawn. Read it back before you seal."


def version_of(client: Client, ref: str) -> str:
    found = re.findall(r"Version \d+ sealed", client.get(f"/decisions/{ref}").text)
    return found[0] if found else ""


def test_what_is_sealed_is_what_was_read_back(
    as_sunita: Client, as_callum: Client, ref: str
) -> None:
    read_back = f"/decisions/{ref}/read-back"
    seen = dict(as_sunita.get(read_back).form(read_back).fields)
    save(as_callum, ref, choice="not read to anybody")
    as_sunita.post(read_back, {**seen, "others": "Joan", "action": "seal"}, status=303)
    page = as_sunita.follow()
    assert WRITTEN_SINCE in page.text
    assert "not read to anybody" in page.text
    assert not version_of(as_sunita, ref)
    form = as_sunita.get(read_back).form(read_back)
    assert form.fields["others"] == "Joan"  # what was typed is kept
    as_sunita.post(read_back, {**form.fields, "action": "seal"}, status=303)
    assert version_of(as_sunita, ref) == "Version 1 sealed"


def test_a_seal_that_does_not_say_what_was_read_seals_nothing(as_sunita: Client, ref: str) -> None:
    read_back = f"/decisions/{ref}/read-back"
    as_sunita.post(read_back, {"action": "seal", "seen": ""}, page=read_back, status=303)
    assert WRITTEN_SINCE in as_sunita.follow().text
    assert not version_of(as_sunita, ref)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_words_saved_while_the_seal_is_on_its_way_are_not_sealed(
    db: Database, as_sunita: Client, ref: str
) -> None:
    """It waits for its turn to write behind somebody else, who saves."""
    save(as_sunita, ref, choice="read")
    read_back = f"/decisions/{ref}/read-back"
    post = {**as_sunita.get(read_back).form(read_back).fields, "action": "seal"}
    waiting = Thread(target=as_sunita.post, args=(read_back, post))
    with db.write() as conn:
        waiting.start()
        waiting.join(1)
        conn.execute(update(entry).where(entry.c.step == "decision").values(rev=entry.c.rev + 1))
    waiting.join()
    assert WRITTEN_SINCE in as_sunita.follow().text
    assert not version_of(as_sunita, ref)


@pytest.mark.parametrize("said", [{}, {"taking_part": "took-part"}], ids=["nothing", "consent"])
def test_a_seal_posted_again_leads_where_the_first_led(
    as_sunita: Client, ref: str, said: dict[str, str]
) -> None:
    """F5 after the seal, and after the next version was begun: nothing of it is kept."""
    read_back, home = f"/decisions/{ref}/read-back", f"/decisions/{ref}"
    post = {**as_sunita.get(read_back).form(read_back).fields, **said, "action": "seal"}
    for _press in range(2):
        assert as_sunita.post(read_back, post, status=303).headers["Location"] == home
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    assert as_sunita.post(read_back, post, status=303).headers["Location"] == home
    assert version_of(as_sunita, ref) == "Version 1 sealed"
    page = as_sunita.get(read_back)
    assert "taking_part" not in page.form(read_back).fields
    assert "This is what you typed" not in page.text


def test_other_words_with_the_key_of_a_seal_are_kept(as_sunita: Client, ref: str) -> None:
    read_back = f"/decisions/{ref}/read-back"
    post = {**as_sunita.get(read_back).form(read_back).fields, "action": "seal"}
    as_sunita.post(read_back, post, status=303)
    answer = as_sunita.post(read_back, {**post, "others": "Joan"}, status=409)
    assert "kept" in answer.get_data(as_text=True)


def test_a_page_posted_again_after_others_words_is_no_second_click(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    first = {**as_sunita.get(path).form(path).fields, "choice": "A"}
    as_sunita.post(path, first, status=303)
    as_sunita.post(path, first, status=303)  # a second click
    save(as_sunita, ref, choice="B")
    answer = as_sunita.post(path, first, status=409)
    page = answer.get_data(as_text=True)
    assert ">A<" in page
    assert ">B<" in page


@pytest.mark.parametrize(
    "step",
    [
        "decision",
        "both-sides",
        "what-would-help",
        "what-was-decided",
        "if-it-goes-wrong",
        "read-back",
        "doors",
    ],
)
def test_an_empty_post_to_any_step_is_saved(as_sunita: Client, ref: str, step: str) -> None:
    path = f"/decisions/{ref}/{step}"
    as_sunita.post(path, page=path, status=303)


@pytest.mark.parametrize("most", [19_999, 20_000, 20_001])
def test_twenty_thousand_characters_fit_and_one_more_is_kept_beside_its_answer(
    as_sunita: Client, ref: str, most: int
) -> None:
    path = f"/decisions/{ref}/decision"
    text = "ŵ" * most
    as_sunita.post(path, {"choice": text}, page=path, status=303)
    is_too_long = as_sunita.follow().title.startswith("Error: ")
    assert is_too_long == (most > 20_000)
    assert choice_on(as_sunita, ref) == text


def test_a_draft_that_comes_after_its_save_is_let_go_and_says_so(
    as_sunita: Client, ref: str
) -> None:
    """A page brought back by the browser: nobody is told that it keeps what it does not."""
    path = f"/decisions/{ref}/decision"
    typed = {**as_sunita.get(path).form(path).fields, "choice": "said"}
    as_sunita.post(path, typed, status=303)
    answer = as_sunita.post(f"{path}/keep", {**typed, "choice": "said, and more"}, status=409)
    assert "save it to keep it" in answer.text
    assert choice_on(as_sunita, ref) == "said"
    both = as_sunita.post(path, {**typed, "choice": "said, and more"}, status=409)
    assert "said, and more" in both.text


def test_what_one_window_was_told_is_kept_outlives_a_save_in_another(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    one, other = (dict(as_sunita.get(path).form(path).fields) for _window in range(2))
    as_sunita.post(f"{path}/keep", {**one, "why_now": "The lift has stopped."}, status=200)
    as_sunita.post(path, {**other, "choice": WORDS}, status=303)
    page = as_sunita.get(path)
    assert page.form(path).fields["why_now"] == "The lift has stopped."
    both = as_sunita.post(path, page.form(path).fields, status=409)
    assert "You saved this in another window" in both.text
    chosen = read_page(both.text, path).form(path).fields
    as_sunita.post(path, {**chosen, "pick-choice": "theirs", "pick-why_now": "mine"}, status=303)
    saved = as_sunita.get(path)
    assert "not saved yet" not in saved.text
    assert "more than one window" not in saved.text
    assert (saved.form(path).fields["choice"], saved.form(path).fields["why_now"]) == (
        WORDS,
        "The lift has stopped.",
    )


def test_lines_come_through_the_page_with_both_texts_as_a_browser_sends_them(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    one, other = (dict(as_sunita.get(path).form(path).fields) for _window in range(2))
    as_sunita.post(path, {**one, "why_now": "Spring"}, status=303)
    lines = {"choice": "To walk.\r\nTo swim.\rTo sing.", "why_now": "Spring\r\nSummer"}
    both = as_sunita.post(path, {**other, **lines}, status=409)
    assert "\N{REPLACEMENT CHARACTER}" not in both.text
    again = read_page(both.text, path).form(path).fields
    as_sunita.post(path, again, status=303)
    saved = as_sunita.get(path).form(path).fields
    assert saved["choice"] == "To walk.\nTo swim.\nTo sing."
    assert saved["why_now"] == "Spring\nSummer"


def test_what_is_typed_in_two_windows_in_turn_is_kept_of_both(
    app: Flask, as_sunita: Client, ref: str
) -> None:
    """And is one answer where only one of them was given another than what is saved."""
    path = f"/decisions/{ref}/decision"
    said = {"choice": f"{WORDS}\r\nAnd back.", "title": "Walking", "why_now": "Spring"}
    as_sunita.post(path, said, page=path, status=303)
    windows = [dict(as_sunita.get(path).form(path).fields) for _window in range(2)]
    for seen, typed in zip(windows, ({"title": "Walking out"}, {"why_now": "Summer"}), strict=True):
        app.extensions["riskapp"].clock.pass_by(seconds=1)
        sent = {name: text.replace("\n", "\r\n") for name, text in {**seen, **typed}.items()}
        as_sunita.post(f"{path}/keep", sent, status=200)
    page = as_sunita.get(path)
    fields = page.form(path).fields
    assert (fields["choice"], fields["title"], fields["why_now"]) == (
        f"{WORDS}\nAnd back.",
        "Walking out",
        "Summer",
    )
    assert "You typed this in more than one window" in page.text
    assert "more than one answer" not in page.text
    as_sunita.post(path, fields, status=303)
    with app.extensions["riskapp"].db.read() as conn:
        assert conn.execute(select(draft)).all() == []


def test_a_page_that_shows_a_draft_takes_its_place_and_not_that_of_what_was_typed_since(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/decision"
    first = dict(as_sunita.get(path).form(path).fields)
    as_sunita.post(f"{path}/keep", {**first, "choice": "I want to walk"}, status=200)
    shows = dict(as_sunita.get(path).form(path).fields)
    as_sunita.post(f"{path}/keep", {**shows, "choice": "To walk"}, status=200)
    again = dict(as_sunita.get(path).form(path).fields)
    assert again["choice"] == "To walk"
    as_sunita.post(f"{path}/keep", {**shows, "choice": "To walk, and to swim"}, status=200)
    as_sunita.post(path, again, status=303)
    assert choice_on(as_sunita, ref) == "To walk, and to swim"


def test_only_what_was_shown_is_taken_away(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    typed = dict(as_sunita.get(path).form(path).fields)
    as_sunita.post(f"{path}/keep", {**typed, "choice": "To walk"}, status=200)
    asked = as_sunita.get(f"{path}/discard")
    as_sunita.post(f"{path}/keep", {**typed, "choice": "To walk and to swim"}, status=200)
    as_sunita.post(f"{path}/discard", asked.form(f"{path}/discard").fields, status=303)
    assert choice_on(as_sunita, ref) == "To walk and to swim"
    as_sunita.let_go(path)
    assert choice_on(as_sunita, ref) == ""


def test_a_page_left_behind_sends_only_so_many(app: Flask, as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/decision"
    found = dict(as_sunita.get(path).form(path).fields)
    app.extensions["riskapp"].clock.pass_by(hours=3)
    stranger = Client(app, address="192.0.2.66")
    kept = [
        "kept" in stranger.post(path, {**found, "key": str(uuid4()), "choice": str(n)}, status=303).location
        for n in range(22)
    ]  # fmt: skip
    assert kept == [True] * 20 + [False] * 2


def test_a_draft_that_comes_while_its_page_is_saved_is_let_go(
    db: Database, as_sunita: Client, ref: str
) -> None:
    """Else it stood on the next page, and what it added was saved twice."""
    path = f"/decisions/{ref}/decision"
    typed = {**as_sunita.get(path).form(path).fields, "choice": WORDS}
    late = Thread(target=as_sunita.post, args=(f"{path}/keep", {**typed, "choice": WORDS[:5]}))
    with db.write() as conn:
        where = select(entry.c.subject_id).join(subject, subject.c.id == entry.c.subject_id)
        subject_id = conn.execute(where.where(subject.c.ref == ref)).scalars().first()
        by = conn.execute(select(user_account.c.id).where(user_account.c.email == SUNITA)).scalar()
        await_turn(conn, user_id=str(by), subject_id=str(subject_id), place="decision")
        said = Change(step="decision", data={"choice": WORDS})
        save_entries(
            conn, now=NOW, by=by, subject_id=subject_id, key=typed["key"], changes=[said], place="decision",
        )  # fmt: skip
        late.start()
        late.join(1)
    late.join()
    assert as_sunita.last.status_code == 409
    with db.read() as conn:
        assert conn.execute(select(draft)).all() == []
    assert as_sunita.get(path).form(path).fields["choice"] == WORDS
