"""The save protocol: nothing lost, nothing doubled, nobody's words written over."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError

from riskapp import migrations
from riskapp.accounts.tables import user_account
from riskapp.platform.db import Database, new_id
from riskapp.platform.entries.reading import (
    Entries,
    Size,
    get_data_at,
    get_draft,
    get_entries,
    get_last_save,
    get_removed,
    get_size,
)
from riskapp.platform.entries.saving import (
    Change,
    Moved,
    Saved,
    drop_wordings,
    keep_draft,
    save_entries,
)
from riskapp.platform.entries.tables import entry_history
from riskapp.platform.subjects import new_subject

NOW = datetime(2026, 11, 12, 17, 42, tzinfo=UTC)


@pytest.fixture
def sunita(db: Database) -> str:
    return _user(db, "sunita@northmoor.example")


@pytest.fixture
def callum(db: Database) -> str:
    return _user(db, "callum@northmoor.example")


@pytest.fixture
def subject(db: Database) -> str:
    with db.write() as conn:
        return new_subject(conn, "decision", "RA")[0]


def _user(db: Database, email: str) -> str:
    user_id = new_id()
    with db.write() as conn:
        conn.execute(
            insert(user_account).values(
                id=user_id,
                email=email,
                name=email,
                password_hash="",
                roles=[],
                made_at=NOW,
                password_changed_at=NOW,
            )
        )
    return user_id


def _save(
    db: Database, by: str, subject: str, *changes: Change, key: str = "", place: str = ""
) -> Saved:
    with db.write() as conn:
        return save_entries(
            conn,
            now=NOW,
            by=by,
            subject_id=subject,
            key=key or new_id(),
            changes=changes,
            place=place,
        )


def _read(db: Database, subject: str) -> Entries:
    with db.read() as conn:
        return get_entries(conn, subject)


def test_a_step_is_one_entry_with_a_revision(db: Database, sunita: str, subject: str) -> None:
    _save(db, sunita, subject, Change("decision", {"choice": "Going home"}))
    entry = _read(db, subject).of("decision")
    assert entry is not None
    _save(
        db, sunita, subject, Change("decision", {"choice": "Home"}, seen_rev=1, entry_id=entry.id)
    )
    entry = _read(db, subject).of("decision")
    assert entry is not None
    assert (entry.rev, entry.data) == (2, {"choice": "Home"})


def test_every_script_comes_back_to_the_letter(db: Database, sunita: str, subject: str) -> None:
    said = "Ŵyr, żółć, مرحبا, שלום, नमस्ते, 家, 👩🏽‍🦽 \u200f\u0301 \\ \" ' \t\n<b>&amp;</b> %s {0} \U0010fffd"
    _save(db, sunita, subject, Change("decision", {"choice": said * 200}))
    assert _read(db, subject).data("decision")["choice"] == said * 200


def test_the_same_key_twice_is_saved_once(db: Database, sunita: str, subject: str) -> None:
    key = new_id()
    change = Change("consequences", {"text": "My plot"}, is_item=True)
    first = _save(db, sunita, subject, change, key=key)
    second = _save(db, sunita, subject, change, key=key)
    assert (first.again, second.again) == (False, True)
    assert len(_read(db, subject).items("consequences")) == 1


def test_one_persons_key_says_nothing_of_anothers(
    db: Database, sunita: str, callum: str, subject: str
) -> None:
    key = new_id()
    change = Change("consequences", {"text": "My plot"}, is_item=True)
    _save(db, sunita, subject, change, key=key)
    assert not _save(db, callum, subject, change, key=key).again


def test_words_written_since_are_not_written_over(
    db: Database, sunita: str, callum: str, subject: str
) -> None:
    _save(db, sunita, subject, Change("decision", {"choice": "before"}))
    entry = _read(db, subject).of("decision")
    assert entry is not None
    _save(
        db, callum, subject, Change("decision", {"choice": "theirs"}, seen_rev=1, entry_id=entry.id)
    )
    with pytest.raises(Moved):
        _save(
            db,
            sunita,
            subject,
            Change("consequences", {"text": "written in the same post"}, is_item=True),
            Change("decision", {"choice": "mine"}, seen_rev=1, entry_id=entry.id),
        )
    stands = _read(db, subject)
    assert stands.data("decision") == {"choice": "theirs"}
    assert stands.items("consequences") == []  # a post is kept whole or not at all
    with db.read() as conn:
        assert get_data_at(conn, entry.id, 1) == {"choice": "before"}
        assert get_data_at(conn, entry.id, 0) == {}
        last = get_last_save(conn, entry.id)
    assert last is not None
    assert last[0] == callum


def test_two_first_words_on_one_step_are_never_both_kept(
    db: Database, sunita: str, callum: str, subject: str
) -> None:
    _save(db, sunita, subject, Change("decision", {"choice": "first"}))
    with pytest.raises(Moved):
        _save(db, callum, subject, Change("decision", {"choice": "second"}))


def test_what_is_taken_away_can_be_put_back(db: Database, sunita: str, subject: str) -> None:
    _save(db, sunita, subject, Change("consequences", {"text": "My plot"}, is_item=True))
    (entry,) = _read(db, subject).items("consequences")
    gone = Change(
        "consequences", entry.data, seen_rev=1, entry_id=entry.id, is_item=True, removed=True
    )
    _save(db, sunita, subject, gone)
    assert _read(db, subject).items("consequences") == []
    with db.read() as conn:
        kept = get_removed(conn, subject, entry.id)
    assert kept is not None
    back = Change("consequences", kept.data, seen_rev=kept.rev, entry_id=entry.id, is_item=True)
    _save(db, sunita, subject, back)
    assert _read(db, subject).items("consequences")[0].data == {"text": "My plot"}


def test_items_under_something_taken_away_go_with_it(
    db: Database, sunita: str, subject: str
) -> None:
    _save(db, sunita, subject, Change("options", {}, is_item=True))
    (option,) = _read(db, subject).items("options")
    _save(
        db,
        sunita,
        subject,
        Change("consequences", {"text": "a"}, is_item=True, parent_id=option.id, new_id="a" * 36),
        Change("closer", {"chance": "could"}, is_item=True, parent_id="a" * 36),
    )
    gone = Change("options", {}, seen_rev=1, entry_id=option.id, is_item=True, removed=True)
    _save(db, sunita, subject, gone)
    for under in ("consequences", "closer"):
        assert _read(db, subject).items(under) == []
    back = Change("options", {}, seen_rev=2, entry_id=option.id, is_item=True)
    _save(db, sunita, subject, back)
    assert [e.data for e in _read(db, subject).items("closer")] == [{"chance": "could"}]


def test_the_size_of_a_record_is_what_stands_in_it(db: Database, sunita: str, subject: str) -> None:
    _save(
        db,
        sunita,
        subject,
        Change("options", {}, is_item=True, new_id="a" * 36),
        Change(
            "consequences", {"text": 'é\n"\n'}, is_item=True, parent_id="a" * 36, new_id="b" * 36
        ),
        Change("closer", {}, is_item=True, parent_id="b" * 36),
        Change("consequences", {"text": "🙂"}, is_item=True),
    )
    with db.read() as conn:
        size = get_size(conn, subject)
    assert size.entries == {"options": 1, "consequences": 2, "closer": 1}
    assert size.characters == len("{}{}") + len(r'{"text": "é\n\"\n"}') + len('{"text": "🙂"}')
    assert size.lines == 2
    gone = Change("options", {}, seen_rev=1, entry_id="a" * 36, is_item=True, removed=True)
    _save(db, sunita, subject, gone)
    with db.read() as conn:
        assert get_size(conn, subject) == Size({"consequences": 1}, len('{"text": "🙂"}'))
        assert get_size(conn, new_id()) == Size()


def test_history_refuses_to_be_rewritten(db: Database, sunita: str, subject: str) -> None:
    _save(db, sunita, subject, Change("decision", {"choice": "said"}))
    for statement in (entry_history.update().values(data={}), entry_history.delete()):
        with pytest.raises(DatabaseError), db.write() as conn:
            conn.execute(statement)
    with db.read() as conn:
        assert conn.execute(select(entry_history.c.data)).scalar() == {"choice": "said"}


def test_a_draft_is_the_newest_typing_of_a_page_and_ends_with_its_save(
    db: Database, sunita: str, callum: str, subject: str
) -> None:
    key = new_id()
    for words in ("Wal", "Walking \0 to the"):
        with db.write() as conn:
            keep_draft(
                conn,
                now=NOW,
                user_id=sunita,
                subject_id=subject,
                place="decision",
                page=key,
                raw=[("choice", words), ("rev", "0")],
            )
    with db.read() as conn:
        kept = get_draft(conn, sunita, subject, "decision")
        assert get_draft(conn, callum, subject, "decision") is None  # nobody else ever sees it
    assert kept is not None
    assert kept.raw == [("choice", "Walking \0 to the"), ("rev", "0")]
    _save(db, sunita, subject, Change("why", {"text": "x"}), place="decision")  # of another page
    with db.read() as conn:
        assert get_draft(conn, sunita, subject, "decision") == kept
    _save(db, sunita, subject, Change("decision", {"choice": "Walking"}), place="decision", key=key)
    with db.read() as conn:
        assert get_draft(conn, sunita, subject, "decision") is None
    with db.write() as conn:  # ending what is not there is no mistake
        drop_wordings(conn, sunita, subject, "decision", [kept.wordings])


def test_drafts_from_before_pages_had_their_own_keep_every_word(
    db: Database, sunita: str, subject: str
) -> None:
    """Migration 0018: a page that shows one ends it."""
    raw = '[["choice", "Walk\\u0000ing"], ["late", "12.key"], ["choice", "Swimming"]]'
    with db.write() as conn:
        conn.execute(text("DROP TABLE draft"))
        columns = "user_id VARCHAR(36), subject_id VARCHAR(36), place VARCHAR(140), raw TEXT"
        at = "VARCHAR(32)" if db.dialect == "sqlite" else "TIMESTAMP WITH TIME ZONE"
        conn.execute(text(f"CREATE TABLE draft ({columns}, at {at})"))
        kept = {"by": sunita, "of": subject, "raw": raw, "at": "2026-11-10T09:00:00+00:00"}
        conn.execute(text("INSERT INTO draft VALUES (:by, :of, 'decision', :raw, :at)"), kept)
        conn.execute(text("UPDATE alembic_version SET version_num = '0017'"))
    migrations.upgrade(db)
    with db.write() as conn:
        moved = get_draft(conn, sunita, subject, "decision")
        assert moved is not None
        assert moved.raw == [("choice", "Walk\0ing"), ("choice", "Swimming")]
        drop_wordings(conn, sunita, subject, "decision", [moved.wordings])
        assert get_draft(conn, sunita, subject, "decision") is None


def test_twenty_at_once_are_each_kept_once(db: Database, sunita: str, subject: str) -> None:
    """The same post from twenty places at once, and twenty different ones."""
    key, start = new_id(), Barrier(20)
    troubles: list[Exception] = []

    def post(number: int) -> None:
        start.wait()
        try:
            _save(
                db, sunita, subject, Change("consequences", {"text": "same"}, is_item=True), key=key
            )
            own = Change("consequences", {"text": f"own {number}"}, is_item=True)
            _save(db, sunita, subject, own)
        except Exception as trouble:  # noqa: BLE001 (a thread's trouble must reach the test)
            troubles.append(trouble)

    threads = [Thread(target=post, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    said = sorted(e.data["text"] for e in _read(db, subject).items("consequences"))
    assert said == sorted(["same", *(f"own {n}" for n in range(20))])
