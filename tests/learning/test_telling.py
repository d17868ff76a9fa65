"""What happened: begun from a decision or a person, the card first, and what was in force that day."""

from __future__ import annotations

import re

from riskapp.platform.subjects import find
from riskapp.platform.versions.store import get_version
from tests.app import CAST, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import seal
from tests.learning.conftest import NOT_TO, agree, tell
from tests.page import words


@POSTGRESQL_SELDOM
def test_it_is_begun_from_a_decision_and_shows_first_what_was_agreed_not_to_do(
    as_sunita: Client, sealed_walk: str
) -> None:
    told = tell(as_sunita, sealed_walk)
    page = as_sunita.get(f"{told.home}/account")
    shown = words(page.tree.find(".//main"))
    first = [
        shown.index(w) for w in ("Safety first", NOT_TO, "First sign", "How does Maureen tell")
    ]
    assert first == sorted(first)
    told.say(
        "account", account="I knew the way.", kind="good", day="2026-11-12", facts="She was late"
    )
    home = words(as_sunita.get(told.home).tree.find(".//main"))
    for said in ("Good, November 2026", "I knew the way.", "She was late", NOT_TO):
        assert said in home
    assert "What was done" not in home
    assert "not yet talked about" in home
    assert "Good, November 2026" in as_sunita.get(f"/decisions/{sealed_walk}").text


def test_one_click_twice_is_one_happening(as_sunita: Client, sealed_walk: str) -> None:
    as_sunita.get(f"/decisions/{sealed_walk}")
    said = {"about": sealed_walk, "key": "00000000-0000-4000-8000-000000000001"}
    first, again = (
        as_sunita.post("/what-happened", said, status=303).headers["Location"] for _ in range(2)
    )
    assert first == again


@POSTGRESQL_SELDOM
def test_four_kinds_stand_as_equals_and_none_is_chosen(as_sunita: Client, walk: str) -> None:
    page = as_sunita.get(f"{tell(as_sunita, walk).home}/account")
    radios = [e for e in page.tree.iter("input") if e.get("name") == "kind"]
    assert [e.get("value") for e in radios] == ["good", "mixed", "near-miss", "harm"]
    assert not any(e.get("checked") for e in radios)


@POSTGRESQL_SELDOM
def test_danger_shows_the_safeguarding_route_first(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    told.say("account", danger="not-sure")
    assert as_sunita.last is not None
    assert as_sunita.last.headers["Location"] == f"{told.home}/safeguarding"
    as_sunita.get(f"{told.home}/safeguarding")


def test_the_version_that_stood_on_the_day_is_found_and_can_be_changed(
    as_sunita: Client, sealed_walk: str
) -> None:
    """Version 1 is sealed on 12 November, version 2 two days later."""
    clock = as_sunita.app.extensions["riskapp"].clock
    clock.pass_by(days=2)
    as_sunita.sign_in()
    home = f"/decisions/{sealed_walk}"
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    agree(as_sunita, sealed_walk, not_to="Lock the door")
    seal(as_sunita, sealed_walk)
    clock.pass_by(days=1)
    as_sunita.sign_in()
    told = tell(as_sunita, sealed_walk)
    account = f"{told.home}/account"
    assert "Version 2" in as_sunita.get(account).text
    told.say("account", day="2026-11-13")
    moved = "Now resting on version 1, because the day is 13 November 2026. Before, it rested on version 2."
    for page in (account, told.home, f"{told.home}/what-we-learned"):
        assert moved in as_sunita.get(page).text  # nothing moves unseen
    assert "Version 1" in as_sunita.get(account).text
    assert NOT_TO in as_sunita.get(account).text
    told.say("account", day="2026-11-14")  # the last sealed before that day, and not on it
    assert "Version 1" in as_sunita.get(account).text
    assert "Now resting on" not in as_sunita.get(account).text
    told.say("account", day="2026-11-12")
    assert "sealed on that same day" in as_sunita.get(account).text
    told.say("account", day="2026-11-02")
    assert "Version 1 was sealed afterwards, on 12" in as_sunita.get(account).text
    which = f"{told.home}/which-decision"
    as_sunita.post(which, {"basis": f"{sealed_walk}/2"}, page=which, status=303)
    assert "It was sealed after this happened" in as_sunita.get(account).text
    as_sunita.post(which, {"basis": f"{sealed_walk}/9"}, page=which, status=422)
    as_sunita.post(which, {"basis": "usual-practice"}, page=which, status=303)
    page = as_sunita.get(account)
    assert "It was the usual practice" in page.text
    assert "What was the usual practice, and what was known?" in page.text


def test_of_two_versions_sealed_on_that_day_none_is_taken_before_somebody_says_which(
    as_sunita: Client, sealed_walk: str
) -> None:
    home = f"/decisions/{sealed_walk}"
    given = {"given_on-day": "12", "given_on-month": "11", "given_on-year": "2026"}
    copy = {**given, "to_whom": "Bess", "layout": "family"}
    as_sunita.post(f"{home}/given", copy, page=home, status=303)
    as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=70)
    as_sunita.sign_in()
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    agree(as_sunita, sealed_walk, not_to="Lock the door")
    seal(as_sunita, sealed_walk)
    told = tell(as_sunita, sealed_walk)
    told.say("account", day="2026-11-12")
    which = f"{told.home}/which-decision"
    for page in (told.home, f"{told.home}/account", which):
        said = as_sunita.get(page).text
        assert "More than one version was sealed on that day: version 1 at" in said
        assert NOT_TO not in said
    asked = as_sunita.get(which).text.replace("\xa0", " ")
    assert re.search(
        r"Version 1, sealed Thursday 12 November 2026.+?Given to: Bess, 12 November", asked
    )
    assert re.search(
        r"Version 2, sealed Thursday 12 November 2026.+?No copy of it is noted as given", asked
    )
    assert "The version that stood on that day" not in asked
    refused = as_sunita.post(which, {"basis": sealed_walk}, page=which, status=422)
    assert "Choose one of them" in refused.get_data(as_text=True)
    as_sunita.post(which, {"basis": f"{sealed_walk}/2"}, page=which, status=303)
    assert "Lock the door" in as_sunita.get(told.home).text
    # A version from before that day stood as it began: it is taken, and said to be.
    as_sunita.app.extensions["riskapp"].clock.pass_by(days=1)
    as_sunita.sign_in()
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    seal(as_sunita, sealed_walk)
    told.say("account", day="2026-11-13")
    assert "The version that stood on that day: version 2" in as_sunita.get(which).text
    as_sunita.post(which, {"basis": sealed_walk}, page=which, status=303)
    page = as_sunita.get(told.home).text
    assert "It stood on that day." in page
    assert "Sealed on that day as well: version 3 at" in page


def test_a_version_sealed_since_it_was_written_down_was_not_in_force(
    as_sunita: Client, sealed_walk: str
) -> None:
    """Of two sealed on that day the one from before it was told stands; another still can be chosen."""
    home, clock = f"/decisions/{sealed_walk}", as_sunita.app.extensions["riskapp"].clock
    clock.pass_by(minutes=20)
    told = tell(as_sunita, sealed_walk)
    told.say("account", day="2026-11-30")  # by mistake
    told.say("account", day="2026-11-12")
    stood = as_sunita.get(told.home).text
    assert "Version 1 of RA-0001. It was sealed on that same day" in stood
    clock.pass_by(minutes=20)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    agree(as_sunita, sealed_walk, not_to="Lock the door")
    seal(as_sunita, sealed_walk)
    since = as_sunita.get(told.home).text
    assert "Version 1 of RA-0001. It was sealed on that same day" in since
    assert NOT_TO in since
    assert "More than one version" not in since
    assert "Now resting on" not in since  # nor before the day was written
    which = f"{told.home}/which-decision"
    assert "The version that stood on that day: version 1" in as_sunita.get(which).text
    as_sunita.post(which, {"basis": sealed_walk}, page=which, status=303)
    as_sunita.post(which, {"basis": f"{sealed_walk}/2"}, page=which, status=303)
    assert "Lock the door" in as_sunita.get(told.home).text


def test_a_day_still_to_come_is_remarked_on_the_page_it_leads_to(
    as_sunita: Client, walk: str
) -> None:
    """It is kept like any other day, and said at once."""
    told = tell(as_sunita, walk)
    account = f"{told.home}/account"
    for day, is_to_come in (("12", False), ("30", True)):
        on = {"on-day": day, "on-month": "11", "on-year": "2026"}
        as_sunita.post(account, {**on, "action": "next"}, page=account, status=303)
        page = as_sunita.follow()
        assert "Who else must know" in page.h1
        assert ("still to come: 30 November 2026. Look at the day" in page.text) is is_to_come
    manager = next(email for email, who, *_rest in CAST if who == "Grace Okafor")
    seen = Client(as_sunita.app, address="192.0.2.9").sign_in(manager).get(told.home).text
    assert "still to come: 30 November 2026." in seen
    assert "Look at the day" not in seen


def test_what_happened_leads_to_its_decision_and_to_a_review_where_one_can_begin(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    home, begin_review = f"/decisions/{walk}", f"/decisions/{walk}/begin-review"

    def offered() -> tuple[bool, bool]:
        page = as_sunita.get(told.home)
        ways = {where for _words, where in page.leads}
        return home in ways, begin_review in {form.action for form in page.forms}

    assert offered() == (True, False)  # still talked about
    seal(as_sunita, walk)
    assert offered() == (True, True)
    manager, reviewer = (
        Client(as_sunita.app, address=f"192.0.2.{n}").sign_in(email).get(told.home)
        for n, (email, who, *_rest) in enumerate(CAST)
        if who in ("Grace Okafor", "Femi Ade")
    )
    assert begin_review not in manager.html + reviewer.html
    assert f'href="{home}"' in manager.html
    assert f'href="{home}"' not in reviewer.html  # who does not open decisions
    as_sunita.post(begin_review, page=told.home, status=303)
    assert f"{home}/review" in {where for _words, where in as_sunita.get(told.home).leads}
    assert offered() == (True, False)


@POSTGRESQL_SELDOM
def test_an_open_conversation_is_frozen_as_it_stood(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    mark = "Not sealed; as it stood when this was written down on 12"
    agree(as_sunita, walk, not_to="Said in hindsight")
    assert mark in as_sunita.get(f"{told.home}/account").text
    stood = as_sunita.get(f"{told.home}/as-it-stood").text
    assert NOT_TO in stood
    assert mark in stood
    assert "Said in hindsight" not in stood
    with as_sunita.app.extensions["riskapp"].db.read() as conn:
        assert get_version(conn, find(conn, told.ref).id).number == 1
    assert "Version 1" not in as_sunita.get(f"/decisions/{walk}").text
    # Nor when it is chosen again: what was written since would be hindsight. No such version: in words.
    choose = f"{told.home}/which-decision"
    for basis in ("usual-practice", walk):
        as_sunita.post(choose, {"basis": basis}, page=choose, status=303)
    assert "Said in hindsight" not in as_sunita.get(f"{told.home}/as-it-stood").text
    as_sunita.post(choose, {"basis": f"{walk}/{'9' * 5_000}"}, page=choose, status=422)


@POSTGRESQL_SELDOM
def test_of_a_person_with_two_decisions_it_is_asked_which_was_in_force(
    as_sunita: Client, walk: str
) -> None:
    as_sunita.post("/begin/P-0001", page="/people/P-0001", status=303)
    told = tell(as_sunita, "P-0001")
    assert "Which decision was in force that day: not yet" in as_sunita.get(told.home).text


def test_another_team_gets_the_answer_of_what_never_was(
    as_sunita: Client, as_dev: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    for page in ("", "/account", "/which-decision", "/as-it-stood", "/safeguarding"):
        theirs, none = (
            as_dev.fetch("GET", f"/what-happened/{ref}{page}") for ref in (told.ref, "WH-9999")
        )
        assert theirs.status_code == none.status_code == 404
    as_dev.get("/")
    as_dev.post("/what-happened", {"about": walk}, status=404)


@POSTGRESQL_SELDOM
def test_a_manager_and_a_learning_reviewer_read_and_do_not_write(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    for name, may_open in (("Grace Okafor", 200), ("Femi Ade", 403)):
        email = next(email for email, who, _role, _team in CAST if who == name)
        client = Client(as_sunita.app, address="192.0.2.9").sign_in(email)
        assert NOT_TO in client.get(told.home).text
        assert client.fetch("GET", f"{told.home}/account").status_code == 403
        assert client.fetch("GET", f"/decisions/{walk}").status_code == may_open
        assert client.fetch("GET", f"{told.home}/as-it-stood").status_code == may_open


@POSTGRESQL_SELDOM
def test_my_work_lists_what_is_not_finished_and_changes_whose_day_has_come(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    told.say("account", kind="near-miss", facts="The lift stood still")
    change = {"changes..-what": "One list of numbers", "changes..-owner": "Housing manager"}
    by_when = {
        f"changes..-by_when-{k}": v for k, v in {"day": "1", "month": "11", "year": "2026"}.items()
    }
    told.say("changes-to-try", **change, **by_when)
    mine = as_sunita.get("/").text
    assert "Near miss, November 2026" in mine
    assert "The lift stood still" in mine
    assert "Was due Sunday 1" in mine
    assert "Seen to by Housing manager: One list of numbers" in mine
    told.say("in-the-log", action="keep-with-team")
    mine = as_sunita.get("/").text
    assert "The lift stood still" not in mine
    assert "One list" in mine, "it is kept, and still to be tried"
    page = as_sunita.get(f"{told.home}/changes-to-try")
    item = next(h for e in page.tree.iter("a") if "/changes/" in (h := e.get("href", "")))
    told.say(item.removeprefix(f"{told.home}/"), changed="They have one list")
    assert "One list" not in as_sunita.get("/").text


@POSTGRESQL_SELDOM
def test_it_can_be_somebody_nobody_wrote_down_before(as_sunita: Client) -> None:
    page = as_sunita.get("/what-happened")
    assert "Somebody else" in page.text
    form = next(f for f in page.forms if "called_by" in f.fields)
    as_sunita.post("/what-happened", {**form.fields, "called_by": ""}, status=422)
    as_sunita.post("/what-happened", {**form.fields, "called_by": "L"}, status=303)
    told = as_sunita.follow()
    assert "It was the usual practice" in told.text or "No decision was written down" in told.text
    as_sunita.post("/what-happened", {**form.fields, "called_by": "L"}, status=303)
    assert as_sunita.follow().title == told.title  # the same click


@POSTGRESQL_SELDOM
def test_what_went_well_goes_on_to_what_made_the_difference(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    told.say("account", kind="harm", action="")
    assert as_sunita.follow().h1 == "Who else must know"
    told.say("account", kind="good", danger="no", action="")
    assert as_sunita.follow().h1 != "Who else must know"
    told.say("account", kind="good", danger="not-sure", action="later")
    assert "who-must-know" in as_sunita.get(told.home).html
