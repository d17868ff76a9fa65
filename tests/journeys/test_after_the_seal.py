"""After the seal: a review that carries on, one that changes, one that ends a restriction; and a
disagreement that stands beside what it is about in every later copy.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from riskapp.accounts.queries import find_actor, get_user
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import RECORD, REVIEW
from riskapp.decision.kept_back import is_kept_back
from riskapp.decision.layouts import LAYOUTS, draw, layout_of
from riskapp.decision.presenters.after import SaidOf
from riskapp.decision.queries import find_decision
from riskapp.decision.record import record_of
from riskapp.decision.rendering import make_paper
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.steps.options import AS_NOW, DOING
from riskapp.decision.transfer import VOUCHED, read_file
from riskapp.platform import audit
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, Entry, get_entries
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import Version, get_version
from tests.app import SUNITA, Client, make_app
from tests.browser.world import begin
from tests.page import Page, read_page
from tests.records.reading import text_of_pdf, words_of_html

FALLS, LONELY, GATE, WALKS = "He falls on the steps", "He sits alone", "A locked gate", "A stick"
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NO = "I never said Tuesdays"


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def sunita(app: Flask) -> Client:
    return Client(app).sign_in()


def runtime(app: Flask) -> Runtime:
    found: Runtime = app.extensions["riskapp"]
    return found


def day(key: str, text: str) -> dict[str, str]:
    year, month, of_month = text.split("-")
    return {f"{key}-day": of_month, f"{key}-month": month, f"{key}-year": year}


def entries(app: Flask, ref: str) -> Entries:
    with runtime(app).db.read() as conn:
        return get_entries(conn, find_decision(conn, ref).id)


def version(app: Flask, ref: str, number: int) -> Version:
    with runtime(app).db.read() as conn:
        return get_version(conn, find_decision(conn, ref).id, number)


def say(client: Client, ref: str, step: str, said: dict[str, Any]) -> None:
    path = f"/decisions/{ref}/{step}"
    client.post(path, said, page=path, status=303)
    runtime(client.app).clock.pass_by(minutes=1)  # type: ignore[attr-defined]


def printed(app: Flask, ref: str, number: int, copy: str = "full") -> str:
    found, layout = version(app, ref, number), layout_of(copy)
    return draw(layout, record_of(shown_rows(RECORD, layout, found.rows), found.digest)).html


TOLD: dict[str, Any] = {
    "format": "riskapp-record/1",
    "person": {"called_by": "Idris"},
    "answers": {
        "doors": {"route": "full"},
        "decision": {"choice": "To go to the allotment"},
        "both-sides": {"marks": ["options.1.consequences.1"]},
        "what-was-decided": {"decided": "He goes on Tuesdays"},
        "if-it-goes-wrong": {"look_again_on": "2026-11-20"},
        "read-back": {"taking_part": "took-part"},
    },
    "items": {
        "options": [
            {
                "answers": {},
                "items": {
                    "consequences": [
                        {"answers": {"text": FALLS, "side": "harm"}},
                        {"answers": {"text": LONELY, "side": "benefit"}},
                    ]
                },
            },
            {"answers": {"is_now": True}},
        ],
        "outcomes": [{"answers": {"text": "To grow beans", "now": "far"}}],
        "mitigations": [
            {"answers": {"what": GATE, "rung": "restriction", "ends_on": "2026-12-01"}},
            {"answers": {"what": WALKS, "rung": "own"}},
        ],
    },
}


def bring_in(app: Flask, told: dict[str, Any]) -> str:
    """The reference of an imported record."""
    with runtime(app).db.write() as conn:
        user = get_user(conn, SUNITA)
        actor = find_actor(conn, user.id)
        assert actor
        (team,) = actor.team_ids
        incoming = read_file(json.dumps(told).encode())
        return import_record(conn, trail_of(runtime(app)), actor, team, incoming, "england").ref


@pytest.fixture
def idris(sunita: Client) -> str:
    """A sealed decision with a mark, a hope, a restriction and something else that helps."""
    ref = bring_in(sunita.app, TOLD)
    say(sunita, ref, "read-back", {"action": "seal", "taking_part": "took-part"})
    return ref


def click(client: Client, ref: str, act: str, **said: str) -> Page:
    page = "review" if client.get(f"/decisions/{ref}").links.get("See how it went, so far") else ""
    here = f"/decisions/{ref}/{page}".rstrip("/")
    client.post(f"/decisions/{ref}/{act}", said, page=here, status=303)
    return client.follow()


def review(client: Client, ref: str, **gate: Any) -> None:
    """A review of what was marked, the hope, and the gate."""
    if not find(client.app, ref).is_in_review:
        click(client, ref, "begin-review")
    said = entries(client.app, ref)
    falls = next(c.id for c in said.items("consequences") if c["text"] == FALLS)
    hope = said.items("outcomes")[0].id
    locked = next(m.id for m in said.items("mitigations") if m["what"] == GATE)
    say(client, ref, "review/what-happened", {"account": "I went nine times"})
    came = {f"came-about..{falls}-happened": "a-little", f"came-about..{falls}-how": "A bruise"}
    say(client, ref, "review/did-it-happen", came)
    say(client, ref, "review/hopes-now", {f"outcomes-now..{hope}-now": "nearly"})
    helps = {f"still-helps..{locked}-{key}": value for key, value in gate.items()}
    say(
        client,
        ref,
        "review/still-helping",
        helps | {f"still-helps..{locked}-took_away": "Mornings"},
    )
    now = {"worth": "Yes, for the beans", "taking_part": "took-part", "because": "It works"}
    now |= day("decided_on", "2026-11-12")
    say(client, ref, "review/what-now", now | day("look_again_on", "2027-02-01"))


def test_a_review_that_carries_on_is_sealed_with_the_version_it_leads_to(
    app: Flask, sunita: Client, idris: str
) -> None:
    runtime(app).clock.pass_by(days=12)  # type: ignore[attr-defined]
    sunita.sign_in()
    assert "No review has begun" in sunita.get("/").text
    first = version(app, idris, 1)
    until = {"ends_on-day": "1", "ends_on-month": "3", "ends_on-year": "2027"}
    review(sunita, idris, earns="keep", why="The road is busy", **until)
    assert "A review has begun" in sunita.get("/").text
    page = click(sunita, idris, "end-review", now="carry_on")
    assert "Version 2 sealed" in page.text
    assert "Review of version 1 begun" in page.text
    full, persons = printed(app, idris, 2), printed(app, idris, 2, "person")
    for said in ("I went nine times", FALLS, "In part", "Nearly there", "Yes, for the beans"):
        assert said in full
        assert said in persons
    assert "How it went" not in printed(app, idris, 2, "card")
    assert all(str(step.title % {"name": "Idris"}) in full for step in REVIEW.steps)
    rows = version(app, idris, 2).rows
    assert rows["what-now.now"]["value"] == "carry_on"
    assert rows["read-back.taking_part"]["value"] == "took-part"
    assert rows["if-it-goes-wrong.look_again_on"]["value"] == "2027-02-01"
    assert rows["mitigations.1.ends_on"]["value"] == "2027-03-01"
    assert rows["mitigations.1.was_to_end_on"]["value"] == "2026-12-01"
    assert rows["mitigations.1.renewed_because"]["value"] == "The road is busy"
    assert rows["outcomes.1.now"]["value"] == "nearly"
    assert version(app, idris, 1) == first
    assert "Was due" not in sunita.get("/").text
    assert carried(app, idris) == carried(app, bring_in(app, carried(app, idris)))


def carried(app: Flask, ref: str) -> dict[str, Any]:
    """A file of all that people said, without what riskapp vouches for and no import takes in."""
    with runtime(app).db.write() as conn:
        record = export_record(conn, trail_of(runtime(app)), audit.COMMAND_LINE, ref)
    items = [one["answers"] for one in record["items"].get("addenda", ())]
    for slug, keys in VOUCHED.items():
        for said in items if slug == "addenda" else [record["answers"].get(slug, {})]:
            for key in keys:
                said.pop(key, None)
    return record | {"origin": {}}


@only_sqlite
def test_a_review_that_ends_a_restriction(app: Flask, sunita: Client, idris: str) -> None:
    review(sunita, idris, earns="end", why="He never tried it")
    page = click(sunita, idris, "end-review", now="carry_on")
    assert "A restriction in this decision" not in page.text
    rows = version(app, idris, 2).rows
    stands = {
        rows[f"mitigations.{n}.what"]["value"]: rows[f"mitigations.{n}.stands"] for n in (1, 2)
    }
    assert stands[GATE]["value"] == "ended"
    assert stands[WALKS]["value"] is None
    assert "A restriction:" not in sunita.get("/").text
    assert "Mornings" in printed(app, idris, 2)


@only_sqlite
def test_of_two_locks_called_alike_only_the_one_that_was_ended_ends(
    app: Flask, sunita: Client
) -> None:
    told = deepcopy(TOLD)
    told["items"]["mitigations"][1]["answers"] |= {"what": GATE, "rung": "technology"}
    told["items"]["outcomes"] *= 2
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal"})
    click(sunita, ref, "begin-review")
    page = f"/decisions/{ref}/review/still-helping"
    assert f"{GATE} (2 of 2)" in sunita.get(page).text
    locks, hopes = (entries(app, ref).items(c) for c in ("mitigations", "outcomes"))
    say(sunita, ref, "review/still-helping", {f"still-helps..{locks[0].id}-earns": "end"})
    assert f"{GATE} (2 of 2)" in sunita.get(page).text  # still asked about, by itself
    say(sunita, ref, "review/still-helping", {f"still-helps..{locks[1].id}-earns": "keep"})
    say(sunita, ref, "review/hopes-now", {f"outcomes-now..{hopes[1].id}-now": "nearly"})
    click(sunita, ref, "end-review", now="carry_on")
    rows = version(app, ref, 2).rows
    assert [rows[f"mitigations.{n}.stands"]["value"] for n in (1, 2)] == ["ended", None]
    assert [rows[f"outcomes.{n}.now"]["value"] for n in (1, 2)] == ["far", "nearly"]


@only_sqlite
def test_what_has_ended_is_said_to_whoever_was_told_of_it_before(
    app: Flask, sunita: Client, idris: str
) -> None:
    """An agency that holds version 1 would go on turning the key; what he said of it is not lost."""
    disagree(sunita, idris, entries(app, idris).items("mitigations")[0].id)
    review(sunita, idris, earns="end", why="He never tried it")
    click(sunita, idris, "end-review", now="carry_on")
    assert version(app, idris, 2).rows["mitigations.1.ended_on"]["value"] == "2026-11-12"
    home = words(sunita.get(f"/decisions/{idris}").html)
    assert f"No longer {GATE} ended on 12 November 2026" in home
    copies = ("full", "person", "large-print", "easy-read", "family", "provider", "note")
    said = {c: words(sunita.get(f"/decisions/{idris}/versions/2/{c}").html) for c in copies}
    for copy, text in said.items():
        assert ("No longer:" in text) is (copy != "full"), copy
        assert GATE in text
        assert NO in text, copy
        assert "nded on 12 November" in text, copy
        assert ("He never tried it" in text) is (copy not in {"family", "provider", "note"}), copy
        assert not any(w in text for w in ("did not want it", "It ends on", "unless")), copy
        # The day it would have ended by itself is told once, as past, where all of it is told.
        assert text.count("1 December") == (copy in {"full", "person", "large-print"}), copy
    # It is read back so in the version after, and lies so on the sheet for a visit.
    click(sunita, idris, "begin-next")
    for page in ("read-back", "papers/sheet"):
        text = words(sunita.get(f"/decisions/{idris}/{page}").html)
        assert GATE in text
        assert "12 November" in text
        assert "1 December" not in text, page
    say(sunita, idris, "read-back", {"action": "seal"})
    assert "was_to_end_on" not in entries(app, idris).items("mitigations")[0].data
    assert "No longer:" in printed(app, idris, 3, "provider")


@only_sqlite
def test_carrying_on_decides_nothing_anew_and_says_what_it_leaves_and_what_it_seals(
    app: Flask, sunita: Client
) -> None:
    told = json.loads(json.dumps(TOLD))
    told["answers"]["what-was-decided"]["decided_on"] = "2026-11-02"
    told["answers"]["statement"] = {"own": "The gate is locked", "composed": "As it was"}
    told["items"]["mitigations"][1]["answers"]["what"] = WALKS
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal", "taking_part": "took-part"})
    review(sunita, ref, earns="change", why="It squeaks")
    say(sunita, ref, "review/what-now", {"because": "It works"} | day("decided_on", "2026-11-12"))
    html = sunita.get(f"/decisions/{ref}/review").html
    panel = words(html)[words(html).index("What happens now") :]
    # What was answered "Change it" is named beside the button that leaves it, after the one that does not.
    assert panel.index("begin version 2") < panel.index(f"leaves it as it is: {GATE}")
    assert panel.index(GATE) < panel.index("Carry on: seal version 2")
    # A day that is still to come stands where no new one is written; one that has gone by does not.
    assert "To grow beans: Nearly there Look again: 20 November 2026" in panel
    asked = words(sunita.get(f"/decisions/{ref}/review/what-now").html)
    assert "The day chosen last time, 20 November 2026, stands unless" in asked
    runtime(app).clock.pass_by(days=9)  # type: ignore[attr-defined]
    sunita.sign_in()
    asked = words(sunita.get(f"/decisions/{ref}/review/what-now").html)
    assert "The day chosen last time, 20 November 2026, is over." in asked
    assert "Look again: not yet talked about" in words(sunita.get(f"/decisions/{ref}/review").html)
    assert "stay as they were written" in panel
    click(sunita, ref, "end-review", now="carry_on")
    rows = version(app, ref, 2).rows
    assert rows["what-was-decided.decided_on"]["value"] == "2026-11-02"
    assert rows["what-now.decided_on"]["value"] == "2026-11-12"
    assert rows["still-helps.1.earns"]["value"] == "change"
    assert "looking-again.why" not in rows
    assert "Version 2 begun" not in sunita.get(f"/decisions/{ref}").text
    full, persons = (words(printed(app, ref, 2, copy), "body") for copy in ("full", "person"))
    assert "Decided 2 November 2026; looked at again 12 November 2026; last typed" in full
    assert "Decided on 2 November 2026; looked at again on 12 November 2026" in persons
    assert "Why we talked again" not in persons
    assert "What has changed" not in full
    # Nothing to change: carrying on stands first again.
    click(sunita, ref, "begin-review")
    panel = words(sunita.get(f"/decisions/{ref}/review").html)
    assert panel.index("seal version 3") < panel.index("begin version 3")
    # The day to look again is said though no version had one.
    del told["answers"]["if-it-goes-wrong"]
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal"})
    review(sunita, ref)
    assert "Look again: 1 February 2027" in words(sunita.get(f"/decisions/{ref}/review").html)


@only_sqlite
def test_a_review_asks_of_each_thing_beside_what_was_said_of_it_and_tells_of_no_single_pen(
    app: Flask, sunita: Client
) -> None:
    told = json.loads(json.dumps(TOLD))
    told["items"]["mitigations"][0]["answers"]["thinks"] = "It is my gate"
    told["items"]["options"][1]["items"] = {
        "consequences": [{"answers": {"text": "He is bored", "side": "harm"}}]
    }
    told["answers"]["both-sides"]["marks"] = []
    told["answers"]["two-pens"] = {"marks": ["options.1.consequences.2"], "who": "Sunita Rao"}
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal"})
    gate = entries(app, ref).items("mitigations")[0]
    disagree(sunita, ref, gate.id)
    click(sunita, ref, "begin-review")
    asked = words(sunita.get(f"/decisions/{ref}/review/still-helping").html)
    for beside in ("It is my gate", NO):
        assert asked.index(GATE) < asked.index(beside) < asked.index("What did it take away")
    # The practitioner marked and the person has not: what was marked stands with the rest, way by way.
    asked = words(sunita.get(f"/decisions/{ref}/review/did-it-happen").html)
    places = [
        asked.index(w) for w in ("Nothing was marked", str(DOING), FALLS, LONELY, str(AS_NOW))
    ]
    assert places == sorted(places)
    # Once it has ended, the overview says in short how it went.
    review(sunita, ref)
    answered = words(sunita.get(f"/decisions/{ref}/review/did-it-happen").html)
    assert f"{FALLS} Feared: {DOING}" in answered
    assert "I went nine times" not in sunita.get(f"/decisions/{ref}").text
    page = words(click(sunita, ref, "end-review", now="carry_on").html)
    for said in ("I went nine times", f"In part: {FALLS}", "Looked at again on 12 November"):
        assert said in page


@only_sqlite
def test_which_way_it_is_is_told_in_its_words_and_a_review_asks_of_that_way_first(
    app: Flask, sunita: Client
) -> None:
    told = json.loads(json.dumps(TOLD))
    bored, alone = (
        {"answers": {"text": t, "side": "harm"}} for t in ("He is bored", "He sees nobody")
    )
    told["items"]["options"][1]["items"] = {"consequences": [bored, alone]}
    told["answers"]["both-sides"]["marks"] += ["options.2.consequences.1"]
    ref = bring_in(app, told)
    page = f"/decisions/{ref}/what-was-decided"
    doing, now = (o.id for o in entries(app, ref).items("options"))
    asked = words(sunita.get(page).html)
    assert "What Idris wants Carrying on as now Whose choice" in asked
    sunita.post(page, {"ways": [doing, "nowhere"], "whose": "person"}, page=page, status=303)
    assert entries(app, ref).data("what-was-decided")["ways"] == [doing]
    assert "Which way What Idris wants" in words(sunita.get(f"/decisions/{ref}/read-back").html)
    say(sunita, ref, "read-back", {"action": "seal"})
    copies = {
        x.slug: words(sunita.get(f"/decisions/{ref}/versions/1/{x.slug}").html) for x in LAYOUTS
    }
    theirs = {"person", "large-print", "easy-read"}
    for slug, text in copies.items():
        way = "What you want" if slug in theirs else "What Idris wants"
        assert (f"Which way: {way}" in text) is (slug != "card"), slug
    click(sunita, ref, "begin-review")
    html = sunita.get(f"/decisions/{ref}/review/did-it-happen").html
    first, folded = html[: html.index("<details")], html[html.index("<details") :]
    # All of that way, and what was marked of any; the rest of the other ways is folded.
    assert all(said in first for said in (FALLS, LONELY, "He is bored"))
    assert "He sees nobody" in folded
    # Of a mix each is asked; and a version that does not say which way prints and asks as before.
    click(sunita, ref, "put-review-away")
    click(sunita, ref, "begin-next")
    say(sunita, ref, "what-was-decided", {"ways": [doing, now]})
    say(sunita, ref, "read-back", {"action": "seal"})
    assert "What Idris wants; Carrying on as now" in printed(app, ref, 2)
    click(sunita, ref, "begin-review")
    html = sunita.get(f"/decisions/{ref}/review/did-it-happen").html
    assert "He sees nobody" in html
    assert "<details" not in html
    found = version(app, ref, 1)
    before = {i: row for i, row in found.rows.items() if i != "what-was-decided.ways"}
    for slug in ("full", "person", "provider", "easy-read"):
        layout = layout_of(slug)
        old = draw(layout, record_of(shown_rows(RECORD, layout, before), found.digest)).html
        assert "Which way" not in old


def words(html: str, tag: str = "main") -> str:
    """A page as it reads, with each space a plain one."""
    return " ".join(words_of_html(html, tag).replace("\xa0", " ").split())


def test_a_review_that_changes_opens_the_next_version_with_everything_carried_over(
    app: Flask, sunita: Client, idris: str
) -> None:
    review(sunita, idris, earns="not-known")
    others = {"others": "Joan, his sister", "because": "It works", "taking_part": "took-part"}
    say(sunita, idris, "review/what-now", others | day("look_again_on", "2027-02-01"))
    page = click(sunita, idris, "end-review", now="change")
    assert "in conversation for version 2" in page.text
    now = entries(app, idris)
    assert now.data("decision")["choice"] == "To go to the allotment"
    assert now.data("looking-again")["why"] == "It works"
    # What it said for the version it leads to is there; what he says of that is asked at its end.
    assert now.data("if-it-goes-wrong")["look_again_on"] == "2027-02-01"
    assert now.data("read-back") == {"others": "Joan, his sister"}
    # And it can be read while that is talked through, by nobody changed.
    assert f"/decisions/{idris}/review" in page.links.values()
    read = sunita.get(f"/decisions/{idris}/review")
    assert "I went nine times" in read.text
    assert not any("/review/" in address for address in read.links.values())
    assert not any("end-review" in form.action for form in read.forms)
    assert sunita.fetch("GET", f"/decisions/{idris}/review/what-now").status_code == 302
    say(sunita, idris, "read-back", {"action": "seal"})
    assert "I went nine times" in printed(app, idris, 2)
    # The version after it was not looked at again in that way, and the next review begins empty.
    click(sunita, idris, "begin-next")
    say(sunita, idris, "read-back", {"action": "seal"})
    assert "I went nine times" not in printed(app, idris, 3)
    click(sunita, idris, "begin-review")
    assert not any(entries(app, idris).data(step.slug) for step in REVIEW.steps)
    assert not entries(app, idris).items("came-about")


@only_sqlite
def test_a_review_that_ends_it_leaves_nothing_due_and_one_put_away_leaves_no_trace_in_a_version(
    app: Flask, sunita: Client, idris: str
) -> None:
    review(sunita, idris)
    click(sunita, idris, "put-review-away")
    page = click(sunita, idris, "end-review", now="end")  # it is over: a late click does nothing
    assert "Version 2 sealed" not in page.text
    review(sunita, idris)
    click(sunita, idris, "end-review", now="end")
    assert "Nothing is due" in sunita.get("/").text
    assert sunita.fetch("GET", f"/decisions/{idris}/look-again.ics").status_code == 404
    rows = version(app, idris, 2).rows
    assert rows["what-now.now"]["shown"] == "End what was decided"
    # What restricts him ends with it, and whoever was told of it is told so; what helps may go on.
    assert rows["mitigations.1.stands"]["value"] == "ended"
    assert rows["mitigations.2.stands"]["value"] is None
    assert f"No longer: {GATE}" in words(sunita.get(f"/decisions/{idris}/versions/2/provider").html)


@only_sqlite
def test_what_was_written_since_the_review_was_read_back_is_not_sealed_unread(
    app: Flask, sunita: Client, idris: str
) -> None:
    review(sunita, idris)
    sunita.get(f"/decisions/{idris}/review")
    stale = sunita.last
    say(sunita, idris, "review/what-happened", {"account": "And once more"})
    sunita.last = stale
    sunita.post(f"/decisions/{idris}/end-review", {"now": "carry_on"}, status=303)
    assert "Read it back first" in sunita.follow().text
    assert find(app, idris).is_in_review


def find(app: Flask, ref: str) -> Any:
    with runtime(app).db.read() as conn:
        return find_decision(conn, ref)


@only_sqlite
def test_the_day_to_look_again_goes_into_a_calendar_with_no_name(
    sunita: Client, idris: str
) -> None:
    answer = sunita.fetch("GET", f"/decisions/{idris}/look-again.ics")
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/calendar"
    assert "DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121" in text
    assert f"SUMMARY:{idris}\r\n" in text
    assert "Idris" not in text
    assert "allotment" not in text


def disagree(client: Client, ref: str, about: str, **more: str) -> None:
    said = {"about": about, "kind": "disagrees", "words": NO, "to_whom": "Joan", **more}
    said |= day("said_on", "2026-11-12")
    add = {f"addenda..-{key}": value for key, value in said.items()}
    say(client, ref, "since/said-since", add)


def test_a_later_disagreement_stands_beside_its_entry_in_every_later_copy(
    app: Flask, sunita: Client, idris: str
) -> None:
    first = version(app, idris, 1)
    before = printed(app, idris, 1)
    decided = entries(app, idris).of("what-was-decided")
    gate = entries(app, idris).items("mitigations")[0]
    assert decided
    disagree(sunita, idris, decided.id)
    page = sunita.get(f"/decisions/{idris}")
    assert page.text.count(NO) == 1
    assert "Idris doesn’t agree with this: What was decided" in page.text  # on the timeline
    for layout in LAYOUTS:
        copy, times = layout.slug, 0 if layout.slug == "card" else 1
        assert sunita.get(f"/decisions/{idris}/versions/1/{copy}").text.count(NO) == times, copy
    assert version(app, idris, 1) == first
    assert printed(app, idris, 1) == before
    sheet = " ".join(text_of_pdf(sheet_of(sunita, idris)).split())
    for said in (
        NO,
        "Idris: what was said since",
        "Version 1 was sealed on 1",
        f"{idris}, version 1",
    ):
        assert said in sheet
    # The next version carries it, beside the same entry though its number has changed.
    click(sunita, idris, "begin-next")
    disagree(sunita, idris, gate.id, words="Not the gate")
    say(sunita, idris, "read-back", {"action": "seal"})
    disagree(sunita, idris, gate.id, words="Nor a lock")
    sheet = text_of_pdf(sheet_of(sunita, idris))
    assert "Nor a lock" in sheet
    assert NO not in sheet  # version 2 holds it
    full = printed(app, idris, 2)
    assert full.count(NO) == 1
    row = full[full.index(f">{GATE}") :]
    assert row.index("Not the gate") < row.index("</th>")
    assert "Said on 12" in full
    assert carried(app, idris) == carried(app, bring_in(app, carried(app, idris)))


@only_sqlite
def test_a_file_of_what_is_asked_again_can_be_read_back(
    app: Flask, sunita: Client, idris: str
) -> None:
    """She disagreed with taking part; the next version asks that again, and the file holds no answer."""
    taking_part = entries(app, idris).of("read-back")
    assert taking_part
    disagree(sunita, idris, taking_part.id)
    click(sunita, idris, "begin-next")
    told = carried(app, idris)
    assert "read-back" not in told["answers"]
    (one,) = carried(app, bring_in(app, told))["items"]["addenda"]
    assert one["answers"]["words"] == NO


@only_sqlite
def test_an_earlier_version_points_at_what_it_numbered_otherwise(
    app: Flask, sunita: Client, idris: str
) -> None:
    """Of two things that help the first is taken away since: the second is still the second there."""
    gate, stick = entries(app, idris).items("mitigations")
    click(sunita, idris, "begin-next")
    page = f"/decisions/{idris}/what-would-help/mitigations/{gate.id}"
    sunita.post(f"{page}/remove", page=page, status=303)
    disagree(sunita, idris, stick.id)
    html = sunita.get(f"/decisions/{idris}/versions/1/full").html
    beside = html[html.index(f">{WALKS}") :]
    assert beside.index(NO) < beside.index("</th>")


@only_sqlite
def test_what_was_said_since_is_never_changed_or_taken_away(
    app: Flask, sunita: Client, idris: str
) -> None:
    disagree(sunita, idris, "")
    added = entries(app, idris).items("addenda")[0]
    page = f"/decisions/{idris}/since/said-since/addenda/{added.id}"
    assert "To answer it, add to it" in sunita.get(page).text
    sunita.post(page, {"words": "I take it back", "rev": "1"})
    assert sunita.post(f"{page}/remove", status=404)
    assert entries(app, idris).items("addenda") == [added]
    assert added["concerns"] == "The record as a whole"
    assert added.made_at
    assert added.made_at > version(app, idris, 1).sealed_at - timedelta(days=1)


@only_sqlite
def test_a_correction_of_what_the_persons_copy_withholds_is_withheld_with_it(
    app: Flask, sunita: Client, idris: str
) -> None:
    click(sunita, idris, "begin-next")
    say(sunita, idris, "doors", {"disagree": "opened"})
    say(sunita, idris, "read-back", {"action": "seal"})
    why = entries(app, idris).of("doors")
    assert why
    said = {"about": why.id, "kind": "correction", "should_read": "Not so", "whose": "Joan"}
    say(sunita, idris, "since/said-since", {f"addenda..-{k}": v for k, v in said.items()})
    assert "Joan, about version 2." in sunita.get(f"/decisions/{idris}/versions/2/full").text
    since = f"/decisions/{idris}/since/said-since"
    for page, is_told in ((since, False), (f"{since}?everything=1", True)):
        assert ("Not so" in sunita.get(page).text) is is_told
    # What was chosen there is still chosen after an error, and its words are not told.
    again = {"addenda..-about": why.id, "addenda..-kind": "disagrees", "addenda..-said_on-day": "x"}
    sunita.post(since, again, page=since, status=303)
    assert f'value="{why.id}" selected>What you chose: ' in sunita.get(since).html
    assert "Not so" not in sunita.get(f"/decisions/{idris}/versions/2/person").text


@only_sqlite
def test_the_card_says_what_should_be_put_right_in_what_it_says_to_do(
    app: Flask, sunita: Client
) -> None:
    told = {
        **TOLD,
        "items": {**TOLD["items"], "contacts": [{"answers": {"number": "01632 960118"}}]},
    }
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal"})
    card = f"/decisions/{ref}/versions/1/card"
    disagree(sunita, ref, entries(app, ref).items("mitigations")[0].id)
    assert "What was said since" not in sunita.get(card).text
    number = entries(app, ref).items("contacts")[0].id
    put_right = {"about": number, "kind": "correction", "should_read": "01632 960119"}
    add = {f"addenda..-{key}": value for key, value in put_right.items()}
    say(sunita, ref, "since/said-since", {**add, "addenda..-whose": "Joan"})
    found = sunita.get(card).text
    assert "It should read: 01632 960119" in found
    assert NO not in found
    assert "Joan" not in found


@only_sqlite
def test_each_page_says_where_the_decision_stands(sunita: Client, idris: str) -> None:
    """A page that is open for something else is no conversation."""
    since, review = f"/decisions/{idris}/since/said-since", f"/decisions/{idris}/review"
    assert "in conversation" not in sunita.get(since).text
    typed = {"addenda..-words": NO, "version": "1"}
    sunita.post(f"{since}/keep", typed, page=since)
    discard = sunita.get(f"{since}/discard").text
    assert "Take away what you typed?" in discard
    assert "· sealed" in discard
    click(sunita, idris, "begin-review")
    for page in (since, review, f"{review}/what-happened"):
        assert "being reviewed" in sunita.get(page).text, page
        assert "in conversation" not in sunita.get(page).text, page


@only_sqlite
def test_nothing_is_said_since_before_a_first_seal(sunita: Client) -> None:
    ref = begin(sunita, "Ada")
    assert sunita.fetch("GET", f"/decisions/{ref}/since/said-since").status_code == 302


SECRET, WANTS = "Protsecret", "Wantsecret"


def protect(client: Client, ref: str, step: str, **said: str) -> str:
    """The id of something that protects somebody, written while the next version is talked about."""
    say(client, ref, "doors", {"someone_else": "opened", "route": "full"})
    collection, _dot, _key = next(iter(said)).partition("..")
    before = {one.id for one in entries(client.app, ref).items(collection)}
    say(client, ref, step, said)
    return next(e.id for e in entries(client.app, ref).items(collection) if e.id not in before)


def where_it_is_said(client: Client, ref: str, *versions: int) -> list[str]:
    """Each copy on screen that holds what it withholds, but for the full record; and the draft, which
    says what others want.
    """
    papers = [f"versions/{n}/{layout.slug}" for n in versions for layout in LAYOUTS[1:]]
    said = {paper: client.get(f"/decisions/{ref}/{paper}").html for paper in papers}
    found = [paper for paper, html in said.items() if SECRET in html or WANTS in html]
    if not find(client.app, ref).is_in_conversation:
        return found
    draft = client.get(f"/decisions/{ref}/papers/draft").html
    return [*found, "draft"] if SECRET in draft else found


def sheet_of(client: Client, ref: str) -> bytes:
    """What was said since the latest version, as it is printed."""
    here = f"/decisions/{ref}"
    asked = client.post(f"{here}/since-sheet", page=here, status=303).headers["Location"]
    make_paper(runtime(client.app), {"rendition": asked.rpartition("/")[2]})
    return client.fetch("GET", f"{asked}.pdf").data


@only_sqlite
def test_what_protects_somebody_is_not_told_by_what_is_said_of_it(
    sunita: Client, idris: str
) -> None:
    """Of something newer than the version that is looked at, of something that has gone since, and of
    something of which nothing but the protected part was said.
    """
    app = sunita.app
    click(sunita, idris, "begin-next")
    harmed = protect(sunita, idris, "other-people", **{"others-harmed..-how": SECRET})
    around = protect(sunita, idris, "strengths", **{"people-around..-wants": WANTS})
    disagree(sunita, idris, harmed, words=f"{SECRET} it is not")
    disagree(sunita, idris, around, words=f"{WANTS} it is not")
    assert [one["of_what"] for one in entries(app, idris).items("addenda")] == ["kept-back"] * 2
    assert not where_it_is_said(sunita, idris, 1)
    sheet = text_of_pdf(sheet_of(sunita, idris))
    assert SECRET not in sheet
    assert WANTS not in sheet
    say(sunita, idris, "read-back", {"action": "seal"})
    click(sunita, idris, "begin-next")
    page = f"/decisions/{idris}/other-people/others-harmed/{harmed}"
    sunita.post(f"{page}/remove", page=page, status=303)
    assert not where_it_is_said(sunita, idris, 1, 2)
    say(sunita, idris, "read-back", {"action": "seal"})
    assert not where_it_is_said(sunita, idris, 1, 2, 3)
    assert SECRET in printed(app, idris, 3)
    assert WANTS in printed(app, idris, 3)


@only_sqlite
def test_what_is_said_of_something_that_has_gone_is_still_on_the_persons_copy(
    sunita: Client, idris: str
) -> None:
    gate = entries(sunita.app, idris).items("mitigations")[0]
    disagree(sunita, idris, gate.id)
    click(sunita, idris, "begin-next")
    page = f"/decisions/{idris}/what-would-help/mitigations/{gate.id}"
    sunita.post(f"{page}/remove", page=page, status=303)
    say(sunita, idris, "read-back", {"action": "seal"})
    theirs, full = printed(sunita.app, idris, 2, "person"), printed(sunita.app, idris, 2)
    assert NO in theirs
    assert "A part of the record as it stood" in theirs
    assert GATE not in theirs
    assert GATE in full


@pytest.mark.parametrize(
    ("about", "concerns", "carried"),
    [
        (None, "The record as a whole", {"concerns", "words"}),
        (None, f"Others who could be harmed: {SECRET}", set()),
        (["people-around.1"], f"People: {SECRET}", set()),
        (["addenda.2"], f"What was said since: {SECRET}", set()),
        (["mitigations.1"], f"What would help: {GATE}", {"words"}),
    ],
)
def test_a_version_that_does_not_say_of_what_it_was_said_keeps_it_back_where_nobody_can_tell(
    about: list[str] | None, concerns: str, carried: set[str]
) -> None:
    said = {"about": about, "concerns": concerns, "words": SECRET}
    held = {
        **{f"addenda.1.{key}": value for key, value in said.items()},
        "addenda.2.words": "Another",
        "people-around.1.who": None,
        "people-around.1.wants": SECRET,
        "mitigations.1.what": GATE,
    }
    rows = {i: {"question": "", "value": v, "shown": ""} for i, v in held.items()}
    kept = {i.rpartition(".")[2] for i in rows if i.startswith("addenda.1.")}
    assert {k for k in kept - {"about"} if not is_kept_back(f"addenda.1.{k}", rows)} == carried


@only_sqlite
@pytest.mark.parametrize("of", ["another record", "an addendum", "nothing"])
def test_what_it_is_about_stands_in_this_record_or_is_asked_again(
    sunita: Client, idris: str, of: str
) -> None:
    disagree(sunita, idris, "")
    other = entries(sunita.app, bring_in(sunita.app, TOLD)).items("mitigations")[0].id
    added = entries(sunita.app, idris).items("addenda")
    about = {"another record": other, "an addendum": added[0].id, "nothing": "x"}[of]
    disagree(sunita, idris, about, words="Not that one")
    page = sunita.get(f"/decisions/{idris}/since/said-since")
    assert "This is no part of the record now. Choose again what it is about" in page.text
    assert "Not that one" in page.html
    assert entries(sunita.app, idris).items("addenda") == added


def test_something_is_known_by_words_that_may_be_read_and_never_by_an_id() -> None:
    who, wants = {"who": "Joan"}, {"wants": "To sleep"}
    told = (
        Entry("1", "mitigations", {"for_what": ["806fa152-0000-4000-8000-000000000000"]}),
        Entry("2", "people-around", {**wants, **who}),
        Entry("3", "people-around", wants),
    )
    talk = Conversation(Entries(told), "Idris")
    assert talk.known_as("1") == "What would help"
    assert talk.known_as("2").endswith(": Joan")
    assert (talk.kind_of("2"), talk.kind_of("3")) == ("theirs", "kept-back")


@only_sqlite
def test_what_is_said_is_of_the_version_that_was_read(sunita: Client, idris: str) -> None:
    """Of one sealed while the page was open it is said only after that has been looked at."""
    path = f"/decisions/{idris}/since/said-since"
    said = {"addenda..-kind": "disagrees", "addenda..-words": NO}
    seen = dict(sunita.get(path).form(path).fields)
    click(sunita, idris, "begin-next")
    say(sunita, idris, "read-back", {"action": "seal"})
    refused = sunita.post(path, {**seen, **said}, status=422).get_data(as_text=True)
    assert "Version 2 was sealed meanwhile. Look at it, then save" in refused
    assert NO in refused
    assert not entries(sunita.app, idris).items("addenda")
    now = dict(read_page(refused, path).form(path).fields)
    sunita.post(path, {**now, **said}, status=303)
    assert entries(sunita.app, idris).items("addenda")[0]["of_version"] == "2"


@only_sqlite
def test_what_is_asked_beside_the_other_answer_is_not_kept(sunita: Client, idris: str) -> None:
    disagree(sunita, idris, "", should_read="Never said", whose="Joan")
    (added,) = entries(sunita.app, idris).items("addenda")
    assert added["words"] == NO
    assert not {"should_read", "whose"} & set(added.data)
    disagree(sunita, idris, "", words="", should_read="In the wrong box")
    page = sunita.get(f"/decisions/{idris}/since/said-since")
    assert "What was written is beside the other answer" in page.text
    assert "In the wrong box" in page.html
    assert entries(sunita.app, idris).items("addenda") == [added]


def test_what_it_may_be_about_stands_under_the_titles_of_the_steps() -> None:
    told = (
        Entry("now", "options", {"is_now": True}),
        Entry("fear", "consequences", {"text": FALLS, "side": "harm"}, parent_id="now"),
        Entry("look", "closer", {"chance": "likely"}, parent_id="fear"),
        Entry("a", "mitigations", {"what": GATE}),
        Entry("b", "mitigations", {"what": GATE}),
    )
    found = dict(SaidOf(Conversation(Entries(told), "Idris")).offered)
    assert [one for one, _words in found["Both sides"]] == ["now", "fear"]
    words = [words for _id, words in found["What would help"]]
    assert words == [f"What would help: {GATE} (1 of 2)", f"What would help: {GATE} (2 of 2)"]


def test_what_it_may_be_about_is_what_the_persons_copy_carries_until_the_rest_is_asked_for() -> (
    None
):
    secret = "I cannot do the nights any more. Don’t tell him I said so."
    told = (
        Entry("doors", "doors", {"route": "full"}),
        Entry("joan", "views", {"who": "Joan", "view": secret}),
        Entry("now", "options", {"is_now": True}),
        Entry("pens", "two-pens", {"marks": ["fear"], "who": "Sunita"}),
        Entry("own", "statement", {"own": "He stays in.", "composed": "As now."}),
        Entry("whole", "addenda", {"words": NO, "of_what": "all"}),
        Entry("of-joan", "addenda", {"words": NO, "about": ["joan"], "of_what": "kept-back"}),
    )
    talk = Conversation(Entries(told), "Idris")
    theirs, everything = SaidOf(talk), SaidOf(talk, everything=True)
    assert [title for title, _found in theirs.offered] == [
        "Both sides",
        "The reasons, in plain words",
    ]
    assert [one.entry.id for one in theirs.so_far] == ["whole"]
    titles = [title for title, _found in everything.offered]
    assert "Two pens" not in titles  # closed, whoever asks
    assert dict(everything.offered)["Voices, each apart"][0][1].endswith(secret)
    assert [one.entry.id for one in everything.so_far] == ["whole", "of-joan"]


@only_sqlite
def test_what_was_said_further_down_the_page_is_told_of_at_its_top(
    sunita: Client, idris: str
) -> None:
    disagree(sunita, idris, entries(sunita.app, idris).items("mitigations")[0].id)
    page = sunita.get(f"/decisions/{idris}")
    (added,) = entries(sunita.app, idris).items("addenda")
    assert page.links["Idris doesn’t agree with this"] == f"#since-{added.id}"
    assert page.html.index(f"#since-{added.id}") < page.html.index(f'id="since-{added.id}"')
    assert "Print what was said since, to lay beside the copies" in page.text


@only_sqlite
def test_a_day_of_which_only_the_year_is_known_goes_all_the_way(app: Flask, sunita: Client) -> None:
    """Wherever a year alone is taken, it is sealed, on every copy, and in the file and back."""
    items = {
        collection.slug: [{"answers": {asked.key: "1987" for asked in dated}}]
        for collection in RECORD.collections()
        if (dated := [f for f in collection.item_form() if f.spec.or_year])
    }
    items["assessments"][0]["answers"] |= {"conclusion": "could-not", "who": "Dr A"}
    answers = {**TOLD["answers"], "doors": {"route": "full", "capacity": "opened"}}
    ref = bring_in(app, {**TOLD, "answers": answers, "items": {**TOLD["items"], **items}})
    for step in RECORD.steps:
        sunita.fetch("GET", f"/decisions/{ref}/{step.slug}")
    say(sunita, ref, "read-back", {"action": "seal"})
    assert printed(app, ref, 1).count("1987") >= len(items)
    for layout in LAYOUTS:
        sunita.get(f"/decisions/{ref}/versions/1/{layout.slug}")
    assert "Dr A, 1987: could not" in sunita.get(f"/decisions/{ref}/versions/1/note").text
    assert carried(app, ref) == carried(app, bring_in(app, carried(app, ref)))
