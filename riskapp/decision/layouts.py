"""The copies of a version: who each is for, what it carries, how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from riskapp.core.errors import NotFound
from riskapp.decision import aloud, asked_before
from riskapp.decision.facts import FOUND_ABLE, OF_HELP, QUESTIONS
from riskapp.decision.kept_back import is_addendum, is_kept_back, is_outside
from riskapp.decision.left_over import BECAUSE, is_left_over
from riskapp.decision.placed import is_placed
from riskapp.decision.record import Record
from riskapp.decision.rules import (
    COURT,
    NO_LONGER,
    NOT_WANTED,
    PLACE_FIELDS,
    RESTRICTION,
    TECHNOLOGY,
    Copy,
)
from riskapp.decision.shared import not_for_family, not_for_provider
from riskapp.decision.steps.if_it_goes_wrong import CONTACTS
from riskapp.decision.steps.if_it_goes_wrong import STEP as GOES_WRONG
from riskapp.decision.steps.outside import OUTSIDE_VIEWS, VIEW_ANSWERS
from riskapp.decision.steps.representation import MAY_DECIDE
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.decision.steps.statement import STEP as REASONS
from riskapp.decision.steps.two_pens import STEP as PENS
from riskapp.decision.steps.two_pens import is_closed
from riskapp.decision.steps.what_would_help import OF_WHAT_ENDED
from riskapp.decision.visit import patterns_for_a_visit
from riskapp.platform import i18n
from riskapp.platform import time as local_time
from riskapp.platform.i18n import _
from riskapp.platform.versions.fonts import spelled_out
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows, order_of, pattern

FOLDER = Path(__file__).parents[1]
TWO_PENS = PENS.slug
SIZES: dict[str, str] = {
    Copy.PERSON: "person",
    Copy.LARGE: "person large",
    Copy.EASY: "person easy",
}
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
YOUR_FACTS = FACTS | OF_HELP | {FOUND_ABLE}


EASILY_READ = frozenset(
    f"{where}.{key}"
    for where, keys in {
        "decision": ("choice",),
        "both-sides": ("marks",),
        "options": ("title", "is_now"),
        "consequences": ("text", "side", "to_whom", "said_by", "worry_of"),
        "still": ("text",),
        "looking-again": ("why",),
        "mitigations": (*OF_WHAT_ENDED, "rung", "takes_away", "still", "who", "ends_on"),
        "what-was-decided": ("decided", "ways", "whose", "ending", "because"),
        "differences": ("who", "view"),
        "positions": ("who", "will", "wont", "not_asked"),
        "if-it-goes-wrong": (
            *("first_sign", "steps", "treated", "not_to", "look_again_on", "look_again_if"),
        ),
        "contacts": ("name", "number", "when"),
        "read-back": ("taking_part", "disagrees", "could_not"),
        "what-happened": ("account",),
        "came-about": ("was", "happened"),
        "what-now": ("worth", "now", "because"),
        OUTSIDE_VIEWS.slug: ("from_whom", "outcome", "words", "stands"),
        VIEW_ANSWERS.slug: ("whose", "answer", "words"),
        ADDENDA.slug: ("about", "concerns", "of_what", "kind", "words", "should_read"),
    }.items()
    for key in keys
)
ON_THE_CARD = frozenset({GOES_WRONG.slug, CONTACTS.slug})
TO_PREPARE_WITH = frozenset({"decision.choice", "preparing.where", "preparing.when"})


def _not_said_since(row_id: str, rows: Rows) -> bool:
    """A sheet that may go wherever the person's copy went."""
    return not (is_addendum(row_id) or row_id.startswith("record.")) or is_kept_back(row_id, rows)


def _not_on_the_persons(row_id: str, rows: Rows) -> bool:
    """What was said since of something that is not on it; where things were said, and reasons in
    somebody's own words, unless that was ticked; what sort of help something is, in the trade's words,
    but for a restriction, whose end the person is told of; and who decided it for them, where it is
    their own choice.
    """
    if is_kept_back(row_id, rows) or is_left_over(row_id, rows):
        return True
    if pattern(row_id).startswith(f"{REASONS.slug}."):
        # A version sealed before this was asked carries them.
        return not rows.get(f"{REASONS.slug}.in_theirs", {"value": True})["value"]
    if pattern(row_id) == "mitigations.rung":
        return bool(rows[row_id]["value"] != "restriction")
    chosen = rows.get("read-back.with_place", {}).get("value")
    return pattern(row_id) in PLACE_FIELDS and not chosen


def _not_easily_read(row_id: str, rows: Rows) -> bool:
    """What is said in short sentences, and no more: not the professional form with less in it. Of what
    others said the words are a court's alone: it decides, and nothing else there says what.
    """
    if pattern(row_id) == f"{OUTSIDE_VIEWS.slug}.words":
        from_whom = rows.get(f"{row_id.rpartition('.')[0]}.from_whom", {}).get("value")
        return from_whom != COURT or _not_on_the_persons(row_id, rows)
    if not row_id.startswith("record.") and pattern(row_id) not in EASILY_READ:
        return True
    return _is_past(row_id, rows) or _not_on_the_persons(row_id, rows)


def _has_ended(row_id: str, rows: Rows) -> bool:
    """Whether it is about help that has ended."""
    item, _dot, _key = row_id.rpartition(".")
    is_help = row_id.startswith("mitigations.")
    return is_help and rows.get(f"{item}.stands", {}).get("value") == NO_LONGER


def _is_past(row_id: str, rows: Rows) -> bool:
    """What help that has ended did and took away, and when it would have ended by itself."""
    return _has_ended(row_id, rows) and row_id.rpartition(".")[2] not in OF_WHAT_ENDED


def _not_to_lie_about(row_id: str, rows: Rows) -> bool:
    """A draft is read aloud and may lie on a table: it carries what the page reads back, and the two
    pens once both have marked; not what others advised, which has a page of its own.
    """
    if is_outside(row_id):
        return True
    asked = pattern(row_id)
    if asked.startswith(f"{TWO_PENS}.") and (is_placed(asked) or is_closed(row_id, rows)):
        return is_closed(row_id, rows)
    return is_kept_back(row_id, rows) or asked in aloud.kept_back()


def _not_for_a_visit(row_id: str, rows: Rows) -> bool:
    if row_id.startswith("record."):
        return False
    return pattern(row_id) not in patterns_for_a_visit() or _is_past(row_id, rows)


def _not_to_prepare_with(row_id: str, _rows: Rows) -> bool:
    """A page to get ready with says back what the person said, and when and where; nothing of others."""
    return not row_id.startswith("record.") and row_id not in TO_PREPARE_WITH


def _without_a_place(row_id: str, _rows: Rows) -> bool:
    """One sheet read in a hurry, and a note of 150 words, carry only what they were made for."""
    return not row_id.startswith("record.") and not is_placed(pattern(row_id))


def _own_way(rows: Rows) -> str:
    """The person's own way: carrying on as now where that is what they want, else the first way to do
    something; empty where there is none.
    """
    theirs = (i for i in rows if pattern(i) == "options.is_theirs" and rows[i]["value"])
    return next((i.rpartition(".")[0] for i in theirs), "") or _first_way(rows)


def _first_way(rows: Rows) -> str:
    """The first way to do something; empty where there is none."""
    doing = [i for i in rows if pattern(i) == "options.is_now" and not rows[i]["value"]]
    return min((i.rpartition(".")[0] for i in doing), key=order_of, default="")


def _not_on_the_card(row_id: str, rows: Rows) -> bool:
    """What was said since is on it where it is about something the card says to do, or whom to ring.
    A card is pinned up, or handed to whoever finds them: of what they want it has their own way in a
    few words, where it was given some, and not all that they said.
    """
    item, _dot, _key = row_id.rpartition(".")
    if pattern(row_id) == "options.title":
        return item != _own_way(rows)
    if row_id == "decision.choice" and rows.get(f"{_own_way(rows)}.title", {}).get("value"):
        return True
    if not is_addendum(row_id):
        return _without_a_place(row_id, rows)
    about = rows[f"{item}.about"]["value"] or ()
    is_there = any(path.partition(".")[0] in ON_THE_CARD for path in about)
    return not is_there or is_kept_back(row_id, rows)


CONCLUDED = frozenset(
    {
        *(f"assessments.{key}" for key in ("conclusion", "who", "on")),
        *(f"powers.{key}" for key in ("kind", "who", "says")),
    }
)
OF_A_NOTE = {
    RESTRICTION: ("what", "rung", "ends_on"),
    TECHNOLOGY: ("what", "rung", "agreed_how", "until"),
}
ENDED_IN_A_NOTE = ("what", "stands", "ended_on")
NOT_WANTED_IN_A_NOTE = ("what", "stands")


def _has_a_name_in_a_note(option: str, rows: Rows) -> bool:
    """As now, and the first of the ways to do it, are called so; those after it by their own names."""
    return option == _first_way(rows) or bool(rows[f"{option}.is_now"]["value"])


REVIEW_IN_A_NOTE = frozenset(
    {"came-about.was", "came-about.happened", "what-now.now", "what-now.decided_on"}
)


def _told_in_a_note(helps: str, rows: Rows) -> tuple[str, ...]:
    """The answers about something that would help which a note has."""
    named = OF_A_NOTE.get(rows[f"{helps}.rung"]["value"])
    stands = rows.get(f"{helps}.stands", {}).get("value")
    if stands == NOT_WANTED:
        return NOT_WANTED_IN_A_NOTE
    if stands == NO_LONGER:
        return ENDED_IN_A_NOTE if named else ()
    return named or ("what",)


def _not_in_a_note(row_id: str, rows: Rows) -> bool:
    """Of what would help, a note names the restrictions and the technology that are wanted, with their
    ends, and those that have ended; of all other help, its name; of what could happen, what
    matters most; of capacity, what was concluded, and what somebody says who may decide; of the ways,
    the names of those past the first; of a review, what it looked at and what follows.
    """
    item, _dot, key = row_id.rpartition(".")
    if pattern(row_id) in CONCLUDED:
        said = rows[f"{item}.{'conclusion' if item.startswith('assessments') else 'says'}"]["value"]
        kind = rows.get(f"{item}.kind", {}).get("value")
        return not said or (kind is not None and kind not in MAY_DECIDE)
    if row_id.startswith("mitigations."):
        return key not in _told_in_a_note(item, rows)
    if is_addendum(row_id):
        return is_kept_back(row_id, rows)
    if row_id == BECAUSE and is_left_over(row_id, rows):
        return True
    if pattern(row_id).startswith("consequences."):
        return item not in (rows["both-sides.marks"]["value"] or ())
    has_a_name = pattern(row_id) == "options.title" and _has_a_name_in_a_note(item, rows)
    is_looked_at = pattern(row_id) in REVIEW_IN_A_NOTE
    return has_a_name or (_without_a_place(row_id, rows) and not is_looked_at)


LAYOUTS = (
    Layout(
        slug=Copy.FULL,
        title=_("Full record"),
        template="print/full.html",
        twin="records/full.html",
        meta=ALL_FACTS | asked_before.FACTS,
        withholds=is_closed,
    ),
    Layout(
        slug=Copy.PERSON,
        title=_("%(name)s’s copy"),
        template="print/person.html",
        twin="records/person.html",
        meta=YOUR_FACTS,
        withholds=_not_on_the_persons,
    ),
    Layout(
        slug=Copy.LARGE,
        title=_("%(name)s’s copy in large print"),
        template="print/person.html",
        twin="records/person.html",
        meta=YOUR_FACTS,
        withholds=_not_on_the_persons,
    ),
    Layout(
        slug=Copy.EASY,
        title=_("%(name)s’s copy in easy read"),
        template="print/easy.html",
        twin="records/easy.html",
        meta=YOUR_FACTS,
        withholds=_not_easily_read,
    ),
    Layout(
        slug=Copy.FAMILY,
        title=_("Copy for family"),
        template="print/shared.html",
        twin="records/shared.html",
        meta=FACTS | OF_HELP,
        withholds=not_for_family,
    ),
    Layout(
        slug=Copy.PROVIDER,
        title=_("Copy for a provider"),
        template="print/shared.html",
        twin="records/shared.html",
        meta=FACTS | OF_HELP,
        withholds=not_for_provider,
    ),
    Layout(
        slug=Copy.CARD,
        title=_("If it goes wrong"),
        template="print/card.html",
        twin="records/card.html",
        meta=FACTS,
        withholds=_not_on_the_card,
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
    # The laws that stand beside what was opened would tell what that is.
    meta=ALL_FACTS
    - {f"record.{key}" for key in ("sealed_at", "sealed_by", "law", "law_checked_on")},
    withholds=_not_to_lie_about,
)
SHEET = Layout(
    slug="sheet",
    title=_("Conversation sheet"),
    template="print/sheet.html",
    twin="records/sheet.html",
    meta=FACTS - {"record.sealed_at", "record.organisation", "record.telephone"},
    withholds=_not_for_a_visit,
)
PREPARATION = Layout(
    slug="preparation",
    title=_("Getting ready to talk"),
    template="print/preparation.html",
    twin="records/preparation.html",
    meta=frozenset(
        f"record.{key}" for key in ("called_by", "demonstration", "organisation", "telephone")
    ),
    withholds=_not_to_prepare_with,
)
UNSEALED = (DRAFT, SHEET, PREPARATION)  # papers of a conversation as it stands, made when asked for
SINCE = Layout(
    slug="since",
    title=_("What was said since"),
    template="print/since.html",
    twin="",
    meta=FACTS,
    withholds=_not_said_since,
)


def layout_of(slug: str) -> Layout:
    """Raises NotFound."""
    return _find(LAYOUTS, slug)


def unsealed_layout_of(slug: str) -> Layout:
    """Raises NotFound."""
    return _find(UNSEALED, slug)


def paper_of(slug: str) -> Layout:
    """What is printed when it is asked for, and never sealed. Raises NotFound."""
    return _find((*UNSEALED, SINCE), slug)


def _find(layouts: Sequence[Layout], slug: str) -> Layout:
    for layout in layouts:
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
    return put_on_paper(
        layout.template,
        [f"{layout.slug}.css"] if layout in (DRAFT, SHEET) else [],
        is_demonstration=record.is_demonstration,
        record=record,
        layout=layout,
        size=SIZES.get(layout.slug, ""),
    )


def put_on_paper(
    template: str, sheets_besides: Sequence[str] = (), *, is_demonstration: bool, **what: object
) -> Page:
    """What a template prints of `what`, in the language of the moment, with its style sheets."""
    html = (
        _environment()
        .get_template(template)
        .render(lang=i18n.language_tag(), page_words=_page_words(), **what)
    )
    sheets = ["tokens.css", "print.css"]
    sheets += ["demonstration.css"] if is_demonstration else []
    sheets += sheets_besides
    marks = {sheet.replace(".css", ".svg") for sheet in sheets[2:]}
    assets = {name: _bytes(name) for name in marks}
    return Page(spelled_out(html), [_text(name) for name in sheets], assets)


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
