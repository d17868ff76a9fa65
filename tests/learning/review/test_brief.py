"""The learning brief: what in it could say who it was is shown first, and one page leaves, of nobody."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from riskapp.learning.brief import LAYOUT
from riskapp.learning.journeys import TELLING
from riskapp.learning.rendering import brief_bytes, make_brief
from riskapp.learning.review.journeys import COMING_TOGETHER, REVIEWING, THAT_DAY
from riskapp.learning.steps import brief
from riskapp.learning.telltale import telltales
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.store import Version, get_bytes, get_rendition, get_version
from riskapp.platform.versions.verifying import verify
from riskapp.platform.wizard import Step
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import step_form
from tests.learning.conftest import Told, line, write_lines
from tests.learning.review.conftest import Reviewing
from tests.learning.test_the_log import marked
from tests.page import words
from tests.records.reading import text_of_pdf, unpacked

SAID = {
    "happened": "A person who walks alone rang a friend, and was met.",
    "sense": "The way was known, and the telephone in the pocket.",
    "likely": "Nobody is asked to look at the battery.",
    "change_1": "Ask what has to work for the plan.",
    "you_can": "Read one card today.",
}


def with_key(client: Client) -> None:
    runtime = client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())


def made(client: Client) -> Version:
    with client.app.extensions["riskapp"].db.read() as conn:
        return get_version(conn, find(conn, "LOG").id)


def goes_to(told: Told | Reviewing, **said: str) -> str:
    told.say("brief", action="brief", **said)
    assert told.client.last is not None
    return told.client.last.headers["Location"]


def telling(told: Told | Reviewing) -> str:
    page = told.client.get(f"{told.home}/brief")
    return words(next(e for e in page.tree.iter("section") if e.get("id") == "names"))


def test_what_may_say_who_it_was_is_sorted_and_ordinary_words_are_left_in_peace() -> None:
    found = telltales(
        "On Tuesday, aged 84, she left flat 12. They met at the Old Ferry with her only sister, "
        "a 90-year-old. In May a GP came.",
        [],
    )
    assert [one.words for one in found] == [
        ["Tuesday"],
        ["In May"],
        ["aged 84", "90-year-old"],
        ["flat 12"],
        ["Old Ferry"],
        ["her only"],
    ]
    found = telltales("The new carer, the team manager and a nurse who was off sick came.", [])
    assert [one.words for one in found] == [["new carer", "team manager", "off sick"]]
    assert telltales("A person was late. Their friend rang first, and a carer met them.") == []


@POSTGRESQL_SELDOM
def test_the_page_shows_what_may_say_who_it_was_and_holds_back_names_alone(told: Told) -> None:
    asked = telling(told)
    assert "no more is promised than that" in asked
    assert "near miss" not in asked.lower()
    assert goes_to(told, **{**SAID, "happened": "Maureen, 84 years old, rang."}).endswith("#names")
    shown = telling(told)
    for sign in ("“Maureen”", "“84 years old”", "“November 2026”, “In a hospital or a clinic”"):
        assert sign in shown
    write_lines(
        told.client.app.extensions["riskapp"].db, *[line(place="hospital") for _five in range(5)]
    )
    assert "“November 2026”" not in telling(told)
    assert "/learning/printed/" in goes_to(told, names_stay="She said so")
    assert goes_to(told, happened="Maureen was met by Sunita.").endswith("#names")


@POSTGRESQL_SELDOM
def test_it_is_begun_with_what_was_written_and_never_written_over(told: Told) -> None:
    told.say("changes-to-try", **{"changes..-what": "Link\nthe alarms"})
    told.say("brief", action="begin")
    told.say("brief", sense="It was noon")
    told.say("account", facts="Another fact")
    told.say("brief", action="begin")
    page = told.client.get(f"{told.home}/brief").html
    for said in ("She fell", "Link the alarms", "It was noon"):
        assert said in page
    assert "Another fact" not in page


@POSTGRESQL_SELDOM
def test_a_review_begins_it_with_every_finding_and_what_was_usual_and_cuts_nothing(
    review: Reviewing,
) -> None:
    """What is too long stands there to be shortened by whoever asked for it, and is not saved yet."""
    review.say("that-day", thought="She knows the way.", usual="Everybody took the long way.")
    review.open(early="It cannot wait")
    for finding in ("Nobody is asked.", "There is no number after six."):
        review.say("findings", **{"finding..-finding": finding})
    review.say("brief", action="begin")
    review.say("in-the-log", action="begin")
    both = "Nobody is asked.\nThere is no number after six."
    usual = "Everybody took the long way."
    stands = step_form(review.client, f"{review.home}/brief").standing()
    assert ("likely", both) in stands
    assert ("sense", f"She knows the way.\n{usual}") in stands
    assert ("likely", both) in step_form(review.client, f"{review.home}/in-the-log").standing()
    review.say("brief", happened="", sense="", likely="")
    review.say("findings", **{"finding..-finding": "It is far. " * 60})
    review.say("brief", action="begin")
    page = review.client.get(f"{review.home}/brief")
    assert "Shorten it" in page.text
    (likely,) = (
        v for k, v in step_form(review.client, f"{review.home}/brief").standing() if k == "likely"
    )
    assert likely.startswith(both)
    assert likely.count("It is far.") == 60
    review.say("brief", likely=both)
    assert "Shorten it" not in review.client.get(f"{review.home}/brief").text


@POSTGRESQL_SELDOM
def test_it_is_made_once_signed_known_and_kept_with_the_log(told: Told, as_dev: Client) -> None:
    with_key(told.client)
    page = goes_to(told, **SAID)
    assert goes_to(told) == page
    runtime = told.client.app.extensions["riskapp"]
    assert "It is being made" in told.client.get(page).text
    make_brief(runtime, {"version": made(told.client).id})
    with runtime.db.read() as conn:
        asked = get_rendition(conn, page.rpartition("/")[2])
        data = get_bytes(conn, asked.id)
    assert told.client.fetch("GET", f"{page}.pdf").get_data() == data
    assert "Read it once more" in as_dev.get(page).text  # it is made to be given to anybody
    found = verify(data, *list_certificates(runtime.config.keys_folder))
    assert (found.layout, found.version_digest) == (LAYOUT, made(told.client).digest)
    assert "November 2026. In a hospital or a clinic" in " ".join(text_of_pdf(data).split())
    for origin in (told.ref, "RA-0001", "Maureen", "Sunita", asked.layout):
        assert origin not in unpacked(data).decode("latin-1")
    assert goes_to(told, leave_out="month") != page
    text = text_of_pdf(brief_bytes(runtime, made(told.client), LAYOUT))
    assert "2026. In" in text
    assert "November" not in text.replace("As it was agreed on", "").split("Digest")[0][:400]


@POSTGRESQL_SELDOM
def test_nothing_said_makes_no_brief(told: Told) -> None:
    told.say("brief", status=422, action="brief")


def fill(told: Told | Reviewing, steps: Iterable[Step], leaves: set[str], stays: set[str]) -> None:
    for step in steps:
        said = marked(step.form, leaves if step.slug == brief.STEP.slug else stays)
        for one in step.collections:
            adding = marked(one.item_form, stays)
            said |= {f"{one.slug}..-{key}": text for key, text in adding.items()}
        told.say(step.slug, **said)


def test_a_brief_holds_what_was_written_for_it_and_no_byte_of_the_rest(
    told: Told, review: Reviewing
) -> None:
    """A marker in every text of what happened, and of the review of it."""
    with_key(told.client)
    leaves: set[str] = set()
    stays: set[str] = set()
    fill(told, (s for s in TELLING.steps if s is not brief.STEP), leaves, stays)
    before = (*COMING_TOGETHER.steps, *THAT_DAY.steps)
    fill(review, before, leaves, stays)
    review.open()
    after = (s for s in REVIEWING.steps if s.slug not in {b.slug for b in before})
    fill(review, after, leaves, stays)
    assert "/learning/printed/" in goes_to(review)
    stays |= {said for said in leaves if "names" in said}
    data = brief_bytes(told.client.app.extensions["riskapp"], made(told.client), LAYOUT)
    printed, held = text_of_pdf(data), unpacked(data).decode("latin-1")
    assert {said for said in leaves - stays if said not in printed} == set()
    assert {said for said in stays if said in held or said in printed} == set()
    for origin in (review.ref, told.ref, "RA-0001", "Maureen"):
        assert origin not in held


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("letters", ["word ", "W", "字"])
def test_whatever_is_written_it_stays_on_one_page(told: Told, letters: str) -> None:
    with_key(told.client)
    most = {f.key: f.spec.most for f in brief.Brief() if f.key in brief.SAID}
    said = {key: (letters * many)[: many - 1].strip() + "x" for key, many in most.items()}
    assert "/learning/printed/" in goes_to(told, **said)
    data = brief_bytes(told.client.app.extensions["riskapp"], made(told.client), LAYOUT)
    assert "page 1 of 1" in " ".join(text_of_pdf(data).split())
