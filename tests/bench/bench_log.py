"""The learning log with a hundred thousand lines, on both databases: looking for words, choosing by a trait,
and putting one line more there, which works out anew what may be told of them all.

    python -m tests.bench.bench_log [LINES]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from sqlalchemy import insert

from riskapp.learning.log import Learning
from riskapp.learning.queries import MOST_LISTED, list_learnings, list_told
from riskapp.learning.rules import INFLUENCES, KINDS, PLACES, THEMES, Trait
from riskapp.learning.services.publishing import OF_A_LINE, write_line
from riskapp.learning.services.showing import work_out, write_told
from riskapp.learning.tables import LEARNING_WORDS, learning
from riskapp.platform.db import Database, new_id
from riskapp.platform.tables import counter
from tests.databases import Sqlite, postgresql

LINES = 100_000
ROUNDS = 9
WORDS = (Path(__file__).parent / "bench_log.py").read_text(encoding="utf-8").split()


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    folder = Path(tempfile.mkdtemp(prefix="riskapp-log-"))
    db = Database(Sqlite(folder).fresh(folder))
    measure("SQLite", db, lines)
    db.close()
    with postgresql() as cluster, cluster.fresh() as url:
        db = Database(url)
        measure("PostgreSQL", db, lines)
        db.close()


def measure(name: str, db: Database, lines: int) -> None:
    chance = Random(7)
    began = time.perf_counter()
    write_many(db, [one(chance) for _line in range(lines)])
    print(f"{name}: {lines:,} lines written in {time.perf_counter() - began:.0f} s")
    with db.read() as conn:
        told = list_told(conn)
    acts: dict[str, Callable[[], object]] = {
        "the newest hundred": lambda: _listed(db),
        "a word that many hold": lambda: _listed(db, "telling"),
        "the beginning of one": lambda: _listed(db, "tel"),
        "two words": lambda: _listed(db, "telling database"),
        "a word that none holds": lambda: _listed(db, "zebra"),
        "words and a trait": lambda: _listed(db, "telling", told[:1]),
        "by the rarest trait that is told": lambda: _listed(db, "", told[-1:]),
        "one line more": lambda: _put(db, chance),
        "what may be told, anew, by a job": lambda: _tell(db),
    }
    for what, act in acts.items():
        print(f"  {what:44}{_median(act):8.1f} ms")


def write_many(db: Database, made: Sequence[Learning]) -> None:
    """Lines into an empty log, all at once, and what may be told of them."""
    with db.write() as conn:
        rows = [
            {"number": n, "origin": new_id(), **{key: getattr(each, key) for key in OF_A_LINE}}
            for n, each in enumerate(made, 1)
        ]
        conn.execute(insert(learning), rows)
        for n, each in enumerate(made, 1):
            LEARNING_WORDS.keep(conn, n, each.texts)
        conn.execute(insert(counter), {"name": "L", "next": len(made) + 1})
        write_told(conn, *work_out(conn))


def one(chance: Random) -> Learning:
    def some(codes: Sequence[str]) -> str:
        return chance.choices(codes, [1 / place for place in range(1, len(codes) + 1)])[0]

    return Learning(
        number=0,
        kind=some([*KINDS]),
        month=f"{chance.randint(2017, 2026)}-{chance.randint(1, 12):02d}",
        place=some([*PLACES]),
        said=" ".join(chance.choices(WORDS, k=40)),
        likely=" ".join(chance.choices(WORDS, k=25)),
        changes=[{"what": " ".join(chance.choices(WORDS, k=15))}],
        theme=some([*THEMES]),
        influences=sorted({some([*INFLUENCES]) for _each in range(2)}),
    )


def _listed(db: Database, words: str = "", traits: Sequence[Trait] = ()) -> object:
    with db.read() as conn:
        return list_learnings(conn, words=words, traits=traits, most=MOST_LISTED + 1)


def _put(db: Database, chance: Random) -> object:
    with db.write() as conn:
        return write_line(conn, one(chance), origin=new_id())


def _tell(db: Database) -> None:
    with db.read() as conn:
        worked_out = work_out(conn)
    with db.write() as conn:
        write_told(conn, *worked_out)


def _median(act: Callable[[], object]) -> float:
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    main()
