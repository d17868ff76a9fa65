"""Hostile words in every text: kept to the letter, shown as words, and never run."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from riskapp.core.text import shorten_spaces
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.queries import find_decision
from riskapp.decision.rendering import copy_bytes
from riskapp.decision.rules import ROOM, Copy
from riskapp.learning.rendering import edition_bytes
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import make_seal_key
from riskapp.platform.versions.store import get_version
from tests.app import Client
from tests.faults.conftest import begin
from tests.faults.crawling import Control, Walk, walk
from tests.faults.filling import (
    ASKED,
    fill_conversation,
    filled,
    is_day,
    post,
    seal,
    step_form,
    tell,
)
from tests.faults.hostile import (
    NAMES,
    PDF_SHAPES,
    assert_nothing_came_alive,
    rounds,
)
from tests.faults.hostile import (
    SHORT as SHAPES,
)

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CANARY = "canary-77b1e0"


@pytest.fixture
def canary() -> Iterator[str]:
    """A file of ours that nothing anybody types may open; its address is short enough for a line."""
    folder = Path(tempfile.mkdtemp(prefix="zq", dir="/tmp"))
    (folder / "c").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg'><text>{CANARY}</text></svg>"
    )
    yield (folder / "c").as_uri()
    shutil.rmtree(folder)


def assert_all_in_order(found: Walk) -> None:
    assert not found.failed
    for path, page in found.pages.items():
        assert_nothing_came_alive(page, path)


def texts_of_round(number: int, canary: str) -> tuple[list[str], list[str], str]:
    """For short lines, for lines, for prose."""
    shapes = tuple(shape.format(canary) if "{0}" in shape else shape for shape in PDF_SHAPES)
    every = (*SHAPES, *shapes)
    shorts, lines = rounds(every, 60), rounds(every, 200)
    return shorts, lines, "\n".join(every[number:] + every[:number])


ROUNDS = len(rounds((*SHAPES, *PDF_SHAPES), 200)) + 1


@ON_SQLITE
@pytest.mark.parametrize(
    "number", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, ROUNDS))]
)
def test_hostile_words_are_kept_to_the_letter_and_never_run(
    app: Flask, as_sunita: Client, canary: str, number: int
) -> None:
    """Every text of every screen, list and item, then every page and every copy that shows them."""
    shorts, lines, prose = texts_of_round(number, canary)
    assert number < len(lines) + 1
    short = cycle(shorts[number * 4 :] + shorts[: number * 4])
    typed: list[str] = []
    first = 0  # of what stays in the record

    def text(control: Control, most: int) -> str:
        # All of it together keeps within what a record holds.
        is_short = most < 4_000 or sum(map(len, typed[first:])) > ROOM // 8
        said = next(short) if most < 200 else lines[number % len(lines)] if is_short else prose
        typed.append(said)
        return said

    ref = begin(as_sunita, next(short))
    person = re.search(r"P-\d+", as_sunita.get(f"/decisions/{ref}").html)
    assert person
    for _again in range(5):
        about = f"/people/{person[0]}/about"
        post(as_sunita, about, filled(step_form(as_sunita, about), text))
        plan = f"/decisions/{ref}/if-it-goes-wrong"
        post(as_sunita, plan, filled(step_form(as_sunita, plan), text))
    first = len(typed)
    fill_conversation(as_sunita, ref, text)
    assert_kept(app, ref, {t for t in typed if t == prose or len(t) > 60})
    assert_comes_back(as_sunita, ref, {shorten_spaces(t) for t in typed})
    assert_all_in_order(walk(as_sunita, f"/decisions/{ref}"))
    seal(as_sunita, ref)
    sealed = walk(as_sunita, f"/decisions/{ref}", "/", "/people", "/account")
    assert_all_in_order(sealed)
    copies = [path for path in sealed.pages if "/versions/" in path]
    assert {path.rpartition("/")[2] for path in copies} == {layout.slug for layout in LAYOUTS}
    if number == 0:
        assert_paper_is_quiet(app, ref)


def test_hostile_words_are_kept_by_either_database(
    app: Flask, as_sunita: Client, canary: str
) -> None:
    _shorts, lines, prose = texts_of_round(0, canary)
    ref = begin(as_sunita, lines[0][:80])
    spent = cycle([True, *[False] * 9])  # all of it together keeps within what a record holds
    fill_conversation(
        as_sunita,
        ref,
        lambda _control, most: prose if most >= 4_000 and next(spent) else lines[0][:60],
    )
    assert_kept(app, ref, {prose, lines[0][:60]})
    seal(as_sunita, ref)


@ON_SQLITE
def test_hostile_words_about_what_happened_are_words_in_the_log(
    app: Flask, as_sunita: Client, canary: str
) -> None:
    """On every page of it, in the log that everybody reads, and in an edition on paper."""
    every = rounds((*SHAPES, *(s.format(canary) if "{0}" in s else s for s in PDF_SHAPES)), 200)
    lines = cycle(every)
    ref = begin(as_sunita, "Maureen")
    told = tell(as_sunita, ref, lambda _control, most: next(lines)[:most])
    assert_all_in_order(walk(as_sunita, told, "/learning"))
    as_sunita.post("/learning/print", page="/learning", status=303)
    runtime = app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        edition = get_version(conn, find(conn, "LOG").id)
    assert CANARY.encode() not in unpacked(edition_bytes(runtime, edition, "log-every"))


def assert_kept(app: Flask, ref: str, typed: set[str]) -> None:
    """What was typed stands in the record, to the letter."""
    with app.extensions["riskapp"].db.read() as conn:
        entries = get_entries(conn, find_decision(conn, ref).id)
    kept = {v for e in entries for v in e.data.values() if isinstance(v, str)}
    missing = {t for t in typed if t not in kept and shorten_spaces(t) not in kept}
    assert not missing


def assert_comes_back(client: Client, ref: str, typed: set[str]) -> None:
    """Every answer of every screen is again what was typed into it."""
    for slug in ASKED:
        path = f"/decisions/{ref}/{slug}"
        for control in step_form(client, path).typed:
            if control.value and not is_day(control):
                assert shorten_spaces(control.value) in typed, control


def assert_paper_is_quiet(app: Flask, ref: str) -> None:
    """The copies as PDFs, in their own process: printed, with nothing in them but what was typed."""
    runtime = app.extensions["riskapp"]
    make_seal_key(runtime.config.keys_folder, "Northmoor", runtime.clock.now())
    with runtime.db.read() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
    for layout in LAYOUTS:
        if layout.slug in {Copy.FULL, Copy.CARD}:  # between them they print every text
            data = copy_bytes(runtime, version, layout)
            assert CANARY.encode() not in unpacked(data)


def unpacked(data: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        with pikepdf.Pdf.open(BytesIO(data)) as pdf:
            pdf.save(
                file.name,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return Path(file.name).read_bytes()


@ON_SQLITE
@pytest.mark.parametrize("name", NAMES)
def test_people_can_be_called_anything(as_sunita: Client, name: str) -> None:
    """Labels are filled with names; a name is never filled with anything."""
    ref = begin(as_sunita, name)
    if name in NAMES[:2]:  # whose words stand beside it makes no difference: it takes its time
        fill_conversation(as_sunita, ref, lambda control, _most: f"words of {control.name[-12:]}")
    open_pages = walk(as_sunita, f"/decisions/{ref}", "/", "/people")
    seal(as_sunita, ref)
    sealed = walk(as_sunita, f"/decisions/{ref}", "/", "/people")
    for found in (open_pages, sealed):
        assert not found.failed
        for path, page in found.pages.items():
            assert page.tree.find(".//b") is None, path
            assert page.tree.find(".//zq") is None, path
            if ref in path:
                assert shorten_spaces(name) in page.text, path
                assert "49" not in page.h1
            if "%(name)s" not in name:
                assert "%(name)s" not in page.html, path


@ON_SQLITE
def test_a_placeholder_somebody_types_stays_as_it_was_typed(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, lambda _control, _most: "%(name)s, %s, {name}.")
    open_pages = walk(as_sunita, f"/decisions/{ref}")
    seal(as_sunita, ref)
    for found in (open_pages, walk(as_sunita, f"/decisions/{ref}")):
        assert not found.failed
        for path, page in found.pages.items():
            assert "Maureen, %s" not in page.text, path
            assert "%s, Maureen" not in page.text, path
