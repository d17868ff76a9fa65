"""The copies of a version: who each is for, what it carries, how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from riskapp.core.errors import NotFound
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.placed import is_placed
from riskapp.decision.record import QUESTIONS, Record
from riskapp.decision.rules import NOT_WANTED, PLACE_FIELDS, RESTRICTION, TECHNOLOGY, Copy
from riskapp.decision.steps.two_pens import STEP as PENS
from riskapp.decision.steps.two_pens import are_given
from riskapp.platform import i18n
from riskapp.platform import time as local_time
from riskapp.platform.forms import DataClass
from riskapp.platform.i18n import _
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern

FOLDER = Path(__file__).parents[1]
TWO_PENS = PENS.slug
SIZES: dict[str, str] = {Copy.PERSON: "person", Copy.LARGE: "person large"}
ALL_FACTS = frozenset(f"record.{key}" for key in QUESTIONS)
FACTS = frozenset(
    f"record.{key}"
    for key in (
        "reference",
        "version",
        "called_by",
        "sealed_at",
        "demonstration",
        "organisation",
        "telephone",
    )
)


def _not_on_the_persons(row_id: str, rows: Rows) -> bool:
    """Where things were said, unless that was ticked; and what sort of help something is, in the
    trade's words, but for a restriction, whose end the person is told of.
    """
    if pattern(row_id) == "mitigations.rung":
        return bool(rows[row_id]["value"] != "restriction")
    chosen = rows.get("read-back.with_place", {}).get("value")
    return pattern(row_id) in PLACE_FIELDS and not chosen


def _not_to_lie_about(row_id: str, rows: Rows) -> bool:
    """A draft is read aloud and may lie on a table: what protects somebody is not on it, nor what the
    practitioner marked before both pens have.
    """
    if row_id.startswith(f"{TWO_PENS}."):
        said = {key: rows[f"{TWO_PENS}.{key}"]["value"] for key in ("given", "marks", "how")}
        return not are_given(rows["both-sides.marks"]["value"], said)
    field = fields_by_pattern(CONVERSATION).get(pattern(row_id))
    return field is not None and field.spec.data_class is DataClass.PROTECTION


def _without_a_place(row_id: str, _rows: Rows) -> bool:
    """One sheet read in a hurry, and a note of 150 words, carry only what they were made for."""
    return not row_id.startswith("record.") and not is_placed(pattern(row_id))


OF_A_NOTE = {
    RESTRICTION: ("what", "rung", "ends_on"),
    TECHNOLOGY: ("what", "rung", "agreed_how", "until"),
}


def _not_in_a_note(row_id: str, rows: Rows) -> bool:
    """Of what would help, a note names the restrictions and the technology that are wanted, with their
    ends; of what could happen, what matters most.
    """
    item, _dot, key = row_id.rpartition(".")
    if row_id.startswith("mitigations."):
        is_wanted = rows.get(f"{item}.stands", {}).get("value") != NOT_WANTED
        return not is_wanted or key not in OF_A_NOTE.get(rows[f"{item}.rung"]["value"], ())
    if pattern(row_id).startswith("consequences."):
        return item not in (rows["both-sides.marks"]["value"] or ())
    return _without_a_place(row_id, rows)


LAYOUTS = (
    Layout(
        slug=Copy.FULL,
        title=_("Full record"),
        template="print/full.html",
        twin="records/full.html",
        meta=ALL_FACTS,
    ),
    Layout(
        slug=Copy.PERSON,
        title=_("%(name)s’s copy"),
        template="print/person.html",
        twin="records/person.html",
        meta=FACTS,
        withholds=_not_on_the_persons,
    ),
    Layout(
        slug=Copy.LARGE,
        title=_("%(name)s’s copy in large print"),
        template="print/person.html",
        twin="records/person.html",
        meta=FACTS,
        withholds=_not_on_the_persons,
    ),
    Layout(
        slug=Copy.CARD,
        title=_("If it goes wrong"),
        template="print/card.html",
        twin="records/card.html",
        meta=FACTS,
        withholds=_without_a_place,
    ),
    Layout(
        slug=Copy.NOTE,
        title=_("Case note to paste"),
        template="",
        twin="records/note.html",
        meta=FACTS - {"record.organisation", "record.telephone"},
        withholds=_not_in_a_note,
        has_pdf=False,
    ),
)
PRINTED = tuple(layout for layout in LAYOUTS if layout.has_pdf)
DRAFT = Layout(
    slug="draft",
    title=_("Draft for reading back"),
    template="print/full.html",
    twin="records/full.html",
    meta=ALL_FACTS - {"record.sealed_at", "record.sealed_by"},
    withholds=_not_to_lie_about,
)


def layout_of(slug: str) -> Layout:
    """Raises NotFound."""
    for layout in LAYOUTS:
        if layout.slug == slug:
            return layout
    raise NotFound(slug)


@dataclass(frozen=True)
class Page:
    """All that the renderer of PDFs is handed; `assets` are the files that style sheets name."""

    html: str
    stylesheets: Sequence[str]
    assets: Mapping[str, bytes]


def draw(layout: Layout, record: Record) -> Page:
    """One copy as a page to render, in the language of the moment. `record` holds its rows only."""
    template = _environment().get_template(layout.template)
    html = template.render(
        record=record,
        layout=layout,
        lang=i18n.language_tag(),
        size=SIZES.get(layout.slug, ""),
        page_words=_page_words(),
    )
    sheets = ["tokens.css", "print.css"]
    sheets += ["demonstration.css"] if record.is_demonstration else []
    sheets += ["draft.css"] if record.is_draft else []
    marks = {sheet.replace(".css", ".svg") for sheet in sheets[2:]}
    return Page(html, [_text(name) for name in sheets], {name: _bytes(name) for name in marks})


def _page_words() -> tuple[str, str, str]:
    """What stands before, between and after the two numbers at the foot of a page."""
    words = str(_("page %(page)s of %(pages)s", page="\0", pages="\0"))
    before, between, after = words.split("\0")
    return before, between, after


@lru_cache
def _environment() -> Environment:
    """Templates of printed pages need no request and no app."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    i18n.init_jinja(made)
    local_time.init_jinja(made)
    return made


@lru_cache
def _bytes(name: str) -> bytes:
    return (FOLDER / "static" / name).read_bytes()


def _text(name: str) -> str:
    return _bytes(name).decode()
