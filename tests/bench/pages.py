"""How many statements each page asks the database, in the demonstration and in one many times its size.

python -m tests.bench.pages
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, select

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.app import create_app
from riskapp.core.actor import Actor
from riskapp.decision.journeys import CONVERSATION, REVIEW
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.queries import Decision, list_every_decision
from riskapp.decision.rules import State
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.services.copies import note_given
from riskapp.decision.services.sealing import House, seal
from riskapp.decision.services.talking import begin_conversation, save_words
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.did_it_happen import CAME
from riskapp.decision.steps.did_it_happen import STEP as DID_IT_HAPPEN
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.decision.transfer import read_file
from riskapp.demonstration import make_cast
from riskapp.demonstration.story import AMINA, MILL_LANE, SUNITA
from riskapp.learning.journeys import TELLING
from riskapp.learning.review.journeys import REVIEWING
from riskapp.learning.review.presenters import can_write
from riskapp.learning.review.queries import list_reviews
from riskapp.learning.review.services.convening import convene
from riskapp.learning.review.steps.accounts import ACCOUNTS
from riskapp.learning.services.publishing import compose_now, put_in_log
from riskapp.learning.services.telling import begin_happening, save_telling
from riskapp.learning.steps.changes_to_try import CHANGES
from riskapp.learning.steps.changes_to_try import STEP as CHANGES_TO_TRY
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.panel.journeys import REFERRING
from riskapp.panel.services.referring import begin_referral
from riskapp.panel.tables import referral
from riskapp.people.queries import get_person
from riskapp.platform import audit, settings
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.runtime import Runtime
from riskapp.platform.subjects import find
from riskapp.platform.tables import subject
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import keep_bytes
from riskapp.platform.versions.tables import rendition
from tests.app import Client, make_runtime
from tests.databases import Sqlite
from tests.faults.filling import as_data, ask_a_panel, note_court, step_form, tell
from tests.panel.sitting.making import (
    TERMS,
    arrange,
    begin_advice,
    give_advice,
    make_panel,
    put_out,
    refer,
)


@dataclass
class World:
    """The demonstration, seen by Sunita: a conversation under way, one sealed, one looked at again."""

    runtime: Runtime
    app: Flask = field(init=False)
    client: Client = field(init=False)
    governs: Client = field(init=False)  # Amina, who may see none of the others
    paths: list[str] = field(init=False)
    sits: str = field(init=False)  # a panel she chairs
    arranged: str = field(init=False)

    def __post_init__(self) -> None:
        make_cast(self.runtime)
        self.app = create_app(runtime=self.runtime)
        self.app.testing = True
        with self.runtime.db.read() as conn:
            self.password = settings.get(conn, settings.DEMONSTRATION) or ""
        self.client = Client(self.app).sign_in(SUNITA, self.password)
        self.governs = Client(self.app, address="192.0.2.8").sign_in(AMINA, self.password)
        self.paths = list(self._paths())

    def _paths(self) -> Iterator[str]:
        """Every page Sunita can look at, and a sealed copy as a file."""
        open_, sealed, reviewed = (
            next(d for d in self.decisions() if d.state == state)
            for state in (State.IN_CONVERSATION, State.SEALED, State.IN_REVIEW)
        )
        home, after = f"/decisions/{open_.ref}", f"/decisions/{sealed.ref}"
        about = f"/people/{open_.person_ref}/about"
        yield from ("/", "/people", f"/people/{open_.person_ref}", about, "/account", home)
        steps = [f"{home}/{step.slug}" for step in CONVERSATION.steps]
        with self.runtime.db.read() as conn:
            option = get_entries(conn, open_.id).items(OPTIONS.slug)[0]
            came = get_entries(conn, reviewed.id).items(CAME.slug)[0]
            said = get_entries(conn, sealed.id).items(ADDENDA.slug)[0]
        yield from (*steps, f"{home}/both-sides/options/{option.id}")
        beside = ("safeguarding", "their-marks", "whose-law", "papers/sheet")
        yield from (f"{home}/{page}" for page in beside)
        draft = self.client.post(f"{home}/draft", page=home, status=303).headers["Location"]
        self._make_copies()
        yield from (draft, f"{draft}.pdf", after, f"{after}/look-again.ics", f"{after}/changes")
        review, since = f"/decisions/{reviewed.ref}/review", f"{after}/since/said-since"
        steps_then = [f"{review}/{step.slug}" for step in REVIEW.steps]
        yield from (review, *steps_then, f"{review}/{DID_IT_HAPPEN.slug}/{CAME.slug}/{came.id}")
        yield from (since, f"{since}/{ADDENDA.slug}/{said.id}")
        court = note_court(self.client, sealed.ref)
        yield from (f"{after}/court", court, f"{court}/answer")
        for page in (about, steps[-1], steps_then[0], since):
            asked = step_form(self.client, page).typed[0].name
            self.client.post(f"{page}/keep", {asked: "Half a word"}, page=page, status=200)
            yield f"{page}/discard"
        for layout in LAYOUTS:
            if layout.slug != "draft":
                yield f"{after}/versions/1/{layout.slug}"
        yield f"{after}/versions/1/full.pdf"
        yield from self._panels(home)
        yield from self._what_happened(home)
        yield from self._governance()

    def _panels(self, decision: str) -> Iterator[str]:
        """The panels, one of them, and a referral to it: one that was sent, and one begun."""
        sent, panel = "/referrals/RP-0001", "/panels/PN-0001"
        yield from ("/panels", panel, f"{decision}/ask-a-panel", sent, f"{sent}/added-since")
        begun = ask_a_panel(self.client, decision.rpartition("/")[2], panel.rpartition("/")[2])
        heard = f"{begun}/who-else"
        self.client.post(heard, {"to-hear..-who": "Derek"}, page=heard, status=303)
        self.client.post(f"{heard}/keep", {"to-hear..-who": "Half"}, page=heard, status=200)
        with self.runtime.db.read() as conn:
            hearing = get_entries(conn, find(conn, begun.rpartition("/")[2]).id).items("to-hear")[0]
        yield from (begun, *(f"{begun}/{step.slug}" for step in REFERRING.parts[0].steps))
        yield from (f"{begun}/sending", f"{heard}/to-hear/{hearing.id}", f"{heard}/discard")

    def _what_happened(self, decision: str) -> Iterator[str]:
        """Something that happened while a conversation was open, its pages, and the log."""
        told = tell(self.client, decision.rpartition("/")[2], lambda _c, _most: "Something")
        yield from ("/what-happened", told)
        yield from (f"{told}/{step.slug}" for step in TELLING.steps)
        more = ("which-decision", "as-it-stood", "safeguarding", "routes", "letter", "on-hold")
        yield from (f"{told}/{page}" for page in more)
        with self.runtime.db.read() as conn:
            change = get_entries(conn, find(conn, told[-7:]).id).items(CHANGES.slug)[0]
        yield f"{told}/{CHANGES_TO_TRY.slug}/{CHANGES.slug}/{change.id}"
        yield self._frozen(told)
        first = f"{told}/{TELLING.steps[0].slug}"
        self.client.post(f"{first}/keep", {"account": "Half a word"}, page=first, status=200)
        yield f"{first}/discard"
        letter = f"{told}/the-letter"
        said = as_data(step_form(self.client, letter).standing())
        asked = self.client.post(letter, {**said, "action": "print"}, page=letter, status=303)
        yield from (asked.headers["Location"], f"{asked.headers['Location']}.pdf")
        printed = self.client.post("/learning/print", page="/learning", status=303)
        self._make_copies()
        yield from self._learning_reviews()
        yield from self._sittings(decision.rpartition("/")[2])
        yield from ("/learning", printed.headers["Location"], f"{printed.headers['Location']}.pdf")

    def _frozen(self, told: str) -> str:
        """What stood when it was put on hold, and restarted."""
        held = f"{told}/on-hold"
        self.client.post(held, {"restart_role": "practitioner"}, page=held, status=303)
        page = self.client.get(held)
        self.client.post(f"{told}/restart", page=held, status=303)
        return next(link for link in page.links.values() if "/frozen/" in link)

    def _learning_reviews(self) -> Iterator[str]:
        """One before what happened is opened, and one from then on."""
        with self.runtime.db.read() as conn:
            shut, opened = sorted(
                list_reviews(conn, self._sunita(conn)), key=lambda one: one.is_opened
            )
            account = get_entries(conn, opened.id).items(ACCOUNTS.slug)[0]
        yield "/learning-reviews"
        for one in (shut, opened):
            home = f"/learning-reviews/{one.ref}"
            yield from (home, f"{home}/safeguarding", f"{home}/stood/{one.of[0].ref}")
            yield from (f"{home}/{s.slug}" for s in REVIEWING.steps if can_write(one, s.slug))
        yield f"{home}/accounts/{ACCOUNTS.slug}/{account.id}"
        self.client.post(f"{home}/purpose/keep", {"learn": "Half"}, page=home, status=200)
        yield f"{home}/purpose/discard"
        report = f"{home}/report"
        form = as_data(step_form(self.client, report).standing())
        said = {**form, "names_stay": "Invented", "action": "print"}
        printed = self.client.post(report, said, status=303).headers["Location"]
        self._make_copies()
        yield from (printed, f"{printed}.pdf")

    def _governance(self) -> Iterator[str]:
        """Matters, legal holds and origins, to those who govern what is kept."""
        begin = "/governance/begin/P-0001"
        said = {"kind": "court", "asked_by": "A court", "reason": "Asked for", "on": "P-0001"}
        matter = self.governs.post(begin, said, page=begin, status=303).headers["Location"]
        self.governs.post(f"{matter}/holds", said, page=matter, status=303)
        links = self.governs.get(matter).links.items()
        yield from ("/governance?whom=a", begin, matter, f"{matter}/about")
        yield next(url for words, url in links if words.startswith("End this hold"))
        item = f"{matter}/bundle/P-0001.now"
        self.governs.post(item, {"chosen": "in"}, page=item, status=303)
        frozen = self.governs.post(f"{matter}/bundle", page=f"{matter}/bundle", status=303)
        self._make_copies()
        bundle = frozen.headers["Location"]
        yield from (f"{matter}/bundle", item, bundle, f"{bundle}/1.pdf")
        page = "/governance/origins"
        yield page
        said = {"line": "L-1", "reason": "The coroner asks"}
        yield self.governs.post(page, said, page=page, status=303).headers["Location"]

    def _client(self, path: str) -> Client:
        return self.governs if path.startswith("/governance") else self.client

    def _sittings(self, decision: str) -> Iterator[str]:
        """One that is arranged, and one whose papers are out and whose first views are open."""
        panel = self.sits = make_panel(self.app, TERMS, SUNITA, SUNITA)
        self.arranged, out = (arrange(self.client, panel, decision) for _sitting in range(2))
        papers, view = put_out(self.client, out), f"/papers/{out}.1/view"
        form = as_data(step_form(self.client, view).standing())
        self.client.post(view, {**form, "view": "She can.", "action": "give"}, status=303)
        for act in ("open", "again"):
            self.client.post(f"{papers}/{act}", page=papers, status=303)
        when = f"/sittings/{self.arranged}/when"
        for page, key in ((when, "where"), (view, "view")):
            self.client.post(f"{page}/keep", {key: "Half"}, page=page, status=200)
        yield from ("/sittings", f"/sittings/{self.arranged}", f"/sittings/{out}")
        yield from (when, f"{when}/discard", papers, view, f"{view}/discard")
        yield f"/sittings/{out}/calendar.ics"
        yield from self._advice(decision)

    def _advice(self, decision: str) -> Iterator[str]:
        """Advice that is being written, and one that was given: its conditions, minutes and letter."""
        begun = begin_advice(self.client, arrange(self.client, self.sits, decision))
        dissent = begun.replace("/advice/", "/dissent/") + "/seen-differently"
        given = arrange(self.client, self.sits, decision)
        give_advice(self.client, given)
        home = f"/sittings/{given}"
        minutes = f"{home}/minutes"
        self.client.post(minutes, page=minutes, status=303)
        with self.runtime.db.read() as conn:
            advised = referral.c.state == "advised"
            kept = select(subject.c.ref).join(referral, referral.c.subject_id == subject.c.id)
            asked = f"/referrals/{conn.execute(kept.where(advised)).scalar_one()}"
        letter, said = f"{asked}/letter", {"now": "She rings on Friday.", "action": "print"}
        paper = self.client.post(letter, said, page=letter, status=303).headers["Location"]
        self._make_copies()
        yield from (self._link(f"{begun}/asks-for", "/conditions/"), f"{begun}/giving", begun)
        yield from (self._link(minutes, ".pdf"), self._link(asked, "/conditions/"))
        yield from (minutes, letter, paper, f"{paper}.pdf", f"{home}/pack")
        yield f"{home}/pack.pdf"
        for page, key in ((f"{begun}/advice", "because"), (dissent, "view")):
            self.client.post(f"{page}/keep", {key: "Half a word"}, page=page, status=200)
            yield from (page, f"{page}/discard")

    def _link(self, page: str, part: str) -> str:
        return next(url for _words, url in self.client.get(page).leads if part in url)

    def decisions(self) -> list[Decision]:
        """Those of Sunita's team."""
        with self.runtime.db.read() as conn:
            return [
                d for d in list_every_decision(conn) if d.team_id in self._sunita(conn).team_ids
            ]

    def _sunita(self, conn: Any) -> Actor:
        found = queries.find_actor(conn, queries.get_user(conn, SUNITA).id)
        assert found is not None
        return found

    def _make_copies(self) -> None:
        """Stands in for the worker, which has its own tests."""
        now = self.runtime.clock.now()
        with self.runtime.db.write() as conn:
            for each in conn.execute(select(rendition.c.id)).scalars().all():
                keep_bytes(conn, each, b"%PDF-", 1, now)

    def counted(self) -> dict[str, int]:
        """Statements by path; each page is fetched once before, so that nothing is a first time."""
        for path in self.paths:
            assert self._client(path).fetch("GET", path).status_code == 200, path
        return {path: self._count(path) for path in self.paths}

    def _count(self, path: str) -> int:
        with statements() as said:
            self._client(path).fetch("GET", path)
        return len(said)

    def grow(self, times: int) -> None:
        """More people, users, decisions, versions, copies given and sessions; and longer records."""
        open_ = next(d for d in self.decisions() if d.is_open)
        for _time in range(times):
            with self.runtime.db.write() as conn:
                self._add_people(conn)
            self._add_to(open_)
            asked = refer(self.app, self.sits, open_.ref)
            home = f"/sittings/{self.arranged}"
            self.client.post(f"{home}/agenda", {"referral": asked}, page=home, status=303)
            Client(self.app).sign_in(SUNITA, self.password)
        self._make_copies()

    def _add_people(self, conn: Any) -> None:
        trail, actor = trail_of(self.runtime), self._sunita(conn)
        own = [d for d in list_every_decision(conn) if d.team_id in actor.team_ids][:4]
        for number, each in enumerate(own):
            told = json.dumps(export_record(conn, trail, actor, each.ref)).encode()
            team = each.team_id
            made = import_record(conn, trail, actor, team, read_file(told), each.jurisdiction)
            if number % 2:
                house = House.of(self.runtime.config, demonstration=True)
                seal(conn, trail, actor, made.ref, house)
        email = f"{new_id()[:8]}@northmoor.example"
        services.add_user(
            conn, self.runtime, audit.SYSTEM, email=email, name="Somebody Else",
            roles=[Role.PRACTITIONER], password=f"{new_id()} kettle", team_ids=[own[0].team_id],
        )  # fmt: skip
        services.add_team(conn, self.runtime, audit.SYSTEM, f"{MILL_LANE} {email}")

    def _add_to(self, open_: Decision) -> None:
        """To the record that is looked at, to its person, and to a sealed one's copies."""
        trail = trail_of(self.runtime)
        sealed = next(d for d in self.decisions() if not d.is_open)
        with self.runtime.db.write() as conn:
            actor = self._sunita(conn)
            option = get_entries(conn, open_.id).items(OPTIONS.slug)[0]
            said = {"text": f"Something else {new_id()}", "side": "harm", "kind": "social"}
            more = Change(CONSEQUENCES.slug, said, parent_id=option.id, is_item=True)
            save_words(conn, trail, actor, open_.ref, key=new_id(), changes=[more], place="")
            person = get_person(conn, actor, open_.person_ref)
            begin_conversation(conn, trail, actor, person, open_.jurisdiction, key=new_id())
            house = House.of(self.runtime.config, demonstration=True)
            made = begin_happening(conn, trail, actor, person, house, key=new_id(), decision=open_)
            begin_referral(conn, trail, actor, open_, "PN-0001", key=new_id())
            told = [
                Change(IN_THE_LOG.slug, {"said": "Something"}),
                Change(CHANGES.slug, {"what": "One list", "by_when": "2026-01-01"}, is_item=True),
            ]
            save_telling(conn, trail, actor, made.ref, key=new_id(), changes=told, place="")
            convene(conn, trail, actor, [made.ref], key=new_id())
            seen = compose_now(conn, actor, made.ref).mark
            put_in_log(conn, trail, actor, made.ref, self.runtime.keys.origin, seen)
            today = self.runtime.clock.now().date()
            note_given(
                conn, trail, actor, sealed.ref,
                given_on=today, to_whom="Joan", layout="person", today=today, key=new_id(),
            )  # fmt: skip


@contextmanager
def statements() -> Iterator[list[str]]:
    """What any database is asked meanwhile."""
    said: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        world = World(
            make_runtime(Database(Sqlite(Path(folder)).fresh(Path(folder))), Path(folder))
        )
        small = world.counted()
        world.grow(30)
        large = world.counted()
        many = len(world.decisions())
        world.runtime.db.close()
    print(f"{'statements a page':<44} {'cast':>5} {f'{many} decisions':>14}")
    for path in world.paths:
        short = re.sub(r"[0-9a-f-]{36}", "…", path)
        print(f"{short:<44} {small[path]:>5} {large[path]:>14}")
    return int(small != large)


if __name__ == "__main__":
    sys.exit(main())
