"""Reviews: one that carries on, one that changes, one that ends what was decided or one thing of it."""

from __future__ import annotations

import json
import re
from copy import deepcopy

from flask import Flask

from riskapp.decision.journeys import RECORD, REVIEW
from riskapp.decision.layouts import LAYOUTS, draw, layout_of
from riskapp.decision.record import record_of
from riskapp.decision.steps.options import AS_NOW, DOING
from riskapp.platform.versions.layouts import shown_rows
from tests.app import Client
from tests.journeys.idris import (
    FALLS,
    GATE,
    LONELY,
    NO,
    TOLD,
    WALKS,
    bring_in,
    carried,
    click,
    day,
    disagree,
    entries,
    find,
    only_sqlite,
    printed,
    review,
    runtime,
    say,
    version,
    words,
)


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
    easy, note = (
        words(printed(app, idris, 2, "easy-read"), "body"),
        f"/decisions/{idris}/versions/2/note",
    )
    told = f"What happened since “I went nine times” {FALLS}: In part Is it worth it?"
    assert told in easy
    assert "What is different now We carry on as it is. Why: It works" in easy
    looked = f"How it went, looked at on 12 November 2026: Carry on as it is. In part: {FALLS}."
    assert looked in sunita.get(note).text
    assert "How it went" not in sunita.get(f"/decisions/{idris}/versions/1/note").text
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
    # What a review left as its version has it is told there, and not as if nobody had said it.
    click(sunita, idris, "begin-review")
    click(sunita, idris, "end-review", now="carry_on")
    changed = sunita.get(f"/decisions/{idris}/changes?from=2&to=3").text
    assert "taken out: 1 February 2027" not in changed
    third = words(sunita.get(f"/decisions/{idris}/versions/3/person").html)
    assert "1 February 2027" in third
    assert "look again on" not in third.lower().replace("we look at it again together on", "")


@only_sqlite
def test_a_review_where_no_hope_was_written_does_not_ask_after_any(
    app: Flask, sunita: Client
) -> None:
    told = {**TOLD, "items": {key: v for key, v in TOLD["items"].items() if key != "outcomes"}}
    ref = bring_in(app, told)
    say(sunita, ref, "read-back", {"action": "seal"})
    click(sunita, ref, "begin-review")
    assert "hoped for, now" not in sunita.get(f"/decisions/{ref}/review").text
    helped = f"/decisions/{ref}/review/did-it-happen"
    sunita.post(helped, {"action": "next"}, page=helped, status=303)
    assert sunita.follow().h1 == "Does each thing still earn its place?"
    click(sunita, ref, "end-review", now="carry_on")
    for copy in ("full", "person"):
        page = sunita.get(f"/decisions/{ref}/versions/2/{copy}").text
        assert "hoped for, now" not in page
        assert "What helps, and what it took away" in page


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
def test_what_ended_by_itself_ended_on_its_day(app: Flask, sunita: Client, idris: str) -> None:
    click(sunita, idris, "begin-review")
    helps = [one.id for one in entries(app, idris).items("mitigations")]
    day = {"day": "4", "month": "11", "year": "2026"}
    told = {f"still-helps..{helps[0]}-ended_on-{part}": said for part, said in day.items()}
    told[f"still-helps..{helps[0]}-earns"] = "end"
    say(sunita, idris, "review/still-helping", told)
    click(sunita, idris, "end-review", now="carry_on")
    assert version(app, idris, 2).rows["mitigations.1.ended_on"]["value"] == "2026-11-04"


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
    assert "Of the way that was decided on" not in html  # what mattered most may be of another
    assert "asked of the other ways too" in first
    assert f"He is bored Feared: {AS_NOW}" in words(html)
    marks = entries(app, ref).data("both-sides")["marks"]
    asked_of = re.findall(r'name="came-about\.\.([0-9a-f-]{36})-how"', first)
    assert set(asked_of[: len(marks)]) == set(marks)
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
    assert "asked of the other ways too" not in html
    found = version(app, ref, 1)
    before = {i: row for i, row in found.rows.items() if i != "what-was-decided.ways"}
    for slug in ("full", "person", "provider", "easy-read"):
        layout = layout_of(slug)
        old = draw(layout, record_of(shown_rows(RECORD, layout, before), found.digest)).html
        assert "Which way" not in old


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
