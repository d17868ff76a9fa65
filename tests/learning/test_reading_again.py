"""What stands beside an answer once it is written: in plain words, for its writer, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, select

from riskapp.learning.writing.remarking import MOST
from riskapp.platform.db import Database
from tests.app import CAST, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import tell
from tests.page import Page, words

BLAME = "The evening carer failed to check the gate."
WHY = "what made it hard"


def beside(page: Page) -> list[str]:
    return [words(e) for e in page.tree.iter("div") if e.get("class") == "ra-remarks"]


@POSTGRESQL_SELDOM
def test_it_stands_beside_the_answer_once_saved_and_stops_nobody(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    assert beside(as_sunita.get(f"{told.home}/account")) == []
    told.say("account", facts=BLAME, done="Sunita rang her.", account=BLAME, action="")
    page = as_sunita.follow()
    assert "Some words under “What happened” may be worth reading again" in page.text
    page = as_sunita.get(f"{told.home}/account")
    facts, done = beside(page)
    assert "Nothing has to change." in facts
    assert "carer failed to" in facts
    assert WHY in facts
    assert "Sunita" in done
    assert "Say the role" in done
    area = next(e for e in page.tree.iter("textarea") if e.get("name") == "facts")
    assert "facts-remarks" in area.get("aria-describedby", "")
    told.say("account", facts="The gate stood open.", done="", action="")
    assert "worth reading again" not in as_sunita.follow().text


@POSTGRESQL_SELDOM
def test_it_stands_where_all_of_it_is_read_whatever_came_between(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    told.say("account", facts=BLAME, danger="not-sure", action="")  # safeguarding comes first
    assert as_sunita.last is not None
    assert "/safeguarding" in as_sunita.last.headers["Location"]
    told.say("care", **{"cared-for..-acknowledged_how": BLAME, "action": "add:cared-for"})
    (item,) = beside(as_sunita.get(f"{told.home}/care"))
    assert WHY in item
    again = "Some words may be worth reading again; nothing has to change: What happened, Care"
    assert again in as_sunita.get(told.home).text
    assert WHY not in as_sunita.get(told.home).text
    grace = Client(as_sunita.app, address="192.0.2.9").sign_in(CAST[2][0])
    assert "worth reading again" not in grace.get(told.home).text  # who reads, and does not write
    told.say("account", facts="The gate stood open.")
    told_again = as_sunita.get(told.home).text
    assert "nothing has to change: Care for people" in told_again


@POSTGRESQL_SELDOM
def test_what_the_person_is_called_is_a_name_only_in_what_leaves(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    told.say("account", facts="Maureen was late.")
    assert beside(as_sunita.get(f"{told.home}/account")) == []
    told.say("changes-to-try", **{"changes..-what": "Ring Maureen at four; obviously."})
    told.say("in-the-log", said="Maureen was late.", names_stay="Maureen said so")
    (change,) = beside(as_sunita.get(f"{told.home}/changes-to-try"))
    assert "Maureen" in change
    assert "obviously" in change
    (said,) = beside(as_sunita.get(f"{told.home}/in-the-log"))
    assert "Maureen" in said


@POSTGRESQL_SELDOM
def test_a_few_are_said_and_none_is_counted(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    facts = f"{BLAME} It was careless. With hindsight it was inevitable. Staff should have rung."
    told.say("account", facts=facts)
    page = as_sunita.get(f"{told.home}/account")
    (shown,) = [e for e in page.tree.iter("div") if e.get("class") == "ra-remarks"]
    assert len(list(shown.iter("li"))) == MOST
    assert not any(letter.isdigit() for letter in words(shown))


def test_it_is_kept_nowhere(as_sunita: Client, walk: str, db: Database, caplog: Any) -> None:
    told = tell(as_sunita, walk)
    before = set(_rows(db))
    told.say("account", facts=BLAME)
    told.say("account", facts=BLAME + " ")
    saved = [row for row in _rows(db) if row not in before]
    as_sunita.get(f"{told.home}/account")
    as_sunita.get(f"{told.home}/what-we-learned?after=account")
    looked = [row for row in _rows(db) if row not in before and row not in saved]
    for row in (*saved, *looked, caplog.text):
        assert not [word for word in (WHY, "failed-to", "remark") if word in row]


def _rows(db: Database) -> Iterator[str]:
    tables = MetaData()
    tables.reflect(db.engine)
    with db.read() as conn:
        for table in tables.sorted_tables:
            yield from (f"{table.name} {row}" for row in conn.execute(select(table)))


@POSTGRESQL_SELDOM
def test_where_it_is_asked_who_it_is_a_name_is_the_answer(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    who = {"police": "told", "police_whom": "Sunita rang them"}
    told.say("who-must-know", **who)
    assert beside(as_sunita.get(f"{told.home}/who-must-know")) == []
    told.say("candour", relevant="Sunita, her daughter", said=BLAME)
    (said,) = beside(as_sunita.get(f"{told.home}/candour"))
    assert "carer failed to" in said
