"""Configuration, keys, wording, dates, subjects: each small, each leaned on by everything."""

from __future__ import annotations

import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from riskapp import config
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.platform import i18n, keys, settings, subjects
from riskapp.platform import time as local_time
from riskapp.platform.db import Database
from riskapp.platform.i18n import _, ngettext
from riskapp.platform.tables import access_log
from tests.app import NOW, Client, MovingClock, make_app

SUNITA = Actor("11111111-1111-4111-8111-111111111111", "Sunita Rao", frozenset(), frozenset())


# --- configuration -------------------------------------------------------------------------------


def test_environment_stands_over_file_over_default_and_the_command_line_over_all(
    tmp_path: Path,
) -> None:
    (tmp_path / "riskapp.toml").write_text('port = 8001\norganisation = "Northmoor"\nworkers = 3\n')
    env = {"RISKAPP_INSTANCE": str(tmp_path), "RISKAPP_PORT": "8002", "RISKAPP_WORKERS": "4"}
    found = config.load(env, workers="5", threads=None)
    assert (found.port, found.organisation, found.workers, found.threads) == (
        8002,
        "Northmoor",
        5,
        4,
    )
    sources = {
        name: found.sources[name]
        for name in ("instance", "port", "organisation", "workers", "threads")
    }
    assert list(sources.values()) == [
        "environment",
        "environment",
        "file",
        "command line",
        "default",
    ]
    assert set(found.sources) == {"instance", *(s.name for s in config.SETTINGS)}


@pytest.mark.parametrize(
    ("env", "said"),
    [
        (
            {"RISKAPP_PORT": "eighty"},
            "RISKAPP_PORT is not a whole number from 0 to 65535: 'eighty'",
        ),
        ({"RISKAPP_PORT": "70000"}, "RISKAPP_PORT"),
        ({"RISKAPP_TIMEZONE": "Europe/Northmoor"}, "RISKAPP_TIMEZONE is not a time zone"),
        ({"RISKAPP_TIMEZONE": "../../etc/passwd"}, "RISKAPP_TIMEZONE"),
        ({"RISKAPP_JURISDICTION": "cornwall"}, "RISKAPP_JURISDICTION is none of england, wales"),
        ({"RISKAPP_TELEPHONE": "0" * 201}, "RISKAPP_TELEPHONE is longer than 200 characters"),
        ({"RISKAPP_ORGANISATION": "x" * 201}, "RISKAPP_ORGANISATION is longer than 200 characters"),
        ({"RISKAPP_HTTPS": "perhaps"}, "RISKAPP_HTTPS is neither yes nor no"),
        ({"RISKAPP_HOST": "0.0.0.0"}, "pages and passwords need HTTPS"),
        ({"RISKAPP_HOST": "192.0.2.1"}, "need HTTPS"),
        ({"RISKAPP_HTTPS": "1"}, "RISKAPP_HOSTS must say"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    tmp_path: Path, env: dict[str, str], said: str
) -> None:
    with pytest.raises(BadInput, match=said.replace("(", r"\(")):
        config.load({"RISKAPP_INSTANCE": str(tmp_path), **env})


@pytest.mark.parametrize("text", ["port = ", "prot = 8000", "\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "riskapp.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match=r"riskapp\.toml"):
        config.load({"RISKAPP_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("example", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, is_here: bool) -> None:
    assert config.is_loopback(host) is is_here


# --- keys ----------------------------------------------------------------------------------------


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert keys.make_keys(folder) == ["web.key", "audit.key", "origin.key"]
    first = keys.load_keys(folder)
    assert keys.make_keys(folder) == []
    assert keys.load_keys(folder) == first
    assert first.web != first.audit
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert str(first.web) not in repr(first)


def test_a_key_that_is_missing_damaged_or_open_to_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="riskapp init"):
        keys.load_keys(tmp_path)
    keys.make_keys(tmp_path)
    for mode in (0o640, 0o604, 0o660):
        (tmp_path / "web.key").chmod(mode)
        with pytest.raises(BadInput, match="chmod 600"):
            keys.load_keys(tmp_path)
    (tmp_path / "web.key").chmod(0o600)
    (tmp_path / "web.key").write_bytes(b"short")
    with pytest.raises(BadInput, match="damaged"):
        keys.load_keys(tmp_path)


# --- wording -------------------------------------------------------------------------------------


def test_wording_is_looked_up_when_it_is_shown() -> None:
    greeting = _("Hello %(name)s", name="Maureen")
    assert str(greeting) == "Hello Maureen"
    with i18n.using(i18n.PSEUDO):
        assert str(greeting) == "⟦Hello Maureen⟧"
        assert str(ngettext("%(num)d person", "%(num)d people", 2)) == "⟦2 people⟧"
        assert i18n.language_tag() == "en-GB"
    assert str(ngettext("%(num)d person", "%(num)d people", 1)) == "1 person"
    assert str(_("100% Maureen")) == "100% Maureen"
    assert greeting == "Hello Maureen"
    assert greeting + "!" == "Hello Maureen!"
    assert f"{greeting:>15}" == "  Hello Maureen"
    assert greeting.upper() == "HELLO MAUREEN"


def test_templates_speak_the_language_of_the_moment_and_escape_names() -> None:
    pages = {
        "a": '{{ _("Hello %(name)s, 5%%", name=x) }}',
        "b": "{{ lazy }}",
        "c": "{% trans %}Bye{% endtrans %}",
    }
    env = Environment(loader=DictLoader(pages), autoescape=True)
    i18n.init_jinja(env)
    assert env.get_template("a").render(x="<b>") == "Hello &lt;b&gt;, 5%"
    with i18n.using(i18n.PSEUDO):
        assert env.get_template("a").render(x="<b>") == "⟦Hello &lt;b&gt;, 5%⟧"
        assert env.get_template("b").render(lazy=_("<i>")) == "⟦&lt;i&gt;⟧"
        assert env.get_template("c").render() == "⟦Bye⟧"


def test_languages_do_not_leak_between_threads() -> None:
    seen: list[str] = []
    with i18n.using(i18n.PSEUDO):
        thread = threading.Thread(target=lambda: seen.append(i18n.locale()))
        thread.start()
        thread.join()
    assert seen == ["en-GB"]


def test_every_visible_word_of_our_pages_goes_through_gettext(db: Database, tmp_path: Path) -> None:
    app = make_app(db, tmp_path, pseudo_locale=True)
    client = Client(app)
    for page, theirs in (
        (client.get("/sign-in"), ("riskapp",)),
        (client.get("/nowhere", status=404), ("riskapp",)),
        (client.sign_in().get("/account"), ("riskapp", "Sunita", "Rao")),
    ):
        text = page.text
        while "⟦" in text:  # from the inside out: dates stand inside sentences
            start = text.rindex("⟦")
            text = text[:start] + text[text.index("⟧", start) + 1 :]
        left = [word for word in re.findall(r"[\w']+", text) if word not in theirs]
        assert not left, left


# --- dates ---------------------------------------------------------------------------------------


def test_dates_and_times_are_said_as_people_say_them() -> None:
    at = datetime(2026, 11, 12, 17, 42, tzinfo=UTC)
    assert local_time.date_words(at) == "Thursday 12\u00a0November 2026"
    assert local_time.short_date_words(date(2028, 2, 29)) == "29\u00a0February 2028"
    assert local_time.time_words(at) == "5.42\u00a0pm"
    assert local_time.moment_words(at) == "Thursday 12\u00a0November 2026 at 5.42\u00a0pm"
    said = {
        hour: local_time.time_words(datetime(2026, 1, 1, *hour, tzinfo=UTC))
        for hour in ((0, 0), (0, 5), (9, 0), (12, 0), (12, 30))
    }
    assert list(said.values()) == [
        "midnight",
        "12.05\u00a0am",
        "9\u00a0am",
        "midday",
        "12.30\u00a0pm",
    ]


def test_times_are_those_of_the_place_on_both_sides_of_summer() -> None:
    before, after = (
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    )
    assert local_time.time_words(before) == "12.59\u00a0am"
    assert local_time.time_words(after) == "2\u00a0am"
    late = MovingClock(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert local_time.today(late) == date(2026, 7, 2)
    with local_time.using_zone("America/New_York"):
        assert local_time.today(late) == date(2026, 7, 1)


# --- subjects, looks, settings -------------------------------------------------------------------


def test_references_count_up_by_prefix(db: Database) -> None:
    with db.write() as conn:
        made = [subjects.new_subject(conn, "decision", "RA")[1] for _number in range(3)]
        person_id, person = subjects.new_subject(conn, "person", "P")
    assert (*made, person) == ("RA-0001", "RA-0002", "RA-0003", "P-0001")
    with db.read() as conn:
        assert subjects.find(conn, "P-0001") == subjects.Subject(person_id, "person", "P-0001")
        for unknown in ("RA-0009", "", "RA-0001 ", "' OR 1=1 --"):
            with pytest.raises(NotFound):
                subjects.find(conn, unknown)


def test_references_made_at_once_are_all_different(db: Database) -> None:
    made: list[str] = []

    def make() -> None:
        for _number in range(10):
            with db.write() as conn:
                made.append(subjects.new_subject(conn, "decision", "RA")[1])

    threads = [threading.Thread(target=make) for _writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [f"RA-{number:04d}" for number in range(1, 41)]


def test_a_look_is_written_down_and_cannot_be_rewritten_or_taken_away(db: Database) -> None:
    with db.write() as conn:
        subject_id, _ref = subjects.new_subject(conn, "person", "P")
        subjects.note_look(conn, MovingClock(NOW), SUNITA, subject_id, "person page")
    with db.read() as conn:
        row = conn.execute(select(access_log)).one()
    assert (row.at, row.user_id, row.subject_id, row.what) == (
        NOW,
        SUNITA.user_id,
        subject_id,
        "person page",
    )
    with pytest.raises(DBAPIError, match="refuses UPDATE"), db.write() as conn:
        conn.exec_driver_sql("UPDATE access_log SET what = 'nothing'")
    with pytest.raises(DBAPIError, match="refuses DELETE"), db.write() as conn:
        conn.exec_driver_sql("DELETE FROM access_log")


def test_facts_about_an_instance_are_kept_with_its_data(db: Database, tmp_path: Path) -> None:
    with db.write() as conn:
        assert settings.get(conn, settings.DEMONSTRATION) is None
        settings.put(conn, settings.DEMONSTRATION, "first")
        settings.put(conn, settings.DEMONSTRATION, "second")
    client = Client(make_app(db, tmp_path))
    assert "Every person here is invented." in client.get("/sign-in").text
    assert "Every person here is invented." in client.sign_in().get("/account").text
    assert "Every person here is invented." in client.get("/nowhere", status=404).text
