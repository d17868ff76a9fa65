"""Every word of ours went through gettext: in the pseudo-locale each comes out in brackets.

What people wrote does not: it is never translated, only put beside our words or into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import LAYOUTS, UNSEALED, draw, put_on_paper
from riskapp.decision.queries import find_decision
from riskapp.decision.record import record_of
from riskapp.learning.paper import LogPaper
from riskapp.panel.rules import Seat, Terms
from riskapp.platform.db import Database
from riskapp.platform.i18n import PSEUDO, using
from riskapp.platform.subjects import find
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import get_version, keep_bytes, keep_trouble, list_renditions
from tests.app import CAST, DEV, SUNITA, Client, make_app
from tests.databases import Sqlite
from tests.faults.conftest import begin
from tests.faults.crawling import Control, walk
from tests.faults.filling import (
    ASKED,
    as_data,
    ask_a_panel,
    fill_conversation,
    filled,
    learn_together,
    refer,
    seal,
    set_up_panel,
    step_form,
    tell,
)
from tests.faults.filling import post as post_pairs
from tests.panel.sitting.making import arrange, make_panel, put_out, user_id
from tests.panel.sitting.making import refer as refer_to

INGRID, AMIR = CAST[4][0], CAST[7][0]
SAID = frozenset({"aria-label", "title", "alt", "placeholder", "content", "summary"})
# Words in attributes of our own, that scripts and style sheets put on the page.
DATA = frozenset({"data-offline", "data-refused", "data-lane", "data-ref", "data-seal", "data-invented",
                  "data-who"})  # fmt: skip
# One message in pieces, with a page's number and their sum between them.
PIECES = ("data-before", "data-between", "data-after")

SVG = "{http://www.w3.org/2000/svg}svg"
CUT = "\f"  # begins the words of a picture: a line of it that has no room ends in an ellipsis

# What may stand bare, and why.
BARE = {
    r"([0-9a-f]{4} ){2,}[0-9a-f]{4}": "a digest",
    r"said\d+x": "words that somebody typed",
    r"riskapp": "the name of the thing is the same in every language",
    r"(RA|P|WH|LR|PN|RP|PS)-\d{4}(\.\d+)*|\bL-\d+": "references are read aloud as they stand",
    r"\d{1,2} [A-Z][a-z]+( \d{4})?|[A-Z][a-z]+ \d{1,2} [A-Z][a-z]+ \d{4}": "days, put in words by the locale",
    r"\d{1,2}(\.\d\d)?\N{NO-BREAK SPACE}?\s?[ap]m": "times, put in words by the locale",
    r"\d[\d,.]*": "numbers",
    r"https?://\S+|www\.\S+|[a-z.-]+\.gov\.uk(/[\w/.-]*)?|[a-z.]+\.(wales|hscni\.net)\S*|supremecourt\.uk(/[\w/-]*)?": "addresses of sources",
    r"Maureen|Idris": "what people are called",
    "|".join(name for _email, name, _role, _team in CAST): "names of those who use riskapp",
    r"Northmoor Adult Social Care": "the organisation says what it is called",
    r"North|South": "teams say what they are called",
    r"U\+[0-9A-F]{4,6}": "the number of a character",
    r"\b[A-Z]\b": "a letter that stands for a way in the happy and safe picture",
    r"width=device-width, initial-scale=1|#4d2748": "for the browser, not for a reader",
}
_ALLOWED = re.compile("|".join(f"(?:{pattern})" for pattern in BARE))
_WORD = re.compile(r"[^\W\d_]{1,}")


def spoken(tree: Element) -> Iterator[str]:
    """Everything a reader sees or hears, each run of text that stands by itself."""
    yield "".join(_text(tree))
    for element in tree.iter():
        if element.tag == SVG:
            yield CUT + "".join(part for child in element for part in _text(child))
        if isinstance(element.tag, str):
            yield from (value for name, value in element.items() if name in SAID | DATA)
            yield "1".join(element.get(name, "") for name in PIECES)
            if element.tag == "input" and element.get("type") in {"text", "email", "submit"}:
                yield element.get("value", "")


def _text(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", SVG}:
        return
    yield element.text or ""
    for child in element:
        yield from _text(child)
        yield child.tail or ""
    yield " "


def bare_words(html: str) -> list[str]:
    """The words that stand in no brackets and are not among those that may."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for element in list(tree.iter()):
        if is_compared(element):
            tail, ours = element.tail, [*element.iter("span")]
            element.clear()
            element.tail = tail
            for span in ours:
                span.tail = None
                element.append(span)
    found = []
    for text in spoken(tree):
        is_cut = text.startswith(CUT) or text.endswith("…")
        if text.count("⟦") != text.count("⟧") and not is_cut:
            found.append(f"a bracket is missing: {text[:300]}")
        found += [
            " ".join(part.split())
            for part in _outside(text)
            if _WORD.search(_ALLOWED.sub(" ", part))
        ]
    return found


def is_compared(element: Element) -> bool:
    """Two texts word by word: the brackets of neither are whole, and only what is said of them is ours."""
    return any(child.tag in {"ins", "del"} for child in element)


def _outside(text: str) -> Iterator[str]:
    """The parts of a text that no bracket encloses."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter == "⟦":
            if depth == 0:
                yield text[start:place]
            depth += 1
        elif letter == "⟧":
            depth = max(0, depth - 1)
            start = place + 1
    if depth == 0:
        yield text[start:]


def test_what_is_bare_is_found() -> None:
    assert bare_words("<p>⟦Ours <b>⟦inside⟧</b> too⟧: said3x</p>") == []
    assert bare_words("<p>⟦Ours⟧ and bare</p>") == ["and bare"]
    assert bare_words('<p aria-label="Bare">⟦Ours⟧</p>') == ["Bare"]
    assert bare_words("<p>Version 3</p>") == ["Version 3"]
    assert bare_words("<p>⟦One <ins><span>⟦added:⟧</span> two⟧</ins></p>") == []
    assert bare_words("<p>⟦One <ins><span>added:</span> two⟧</ins></p>") == ["added:"]


class Reader:
    """Looks at each answer as it comes, and keeps what was found bare."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.looked = 0

    def look(self, html: str, where: str) -> None:
        self.looked += 1
        if words := bare_words(html):
            self.found[where] = words
        echoed = re.findall(r"⟦\s*said\d+x\s*⟧", html)
        assert not echoed, f"{where}: somebody's words were translated"

    def client(self, app: Flask, address: str = "192.0.2.7") -> Client:
        made = Client(app, address=address)
        fetch = made.fetch

        def looking(method: str, path: str, **options: object) -> object:
            answer = fetch(method, path, **options)
            if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                self.look(answer.get_data(as_text=True), f"{method} {path} {answer.status_code}")
            return answer

        made.fetch = looking  # type: ignore[method-assign,assignment]
        return made


@pytest.fixture
def app(sqlite_template: Sqlite, tmp_path: Path) -> Iterator[Flask]:
    """On SQLite alone: words are the same on both databases."""
    db = Database(sqlite_template.fresh(tmp_path))
    yield make_app(db, tmp_path, pseudo_locale=True)
    db.close()


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    assert made.looked
    assert not made.found, "\n".join(f"{where}: {words}" for where, words in made.found.items())


def typing() -> object:
    numbers = count(1)

    def text(_control: Control, _most: int) -> str:
        return f"said{next(numbers)}x"

    return text


def test_pages_of_an_empty_conversation(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    walk(client, "/", "/people", "/account")
    ref = begin(client, "Maureen")
    found = walk(client, "/", f"/decisions/{ref}", f"/decisions/{ref}/safeguarding", "/people")
    assert len(found.pages) > 15


def test_pages_of_a_full_conversation_and_its_copies(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    fill_conversation(client, ref, typing())  # type: ignore[arg-type]
    for form in walk(client, "/", "/people").forms():
        if form.action.endswith("/set-aside"):
            client.post(form.action, as_data(filled(form, typing())), status=303)  # type: ignore[arg-type]
            break
    seal(client, ref)
    sealed = walk(client, "/", f"/decisions/{ref}")
    assert {p.rpartition("/")[2] for p in sealed.pages if "/versions/" in p} == {
        layout.slug for layout in LAYOUTS
    }
    settle_copies(app, ref)
    walk(client, f"/decisions/{ref}")
    print_on_paper(app, reader, ref)
    client.post(f"/decisions/{ref}/given", {}, page=f"/decisions/{ref}", status=422)
    today = {"given_on-day": "12", "given_on-month": "11", "given_on-year": "2026"}
    tomorrow = {**today, "given_on-day": "13", "to_whom": "said9x", "layout": "full"}
    client.post(f"/decisions/{ref}/given", tomorrow, page=f"/decisions/{ref}", status=422)
    client.post(
        f"/decisions/{ref}/given", {**tomorrow, **today}, page=f"/decisions/{ref}", status=303
    )
    client.get(f"/decisions/{ref}")
    client.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    walk(client, f"/decisions/{ref}")


def settle_copies(app: Flask, ref: str) -> None:
    """One copy made, of one page; one of several; the rest failed."""
    runtime = app.extensions["riskapp"]
    with runtime.db.write() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
        for pages, one in enumerate(list_renditions(conn, version.id), 1):
            if pages < 3:
                keep_bytes(conn, one.id, b"%PDF", pages, runtime.clock.now())
            else:
                keep_trouble(conn, one.id, "said0x", for_good=False)


def print_on_paper(app: Flask, reader: Reader, ref: str) -> None:
    """What the renderer of PDFs is handed."""
    with app.extensions["riskapp"].db.read() as conn:
        version = get_version(conn, find_decision(conn, ref).id)
    with using(PSEUDO):
        for layout in (*LAYOUTS, *UNSEALED):
            if layout.template:
                digest = "" if layout in UNSEALED else version.digest
                record = record_of(shown_rows(CONVERSATION, layout, version.rows), digest)
                reader.look(draw(layout, record).html, f"paper {layout.slug}")


def test_copies_of_a_conversation_with_nothing_in_it(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    seal(client, ref)
    walk(client, f"/decisions/{ref}")
    print_on_paper(app, reader, ref)


def test_pages_of_what_happened_and_of_the_log(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    fill_conversation(client, ref, typing())  # type: ignore[arg-type]
    client.get("/what-happened")
    told = tell(client, ref, typing())  # type: ignore[arg-type]
    found = walk(client, told, "/learning", "/learning?kind=harm&quarter=2026-1", "/")
    assert {p.rpartition("/")[2] for p in found.pages} >= {"as-it-stood", "which-decision"}
    review = learn_together(client, told.rpartition("/")[2], typing())  # type: ignore[arg-type]
    found = walk(client, review, "/learning-reviews")
    assert {p.rpartition("/")[2] for p in found.pages} >= {"accounts", "safeguarding"}
    client.post("/learning/print", page="/learning", status=303)
    client.follow()
    with app.extensions["riskapp"].db.read() as conn:
        edition = get_version(conn, find(conn, "LOG").id)
    with using(PSEUDO):
        paper = LogPaper(edition.rows, edition.digest)
        page = put_on_paper("print/learning_log.html", is_demonstration=True, record=paper, size="")
    reader.look(page.html, "paper of the log")


def test_pages_of_panels_and_referrals(app: Flask, reader: Reader) -> None:
    """Before anything is said, and with every answer; to whoever sets it up, asks it and chairs it."""
    admin = reader.client(app, "192.0.2.31").sign_in(AMIR)
    admin.get("/panels")
    panel = set_up_panel(admin, INGRID, typing())  # type: ignore[arg-type]
    walk(admin, "/panels", f"/panels/{panel}/who-sits")
    admin.post(f"/panels/{panel}/people", {}, page=f"/panels/{panel}", status=422)
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    referral = ask_a_panel(client, ref, panel)
    walk(client, referral)
    sent = refer(client, ref, panel, typing())  # type: ignore[arg-type]
    for page in (f"/decisions/{ref}/ask-a-panel", f"{sent}/added-since", f"{sent}/withdrawing"):
        client.get(page)
    client.post(f"{sent}/tried", {"tried": "said1x"}, status=409)
    client.get(sent)
    chair = reader.client(app, "192.0.2.32").sign_in(INGRID)
    for page in (sent, f"/panels/{panel}"):
        chair.get(page)


def test_pages_of_a_sitting(app: Flask, reader: Reader) -> None:
    """Arranged, and through its views, with everything said that can be."""
    client = reader.client(app).sign_in()
    decision = begin(client, "Maureen")
    fill_conversation(client, decision, typing())  # type: ignore[arg-type]
    terms = Terms(name="said0x", quorum=9, seats=(Seat("said1x", is_needed=True),))
    panel = make_panel(app, terms, SUNITA, SUNITA, DEV, profession="said2x", organisation="said2x")
    refer_to(app, panel, decision, question="said3x", because="said4x", tried="said5x")
    sitting = arrange(client, panel)
    home, papers = f"/sittings/{sitting}", f"/papers/{sitting}.1"
    client.post(f"{home}/agenda", {"referral": "RP-0001", "minutes": "x"}, page=home, status=422)
    client.post(f"{home}/agenda", {"referral": "RP-0001", "minutes": "81"}, page=home, status=303)
    walk(client, home)
    said = {"user": user_id(app, DEV), "part": "member"}
    client.post(f"{home}/members", said, page=home, status=303)
    choose(client, f"{home}/when", 0)
    put_out(client, sitting)
    walk(client, home)
    view = f"{papers}/view"
    post_pairs(client, view, filled(step_form(client, view), typing()))  # type: ignore[arg-type]
    client.post(f"{papers}/open", {"without": "said6x"}, page=papers, status=422)
    for act in ("give", "take-back", "give", "open", "again"):
        if act == "give":
            data = {**as_data(step_form(client, view).standing()), "action": act}
            client.post(view, data, status=303)
        else:
            client.post(f"{papers}/{act}", {"without": "said6x"}, page=papers, status=303)
        client.get(papers)
    seat = f"{papers}.2"
    client.post(f"{seat}/interest", {"has": "none"}, page=papers, status=303)
    away = {"user": user_id(app, SUNITA), "attendance": "apologies"}
    client.post(f"{home}/coming", away, page=home, status=303)
    client.post(f"{seat}/enter", {"how": "aloud"}, page=papers, status=303)
    client.get(f"{seat}/view")
    data = {**as_data(step_form(client, f"{seat}/view").standing()), "view": "said7x"}
    client.post(f"{seat}/view", {**data, "action": "give"}, status=303)
    client.post(f"{papers}/open", page=papers, status=303)
    client.get(papers)
    client.post(f"{papers}/after-hearing", page=papers, status=303)
    post_pairs(client, view, [*filled(step_form(client, view), typing()), ("action", "give")])  # type: ignore[arg-type]
    client.post(f"{papers}/interest", {"has": "yes", "what": "said8x"}, page=papers, status=303)
    client.get(papers)
    client.post(f"{home}/held", page=home, status=303)
    walk(client, home)


CHOICES = [0, *(pytest.param(choice, marks=pytest.mark.long) for choice in range(1, 9))]


@pytest.mark.parametrize("choice", CHOICES)
def test_every_answer_that_can_be_chosen(app: Flask, reader: Reader, choice: int) -> None:
    """The first of each set of choices, then the second, and so on; read back, sealed, printed."""
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    fill_conversation(client, ref, typing())  # type: ignore[arg-type]
    for slug in ASKED:
        choose(client, f"/decisions/{ref}/{slug}", choice)
    pages = {page.partition("?")[0] for page in walk(client, f"/decisions/{ref}").pages}
    for path in sorted(page for page in pages if page.count("/") == 5):
        choose(client, path, choice)
    walk(client, f"/decisions/{ref}")
    seal(client, ref)
    walk(client, f"/decisions/{ref}")
    print_on_paper(app, reader, ref)


def choose(client: Client, path: str, choice: int) -> None:
    form = step_form(client, path)
    choices: dict[str, list[str]] = {}
    for control in form.controls:
        if control.kind == "choice" and control.name != "marks":
            choices.setdefault(control.name, []).append(control.value)
    pairs = [(n, v) for n, v in form.standing() if n not in choices]
    pairs += [(n, values[choice % len(values)]) for n, values in choices.items()]
    post_pairs(client, path, pairs)


def test_pages_in_error(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    client.post("/begin", {"called_by": " "}, page="/", status=422)
    client.post("/begin", {"called_by": "Maureen"}, page="/", status=200)
    person = re.search(r"P-\d+", client.get(f"/decisions/{ref}").html)
    assert person
    about = f"/people/{person[0]}/about"
    client.post(about, {"called_by": ""}, page=about, status=422)
    bad_days = (
        ("31", "2", "2026"),
        ("said1x", "1", "2026"),
        ("1", "", ""),
        ("1", "1", "26"),
        ("1", "1", "1700"),
    )
    for day in bad_days:
        path = f"/decisions/{ref}/decision"
        typed = dict(zip(("said_on-day", "said_on-month", "said_on-year"), day, strict=True))
        client.post(path, {**typed, "choice": "said1x"}, page=path, status=303)
        client.follow()
    for slug in ASKED:
        path = f"/decisions/{ref}/{slug}"
        form = step_form(client, path)
        if prose := [c.name for c in form.controls if c.kind == "prose"]:
            pairs = [(n, v) for n, v in form.standing() if n not in prose]
            for text in ("said1x\x01", "x" * 21_000, "said1x\n" * 900):
                client.post(
                    path,
                    {**as_data(pairs), prose[0]: text.replace("x" * 21_000, "1" * 21_000)},
                    status=303,
                )
        client.get(path)
    path = f"/decisions/{ref}/decision"
    client.post(path, {"danger": "neither"}, page=path, status=303)
    client.follow()
    for address in (f"/decisions/{ref}/nothing", "/nothing", "/decisions/RA-9999"):
        client.get(address, status=404)
    client.fetch("POST", path, data={"choice": "said1x"})
    client.fetch("DELETE", path)
    client.fetch("POST", path, data={"csrf_token": client.token(), "choice": "1" * 3_000_000})


def test_pages_where_two_met(app: Flask, reader: Reader) -> None:
    """Two saves at once, an item gone, a seal in between."""
    client, other = reader.client(app).sign_in(), Client(app).sign_in()
    ref = begin(client, "Maureen")
    path = f"/decisions/{ref}/decision"
    seen = dict(step_form(client, path).standing())
    other.post(path, {"choice": "said1x"}, page=path, status=303)
    client.post(path, {**seen, "choice": "said2x"}, status=409)
    plan = f"/decisions/{ref}/if-it-goes-wrong"
    name = next(c.name for c in step_form(other, plan).controls if c.name.endswith("-name"))
    other.post(plan, {name: "said3x"}, page=plan, status=303)
    item = re.search(rf'to:({plan}/contacts/[0-9a-f-]+)"', client.get(plan).html)
    assert item
    stale = dict(step_form(client, item[1]).standing())
    client.post(f"{item[1]}/remove", page=item[1], status=303)
    client.get(client.last.headers["Location"].partition("#")[0])  # type: ignore[union-attr]
    client.post(item[1], {**stale, "name": "said4x"}, status=409)
    late = dict(step_form(client, f"/decisions/{ref}/what-was-decided").standing())
    seal(other, ref)
    client.post(f"/decisions/{ref}/what-was-decided", {**late, "decided": "said5x"}, status=409)


def test_drafts_on_their_way_made_and_failed(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    runtime = app.extensions["riskapp"]
    for state in ("waiting", "made", "failed"):
        client.post(f"/decisions/{ref}/draft", page=f"/decisions/{ref}", status=303)
        assert client.last is not None
        where = client.last.headers["Location"]
        rendition = where.rpartition("/")[2]
        with runtime.db.write() as conn:
            if state == "made":
                keep_bytes(conn, rendition, b"%PDF", 1, runtime.clock.now())
            if state == "failed":
                keep_trouble(conn, rendition, "said1x", for_good=False)
        client.get(where)


def test_autosave_speaks_the_language(app: Flask) -> None:
    client = Client(app).sign_in()
    ref = begin(client, "Maureen")
    path = f"/decisions/{ref}/decision"
    client.get(path)
    said = client.post(f"{path}/keep", {"choice": "said1x"}, status=200).get_json()["said"]
    assert not bare_words(f"<p>{said}</p>")


def test_signing_in_and_ones_own_account(app: Flask, reader: Reader) -> None:
    visitor = reader.client(app, "192.0.2.30")
    visitor.get("/sign-in?kept=1")
    for _try in range(12):
        visitor.post("/sign-in", {"email": "said1x@said2x", "password": "x"}, page="/sign-in")
    client = reader.client(app).sign_in(SUNITA)
    for old, new in (
        ("x", "x"),
        ("kettle marmalade lantern", "x"),
        ("kettle marmalade lantern", "Sunita Rao 123456"),
    ):
        client.post(
            "/account/password",
            {"old_password": old, "new_password": new},
            page="/account",
            status=422,
        )


@pytest.mark.parametrize("email", [SUNITA, DEV, CAST[2][0], CAST[7][0]])
def test_what_others_see(app: Flask, reader: Reader, email: str) -> None:
    ref = begin(Client(app).sign_in(SUNITA), "Maureen")
    client = reader.client(app, "192.0.2.9").sign_in(email)
    walk(client, "/", "/people", f"/decisions/{ref}", "/account")


def test_safeguarding_everywhere(app: Flask, reader: Reader) -> None:
    client = reader.client(app).sign_in()
    ref = begin(client, "Maureen")
    places = walk(client, f"/decisions/{ref}/safeguarding").pages
    assert len([p for p in places if "where=" in p]) >= 3
    app.extensions["riskapp"].clock.pass_by(days=800)
    client.sign_in()
    client.get(f"/decisions/{ref}/safeguarding")
    client.get("/")
