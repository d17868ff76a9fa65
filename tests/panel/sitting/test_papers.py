"""What is put before the members: as it stood when papers went out, and never more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from riskapp.panel import rules as panels
from riskapp.panel.sitting.queries.papers import get_before, get_pack
from riskapp.panel.sitting.tables import sitting_item
from riskapp.panel.tables import referral
from riskapp.platform.db import new_id
from riskapp.platform.entries.saving import Change, save_entries
from riskapp.platform.entries.tables import entry
from riskapp.platform.subjects import find
from tests.app import SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse, sign_in
from tests.panel.sitting.making import INGRID, TERMS, arrange, make_panel, put_out, user_id


@POSTGRESQL_SELDOM
def test_what_is_written_after_papers_went_out_reaches_nobody(out: Panel) -> None:
    runtime = out.app.extensions["riskapp"]
    before = out.tomos.client.get(out.tomos.papers()).text
    assert "Version 1 of RA-0001" in before
    out.sunita.post(f"/decisions/{out.decision}/begin-next", page=f"/decisions/{out.decision}")
    path = f"/decisions/{out.decision}/decision"
    said = {**as_data(step_form(out.sunita, path).standing()), "choice": "zqlater"}
    out.sunita.post(path, said, status=303)
    with runtime.db.write() as conn:
        asked = find(conn, "RP-0001")
        said_of_it = (entry.c.subject_id == asked.id) & (entry.c.step == "question")
        rows = conn.execute(entry.select().where(said_of_it)).one()
        later = Change("question", {"question": "zqlater"}, seen_rev=rows.rev, entry_id=rows.id)
        save_entries(
            conn,
            now=runtime.clock.now(),
            by=user_id(out.app, SUNITA),
            subject_id=asked.id,
            key=new_id(),
            changes=[later],
        )
        conn.execute(referral.update().values(question="zqlater"))
    for page in (out.tomos.home, out.tomos.papers()):
        assert "zqlater" not in out.tomos.client.get(page).html
    assert out.tomos.client.get(out.tomos.papers()).text == before
    with pytest.raises(IntegrityError), runtime.db.write() as conn:
        conn.execute(sitting_item.update().values(digest="x"))


@POSTGRESQL_SELDOM
def test_an_open_conversation_is_marked_and_what_the_panel_leaves_out_is_not_kept(
    app: Flask,
) -> None:
    sunita, ingrid = Client(app).sign_in(SUNITA), sign_in(app, INGRID)
    decision = converse(sunita, danger="yes", done_about="zqdone about it")
    terms = replace(TERMS, leaves_out=("harm",))
    sitting = arrange(ingrid, make_panel(app, terms, INGRID, INGRID), decision)
    at = At(ingrid, sitting, INGRID)
    put_out(ingrid, sitting)
    shown = words(ingrid.get(at.papers()).tree.find(".//main"))
    assert "Nothing was sealed. This is the conversation as it stood when papers went out" in shown
    assert "To walk to the sea alone." in shown
    assert "zqdone" not in shown
    with app.extensions["riskapp"].db.read() as conn:
        before = get_before(conn, at.actor, f"{sitting}.1")
        rows = get_pack(conn, before.sitting, before.item)
        assert "decision.choice" in rows
        assert not {"decision.danger", "decision.done_about"} & {*rows}
        states = conn.execute(referral.select()).one()
    assert states.state == panels.State.LISTED


@POSTGRESQL_SELDOM
def test_papers_go_out_once_and_with_something_to_read(arranged: Panel) -> None:
    empty = arrange(arranged.chair.client, arranged.ref)
    chair = replace(arranged.chair, ref=empty)
    chair.post("papers-out", status=422)
    assert "being arranged" in chair.client.get(chair.home).text
    arranged.chair.post("papers-out")
    arranged.chair.post("papers-out", status=409)
    assert (
        arranged.chair.client.fetch("GET", f"{arranged.chair.home}/calendar.ics").status_code == 200
    )


@POSTGRESQL_SELDOM
def test_movement_is_shown_and_the_first_view_stays(declared: Panel) -> None:
    declared.tomos.write(view="Not yet.", sure="leaning")
    declared.chair.do("open")
    declared.chair.do("again")
    declared.tomos.write(view="She can.", sure="sure")
    page = declared.grace.papers()
    assert "She can." not in declared.grace.client.get(page).text
    declared.chair.do("open")
    shown = words(declared.grace.client.get(page).tree.find(".//*[@id='shown']"))
    first, now = shown.index("Not yet."), shown.index("She can.")
    assert shown.index("Before hearing each other") < first < now
    assert shown.index("Ingrid Bauer") < shown.index("Tomos Pryce") < shown.index("Ruth Kaplan")
    with pytest.raises(IntegrityError), declared.app.extensions["riskapp"].db.write() as conn:
        conn.exec_driver_sql("UPDATE member_view SET said = '{}' WHERE shown_at IS NOT NULL")
    with pytest.raises(IntegrityError), declared.app.extensions["riskapp"].db.write() as conn:
        conn.exec_driver_sql("UPDATE view_round SET revealed_at = NULL")


@POSTGRESQL_SELDOM
def test_a_view_that_was_read_stays_though_an_interest_is_found_out_later(declared: Panel) -> None:
    declared.tomos.write(view="She can.")
    declared.chair.do("open")
    declared.tomos.declare("yes", "My brother lets the boat to her.")
    shown = words(declared.grace.client.get(declared.grace.papers()).tree.find(".//*[@id='shown']"))
    said = "Declared an interest after the views were opened: My brother lets the boat to her."
    assert shown.index(said) < shown.index("She can.")
    leading = words(declared.chair.client.get(declared.chair.papers()).tree)
    assert "gave a view, and has declared an interest since" in leading
