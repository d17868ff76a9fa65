"""What members are shown is found on the paper of an item, and what a panel leaves out in no byte of it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from riskapp.decision.asked_before import OF_HARM
from riskapp.decision.facts import FOUND_ABLE
from riskapp.decision.rules import FULL_RECORD
from riskapp.panel.leaving_out import is_left_out, put_before
from riskapp.panel.pack.paper import item_rows
from riskapp.panel.pack.queries import Part
from riskapp.panel.pack.rendering import draw_part
from riskapp.panel.rules import LEFT_OUT
from riskapp.panel.sitting.queries.papers import Item
from riskapp.platform.versions.rows import Rows, row
from riskapp.platform.versions.store import Version
from tests.app import NOW
from tests.records.marked import NAME
from tests.records.people import DIGEST
from tests.records.reading import squeezed, text_of_pdf, unpacked
from tests.records.test_markers import MARKERS, ROWS

EVERY = tuple(LEFT_OUT)
ASKED = ({"key": "question.question", "question": "The question", "shown": "Qaskedq"},)
# Facts about the record that an item has no place for: it is no copy of it.
NO_PLACE = frozenset({"record.own_reference", "record.telephone", "record.organisation"})


@lru_cache
def version_of(codes: tuple[str, ...]) -> Version:
    """A pack with one item, of a panel that leaves these parts out."""
    item = Item(
        "i", 1, 20, "r", "RP-0001", "listed", "Qaskedq", False, NAME, "d", "RA-0001", ASKED, {}, "v",
        DIGEST, False,
    )  # fmt: skip
    about = {
        "reference": "PS-0001",
        "panel": "A panel",
        "sitting": "Sitting",
        "sealed_at": NOW.isoformat(),
        "demonstration": True,
    }
    rows: Rows = {f"record.{key}": row(key, said, str(said)) for key, said in about.items()}
    held = put_before(ROWS, codes)
    rows |= item_rows(item, "Version 1.", "", "20 minutes", codes, held)
    return Version("v", "s", 31, "en-GB", DIGEST, NOW, "u", rows, b"s" * 32)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return draw_part(version_of(()), Part(1, "waiting", ""))


@pytest.fixture(scope="module")
def with_nothing() -> bytes:
    """Of a panel whose papers leave out all that they can."""
    return draw_part(version_of(EVERY), Part(1, "waiting", ""))


def missing(data: bytes, rows: Rows) -> set[str]:
    held = squeezed(text_of_pdf(data))
    wanted = {i: word for i, word in MARKERS.items() if i in rows and i not in NO_PLACE}
    return {i for i, word in wanted.items() if word not in held}


def test_each_row_that_is_put_before_members_is_printed(whole: bytes, with_nothing: bytes) -> None:
    assert missing(whole, ROWS) == set()
    assert missing(with_nothing, put_before(ROWS, EVERY)) == set()
    assert "Qaskedq" in text_of_pdf(with_nothing)


def test_what_is_left_out_is_in_no_byte_but_by_kind(with_nothing: bytes) -> None:
    rows = put_before(ROWS, EVERY)
    left_out = {i: word for i, word in MARKERS.items() if i not in rows}
    assert len(left_out) > 50
    held = unpacked(with_nothing) + text_of_pdf(with_nothing).encode()
    carried = str(version_of(EVERY).rows).encode()
    ways = {i: (word.encode(), word.encode("utf-16-be")) for i, word in left_out.items()}
    assert {i for i, way in ways.items() if any(one in held + carried for one in way)} == set()
    said = " ".join(text_of_pdf(with_nothing).split())
    assert all(str(words) in said for words in LEFT_OUT.values())
    # Nothing that is left out is called "not yet talked about": it is named where it says what is.
    assert said.count("Who to ring") == 1


@pytest.mark.parametrize("code", EVERY)
def test_what_repeats_a_part_is_left_out_with_it(code: str) -> None:
    before = {i: row("Said before", [1, "yes"], "Yes") for i in OF_HARM}
    every = {**ROWS, **before, FOUND_ABLE: row("Found", True, "Yes")}
    rows = put_before(every, [code])
    gone = every.keys() - rows.keys()
    assert {i for i in rows if is_left_out(i, [code])} == set()
    assert "statement.composed" in gone
    law = {"record.law", "record.law_checked_on"}
    assert (law <= gone) is (code in ("harm", "capacity"))
    assert (FOUND_ABLE in gone) is (code == "capacity")
    assert (before.keys() <= gone) is (code == "harm")


def test_what_was_said_since_of_a_part_goes_with_it() -> None:
    about = {**ROWS["addenda.1.about"], "value": ["capacity"]}
    rows = put_before({**ROWS, "addenda.1.about": about}, ["capacity"])
    assert not [i for i in rows if i.startswith("addenda.1.")]
    assert [i for i in rows if i.startswith("addenda.2.")]


def test_what_others_said_that_protects_somebody_is_harm() -> None:
    kept, told = ("outside-views.2.", "outside-views.1.")
    assert ROWS[f"{kept}kept_to"]["value"] == FULL_RECORD
    rows = put_before(ROWS, ["harm"])
    assert not [i for i in rows if i.startswith(kept)]
    assert [i for i in rows if i.startswith(told)]
    assert [i for i in put_before(ROWS, ["places"]) if i.startswith(kept)]
