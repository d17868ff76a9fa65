"""Doing and carrying on as now: the same questions, controls, limits, screens and sizes in print."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import PRINTED
from riskapp.decision.queries import find_decision
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.wizard import Collection
from tests.app import Client, make_app
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.holding import hold, story
from tests.records.marked import marked_rows
from tests.records.reading import pdf_of

WORD = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)</word>')
CONTROL = re.compile(r"<(input|textarea)\b[^>]*>")


def under_options() -> list[Collection]:
    """Every list that belongs to an option, or to something that does."""
    found, within = [], {OPTIONS.slug}
    for collection in CONVERSATION.collections():
        if collection.parent in within:
            within.add(collection.slug)
            found.append(collection)
    return found


class Unsealed(ClientTypist):
    def press(self, action: str) -> None:
        super().press("later" if action == "seal" else action)


def _controls(html: str, entries: Entries, mentions: set[str]) -> dict[str, set[str]]:
    """For each option, by its id, the controls that a page holds for it: what they are, less ids."""
    found = defaultdict(set)
    for tag in CONTROL.finditer(html):
        name = re.search(r'name="([\w-]+)\.([0-9a-f-]{36})\.([^"]*)"', tag[0])
        if not name or name[1] not in mentions:
            continue
        option = entries.find(name[2])
        while option and option.step != OPTIONS.slug:
            option = entries.find(option.parent_id or "")
        assert option, tag[0]
        looks = re.sub(r' (id|aria-describedby|name)="[^"]*"', "", tag[0])
        found[option.id].add(f"{name[1]} {name[3]} {looks}")
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_option_is_asked_the_same_by_the_same_controls_on_the_same_screens(
    db: Database, tmp_path: Path
) -> None:
    client = Client(make_app(db, tmp_path)).sign_in()
    told = story("everyday")
    del told["items"]["mitigations"]
    told["answers"]["both-sides"]["marks"] = [
        f"options.{n}.consequences.{m}" for n in (1, 2) for m in (1, 2)
    ]
    told["answers"]["doors"] = {"route": "full"}
    told["answers"]["two-pens"] = {"given": "together", "how": "none"}  # the agenda opens
    ref = hold(Unsealed(client), told)
    with db.read() as conn:
        entries = get_entries(conn, find_decision(conn, ref).id)
    options = [option.id for option in entries.items(OPTIONS.slug)]
    assert len(options) == 2
    asked = set()
    for step in CONVERSATION.steps:
        slugs = {c.slug for c in step.collections} & {c.slug for c in under_options()}
        found = _controls(client.get(f"/decisions/{ref}/{step.slug}").html, entries, slugs)
        assert found.get(options[0]) == found.get(options[1]), step.slug
        asked |= slugs if found else set()
    assert asked == {c.slug for c in under_options()}


@pytest.mark.parametrize("layout", PRINTED, ids=lambda layout: layout.slug)
def test_what_is_said_of_every_option_is_printed_in_the_same_size(layout: Layout) -> None:
    rows = marked_rows()
    alike = ["options.1.consequences.1", "options.2.consequences.1"]
    rows["both-sides.marks"] = {**rows["both-sides.marks"], "value": alike}
    shown = shown_rows(CONVERSATION, layout, rows)
    heights = _heights(pdf_of(layout, rows))
    pairs = []
    for row_id in shown:
        twin = re.sub(r"^options\.1\.", "options.2.", row_id)
        word, other = str(rows[row_id]["value"]), str(rows.get(twin, {}).get("value"))
        if layout.slug == "card" and row_id == "options.1.title":
            continue  # it stands for their wish there, and no way is told
        if twin != row_id and word in heights:
            assert heights[word] == heights[other], row_id
            pairs.append(row_id)
    assert pairs or layout.slug in {"card", "provider"}


def _heights(pdf: bytes) -> dict[str, set[float]]:
    """For each word, the heights it is printed in, to half a point: where it stands rounds them."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found = defaultdict(set)
    for top, bottom, word in WORD.findall(boxes):
        found[word].add(round((float(bottom) - float(top)) * 2) / 2)
    return found
