"""The report of a learning review: read once for names, frozen as it stands, printed by a job."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.decision.services.sealing import House
from riskapp.learning.names import occurring
from riskapp.learning.queries import get_names
from riskapp.learning.review.events import PRINTED
from riskapp.learning.review.paper import LAYOUT, Seen, mark_of, said_rows, texts_of, with_facts
from riskapp.learning.review.queries import Review, get_review
from riskapp.learning.review.services.reviewing import save_reviewing
from riskapp.learning.review.steps.report import OF_NAMES
from riskapp.learning.review.steps.report import STEP as REPORT
from riskapp.learning.services.printing import about_edition, edition_of
from riskapp.learning.services.publishing import NamesFound
from riskapp.learning.steps.account import STEP as ACCOUNT
from riskapp.learning.steps.in_the_log import BETWEEN
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries, list_entries
from riskapp.platform.entries.saving import Change, WrittenSince
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_review"


@dataclass(frozen=True)
class Leaving:
    """What the report would print, and the names that stand in it."""

    rows: Rows
    names: list[str]

    @property
    def mark(self) -> str:
        return mark_of(self.rows)


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    told = list_entries(conn, {one.happening_id: {} for one in found.of})
    accounts = [(one, told[one.happening_id].data(ACCOUNT.slug)) for one in found.of]
    seen = [
        Seen(said.get("kind", ""), one.day.isoformat()[:7], said.get("place", ""))
        for one, said in accounts
    ]
    rows = said_rows(entries, seen)
    texts = texts_of(rows)
    speaking = [
        *texts,
        *(v for _one, said in accounts for v in said.values() if isinstance(v, str)),
    ]
    # Not all the people of a team: a member of another one would learn who they are.
    names = get_names(conn, (), {one.person_id for one in found.of}, speaking)
    return Leaving(rows, occurring(names.known, "\n".join(texts), names.perhaps))


def print_report(
    conn: Connection, trail: Trail, actor: Actor, ref: str, house: House, seen: str
) -> str:
    """The id of the rendition. Where nothing has changed since the last report, that one.

    Raises Conflict before what happened is open, NamesFound where a name stands in it that nobody has
    read and said why it may, WrittenSince where it would say other things besides than its page showed.
    """
    found = get_review(conn, actor, ref)
    if not found.is_opened:
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    out, said = leaving(conn, found, entries), entries.data(REPORT.slug)
    if out.mark != seen:
        raise WrittenSince
    read = str(said.get("names_read", "")).split(BETWEEN) if said.get("names_stay") else []
    if not_read := [name for name in out.names if name not in read]:
        raise NamesFound(BETWEEN.join(not_read))

    def rows(number: int) -> Rows:
        about = about_edition(trail, house, ref, number)
        return with_facts(out.rows, {**about, "opened_early": found.opened_early})

    asked, new = edition_of(conn, trail, actor, found.id, LAYOUT, JOB, rows)
    if new:
        names = len(out.names)
        trail.note(
            conn,
            actor,
            PRINTED,
            found.id,
            ref=ref,
            number=new.number,
            digest=new.digest,
            names_stay=names,
        )
    return asked


def ask_why_again(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """A reason is of the names that were read: where others were found, it is asked anew."""
    found = get_review(conn, actor, ref)
    own = get_entries(conn, found.id, found.facts).of(REPORT.slug)
    if own and own.data.keys() & OF_NAMES:
        stays = {key: said for key, said in own.data.items() if key not in OF_NAMES}
        change = Change(REPORT.slug, stays, seen_rev=own.rev, entry_id=own.id)
        save_reviewing(conn, trail, actor, ref, key=new_id(), changes=[change], place=REPORT.slug)
