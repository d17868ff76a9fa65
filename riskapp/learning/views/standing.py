"""What stood on the day it happened: read once for a page, with the card of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.views.pages import READS as READS_DECISIONS
from riskapp.learning.presenters import (
    Card,
    asks_which,
    card_of,
    chosen_of,
    frozen_mark,
    moved_words,
    sealed_afterwards,
    sealed_mark,
    sealed_that_day,
    when_words,
)
from riskapp.learning.queries import Happening, frozen_of, list_of_person
from riskapp.learning.rules import came_after
from riskapp.learning.steps import account
from riskapp.learning.views.pages import READS
from riskapp.platform import slots, web
from riskapp.platform.entries.reading import list_told
from riskapp.platform.time import local
from riskapp.platform.versions.store import Sealing, Version, get_version, list_sealings


@dataclass(frozen=True)
class Stood:
    """What was in force: the card, in words how it stands to the day, and where to see all of it.

    frozen_url: the open conversation as it stood, where there was one, for those who may open decisions.
    moved: that it is another version than by the day that was written before. asks: that several may be
    meant, of which none is taken.
    """

    card: Card | None = None
    mark: str = ""
    url: str = ""
    frozen: str = ""
    frozen_url: str = ""
    moved: str = ""
    asks: str = ""


def stood(found: Happening) -> Stood:
    if not found.decision_id:
        return Stood()
    conn = web.read()
    sealings = list_sealings(conn, found.decision_id)
    chosen, after = chosen_of(found, sealings)
    moved = moved_words(found, sealings, list_told(conn, found.id, [account.STEP.slug]))
    frozen = find_frozen(found)
    mark = frozen_mark(frozen) if frozen else ""
    may_open = web.actor().is_any(*READS_DECISIONS)
    frozen_url = url_for("happened.as_it_stood", ref=found.ref) if frozen and may_open else ""
    if asks := asks_which(found, sealings):
        return Stood(frozen=mark, frozen_url=frozen_url, asks=asks)
    if chosen is None and frozen:
        also = f" {sealed_afterwards(after)}" if after else ""
        return Stood(card_of(frozen.rows), mark + also, frozen_url=frozen_url, moved=moved)
    shown = chosen or after
    if shown is None:
        return Stood(moved=moved)
    version = get_version(conn, found.decision_id, shown.number)
    return Stood(
        card_of(version.rows),
        _chosen_mark(found, sealings, shown) if chosen else sealed_afterwards(shown),
        _whole(found, shown.number),
        mark,
        frozen_url,
        moved,
    )


def _chosen_mark(found: Happening, sealings: Sequence[Sealing], chosen: Sealing) -> str:
    said = (sealed_mark(found, chosen), sealed_that_day(found, sealings, chosen))
    return " ".join(one for one in said if one)


def not_to_of(conn: Connection, found: Happening) -> str:
    """What had been agreed not to do, by what was in force when it happened."""
    if not found.decision_id:
        return ""
    chosen, _after = chosen_of(found, list_sealings(conn, found.decision_id))
    if chosen:
        return card_of(get_version(conn, found.decision_id, chosen.number).rows).not_to
    frozen = frozen_of(conn, found.id, found.decision_ref)
    return card_of(frozen.rows).not_to if frozen else ""


def beside_restriction(
    conn: Connection, actor: Actor, person_id: str, written: Mapping[str, datetime]
) -> Mapping[str, slots.BesideRestriction]:
    """The last thing that happened before each restriction was first written: never what came of it."""
    happened = list_of_person(conn, actor, person_id) if actor.is_any(*READS) else []
    beside: dict[str, slots.BesideRestriction] = {}
    known: dict[str, slots.BesideRestriction] = {}
    for restriction, at in written.items():
        last = next((one for one in happened if came_after(at, local(at).date(), one)), None)
        if last and last.id not in known:
            known[last.id] = slots.BesideRestriction(when_words(last), not_to_of(conn, last))
        if last:
            beside[restriction] = known[last.id]
    return beside


def _whole(found: Happening, number: int) -> str:
    """The full record, for those who may open decisions."""
    if not web.actor().is_any(*READS_DECISIONS):
        return ""
    return url_for("decision.copy", ref=found.decision_ref, number=number, layout="full")


def find_frozen(found: Happening) -> Version | None:
    """The open conversation of the decision it rests on, as it first stood; None where none was open."""
    return frozen_of(web.read(), found.id, found.decision_ref)
