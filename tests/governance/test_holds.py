"""Legal holds: placed and ended with reasons that stay; while one stands, nothing goes for good."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from riskapp.accounts.queries import find_actor, get_user
from riskapp.governance.queries import get_matter, list_holds
from riskapp.governance.services.finding_origins import seek_origin
from riskapp.governance.services.holding import end_hold, place_holds
from riskapp.learning.services.publishing import take_out_of_log
from riskapp.platform.db import new_id
from riskapp.platform.holds import KeptWhole, held_since
from riskapp.platform.subjects import find
from riskapp.platform.tables import legal_hold, legal_hold_end
from riskapp.platform.trail import Trail, trail_of
from tests.app import NIA, SUNITA, Client
from tests.faults.conftest import begin
from tests.house.test_wording import RISKAPP
from tests.learning.conftest import Told
from tests.learning.review.conftest import convene
from tests.panel.sitting.doing import meanwhile

STANDS = "A legal hold stands since"
WHY = "The coroner asked that all of it is kept."
ABOUT = {"kind": "coroner", "asked_by": "HM Coroner for Northmoor", "reference": "C/77"}


def begin_matter(client: Client, person: str = "P-0001", **said: str) -> str:
    page = f"/governance/begin/{person}"
    answer = client.post(page, {**ABOUT, **said}, page=page, status=303)
    return answer.headers["Location"].rpartition("/")[2]


def place(client: Client, ref: str, *on: str, status: int = 303, **said: str) -> None:
    page = f"/governance/matters/{ref}"
    data: Mapping[str, object] = {"on": list(on), "reason": WHY, **said}
    client.post(f"{page}/holds", data, page=page, status=status)  # type: ignore[arg-type]


def end(client: Client, ref: str, status: int = 303, **said: str) -> None:
    """The first of the holds that stand."""
    page = client.get(f"/governance/matters/{ref}").links
    there = next(url for words, url in page.items() if words.startswith("End this hold"))
    client.post(there, {"reason": "The inquest is over.", **said}, page=there, status=status)


def test_a_hold_on_a_person_is_said_on_their_records_and_not_why(
    as_sunita: Client, as_nia: Client, walk: str, told: Told
) -> None:
    pages = ("/people/P-0001", f"/decisions/{walk}", told.home)
    place(as_nia, begin_matter(as_nia), "P-0001")
    later = begin_again(as_sunita)
    for page in (*pages, later):
        shown = as_sunita.get(page).text
        assert f"{STANDS} 12 November 2026" in shown.replace("\xa0", " "), page
        assert not [one for one in (ABOUT["asked_by"], "MT-0001", WHY, "Nia") if one in shown]
    end(as_nia, "MT-0001")
    assert all(STANDS not in as_sunita.get(page).text for page in pages)


def begin_again(client: Client) -> str:
    """Another conversation with Maureen: a hold on her records is on it from the first."""
    made = client.post("/begin/P-0001", page="/people/P-0001", status=303).headers["Location"]
    return re.sub(r"(RA-\d+).*", r"\1", made)


def test_a_hold_on_one_record_is_on_no_other(
    as_sunita: Client, as_nia: Client, walk: str, told: Told
) -> None:
    place(as_nia, begin_matter(as_nia), told.ref)
    assert STANDS in as_sunita.get(told.home).text
    assert STANDS not in as_sunita.get(f"/decisions/{walk}").text
    assert STANDS not in as_sunita.get("/people/P-0001").text


def test_while_it_stands_everything_is_written_as_before_and_nothing_goes_for_good(
    app: Flask, as_sunita: Client, as_nia: Client, told: Told
) -> None:
    place(as_nia, begin_matter(as_nia), "P-0001")
    told.say("account", facts="She was late, and met at the gate.")
    assert "met at the gate" in as_sunita.get(told.home).text
    log = f"{told.home}/in-the-log"
    assert "Take it out of the log" not in as_sunita.get(log).form().buttons
    told.say("in-the-log", action="take-out", status=409)
    assert "Somebody was late" in as_sunita.get("/learning").text
    end(as_nia, "MT-0001")
    told.say("in-the-log", action="take-out")
    assert "Somebody was late" not in as_sunita.get("/learning").text


def test_a_review_is_held_by_itself_and_says_so_once_it_is_open(
    app: Flask, as_sunita: Client, as_nia: Client, told: Told
) -> None:
    review = convene(as_sunita, told.ref)
    ref = begin_matter(as_nia)
    place(as_nia, ref, "P-0001")
    assert STANDS not in as_sunita.get(review.home).text  # a review is no part of her records
    place(as_nia, ref, review.ref)
    assert STANDS not in as_sunita.get(review.home).text  # it would tell what came of it
    review.open(early="It cannot wait.")
    assert STANDS in as_sunita.get(review.home).text
    review.say("in-the-log", said="People come late, and are met.", action="publish")
    review.say("in-the-log", action="take-out", status=409)


def test_each_matter_has_its_own_and_all_have_to_end(
    app: Flask, as_nia: Client, walk: str, told: Told
) -> None:
    for ref in (begin_matter(as_nia), begin_matter(as_nia, kind="court")):
        place(as_nia, ref, told.ref)
        place(as_nia, ref, told.ref)  # once more changes nothing
    runtime = app.extensions["riskapp"]
    with runtime.db.read() as conn:
        held = find(conn, told.ref).id
        sunita = find_actor(conn, get_user(conn, SUNITA).id)
    assert sunita
    end(as_nia, "MT-0001")
    with runtime.db.write() as conn:
        assert held_since(conn, held)
        with pytest.raises(KeptWhole):
            take_out_of_log(conn, trail_of(runtime), sunita, told.ref, runtime.keys.origin)
    end(as_nia, "MT-0002")
    with runtime.db.read() as conn:
        assert held_since(conn, held) is None
    shown = as_nia.get("/governance/matters/MT-0001").text
    for said in (WHY, "The inquest is over.", "ended"):
        assert said in shown


def test_a_reason_and_a_record_are_asked_for(as_nia: Client, walk: str, told: Told) -> None:
    page = "/governance/begin/P-0001"
    as_nia.post(page, {"kind": "coroner"}, page=page, status=422)
    as_nia.post(page, {"asked_by": "A court"}, page=page, status=422)
    ref = begin_matter(as_nia)
    place(as_nia, ref, status=422)
    place(as_nia, ref, "RA-9999", status=422)
    place(as_nia, ref, "P-0001", reason=" ", status=422)
    place(
        as_nia,
        ref,
        "P-0001",
        **{"since-day": "31", "since-month": "2", "since-year": "2026"},
        status=422,
    )
    place(as_nia, ref, "P-0001", **{"since-day": "2", "since-month": "11", "since-year": "2026"})
    assert "2 November 2026" in as_nia.get(f"/governance/matters/{ref}").text.replace("\xa0", " ")
    end(as_nia, ref, reason=" ", status=422)


def test_a_click_that_comes_twice_at_once_is_one(app: Flask, as_nia: Client, told: Told) -> None:
    ref, runtime = begin_matter(as_nia), app.extensions["riskapp"]
    with runtime.db.read() as conn:
        nia = find_actor(conn, get_user(conn, NIA).id)
    assert nia
    keys = iter([new_id() for _n in range(4)])

    def places(conn: Connection, trail: Trail) -> None:
        place_holds(conn, trail, nia, ref, key=next(keys), on=[told.ref], said={"reason": WHY})

    def ends(conn: Connection, trail: Trail) -> None:
        end_hold(conn, trail, nia, ref, holds[0].id, reason="The inquest is over.")

    key = new_id()

    def seeks(conn: Connection, trail: Trail) -> None:
        seek_origin(conn, trail, nia, key=key, line=1, reason=WHY)

    assert meanwhile(app, places, places)
    with runtime.db.read() as conn:
        holds = list_holds(conn, get_matter(conn, ref).id)
    assert len(holds) == 1  # two pages of one matter, too
    assert meanwhile(app, ends, ends)
    assert meanwhile(app, seeks, seeks)


def test_a_hold_that_was_placed_is_never_altered(app: Flask, as_nia: Client, walk: str) -> None:
    place(as_nia, begin_matter(as_nia), walk)
    end(as_nia, "MT-0001")
    db = app.extensions["riskapp"].db
    for table, said in ((legal_hold, {"reason": ""}), (legal_hold_end, {"reason": ""})):
        for act in (update(table).values(**said), delete(table)):
            with pytest.raises(DBAPIError, match="refuses"), db.write() as conn:
                conn.execute(act)


def test_a_matter_is_put_right_and_found_by_its_person(as_nia: Client, as_sunita: Client) -> None:
    begin(as_sunita, "Maureen")
    found = as_nia.get("/governance?whom=maur")
    assert found.links["Maureen"] == "/governance/begin/P-0001"
    assert "Nobody is called so" in as_nia.get("/governance?whom=zebra").text
    ref = begin_matter(as_nia)
    page = f"/governance/matters/{ref}/about"
    said = {"kind": "court", "asked_by": "The county court"}
    as_nia.post(page, said, page=page, status=303)
    as_nia.post(page, {**said, "rev": "1"}, page=page, status=409)  # a page from before
    assert "The county court" in as_nia.get(f"/governance/matters/{ref}").text
    assert "A court, or legal proceedings" in as_nia.get("/governance").text


# What is deleted anywhere, and why that takes nothing away that a hold is about.
DELETED = {
    "setting": "facts about the instance",
    "draft": "what somebody typed and has not saved is theirs, and no part of a record",
    "index": "words to look for, made of what stands",
    "due": "made of the latest version, which stays",
    "change_due": "made of entries, which stay",
    "session": "of those who sign in",
    "sign_in_tries": "of those who sign in",
    "familiar_address": "of those who sign in",
    "learning_told": "made of the log",
    "review_member": "who may read and write; the audit log keeps who was in it",
    "panel_member": "who can be asked to a sitting; the audit log keeps who was on it",
    "sitting_member": "who is asked to a sitting, until papers go out",
    "sitting_item": "what is on an agenda, until papers go out: the referral stays",
    "rendition": "parts of a reading pack, once they are one file",
    "learning": "asks keep_whole first",
}


def test_whatever_takes_something_away_is_known() -> None:
    """A new DELETE asks `keep_whole` first, or stands in the list above with its reason."""
    found = {
        name
        for path in RISKAPP.rglob("*.py")
        for name in re.findall(r"\bdelete\(\s*(\w+)\)", path.read_text("utf-8"))
    }
    assert found == set(DELETED)
