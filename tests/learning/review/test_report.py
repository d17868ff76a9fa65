"""The report on paper: sealed, by roles, read once for names, with every answer of the review."""

from __future__ import annotations

import pytest

from riskapp.learning.review.paper import NOT_PRINTED
from riskapp.learning.review.rendering import make_report, report_bytes
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.rows import pattern
from riskapp.platform.versions.store import get_bytes, get_rendition, get_version, list_sealings
from riskapp.platform.versions.verifying import verify
from scripts import forms_map
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, learn_together, step_form
from tests.learning.conftest import Told
from tests.learning.review.conftest import THAT_DAY, Reviewing
from tests.page import words
from tests.records.reading import text_of_pdf

FORMS = forms_map.read_forms()


@pytest.fixture
def opened(review: Reviewing) -> Reviewing:
    review.say("that-day", **THAT_DAY)
    review.open()
    return review


def printing(review: Reviewing) -> str:
    """Where the button that prints leads."""
    review.say("report", action="print")
    assert review.client.last is not None
    return review.client.last.headers["Location"]


def test_a_report_is_made_once_sealed_and_known(opened: Reviewing) -> None:
    opened.say("report", shortly="A person who walks alone was late.")
    page = printing(opened)
    assert printing(opened) == page  # nothing has changed since
    runtime = opened.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    assert "It is being made" in opened.client.get(page).text
    with runtime.db.read() as conn:
        asked = get_rendition(conn, page.rpartition("/")[2])
    make_report(runtime, {"version": asked.version_id})
    with runtime.db.read() as conn:
        data = get_bytes(conn, asked.id)
        (sealing,) = list_sealings(conn, asked.subject_id)
    found = verify(data, *list_certificates(runtime.config.keys_folder))
    assert (found.layout, found.version_digest) == ("learning-review", sealing.digest)
    assert opened.client.fetch("GET", f"{page}.pdf").get_data() == data
    text = " ".join(text_of_pdf(data).split())
    for said in ("Learning review, November 2026", "Near miss. November 2026. In a hospital"):
        assert said in text
    for said in ("She knows the way.", "A person who walks alone was late.", "LR-0001, report 1"):
        assert said in text
    for said in ("Opened before", "had read what came of it"):
        assert said not in text
    for name in ("Maureen", "Sunita", "RA-0001", "WH-0001", "14 November", "2026-11-14"):
        assert name not in text
        assert name.encode() not in data


@POSTGRESQL_SELDOM
def test_every_answer_stands_in_the_report_and_what_was_said_of_names_does_not(
    as_sunita: Client, told: Told
) -> None:
    home = learn_together(as_sunita, told.ref, lambda control, _most: f"said {control.name[-24:]}")
    runtime = as_sunita.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    review = Reviewing(as_sunita, home.rpartition("/")[2])
    page = printing(review)
    assert "/printed/" in page
    with runtime.db.read() as conn:
        version = get_version(conn, find(conn, review.ref).id)
    text = " ".join(text_of_pdf(report_bytes(runtime, version, "learning-review")).split())
    said = {i: h["shown"] for i, h in version.rows.items() if h["value"] and "." in i}
    missing = [
        i
        for i, shown in said.items()
        if not i.startswith("record.") and " ".join(shown.split()) not in text
    ]
    assert not missing
    homes, places = forms_map.homes(), {pattern(i) for i in said}
    lines = [f"{c}.{n + 1}" for c in ("T5", "T6") for n in range(len(FORMS[c]["fields"]))]
    assert [line for line in lines if not homes.get(line, {}).keys() & places] == []
    assert "8 January" not in text  # a day goes as its month
    assert not NOT_PRINTED & set(version.rows)


def test_a_name_holds_it_back_until_somebody_says_why_it_may_stay(opened: Reviewing) -> None:
    opened.say("findings", **{"finding..-finding": "Nobody rang after six but Derek Maureen."})
    assert printing(opened).endswith("?held=1#names")
    shown = words(opened.client.get(f"{opened.home}/report").tree.find(".//main"))
    assert "These may name somebody: Derek Maureen" in shown.replace("•", "")
    opened.say("report", action="print", names_stay="It is a street.")
    assert opened.client.last is not None
    assert "/printed/" in opened.client.last.headers["Location"]
    opened.say("findings", **{"finding..-finding": "Sunita was asked."})  # another, since
    form = opened.client.get(f"{opened.home}/report")
    assert "Sunita" in form.text


def test_a_name_in_that_day_is_printed_as_a_role_where_somebody_ticks_it(review: Reviewing) -> None:
    """What was written cannot be changed any more, and stays as it is; the print says a name stood."""
    known = "Maureen told Sunita, and Maureen’s daughter knew."
    review.say("that-day", **{**THAT_DAY, "known": known, "thought": "Maureen knew the way."})
    review.open()
    assert printing(review).endswith("?held=1#names")
    shown = words(review.client.get(f"{review.home}/report").tree.find(".//main"))
    assert "“Maureen”: the person “Sunita”: a colleague" in shown
    review.say("report", as_roles="Sunita", action="print")  # one of two, and held for the other
    assert review.client.last is not None
    assert review.client.last.headers["Location"].endswith("?held=1#names")
    path = f"{review.home}/report"
    form = [*step_form(review.client, path).standing(), ("as_roles", "Maureen")]
    data = {**as_data(form), "as_roles": ["Sunita", "Maureen"], "action": "print"}
    page = review.client.post(path, data, status=303).headers["Location"]
    assert "/printed/" in page
    again = review.client.get(path)
    assert "These may name somebody" not in again.text
    assert again.html.count('name="as_roles" type="checkbox"') == 2
    assert known in review.client.get(review.home).text
    runtime = review.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        version = get_version(conn, find(conn, review.ref).id)
    data = report_bytes(runtime, version, "learning-review")
    text = " ".join(text_of_pdf(data).split())
    stood = "[the person: a name stood here]"
    assert f"{stood} told [a colleague: a name stood here], and {stood}’s daughter knew." in text
    for name in ("Maureen", "Sunita"):
        assert name not in str(version.rows)
        assert name.encode() not in data
    review.say("brief", action="begin")
    brief = review.client.get(f"{review.home}/brief").html
    assert f"{stood} knew the way." in brief


@POSTGRESQL_SELDOM
def test_what_was_written_since_the_page_was_drawn_is_not_printed_unseen(
    opened: Reviewing, devs: Reviewing
) -> None:
    opened.client.get(f"{opened.home}/report")
    seen = opened.client._hidden(f"{opened.home}/report")
    devs.say("findings", **{"finding..-finding": "There is no way to ask after six."})
    said = {**seen, "action": "print"}
    answer = opened.client.fetch("POST", f"{opened.home}/report", data=said)
    assert answer.headers["Location"].endswith("?written-since=1")


@POSTGRESQL_SELDOM
def test_the_longest_answer_is_printed_to_its_end(opened: Reviewing) -> None:
    opened.say("purpose", learn=("word " * 3_900).strip() + " lastofall")
    account = ("then " * 700).strip() + " lastaccount"
    opened.say("accounts", **{"account..-role": "Her friend", "account..-told": account})
    runtime = opened.client.app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    assert "/printed/" in printing(opened)
    with runtime.db.read() as conn:
        version = get_version(conn, find(conn, opened.ref).id)
    text = text_of_pdf(report_bytes(runtime, version, "learning-review"))
    assert text.count("word ") + text.count("word\n") >= 3_900
    assert text.count("then") >= 700
    assert "lastofall" in text
    assert "lastaccount" in text
