"""The letter to the person: frozen as it was written, printed by a job and signed."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.decision.conversation import Conversation
from riskapp.decision.editions import with_facts
from riskapp.decision.queries import find_decision_by_id, list_bound
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.panel.events import LETTER
from riskapp.panel.letter import LAYOUT, letter_rows
from riskapp.panel.queries import Referral, get_referral
from riskapp.panel.rules import AFTER_ADVICE
from riskapp.panel.steps.letter import STEP
from riskapp.people.queries import Person, get_about
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "panel.print_letter"
LARGE = "large-print"


def conversation_of(conn: Connection, found: Referral) -> Conversation:
    decision = find_decision_by_id(conn, found.decision_id)
    return Conversation(get_entries(conn, decision.id, decision.facts), decision.called_by)


def outcome_for_them(conn: Connection, found: Referral, talk: Conversation) -> str:
    """What the panel said last, by its code; empty where that protects somebody, and is kept to the
    full record.
    """
    of_this = {one.id for one in list_bound(conn, found.decision_id) if one.source == found.ref}
    said = [one for one in talk.outside if one.id in of_this]
    return "" if not said or said[-1].is_kept_back else str(said[-1].entry.get("outcome", ""))


def print_letter(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> str:
    """The id of the rendition. Where nothing has changed since the last one, that one.

    Raises Conflict before there is advice, BadInput where nothing was written.
    """
    found = get_referral(conn, actor, ref)
    if found.state not in AFTER_ADVICE:
        raise Conflict(ref)
    said = get_entries(conn, found.id).data(STEP.slug)
    if not said:
        raise BadInput(str(_("Write something before you print it")))
    talk, person = conversation_of(conn, found), get_about(conn, found.person_id)
    outcome = outcome_for_them(conn, found, talk)

    def rows(number: int) -> Rows:
        facts = about_edition(trail, house, found.ref, number)
        facts |= {"panel": found.panel_name, "called_by": found.called_by}
        facts |= {"telephone": house.telephone, "is_large": wants_large(person, talk)}
        facts |= {"written_by": name_of(conn, actor.user_id)}
        return with_facts(letter_rows(said, found.names, outcome), facts)

    asked, new = edition_of(conn, trail, actor, found.id, LAYOUT, JOB, rows)
    if new:
        number, digest = new.number, new.digest
        trail.note(conn, actor, LETTER, found.id, ref=ref, number=number, digest=digest)
    return asked


def wants_large(person: Person, talk: Conversation) -> bool:
    """Whether somebody likes large print, as was said of them or of their copies."""
    formats = (person.about or {}).get("formats") or ()
    return LARGE in formats or talk.read_back.get("size") == "large"
