"""The letter to those who are told: begun with what was written, frozen, and printed by a job."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.editions import with_facts
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.learning.events import LETTER_MADE
from riskapp.learning.journeys import TELLING
from riskapp.learning.paper import LETTER
from riskapp.learning.queries import get_happening
from riskapp.learning.services.publishing import write
from riskapp.learning.steps import candour
from riskapp.learning.steps.the_letter import STEP
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows, rows_of

JOB = "learning.print_letter"


def begin_letter(
    conn: Connection, trail: Trail, actor: Actor, ref: str, parts: Iterable[str]
) -> None:
    """Begins the letter with the parts that being open asks for; nothing where it has words already."""
    found = get_happening(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    there = entries.of(STEP.slug)
    data = entries.data(STEP.slug)
    if data.get("text"):
        return
    told = {"to": entries.data(candour.STEP.slug).get("relevant", "")}
    said = {**{k: v for k, v in told.items() if v}, **data, "text": "\n\n".join(parts)}
    rev, entry_id = (there.rev, there.id) if there else (0, None)
    write(conn, trail, actor, found, Change(STEP.slug, said, seen_rev=rev, entry_id=entry_id))


def print_letter(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> str:
    """The id of the rendition. It is kept with what happened, and is of no decision. Where nothing has
    changed since it was last made, that one.

    Raises BadInput where it says nothing.
    """
    found = get_happening(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    if not entries.data(STEP.slug).get("text"):
        raise BadInput(str(_("Write what it says first")))
    every = rows_of(TELLING, entries, found.names)
    said = {i: row for i, row in every.items() if i.startswith(f"{STEP.slug}.")}

    def rows(number: int) -> Rows:
        # Not the reference alone: what is frozen under that is all that was written, put on hold.
        about = about_edition(trail, house, f"{ref}/letter", number)
        return with_facts(said, {**about, "telephone": house.telephone})

    asked, new = edition_of(conn, trail, actor, found.id, LETTER, JOB, rows)
    if new:
        trail.note(
            conn, actor, LETTER_MADE, found.id, ref=ref, number=new.number, digest=new.digest
        )
    return asked
