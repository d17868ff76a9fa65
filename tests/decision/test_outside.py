"""What others say of a decision, what is answered, and when a backing is of an earlier version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from riskapp.accounts import queries
from riskapp.core.errors import BadInput
from riskapp.decision.backing import backing_stands
from riskapp.decision.queries import find_decision, list_bound
from riskapp.decision.rules import BACKED, BACKED_IF, COURT, MANAGER, ORDERED, PANEL
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.services.outside import View, note_outside_view, shown_now
from riskapp.decision.standing import with_standing
from riskapp.decision.tables import outside_view
from riskapp.decision.transfer import read_file
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.slots import ConditionStands
from riskapp.platform.trail import trail_of
from tests import page as pages
from tests.app import CAST, SUNITA, Client, make_app
from tests.browser.world import begin
from tests.faults.filling import seal

GRACE, INGRID = (
    next(email for email, name, *_rest in CAST if name == who)
    for who in ("Grace Okafor", "Ingrid Bauer")
)
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DISSENT = {"who": "Occupational therapist", "view": "The stairs are the danger, not the street."}
CONDITION = {
    "what": "A rail by the back door",
    "who": "The council",
    "by_when": "2026-12-01",
    "takes_away": "Nothing, if she chooses the colour",
}


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in()


@pytest.fixture
def as_grace(app: Flask) -> Client:
    return Client(app).sign_in(GRACE)


def say(client: Client, ref: str, step: str, **said: str) -> None:
    path = f"/decisions/{ref}/{step}"
    client.post(path, said, page=path, status=303)
    client.app.extensions["riskapp"].clock.pass_by(minutes=5)


def sealed(client: Client) -> str:
    ref = begin(client, "Ada")
    say(client, ref, "decision", choice="To walk to the market", title="the market")
    say(client, ref, "what-was-decided", decided="She walks on Fridays.")
    seal(client, ref)
    return ref


def change(client: Client, ref: str, step: str, **said: str) -> None:
    client.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    say(client, ref, step, **said)
    seal(client, ref)


def advise(app: Flask, ref: str, *, key: str = "", **more: Any) -> str:
    """A panel's advice on what stands, as the room above writes it."""
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        found = find_decision(conn, ref)
        chair = queries.find_actor(conn, queries.get_user(conn, INGRID).id)
        assert chair
        view = View(
            from_whom=PANEL,
            who="Risk enablement panel",
            outcome=BACKED,
            given_on=runtime.clock.now().date(),
            digest=shown_now(conn, found),
            shown_at=runtime.clock.now(),
            words="The walk is worth more to her than what it risks.",
            weight="Her own sense of who she is",
            source="PS-0001",
            address="/panels/sittings/PS-0001",
        )
        view = replace(view, **more)
        return note_outside_view(
            conn, trail_of(runtime), chair, found.id, view, key=key or new_id()
        )


def stands(app: Flask, ref: str) -> Mapping[str, Any]:
    with app.extensions["riskapp"].db.read() as conn:
        found = find_decision(conn, ref)
        return backing_stands(conn, found, get_entries(conn, found.id, found.facts))


def test_advice_and_dissent_stand_beside_the_decision_in_the_same_size(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    advise(app, ref, outcome=BACKED_IF, dissents=[DISSENT], conditions=[CONDITION])
    page = as_sunita.get(f"/decisions/{ref}")
    for words in (
        "Risk enablement panel: Backed, with conditions",
        "on version 1, as it was sealed",
        "The walk is worth more to her",
        "Sees it differently: Occupational therapist",
        *(DISSENT["view"], CONDITION["what"], CONDITION["takes_away"]),
    ):
        assert words in page.text
    cards = [e for e in page.tree.iter("li") if e.get("class") == "ra-view"]
    assert len(cards) == 2  # one size: the advice and the dissent are the same card
    assert "Ingrid" not in page.text


def test_it_is_kept_once_for_ever_and_the_audit_says_nothing_of_it(
    app: Flask, as_sunita: Client
) -> None:
    ref, key = sealed(as_sunita), new_id()
    assert advise(app, ref, key=key) == advise(app, ref, key=key)
    db = app.extensions["riskapp"].db
    with db.read() as conn:
        (one,) = list_bound(conn, find_decision(conn, ref).id)
        assert one.version_id
        kept = str(conn.execute(select(audit)).all())
        assert "decision.outside_view_noted" in kept
        assert "worth more" not in kept
    for change_of_it in (update(outside_view).values(outcome="not-backed"), delete(outside_view)):
        with pytest.raises(IntegrityError), db.write() as conn:
            conn.execute(change_of_it)


@only_sqlite
def test_only_what_a_panel_can_say_is_taken_and_only_as_much_as_there_is_room_for(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    with pytest.raises(ValueError, match="no outcome"):
        advise(app, ref, outcome="ordered")
    with pytest.raises(BadInput):
        advise(app, ref, words="x" * 4_001)
    assert "Risk enablement panel" not in as_sunita.get(f"/decisions/{ref}").text


def test_a_material_change_makes_it_the_backing_of_an_earlier_version(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    view = advise(app, ref)
    change(as_sunita, ref, "if-it-goes-wrong", **{"contacts..-name": "Derek"})
    assert stands(app, ref) == {view: []}
    home = as_sunita.get(f"/decisions/{ref}").text
    assert "It changed nothing that this backing rests on: it stands." in home
    change(as_sunita, ref, "what-was-decided", decided="She walks on Fridays and Mondays.")
    page = as_sunita.get(f"/decisions/{ref}")
    assert "Backed an earlier version." in page.text
    assert "something it rests on has changed: What was decided." in page.text
    assert "Backed. Backed an earlier version" in page.text  # the timeline
    assert page.links["Ask for this to be looked at again"] == "/panels/sittings/PS-0001"
    told = as_sunita.get(page.links["See what changed, word by word"]).text
    assert "added: Fridays and Mondays." in told
    assert "Derek" not in told
    full = as_sunita.get(f"/decisions/{ref}/versions/3/full").text
    assert "Backed an earlier version: something that matters to it has changed since." in full
    assert "Nothing that matters to it has changed since." in (
        as_sunita.get(f"/decisions/{ref}/versions/2/full").text
    )


def test_before_it_is_sealed_the_page_says_what_it_would_outdate_and_stops_nothing(
    app: Flask, as_sunita: Client
) -> None:
    """Which answers, behind a fold; what protects somebody is named nowhere else."""
    ref = sealed(as_sunita)
    advise(app, ref)
    kept_back = {"from_whom": MANAGER, "who": "zqmanager", "is_kept_back": True}
    advise(app, ref, **kept_back, source="", address="")
    home, page = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    say(as_sunita, ref, "if-it-goes-wrong", **{"contacts..-name": "Derek"})
    assert "is of an earlier version" not in as_sunita.get(page).text
    say(as_sunita, ref, "what-was-decided", decided="She walks on Mondays.")
    (note,) = as_sunita.get(page).tree.findall(".//*[@id='outdates']")
    folded = pages.words(note.find(".//details"))
    told = pages.words(note).replace(folded, "")
    assert "Once version 2 is sealed, what was backed is of an earlier version" in told
    assert "Risk enablement panel: Backed. Given 12 November 2026" in told.replace("\xa0", " ")
    assert "What was decided" in folded
    assert "zqmanager" in folded
    assert "zqmanager" not in told
    seal(as_sunita, ref)
    assert "Backed an earlier version." in as_sunita.get(home).text


def test_what_was_looked_at_again_is_told_by_what_was_said_then(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    advise(app, ref)
    change(as_sunita, ref, "what-was-decided", decided="She walks every day.")
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    assert stands(app, ref)
    advise(app, ref)
    assert stands(app, ref) == {}  # of the version that is the latest
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    advise(app, ref, outcome="not-backed")
    change(as_sunita, ref, "what-was-decided", decided="She walks on Sundays.")
    assert stands(app, ref) == {}  # what is not backed is outdated by nothing
    page = as_sunita.get(f"/decisions/{ref}")
    assert page.text.count("They have said something newer since, and that counts.") == 2
    for copy, newer in (
        ("full", "The same people have said something newer, and that counts"),
        ("person", "They have said something newer since."),
        ("easy-read", "They have said something newer since."),
    ):
        assert as_sunita.get(f"/decisions/{ref}/versions/3/{copy}").text.count(newer) == 2, copy


def test_help_that_a_backing_asked_for_does_not_outdate_it(app: Flask, as_sunita: Client) -> None:
    ref = sealed(as_sunita)
    view = advise(app, ref, outcome=BACKED_IF, conditions=[CONDITION])
    path = "what-would-help"
    change(as_sunita, ref, path, **{"mitigations..-what": CONDITION["what"]})
    assert stands(app, ref) == {view: []}
    change(as_sunita, ref, path, **{"mitigations..-what": "A camera in the hall"})
    ((group,),) = stands(app, ref).values()
    assert [(item.state, item.heading) for item in group.items] == [
        ("added", "A camera in the hall")
    ]


def test_what_was_said_of_a_conversation_not_sealed_is_of_its_words_that_day(
    app: Flask, as_sunita: Client
) -> None:
    ref = begin(as_sunita, "Ada")
    say(as_sunita, ref, "what-was-decided", decided="She walks on Fridays.")
    advise(app, ref)
    page = as_sunita.get(f"/decisions/{ref}").text
    assert "on the conversation as it stood on 12 November 2026, not sealed" in page.replace(
        "\xa0", " "
    )
    app.extensions["riskapp"].clock.pass_by(minutes=1)
    say(as_sunita, ref, "what-was-decided", decided="She walks every day.")
    assert stands(app, ref) == {}  # nothing is sealed since
    seal(as_sunita, ref)
    (groups,) = stands(app, ref).values()
    assert [group.title for group in groups] == ["What was decided"]


def test_putting_the_next_version_away_leaves_what_others_said(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    advise(app, ref)
    as_sunita.post(f"/decisions/{ref}/put-version-away", page=f"/decisions/{ref}", status=303)
    assert "Risk enablement panel: Backed" in as_sunita.get(f"/decisions/{ref}").text


def test_a_condition_says_what_its_keeper_knows_of_it(app: Flask, as_sunita: Client) -> None:
    """One kept with the view before how one knows that it is done was; what the view says itself stays."""
    ref = sealed(as_sunita)
    own = {**CONDITION, "known_by": "She says so"}
    view = advise(app, ref, outcome=BACKED_IF, conditions=[CONDITION, own])
    with app.extensions["riskapp"].db.read() as conn:
        entries = get_entries(conn, find_decision(conn, ref).id)
    keeper = [ConditionStands("The rail is firm", None, "", "")] * 2
    said = with_standing(entries, {view: keeper}).items("conditions", view)
    assert [one["known_by"] for one in said] == ["The rail is firm", "She says so"]
    assert "done_on" not in said[0].data


# -- managers, courts, answers ------------------------------------------------------------------------


@only_sqlite
def test_a_manager_says_what_stands_in_the_way_never_without_why(
    as_sunita: Client, as_grace: Client
) -> None:
    ref = sealed(as_sunita)
    page = f"/decisions/{ref}/oversight"
    assert as_grace.get(f"/decisions/{ref}").links[
        "As a manager: comment, offer support, back it, or say why not"
    ]
    for said, why in (
        ({}, "Choose what you want to say"),
        ({"outcome": "not-backed"}, "Write what stands in the way, and what would help"),
        ({"outcome": "comment"}, "Write it in your words"),
        ({"outcome": "backed-with-conditions"}, "Write the condition, and what it takes away"),
        (
            {"outcome": "backed", "words": "Yes", "condition-1-what": "A rail"},
            "Conditions go with “Backed, with conditions”",
        ),
    ):
        answer = as_grace.post(page, said, page=page, status=422)
        assert why in answer.get_data(as_text=True)
    said = {"outcome": "not-backed", "words": "There is nobody to ring after six."}
    as_grace.post(page, said, page=page, status=303)
    home = as_sunita.get(f"/decisions/{ref}").text
    assert "Grace Okafor, manager: Not backed, for a reason" in home
    assert "There is nobody to ring after six." in home
    change(as_sunita, ref, "decision", title="the market again")  # nothing is locked


@only_sqlite
def test_what_a_manager_says_is_said_of_what_was_read(as_sunita: Client, as_grace: Client) -> None:
    ref = sealed(as_sunita)
    page = f"/decisions/{ref}/oversight"
    as_grace.get(page)
    stale = as_grace._hidden(page)
    change(as_sunita, ref, "what-was-decided", decided="She walks every day.")
    answer = as_grace.fetch("POST", page, data={**stale, "outcome": "backed", "words": "Yes"})
    assert answer.status_code == 422
    assert "Something was written or sealed meanwhile" in answer.get_data(as_text=True)


@only_sqlite
def test_the_person_and_the_practitioner_answer_each_as_themselves(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    view = advise(app, ref)
    page = f"/decisions/{ref}/outside/{view}/answer"
    nothing = as_sunita.post(page, page=page, status=422).get_data(as_text=True)
    assert "Write an answer of one of you" in nothing
    said = {"theirs": "in-part", "words": "I said I would go with Bess.", "ours": "accept"}
    as_sunita.post(page, {**said, "because": "It is what she wants."}, page=page, status=303)
    home = as_sunita.get(f"/decisions/{ref}").text
    assert "Ada: Accepts it in part" in home
    assert "I said I would go with Bess." in home
    assert "It is what she wants." in home
    assert "Ada answered Risk enablement panel" in home
    change(as_sunita, ref, "decision", title="the market again")
    theirs = as_sunita.get(f"/decisions/{ref}/versions/2/person").text
    for words in ("They back this.", "You accept a part of it.", "“I said I would go with Bess.”"):
        assert words in theirs
    easy = as_sunita.get(f"/decisions/{ref}/versions/2/easy-read").text
    assert "A panel: They back this." in easy
    for copy in ("family", "provider", "card", "note"):
        page = as_sunita.get(f"/decisions/{ref}/versions/2/{copy}").text
        assert "enablement panel" not in page  # the way to all panels stands on every page


@only_sqlite
def test_what_protects_somebody_is_on_the_full_record_alone(app: Flask, as_sunita: Client) -> None:
    ref = sealed(as_sunita)
    advise(app, ref, is_kept_back=True, words="Her nephew takes her pension.")
    change(as_sunita, ref, "decision", title="the market again")
    for copy in ("person", "large-print", "easy-read", "family", "provider", "card", "note"):
        told = as_sunita.get(f"/decisions/{ref}/versions/2/{copy}").text
        assert "pension" not in told
        assert "What others said about this" not in told
    assert "pension" in as_sunita.get(f"/decisions/{ref}/versions/2/full").text


@only_sqlite
def test_a_court_has_its_day_and_its_name(app: Flask, as_sunita: Client) -> None:
    ref = sealed(as_sunita)
    page = f"/decisions/{ref}/court"
    day = {"given_on-day": "2", "given_on-month": "11", "given_on-year": "2026"}
    said = {"who": "Court of Protection", "words": "She may go home for a trial.", **day}
    as_sunita.post(page, {**said, "words": ""}, page=page, status=422)
    as_sunita.post(page, said, page=page, status=303)
    home = as_sunita.get(f"/decisions/{ref}").text.replace("\xa0", " ")
    assert "Court of Protection: Decided" in home
    assert "Given 2 November 2026" in home
    assert stands(app, ref) == {}


@only_sqlite
def test_what_a_court_decided_is_no_advice_and_was_decided_before_or_after_what_was_sealed(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    sealed_on = app.extensions["riskapp"].clock.now().date()
    for day, words in (
        (sealed_on - timedelta(days=9), "She can decide this herself."),
        (sealed_on, "She may go home for a trial."),
    ):
        given = {f"given_on-{key}": str(getattr(day, key)) for key in ("day", "month", "year")}
        page = f"/decisions/{ref}/court"
        as_sunita.post(page, {"words": words, **given}, page=page, status=303)
    home = as_sunita.get(f"/decisions/{ref}").text
    assert "What a court decided" in home
    assert "Write down what Ada says of it" in home
    change(as_sunita, ref, "decision", title="the market again")
    copies = {
        copy: as_sunita.get(f"/decisions/{ref}/versions/2/{copy}").text
        for copy in ("full", "person", "easy-read")
    }
    for said in (home, *copies.values()):
        for untrue in (
            "What others advised",
            "What others said",
            "They were asked, or",
            ", on version",
        ):
            assert untrue not in said
        assert "not yet answered" not in said
        assert "Answer it" not in said
    for said in (home, copies["full"], copies["person"]):
        assert "Written down beside version 1, which was sealed after that, on" in said
        assert "Written down beside version 1, as it was sealed." in said
    assert "What a court decided" in copies["full"]
    for theirs in (copies["person"], copies["easy-read"]):
        assert "A court decided" in theirs
        assert "She can decide this herself." in theirs


def note_court(client: Client, ref: str, words: str, on: date, **more: str) -> None:
    page = f"/decisions/{ref}/court"
    day = {f"given_on-{key}": str(getattr(on, key)) for key in ("day", "month", "year")}
    client.post(page, {"words": words, **day, **more}, page=page, status=303)


@only_sqlite
def test_what_a_court_decided_since_the_seal_comes_first_and_is_said_beside_its_copies(
    app: Flask, as_sunita: Client
) -> None:
    ref, told = sealed(as_sunita), "She may go home for a trial."
    home, clock = f"/decisions/{ref}", app.extensions["riskapp"].clock
    assert "court-since" not in as_sunita.get(home).html
    clock.pass_by(hours=26)
    as_sunita.sign_in()
    note_court(as_sunita, ref, told, clock.now().date())
    page = as_sunita.get(home)
    main = page.text[page.text.index("A court has decided since version 1 was sealed") :]
    order = (told, "Begin version 2, with what the court decided", "She walks on Fridays.")
    assert [main.index(words) for words in order] == sorted(main.index(words) for words in order)
    for slug, is_told in {
        **dict.fromkeys(("full", "person", "large-print", "easy-read"), True),
        **dict.fromkeys(("family", "provider", "card", "note"), False),
    }.items():
        copy = as_sunita.get(f"{home}/versions/1/{slug}")
        assert "A court has decided since:" in copy.text
        assert (told in copy.text) == is_told
        beside = copy.html[copy.html.index("ra-screen-only") :]
        assert beside.index("A court has decided since:") < beside.index("<article")
    change(as_sunita, ref, "decision", title="the market again")
    for path in (home, f"{home}/versions/2/person", f"{home}/versions/2/family"):
        assert "decided since" not in as_sunita.get(path).text
    assert "A court has decided since:" in as_sunita.get(f"{home}/versions/1/person").text


@only_sqlite
@pytest.mark.parametrize("days", [0, 9])
def test_a_courts_decision_that_is_older_or_protects_somebody_is_not_told_otherwise(
    app: Flask, as_sunita: Client, days: int
) -> None:
    """Of the day of the seal nobody knows which came first."""
    ref = sealed(as_sunita)
    home, clock = f"/decisions/{ref}", app.extensions["riskapp"].clock
    clock.pass_by(minutes=5)
    before = clock.now().date() - timedelta(days=days)
    note_court(as_sunita, ref, "Her nephew stays away.", before, who="Leeds", kept_back="yes")
    page = as_sunita.get(home)
    assert "A court’s decision was written down after version 1" in page.text
    assert page.text.count("Her nephew stays away.") == 1  # where it stands, not before all else
    assert "decided since" not in page.text
    assert "was written down since:" in as_sunita.get(f"{home}/versions/1/full").text
    for slug in ("person", "easy-read", "family", "card", "note"):
        assert "court" not in as_sunita.get(f"{home}/versions/1/{slug}").text


@only_sqlite
def test_of_what_others_said_easy_read_has_the_words_of_a_court_alone(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    advise(app, ref, words="What a fall would cost her is less.")
    court = {"from_whom": COURT, "outcome": ORDERED, "dissents": (), "conditions": ()}
    advise(app, ref, **court, words="She can decide this herself.")
    advise(app, ref, **court, words="Where her nephew lives.", is_kept_back=True)
    change(as_sunita, ref, "decision", title="the market again")
    easy = as_sunita.get(f"/decisions/{ref}/versions/2/easy-read").text
    assert "She can decide this herself." in easy
    assert "A panel: They back this." in easy
    assert "What a fall would cost her" not in easy
    assert "nephew" not in easy


@only_sqlite
def test_what_came_in_a_file_says_so_and_never_counts_as_a_backing(
    app: Flask, as_sunita: Client
) -> None:
    ref = sealed(as_sunita)
    advise(app, ref, outcome=BACKED_IF, dissents=[DISSENT], conditions=[CONDITION])
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        actor = queries.find_actor(conn, queries.get_user(conn, SUNITA).id)
        assert actor
        trail, team = trail_of(runtime), next(iter(actor.team_ids))
        held = json.dumps(export_record(conn, trail, actor, ref)).encode()
        made = import_record(conn, trail, actor, team, read_file(held), "england").ref
    home = as_sunita.get(f"/decisions/{made}").text
    for words in ("Backed, with conditions", "brought in from a file", *DISSENT.values()):
        assert words in home
    assert "on version 1" not in home
    seal(as_sunita, made)
    change(as_sunita, made, "what-was-decided", decided="She walks on Sundays.")
    assert stands(app, made) == {}


@only_sqlite
def test_another_decision_s_view_is_not_found_here(app: Flask, as_sunita: Client) -> None:
    view = advise(app, sealed(as_sunita))
    ref = begin(as_sunita, "Bo")
    as_sunita.get(f"/decisions/{ref}/outside/{view}", status=404)
    as_sunita.get(f"/decisions/{ref}/outside/{view}/answer", status=404)
