"""What belongs to others, or to another decision, answers exactly like what there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.accounts.queries import find_team
from riskapp.decision.queries import find_decision
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.tables import draft
from tests.app import CAST, DEV, SOUTH, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.dumping import differing, dump
from tests.faults.filling import (
    as_data,
    ask_a_panel,
    fill_conversation,
    learn_together,
    note_court,
    seal,
    set_up_panel,
    step_form,
    tell,
)
from tests.panel.sitting.making import TERMS, arrange, make_panel, put_out

INGRID, AMIR = CAST[4][0], CAST[7][0]
NOBODYS = "00000000-0000-4000-8000-000000000000"
NO_DECISION, NO_PERSON = "RA-9999", "P-9999"
# What differs between two answers that are the same: the reference of a request, and keys of forms.
_OF_THE_MOMENT = re.compile(r'(Reference: )[0-9A-F]{8}|(name="key" value=")[0-9a-f-]{36}')


@dataclass(frozen=True)
class Decision:
    """A decision with everything that can be asked for by an id."""

    ref: str
    person: str
    items: Mapping[tuple[str, str], str]  # (step, collection) to the id of an entry
    rendition: str
    happening: str
    change: str  # an item of what happened
    review: str  # of what happened
    account: str  # an item of it
    referral: str
    hearing: str  # an item of it
    view: str  # what a court said of it

    def parts(self, step: str = "both-sides", collection: str = "consequences") -> dict[str, str]:
        return {
            "ref": self.ref, "step": step, "collection": collection,
            "item": self.items[step, collection], "rendition": self.rendition,
            "number": "1", "layout": "full", "session_id": NOBODYS, "happening": self.happening,
            "view": self.view,
            "condition": NOBODYS,
            "seat": "2",
        }  # fmt: skip


def make(client: Client, called_by: str) -> Decision:
    """Filled, sealed, open again, with a draft printed."""
    ref = begin(client, called_by)
    fill_conversation(client, ref, lambda _control, _most: f"{called_by}’s words")
    seal(client, ref)
    view = note_court(client, ref).rpartition("/")[2]
    client.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    client.post(f"/decisions/{ref}/draft", page=f"/decisions/{ref}", status=303)
    assert client.last is not None
    rendition = client.last.headers["Location"].rpartition("/")[2]
    items = {}
    for step in ("both-sides", "what-would-help", "what-was-decided", "if-it-goes-wrong"):
        html = client.get(f"/decisions/{ref}/{step}").html
        for collection, item in re.findall(rf'/{ref}/{step}/([a-z-]+)/([0-9a-f-]{{36}})"', html):
            items[step, collection] = item
    person = re.search(r"/people/(P-\d+)", client.get(f"/decisions/{ref}").html)
    assert person
    assert len(items) >= 6
    told = tell(client, ref, lambda _control, _most: f"{called_by}’s words")
    change = re.search(r"/changes/([0-9a-f-]{36})", client.get(f"{told}/changes-to-try").html)
    assert change
    happening = told.rpartition("/")[2]
    review = learn_together(client, happening, lambda _control, _most: f"{called_by}’s words")
    account = re.search(r"/account/([0-9a-f-]{36})", client.get(f"{review}/accounts").html)
    assert account
    referral, hearing = asked_of_a_panel(client, ref)
    return Decision(
        ref,
        person[1],
        items,
        rendition,
        happening,
        change[1],
        review.rpartition("/")[2],
        account[1],
        referral,
        hearing,
        view,
    )


def asked_of_a_panel(client: Client, ref: str) -> tuple[str, str]:
    """A referral that is being written, and somebody to hear in it."""
    admin = Client(client.app, address="192.0.2.9").sign_in(AMIR)
    panel = set_up_panel(admin, INGRID, lambda _control, _most: "A panel")
    path = f"{ask_a_panel(client, ref, panel)}/who-else"
    client.post(path, {"to-hear..-who": "Joan"}, page=path, status=303)
    hearing = re.search(r"/to-hear/([0-9a-f-]{36})", client.get(path).html)
    assert hearing
    return path.split("/")[2], hearing[1]


@pytest.fixture
def mine(as_sunita: Client) -> Decision:
    return make(as_sunita, "Maureen")


@pytest.fixture
def other(as_sunita: Client, mine: Decision) -> Decision:
    """Of the same team, about somebody else."""
    return make(as_sunita, "Idris")


@pytest.fixture
def theirs(as_dev: Client) -> Decision:
    """Of the other team."""
    return make(as_dev, "Gwen")


def routes(app: Flask, argument: str) -> Iterator[tuple[str, str]]:
    """Every rule that takes an argument, with each of its methods."""
    for rule in app.url_map.iter_rules():
        if argument in rule.arguments:
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield method, rule.rule


def path_of(rule: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: parts[found[1]], rule)


def answer(client: Client, method: str, path: str) -> tuple[int, str]:
    data = {"csrf_token": client.token(), "choice": "typed", "action": "seal", "rev": "1"}
    data |= {"key": NOBODYS, "prompt": "one-sided", "layout": "full", "to_whom": "Joan"}
    found = client.fetch(method, path, data=data if method == "POST" else None)
    said = _OF_THE_MOMENT.sub(r"\1\2*", found.get_data(as_text=True))
    return found.status_code, said


def sitting_of(client: Client, email: str, decision: str) -> str:
    """A sitting whose papers are out, of a panel that somebody chairs; its reference."""
    ref = arrange(client, make_panel(client.app, TERMS, email, email), decision)
    put_out(client, ref)
    return ref


def assert_alike(client: Client, method: str, foreign: str, missing: str) -> None:
    one, none = answer(client, method, foreign), answer(client, method, missing)
    # Where no review is under way its pages lead away, whatever is asked for; a manager's are not hers.
    assert none[0] in {403, 404} or (none[0] == 302 and "/review/" in missing), (
        method,
        missing,
        none[0],
    )
    assert one == none, (method, foreign)


def test_another_teams_records_answer_as_if_there_were_none(
    app: Flask, as_sunita: Client, as_dev: Client, mine: Decision, theirs: Decision
) -> None:
    db, sitting = app.extensions["riskapp"].db, sitting_of(as_dev, DEV, theirs.ref)
    before, tried = dump(db), 0
    for method, rule in routes(app, "ref"):
        about_people = rule.startswith(("/people", "/begin"))
        for step, collection in theirs.items:
            parts = theirs.parts(step, collection)
            if about_people:
                parts |= {"ref": theirs.person, "step": "about"}
            missing = {**parts, "ref": NO_PERSON if about_people else NO_DECISION}
            if rule.startswith("/what-happened"):
                of_a_list = {"step": "changes-to-try", "collection": "changes"}
                parts |= {"ref": theirs.happening, **of_a_list, "item": theirs.change}
                missing = {**parts, "ref": "WH-9999"}
            if rule.startswith("/learning-reviews"):
                of_a_list = {"step": "accounts", "collection": "account"}
                parts |= {"ref": theirs.review, **of_a_list, "item": theirs.account}
                missing = {**parts, "ref": "LR-9999"}
            if rule.startswith("/referrals"):
                of_a_list = {"step": "who-else", "collection": "to-hear"}
                parts |= {"ref": theirs.referral, **of_a_list, "item": theirs.hearing}
                missing = {**parts, "ref": "RP-9999"}
            if rule.startswith(("/panels", "/governance")):
                break  # told to everybody or for a role she has not: the access table says of each
            if rule.startswith(("/sittings", "/papers")):
                of_one = ".1" if rule.startswith("/papers") else ""
                parts |= {"ref": f"{sitting}{of_one}", "step": "view" if of_one else "when"}
                missing = {**parts, "ref": f"PS-9999{of_one}"}
            assert_alike(as_sunita, method, path_of(rule, parts), path_of(rule, missing))
            tried += 1
            if "collection" not in rule:
                break
    assert tried > 60
    assert not differing(before, dump(db))


@POSTGRESQL_SELDOM
def test_parts_of_another_record_are_not_found_under_mine(
    app: Flask, as_sunita: Client, mine: Decision, other: Decision, theirs: Decision
) -> None:
    """An entry or a printed draft of one decision, asked for under the address of another."""
    db = app.extensions["riskapp"].db
    before = dump(db)
    for source, argument in product((other, theirs), ("item", "rendition", "view")):
        for method, rule in routes(app, argument):
            if rule.startswith(("/people", "/panels", "/governance")):
                continue
            for step, collection in source.items:
                parts = {
                    **mine.parts(step, collection),
                    argument: source.parts(step, collection)[argument],
                }
                if rule.startswith("/what-happened"):
                    of_a_list = {"step": "changes-to-try", "collection": "changes"}
                    parts |= {"ref": mine.happening, **of_a_list, argument: source.change}
                if rule.startswith("/learning-reviews"):
                    of_a_list = {"step": "accounts", "collection": "account"}
                    parts |= {"ref": mine.review, **of_a_list, argument: source.account}
                if rule.startswith("/referrals"):
                    of_a_list = {"step": "who-else", "collection": "to-hear"}
                    parts |= {"ref": mine.referral, **of_a_list, argument: source.hearing}
                missing = {**parts, argument: NOBODYS}
                assert_alike(as_sunita, method, path_of(rule, parts), path_of(rule, missing))
                if "collection" not in rule:
                    break
    assert not differing(before, dump(db))


def wrong_places(mine: Decision, step: str, collection: str) -> list[tuple[str, str]]:
    """The other lists of its own step, and those of one other step: what hides one list hides all."""
    others = [place for place in mine.items if place != (step, collection)]
    elsewhere = next(s for s, _list in others if s != step)
    return [place for place in others if place[0] in (step, elsewhere)]


@POSTGRESQL_SELDOM
def test_an_entry_is_found_on_its_own_step_and_list_alone(
    app: Flask, as_sunita: Client, mine: Decision
) -> None:
    db = app.extensions["riskapp"].db
    before = dump(db)
    for (step, collection), item in mine.items.items():
        for wrong_step, wrong in wrong_places(mine, step, collection):
            for method, rule in routes(app, "item"):
                if rule.startswith("/decisions"):
                    parts = {**mine.parts(wrong_step, wrong), "item": item}
                    missing = {**parts, "item": NOBODYS}
                    assert_alike(as_sunita, method, path_of(rule, parts), path_of(rule, missing))
    assert not differing(before, dump(db))


def test_numbers_and_kinds_that_are_not_there_are_not_found(
    app: Flask, as_sunita: Client, mine: Decision
) -> None:
    for wrong in ("2", "0", "2147483647", "2147483648", "9" * 30):
        for end in ("full", "full.pdf", "note"):
            path = f"/decisions/{mine.ref}/versions/{wrong}/{end}"
            assert answer(as_sunita, "GET", path)[0] == 404, path
    for path in (f"/decisions/{mine.person}", f"/people/{mine.ref}", f"/begin/{mine.ref}"):
        assert answer(as_sunita, "POST" if "begin" in path else "GET", path)[0] == 404


def test_a_conversation_cannot_be_begun_with_anothers_person_or_team(
    app: Flask, as_sunita: Client, theirs: Decision
) -> None:
    db = app.extensions["riskapp"].db
    with db.read() as conn:
        team = find_team(conn, SOUTH)
    assert team is not None
    before = dump(db)
    for field, foreign, missing in (
        ("who", theirs.person, NO_PERSON), ("team", team.id, NOBODYS)
    ):  # fmt: skip
        said = []
        for value in (foreign, missing):
            as_sunita.get("/")
            data = {"called_by": "Somebody new", "who": "new", field: value}
            found = as_sunita.post("/begin", data)
            body = _OF_THE_MOMENT.sub(r"\1\2*", found.get_data(as_text=True))
            said.append((found.status_code, body.replace(value, "*")))
        assert said[0] == said[1]
        assert said[0][0] == 404
    assert not differing(before, dump(db))


def test_names_of_the_other_team_are_no_namesakes(as_sunita: Client, theirs: Decision) -> None:
    answer = as_sunita.post("/begin", {"called_by": "Gwen"}, page="/", status=303)
    assert "/decision" in answer.headers["Location"]


def test_marks_and_parents_of_another_record_are_written_nowhere(
    app: Flask, as_sunita: Client, mine: Decision, theirs: Decision
) -> None:
    """Ids inside a form: what matters most, and the option a new line would stand under."""
    db, source = app.extensions["riskapp"].db, theirs
    consequence = source.items["both-sides", "consequences"]
    option = source.items["both-sides", "options"]
    before = dump(db, {"audit", "audit_head", "entry_save"})
    extra = [("marks", consequence), ("marks", option), ("marks", NOBODYS)]
    extra += [("parent_id", option), ("entry_id", consequence)]
    forms = [(f"consequences.{parent}.benefit-text", "smuggled") for parent in (option, NOBODYS)]
    forms += [(f"still.{option}.-text", "smuggled"), (f"closer.{consequence}.-source", "smuggled")]
    for step, has_forms in (("both-sides", True), ("two-pens", False), ("closer-look", True)):
        path = f"/decisions/{mine.ref}/{step}"
        form = step_form(as_sunita, path)
        as_sunita.post(path, as_data([*form.standing(), *extra]), status=303)
        form = step_form(as_sunita, path)
        # A form that this record has not: kept for who typed it, and told to them alone.
        status = 409 if has_forms else 303
        as_sunita.post(path, as_data([*form.standing(), *forms]), status=status)
        as_sunita.let_go(path)
    with db.read() as conn:
        entries = get_entries(conn, find_decision(conn, mine.ref).id)
        for step in ("both-sides", "two-pens"):
            assert consequence not in entries.data(step).get("marks", [])
        assert not [e for e in entries if "smuggled" in str(e.data)]
        foreign = get_entries(conn, find_decision(conn, source.ref).id)
        assert not [e for e in foreign if "smuggled" in str(e.data)]
        assert not conn.execute(select(draft)).all()
    changed = differing(before, dump(db, {"audit", "audit_head", "entry_save"}))
    assert not changed.get("entry")  # marks that point elsewhere are let go, what stood stands


def test_what_others_took_away_is_not_shown_to_me(
    app: Flask, as_sunita: Client, as_dev: Client, mine: Decision, theirs: Decision
) -> None:
    item = theirs.items["both-sides", "consequences"]
    page = f"/decisions/{theirs.ref}/both-sides/consequences/{item}"
    as_dev.post(f"{page}/remove", page=page, status=303)
    path = f"/decisions/{mine.ref}/both-sides"
    assert "Gwen" not in as_sunita.get(f"{path}?removed={item}").text
    assert_alike(as_sunita, "POST", f"{path}/consequences/{item}/put-back",
                 f"{path}/consequences/{NOBODYS}/put-back")  # fmt: skip


def test_another_persons_session_cannot_be_ended(
    app: Flask, as_sunita: Client, as_dev: Client
) -> None:
    db = app.extensions["riskapp"].db
    found = re.search(r"/account/sessions/([0-9a-f-]{36})/end", as_dev.get("/account").html)
    assert found
    before = dump(db)
    assert_alike(as_sunita, "POST", f"/account/sessions/{found[1]}/end",
                 f"/account/sessions/{NOBODYS}/end")  # fmt: skip
    assert not differing(before, dump(db))
    as_dev.get("/account")


@POSTGRESQL_SELDOM
def test_a_page_of_mine_posted_by_another_leaves_nothing(
    app: Flask, as_sunita: Client, as_dev: Client, mine: Decision
) -> None:
    """A form drawn for one person, stamp and all, sent from the other team’s session."""
    db = app.extensions["riskapp"].db
    path = f"/decisions/{mine.ref}/decision"
    pairs = dict(step_form(as_sunita, path).standing())
    before = dump(db)
    found = as_dev.fetch(
        "POST", path, data={**pairs, "csrf_token": as_dev.token(), "choice": "theirs"}
    )
    assert found.status_code == 404
    assert not differing(before, dump(db))
