"""Whatever is typed or sent: a clear answer, nothing lost, nothing run, and never an error of ours."""

from __future__ import annotations

import re
from itertools import cycle, islice, product

import pytest
from flask import Flask

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.queries import find_decision
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.wizard.steps import always
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.crawling import walk
from tests.faults.filling import (
    ASKED,
    as_data,
    fill_conversation,
    is_day,
    post,
    step_form,
)
from tests.faults.hostile import (
    IMPOSSIBLE_DAYS,
    SURROGATE_BYTES,
    UNKEEPABLE,
)
from tests.page import Page, words

# One wizard serves every step: the six screens each time, those behind a door in the long tier.
STEPS = [
    step.slug if step.applies is always else pytest.param(step.slug, marks=pytest.mark.long)
    for step in CONVERSATION.steps
    if step.slug in ASKED
]
THE_YEAR_ALONE = ("", "", "2026")
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


# --- what cannot be kept ------------------------------------------------------------------------


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("step", STEPS)
def test_a_character_no_page_can_hold_is_named_and_the_rest_comes_back(
    as_sunita: Client, step: str
) -> None:
    """One of them in each of a step's sorts of text; between them the steps try every one."""
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/{step}"
    form = step_form(as_sunita, path)
    proses = [c.name for c in form.controls if c.kind == "prose"]
    lines = [c.name for c in form.typed if c.name not in proses and not is_day(c)]
    letters = islice(cycle(UNKEEPABLE), ASKED.index(step), None)
    names = dict.fromkeys([*proses[:1], *lines[:1], *proses[-1:], *lines[-1:]])
    for name, letter in zip(names, letters, strict=False):
        form = step_form(as_sunita, path)
        pairs = [(n, v) for n, v in form.standing() if n != name]
        post(as_sunita, path, [*pairs, (name, f"before{letter}after")], status=303)
        page = as_sunita.follow().html
        assert UNKEEPABLE[letter] in page
        again = step_form(as_sunita, path)  # and on coming back
        (value,) = [c.value for c in again.controls if c.name == name]
        assert value.startswith("before")
        assert value.endswith("after")
        as_sunita.let_go(path)


def raw(
    client: Client, path: str, body: bytes, content_type: str = "", **rest: object
) -> Page | None:
    kind = content_type or "application/x-www-form-urlencoded"
    answer = client.fetch("POST", path, data=body, content_type=kind, **rest)
    assert answer.status_code < 500, answer.get_data(as_text=True)[-2000:]
    if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
        return client._read(answer, path, answer.status_code)
    return None


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("step", STEPS)
def test_lone_surrogates_are_no_error(as_sunita: Client, step: str) -> None:
    """They cannot be text; what else was typed beside them is kept."""
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/{step}"
    form = step_form(as_sunita, path)
    rest = b"&".join(
        f"{n}={v}".encode()
        for n, v in form.standing()
        if n in {"csrf_token", "key", "rev", "stamp"}
    )
    for control in form.controls:
        body = rest + b"&" + control.name.encode() + b"=before" + SURROGATE_BYTES + b"after"
        raw(as_sunita, path, body)
    raw(as_sunita, path, rest + b"&" + SURROGATE_BYTES + b"=1")
    raw(as_sunita, f"{path}/keep", rest + b"&choice=" + SURROGATE_BYTES)
    as_sunita.get(path)


@ON_SQLITE
@pytest.mark.parametrize("day", IMPOSSIBLE_DAYS, ids=repr)
def test_a_day_there_is_not_is_answered_in_words_and_comes_back(
    as_sunita: Client, day: tuple[str, str, str]
) -> None:
    ref = begin(as_sunita, "Maureen")
    for slug, name in (
        ("decision", "said_on"),
        ("what-was-decided", "decided_on"),
        ("if-it-goes-wrong", "look_again_on"),
    ):
        if name == "said_on" and day == THE_YEAR_ALONE:
            continue  # of when it was said that is enough
        path = f"/decisions/{ref}/{slug}"
        form = step_form(as_sunita, path)
        parts = dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), day, strict=True))
        kept = [(n, v) for n, v in form.standing() if n not in parts]
        prose = next(c.name for c in form.controls if c.kind == "prose")
        pairs = [(n, v) for n, v in kept if n != prose]
        post(as_sunita, path, [*pairs, (prose, "said beside it"), *parts.items()], status=303)
        page = as_sunita.follow()
        assert page.title.startswith("Error: ")
        again = {c.name: c.value for c in step_form(as_sunita, path).controls}
        assert again[prose] == "said beside it"
        for part, typed in parts.items():
            shown = "".join(letter for letter in typed[:40] if letter.isprintable())
            assert again[part].replace("\ufffd", "") == shown


# --- too much, and in the wrong shape -----------------------------------------------------------


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("step", STEPS)
def test_a_megabyte_is_given_back_and_kept(as_sunita: Client, step: str) -> None:
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/{step}"
    form = step_form(as_sunita, path)
    names = [c.name for c in form.typed if not is_day(c)]
    for name in names[:1]:
        pairs = [(n, v) for n, v in form.standing() if n != name]
        post(as_sunita, path, [*pairs, (name, "m" * 1_000_000)], status=303)
        (value,) = [c.value for c in step_form(as_sunita, path).controls if c.name == name]
        assert value == "m" * 1_000_000


@pytest.mark.parametrize("path_of", ["/decisions/{}/decision", "/people/{}/about", "/begin"])
def test_three_megabytes_are_too_much_and_are_given_back(as_sunita: Client, path_of: str) -> None:
    ref = begin(as_sunita, "Maureen")
    person = re.search(r"P-\d+", as_sunita.get(f"/decisions/{ref}").html)
    assert person
    path = path_of.format(person[0] if "people" in path_of else ref)
    text = "three words here " * 180_000
    as_sunita.get(path if path != "/begin" else "/")
    answer = as_sunita.post(path, {"choice": text}, status=413)
    page = as_sunita._read(answer, path, 413)
    assert "That is too much for one page" in page.h1
    given = [words(area) for area in page.tree.iter("textarea")]
    assert " ".join(text.split()) in given


@ON_SQLITE
def test_a_thousand_and_one_fields_are_no_error(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Maureen")
    for slug in ASKED:
        path = f"/decisions/{ref}/{slug}"
        form = step_form(as_sunita, path)
        many = [(f"field{n}", "x") for n in range(1_001)]
        data: dict[str, str] = dict([*form.standing(), *many])
        answer = as_sunita.post(path, data)
        assert answer.status_code in {303, 413}
        first = {c.kind: c.name for c in reversed(form.controls)}  # one of each kind
        for name in {*first.values(), "key", "rev", "action", "marks"} - {"csrf_token", "stamp"}:
            body = [("csrf_token", as_sunita.token()), *[(name, f"v{n}") for n in range(1_001)]]
            answer = as_sunita.fetch("POST", path, data=_urlencoded(body), content_type=FORM)
            assert answer.status_code in {303, 409, 413, 422}, (name, answer.status_code)
            if answer.mimetype == "text/html" and answer.status_code >= 400:
                as_sunita._read(answer, path, answer.status_code)
        as_sunita.let_go(path)
    walk(as_sunita, f"/decisions/{ref}", most=1_500)


FORM = "application/x-www-form-urlencoded"


def _urlencoded(pairs: list[tuple[str, str]]) -> bytes:
    from urllib.parse import urlencode  # noqa: PLC0415

    return urlencode(pairs).encode()


@ON_SQLITE
@pytest.mark.parametrize("step", STEPS)
def test_one_question_answered_twice_is_asked_again_and_nothing_is_lost(
    as_sunita: Client, step: str
) -> None:
    """A page never sends two: to pick one in silence would put words in somebody's mouth."""
    path = f"/decisions/{begin(as_sunita, 'Maureen')}/{step}"
    form = step_form(as_sunita, path)
    several = {f.key for s in CONVERSATION.steps for f in s.form() if f.takes_several}
    asked = [c for c in form.controls if c.kind != "hidden" and c.name not in several]
    kinds = {(control.kind, is_day(control)): control.name for control in asked}
    for name in kinds.values():
        form = step_form(as_sunita, path)
        codes = [c.value for c in form.controls if c.name == name and c.kind == "choice"]
        first, second = (codes * 2)[:2] or ("before", "after")
        pairs = [(n, v) for n, v in form.standing() if n != name]
        as_sunita.post(path, as_data([*pairs, (name, first), (name, second)]), status=303)
        assert "This came with more than one answer" in as_sunita.get(path).text, name
        stands = {c.name: c.value for c in step_form(as_sunita, path).controls}[name]
        assert codes or ("before" in stands and "after" in stands), name
        as_sunita.let_go(path)


@ON_SQLITE
def test_machinery_sent_twice_is_no_error_and_loses_no_words(as_sunita: Client) -> None:
    """The first of two counts: at worst the words are a draft, as for a page of another session."""
    path = f"/decisions/{begin(as_sunita, 'Maureen')}/decision"
    for name, other in (("csrf_token", "x"), ("key", "x"), ("rev", "9"), ("action", "later")):
        form = step_form(as_sunita, path)
        mine = dict(form.standing()).get(name, "")
        pairs = [(k, v) for k, v in form.standing() if k not in {name, "choice"}]
        for first, second in ((mine, other), (other, mine)):
            said = f"{name} {first} {second}"
            body = as_data([*pairs, ("choice", said), (name, first), (name, second)])
            as_sunita.post(path, body)
            assert as_sunita.last is not None
            assert as_sunita.last.status_code in {303, 409}, said
            assert said in [c.value for c in step_form(as_sunita, path).controls]
            as_sunita.let_go(path)


@ON_SQLITE
def test_a_person_is_not_begun_with_two_names(as_sunita: Client) -> None:
    answer = as_sunita.post("/begin", {"called_by": ["Maureen", "Idris"]}, page="/", status=422)
    page = answer.get_data(as_text=True)
    assert "This came with more than one answer" in page
    assert "Maureen Idris" in page


COLUMNS = [
    "id",
    "subject_id",
    "person_id",
    "jurisdiction",
    "route",
    "state",
    "versions",
    "made_at",
    "made_by",
    "changed_at",
    "step",
    "slot",
    "parent_id",
    "position",
    "data",
    "rev",
    "removed_at",
    "by",
    "at",
    "team_id",
    "kind",
    "ref",
    "number",
    "digest",
    "sealed_at",
    "secret",
    "snapshot",
    "roles",
    "password_hash",
    "is_now",
    "side",
    "prompt",
    "__class__",
    "__proto__",
    "constructor",
]


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("step", STEPS)
def test_nothing_can_be_set_that_no_page_asks(app: Flask, as_sunita: Client, step: str) -> None:
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/{step}"
    form = step_form(as_sunita, path)
    asked = {c.name for c in form.controls}
    extra = [(name, "owned") for name in COLUMNS if name not in asked]
    post(as_sunita, path, [*form.standing(), *extra])
    db = app.extensions["riskapp"].db
    with db.read() as conn:
        entries = get_entries(conn, find_decision(conn, ref).id)
        assert not [e for e in entries if "owned" in str(e.data)]
    as_sunita.get(path)


@ON_SQLITE
@pytest.mark.parametrize("step", STEPS)
def test_answers_of_the_wrong_kind_are_refused_in_words(as_sunita: Client, step: str) -> None:
    """A choice nobody offered: said so, and the rest kept."""
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/{step}"
    for name in dict.fromkeys(
        c.name for c in step_form(as_sunita, path).controls if c.kind == "choice"
    ):
        for value in ("", "nobody-offered", "<b>", "\x00", "x" * 5_000):
            form = step_form(as_sunita, path)
            pairs = [(n, v) for n, v in form.standing() if n != name]
            as_sunita.post(path, as_data([*pairs, (name, value)]), status=303)
            if as_sunita.follow().title.startswith("Error: "):
                as_sunita.let_go(path)


MACHINERY = {
    "key": ("", "x", "x" * 37, "x" * 5_000, "\x00" * 36, "'" * 36, "Ω" * 36, "-" * 36),
    "rev": ("", "-1", "x", "1e3", "9" * 9, "9" * 30, "٣", "\x00", "0x1"),
    "action": ("", "nope", "add:", "add:" + "x" * 3_000, "seal\x00", "\x00", "add:<b>", "later "),
    "stamp": ("", "x", "x" * 5_000, "\x00"),
}


@pytest.mark.parametrize("name", MACHINERY)
def test_machinery_that_was_tampered_with_is_no_error(as_sunita: Client, name: str) -> None:
    """Whoever changes what a form carries unseen gets an answer, and no words are lost."""
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/decision"
    for n, value in enumerate(MACHINERY[name]):
        form = step_form(as_sunita, path)
        pairs = [(k, v) for k, v in form.standing() if k not in {name, "choice"}]
        answer = as_sunita.post(path, as_data([*pairs, ("choice", f"words {n}"), (name, value)]))
        assert answer.status_code in {303, 409, 422}, (name, value)
        kept = {c.name: c.value for c in step_form(as_sunita, path).controls}
        assert kept["choice"] == f"words {n}"
        as_sunita.let_go(path)


ANY_KEY = ("", "x", "x" * 37, "x" * 5_000, "\x00" * 36, "Ω" * 36)


@POSTGRESQL_SELDOM
def test_every_other_form_takes_any_key(as_sunita: Client) -> None:
    """Beginning, setting aside, taking away, putting back, noting a copy: an answer each time."""
    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, lambda _control, _most: "words")
    seen = set()
    for found in walk(as_sunita, f"/decisions/{ref}", "/").forms():
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "*", found.action)
        if kind in seen or found.action.startswith(("/sign-out", "/account")):
            continue
        seen.add(kind)
        for name, value in product(("key", "who", "team", "prompt", "removed"), ANY_KEY):
            pairs = [(n, v) for n, v in found.standing() if n != name]
            answer = as_sunita.post(found.action, as_data([*pairs, (name, value)]))
            assert answer.status_code in {200, 303, 400, 404, 409, 422}, (found.action, name)
    assert {"/begin"} <= seen


CONTENT_TYPES = (
    "",
    "text/plain",
    "application/json",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    'multipart/form-data; boundary="' + "b" * 300 + '"',
    "multipart/form-data; boundary=żółć",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "nonsense",
    ";;;",
    "a/b" * 500,
)
BODIES = (
    b"",
    b"{}",
    b'{"choice": "x"}',
    b"--x\r\n",
    b'--x\r\nContent-Disposition: form-data; name="choice"\r\n\r\nwords\r\n--x--\r\n',
    b"--x\r\nContent-Disposition: form-data\r\n\r\nwords\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name=choice; filename="../../a"\r\n\r\nwords\r\n--x--',
    b"choice=\xff\xfe\xed\xa0\x80",
    b"%=%&%zz=1&=&&&;",
    b"\x00" * 2_000,
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
)


@POSTGRESQL_SELDOM
@pytest.mark.parametrize("kind", CONTENT_TYPES)
def test_bodies_in_any_shape_get_an_answer(app: Flask, as_sunita: Client, kind: str) -> None:
    ref = begin(as_sunita, "Maureen")
    token = {"X-CSRF-Token": as_sunita.token()}
    for path in (
        f"/decisions/{ref}/decision",
        f"/decisions/{ref}/decision/keep",
        "/begin",
        "/sign-in",
    ):
        for body in BODIES:
            for headers in ({}, token):
                answer = as_sunita.fetch(
                    "POST", path, data=body, headers=headers, content_type=kind
                )
                assert answer.status_code < 500, (path, kind, body)
                if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                    as_sunita._read(answer, path, answer.status_code)
                as_sunita.sign_in()


def test_a_form_sent_in_parts_is_a_form(as_sunita: Client) -> None:
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/decision"
    form = step_form(as_sunita, path)
    data = {**dict(form.standing()), "choice": "in parts\r\nand lines"}
    answer = as_sunita.fetch("POST", path, data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert {c.name: c.value for c in step_form(as_sunita, path).controls}[
        "choice"
    ] == "in parts\nand lines"
