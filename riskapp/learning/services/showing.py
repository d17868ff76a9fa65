"""What the log may show of its lines, worked out further by a job whenever it has changed.

Until then a new line shows its words alone, and one that was changed what it showed before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from riskapp.learning.log import Learning, read_trait, write_trait
from riskapp.learning.queries import list_alike, list_learnings
from riskapp.learning.rules import OF_TRAITS, SILENT, Standing, Trait, told_next
from riskapp.learning.tables import LEARNING_WORDS, learning, learning_told
from riskapp.platform.db import Json
from riskapp.platform.runtime import Runtime


def tell_anew(runtime: Runtime, _args: Mapping[str, Any]) -> None:
    """Worked out outside the write transaction: it takes seconds where there are very many lines."""
    with runtime.db.read() as conn:
        worked_out = work_out(conn)
    with runtime.db.write() as conn:
        write_told(conn, *worked_out)


Changed = list[dict[str, Any]]


def work_out(conn: Connection) -> tuple[Changed, set[Trait]]:
    """Of lines that stand alike, what is told now and was not before; and all that is told."""
    every = list_alike(conn)
    counted: Counter[Standing] = Counter()
    for one, count in every:
        counted[_standing(one)] += count
    may = told_next(counted)
    changed = [
        {"now": now, **{f"of_{key}": getattr(one, key) for key in (*OF_TRAITS, "told")}}
        for one, _count in every
        if (now := sorted(map(write_trait, may[_standing(one)]))) != one.told
    ]
    return changed, set().union(*may.values()) - {SILENT}


def _standing(one: Learning) -> Standing:
    return one.traits, frozenset(map(read_trait, one.told))


def write_told(conn: Connection, changed: Changed, told: set[Trait]) -> None:
    if changed:
        conn.execute(_OF_THE_SAME, changed)
    conn.execute(delete(learning_told))
    if told:
        conn.execute(insert(learning_told), [{"facet": f, "value": v} for f, v in told])


_OF_THE_SAME = (
    update(learning)
    .where(*(learning.c[key] == bindparam(f"of_{key}") for key in (*OF_TRAITS, "told")))
    .values(told=bindparam("now", type_=Json))
)


def read_log_anew(conn: Connection) -> None:
    """Words to look for and traits to be told of every line: after an upgrade that brought them."""
    index, _number = LEARNING_WORDS.of(conn)
    kept = conn.execute(select(func.count()).select_from(index)).scalar_one()
    every = list_learnings(conn)
    if kept != len(every):
        for one in every:
            LEARNING_WORDS.keep(conn, one.number, one.texts)
        write_told(conn, *work_out(conn))
