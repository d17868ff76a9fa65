"""Two who do something of one record at once: the second waits, and is told what the first did."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select

from riskapp.accounts.queries import find_actor, get_user
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.decision.queries import Decision, find_decision
from riskapp.decision.services import putting_away, reviewing, sealing, talking
from riskapp.decision.services.after import check_read, save_since
from riskapp.decision.services.sealing import House
from riskapp.decision.steps import said_since
from riskapp.people.queries import get_person
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.store import get_version
from riskapp.platform.versions.tables import rendition
from tests.app import SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.panel.sitting.doing import Act, meanwhile

ON_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
RA = re.compile(r"RA-\d+")


class Acts:
    """What can be done of one conversation, each as an act of Sunita's."""

    def __init__(self, app: Flask, ref: str, actor: Actor) -> None:
        self.app, self.ref, self.actor = app, ref, actor
        self.begun: list[str] = []
        self.house = House.of(app.extensions["riskapp"].config, demonstration=False)

    def seal(self, conn: Connection, trail: Trail) -> None:
        sealing.seal(conn, trail, self.actor, self.ref, self.house)

    def next(self, conn: Connection, trail: Trail) -> None:
        talking.begin_next_version(conn, trail, self.actor, self.ref)

    def review(self, conn: Connection, trail: Trail) -> None:
        reviewing.begin_review(conn, trail, self.actor, self.ref)

    def no_review(self, conn: Connection, trail: Trail) -> None:
        reviewing.put_review_away(conn, trail, self.actor, self.ref)

    def change(self, conn: Connection, trail: Trail) -> None:
        self._end(conn, trail, "change")

    def carry_on(self, conn: Connection, trail: Trail) -> None:
        self._end(conn, trail, "carry_on")

    def _end(self, conn: Connection, trail: Trail, now: str) -> None:
        seen = self._seen(conn)
        reviewing.end_review(conn, trail, self.actor, self.ref, self.house, now=now, seen=seen)

    def no_next(self, conn: Connection, trail: Trail) -> None:
        putting_away.put_version_away(conn, trail, self.actor, self.ref, self._seen(conn))

    def law(self, conn: Connection, trail: Trail) -> None:
        talking.follow_law(conn, trail, self.actor, self.ref, "scotland")

    def begin(self, conn: Connection, trail: Trail) -> None:
        person = get_person(conn, self.actor, self.found().person_ref)
        made = talking.begin_about(conn, trail, self.actor, person, "wales", key=new_id())
        self.begun.append(made.ref)

    def said_of_the_first(self, conn: Connection, trail: Trail) -> None:
        key, said = new_id(), Change(said_since.ADDENDA.slug, {"words": "It rained."}, is_item=True)
        check_read(conn, self.actor, self.ref, "1", key)
        save_since(conn, trail, self.actor, self.ref, key=key, changes=[said], place="")

    def draft(self, conn: Connection, trail: Trail) -> None:
        sealing.ask_for_paper(conn, trail, self.actor, self.ref)

    def _seen(self, conn: Connection) -> str:
        found = find_decision(conn, self.ref)
        return get_entries(conn, found.id, found.facts).mark()

    def do(self, *names: str) -> None:
        runtime = self.app.extensions["riskapp"]
        for name in names:
            with runtime.db.write() as conn:
                getattr(self, name)(conn, trail_of(runtime))

    def while_(self, first: str, second: str) -> bool:
        """Whether the second, begun while the first is done, is done as well."""
        acts: tuple[Act, Act] = (getattr(self, first), getattr(self, second))
        return meanwhile(self.app, *acts)

    def found(self) -> Decision:
        with self.app.extensions["riskapp"].db.read() as conn:
            return find_decision(conn, self.ref)


@pytest.fixture
def acts(db: Database, tmp_path: Path) -> Acts:
    app = make_app(db, tmp_path)
    ref = begin(Client(app).sign_in(), "Maureen")
    with db.read() as conn:
        actor = find_actor(conn, get_user(conn, SUNITA).id)
    assert actor
    return Acts(app, ref, actor)


OF_ONE_STATE = pytest.mark.parametrize(
    ("before", "first", "second", "state"),
    [
        (["seal"], "next", "next", "in-conversation"),
        (["seal"], "next", "review", "in-conversation"),
        (["seal"], "review", "next", "in-review"),
        (["seal"], "review", "review", "in-review"),
        (["seal", "review"], "change", "no_review", "in-conversation"),
        (["seal", "review"], "carry_on", "no_review", "sealed"),
        (["seal", "next"], "seal", "no_next", "sealed"),
        (["seal", "next"], "seal", "law", "sealed"),
    ],
)


@OF_ONE_STATE
def test_of_two_acts_that_begin_from_one_state_one_is_done(
    acts: Acts, before: list[str], first: str, second: str, state: str
) -> None:
    acts.do(*before)
    assert not acts.while_(first, second)
    assert acts.found().state == state


@pytest.mark.parametrize("database_url", [ON_POSTGRESQL], indirect=True)
@OF_ONE_STATE
def test_what_was_looked_at_before_the_lock_is_looked_at_again(
    acts: Acts, db: Database, before: list[str], first: str, second: str, state: str
) -> None:
    """The first is done, all of it, once the second has looked: on SQLite nothing can come between."""
    acts.do(*before)
    comes_between = [first]

    def then(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM decision" in statement and comes_between:
            acts.do(comes_between.pop())

    event.listen(db.engine, "after_cursor_execute", then)
    with pytest.raises(Conflict):
        acts.do(second)
    event.remove(db.engine, "after_cursor_execute", then)
    assert not comes_between
    assert acts.found().state == state


def test_a_version_says_the_law_that_its_decision_follows(acts: Acts, db: Database) -> None:
    assert acts.while_("law", "seal")
    with db.read() as conn:
        rows = get_version(conn, acts.found().id).rows
    assert rows["record.jurisdiction"]["value"] == acts.found().jurisdiction == "scotland"


def test_the_law_of_one_that_is_sealed_meanwhile_stays(acts: Acts, db: Database) -> None:
    """Of several about one person, the others follow."""
    client, found = Client(acts.app).sign_in(), acts.found()
    home = f"/people/{found.person_ref}"
    answer = client.post(f"/begin/{found.person_ref}", page=home, status=303)
    second = RA.search(answer.headers["Location"])
    assert second
    other = Acts(acts.app, second[0], acts.actor)
    assert meanwhile(acts.app, other.seal, acts.law)
    with db.read() as conn:
        rows = get_version(conn, other.found().id).rows
    assert rows["record.jurisdiction"]["value"] == other.found().jurisdiction == "england"
    assert acts.found().jurisdiction == "scotland"


@pytest.mark.parametrize(("first", "second"), [("law", "begin"), ("begin", "law")])
def test_what_begins_while_somebody_says_where_the_person_lives_follows_that(
    acts: Acts, first: str, second: str
) -> None:
    assert acts.while_(first, second)
    begun = Acts(acts.app, acts.begun[0], acts.actor)
    assert begun.found().jurisdiction == acts.found().jurisdiction == "scotland"


def test_nothing_is_said_of_a_version_while_the_next_is_sealed(acts: Acts) -> None:
    acts.do("seal", "next")
    with pytest.raises(BadInput, match="Version 2 was sealed meanwhile"):
        acts.while_("seal", "said_of_the_first")


def test_two_who_ask_for_a_paper_at_once_are_given_the_same(acts: Acts, db: Database) -> None:
    assert acts.while_("draft", "draft")
    with db.read() as conn:
        assert len(conn.execute(select(rendition.c.id)).all()) == 1
