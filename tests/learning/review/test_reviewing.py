"""Convening, who is in it, choosing a response, and what is asked from then on."""

from __future__ import annotations

from flask import Flask

from riskapp.learning.review.journeys import REVIEWING
from riskapp.learning.review.paper import ReviewPaper
from riskapp.learning.review.steps.purpose import GROUND_RULES
from riskapp.learning.review.steps.that_day import ThatDay
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.subjects import find
from riskapp.platform.versions.store import get_version
from tests.app import CAST, DEV, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.learning.conftest import Told, agree, tell
from tests.learning.review.conftest import THAT_DAY, Reviewing, convene, user_id
from tests.learning.test_reading_again import BLAME, WHY, beside
from tests.page import words

GRACE, FEMI, TOMOS = CAST[2][0], CAST[5][0], CAST[3][0]


def main_of(one: Reviewing, page: str = "") -> str:
    return words(one.client.get(f"{one.home}{page}").tree.find(".//main"))


def test_it_is_convened_once_by_whoever_may_see_what_happened(
    app: Flask, as_sunita: Client, as_dev: Client, told: Told
) -> None:
    page = "/learning-reviews"
    as_sunita.get(f"/what-happened/{told.ref}")
    assert "Learn from this together" in as_sunita.get(told.home).text
    said = {"about": told.ref, "key": "00000000-0000-4000-8000-000000000001"}
    first, again = (
        as_sunita.post(page, said, page=page, status=303).headers["Location"] for _ in range(2)
    )
    assert first == again == "/learning-reviews/LR-0001"
    as_sunita.post(page, {}, page=page, status=422)
    as_dev.post(page, {"about": told.ref}, page=page, status=404)
    for n, (email, status) in enumerate(((GRACE, 303), (FEMI, 303), (TOMOS, 403))):
        other = Client(app, address=f"192.0.2.{60 + n}").sign_in(email)
        data = {"csrf_token": other.token(), "about": told.ref}
        assert other.fetch("POST", page, data=data).status_code == status, email


@POSTGRESQL_SELDOM
def test_who_is_in_it_and_what_they_had_to_do_with_it_is_said(
    app: Flask, review: Reviewing, devs: Reviewing
) -> None:
    shown = main_of(review)
    assert "Dev Malik facilitates Take out" in shown  # and nothing more
    for said in ("sealed the version that stood that day", "wrote down what happened"):
        assert said in shown
    work = words(devs.client.get("/").tree.find(".//main"))
    assert "Learning review, November 2026" in work
    assert "that day first" in work
    review.ask(TOMOS)  # whose part in riskapp is not to hold conversations
    tomos = review.by(Client(app, address="192.0.2.9").sign_in(TOMOS))
    assert "LR-0001" in tomos.client.get("/").text
    assert "Ask somebody to join" not in main_of(tomos)
    data = {"user": user_id(review.client, SUNITA), "csrf_token": tomos.client.token()}
    for path in ("people", "people/leave"):
        assert tomos.client.fetch("POST", f"{review.home}/{path}", data=data).status_code == 403
    own = {"user": user_id(review.client, TOMOS)}
    tomos.client.post(f"{review.home}/people/leave", own, page=review.home, status=303)
    tomos.client.get(review.home, status=404)
    review.ask("amir@northmoor.example", "no such part", status=422)


@POSTGRESQL_SELDOM
def test_the_last_one_stays(review: Reviewing) -> None:
    own = {"user": user_id(review.client, SUNITA)}
    review.client.post(f"{review.home}/people/leave", own, page=review.home, status=422)
    assert "Sunita Rao" in main_of(review)


@POSTGRESQL_SELDOM
def test_a_response_is_suggested_chosen_and_changed_and_everything_stays(
    review: Reviewing,
) -> None:
    review.say("purpose", learn="How evenings are.")
    review.say("response", action="go:response", to_learn="pattern", by_whom="several")
    shown = main_of(review, "/response")
    assert "Themed review of several decisions: what several have in common does not" in shown
    assert "Meeting of several parties: those who have something to say" in shown
    assert "Huddle within 48 hours:" not in shown
    for response, title in (("huddle", "Huddle within 48 hours"), ("in-depth", "In-depth review")):
        review.say("response", response=response)
        assert f"{title}, November 2026" in main_of(review)
    form = main_of(review, "/purpose")
    assert "How evenings are." in form
    assert str(GROUND_RULES).splitlines()[0] in form


@POSTGRESQL_SELDOM
def test_who_may_see_it_is_said_on_every_page_before_and_after(devs: Reviewing) -> None:
    promise = "a coroner, a court, the police or a regulator may ask for it"
    looked = 0
    for _moment in range(2):
        for page in ("", *(f"/{step.slug}" for step in REVIEWING.steps)):
            answer = devs.client.fetch("GET", f"{devs.home}{page}")
            if answer.status_code == 200:
                looked += 1
                said = answer.get_data(as_text=True)
                assert promise in said, page
                assert "onfidential" not in said
                assert "rivileged" not in said
        if not looked - 5:
            devs.say("that-day", **THAT_DAY)
            devs.open()
    assert looked == 5 + 15


def test_several_are_looked_at_together_each_with_its_own_day(
    as_sunita: Client, told: Told
) -> None:
    other = begin(as_sunita, "Idris")
    clock = as_sunita.app.extensions["riskapp"].clock
    clock.pass_by(days=3)
    as_sunita.sign_in()
    second = tell(as_sunita, other)
    second.say("account", day="2026-11-17", facts="He slept")
    review = convene(as_sunita, told.ref, second.ref)
    assert "Maureen, Idris" in main_of(review)
    first = main_of(review, "/that-day")
    assert "Version 1 of RA-0001" in first
    there = main_of(review, f"/that-day?of={second.ref}")
    assert "Nothing was sealed before that day. This is the conversation as it stood then." in there


def test_an_open_conversation_stands_beside_it_as_it_was_when_that_day_began(
    as_sunita: Client, walk: str
) -> None:
    """Not as it was when it was written down: what was written in between is hindsight."""
    clock = as_sunita.app.extensions["riskapp"].clock
    clock.pass_by(days=3)
    as_sunita.sign_in()
    agree(as_sunita, walk, first_sign="zqhindsight: she was pale")
    told = tell(as_sunita, walk)
    told.say("account", day="2026-11-14")
    review = convene(as_sunita, told.ref)
    for page in ("/that-day", f"/stood/{told.ref}"):
        shown = main_of(review, page)
        assert "Stop the walks after one bad day" in shown
        assert "; sealed " not in shown
        for hidden in ("zqhindsight", "14\N{NO-BREAK SPACE}November", "14 November"):
            assert hidden not in shown
    told.say("account", day="2026-11-10")  # nothing had been begun
    shown = main_of(review, "/that-day")
    assert "was written before that day. A version sealed on the day itself" in shown
    assert "Conversation begun" not in shown
    review.client.get(f"{review.home}/stood/{told.ref}", status=404)


def test_a_version_sealed_that_day_stands_beside_it_once_somebody_says_so(
    as_sunita: Client, sealed_walk: str, as_dev: Client
) -> None:
    """Of a conversation begun that day as well: of it nothing else is from before."""
    told = tell(as_sunita, sealed_walk)
    told.say("account", day="2026-11-12", facts="She fell")
    review = convene(as_sunita, told.ref)
    review.ask(DEV)
    nothing, which = "was written before that day", f"{told.home}/which-decision"
    assert nothing in main_of(review, "/that-day")
    assert which in as_sunita.get(f"{review.home}/that-day").html
    devs = review.by(as_dev.sign_in(DEV))
    assert nothing in main_of(devs, "/that-day")
    assert which not in devs.client.get(f"{devs.home}/that-day").html  # who may not say so
    as_sunita.post(which, {"basis": f"{sealed_walk}/1"}, page=which, status=303)
    for one in (review, devs):
        shown = main_of(one, "/that-day")
        assert "Stop the walks after one bad day" in shown
        assert f"Version 1 of {sealed_walk}, sealed on 12" in shown
        assert nothing not in shown
        assert "Conversation begun" not in shown
        assert which not in one.client.get(f"{one.home}/that-day").html
        assert "Stop the walks after one bad day" in main_of(one, f"/stood/{told.ref}")
    review.say("that-day", **THAT_DAY)
    review.open()
    assert "Version 1 of RA-0001" in main_of(review, f"/stood/{told.ref}")


def test_a_day_put_right_later_moves_nothing_that_stood_beside_what_was_thought(
    review: Reviewing, told: Told
) -> None:
    review.say("that-day", **THAT_DAY)
    review.open()
    told.say("account", day="2026-11-02")  # before anything was sealed
    which = f"{told.home}/which-decision"
    told.client.post(which, {"basis": "usual-practice"}, page=which, status=303)
    assert "Version 1 of RA-0001" in main_of(review, f"/stood/{told.ref}")


@POSTGRESQL_SELDOM
def test_reminders_alone_are_asked_about_and_nothing_closes_it(
    review: Reviewing, told: Told
) -> None:
    review.open(early="Somebody waits for it.")
    review.say(
        "changes-to-try", **{"changes..-what": "Remind everybody", "changes..-strength": "remind"}
    )
    shown = main_of(review, "/changes-to-try")
    assert "What would make it easier?" in shown
    due = {"day": "20", "month": "11", "year": "2026"}
    by_when = {f"changes..-by_when-{part}": said for part, said in due.items()}
    review.say("changes-to-try", **{"changes..-what": "Link the alarms", **by_when})
    look_again = {f"look_again-{part}": said for part, said in due.items()}
    review.say("what-changed", changed="They look.", how_known="We watched.", **look_again)
    work = words(review.client.get("/").tree.find(".//main"))
    assert "Link the alarms Due Friday 20 November 2026" in work
    assert "Look again: what changed, how do we know? Due Friday 20 November" in work
    review.say("what-changed", changed="They still look.")
    db = review.client.app.extensions["riskapp"].db
    with db.read() as conn:  # what a review writes is its own
        entries = get_entries(conn, find(conn, told.ref).id)
    assert not entries.items("changes")


@POSTGRESQL_SELDOM
def test_words_that_tell_how_it_ended_are_remarked_where_they_are_read_first(
    devs: Reviewing,
) -> None:
    for told, ends in (
        ("Why she fell, and who was taken to hospital.", "“fell”, “taken to hospital”"),
        ("What went so well.", "“went so well”"),
        ("How he died, sadly.", "“died”, “sadly”"),
    ):
        devs.say("purpose", learn=told)
        (remark,) = beside(devs.client.get(f"{devs.home}/purpose"))
        assert ends in remark
        assert "This may tell how it ended" in remark
    devs.say("purpose", learn="How evenings are arranged, and who can be asked after six.")
    assert beside(devs.client.get(f"{devs.home}/purpose")) == []
    devs.say("purpose", learn="How he died.")
    devs.say("that-day", had_it_gone_badly="She fell, we would say, and we knew.")
    assert beside(devs.client.get(f"{devs.home}/that-day")) == []  # it asks for that
    devs.open(early="Somebody waits.")
    assert beside(devs.client.get(f"{devs.home}/purpose")) == []


@POSTGRESQL_SELDOM
def test_who_had_read_what_happened_is_said_of_them(
    app: Flask, review: Reviewing, devs: Reviewing, told: Told
) -> None:
    grace = review.by(Client(app, address="192.0.2.9").sign_in(GRACE))
    review.ask(GRACE)
    read, leave_out = "read what happened before it was opened here", "Leave it out of what you"
    assert read not in main_of(devs)
    assert leave_out not in main_of(grace, "/that-day")
    grace.client.get(f"{told.home}/routes")  # who must know: no lock stands before a duty
    assert read not in main_of(devs)
    grace.client.get(told.home)
    assert f"Grace Okafor takes part {read}" in main_of(devs)
    assert main_of(devs).count(read) == 1  # of whoever wrote it down, that is said
    assert leave_out in main_of(grace, "/that-day")
    assert leave_out not in main_of(devs, "/that-day")
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    devs.open(early="Somebody waits.")
    main_of(devs, "/what-came-of-it")
    assert main_of(devs).count(read) == 1  # not of those who read it since, and here
    devs.say("report", shortly="A person was late.", action="print")
    with app.extensions["riskapp"].db.read() as conn:
        printed = get_version(conn, find(conn, review.ref).id)
    assert ReviewPaper(printed.rows, printed.digest).had_read


@POSTGRESQL_SELDOM
def test_somebody_in_two_reviews_of_one_thing_is_told_and_nobody_else(
    review: Reviewing, devs: Reviewing, told: Told
) -> None:
    other = convene(review.client, told.ref)
    assert "another review of this" not in main_of(devs)
    other.ask(DEV)
    for page in ("", "/opening"):
        assert f"Write that day there first, in {other.ref}" in main_of(devs, page)
        assert "another review of this" not in main_of(devs.by(review.client), "/purpose")
    devs.open(early="Somebody waits.")
    main_of(devs, "/what-came-of-it")
    seen_there = main_of(other.by(devs.client), "/that-day")
    assert "You have read what came of it" in seen_there
    third = Reviewing(review.client, other.ref)
    assert "read what happened before it was opened here" in main_of(third)
    assert review.ref not in main_of(third).replace(f"in {review.ref}", "")


@POSTGRESQL_SELDOM
def test_blame_is_remarked_on_every_page_of_it_and_where_all_of_it_is_read(
    review: Reviewing,
) -> None:
    said = dict.fromkeys([asked.key for asked in ThatDay()], BLAME)
    review.say("that-day", **said)
    assert len(beside(review.client.get(f"{review.home}/that-day"))) == len(said)
    again = "Some words may be worth reading again; nothing has to change:"
    assert f"{again} That day" in main_of(review)
    review.open(early="Somebody waits.")
    assert again not in main_of(review)  # it changes no more
    review.say("findings", **{"finding..-finding": BLAME})
    (item,) = beside(review.client.get(f"{review.home}/findings"))
    assert WHY in item
    assert f"{again} Findings" in main_of(review)


def test_a_member_of_another_team_sees_what_stood_and_nothing_else(
    devs: Reviewing, sealed_walk: str, told: Told
) -> None:
    assert "Stop the walks" in main_of(devs, f"/stood/{told.ref}")
    main_of(devs, "/safeguarding")
    for path in (f"/decisions/{sealed_walk}", told.home, f"{told.home}/safeguarding"):
        devs.client.get(path, status=404)
    assert told.home not in devs.client.get(devs.home).html
    devs.client.get(f"{devs.home}/stood/WH-9999", status=404)
    with devs.client.app.extensions["riskapp"].db.read() as conn:
        user = user_id(devs.client, DEV)
        looks = conn.exec_driver_sql(
            f"SELECT what FROM access_log JOIN subject ON subject.id = subject_id"
            f" WHERE ref = '{sealed_walk}' AND user_id = '{user}'"
        )
        assert [row.what for row in looks] == ["version 1 full"]


@POSTGRESQL_SELDOM
def test_where_no_decision_was_ever_written_down_the_review_asks_what_was_usual(
    as_sunita: Client, told: Told
) -> None:
    which = f"{told.home}/which-decision"
    told.client.post(which, {"basis": "usual-practice"}, page=which, status=303)
    told.say("account", usual="zqhindsight: everybody did, and it ended so")
    review = convene(as_sunita, told.ref)
    shown = main_of(review, "/that-day")
    assert "No decision was written down before that day. Ask what was usual." in shown
    assert "What was usual, and what had everybody got used to?" in shown
    assert "zqhindsight" not in shown
    review.client.get(f"{review.home}/stood/{told.ref}", status=404)
    assert "RA-0001" not in main_of(review)
    review.say("that-day", **THAT_DAY)
    review.open()
    assert "zqhindsight" in main_of(review, "/what-came-of-it")
    review.say("report", shortly="A person walked alone.", action="print")


@POSTGRESQL_SELDOM
def test_a_name_in_that_day_is_remarked_while_it_can_still_be_changed(
    as_sunita: Client, as_dev: Client
) -> None:
    """Of those who work here, the person, and whoever what stood that day speaks of; nobody since."""
    ref = begin(as_sunita, "Maureen")
    agree(as_sunita, ref, **{"contacts..-name": "Blodwen next door"})
    as_sunita.app.extensions["riskapp"].clock.pass_by(days=3)
    as_sunita.sign_in(SUNITA)
    told = tell(as_sunita, ref)
    told.say("account", facts="She fell")
    agree(as_sunita, ref, **{"contacts..-name": "Emrys, a cousin"})
    review = convene(as_sunita, told.ref)
    review.ask(DEV)
    devs = review.by(as_dev.sign_in(DEV))
    named = "Maureen told Sunita, and Blodwen and Emrys knew."
    devs.say("that-day", known=named, usual="She walked.")
    (remark,) = beside(devs.client.get(f"{devs.home}/that-day"))
    assert [name in remark for name in ("Maureen", "Sunita", "Blodwen", "Emrys")] == [
        *(True, True, True),
        False,
    ]
    assert "the role instead" in remark
    noted = main_of(devs, "/opening").partition("These may name somebody:")[2]
    assert "Blodwen" in noted.partition("The report prints")[0]
    assert "That day" in main_of(devs).partition("worth reading again")[2]
    devs.say("that-day", known="The person told the practitioner.")
    assert beside(devs.client.get(f"{devs.home}/that-day")) == []
    assert "These may name somebody" not in main_of(devs, "/opening")
    devs.say("that-day", known=named)
    devs.open(early="It cannot wait")  # nothing stands in the way
    assert "Emrys" in main_of(devs, "/report")


def test_every_name_in_that_day_is_remarked_however_many_and_of_one_letter(
    as_sunita: Client,
) -> None:
    """The report is held back for each of them."""
    told = tell(as_sunita, begin(as_sunita, "L"))
    review = convene(as_sunita, told.ref)
    review.say(
        "that-day", known="Sunita, Dev and Grace knew that L’s key was with L, not who lit it."
    )
    (remark,) = beside(as_sunita.get(f"{review.home}/that-day"))
    assert "“Sunita”, “Dev”, “Grace”, “L” This may be" in remark
    noted = main_of(review, "/opening").partition("These may name somebody:")[2]
    for name in ("Sunita", "Dev", "Grace", "L"):
        assert f" {name} " in noted.partition("The report prints")[0]
