"""Every button of every page, clicked twice: the same end as once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, select

from riskapp.accounts.queries import find_actor, get_user
from riskapp.decision.services import sealing
from riskapp.decision.services.sealing import House
from riskapp.decision.services.talking import begin_next_version, save_words
from riskapp.platform.db import metadata, new_id
from riskapp.platform.entries.saving import Change
from riskapp.platform.trail import Trail, trail_of
from tests.app import SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.crawling import Button, PostForm, post_forms, walk
from tests.faults.filling import as_data, fill_conversation, filled, seal, step_form
from tests.panel.sitting.doing import meanwhile

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Ends the session, or speaks of nothing but it.
NOT_CLICKED = ("/sign-out", "/account")
# Two presses of these are two requests: another draft on paper, another look at one's passwords.
TWICE_IS_TWO = ("/draft",)


def test_what_is_written_while_it_is_sealed_is_in_the_version_or_refused(app: Flask) -> None:
    """Its writer would have been told that it was saved; and of two who seal, one does."""
    runtime, ref = app.extensions["riskapp"], begin(Client(app).sign_in(SUNITA), "Maureen")
    house = House.of(runtime.config, demonstration=False)
    with runtime.db.read() as conn:
        sunita = find_actor(conn, get_user(conn, SUNITA).id)
    assert sunita
    late = Change("what-was-decided", {"decided": "She walks on Fridays."})

    def seals(conn: Connection, trail: Trail) -> None:
        sealing.seal(conn, trail, sunita, ref, house)

    def writes(conn: Connection, trail: Trail) -> None:
        save_words(conn, trail, sunita, ref, key=new_id(), changes=[late], place=late.step)

    assert not meanwhile(app, seals, writes)
    with runtime.db.write() as conn:
        begin_next_version(conn, trail_of(runtime), sunita, ref)
    assert not meanwhile(app, seals, seals)


def counted(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the tables of practice: how many rows, and their data, whatever their ids."""
    found = {}
    with app.extensions["riskapp"].db.read() as conn:
        for name in ("subject", "person", "decision", "entry", "entry_save", "entry_history",
                     "version", "rendition", "copy_given", "due", "job", "draft"):  # fmt: skip
            table = metadata.tables[name]
            columns = [c for c in table.c if c.name in {"step", "data", "rev", "removed_at", "state",
                       "versions", "number", "layout", "kind", "ref", "to_whom", "place", "raw"}]  # fmt: skip
            rows = conn.execute(select(*(columns or [table.c[next(iter(table.c.keys()))]])))
            found[name] = (
                sorted(tuple(map(repr, row)) for row in rows) if columns else [(len(rows.all()),)]
            )
    return found


def buttons(client: Client) -> list[tuple[PostForm, Button]]:
    """Every button of every page there is to reach, one of each kind."""
    found: dict[tuple[str, ...], tuple[PostForm, Button]] = {}
    for form in walk(client, "/").forms():
        for button in form.buttons:
            kind = (
                IDS.sub("*", form.page), IDS.sub("*", button.action), IDS.sub("*", button.value)
            )  # fmt: skip
            if not button.action.startswith(NOT_CLICKED):
                found.setdefault(kind, (form, button))
    # What takes something away comes late, and the seal last: nothing can be clicked after it.
    last = ("/remove", "seal")
    return sorted(
        found.values(),
        key=lambda pair: (
            (pair[1].action + pair[1].value).endswith(last) + (pair[1].value == "seal")
        ),
    )


@pytest.fixture
def full(as_sunita: Client) -> Client:
    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, lambda control, _most: f"said {control.name[-20:]}")
    return as_sunita


def click(client: Client, form: PostForm, button: Button, words: str) -> list[tuple[str, str]]:
    """What is posted when everything on the form is answered afresh and the button pressed."""
    fresh = next(
        f for f in walk_page(client, form.page) if f.action == form.action
        and (button.name, button.value) in {(b.name, b.value) for b in f.buttons}
    )  # fmt: skip
    return filled(fresh, lambda _control, _most: words, button)


def walk_page(client: Client, path: str) -> list[PostForm]:
    return list(post_forms(client.get(path), path))


@POSTGRESQL_SELDOM
# A full conversation has a hundred buttons and more: those in the long tier.
@pytest.mark.parametrize(
    "state", [pytest.param("open", marks=pytest.mark.long), "sealed", "removed"]
)
def test_a_second_click_on_any_button_changes_nothing_more(
    app: Flask, full: Client, state: str
) -> None:
    ref = "RA-0001"
    if state == "sealed":
        seal(full, ref)
    if state == "removed":
        assert remove(full) is not None
    every = buttons(full) if state != "removed" else put_back_buttons(full)
    assert len(every) >= {"open": 25, "sealed": 4, "removed": 1}[state]
    done = 0
    for n, (form, button) in enumerate(every):
        if not still_there(full, form, button):
            continue  # an earlier click ended what it belonged to
        try:
            pairs = click(full, form, button, f"clicked {n}")
        except StopIteration:
            continue
        data = as_data(pairs)
        first = full.post(button.action, data)
        assert first.status_code in {200, 303, 422}, (button, first.status_code)
        once = counted(app)
        second = full.post(button.action, data)
        assert second.status_code in {200, 303, 409, 422, 404}, (button, second.status_code)
        twice = counted(app)
        if not button.action.endswith(TWICE_IS_TWO):
            assert twice == once or only_a_draft(once, twice), (button, state)
        done += 1
    assert done >= {"open": 20, "sealed": 2, "removed": 1}[state]


def only_a_draft(once: dict[str, Any], twice: dict[str, Any]) -> bool:
    """A click too late keeps what it carried as a draft, and writes nothing else."""
    return all(once[name] == twice[name] for name in once if name != "draft")


def still_there(client: Client, form: PostForm, button: Button) -> bool:
    return client.fetch("GET", form.page).status_code == 200


def remove(client: Client) -> str | None:
    """Takes one thing away; the page that offers to put it back."""
    for form in walk(client, "/").forms():
        if form.action.endswith("/remove"):
            client.post(form.action, as_data(form.standing()), status=303)
            assert client.last is not None
            return str(client.last.headers["Location"])
    return None


def put_back_buttons(client: Client) -> list[tuple[PostForm, Button]]:
    where = remove(client)
    assert where is not None
    page = where.partition("#")[0]
    return [
        (f, b) for f in walk_page(client, page) for b in f.buttons if b.action.endswith("/put-back")
    ]


def test_the_same_key_with_other_words_is_no_second_click(app: Flask, as_sunita: Client) -> None:
    """A browser brings back a page as it was, key and all; what is typed on it then is not thrown away."""
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/decision"
    seen = dict(step_form(as_sunita, path).standing())
    as_sunita.post(path, {**seen, "choice": "first"}, status=303)
    answer = as_sunita.post(path, {**seen, "choice": "second thoughts"}, status=409)
    page = answer.get_data(as_text=True)
    assert "second thoughts" in page
    assert "first" in page
    form = step_form(as_sunita, path)
    assert {c.name: c.value for c in form.controls}["choice"] == "second thoughts"


def test_two_people_clicking_at_once_are_two(app: Flask, as_sunita: Client) -> None:
    """A key belongs to who posts: somebody else's is not taken for a second click."""
    other = Client(app).sign_in(SUNITA)
    ref = begin(as_sunita, "Maureen")
    path = f"/decisions/{ref}/what-was-decided"
    for client, who in ((as_sunita, "Joan"), (other, "Derek")):
        form = step_form(client, path)
        name = next(
            c.name
            for c in form.controls
            if c.name.startswith("differences") and c.name.endswith("-view")
        )
        client.post(path, {**dict(form.standing()), name: who}, status=303)
    text = as_sunita.get(path).text
    assert "Joan" in text
    assert "Derek" in text
