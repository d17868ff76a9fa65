"""The next version: what holds for one version only is asked anew, and nothing typed is sealed over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.page import words


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def ref(as_sunita: Client) -> str:
    answer = as_sunita.post("/begin", {"called_by": "Maureen"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def seal(client: Client, ref: str, **said: str) -> None:
    path = f"/decisions/{ref}/read-back"
    client.post(path, {**said, "action": "seal"}, page=path, status=303)


def test_who_took_part_and_when_it_was_decided_are_asked_anew(as_sunita: Client, ref: str) -> None:
    path = f"/decisions/{ref}/what-was-decided"
    date = {"decided_on-day": "9", "decided_on-month": "11", "decided_on-year": "2026"}
    as_sunita.post(path, {"decided": "She walks.", **date}, page=path, status=303)
    seal(as_sunita, ref, taking_part="took-part", size="large")
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    decided = as_sunita.get(path).form(path).fields
    assert (decided["decided"], decided["decided_on-day"]) == ("She walks.", "")
    back = as_sunita.get(f"/decisions/{ref}/read-back").form(f"/decisions/{ref}/read-back").fields
    assert "taking_part" not in back
    assert back["size"] == "large"
    page = as_sunita.get(f"/decisions/{ref}").text
    assert "in conversation for version 2; version 1 stands sealed" in page


def test_what_is_asked_again_is_named_before_the_seal_with_what_was_said(
    as_sunita: Client, ref: str
) -> None:
    """And is told of afterwards as not asked again, never as taken back."""
    home, told = (
        f"/decisions/{ref}",
        {"danger": "yes", "done_about": "Rang the team", "alone": "yes"},
    )
    as_sunita.post(f"{home}/decision", told, page=f"{home}/decision", status=303)
    seal(as_sunita, ref, taking_part="disagrees", disagrees="Not the rail", others="Joan")
    assert "Asked again for version" not in as_sunita.get(f"{home}/versions/1/full").text
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    page = as_sunita.get(f"{home}/read-back")
    for question, was in (
        ("Taking part", "took part, and doesn’t agree with part of this"),
        ("What Maureen does not agree with", "Not the rail"),
        ("Who else took part", "Joan"),
    ):
        assert re.search(f"{question} Version 1 said: [^:]*{was}", page.text)
        assert page.links[question] == f"#{page.links[question][1:]}"
        assert f'id="{page.links[question][1:]}"' in page.html
    assert page.text.count("Decided on Version 1 said") == 0  # nobody had said
    # The screen may be handed over: of danger what was chosen, folded away; words for her alone.
    assert "Rang the team" not in page.text
    folds = [words(part) for part in page.tree.iter("details")]
    (again,) = [part for part in folds if part.startswith("More is asked again")]
    assert "Is anyone in danger now? Version 1 said: Yes" in again
    assert "Could you talk with Maureen alone? Version 1 said: Yes, we talked alone" in again
    assert "in danger now?" not in page.text.replace(again, "")
    assert f"{home}/decision?from=read-back#danger-1" in page.html
    assert "What was done about it? Version 1 said: Rang the team" in as_sunita.get(home).text
    as_sunita.post(f"{home}/decision", {"danger": "no"}, page=f"{home}/decision", status=303)
    seal(as_sunita, ref, others="Gareth")
    changed = as_sunita.get(f"{home}/changes")
    assert (
        "Taking part Not answered in the later version. Version 1 said: Maureen took part"
        in changed.text
    )
    assert "Could you talk with Maureen alone? Not answered in the later version." in changed.text
    struck = [words(d) for d in changed.tree.iter("del")]
    assert set(struck) == {"taken out: Joan", "taken out: Yes"}


def test_what_was_typed_and_not_saved_is_spoken_of_before_the_seal(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    as_sunita.get(path)
    as_sunita.post(f"{path}/keep", {"first_sign": "Not home by ten", "rev": "0"}, status=200)
    for page in (f"/decisions/{ref}", f"/decisions/{ref}/read-back"):
        shown = as_sunita.get(page)
        assert "You typed something that is not saved yet" in shown.text
        assert path in shown.links.values()


def test_a_door_never_says_no_reason_was_raised_where_one_was(as_sunita: Client, ref: str) -> None:
    doors = f"/decisions/{ref}/doors"
    assert as_sunita.get(doors).text.count("not opened; nothing written here raised it") == 7
    path = f"/decisions/{ref}/decision"
    as_sunita.post(path, {"pressure": "yes"}, page=path, status=303)
    assert as_sunita.get(doors).text.count("not opened; nothing written here raised it") == 6
    assert "Pressure or harm by a person" in as_sunita.get(f"/decisions/{ref}").text


def test_a_consent_typed_too_late_for_one_version_is_none_for_the_next(
    as_sunita: Client, ref: str
) -> None:
    path = f"/decisions/{ref}/read-back"
    left_open = as_sunita.get(path).form(path).fields
    seal(as_sunita, ref)
    late = {**left_open, "taking_part": "took-part", "action": "later"}
    closed = as_sunita.post(path, late, status=409).get_data(as_text=True)
    assert "Begin the next version" in closed
    assert "some pages show them only to be read and copied" in closed
    assert f'action="/decisions/{ref}/begin-next"' in closed
    as_sunita.post(f"/decisions/{ref}/begin-next", status=303)
    page = as_sunita.get(path)
    assert "taking_part" not in page.form(path).fields
    assert "This is what you typed" not in page.text


def test_a_later_version_asks_first_why_it_is_looked_at_again(as_sunita: Client, ref: str) -> None:
    """Once: what was said is no answer for the version after, and the first version has no such question."""
    home, path, asked = f"/decisions/{ref}", f"/decisions/{ref}/looking-again", "What has changed"
    full = "versions/{}/full"
    assert path not in as_sunita.get(home).links.values()
    for number, why in ((2, "She fell in October, and got up by herself."), (3, "")):
        seal(as_sunita, ref)
        as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=1)
        begun = as_sunita.post(f"{home}/begin-next", page=home, status=303)
        assert begun.headers["Location"] == path
        assert as_sunita.get(path).form(path).fields["why"] == ""
        as_sunita.post(path, {"why": why}, page=path, status=303)
        said = f"Version {number} begun" + (f": {why}" if why else "")
        assert said in as_sunita.get(home).text
    seal(as_sunita, ref)
    assert asked not in as_sunita.get(f"{home}/{full.format(1)}").text
    second = as_sunita.get(f"{home}/{full.format(2)}").text
    assert asked in second
    assert "and got up by herself." in second
    hers = as_sunita.get(f"{home}/versions/2/person").text
    assert "Why we talked again She fell in October" in hers
    third = as_sunita.get(f"{home}/{full.format(3)}").text
    assert f"{asked} not yet talked about" in third
    assert "She fell" not in third


def test_a_version_that_was_not_meant_is_put_away(as_sunita: Client, ref: str) -> None:
    """As it was sealed, item by item; what was said since stays, and the next one begins as ever."""
    home, clock = f"/decisions/{ref}", as_sunita.app.extensions["riskapp"].clock
    helps, decided = f"{home}/what-would-help", f"{home}/what-was-decided"
    assert "put it away" not in as_sunita.get(home).text
    as_sunita.post(f"{home}/put-version-away", status=303)  # there is none to put away
    for what in ("A stick", "A chime"):
        said = {"mitigations..-what": what, "action": "later"}
        as_sunita.post(helps, said, page=helps, status=303)
    as_sunita.post(decided, {"decided": "She walks."}, page=decided, status=303)
    wanted = f"{home}/decision"
    as_sunita.post(wanted, {"choice": "To walk", "danger": "not-sure"}, page=wanted, status=303)
    seal(as_sunita, ref, taking_part="took-part")
    clock.pass_by(minutes=1)
    before, _timeline = as_sunita.get(home).text.split("Timeline")
    for times in range(1, 3):
        as_sunita.post(f"{home}/begin-next", page=home, status=303)
        clock.pass_by(minutes=1)
        assert "No version 2 after all: put it away" in as_sunita.follow().text
        why = f"{home}/looking-again"
        as_sunita.post(why, {"why": "A slip"}, page=why, status=303)
        stick, chime = re.findall(r"/mitigations/([0-9a-f-]{36})", as_sunita.get(helps).html)[:2]
        as_sunita.post(f"{helps}/mitigations/{stick}/remove", status=303)
        page = f"{helps}/mitigations/{chime}"
        as_sunita.post(page, {"what": "A bell"}, page=page, status=303)
        added = {"mitigations..-what": "A gate", "action": "later"}
        as_sunita.post(helps, added, page=helps, status=303)
        as_sunita.post(decided, {"decided": "She stays in."}, page=decided, status=303)
        assert "put it away" in as_sunita.get(home).text
        away = f"{home}/put-version-away"
        seen = dict(as_sunita.get(home).form(away).fields)
        as_sunita.post(decided, {"decided": "Typed meanwhile."}, page=decided, status=303)
        as_sunita.post(away, seen, status=303)
        assert "something was written since" in as_sunita.follow().text
        as_sunita.post(away, as_sunita.get(home).form(away).fields, status=303)
        as_sunita.post(away, seen, status=303)  # a second click does nothing more
        after, timeline = as_sunita.get(home).text.split("Timeline")
        assert after == before
        assert timeline.count("Version 2 begun: A slip") == timeline.count("Version 2 put away")
        assert timeline.count("The safeguarding route was shown") == 1  # before the seal
        assert timeline.count("begun: A slip") == timeline.count(" begun: ") == times
        clock.pass_by(minutes=1)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    assert as_sunita.get(home).text.count("Version 2 begun") == 3  # and this one is open
    assert "Taken away, and can be put back" not in as_sunita.get(home).text  # nobody took it away
    shown = as_sunita.get(f"{home}/read-back").text
    assert all(words_ in shown for words_ in ("A stick", "A chime", "She walks."))
    assert not any(words_ in shown for words_ in ("A gate", "A bell", "A slip", "She stays in."))


def test_putting_away_takes_the_law_back_and_no_review_with_it(as_sunita: Client, ref: str) -> None:
    home = f"/decisions/{ref}"
    seal(as_sunita, ref)
    as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=1)
    as_sunita.post(f"{home}/begin-review", page=home, status=303)
    account = f"{home}/review/what-happened"
    as_sunita.post(account, {"account": "I went nine times"}, page=account, status=303)
    form = as_sunita.get(f"{home}/review").form(f"{home}/end-review").fields
    as_sunita.post(f"{home}/end-review", {**form, "now": "change"}, status=303)
    law = f"{home}/whose-law"
    as_sunita.post(law, {"jurisdiction": "scotland"}, page=law, status=303)
    assert "Law of Scotland" in as_sunita.get(home).text
    away = f"{home}/put-version-away"
    as_sunita.post(away, as_sunita.get(home).form(away).fields, status=303)
    assert "Being reviewed" in as_sunita.get(home).text
    assert "I went nine times" in as_sunita.get(f"{home}/review").text
    assert "Law of Scotland" not in as_sunita.get(home).text
    told = as_sunita.get(home).text
    assert "Version 2 put away" in told
    assert "Review of version 1 put away" not in told
    form = as_sunita.get(f"{home}/review").form(f"{home}/end-review").fields
    as_sunita.post(f"{home}/end-review", {**form, "now": "carry_on"}, status=303)
    assert "Sealed under the law of England" in as_sunita.get(home).text


def test_next_in_a_later_version_is_what_is_asked_again(as_sunita: Client, ref: str) -> None:
    home = f"/decisions/{ref}"
    for step in ("decision", "what-was-decided", "if-it-goes-wrong"):
        page = f"{home}/{step}"
        said = {"choice": "To walk", "decided": "She walks.", "first_sign": "Late", "danger": "no"}
        as_sunita.post(page, said, page=page, status=303)
    seal(as_sunita, ref)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    as_sunita.post(
        f"{home}/looking-again", {"why": "A slip"}, page=f"{home}/looking-again", status=303
    )
    shown = as_sunita.get(home).text
    assert "Next What Maureen wants Some of it is asked again for version 2." in shown
    safe = {"choice": "To walk", "danger": "no", "pressure": "no", "alone": "yes"}
    as_sunita.post(f"{home}/decision", safe, page=f"{home}/decision", status=303)
    assert "Next What Maureen wants" not in as_sunita.get(home).text


def test_what_was_said_of_safety_stands_beside_it_until_it_is_said_anew(
    as_sunita: Client, ref: str
) -> None:
    """And a version that does not ask it again says what was said, and by which, never that no reason was
    raised.
    """
    home, path, full = f"/decisions/{ref}", f"/decisions/{ref}/decision", "/versions/{}/full"
    as_sunita.post(path, {"pressure": "not-sure", "alone": "no"}, page=path, status=303)
    assert "It is asked again" not in as_sunita.get(path).text
    seal(as_sunita, ref, taking_part="disagrees", disagrees="Not the rail")
    door, before = "Pressure or harm by a person", "Version 1 said: Not sure"
    for number in (2, 3):
        as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=1)
        as_sunita.post(f"{home}/begin-next", page=home, status=303)
        shown = as_sunita.get(path)
        assert f"{before}. It is asked again, because things change." in shown.text
        assert "pressure" not in shown.form(path).fields
        assert before in as_sunita.get(home).text
        assert before in as_sunita.get(f"{home}/read-back").text
        told = f"{door} not opened; not asked again. {before}"
        assert "not opened; not asked again. Version 1 said" in as_sunita.get(f"{home}/doors").text
        seal(as_sunita, ref)
        record = as_sunita.get(home + full.format(number)).text
        assert told in record
        assert "Could you talk with Maureen alone? Version 1 said: No, somebody else" in record
        assert "People disagree not opened; not asked again. Version 1 said: Maureen took" in record
        for copy in ("person", "large-print", "easy-read", "card", "note", "family", "provider"):
            assert "Version 1 said" not in as_sunita.get(f"{home}/versions/{number}/{copy}").text
    as_sunita.app.extensions["riskapp"].clock.pass_by(minutes=1)
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    as_sunita.post(path, {"pressure": "no"}, page=path, status=303)
    seal(as_sunita, ref, taking_part="took-part")
    record = as_sunita.get(home + full.format(4)).text
    assert f"{door} not opened; nothing written here raised it" in record
    assert before not in record


def test_whether_a_copy_is_safe_at_home_is_asked_for_each_version(
    as_sunita: Client, ref: str
) -> None:
    home, path = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    seal(as_sunita, ref, safe_home="no", kept_with="Kasia")
    as_sunita.post(f"{home}/begin-next", page=home, status=303)
    shown = as_sunita.get(path)
    fields = shown.form(path).fields
    assert "safe_home" not in fields
    assert fields["kept_with"] == ""
    assert "Is a copy safe to take home? Version 1 said: Not at home" in shown.text
    assert "Kasia" not in shown.text
    seal(as_sunita, ref)
    record = as_sunita.get(f"{home}/versions/2/full").text
    assert "Not yet talked about: is a copy safe to take home" in record
    assert "Is a copy safe to take home? Version 1 said: Not at home" in record
