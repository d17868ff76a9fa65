"""What the PDF engine leaves undone for readers that cannot see the page.

It works on the engine's own objects just before they are written: no second reading of the file.
Tables cut by a page end become one again, header cells say what they head, lists hold nothing but
items, pictures say where they are, running heads and repeated headers become artifacts, letters
that join say which text they are, words say their language, and the file claims PDF/UA-1 beside
PDF/A-3a. Knows the layout of WeasyPrint 70's tag tree: see the tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

# One entry a page: the boxes drawn there and the number of their marked content.
Marks = Sequence[Mapping[Any, Mapping[str, Any]]]

REPEATED = {"/THead", "/Caption"}
POINTS = 0.75  # in a CSS pixel
HOLLOW = {"/Sect", "/Div", "/NonStruct", "/Part", "/Art", "/BlockQuote"}
SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
# Accents, Indic and South-East Asian letters, joiners, emoji: glyphs that say less than their text.
JOINED = re.compile(
    "[\u0300-\u036f\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\u200d\ufe00-\ufe0f\U0001f000-\U000e01ef]"
)
RIGHT_TO_LEFT = {"R", "AL"}
UA_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
pdfuaid:part="1"/><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/\
</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""


def finish(document: Any, pdf: pydyf.PDF, marks: Marks) -> None:
    """Completes the tags of a drawn document; `marks` as collected while its pages were drawn."""
    tree = Tree(pdf)
    tables = Tables(tree)
    for page in document.pages:
        tables.read(page._page_box, None)  # noqa: SLF001 (no public way to the boxes)
    tables.scope_headers()
    tables.join()
    mend_lists(tree)
    place_pictures(tree)
    tree.prune(tree.top)
    used = tree.used()
    for number, drawn in enumerate(marks):
        tree.say(number, drawn, document.metadata.lang)
        tree.separate(number, used.get(number, set()))
    tree.forget_orphans()
    claim_ua(tree)
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and "Interpolate" in stream.extra:
            stream.extra["Interpolate"] = "false"  # PDF/A forbids it; emoji are pictures


class Tree:
    """The structure tree of a PDF that has not been written yet."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self.top = self.at(root["K"][0])
        numbers = self.at(root["ParentTree"])["Nums"]
        pages = pdf.page_references
        self.pages = [self.at(page) for page in pages]
        self.page_numbers = {page: number for number, page in enumerate(pages)}
        # Of each page, the element that each piece of marked content belongs to.
        self.owners = [numbers[2 * number + 1] for number in range(len(pages))]

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def children(self, element: Any) -> Iterator[Any]:
        """The elements in an element, without its content."""
        for kid in element.get("K", ()):
            if isinstance(kid, bytes):
                yield self.at(kid)

    def walk(self, element: Any) -> Iterator[Any]:
        yield element
        for child in self.children(element):
            if child.get("Type") == "/StructElem":
                yield from self.walk(child)

    def add(self, kind: str, parent: Any) -> Any:
        """A new element, the last in its parent."""
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "P": parent.reference, "Pg": parent["Pg"]}
        )
        element["K"] = pydyf.Array()
        self.pdf.add_object(element)
        parent["K"].append(element.reference)
        return element

    def used(self) -> dict[int, set[int]]:
        """Of each page, the marked content that the tree still holds."""
        found: dict[int, set[int]] = {}
        for element in self.walk(self.top):
            content = [kid for kid in element["K"] if isinstance(kid, int)]
            if content:
                page = self.page_numbers[element["Pg"]]
                found.setdefault(page, set()).update(content)
        return found

    def prune(self, element: Any) -> None:
        """Removes groups that hold nothing, such as a section of which a page held only a table."""
        for child in list(self.children(element)):
            if child.get("Type") != "/StructElem":
                continue
            self.prune(child)
            if child["S"] in HOLLOW and not child["K"]:
                element["K"].remove(child.reference)

    def say(self, number: int, drawn: Mapping[Any, Mapping[str, Any]], language: str) -> None:
        """Gives words in another language their language, and joined letters their text."""
        owners = self.owners[number]
        texts: dict[int, str] = {}
        for box, mark in drawn.items():
            text = getattr(box, "text", "")
            if not text:
                continue
            spoken = box.style["lang"]
            if spoken and spoken != language:
                self.at(owners[mark["mcid"]])["Lang"] = pydyf.String(spoken)
            if JOINED.search(text) and not runs_right_to_left(text):
                texts[mark["mcid"]] = text
        if texts:
            for _place, properties in self.marked(number):
                if properties["MCID"] in texts:
                    properties["ActualText"] = pydyf.String(texts[properties["MCID"]])

    def separate(self, number: int, used: set[int]) -> None:
        """Content that is in no tag becomes an artifact."""
        stream = self.at(self.pages[number]["Contents"]).stream
        owners = self.owners[number]
        for place, properties in self.marked(number):
            if properties["MCID"] not in used:
                owners[properties["MCID"]] = b"null"
                stream[place - 1] = "/Artifact"
                stream[place] = pydyf.Dictionary({"Type": "/Pagination"})

    def marked(self, number: int) -> Iterator[tuple[int, Any]]:
        """Where in a page's stream marked content begins, and its properties."""
        stream = self.at(self.pages[number]["Contents"]).stream
        for place, item in enumerate(stream):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item:
                yield place, item

    def forget_orphans(self) -> None:
        """Empties the elements that the tree no longer holds."""
        held = {element.number for element in self.walk(self.top)}
        for element in self.pdf.objects:
            if isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructElem":
                element.pop("ID", None)  # meant for a look-up table that the engine does not write
                if element.number not in held:
                    element.clear()


class Tables:
    """The tables of a document, each with the parts that page ends have cut it into."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.cells: list[tuple[Any, Any]] = []
        self.parts: dict[int, list[Any]] = {}

    def read(self, box: Any, table: Any) -> None:
        """Collects the cells in a box, and which table of the page's source they are of."""
        box = getattr(box, "_box", box)  # what is placed absolutely stands in a wrapper
        if box.element_tag == "table":
            table = box.element
        if "mark" in vars(box):
            self.cells.append((box, box.mark))
            self._note(table, box.mark)
        for child in getattr(box, "children", ()):
            self.read(child, table)

    def _note(self, table: Any, element: Any) -> None:
        while element["S"] != "/Table":
            element = self.tree.at(element["P"])
        parts = self.parts.setdefault(id(table), [])
        if not any(part is element for part in parts):
            parts.append(element)

    def scope_headers(self) -> None:
        for box, cell in self.cells:
            cell["A"].pop("Headers", None)  # scope says it, and a repeated header has no id left
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = self._scope(box, cell)

    def _scope(self, box: Any, cell: Any) -> str:
        asked = SCOPES.get(box.element.get("scope", ""))
        group = self.tree.at(self.tree.at(cell["P"])["P"])
        return asked or ("/Column" if group["S"] == "/THead" else "/Row")

    def join(self) -> None:
        """Puts the rows of later parts into the first; their repeated headers fall away."""
        for first, *later in self.parts.values():
            for part in later:
                self._append(first, part)
                self.tree.at(part["P"])["K"].remove(part.reference)

    def _append(self, first: Any, part: Any) -> None:
        for group in list(self.tree.children(part)):
            earlier = [g for g in self.tree.children(first) if g["S"] == group["S"]]
            if group["S"] in REPEATED and earlier:
                continue
            if group["S"] == "/TFoot" and earlier:
                first["K"].remove(earlier[0].reference)
            group["P"] = first.reference
            first["K"].append(group.reference)


def mend_lists(tree: Tree) -> None:
    """A list holds items only. A group of a term and its meanings, `<div><dt><dd>`, is one item."""
    for element in list(tree.walk(tree.top)):
        if element["S"] != "/L":
            continue
        for group in list(tree.children(element)):
            if group.get("S") not in HOLLOW:
                continue
            items = list(_items(tree, group))
            if len(items) > 1:
                _as_item(group, items)
            elif items:
                element["K"][element["K"].index(group.reference)] = items[0].reference
                items[0]["P"] = element.reference
        for item in tree.children(element):
            _settle(tree, item)


def _settle(tree: Tree, item: Any) -> None:
    """In an item stand a label and a body; whatever else it holds belongs in the body."""
    if item["S"] != "/LI":
        return
    parts = list(tree.children(item))
    bodies = [part for part in parts if part["S"] == "/LBody"]
    others = [part for part in parts if part["S"] not in {"/Lbl", "/LBody"}]
    if others:
        body = bodies[0] if bodies else tree.add("/LBody", item)
        for part in others:
            item["K"].remove(part.reference)
            part["P"] = body.reference
            body["K"].append(part.reference)
    for part in tree.children(item):
        for inner in tree.children(part):
            if inner.get("S") in {"/Lbl", "/LBody"}:
                inner["S"] = "/NonStruct"


def _items(tree: Tree, element: Any) -> Iterator[Any]:
    """The list items in a group, without the items of lists inside them."""
    for child in tree.children(element):
        if child.get("S") == "/LI":
            yield child
        elif child.get("S") in HOLLOW:
            yield from _items(tree, child)


def _as_item(group: Any, items: Sequence[Any]) -> None:
    """Makes of a group one item: its first part is the label, the others are the body."""
    group["S"], group["K"] = "/LI", pydyf.Array()
    for place, item in enumerate(items):
        item["S"] = "/LBody" if place else "/Lbl"
        item["P"] = group.reference
        group["K"].append(item.reference)


def place_pictures(tree: Tree) -> None:
    """The engine gives the place of a picture in pixels from the top; a PDF counts from below."""
    for element in tree.walk(tree.top):
        if element["S"] == "/Figure":
            page = tree.pages[tree.page_numbers[element["Pg"]]]
            left, top, right, bottom = (POINTS * edge for edge in element["A"]["BBox"])
            height = page["MediaBox"][3]
            box = (left, height - bottom, right, height - top)
            element["A"]["BBox"] = pydyf.Array(round(edge, 3) for edge in box)


def runs_right_to_left(text: str) -> bool:
    """Readers turn such text round themselves; told the text, they would turn that round too."""
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def claim_ua(tree: Tree) -> None:
    """PDF/UA-1 in the metadata, with the schema that PDF/A asks for before it allows the claim."""
    metadata = tree.at(tree.pdf.catalog["Metadata"])
    whole = b"".join(metadata.stream)
    before, end, after = whole.rpartition(b"</rdf:RDF>")
    metadata.stream = [before + UA_CLAIM + end + after]
