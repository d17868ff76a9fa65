"""Where the person puts each way: kept without a word, drawn the same for every way, and readable."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.happy_and_safe import Place, Way, draw, letter_of
from riskapp.decision.linebreaking import measure
from riskapp.decision.queries import find_decision
from riskapp.decision.rules import HAPPY, SAFE
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from tests.app import Client, make_app
from tests.browser.world import begin

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
CROWD = [Way(f"{LONG} {n} <b>", [Place("most", "less")]) for n in range(30)]
SPREAD = [
    Way("أمشي وحدي", [Place("least", "most"), Place("most", "least")]),
    Way("x", [Place("less")]),
]
SHARED_EDGE = 0.2
SIZES = ((640, 15), (288, 15), (658, 12), (658, 17), (658, 24))


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_no_mark_hides_another_and_nothing_leaves_the_frame(width: int, size: float) -> None:
    for ways in (CROWD[:4], CROWD, SPREAD, [Way("Only said", [])]):
        svg = draw("Where Ann puts each way", ways, width=width, size=size)
        assert svg == draw("Where Ann puts each way", ways, width=width, size=size)
        root = ET.fromstring(svg)
        assert root[0].tag == f"{SVG}title"
        _left, _top, right, bottom = map(float, root.attrib["viewBox"].split())
        rings = [
            tuple(float(c.attrib[k]) for k in ("cx", "cy", "r")) for c in root.iter(f"{SVG}circle")
        ]
        assert len({r for _x, _y, r in rings}) == 1
        for n, (x, y, r) in enumerate(rings):
            assert r <= x <= right - r
            assert r <= y <= bottom - r
            assert all(abs(x - a) + abs(y - b) > 2 * r for a, b, _r in rings[n + 1 :])
        (field,) = _drawn(root, "field")
        assert len(_drawn(root, "band")) == 2 * len(HAPPY)
        assert not [band for band in _drawn(root, "band") if _overlap(band, field)]
        for text in root.iter(f"{SVG}text"):
            x, long = (
                float(text.attrib["x"]),
                measure(text.text or "", float(text.attrib["font-size"])),
            )
            far = text.attrib.get("direction") == "rtl" or text.attrib.get("text-anchor") == "end"
            assert (x if far else x + long / (1 + ("text-anchor" in text.attrib))) <= right + 0.5
            assert float(text.attrib["y"]) <= bottom


def _drawn(root: ET.Element, name: str) -> list[ET.Element]:
    return [rect for rect in root.iter(f"{SVG}rect") if rect.attrib["class"] == name]


def _overlap(one: ET.Element, other: ET.Element) -> bool:
    """By more than the rounding of what is written."""
    a, b = (
        [float(rect.attrib[key]) for key in ("x", "y", "width", "height")] for rect in (one, other)
    )
    return all(
        min(a[n] + a[n + 2], b[n] + b[n + 2]) - max(a[n], b[n]) > SHARED_EDGE for n in (0, 1)
    )


def test_each_way_has_a_letter_and_its_place_in_words_and_no_place_a_colour() -> None:
    svg = draw("x", SPREAD)
    said = " ".join(text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text"))
    assert said.count("A") == 3  # twice put, and once in the key
    assert "How happy: rather unhappy. How safe: not yet talked about." in re.sub(r"\s+", " ", svg)
    assert {e.tag for e in ET.fromstring(svg)} == {
        f"{SVG}{tag}" for tag in ("title", "desc", "rect", "text", "circle")
    }  # no line crosses it, and nothing is a cell
    bands = [band.attrib["fill"] for band in _drawn(ET.fromstring(svg), "band")]
    assert bands[::2] == bands[1::2]  # up and across look alike
    assert bands[:2] == bands[-2:]  # and both ends
    assert [letter_of(n) for n in (0, 25, 26)] == ["A", "Z", "AA"]
    assert not re.search(r"\d", " ".join(map(str, [*HAPPY.values(), *SAFE.values()])))


@pytest.fixture
def as_sunita(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


def test_a_place_without_a_word_is_kept_and_stands_on_the_balance_and_in_the_copies(
    as_sunita: Client,
) -> None:
    ref = begin(as_sunita, "Ann")
    step, balance = f"/decisions/{ref}/happy-and-safe", f"/decisions/{ref}/balance"
    assert 'id="places"' not in as_sunita.get(balance).html
    with as_sunita.app.extensions["riskapp"].db.read() as conn:
        talk = Conversation(get_entries(conn, find_decision(conn, ref).id), "Ann")
    doing, now = (option.id for option in talk.options)
    posted = {
        f"placings.{doing}.-happy": "most",
        f"placings.{now}.-safe": "more",
        "action": "go:balance",
    }
    answer = as_sunita.post(step, posted, page=step, status=303)
    assert answer.headers["Location"].endswith(balance)
    assert "A: If I do this. How happy: very happy. How safe: not yet talked about." in (
        as_sunita.get(balance).html
    )
    page = as_sunita.get(step).html
    assert f"placings.{doing}.-happy" not in page
    item = re.findall(rf"{step}/placings/[\w-]+", page)[0]
    assert "If I do this" in as_sunita.get(item).text
    back = f"/decisions/{ref}/read-back"
    assert "Where Ann puts each way" in as_sunita.get(back).text
    as_sunita.post(back, {"action": "seal"}, page=back, status=303)
    copies = {
        x: as_sunita.get(f"/decisions/{ref}/versions/1/{x}").text
        for x in ("full", "person", "card")
    }
    assert "Where Ann puts each way" in copies["full"]
    assert (
        "You put it here. How happy: Very happy. How safe: not yet talked about."
        in copies["person"]
    )
    assert "happy" not in copies["card"]
