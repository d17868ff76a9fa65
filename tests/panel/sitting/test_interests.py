"""Every wording of what a member declared is kept, with when and by whom it was said."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from riskapp.panel.sitting.tables import declared_before, declared_interest
from tests.page import words
from tests.panel.sitting.conftest import At, Panel

RUTHS_SEAT = 5


def text(at: At) -> str:
    said = words(at.client.get(at.papers()).tree.find(".//main"))
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_declared_earlier_stands_beneath_what_is_declared_now(out: Panel) -> None:
    chair, ruth = out.chair, out.ruth
    page, seat = out.clerk.papers(), out.clerk.papers(seat=RUTHS_SEAT)
    out.clerk.client.post(f"{seat}/interest", {"has": "none"}, page=page, status=303)
    assert "Declared earlier" not in text(chair)
    ruth.declare("yes", "zqfirst")
    out.app.extensions["riskapp"].clock.pass_by(minutes=5)
    ruth.declare("yes", "zqsecond")
    said = text(chair)
    told = (
        "zqsecond",
        "Thursday 12 November 2026 at",
        "by Ruth Kaplan",
        "Declared earlier by Ruth Kaplan",
        "zqfirst",
        "by Ruth Kaplan",
        "No interest",
        "by Nia Bevan",
    )
    at = 0
    for one in told:
        assert one in said[at:], one
        at = said.index(one, at) + len(one)
    assert "zqfirst" not in text(out.tomos)
    database = out.app.extensions["riskapp"].db
    for change in (
        update(declared_before).values(what="x"),
        delete(declared_before),
        delete(declared_interest),
    ):
        with pytest.raises(IntegrityError), database.write() as conn:
            conn.execute(change)
