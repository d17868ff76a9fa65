"""The audit log: written with what it is about, or not at all; and any change to it is found."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from riskapp.core.actor import Actor
from riskapp.platform import audit, triggers
from riskapp.platform.audit.chain import link
from riskapp.platform.audit.checkpoints import END_BYTES
from riskapp.platform.audit.tables import audit as log
from riskapp.platform.audit.tables import audit_head
from riskapp.platform.db import Database
from tests.app import NOW, MovingClock
from tests.counting import calls

KEY = b"k" * 32
SAVED = audit.Event("entry.saved", ("step", "rev"))
LOOKED = audit.Event("thing.looked_at")
SUNITA = Actor("11111111-1111-4111-8111-111111111111", "Sunita Rao", frozenset(), frozenset())
LINES = 12


def write_some(db: Database, count: int = LINES, key: bytes = KEY) -> None:
    clock = MovingClock(NOW)
    for number in range(count):
        clock.pass_by(seconds=7)
        with db.write() as conn:
            audit.note(
                conn,
                clock,
                key,
                SUNITA,
                SAVED,
                f"subject-{number % 3}",
                step="both-sides",
                rev=number,
            )


def check(db: Database, checkpoints: Path | None = None) -> audit.Verdict:
    with db.read() as conn:
        return audit.verify(conn, KEY, checkpoints)


class Undo(Exception):
    """What was tried is not to be kept."""


@contextmanager
def tried(db: Database) -> Iterator[Connection]:
    """A write that is looked at, and then undone."""
    with suppress(Undo), db.write() as conn:
        yield conn
        raise Undo


def unguarded(db: Database, *statements: str) -> None:
    """What somebody with the database in their hands could do."""
    with db.write() as conn:
        triggers.remove(conn)
        for statement in statements:
            conn.exec_driver_sql(statement)


def test_an_untouched_log_is_whole(db: Database) -> None:
    assert check(db) == audit.Verdict(0, ())
    write_some(db)
    assert check(db) == audit.Verdict(LINES, ())


def test_events_of_one_transaction_stand_in_order(db: Database) -> None:
    clock = MovingClock(NOW)
    with db.write() as conn:
        for number in range(3):
            audit.note(conn, clock, KEY, SUNITA, SAVED, step="x", rev=number)
    with db.read() as conn:
        rows = conn.execute(
            select(log.c.seq, log.c["keys"], log.c.actor_id).order_by(log.c.seq)
        ).all()
    assert [(seq, json.loads(keys)["rev"]) for seq, keys, _who in rows] == [(1, 0), (2, 1), (3, 2)]
    assert {who for *_rest, who in rows} == {SUNITA.user_id}
    assert check(db).is_whole


def test_what_is_rolled_back_was_never_noted(db: Database) -> None:
    write_some(db, 2)
    with pytest.raises(ZeroDivisionError), db.write() as conn:
        audit.note(conn, MovingClock(NOW), KEY, SUNITA, LOOKED)
        raise ZeroDivisionError
    write_some(db, 1)
    assert check(db) == audit.Verdict(3, ())


def test_an_act_whose_line_cannot_be_written_does_not_happen(db: Database) -> None:
    with db.write() as conn:
        conn.exec_driver_sql("CREATE TABLE thing (x INTEGER)")
        conn.execute(
            insert(log).values(lane="main", seq=1, at="", event="", actor_id="", keys="", mac="")
        )
    with pytest.raises(DBAPIError), db.write() as conn:
        conn.exec_driver_sql("INSERT INTO thing VALUES (1)")
        audit.note(conn, MovingClock(NOW), KEY, SUNITA, LOOKED)
    with db.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM thing").scalar() == 0


def test_an_event_has_exactly_its_keys(db: Database) -> None:
    for wrong in ({}, {"step": "x"}, {"step": "x", "rev": 1, "text": "y"}, {"step": "x", "ref": 1}):
        with pytest.raises(TypeError), db.write() as conn:
            audit.note(conn, MovingClock(NOW), KEY, SUNITA, SAVED, **wrong)  # type: ignore[arg-type]
    assert check(db).lines == 0


def test_no_event_is_noted_outside_a_transaction_or_in_a_savepoint(db: Database) -> None:
    with pytest.raises(RuntimeError), db.write() as conn, conn.begin_nested():
        audit.note(conn, MovingClock(NOW), KEY, SUNITA, LOOKED)
    with db.engine.connect() as conn, pytest.raises(RuntimeError):
        audit.note(conn, MovingClock(NOW), KEY, SUNITA, LOOKED)


def test_the_database_itself_refuses_changes(db: Database) -> None:
    write_some(db, 3)
    for statement in (
        "UPDATE audit SET event = 'x' WHERE seq = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 2",
    ):
        with pytest.raises(DBAPIError, match="audit refuses"), db.write() as conn:
            conn.exec_driver_sql(statement)
    assert check(db) == audit.Verdict(3, ())


def test_writers_at_once_make_one_chain(db: Database) -> None:
    def write() -> None:
        write_some(db, 15)

    threads = [threading.Thread(target=write) for _writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert check(db) == audit.Verdict(60, ())


DAMAGES = [
    ("UPDATE audit SET event = 'entry.lost' WHERE seq = 5", 5, "changed"),
    ("UPDATE audit SET actor_id = 'somebody' WHERE seq = 1", 1, "changed"),
    ("UPDATE audit SET at = '2026-11-12T17:42:07.000000-00:00' WHERE seq = 1", 1, "changed"),
    ("UPDATE audit SET keys = '{\"rev\": 0, \"step\": \"both-sides\"}' WHERE seq = 1", 1, "changed"),
    ("UPDATE audit SET subject_id = NULL WHERE seq = 12", 12, "changed"),
    ("UPDATE audit SET subject_id = '' WHERE seq = 12", 12, "changed"),
    ("UPDATE audit SET mac = '' WHERE seq = 4", 4, "changed"),
    ("DELETE FROM audit WHERE seq = 1", 1, "missing"),
    ("DELETE FROM audit WHERE seq = 7", 7, "missing"),
    ("UPDATE audit SET seq = 99 WHERE seq = 7", 7, "missing"),
    ("UPDATE audit SET lane = 'other' WHERE seq = 7", 7, "missing"),
    ("DELETE FROM audit WHERE seq > 9", 10, "head"),
    ("DELETE FROM audit", 1, "head"),
    ("UPDATE audit_head SET seq = 20", 13, "head"),
    ("UPDATE audit_head SET mac = ''", 12, "head"),
    ("DELETE FROM audit_head", 13, "head"),
]  # fmt: skip


def test_damage_is_found_and_its_line_named(db: Database) -> None:
    write_some(db)
    unguarded(db)
    for damage, seq, what in DAMAGES:
        with tried(db) as conn:
            conn.exec_driver_sql(damage)
            faults = [fault for fault in audit.verify(conn, KEY).faults if fault.lane == "main"]
            assert [fault.seq for fault in faults] == [seq], damage
            assert what in faults[0].what, damage
    assert check(db).is_whole


def test_two_lines_that_changed_places_are_found(db: Database) -> None:
    write_some(db)
    unguarded(
        db,
        "UPDATE audit SET seq = 1000 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 9",
        "UPDATE audit SET seq = 9 WHERE seq = 1000",
    )
    assert [fault.seq for fault in check(db).faults] == [4]


def test_a_line_slipped_in_without_the_key_is_found(db: Database) -> None:
    write_some(db)
    with db.write() as conn:
        mac = conn.execute(select(audit_head.c.mac)).scalar_one()
        forged = link(b"x" * 32, "main", 13, "2026", "user.added", "me", None, "{}", mac)
        row = {
            "lane": "main",
            "seq": 13,
            "at": "2026",
            "event": "user.added",
            "actor_id": "me",
            "keys": "{}",
        }
        conn.execute(insert(log).values(**row, mac=forged))
        conn.execute(update(audit_head).values(seq=13, mac=forged))
    assert [fault.seq for fault in check(db).faults] == [13]


TEXTS = ("lane", "at", "event", "actor_id", "subject_id", "keys", "mac")


def flip(conn: Connection, chance: random.Random) -> int:
    """Turns over one bit of one text of one line, bytes as they may be; returns the line."""
    seq, column = chance.randint(1, LINES), chance.choice(TEXTS)
    row = conn.execute(select(log.c[column]).where(log.c.seq == seq)).scalar_one()
    raw = bytearray(row.encode())
    at = chance.randrange(len(raw))
    raw[at] ^= 1 << chance.randrange(8 if conn.dialect.name == "sqlite" else 7)
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(
            f"UPDATE audit SET {column} = CAST(X'{raw.hex()}' AS TEXT) WHERE seq = {seq}"
        )
    elif 0 in raw:  # PostgreSQL keeps no such text
        return 0
    else:
        conn.execute(
            text(f"UPDATE audit SET {column} = :value WHERE seq = :seq"),
            {"value": raw.decode(), "seq": seq},
        )
    return seq


def test_a_thousand_random_edits_are_all_found(db: Database) -> None:
    write_some(db)
    with db.write() as conn:
        triggers.remove(conn)
    chance, done, asked = random.Random(20261112), 0, 0
    while done < 1000:
        asked += 1
        with tried(db) as conn:
            if seq := flip(conn, chance):
                done += 1
                verdict = audit.verify(conn, KEY)
                assert not verdict.is_whole, asked
                assert [f.seq for f in verdict.faults if f.lane == "main"] == [seq], asked
    assert check(db).is_whole


@given(st.data())
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_random_deletions_and_swaps_are_all_found(db: Database, data: st.DataObject) -> None:
    with db.write() as conn:
        triggers.remove(conn)
    if not check(db).lines:
        write_some(db)
    first = data.draw(st.integers(1, LINES - 1))
    second = data.draw(st.integers(first + 1, LINES))
    is_swap = data.draw(st.booleans())
    with tried(db) as conn:
        if is_swap:
            for old, new in ((first, 1000), (second, first), (1000, second)):
                conn.exec_driver_sql(f"UPDATE audit SET seq = {new} WHERE seq = {old}")
        else:
            conn.exec_driver_sql(f"DELETE FROM audit WHERE seq BETWEEN {first} AND {second}")
        assert [fault.seq for fault in audit.verify(conn, KEY).faults] == [first]


def test_another_key_finds_the_first_line_amiss(db: Database) -> None:
    write_some(db)
    with db.read() as conn:
        assert audit.verify(conn, b"z" * 32).faults[0].seq == 1


def test_a_tail_cut_off_with_its_head_is_found_by_the_checkpoint(
    db: Database, tmp_path: Path
) -> None:
    points = tmp_path / "audit-checkpoints.log"
    write_some(db)
    with db.read() as conn:
        assert audit.checkpoint(conn, KEY, points, NOW) == 1
        assert audit.checkpoint(conn, KEY, points, NOW + timedelta(hours=1)) == 0  # nothing new
    assert check(db, points).is_whole
    with db.read() as conn:
        mac = conn.execute(select(log.c.mac).where(log.c.seq == 9)).scalar_one()
    unguarded(
        db, "DELETE FROM audit WHERE seq > 9", f"UPDATE audit_head SET seq = 9, mac = '{mac}'"
    )
    assert check(db).is_whole  # the chain by itself cannot tell
    assert check(db, points).faults == (
        audit.Fault("main", 10, "lines up to 12 were here at a checkpoint"),
    )


def test_what_was_cut_off_since_the_last_hour_is_found_too(db: Database, tmp_path: Path) -> None:
    """A line an hour stays; within the hour one file beside it is written over, minute by minute."""
    points = tmp_path / "audit-checkpoints.log"
    for minute in range(121):
        write_some(db, 1)
        with db.read() as conn:
            assert audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=minute)) == 1
    with db.read() as conn:
        assert audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=121)) == 0
    assert [json.loads(line)["seq"] for line in points.read_text().splitlines()] == [1, 61, 121]
    assert [path.name for path in tmp_path.glob("audit*")] == [points.name, f"{points.name}.latest"]
    write_some(db, 1)
    with db.read() as conn:
        audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=122))
        mac = conn.execute(select(log.c.mac).where(log.c.seq == 121)).scalar_one()
    assert check(db, points) == audit.Verdict(122, ())
    unguarded(
        db, "DELETE FROM audit WHERE seq > 121", f"UPDATE audit_head SET seq = 121, mac = '{mac}'"
    )
    assert check(db, points).faults == (
        audit.Fault("main", 122, "lines up to 122 were here at a checkpoint"),
    )


def test_what_knew_of_a_tail_outlives_the_chain_that_grew_past_it(
    db: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The tail is cut off within the hour, and people go on working while a worker runs."""
    points = tmp_path / "audit-checkpoints.log"
    for minute in range(3):
        write_some(db, 4)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=minute))
            if minute == 1:
                mac = conn.execute(select(log.c.mac).where(log.c.seq == 8)).scalar_one()
    unguarded(
        db, "DELETE FROM audit WHERE seq > 8", f"UPDATE audit_head SET seq = 8, mac = '{mac}'"
    )
    clock = MovingClock(NOW)
    for minute in range(3, 6):
        with db.write() as conn:
            for number in range(4):
                audit.note(conn, clock, KEY, SUNITA, SAVED, step="other", rev=minute + number)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=minute))
    assert check(db).is_whole
    assert check(db, points).faults == (
        audit.Fault("main", 12, "this line is not the one a checkpoint saw"),
    )
    assert [json.loads(line)["seq"] for line in points.read_text().splitlines()] == [4, 12]
    said = [record for record in caplog.records if record.levelname == "ERROR"]
    assert {record.getMessage() for record in said} == {"audit.checkpoint_amiss"}


def test_a_latest_checkpoint_that_cannot_be_read_is_kept_as_it_is(
    db: Database, tmp_path: Path
) -> None:
    points = tmp_path / "audit-checkpoints.log"
    latest = points.with_name(f"{points.name}.latest")
    for minute in range(2):
        write_some(db, 1)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=minute))
    damaged = latest.read_bytes().replace(b'"seq": 2', b'"seq": 1') + b"half a li"
    latest.write_bytes(damaged)
    for minute in range(2, 4):
        write_some(db, 1)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(minutes=minute))
    assert points.read_bytes().splitlines()[1:] == damaged.splitlines()
    assert json.loads(latest.read_text())["seq"] == 4
    assert check(db, points).faults == (
        audit.Fault("checkpoints", 2, "this line of the checkpoint file was changed"),
    )


def test_a_checkpoint_stands_whole_after_a_line_that_was_cut_short(
    db: Database, tmp_path: Path
) -> None:
    points = tmp_path / "audit-checkpoints.log"
    for hour in range(2):
        write_some(db, 1)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(hours=hour))
        points.write_bytes(points.read_bytes()[:-9] if not hour else points.read_bytes())
    assert json.loads(points.read_text().splitlines()[1])["seq"] == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_checkpoint_reads_no_more_of_a_long_file_than_its_end(
    db: Database, tmp_path: Path
) -> None:
    points = tmp_path / "audit-checkpoints.log"
    write_some(db, 1)
    with db.read() as conn:
        audit.checkpoint(conn, KEY, points, NOW)
        points.write_bytes(points.read_bytes() * 10_000)
        before = bytes_read()
        assert audit.checkpoint(conn, KEY, points, NOW + timedelta(hours=1)) == 0
        read = bytes_read() - before
    assert END_BYTES <= read < 2 * END_BYTES < points.stat().st_size / 10


def bytes_read() -> int:
    """By this thread, from whatever it reads."""
    return int(Path("/proc/thread-self/io").read_text().split()[1])


def test_a_chain_written_anew_is_found_by_the_checkpoint(db: Database, tmp_path: Path) -> None:
    """Somebody with the key, but without the file, makes another history."""
    points = tmp_path / "audit-checkpoints.log"
    write_some(db)
    with db.read() as conn:
        audit.checkpoint(conn, KEY, points, NOW)
    unguarded(db, "DELETE FROM audit", "DELETE FROM audit_head")
    clock = MovingClock(NOW)
    with db.write() as conn:
        for number in range(20):
            audit.note(conn, clock, KEY, SUNITA, SAVED, step="other", rev=number)
    assert check(db).is_whole
    assert check(db, points).faults[0].seq == LINES


def test_a_changed_checkpoint_file_is_named(db: Database, tmp_path: Path) -> None:
    points = tmp_path / "audit-checkpoints.log"
    for hour in range(3):
        write_some(db, 2)
        with db.read() as conn:
            audit.checkpoint(conn, KEY, points, NOW + timedelta(hours=hour))
    lines = points.read_text().splitlines()
    points.write_text(
        "\n".join([lines[0], lines[1].replace('"seq": 4', '"seq": 3'), lines[2]]) + "\n"
    )
    fault = check(db, points).faults[-1]
    assert (fault.lane, fault.seq) == ("checkpoints", 2)
    points.write_text(lines[0] + "\nnonsense\n")
    assert check(db, points).faults[-1].seq == 2
    assert points.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_times_as_many_lines_take_about_ten_times_as_much_to_check(db: Database) -> None:
    every = a_long_chain()
    ours, of_the_database = taken_to_check(db, list(islice(every, 3_000)))
    ours_of_many, of_many = taken_to_check(db, list(islice(every, 27_000)))
    assert ours_of_many < 12 * ours
    assert of_many < 12 * of_the_database


def a_long_chain() -> Iterator[dict[str, Any]]:
    names = ("lane", "seq", "at", "event", "actor_id", "subject_id", "keys", "mac")
    mac, at = "", "2026-11-12T17:42:00.000000+00:00"
    for seq in count(1):
        line = ["main", seq, at, "entry.saved", SUNITA.user_id, "s", '{"rev":1}']
        mac = link(KEY, *line, mac)
        yield dict(zip(names, [*line, mac], strict=True))


def taken_to_check(db: Database, more: list[dict[str, Any]]) -> tuple[int, int]:
    """With these lines added: calls, and tens of steps of SQLite, that the whole chain takes."""
    last, steps = more[-1], list[int]()
    with db.write() as conn:
        conn.execute(insert(log), more)
        conn.execute(delete(audit_head))
        conn.execute(insert(audit_head).values({n: last[n] for n in ("lane", "seq", "mac")}))
    with db.read() as conn:
        sqlite = conn.connection.driver_connection
        sqlite.set_progress_handler(lambda: steps.append(10), 10)
        made = calls(lambda: audit.verify(conn, KEY))
        sqlite.set_progress_handler(None, 0)
        assert audit.verify(conn, KEY) == audit.Verdict(last["seq"], ())
    return made.total(), len(steps)
