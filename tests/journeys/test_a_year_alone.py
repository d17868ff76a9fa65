"""A day of which no more is known than the year."""

from __future__ import annotations

from flask import Flask

from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import LAYOUTS
from tests.app import Client
from tests.journeys.idris import (
    TOLD,
    bring_in,
    carried,
    only_sqlite,
    printed,
    say,
)


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
    assert (
        "could not decide this (Dr A, 1987)" in sunita.get(f"/decisions/{ref}/versions/1/note").text
    )
    assert carried(app, ref) == carried(app, bring_in(app, carried(app, ref)))
