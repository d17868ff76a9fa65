"""What leaves: changes to try, names found before they go, and a log that points at nobody."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect, select

from riskapp.accounts.queries import find_actor, get_user
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.services.carrying import export_record
from riskapp.learning.journeys import TELLING
from riskapp.learning.names import occurring, perhaps_names
from riskapp.learning.rendering import edition_bytes, make_log
from riskapp.learning.rules import only_reminds
from riskapp.learning.steps.changes_to_try import CHANGES, LATER
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.learning.tables import learning
from riskapp.library.queries import list_every_prompt
from riskapp.library.rules import ContentPrompt
from riskapp.library.services import add_prompt
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import Database
from riskapp.platform.forms import Form
from riskapp.platform.subjects import find
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.store import get_bytes, get_rendition, get_version
from riskapp.platform.versions.verifying import verify
from tests.app import CAST, NOW, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, seal, step_form
from tests.learning.conftest import Told, line, tell, write_lines
from tests.page import words
from tests.records.reading import text_of_pdf, unpacked

REMIND = {
    "changes..-what": "Remind the evening team",
    "changes..-strength": "remind",
    "changes..-owner": "Evening lead",
}
SAID = {
    "said": "A person who walks alone was late, rang a friend, and was met.",
    "likely": "A friend was first to ring.",
}


@pytest.fixture
def told(as_sunita: Client, walk: str) -> Told:
    """Written down as far as the log."""
    made = tell(as_sunita, walk)
    made.say("account", kind="good", day="2026-11-11", facts="Maureen was late.", place="out")
    made.say("what-we-learned", expected="Home by four", difference="Derek rang her")
    made.say("changes-to-try", **REMIND)
    return made


@POSTGRESQL_SELDOM
def test_the_four_questions_show_what_happened_and_do_not_ask_it_again(told: Told) -> None:
    page = told.client.get(f"{told.home}/what-we-learned")
    assert "Maureen was late." in page.text
    asked = [e.get("name") for e in page.tree.iter("textarea")]
    assert asked == ["expected", "difference", "learned"]


@POSTGRESQL_SELDOM
def test_reminders_alone_are_asked_about_and_never_refused(told: Told) -> None:
    path = f"{told.home}/changes-to-try"
    asks = "What would make it easier?"
    assert asks in told.client.get(path).text
    told.say(
        "changes-to-try", **{"changes..-what": "Link the alarms", "changes..-strength": "design"}
    )
    assert asks not in told.client.get(path).text


def test_only_reminds() -> None:
    assert only_reminds(["remind", "retrain"])
    assert not only_reminds(["remind", "design"])
    assert not only_reminds([])
    assert not only_reminds([""])


@POSTGRESQL_SELDOM
def test_what_changed_is_open_until_somebody_says_so(told: Told) -> None:
    told.say("in-the-log", **SAID, action="publish")
    assert "not yet talked about" in log(told.client)
    change = item_of(told)
    told.say(change, changed="They ring first", how_known="Asked in December")
    assert "reads otherwise since" in told.client.get(told.home).text
    told.say("in-the-log", action="publish")
    assert "They ring first" in log(told.client)
    assert "L-2" not in log(told.client)


def item_of(told: Told, which: int = 0) -> str:
    page = told.client.get(f"{told.home}/changes-to-try")
    links = [e.get("href", "") for e in page.tree.iter("a")]
    return [h for h in links if "/changes/" in h][which].removeprefix(f"{told.home}/")


def log(client: Client, query: str = "") -> str:
    return words(client.get(f"/learning{query}").tree.find(".//main"))


@POSTGRESQL_SELDOM
def test_a_name_is_found_before_it_leaves_and_may_stay_with_a_reason(told: Told) -> None:
    """A person of the team, somebody who works in it, and whoever the decision speaks of."""
    path = f"{told.home}/in-the-log"
    told.say("in-the-log", said="MAUREEN’s walk: Sunita met her.", action="publish")
    page = told.client.get(path)
    named = words(next(e for e in page.tree.iter("section") if e.get("id") == "names"))
    assert "MAUREEN" in named
    assert "Sunita" in named
    assert "It was not put in the log" in told.client.get(f"{path}?held=1").text
    assert "It was not put in the log" not in page.text
    assert "Nothing is in the log yet" in log(told.client)
    told.say("in-the-log", names_stay="Both said so", action="publish")
    assert "MAUREEN’s walk" in log(told.client)
    assert "Both said so" not in log(told.client)
    told.say("in-the-log", said="MAUREEN’s walk: Grace met her.", action="publish")
    assert "Grace" not in log(told.client), "the reason was not of her"
    told.say("in-the-log", action="publish")
    assert "Grace" not in log(told.client), "nor is it on a second click"
    told.say("in-the-log", names_stay="She said so too", action="publish")
    assert "Grace" in log(told.client)


@POSTGRESQL_SELDOM
def test_a_name_that_stands_in_what_happened_alone_is_found_whatever_hides_it(told: Told) -> None:
    told.say("account", facts="Her grandson Tomos Pritchard saw it. Nobody else did.")
    told.client.post(f"{told.home}/which-decision", {"basis": "usual-practice"}, status=303)
    told.say("in-the-log", said="To\u00admos rang. Nobody else did. Sunitas too.", action="publish")
    page = told.client.get(f"{told.home}/in-the-log")
    named = words(next(e for e in page.tree.iter("section") if e.get("id") == "names"))
    assert [name in named for name in ("Tomos", "Sunitas", "Nobody")] == [True, True, False]


@POSTGRESQL_SELDOM
def test_who_was_told_or_needs_care_is_not_named_in_the_log(told: Told) -> None:
    told.say("care", **{"cared-for..-who": "Blodwen, her niece"})
    told.say("candour", relevant="Emrys")
    told.say("in-the-log", said="Blodwen rang and Emrys came.", action="publish")
    page = told.client.get(f"{told.home}/in-the-log")
    named = words(next(e for e in page.tree.iter("section") if e.get("id") == "names"))
    assert "Blodwen" in named
    assert "Emrys" in named


@POSTGRESQL_SELDOM
def test_what_somebody_else_wrote_since_the_page_was_drawn_does_not_leave(told: Told) -> None:
    path = f"{told.home}/in-the-log"
    form = step_form(told.client, path)
    told.say("changes-to-try", **{"changes..-what": "A note of a colleague"})
    stale = {**as_data(form.standing()), **SAID, "action": "publish"}
    told.client.post(path, stale, status=303)
    assert "somebody wrote something else of this" in told.client.follow().text
    assert "Nothing is in the log yet" in log(told.client)
    assert SAID["said"] in told.client.get(path).html  # and nothing that was typed is lost


@POSTGRESQL_SELDOM
def test_nothing_said_is_not_put_there(told: Told) -> None:
    told.say("in-the-log", action="publish", status=422)
    assert "Nothing is in the log yet" in log(told.client)


def test_the_log_ties_to_nobody_and_everybody_may_read_it(told: Told, db: Database) -> None:
    told.say("in-the-log", **SAID, action="publish")
    columns = {c["name"] for c in inspect(db.engine).get_columns("learning")}
    traits = {"kind", "month", "place", "theme", "influences", "told"}
    assert columns == {"number", "said", "likely", "changes", "origin", "written", *traits}
    assert not inspect(db.engine).get_foreign_keys("learning")
    with db.read() as conn:
        row = conn.execute(select(learning)).one()
        noted = conn.execute(
            select(audit.c["keys"]).where(audit.c.event.like("happening.put%"))
        ).scalar()
    assert (row.kind, row.month, row.place) == ("good", "2026-11", "out")
    assert json.loads(noted or "") == {"ref": told.ref, "names_stay": 0}
    for email, *_rest in CAST[1:]:
        read = log(Client(told.client.app, address="192.0.2.9").sign_in(email))
        assert "rang a friend" in read
        for never in ("Maureen", "Sunita", told.ref, "North"):
            assert never not in read.replace("Northmoor", "")
        for never in ("confidential", "privileged", "root cause", "incident"):
            assert never not in read.lower()


@POSTGRESQL_SELDOM
def test_a_period_is_printed_tagged_signed_and_the_same_again(told: Told, db: Database) -> None:
    runtime = told.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    told.say("in-the-log", **SAID, action="publish")
    write_lines(db, *[line(month="2026-12") for _four_more in range(4)])
    asked = [
        told.client.post("/learning/print", {"period": "2026-4"}, page="/learning", status=303)
        for _twice in range(2)
    ]
    page, again = (answer.headers["Location"] for answer in asked)
    assert page == again
    assert "It is being made" in told.client.get(page).text
    with runtime.db.read() as conn:
        version_id = get_rendition(conn, page.rpartition("/")[2]).version_id
    make_log(runtime, {"version": version_id})
    with runtime.db.read() as conn:
        data = get_bytes(conn, page.rpartition("/")[2])
    found = verify(data, *list_certificates(runtime.config.keys_folder))
    said = {row["id"]: row["value"]["value"] for row in found.payload["rows"]}
    assert said["learnings.1.said"] == SAID["said"]
    assert not any("Maureen" in str(value) for value in said.values())
    told.client.get(page)
    assert told.client.fetch("GET", f"{page}.pdf").get_data() == data
    for none in ("anything", "0000-1", "2026-1"):
        told.client.post("/learning/print", {"period": none}, page="/learning", status=400)


@POSTGRESQL_SELDOM
def test_an_edition_holds_what_was_written_for_the_log_and_no_byte_of_the_rest(told: Told) -> None:
    """A marker in every text that is asked about what happened."""
    runtime = told.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    leaves, stays = set(), set()
    for step in TELLING.steps:
        said = marked(step.form, leaves if step is IN_THE_LOG else stays)
        for collection in step.collections:
            goes = collection is CHANGES
            adding = marked(collection.item_form, leaves if goes else stays)
            said |= {f"{collection.slug}..-{key}": words for key, words in adding.items()}
        told.say(step.slug, **said)
    later = marked(CHANGES.item_form, set())
    told.say(item_of(told, -1), **{key: later[key] for key in LATER})
    told.say("in-the-log", action="publish")
    told.client.post("/learning/print", page="/learning", status=303)
    with runtime.db.read() as conn:
        edition = get_version(conn, find(conn, "LOG").id)
    data = edition_bytes(runtime, edition, "log-every")
    printed, held = text_of_pdf(data), unpacked(data).decode("latin-1")
    stays |= {words for words in leaves if "names" in words}
    assert {words for words in leaves - stays if words not in printed} == set()
    assert {words for words in stays if words in held or words in printed} == set()


def marked(form: type[Form], into: set[str]) -> dict[str, str]:
    """A marker for each text of a form, by key."""
    where = f"marker{form.__name__.lower()}"
    said = {f.key: where + f.key.replace("_", "") for f in form() if f.spec.json == "text"}
    into |= set(said.values())
    return said


@POSTGRESQL_SELDOM
def test_kept_with_the_team_it_is_open_and_not_in_the_log(told: Told) -> None:
    told.say("in-the-log", **SAID, action="keep-with-team")
    assert "It is kept with the team for now." in told.client.get(told.home).text
    assert "Nothing is in the log yet" in log(told.client)
    told.say("in-the-log", action="publish")
    assert "rang a friend" in log(told.client)


@POSTGRESQL_SELDOM
def test_a_line_can_be_taken_out_again_and_takes_its_questions_along(
    told: Told, db: Database
) -> None:
    told.say("in-the-log", **SAID, action="publish")
    with db.write() as conn:
        add_prompt(conn, NOW, ContentPrompt("", "decision", "Who is glad?", "L-1", "/learning"))
    for _twice in range(2):
        told.say("in-the-log", action="take-out")
    assert "Nothing is in the log yet" in log(told.client)
    assert "Nothing of this is in the log" in log(told.client, "?words=friend")
    with db.read() as conn:
        assert list_every_prompt(conn) == []
    assert "It is kept with the team for now." in told.client.get(told.home).text
    told.say("in-the-log", action="publish")
    assert "L-2" in log(told.client)


NAMES = ["Maureen", "Siân O’Neill-Rees", "May", "Mrs Kowalska", "L", "Mrs R"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("maureen’s walk, and MAUREEN", ["maureen", "MAUREEN"]),
        ("Sian went with Rees", ["Sian", "Rees"]),
        ("It may rain in May", ["May"]),
        ("Mrs Smith and the mayor", []),
        ("kowalská", ["kowalská"]),
        ("L, 47, and Mrs R: I saw a litre", ["L", "R"]),
        ("as in RA-0004 and wh-0002", ["RA-0004", "wh-0002"]),
    ],
)
def test_names_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    assert occurring(NAMES, text) == found


def test_a_word_that_is_perhaps_a_name_counts_where_it_begins_large() -> None:
    about = ["Most of the team. Joan came in at the end"]
    perhaps = perhaps_names(about, [*about, "like most people"])
    assert perhaps == ["Joan"]
    assert occurring([], "Most of them; Joan; joan", perhaps) == ["Joan"]


@POSTGRESQL_SELDOM
def test_a_care_record_and_its_copies_hold_nothing_of_it(told: Told, walk: str) -> None:
    """Neither the file nor any copy on screen of the decision that was in force."""
    seal(told.client, walk)
    runtime = told.client.app.extensions["riskapp"]
    with runtime.db.write() as conn:
        actor = find_actor(conn, get_user(conn, SUNITA).id)
        assert actor is not None
        held = json.dumps(export_record(conn, trail_of(runtime), actor, walk))
    held += "".join(
        told.client.get(f"/decisions/{walk}/versions/1/{layout.slug}").html for layout in LAYOUTS
    )
    for said in ("was late", "Derek rang her", "Remind the evening team", told.ref):
        assert said not in held
