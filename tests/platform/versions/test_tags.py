"""What readers that cannot see the page are told of it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from riskapp.platform.versions import pdf
from tests.platform.versions.documents import (
    STYLES,
    children,
    elements,
    fonts,
    page,
    text,
    tool,
    unpacked,
)

# Of the record: three tables on one page, whose lines outloud takes for one grid.
KNOWN_WARNINGS = {"TBL-014"}
ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(120))
LONG_TABLE = (
    '<table class="grid"><caption>A long one</caption><thead><tr><th scope="col">Name</th>'
    f'<th scope="col">Number</th></tr></thead><tbody>{ROWS}</tbody></table>'
)


def opened(body: str, **how: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(page(body, **how), STYLES, {})))


def kinds(element: Any) -> list[str]:
    return [str(child.S) for child in children(element) if "/S" in child]


@pytest.fixture(scope="module")
def record(sealed: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(sealed)) as opened_record:
        yield opened_record


def findings(tmp_path: Path, data: bytes) -> tuple[set[str], set[str]]:
    """The codes of the errors and of the warnings that outloud finds."""
    path = tmp_path / "record.pdf"
    path.write_bytes(data)
    command = [str(Path(sys.executable).with_name("outloud")), "--no-info", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "PDF/UA-1 checkpoints:" in said
    lines = [line.split() for line in said.splitlines()]
    errors = {words[1] for words in lines if words[:1] == ["ERROR"]}
    return errors, {words[1] for words in lines if words[:1] == ["WARNING"]}


def test_outloud_finds_no_error_in_the_sealed_record(sealed: bytes, tmp_path: Path) -> None:
    errors, warnings = findings(tmp_path, sealed)
    assert errors == set()
    assert warnings <= KNOWN_WARNINGS


def test_outloud_would_find_what_the_engine_leaves_undone(
    printer: pdf.Printer, tmp_path: Path
) -> None:
    bare = printer.engine.HTML(string=page(LONG_TABLE)).write_pdf(pdf_variant="pdf/ua-1")
    errors, _warnings = findings(tmp_path, bare)
    assert "TBL-002" in errors


def test_pdfua_finds_nothing_in_the_sealed_record(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(sealed)
    said = tool(str(Path(sys.executable).with_name("pdfua")), "check", str(path))
    assert "result: PASS (no findings)" in said


def test_qpdf_finds_nothing_in_the_sealed_record(record: pikepdf.Pdf) -> None:
    assert record.check_pdf_syntax() == []


def test_one_file_claims_both_standards(record: pikepdf.Pdf) -> None:
    with record.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
    assert record.pdf_version == "1.7"
    assert "/Version" not in record.Root


def test_the_record_has_title_language_bookmarks_and_tab_order(record: pikepdf.Pdf) -> None:
    assert record.docinfo.Title == "Maureen walks to the allotment on her own: full record"
    assert record.Root.Lang == "en-GB"
    assert record.Root.ViewerPreferences.DisplayDocTitle
    assert len(record.pages) == 4
    assert all(each.obj.Tabs == "/S" for each in record.pages)
    with record.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Maureen walks to the allotment on her own"
        ]
        assert len(outline.root[0].children) > 8


def test_every_header_cell_says_what_it_heads(record: pikepdf.Pdf) -> None:
    scopes = [str(cell.A.Scope) for cell in elements(record, "/TH")]
    assert {"/Column", "/Row"} == set(scopes)
    assert not any("/Headers" in cell.A for cell in elements(record, "/TD"))


def test_a_table_cut_by_page_ends_is_one_table() -> None:
    with opened(LONG_TABLE) as cut:
        assert len(cut.pages) > 2
        tables = list(elements(cut, "/Table"))
        assert len(tables) == 1
        assert kinds(tables[0]).count("/THead") == 1
        assert kinds(tables[0]).count("/Caption") == 1
        assert len(list(elements(cut, "/TR"))) == 121
        assert len(list(elements(cut, "/TH"))) == 122


def test_two_tables_without_a_word_between_stay_two() -> None:
    """Also where the second begins a page."""
    second = LONG_TABLE.replace("<caption>A long one</caption>", "").replace(
        "<table", '<table style="break-before:page"'
    )
    with opened(LONG_TABLE.replace("<caption>A long one</caption>", "") + second) as two:
        assert len(list(elements(two, "/Table"))) == 2
        assert len(list(elements(two, "/TR"))) == 242


def test_a_table_in_a_table_keeps_its_own_rows() -> None:
    inner = "<table><tr><th>a</th><td>b</td></tr></table>"
    with opened(f"<table><tr><td>{inner}</td><td>c</td></tr></table>") as nested:
        assert [len(list(_rows(table))) for table in elements(nested, "/Table")] == [1, 1]


def _rows(table: Any) -> Iterator[Any]:
    for group in children(table):
        if group.S == "/TR":
            yield group
        elif group.S == "/TBody":
            yield from (row for row in children(group) if row.S == "/TR")


def test_running_heads_and_repeated_headers_are_artifacts(record: pikepdf.Pdf) -> None:
    spoken = tool("pdfinfo", "-struct-text", "-", stdin=pdf.render(page(LONG_TABLE), STYLES, {}))
    assert "page 1 of" not in spoken
    assert spoken.count('"Number"') == 1
    for each in record.pages:
        marked = [
            operands
            for operands, operator in pikepdf.parse_content_stream(each)
            if str(operator) == "BDC" and operands[0] == "/Artifact"
        ]
        assert marked
        assert all(operands[1].Type == "/Pagination" for operands in marked)


def test_each_piece_of_content_belongs_to_an_element_of_the_tree(record: pikepdf.Pdf) -> None:
    held = {element.objgen for element in elements(record)}
    numbers = record.Root.StructTreeRoot.ParentTree.Nums
    for place in range(1, 2 * len(record.pages), 2):
        owners = [owner for owner in numbers[place] if owner is not None]
        assert owners
        assert all(owner.objgen in held for owner in owners)


def test_lists_hold_items_only_and_items_labels_and_bodies() -> None:
    body = (
        "<ul><li>a</li><li><p>b</p><p>c</p><ul><li>d</li></ul></li></ul>"
        '<dl class="facts"><div><dt>Term</dt><dd>Meaning</dd><dd><p>Two</p></dd></div></dl>'
        "<dl><dt>Bare</dt><dd>Meaning</dd></dl><ol><li>e</li></ol>"
    )
    with opened(body) as lists:
        for each in elements(lists, "/L"):
            assert set(kinds(each)) <= {"/LI", "/L"}
        for item in elements(lists, "/LI"):
            assert set(kinds(item)) <= {"/Lbl", "/LBody"}
            assert "/LBody" in kinds(item)


def test_pictures_have_their_words_and_stand_where_they_are(record: pikepdf.Pdf) -> None:
    figures = list(elements(record, "/Figure"))
    assert figures
    for figure in figures:
        assert str(figure.Alt)
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842
    first = [float(edge) for edge in figures[0].A.BBox]
    assert first[1] > 700  # the mark in the head of page one


def test_words_in_another_language_say_so() -> None:
    body = '<p>The word <i lang="cy">cwtch</i> and <q lang="ar" dir="rtl">أريد</q>.</p>'
    with opened(body) as spoken:
        languages = [str(e.Lang) for e in elements(spoken) if "/Lang" in e]
    assert languages == ["cy", "ar"]


def test_links_have_words_and_print() -> None:
    with opened('<p><a href="tel:01234">Ring us</a></p>') as linked:
        annotation = linked.pages[0].obj.Annots[0]
        assert annotation.Contents
        assert annotation.F == 4
        assert len(list(elements(linked, "/Link"))) == 1


def test_only_the_bundled_typeface_draws_the_record(tagged: bytes) -> None:
    assert {name.partition("-Next")[0] for name in fonts(tagged)} == {"Atkinson-Hyperlegible"}


@pytest.mark.parametrize("family", ["serif", "monospace", "Arial", "DejaVu Sans", "cursive"])
def test_no_other_typeface_slips_in_whatever_is_asked_for(family: str) -> None:
    body = (
        f'<p style="font-family:{family}">Words ŵ ł <b>bold</b> <code>code</code></p>'
        f'<svg viewBox="0 0 99 20" role="img"><title>t</title><text y="9">plain</text>'
        f'<text y="18" font-family="{family}">asked</text></svg>'
    )
    drawn = pdf.render(page(body), [], {})
    assert {name.partition("-Next")[0] for name in fonts(drawn)} == {"Atkinson-Hyperlegible"}


def test_nothing_of_this_machine_is_in_the_file(sealed: bytes) -> None:
    plain = unpacked(sealed)
    for word in (f"{Path.home()}/", f"{Path.cwd()}", "asset:", "file:", "/usr/"):
        assert word.encode() not in plain
    assert text(sealed).count("page 1 of 4") == 1
