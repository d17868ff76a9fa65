"""Several tagged PDFs as one: nothing that a reader is told of a part is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from riskapp.platform.versions import pdf
from riskapp.platform.versions.keys import SealKey
from riskapp.platform.versions.sealing import seal
from riskapp.platform.versions.verifying import verify
from tests.platform.versions.documents import PAYLOAD, SEALED_AT, elements, text
from tests.platform.versions.test_tags import findings


def test_every_page_has_its_number_among_all(joined: bytes) -> None:
    pages, said = pdf.count_pages(joined), " ".join(text(joined).split())
    assert pages > 3
    assert [n for n in range(1, pages + 1) if f"page {n} of {pages}" not in said] == []
    places = [said.index(words) for words in ("First words", "Other words", "Last words")]
    assert places == sorted(places)


def test_tags_and_bookmarks_are_those_of_all_parts(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as whole:
        assert whole.check_pdf_syntax() == []
        with whole.open_outline() as outline:
            assert [one.title for one in outline.root] == ["One", "Two", "Three"]
            assert [one.title for one in outline.root[1].children] == ["Under it"]
        assert len(list(elements(whole, "/H1"))) == 3
        pairs = list(whole.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
        assert len(owners) == len(pairs) // 2
        notes = 0
        for sheet in whole.pages:
            for owner in owners[int(sheet.obj.StructParents)]:
                assert owner is None or owner.Pg.objgen == sheet.obj.objgen
            for note in sheet.obj.get("/Annots", ()):
                notes += 1
                assert owners[int(note.StructParent)].S == "/Link"
        assert notes == 2


def test_checkers_find_no_fault_in_it_and_it_verifies_once_sealed(
    joined: bytes, key: SealKey, tmp_path: Path
) -> None:
    sealed = seal(joined, PAYLOAD, SEALED_AT, key)
    assert verify(sealed, key.public).layout == "full"
    errors, _warnings = findings(tmp_path, sealed)
    assert errors == set()
