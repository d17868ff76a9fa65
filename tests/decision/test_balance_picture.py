"""The balance picture keeps its promises whatever was said, in whatever script."""

from __future__ import annotations

import random
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import html5lib
import pytest
from fontTools.ttLib import TTFont

from riskapp.decision.balance import KINDS, LANES, SIDES, Entry, Option, describe, draw, table
from riskapp.decision.linebreaking import _advance, kept_together, level, measure, wrap
from riskapp.platform.i18n import PSEUDO, using

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(__file__).parents[2] / "riskapp" / "static" / "build" / "fonts"
FACE = "atkinson-hyperlegible-next"
SIZES = ((960, 15), (288, 15), (658, 12))
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
ARABIC = "أخاف أن أضيع الطريق"
SAID = (
    "My plot, and Derek and the others. It is who I am",
    "Crossing Mill Lane when the lorries are out",
    "I sleep",
    "Dw i’n teimlo fel fi fy hun, nid fel claf, pan dw i’n cerdded i’r rhandir ar fy mhen fy hun",
    "Boję się, że się zgubię i nikt mnie nie znajdzie",
    ARABIC,
    "我想自己走去菜园，不要别人像包裹一样接我送我，我在那里种了三十一年的菜",
    "🌻🥔 and the robin 👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾 every morning ❤️",
    LONG,
    "<script>alert(1)</script> & </svg> \"quoted\" 'too'",
    "So long a thing to say that no cell could hold it. " * 12,
)


def options(entries: int, many: int, seed: int = 1, unsaid: bool = False) -> list[Option]:
    """Options with so many entries in all, unevenly spread; the last is carrying on as now."""
    chance = random.Random(seed)
    said: list[list[Entry]] = [[] for _ in range(many)]
    for n in range(entries):
        kind = "" if unsaid and n % 5 == 0 else chance.choice(list(KINDS))
        side = SIDES[chance.random() < 0.7]
        words = chance.choice(SAID)
        entry = Entry(words, side, kind, marked=n < 3, to=chance.choice(["", "", "Joan"]))
        said[min(int(chance.random() ** 2 * many), many - 1)].append(entry)
    titles = ("I walk there on my own", LONG, "Imran fetches me", "Things stay as now: Sundays")
    return [
        Option(title, tuple(found), is_now=place == many - 1)
        for place, (title, found) in enumerate(zip(titles, said, strict=False))
    ]


def every_picture() -> Iterator[tuple[int, float, list[Option]]]:
    for (width, size), many, entries in product(SIZES, (2, 3, 4), (0, 1, 4, 9, 17, 30)):
        yield width, size, options(entries, many, seed=entries, unsaid=entries in (9, 30))


PICTURES = list(every_picture())


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def boxes(svg: str, name: str) -> list[dict[str, float]]:
    return [
        {key: float(rect.attrib[key]) for key in ("x", "y", "width", "height")}
        for rect in parsed(svg).iter(f"{SVG}rect")
        if rect.attrib["class"] == name
    ]


def lines(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(("width", "size", "given"), PICTURES)
def test_every_cell_has_the_same_room_whatever_was_said(
    width: int, size: float, given: list[Option]
) -> None:
    svg = draw("Maureen", given, width=width, size=size)
    rows = len(KINDS) + any(e.kind == "" for o in given for e in o.entries)
    cells = boxes(svg, "cell")
    assert len(cells) == len(given) * 2 * rows
    assert len({(c["width"], c["height"]) for c in cells}) == 1
    firsts = boxes(svg, "first")
    assert len(firsts) == len(given)
    assert len({(f["width"], f["height"]) for f in firsts}) == 1
    assert len({h["width"] for h in boxes(svg, "head")}) == 1


@pytest.mark.parametrize(("width", "size", "given"), PICTURES)
def test_nothing_stands_outside_the_frame(width: int, size: float, given: list[Option]) -> None:
    svg = parsed(draw("Maureen", given, width=width, size=size))
    left, top, right, bottom = map(float, svg.attrib["viewBox"].split())
    assert (left, top, right) == (0, 0, width)
    for rect in svg.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.attrib[k]) for k in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= width + 0.05
        assert y + h <= bottom
    for text in svg.iter(f"{SVG}text"):
        long = measure(
            text.text or "", float(text.attrib["font-size"]), "font-weight" in text.attrib
        )
        x = float(text.attrib["x"])
        if text.attrib.get("direction") == "rtl":
            x -= long
        elif text.attrib.get("text-anchor") == "middle":
            x -= long / 2
        assert x >= -0.5
        assert x + long <= width + 0.5
        assert float(text.attrib["y"]) <= bottom


@pytest.mark.parametrize(("width", "size", "given"), PICTURES)
def test_lines_stay_inside_their_cell(width: int, size: float, given: list[Option]) -> None:
    """Each line that begins in a cell or a first row ends in it."""
    svg = draw("Maureen", given, width=width, size=size)
    frames = boxes(svg, "cell") + boxes(svg, "first")
    held = 0
    for text in parsed(svg).iter(f"{SVG}text"):
        far = text.attrib.get("direction") == "rtl"
        long = measure(
            text.text or "", float(text.attrib["font-size"]), "font-weight" in text.attrib
        )
        x, y = float(text.attrib["x"]) - (long if far else 0), float(text.attrib["y"])
        for f in frames:
            if f["x"] < x < f["x"] + f["width"] and f["y"] < y < f["y"] + f["height"]:
                held += 1
                assert x + long <= f["x"] + f["width"], text.text
    assert held >= len(frames)


@pytest.fixture(scope="module")
def drawn_width() -> Callable[[ET.Element], float]:
    """The width a line has in the typeface itself, 0 where it lacks a letter of it."""

    def widths(weight: int) -> tuple[Mapping[int, str], Any, int]:
        with TTFont(FONTS / f"{FACE}-{weight}.ttf") as font:
            hmtx = font["hmtx"].metrics
            return font.getBestCmap(), hmtx, font["head"].unitsPerEm

    faces = {True: widths(600), False: widths(400)}

    def of(text: ET.Element) -> float:
        letters, metrics, em = faces["font-weight" in text.attrib]
        line = text.text or ""
        if not all(ord(letter) in letters for letter in line):
            return 0
        across = sum(metrics[letters[ord(letter)]][0] for letter in line) / em
        return across * float(text.attrib["font-size"])

    return of


@pytest.mark.parametrize(("width", "size", "given"), PICTURES)
def test_lines_stay_inside_their_cell_in_the_real_face(
    width: int, size: float, given: list[Option], drawn_width: Callable[[ET.Element], float]
) -> None:
    svg = draw("Maureen", given, width=width, size=size)
    frames = boxes(svg, "cell") + boxes(svg, "first")
    for text in parsed(svg).iter(f"{SVG}text"):
        x, y, long = float(text.attrib["x"]), float(text.attrib["y"]), drawn_width(text)
        for f in frames:
            if f["x"] < x < f["x"] + f["width"] and f["y"] < y < f["y"] + f["height"]:
                assert x + long <= f["x"] + f["width"] - 1, text.text


def test_no_letter_of_the_face_is_wider_than_reckoned() -> None:
    for weight in (400, 600):
        with TTFont(FONTS / f"{FACE}-{weight}.ttf") as font:
            em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
            for code, name in font.getBestCmap().items():
                if unicodedata.category(chr(code)) not in ("Mn", "Cf"):
                    real = metrics[name][0] / em
                    assert real <= measure(chr(code), 1, bold=weight == 600) + 0.006, chr(code)


@pytest.mark.parametrize(("width", "size", "given"), PICTURES)
def test_the_twin_holds_every_word_of_every_entry(
    width: int, size: float, given: list[Option]
) -> None:
    del width, size
    page = html5lib.parse(table("Maureen", given), namespaceHTMLElements=False)
    tables = page.findall(".//table")
    assert [t.findtext("caption") for t in tables] == [o.title for o in given]
    for twin, option in zip(tables, given, strict=True):
        found = sorted((li.text or "").rstrip() for li in twin.iter("li"))
        assert found == sorted(e.words.rstrip() for e in option.entries)
        most = [li for li in twin.iter("li") if li.find("strong") is not None]
        assert len(most) == len(option.marked())


def test_the_same_input_gives_the_same_bytes() -> None:
    given = options(17, 4, seed=5, unsaid=True)
    assert draw("Maureen", given) == draw("Maureen", given)
    assert table("Maureen", given) == table("Maureen", given)


def test_markup_in_what_was_said_is_text() -> None:
    nasty = "</text><script>alert(\"x\")</script><b onclick=1>&amp; 'q'"
    given = [Option(nasty, (Entry(nasty, "hope", "social", True, to=nasty), Entry(nasty, "worry")))]
    svg, twin = draw(nasty, given), table(nasty, given)
    assert {part.tag.removeprefix(SVG) for part in parsed(svg).iter()} <= {
        "svg", "title", "desc", "rect", "text", "circle", "path",
    }  # fmt: skip
    page = html5lib.parse(twin, namespaceHTMLElements=False)
    assert page.find(".//script") is None
    assert page.find(".//b") is None
    assert page.findtext(".//caption") == nasty


def test_it_stands_under_a_strict_style_policy() -> None:
    for _width, _size, given in PICTURES[:6]:
        for part in parsed(draw("Maureen", given)).iter():
            assert not {"style", "onload", "onclick", "href"} & set(part.attrib)
        assert "style=" not in re.sub(r">[^<]*<", "><", table("Maureen", given))


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_what_matters_most_stands_in_the_first_row_in_full(width: int, size: float) -> None:
    said = Entry("Waiting at the window", "worry", "emotional", marked=True)
    given = [Option("I walk", ()), Option("As now", (said,), is_now=True)]
    svg = draw("Maureen", given, width=width, size=size)
    frame = boxes(svg, "first")[1]
    cell = boxes(svg, "cell")
    inside = " ".join(
        text.text or ""
        for text in parsed(svg).iter(f"{SVG}text")
        if frame["x"] < float(text.attrib["x"]) < frame["x"] + frame["width"]
        and frame["y"] < float(text.attrib["y"]) < frame["y"] + frame["height"]
    )
    assert inside == "Waiting at the window Feelings: what is lost"
    assert frame["y"] + frame["height"] < min(c["y"] for c in cell)
    assert "matters most, above" in " ".join(lines(svg))
    assert "nothing marked here yet" in " ".join(lines(svg))


def test_the_marked_come_first_then_as_written() -> None:
    given = Option(
        "I walk",
        (Entry("b", "hope", "social"), Entry("a", "hope", "social", marked=True),
         Entry("c", "hope", "social")),
    )  # fmt: skip
    assert [e.text for e in given.cell("social", "hope")] == ["a", "b", "c"]


def test_text_from_the_right_is_anchored_at_the_right() -> None:
    given = [Option("I walk", (Entry(ARABIC, "worry", "emotional"),)), Option("As now", (), True)]
    found = next(t for t in parsed(draw("Maureen", given)).iter(f"{SVG}text") if t.text == ARABIC)
    cell = next(
        c for c in boxes(draw("Maureen", given), "cell")
        if c["x"] < float(found.attrib["x"]) < c["x"] + c["width"]
    )  # fmt: skip
    assert found.attrib["direction"] == "rtl"
    assert float(found.attrib["x"]) > cell["x"] + cell["width"] - 15


def test_a_row_for_a_kind_that_was_not_said_only_where_there_is_one() -> None:
    """It has the same room on every option; an empty cell there is no gap in what was said."""
    said = [Option("I walk", (Entry("Rain", "worry", "physical"),)), Option("As now", (), True)]
    assert "Not said which" not in draw("Maureen", said) + table("Maureen", said)
    unsaid = [Option("I walk", (Entry("Rain", "worry"),)), Option("As now", (), is_now=True)]
    svg, twin = draw("Maureen", unsaid), table("Maureen", unsaid)
    assert " ".join(lines(svg)).count("Not said which") == 1
    assert len(boxes(svg, "cell")) == 2 * 2 * 5
    assert lines(svg).count("nothing to sort") == 3
    assert svg.count("stroke-dasharray") == lines(svg).count("not yet talked about") == 16
    assert twin.count("Not said which") == 2
    assert "Rain" in lines(svg)
    assert "not said" not in describe("Maureen", unsaid).lower()


def test_an_entry_of_a_kind_nobody_knows_is_not_lost() -> None:
    given = [Option("I walk", (Entry("Rain", "worry", "weather", marked=True),))]
    assert "Rain" in lines(draw("Maureen", given))
    assert "Rain" in table("Maureen", given)


@pytest.mark.parametrize(("width", "size"), SIZES)
def test_nothing_is_counted_weighed_or_painted_as_danger(width: int, size: float) -> None:
    plain = [
        Option(
            o.title, tuple(Entry("Said so", e.side, e.kind, e.marked) for e in o.entries), o.is_now
        )
        for o in options(30, 4)
    ]
    svg = draw("Maureen", plain, width=width, size=size)
    said = " ".join(
        [*lines(svg), describe("Maureen", plain), re.sub(r"<[^>]*>", " ", table("M", plain))]
    )
    assert not re.search(r"\d|%|total|score|weight|rank|risk", said, re.IGNORECASE)
    for colour in set(re.findall(r'(?:fill|stroke)="#(\w{6})"', svg)):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
        assert not (red > 140 and green < 90 and blue < 110), colour  # red
        assert not (green > red + 40 and green > blue + 40), colour  # green


def test_carrying_on_as_now_has_lane_names_of_its_own_and_the_same_paint() -> None:
    entry = Entry("Said so", "worry", "social")
    doing, now = (draw("M", [Option("x", (entry,), is_now=flag)]) for flag in (False, True))
    for flag, svg in ((False, doing), (True, now)):
        assert set(map(str, LANES[flag].values())) <= set(lines(svg))
    strip = re.compile(r"<text.*?</text>|<desc.*?</desc>")
    assert strip.sub("", doing) == strip.sub("", now)


def test_what_is_not_talked_about_is_said_in_every_empty_cell() -> None:
    given = [Option("I walk"), Option("As now", is_now=True)]
    assert lines(draw("Maureen", given)).count("not yet talked about") == 16
    assert table("Maureen", given).count("not yet talked about") == 16
    assert "Not yet talked about: body (what could be good)" in describe("Maureen", given)


def test_a_full_cell_points_to_the_words_below() -> None:
    many = tuple(Entry(f"Thing {letter}", "hope", "social") for letter in "abcdefghijklmno")
    svg = draw("Maureen", [Option("I walk", many), Option("As now", is_now=True)])
    assert "more in words below" in lines(svg)
    assert "Thing a" in lines(svg)
    assert "Thing o" not in lines(svg)


SIXTEEN = "Sixteen nights, and the only ones since July that are not weekends"


@pytest.mark.parametrize(
    ("width", "size", "said"),
    [
        (960, 15, f"Their time as a couple, in a house where nobody listens: {SIXTEEN.lower()}"),
        (658, 12, f"Their time as a couple: {SIXTEEN.lower()}"),
        (288, 15, f"Their time as a couple: {SIXTEEN.lower()}, and not one more"),
    ],
)
def test_what_is_said_is_not_cut_while_its_box_has_room(width: int, size: float, said: str) -> None:
    """“… the only ones since July that are not weekends” ended after July in a box a third of it empty."""
    many = [Entry(f"Thing {letter} in two lines of a cell", "worry", "social") for letter in "abcd"]
    svg = draw("Mrs R", [Option("I go", [*many, Entry(said, "hope", "social")])], width, size)
    drawn = " ".join(lines(svg))
    assert said in drawn
    assert "…" not in drawn
    alone = draw("Mrs R", [Option("I go", [Entry(said * 3, "hope", "social")])], width, size)
    assert "…" in " ".join(lines(alone))


def test_kinds_take_the_names_of_the_full_record_where_they_are_given() -> None:
    names = {code: code.capitalize() for code in KINDS}
    given = [Option("I walk", (Entry("Rain", "worry", "physical", marked=True),))]
    assert "Physical: what could go wrong" in lines(draw("Maureen", given, names=names))
    assert ">Physical</th>" in table("Maureen", given, names=names)


def test_every_word_of_ours_is_translated_and_none_of_the_persons() -> None:
    given = [
        Option("I walk", (Entry("Rain", "worry", "physical", True), Entry("Sun", "hope"))),
        Option("As now", is_now=True),
    ]
    with using(PSEUDO):
        svg = draw("Maureen", given)
        ours = [line for line in lines(svg) if line not in {"I walk", "As now", "Rain", "Sun"}]
        heads = re.findall(r"<th [^>]*>(.*?)</th>", table("Maureen", given))
    joined = " ".join(ours)
    assert joined.count("⟦") > 20
    while re.search(r"⟦[^⟦⟧]*⟧", joined):
        joined = re.sub(r"⟦[^⟦⟧]*⟧", "", joined)
    assert not joined.strip()
    assert all("⟦" in head for head in heads)


@pytest.mark.parametrize("text", [*SAID, "a", "", LONG * 3, "字" * 60, "👩🏽‍🌾" * 20])
def test_lines_hold_the_text_and_fit_the_room(text: str) -> None:
    for room in (40.0, 95.0, 180.0):
        found = wrap(text, room, 15, 400)
        bare = "".join(found).replace(" ", "").replace("-", "")
        assert bare == "".join(text.split()).replace("-", "")
        assert all(measure(line, 15) <= room or len(line) <= 8 for line in found)
        short = wrap(text, room, 15, 3)
        assert len(short) <= 3
        assert short == found or short[-1].endswith("…")


def looked_at(text: str, most: int) -> int:
    """How many letters are measured to break a text into lines."""
    _advance.cache_clear()
    wrap(text, 95, 15, most)
    return sum(_advance.cache_info()[:2])


@pytest.mark.parametrize("one", ["W", "word ", "\u00ad", "字", "a\u0301", "W\u00ad\u200d"])
def test_breaking_lines_looks_at_each_letter_a_few_times(one: str) -> None:
    """A page is drawn by the process that serves everybody: a long answer must not hold it up."""
    for text in (one * 2_000, one * 2_000 + "W" * 100):
        assert looked_at(text, 10_000) <= 8 * len(text)
    if measure(one[0], 1):
        assert looked_at(one * 2_000, 3) == looked_at(one * 4_000, 3)


def test_what_is_drawn_as_one_is_not_cut() -> None:
    farmer = "👩🏽‍🌾"
    for line in wrap(farmer * 9, 60, 15, 99):
        assert line.replace(farmer, "") == ""


def test_one_pair_of_options_is_drawn_with_the_room_it_has_among_all() -> None:
    """On paper each pair is a picture: four options in one are taller than a page."""
    given = options(17, 4)
    whole = draw("Maureen", given, width=658, size=12)
    both = (range(2), range(2, 4))
    pairs = [draw("Maureen", given, width=658, size=12, shown=pair) for pair in both]
    (cell,) = {(c["width"], c["height"]) for c in boxes(whole, "cell")}
    for pair in pairs:
        assert {(c["width"], c["height"]) for c in boxes(pair, "cell")} == {cell}
        assert float(parsed(pair).attrib["viewBox"].split()[3]) < 658 / 174 * 230
    assert sorted(lines(whole)) == sorted(lines(pairs[0]) + lines(pairs[1]))


def test_a_title_stays_with_the_name_wherever_there_is_room_for_both() -> None:
    room = measure("What matters most to Ms", 15) + 1
    assert wrap(f"What matters most to {kept_together('Ms S')}", room, 15, 3)[-1] == "Ms\u00a0S"
    assert wrap(kept_together("Mr Featherstonehaugh"), 120, 15, 9)[0] == "Mr"
    assert kept_together("Dr Rees and Mrs Kent") == "Dr\u00a0Rees and Mrs\u00a0Kent"


def test_words_of_a_cell_take_the_room_there_is() -> None:
    text = "A man answers his own door. That is how I know"
    room = measure("A man answers his own door. That is", 15) + 1
    assert level(text, room, 15, 4, last=0.25) == wrap(text, room, 15, 4)
    orphan = f"{text[:-4]} it"
    assert len(level(orphan, room, 15, 4, last=0.25)[-1]) > len("it")


def test_what_has_no_room_is_cut_after_a_word_where_there_is_one() -> None:
    assert wrap("That nobody knows whether he is", 10, 1, 1) == ["That nobody knows…"]
    assert wrap("他想自己走去菜园", 4, 1, 1) == ["他想自…"]
