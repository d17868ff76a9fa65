"""The demonstration cast: a decision at each stage of its life, and nobody in it is real."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sqlalchemy import func, select

from riskapp import cli, config, migrations
from riskapp.accounts import queries as accounts
from riskapp.accounts import services
from riskapp.accounts.passwords import Passwords
from riskapp.core.actor import Actor
from riskapp.core.clock import StoppedClock, SystemClock
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import PRINTED, layout_of
from riskapp.decision.queries import (
    Decision,
    get_decision,
    list_due,
    list_every_decision,
    list_given,
    list_in_conversation,
)
from riskapp.decision.record import record_of
from riskapp.decision.rules import KINDS, Copy, State
from riskapp.decision.services import sealing
from riskapp.decision.steps.what_would_help import OF_RESTRICTIONS, OF_TECHNOLOGY
from riskapp.decision.transfer import exported, schema
from riskapp.demonstration import is_there, make_cast
from riskapp.demonstration.password import make_password
from riskapp.demonstration.reading import FOLDER, PANELS, REFERRALS, SITTINGS, with_days
from riskapp.demonstration.story import (
    CALLUM,
    GRACE,
    JUDITH,
    ORGANISATION,
    PLAYERS,
    STORIES,
    SUNITA,
    TEAMS,
)
from riskapp.learning.queries import list_changes_due, list_learnings, list_unfinished
from riskapp.panel.journeys import REFERRING, SETTING_UP
from riskapp.panel.queries import list_asked, list_members, list_panels
from riskapp.panel.sitting.journeys import ARRANGING
from riskapp.panel.sitting.queries.papers import get_before
from riskapp.panel.sitting.queries.sittings import list_ahead
from riskapp.panel.sitting.queries.sittings import list_members as list_who_sits
from riskapp.panel.sitting.queries.views import list_given as list_given_of
from riskapp.panel.sitting.queries.views import list_interests
from riskapp.panel.sitting.steps.view import View
from riskapp.panel.steps.seating import Seating
from riskapp.people.services import add_person
from riskapp.platform import audit, settings
from riskapp.platform.audit.tables import audit as audit_log
from riskapp.platform.db import Database, metadata
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.jobs.tables import job
from riskapp.platform.keys import make_keys
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.keys import load_seal_key, make_seal_key, name_for, name_on
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.store import get_version, list_renditions, list_sealings
from tests.app import make_runtime
from tests.house.test_wording import FORBIDDEN

# Five past midnight in London, the hour at which "today" is easiest to get wrong.
NOW = datetime(2026, 6, 14, 23, 5, tzinfo=UTC)
TODAY = date(2026, 6, 15)
FILES = sorted(FOLDER.glob("*.json"))
SEALED = {"Gwen", "Idris", "Maureen"}
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def runtime(db: Database, tmp_path: Path) -> Runtime:
    return make_runtime(db, tmp_path, clock=StoppedClock(NOW))


@pytest.fixture
def cast(runtime: Runtime) -> Runtime:
    make_cast(runtime)
    return runtime


def actor(runtime: Runtime, email: str) -> Actor:
    with runtime.db.read() as conn:
        found = accounts.find_actor(conn, accounts.get_user(conn, email).id)
    assert found is not None
    return found


def decisions(runtime: Runtime) -> dict[str, Decision]:
    with runtime.db.read() as conn:
        return {found.called_by: found for found in list_every_decision(conn)}


def file_of(name: str) -> dict[str, Any]:
    """A record of the cast as it stands in its file, its days counted from TODAY."""
    documents = (json.loads(path.read_text(encoding="utf-8")) for path in FILES)
    (found,) = [d for d in documents if d["person"]["called_by"] == name]
    return dict(with_days(found, TODAY))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from texts(held)


def counts(db: Database) -> dict[str, int]:
    """How many rows each table holds."""
    with db.read() as conn:
        return {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


# -- who can sign in -----------------------------------------------------------------------------


def test_everybody_is_there_with_their_role_and_team(runtime: Runtime) -> None:
    told = make_cast(runtime)
    assert sorted(told) == [
        ("amina@northmoor.example", "Amina Shah", "information governance"),
        ("callum@northmoor.example", "Callum Reid", "practitioner"),
        ("dafydd@northmoor.example", "Dafydd Pugh", "administrator"),
        ("grace@northmoor.example", "Grace Okafor", "practitioner"),
        ("helen@northmoor.example", "Helen Marsh", "team manager"),
        ("judith@northmoor.example", "Judith Amos", "panel chair"),
        ("leah@northmoor.example", "Leah Barrow", "panel member"),
        ("precious@northmoor.example", "Precious Moyo", "panel member"),
        ("stuart@wharfhomes.example", "Stuart Fenn", "panel member"),
        ("sunita@northmoor.example", "Sunita Rao", "practitioner"),
        ("tomasz@northmoor.example", "Tomasz Nowak", "learning reviewer"),
    ]
    with runtime.db.read() as conn:
        teams = {user.email: user.teams for user in accounts.list_users(conn)}
        assert {team.name for team in accounts.list_teams(conn)} == set(TEAMS)
    assert teams[SUNITA] == teams[CALLUM]
    assert teams[GRACE] != teams[SUNITA]
    assert teams["helen@northmoor.example"] == tuple(sorted(TEAMS))
    assert not teams["dafydd@northmoor.example"]


def test_each_signs_in_with_the_one_password(cast: Runtime) -> None:
    with cast.db.read() as conn:
        password = settings.get(conn, settings.DEMONSTRATION)
    assert password is not None
    for player in PLAYERS:
        tried = services.sign_in(
            cast,
            email=player.email,
            password=password,
            address="192.0.2.9",
            device="Firefox, Linux",
            old_token="",
        )
        assert tried.token, player.email


@ONE
def test_each_instance_has_a_password_of_its_own_that_nobody_would_be_refused(
    runtime: Runtime,
) -> None:
    passwords = Passwords(runtime.config)
    about = [text for player in PLAYERS for text in (player.email, player.name)]
    made = {make_password(passwords, about) for _number in range(200)}
    assert len(made) == 200
    for password in made:
        for player in PLAYERS:
            assert passwords.refusal(password, player.email, player.name) is None


# -- the decisions -------------------------------------------------------------------------------


def test_there_is_a_decision_at_each_stage_of_life(cast: Runtime) -> None:
    found = decisions(cast)
    assert {name: d.state for name, d in found.items()} == {
        "Gwen": State.IN_REVIEW,
        "Idris": State.SEALED,
        "Maureen": State.SEALED,
        "Mr Adeyemi": State.IN_CONVERSATION,
        "Beryl": State.IN_CONVERSATION,
        "Tariq": State.IN_CONVERSATION,
    }
    assert {name: d.versions for name, d in found.items() if d.versions} == dict.fromkeys(SEALED, 1)
    assert [found[name].ref for name in ("Gwen", "Tariq")] == ["RA-0001", "RA-0006"]
    assert all(d.title and d.choice for d in found.values())


def test_each_record_holds_to_the_letter_what_its_file_says(cast: Runtime) -> None:
    for name, found in decisions(cast).items():
        with cast.db.read() as conn:
            entries = get_entries(conn, found.id)
        held = exported(
            entries, called_by=found.called_by, jurisdiction=found.jurisdiction, origin={}
        )
        del held["origin"]
        assert held == file_of(name)


@ONE
def test_a_practitioner_finds_their_own_teams_people_and_no_others(cast: Runtime) -> None:
    sunita, grace = actor(cast, SUNITA), actor(cast, GRACE)
    with cast.db.read() as conn:
        assert [d.called_by for d in list_in_conversation(conn, sunita)] == [
            "Mr Adeyemi",
            "Gwen",
            "Beryl",
        ]
        assert [d.called_by for d in list_in_conversation(conn, grace)] == ["Tariq"]
        with pytest.raises(NotFound):
            get_decision(conn, sunita, decisions(cast)["Tariq"].ref)


@ONE
def test_conversations_say_where_they_were_left(cast: Runtime) -> None:
    found = decisions(cast)
    assert found["Mr Adeyemi"].changed_step == "if-it-goes-wrong"
    assert found["Beryl"].changed_step == "doors"
    assert found["Tariq"].changed_step == "decision"
    assert found["Beryl"].changed_at > found["Beryl"].made_at


@ONE
def test_what_helps_each_person_take_part_is_known(cast: Runtime) -> None:
    for name, found in decisions(cast).items():
        with cast.db.read() as conn:
            about = get_entries(conn, found.person_id).data("about")
        assert about["called_by"] == name
        assert about["needs"]
    assert decisions(cast)["Maureen"].own_reference == "NM-20642"


def test_everything_sealed_has_its_due_rows(cast: Runtime) -> None:
    wanted = set()
    for name in SEALED:
        said = file_of(name)
        wanted.add((name, "review", said["answers"]["if-it-goes-wrong"]["look_again_on"]))
        for one in said["items"]["mitigations"]:
            for kind, key in (
                ("restriction", "ends_on"),
                ("technology", "until"),
                ("help", "by_when"),
            ):
                if key in one["answers"]:
                    wanted.add((name, kind, one["answers"][key]))
    with cast.db.read() as conn:
        due = list_due(conn, actor(cast, SUNITA), date(2100, 1, 1))
    assert {(d.decision.called_by, d.kind, d.on.isoformat()) for d in due} == wanted
    on = {(d.decision.called_by, d.kind): (d.on - TODAY).days for d in due}
    assert on["Gwen", "review"] == -2
    assert on["Gwen", "restriction"] < 0
    assert on["Gwen", "technology"] > 0
    assert on["Idris", "restriction"] == 8
    assert on["Maureen", "restriction"] > 90


def test_what_is_sealed_asks_for_its_copies_and_says_it_is_a_demonstration(cast: Runtime) -> None:
    asked = set()
    for name in SEALED:
        with cast.db.read() as conn:
            version = get_version(conn, decisions(cast)[name].id)
            copies = list_renditions(conn, version.id)
            given = list_given(conn, [version.id])
        asked.add(version.id)
        assert version.rows["record.demonstration"]["value"] is True
        assert version.rows["record.organisation"]["value"] == "Northmoor Adult Social Care"
        assert {one.layout for one in copies} == {layout.slug for layout in PRINTED}
        assert [one.to_whom for one in given] == [name]
        assert given[0].layout in {layout.slug for layout in PRINTED}
    with cast.db.read() as conn:
        waiting = conn.execute(select(job.c.args).where(job.c.kind == sealing.JOB)).scalars()
        assert {args["version"] for args in waiting} == asked


def test_the_card_of_each_sealed_decision_is_one_folded_sheet(cast: Runtime) -> None:
    layout = layout_of(Copy.CARD)
    with cast.db.read() as conn:
        sealed = [d for d in list_every_decision(conn) if d.versions]
        versions = [get_version(conn, d.id, d.versions) for d in sealed]
    assert versions
    for version in versions:
        record = record_of(shown_rows(CONVERSATION, layout, version.rows), version.digest)
        assert not record.is_long_card, record.name
        assert record.own_number


def test_days_and_times_run_forward_and_end_before_now(cast: Runtime) -> None:
    for found in decisions(cast).values():
        assert found.made_at < found.changed_at < NOW
        with cast.db.read() as conn:
            sealings = list_sealings(conn, found.id)
        for sealed in sealings:
            said = file_of(found.called_by)["answers"]
            decided = said["what-was-decided"]["decided_on"]
            assert said["decision"]["said_on"] <= decided <= sealed.sealed_at.date().isoformat()
            assert sealed.sealed_at < NOW
    with cast.db.read() as conn:
        at = list(conn.execute(select(audit_log.c.at).order_by(audit_log.c.seq)).scalars())
        verdict = audit.verify(conn, cast.keys.audit)
    assert at == sorted(at)
    assert at[-1] < NOW.isoformat()
    assert verdict.is_whole


# -- once, and never among real people -----------------------------------------------------------


def test_a_second_time_changes_nothing_and_says_the_same(runtime: Runtime) -> None:
    assert not is_there(runtime)
    first = make_cast(runtime)
    before = counts(runtime.db)
    assert is_there(runtime)
    assert make_cast(runtime) == first
    assert counts(runtime.db) == before


def test_real_users_are_never_joined_by_invented_ones(runtime: Runtime) -> None:
    with runtime.db.write() as conn:
        services.add_user(
            conn,
            runtime,
            audit.SYSTEM,
            email="ann@council.example",
            name="Ann Real",
            roles=["administrator"],
            password="kettle marmalade lantern",
        )
    before = counts(runtime.db)
    with pytest.raises(Conflict, match="real users or people"):
        make_cast(runtime)
    assert counts(runtime.db) == before
    assert not is_there(runtime)


def test_the_people_of_users_who_left_are_never_joined_by_invented_ones(runtime: Runtime) -> None:
    with runtime.db.write() as conn:
        team = services.add_team(conn, runtime, audit.SYSTEM, "North")
        user_id = services.add_user(
            conn,
            runtime,
            audit.SYSTEM,
            email="ann@council.example",
            name="Ann Real",
            roles=["practitioner"],
            password="kettle marmalade lantern",
            team_ids=[team],
        )
        ann = Actor(user_id, "Ann Real", frozenset({"practitioner"}), frozenset({team}))
        add_person(conn, trail_of(runtime), ann, "Somebody Real", team)
        services.disable_user(conn, runtime, audit.SYSTEM, "ann@council.example")
    before = counts(runtime.db)
    with pytest.raises(Conflict, match="real users or people"):
        make_cast(runtime)
    assert counts(runtime.db) == before


def test_the_cast_comes_whole_or_not_at_all(db: Database, tmp_path: Path) -> None:
    """Late in 2200 Gwen and Idris are sealed when Maureen's day turns out to be too late."""
    runtime = make_runtime(db, tmp_path, clock=StoppedClock(datetime(2200, 12, 15, tzinfo=UTC)))
    before = counts(db)
    with pytest.raises(BadInput, match="look_again_on"):
        make_cast(runtime)
    assert counts(db) == before


# -- what it is made of --------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_a_valid_record(path: Path) -> None:
    document = with_days(json.loads(path.read_text(encoding="utf-8")), TODAY)
    jsonschema.Draft202012Validator(schema()).validate(document)


def test_each_story_has_its_file_and_each_file_its_story() -> None:
    assert {path.stem for path in FILES} == {story.slug for story in STORIES}


def test_days_are_counted_from_today_and_words_are_left_alone() -> None:
    said = {"a": ["today-1", "today+30", "today"], "b": "today-ish", "c": "not today-1", "d": True}
    assert with_days(said, date(2026, 1, 1)) == {
        "a": ["2025-12-31", "2026-01-31", "2026-01-01"],
        "b": "today-ish",
        "c": "not today-1",
        "d": True,
    }


@pytest.mark.parametrize("name", sorted(SEALED))
def test_sealed_records_are_rich_on_both_sides(name: str) -> None:
    """A demonstration of one-sidedness would teach the wrong thing."""
    said = file_of(name)
    for option in said["items"]["options"]:
        heard = [one["answers"] for one in option["items"]["consequences"]]
        assert {one["kind"] for one in heard} == set(KINDS)
        assert {one["side"] for one in heard} == {"benefit", "harm"}
        assert {one["said_by"] for one in heard} == {"person", "other"}
        assert option["items"]["still"]
    assert 1 <= len(said["answers"]["both-sides"]["marks"]) <= 3
    for collection in ("mitigations", "not-found", "differences", "positions", "contacts"):
        assert said["items"][collection]
    for one in said["items"]["mitigations"]:
        assert one["answers"]["takes_away"]
        assert one["answers"]["still"]
        if one["answers"]["rung"] == "restriction":
            assert {"ends_on", "nothing_less", "smaller"} <= set(one["answers"])


def test_one_record_holds_what_is_hardest_to_find() -> None:
    """A third way, each way placed, and technology of which everything that is asked was answered."""
    said = file_of("Gwen")["items"]
    assert len(said["options"]) == 3
    assert all(option["items"]["placings"] for option in said["options"])
    answered = [set(one["answers"]) for one in said["mitigations"]]
    assert any(set(OF_TECHNOLOGY) <= keys for keys in answered)
    assert any({*OF_RESTRICTIONS, "thinks", "for_what"} <= keys for keys in answered)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nobody_real_can_be_rung(path: Path) -> None:
    """Numbers set aside for drama, and the emergency number."""
    contacts = json.loads(path.read_text(encoding="utf-8"))["items"].get("contacts", [])
    for one in contacts:
        assert re.fullmatch(r"01632 960\d{3}|999", one["answers"]["number"])


# The words that practice asks us never to use of people, and of what is done with them.
NEVER = re.compile(
    r"\b(wander\w*|abscond\w*|refus\w*|complian\w*|challeng\w*|service users?|clients?|cases?"
    r"|suffer\w*|victims?|vulnerab\w*|allow\w*|permit\w*|lets?|letting|insight|attention.seeking"
    r"|manipulat\w*|high.risk|low.risk|risks?|unwise|failed|should have"
    r"|safe|safely|safety|incidents?|approv\w*|controls?|hazards?|non.verbal|demented|senile|placements?|packages?|engage\w*)\b",
    re.IGNORECASE,
)


def test_the_cast_speaks_as_the_practice_asks() -> None:
    said = [text for path in FILES for text in texts(json.loads(path.read_text(encoding="utf-8")))]
    said += [text for story in STORIES for text in texts(dict(story.about))]
    found = {f"{hit[0]}: {text}" for text in said if (hit := NEVER.search(text))}
    assert not found - {text for text in found if "riskapp-record" in text}


def test_nothing_said_is_bound_to_a_year() -> None:
    """Days are counted from today; a year or a month in words would be wrong by the next one."""
    bound = re.compile(
        r"\b(20\d\d|january|february|april|june|july|august|september|october|november|december)\b",
        re.IGNORECASE,
    )
    said = [text for path in FILES for text in texts(json.loads(path.read_text(encoding="utf-8")))]
    assert not [text for text in said if bound.search(text)]


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def instance(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An instance as `riskapp init` leaves it, named by the environment."""
    monkeypatch.setenv("RISKAPP_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("RISKAPP_DATABASE_URL", database_url)
    for name, value in {"ROUNDS": "1", "KIB": "8", "LANES": "1"}.items():
        monkeypatch.setenv(f"RISKAPP_PASSWORD_{name}", value)
    make_keys(tmp_path / "instance" / "keys")
    return Database(database_url)


def test_demo_says_who_can_sign_in_and_says_it_again(
    instance: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrations.current(instance) == migrations.head()
    keys = config.load().keys_folder
    make_seal_key(keys, "This organisation", SystemClock().now())
    assert cli.main(["demo"]) == 0
    assert name_on(load_seal_key(keys).certificate) == name_for(ORGANISATION)
    first = capsys.readouterr()
    with instance.read() as conn:
        password = settings.get(conn, settings.DEMONSTRATION)
    before = counts(instance)
    assert cli.main(["demo"]) == 0
    second = capsys.readouterr()
    for said in (first, second):
        assert said.err == ""
        assert "sunita@northmoor.example" in said.out
        assert "Sunita Rao, practitioner" in said.out
        assert said.out.rstrip().endswith(f"password: {password}")
    assert "already" not in first.out
    assert "already" in second.out
    assert first.out.splitlines()[1:] == second.out.splitlines()[1:]
    assert counts(instance) == before
    instance.close()


@ONE
def test_demo_refuses_an_instance_of_real_people_in_one_line(
    instance: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_end = iter(["kettle marmalade lantern\n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    monkeypatch.setattr("sys.stdin.readline", lambda: next(read_end))
    given = ["user", "add", "ann@council.example", "--name", "Ann Real", "--role", "administrator"]
    assert cli.main(given) == 0
    capsys.readouterr()
    before = counts(instance)
    assert cli.main(["demo"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("riskapp: this instance holds real users or people")
    assert counts(instance) == before
    instance.close()


# -- what happened -------------------------------------------------------------------------------


@ONE
def test_a_good_outcome_is_in_the_log_without_a_name_and_a_near_miss_is_being_written(
    cast: Runtime,
) -> None:
    sunita = actor(cast, SUNITA)
    with cast.db.read() as conn:
        (open_,) = list_unfinished(conn, sunita)
        (due,) = list_changes_due(conn, sunita, TODAY)
        learned, *before = list_learnings(conn)
    assert (open_.kind, open_.called_by, due.happening.ref) == ("near-miss", "Idris", open_.ref)
    assert open_.waiting == ["regulator"]  # safeguarding was told, and this was not
    assert (learned.number, len(learned.tried)) == (17, 1)
    assert {one.kind_words for one in before} == {"Good", "Mixed", "Near miss"}
    assert not re.search("Maureen|Derek|Joan|Sunita|allotment", "\n".join(learned.texts))


# -- panels --------------------------------------------------------------------------------------


@ONE
def test_both_families_of_panels_can_be_asked_and_one_sits_soon(cast: Runtime) -> None:
    """Papers are out, and three of five said what they think: nobody has opened it yet."""
    judith, sunita = actor(cast, JUDITH), actor(cast, SUNITA)
    with cast.db.read() as conn:
        forum, enabling = list_panels(conn, sunita)
        (asked,) = list_asked(conn, sunita)
        (ahead,) = list_ahead(conn, judith)
        before = get_before(conn, judith, f"{ahead.ref}.1")
        there = list_who_sits(conn, ahead.id)
        given = {seat for _item, _round, seat in list_given_of(conn, [before.item.id])}
        interests = list_interests(conn, [before.item.id])
        sitting = [(m.name, m.organisation) for m in list_members(conn, enabling.id)]
    assert (forum.terms.capacity, enabling.terms.capacity) == ("can-decide", "any")
    assert (forum.terms.person_is_invited, enabling.terms.person_is_invited) == (False, True)
    assert {forum.terms.holds_money, enabling.terms.holds_money} == {False}
    assert (asked.called_by, asked.sent_by, asked.state) == ("Idris", "Sunita Rao", "listed")
    assert (ahead.state, (ahead.day or TODAY) - TODAY) == ("papers-out", timedelta(days=5))
    assert not before.item.is_revealed
    names = {one.user_id: one.name for one in there}
    assert {names[one] for one in given} == {"Leah Barrow", "Precious Moyo", "Huw Bevan"}
    assert [names[who] for (_item, who), said in interests.items() if said.is_there] == [
        "Stuart Fenn"
    ]
    assert sitting[0] == ("Judith Amos", ORGANISATION)
    assert ("Stuart Fenn", "Wharf Homes") in sitting


JOURNEYS = {PANELS: SETTING_UP, REFERRALS: REFERRING, SITTINGS: ARRANGING}
OF_PANELS = sorted(path for folder in JOURNEYS for path in folder.glob("*.json"))


@pytest.mark.parametrize("path", OF_PANELS, ids=lambda path: path.stem)
def test_what_is_said_of_panels_is_read_by_its_forms_and_in_the_words_of_practice(
    path: Path,
) -> None:
    said = with_days(json.loads(path.read_text(encoding="utf-8")), TODAY)
    journey = JOURNEYS[path.parent]
    lists = {one.slug: one.item_form for one in journey.collections()}
    forms = [(journey.step(slug).form, data) for slug, data in said["answers"].items()]
    forms += [
        (lists[slug], data) for slug, every in said.get("items", {}).items() for data in every
    ]
    forms += [(Seating, data) for data in said.get("members", {}).values() if path.parent == PANELS]
    forms += [(View, data) for data in said.get("views", {}).values()]
    for form, data in forms:
        read = form(raw=form().as_raw(data))
        assert (read.wrong, read.kept) == ([], data)
    spoken = "\n".join(texts(said))
    assert not [words for words in FORBIDDEN if words.search(spoken)]
