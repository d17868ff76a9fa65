"""Prompts where people meet them: beneath the balance, with links that lead to the very place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from riskapp.accounts.queries import list_users
from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts import PROMPTS, MoreThanThreeMarked, Prompt
from riskapp.decision.prompts.examples import Example
from riskapp.decision.queries import find_decision
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change, save_entries
from tests.app import NOW, SUNITA, Client, make_app

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


def told(client: Client, example: Example, *, aside: tuple[str, ...] = ()) -> str:
    """A conversation in which everything of the example was said; its reference."""
    begun = client.post("/begin", {"called_by": example.name, "who": "new"}, status=303, page="/")
    ref = re.search(r"RA-\d+", begun.headers["Location"])[0]  # type: ignore[index]
    db: Database = client.app.extensions["riskapp"].db
    with db.write() as conn:
        found = find_decision(conn, ref)
        changes = _changes(example, get_entries(conn, found.id))
        changes += [Change(SET_ASIDE.slug, {"prompt": one}, is_item=True) for one in aside]
        save_entries(
            conn, now=NOW, by=_sunita(client), subject_id=found.id, key=new_id(), changes=changes
        )
    return ref


def _sunita(client: Client) -> str:

    with client.app.extensions["riskapp"].db.read() as conn:
        return next(user.id for user in list_users(conn) if user.email == SUNITA)


def _changes(example: Example, begun: Entries) -> list[Change]:
    """The example's entries under ids of this conversation: its two options are there already."""
    talk = example.conversation()
    ids = {
        theirs.id: ours.id
        for theirs, ours in zip(
            talk.entries.items(OPTIONS.slug), begun.items(OPTIONS.slug), strict=True
        )
    }
    changes = []
    for entry in talk.entries:
        if entry.id in ids:
            continue
        ids[entry.id] = new_id()
        is_item = not entry.id.startswith("step-")
        data = dict(entry.data)
        if "marks" in data:
            data["marks"] = [ids[mark] for mark in data["marks"]]
        parent = ids[entry.parent_id] if entry.parent_id else None
        made = ids[entry.id] if is_item else None
        changes.append(Change(entry.step, data, parent_id=parent, is_item=is_item, new_id=made))
    return changes


def _others(prompt: Prompt) -> tuple[str, ...]:
    return tuple(one.id for one in PROMPTS if one.id != prompt.id)


@on_sqlite
def test_every_prompt_is_shown_and_its_link_leads_to_a_place_that_is_there(app: Flask) -> None:
    client = Client(app).sign_in(SUNITA)
    for prompt in PROMPTS:
        ref = told(client, prompt.fires_on, aside=_others(prompt))
        page = client.get(f"/decisions/{ref}/balance")
        cards = [e for e in page.tree.iter("li") if "ra-prompt" in e.get("class", "").split()]
        assert len(cards) == 1, prompt.id
        said = " ".join("".join(cards[0].itertext()).split())
        entries = replace(prompt.fires_on.conversation().entries, facts={"jurisdiction": "england"})
        talk = Conversation(entries, prompt.fires_on.name)
        noticed = prompt.notice(talk)
        assert noticed is not None
        for words in (noticed.title, noticed.noticed, noticed.why, noticed.verb):
            assert " ".join(words.split()) in said, prompt.id
        (link,) = list(cards[0].iter("a"))
        address, _hash, anchor = link.get("href", "").partition("#")
        there = client.get(address)
        ids = {e.get("id") for e in there.tree.iter()}
        assert not anchor or anchor in ids, f"{prompt.id}: no #{anchor} on {address}"
        if anchor and address.endswith("/what-was-decided"):  # and the same is asked beside it
            assert " ".join(noticed.noticed.split()) in there.text, prompt.id


@on_sqlite
def test_not_relevant_here_needs_no_reason_and_puts_it_away(app: Flask) -> None:
    client = Client(app).sign_in(SUNITA)
    ref = told(client, PROMPTS[3].fires_on)
    balance = f"/decisions/{ref}/balance"
    before = client.get(balance)
    assert PROMPTS[3].id in before.html
    client.post(f"/decisions/{ref}/set-aside", {"prompt": PROMPTS[3].id, "reason": ""}, status=303)
    assert f'value="{PROMPTS[3].id}"' not in client.get(balance).html


@on_sqlite
def test_what_was_set_aside_and_stands_as_it_did_is_not_told_as_nothing_more(app: Flask) -> None:
    client, prompt = Client(app).sign_in(), next(p for p in PROMPTS if p.id == "whose-worry")
    ref = told(client, prompt.fires_on, aside=_others(prompt))
    page = f"/decisions/{ref}/balance"
    client.post(f"/decisions/{ref}/set-aside", {"prompt": prompt.id}, page=page, status=303)
    after = client.get(page)
    assert "Nothing more just now" not in after.text
    assert "Whose worry is it? “Crossing Mill Lane” has no name beside it." in after.text
    assert "/both-sides/consequences/" in after.html
    assert f'value="{prompt.id}"' not in after.html


@on_sqlite
def test_what_is_not_relevant_is_asked_on_no_other_page_either(app: Flask) -> None:
    client, example = Client(app).sign_in(), MoreThanThreeMarked.fires_on
    ref = told(client, example)
    pages = ("", "/both-sides", "/what-would-help")
    for page in pages:
        assert "More than three are marked" in client.get(f"/decisions/{ref}{page}").text
    aside = {"prompt": MoreThanThreeMarked.id}
    client.post(f"/decisions/{ref}/set-aside", aside, page=f"/decisions/{ref}/balance", status=303)
    for page in pages:
        assert "More than three are marked" not in client.get(f"/decisions/{ref}{page}").text


@on_sqlite
def test_an_instance_shows_its_own_numbers_on_the_safeguarding_route(app: Flask) -> None:
    client = Client(app).sign_in(SUNITA)
    ref = told(client, PROMPTS[0].fires_on)
    own = app.extensions["riskapp"].config.instance / "content" / "safeguarding"
    own.mkdir(parents=True)
    (own / "wales.toml").write_text(
        '[[contacts]]\nname = "Northmoor duty team"\nnumber = "01632 960001"\n', encoding="utf-8"
    )
    assert "01632 960001" not in client.get(f"/decisions/{ref}/safeguarding").text
    page = client.get(f"/decisions/{ref}/safeguarding?where=wales")
    assert "Northmoor duty team" in page.text
    assert "01632 960001" in page.text
    assert page.h1 == "If somebody may be harmed: Wales"
