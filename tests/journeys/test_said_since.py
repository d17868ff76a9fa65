"""What was said since: a disagreement or a correction stands beside what it is about in every later copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from riskapp.decision.conversation import Conversation
from riskapp.decision.kept_back import is_kept_back
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.presenters.after import SaidOf
from riskapp.decision.rendering import make_paper
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import Client
from tests.browser.world import begin
from tests.journeys.idris import (
    FALLS,
    GATE,
    NO,
    TOLD,
    WALKS,
    bring_in,
    carried,
    click,
    disagree,
    entries,
    find,
    only_sqlite,
    printed,
    runtime,
    say,
    version,
)
from tests.page import read_page
from tests.records.reading import text_of_pdf

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
        Entry("own", "statement", {"own": "He stays in.", "in_theirs": True}),
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
