"""The learning brief: looked through for what could say who it was, frozen, printed by a job."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.canonical import canonical
from riskapp.core.errors import BadInput
from riskapp.decision.editions import with_facts
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.learning.brief import kept_as, said_rows, texts_of
from riskapp.learning.events import BRIEF_MADE
from riskapp.learning.log import Seen
from riskapp.learning.queries import Happening, Names, is_one_of_few
from riskapp.learning.rules import LOG_REF
from riskapp.learning.services.holding import get_to_write, keep_to_facts
from riskapp.learning.services.publishing import (
    Beginning,
    make_log,
    names_around,
    refuse_unread,
    seen_of,
    together,
    write,
)
from riskapp.learning.steps.account import STEP as ACCOUNT
from riskapp.learning.steps.brief import CHANGES, STEP
from riskapp.learning.steps.changes_to_try import CHANGES as TO_TRY
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.learning.steps.what_we_learned import STEP as LEARNED
from riskapp.learning.telltale import Telltale, telltales
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_brief"


@dataclass(frozen=True)
class Leaving:
    """What a brief would say, the names that stand in it, and what else may say who it was."""

    said: Mapping[str, Any]
    seen: Seen
    names: list[str]
    telltales: list[Telltale]

    @property
    def rows(self) -> Rows:
        return said_rows(self.said, self.seen)

    @property
    def mark(self) -> str:
        """A digest of what it prints and its page does not ask."""
        return hashlib.sha256(canonical(list(self.seen))).hexdigest()


def leaving(conn: Connection, said: Mapping[str, Any], seen: Seen, around: Names) -> Leaving:
    texts = texts_of(said)
    names = around.found_in(texts)
    found = telltales("\n\n".join(texts), names)
    return Leaving(said, seen, names, [*found, *_together(conn, said_rows(said, seen))])


def _together(conn: Connection, rows: Rows) -> list[Telltale]:
    """The month and the kind of place, where few lines of the log have both."""
    when, where = rows["seen.month"], rows["seen.place"]
    if not where["value"] or not is_one_of_few(conn, when["value"], where["value"]):
        return []
    both = [str(when["shown"]), str(where["shown"])]
    return [Telltale(_("When and where together, as in fewer than five lines of the log"), both)]


class Of(NamedTuple):
    """What a brief is of, and the key that alone ties the two together."""

    id: str
    ref: str
    key: bytes


def make_brief(
    conn: Connection, trail: Trail, actor: Actor, out: Leaving, of: Of, house: House, seen: str
) -> str:
    """The id of the rendition; where nothing has changed since the last brief of this, that one.

    It is kept with the log, so that nothing about it says what it came from. Raises BadInput where it
    says nothing, WrittenSince where it would say other things besides than its page showed, NamesFound
    where a name stands in it that nobody has read and said why it may.
    """
    if not texts_of(out.said):
        raise BadInput(str(_("Write what happened, in a sentence or two")))
    if out.mark != seen:
        raise WrittenSince
    refuse_unread(out.names, out.said)

    def rows(number: int) -> Rows:
        return with_facts(out.rows, about_edition(trail, house, LOG_REF, number))

    log_id, layout = make_log(conn), kept_as(of.key, of.id)
    asked, new = edition_of(conn, trail, actor, log_id, layout, JOB, rows)
    if new:
        trail.note(conn, actor, BRIEF_MADE, of.id, ref=of.ref, names_stay=len(out.names))
    return asked


# -- of something that happened ------------------------------------------------------------------


def leaving_of(conn: Connection, found: Happening, entries: Entries) -> Leaving:
    said, around = entries.data(STEP.slug), names_around(conn, found, entries)
    return leaving(conn, said, seen_of(found, entries), around)


def brief_of(
    conn: Connection, trail: Trail, actor: Actor, ref: str, key: bytes, house: House, seen: str
) -> str:
    """As `make_brief`. Raises Held while it is on hold."""
    found = get_to_write(conn, actor, ref)
    keep_to_facts(found)
    entries = get_entries(conn, found.id, found.facts)
    out = leaving_of(conn, found, entries)
    return make_brief(conn, trail, actor, out, Of(found.id, ref, key), house, seen)


def begin_brief(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Begins it with what was written for the log, or of what happened, and what was usual. Raises Held
    while on hold.
    """
    found = get_to_write(conn, actor, ref)
    keep_to_facts(found)
    entries = get_entries(conn, found.id, found.facts)
    log, learned = entries.data(IN_THE_LOG.slug), entries.data(LEARNED.slug)
    told = entries.data(ACCOUNT.slug)
    words = {
        "happened": log.get("said") or told.get("facts", ""),
        "sense": together(learned.get("expected", ""), told.get("usual", "")),
        "likely": log.get("likely") or learned.get("difference", ""),
        **tried(entries),
    }
    beginning = Beginning(trail, actor.user_id, found.id, entries)
    if change := beginning.begun(conn, STEP, words):
        write(conn, trail, actor, found, change)


def tried(entries: Entries) -> dict[str, str]:
    """The first changes to try, as far as there is room for them."""
    every = (item.get("what", "") for item in entries.items(TO_TRY.slug))
    return {key: " ".join(said.split()) for key, said in zip(CHANGES, every, strict=False)}
