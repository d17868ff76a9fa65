"""The text that is read out, searched and copied is the text that was written, in every script."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from riskapp.platform.versions import pdf
from tests.platform.versions.documents import FIXTURES, STYLES, page, text, tool

SENTENCES = {
    "en-GB": "I want to walk to the allotment on my own: “thirty-one years” – £20, ½ & more…",
    "cy": "Rwy’n moyn cerdded i’r rhandir ar fy mhen fy hun; dŵr, tŷ, ŵyl, Ŷ, ẃ, ỳ, ẅ, môr.",
    "pl": "Chcę chodzić sama. Zażółć gęślą jaźń, ŁÓDŹ, święto, źdźbło, ćma.",
    "hi": "मैं मंगलवार और शनिवार को अकेले पैदल बगीचे तक जाना चाहती हूँ। क्षमा, ज्ञान, विद्यार्थी।",
    "bn": "আমি একা হেঁটে বাগানে যেতে চাই। আমি পথ চিনি এবং ডেরেক আমার জন্য অপেক্ষা করে।",
    "pa": "ਮੈਂ ਇਕੱਲੀ ਤੁਰ ਕੇ ਬਾਗ਼ ਜਾਣਾ ਚਾਹੁੰਦੀ ਹਾਂ।",
    "gu": "હું એકલી ચાલીને બગીચામાં જવા માંગું છું.",
    "ta": "நான் தனியாக தோட்டத்திற்கு நடந்து செல்ல விரும்புகிறேன்.",
}
RIGHT_TO_LEFT = {
    "ar": "أريد أن أمشي إلى الحديقة وحدي يوم الثلاثاء والسبت لأن الله لا يراني",
    "ur": "میں اکیلی باغ تک پیدل جانا چاہتی ہوں",
    "he": "אני רוצה ללכת לגינה לבד בימי שלישי ושבת",
}
# What readers add to show direction, and what we add where a glyph has no text of its own.
UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2060\ufeff\x0c]")


def said(read: str) -> str:
    """Without what is not heard; ligatures as letters."""
    return " ".join(unicodedata.normalize("NFKC", UNSEEN.sub("", read)).split())


def sheet(words: str, lang: str, direction: str = "ltr") -> bytes:
    body = f'<p dir="{direction}">{words}</p>'
    wide = "<style>@page{size:A4 landscape}</style>"
    return pdf.render(page(body, lang=lang, head=wide), [], {})


@pytest.mark.parametrize("lang", SENTENCES)
def test_poppler_reads_what_was_written(lang: str) -> None:
    assert said(text(sheet(SENTENCES[lang], lang))) == said(SENTENCES[lang])


@pytest.mark.parametrize("lang", RIGHT_TO_LEFT)
def test_poppler_and_pdfium_read_what_was_written_from_right_to_left(lang: str) -> None:
    drawn = sheet(RIGHT_TO_LEFT[lang], lang, "rtl")
    with pypdfium2.PdfDocument(drawn) as document:
        words = document[0].get_textpage().get_text_range()
    assert said(words) == said(RIGHT_TO_LEFT[lang])
    assert said(text(drawn)) == said(RIGHT_TO_LEFT[lang])


def letters(words: str) -> str:
    return "".join(re.findall(r"\w", words))


def test_the_record_reads_as_its_markup(sealed: bytes) -> None:
    """Every letter, in the order of the source: what a screen reader says, page ends or not."""
    markup = (FIXTURES / "record.html").read_text(encoding="utf-8").partition("</head>")[2]
    markup = re.sub("<(title|desc)[^>]*>.*?</\\1>", " ", markup).replace("&nbsp;", " ")
    told = tool("pdfinfo", "-struct-text", "-", stdin=sealed)
    read = "".join(re.findall(r'^ *"(.*)"$', told, flags=re.MULTILINE))
    written = letters(re.sub("<[^>]+>", " ", markup))
    assert len(written) > 4000
    assert letters(read) == written


def test_letters_with_separate_accents_print_as_one() -> None:
    apart = unicodedata.normalize("NFD", SENTENCES["cy"])
    assert apart != SENTENCES["cy"]
    assert said(text(sheet(apart, "cy"))) == said(SENTENCES["cy"])


def test_control_characters_print_as_spaces() -> None:
    assert said(text(sheet("one\x0btwo\x07three\x85four\u2028five", "en"))) == (
        "one two three four five"
    )


def glyphs(data: bytes) -> Iterator[tuple[Any, str, int]]:
    """Each glyph that each page draws: the embedded font, its name, the glyph's number."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        programs: dict[str, tuple[TTFont, str]] = {}
        for sheet_ in opened.pages:
            current = ""
            for operands, operator in pikepdf.parse_content_stream(sheet_):
                if str(operator) == "Tf":
                    current = str(operands[0])
                    if current not in programs:
                        programs[current] = embedded(sheet_.Resources.Font[current])
                shown: Any = operands[0] if str(operator) == "TJ" else operands
                if str(operator) in {"TJ", "Tj"}:
                    for piece in shown:
                        if isinstance(piece, pikepdf.String):
                            codes = bytes(piece)
                            for place in range(0, len(codes), 2):
                                yield (
                                    *programs[current],
                                    int.from_bytes(codes[place : place + 2], "big"),
                                )


def embedded(font: Any) -> tuple[TTFont, str]:
    descriptor = font.DescendantFonts[0].FontDescriptor
    program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    return TTFont(io.BytesIO(program.read_bytes())), str(font.BaseFont)


def boxes(data: bytes) -> list[tuple[str, int]]:
    """Glyphs that are the box for what a font does not have, or are not in the font at all."""
    return [
        (name, number)
        for font, name, number in glyphs(data)
        if number == 0 or number >= font["maxp"].numGlyphs
    ]


def test_no_box_is_drawn_in_any_script(tagged: bytes) -> None:
    body = "".join(
        f'<p lang="{lang}" dir="auto">{words} <b>{words}</b></p>'
        for lang, words in {**SENTENCES, **RIGHT_TO_LEFT}.items()
    )
    drawn = pdf.render(page(body), STYLES, {})
    assert boxes(drawn) == []
    assert boxes(tagged) == []
    assert len(list(glyphs(tagged))) > 3000


def test_the_search_for_boxes_finds_them() -> None:
    assert boxes(pdf.render(page("<p>a \ue000 b</p>"), [], {}, whole=False))


def test_glyphs_of_words_have_outlines(tagged: bytes) -> None:
    """A font file could hold the right numbers and empty drawings."""
    drawn = {(name, number) for font, name, number in glyphs(tagged)}
    empty = {
        (name, number)
        for font, name, number in glyphs(tagged)
        if font["glyf"][font.getGlyphName(number)].numberOfContours == 0
    }
    assert len(drawn) > 100
    assert len(empty) <= len({name for name, _number in drawn}) * 2  # a space or two a face
