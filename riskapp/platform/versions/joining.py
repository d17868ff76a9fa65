"""Several tagged PDFs of ours as one: pages, tags, bookmarks; and one numbering over all of them.

Each part is drawn by itself, so that none of them needs the room of all. What is common to them, such as
title, language and colours, is that of the first.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def join(parts: Sequence[bytes], numbers: bytes) -> bytes:
    """The parts in order. `numbers`: a PDF with as many pages, each drawn over one of theirs; nothing in
    it is read out, and it has to be all artifacts.
    """
    first, *others = (pikepdf.open(io.BytesIO(part)) for part in parts)
    tags = _Tags(first)
    for other in others:
        begin = len(first.pages)
        first.pages.extend(other.pages)
        tags.add(first.pages[begin:], other)
        _add_bookmarks(first, other)
    _draw_over(first, numbers)
    out = io.BytesIO()
    first.save(out)
    return out.getvalue()


class _Tags:
    """The structure of a PDF that grows: a part of the document for each PDF in it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.root = pdf, pdf.Root.StructTreeRoot
        self.numbers = self.root.ParentTree.Nums
        top = self.root.K[0]
        self.document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array([]))
        )
        self.root.K = Array([self.document])
        self._hold(top)

    def add(self, pages: Sequence[pikepdf.Page], other: pikepdf.Pdf) -> None:
        """The tags of another PDF, whose pages these were."""
        start = max(int(key) for key in list(self.numbers)[::2]) + 1
        came = self.pdf.copy_foreign(other.Root.StructTreeRoot)
        for page in pages:
            page.obj.StructParents += start
            for note in page.obj.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent += start
        pairs = list(came.ParentTree.Nums)
        for key, owners in zip(pairs[::2], pairs[1::2], strict=True):
            self.numbers.append(int(key) + start)
            self.numbers.append(owners)
        self._hold(came.K[0])

    def _hold(self, part: Any) -> None:
        part.S, part.P = Name.Part, self.document
        self.document.K.append(part)


def _add_bookmarks(pdf: pikepdf.Pdf, other: pikepdf.Pdf) -> None:
    """The bookmarks of another PDF after those that are there. All of ours have some."""
    came, held = pdf.copy_foreign(other.Root.Outlines), pdf.Root.Outlines
    one: Any = came.First
    one.Prev, held.Last.Next = held.Last, one
    while one is not None:
        one.Parent = held
        one = one.get("/Next")
    held.Last = came.Last
    held.Count += came.Count


def _draw_over(pdf: pikepdf.Pdf, numbers: bytes) -> None:
    with pikepdf.open(io.BytesIO(numbers)) as drawn:
        for page, number in zip(pdf.pages, drawn.pages, strict=True):
            form = number.as_form_xobject()
            form.write(pikepdf.unparse_content_stream(_unmarked(number)))
            name = page.add_resource(pdf.copy_foreign(form), Name.XObject)
            page.contents_add(b"q", prepend=True)
            drawn_as = f"Q /Artifact <</Type /Pagination>> BDC q {name} Do Q EMC"
            page.contents_add(drawn_as.encode())


def _unmarked(page: pikepdf.Page) -> list[Any]:
    """What a page draws, without the marks that say what it is: it stands in another's."""
    marks = {pikepdf.Operator("BDC"), pikepdf.Operator("EMC")}
    return [one for one in pikepdf.parse_content_stream(page) if one.operator not in marks]
