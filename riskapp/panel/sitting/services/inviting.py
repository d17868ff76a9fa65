"""Somebody of another organisation is asked to one sitting, and comes in to its papers by a link."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from riskapp.accounts import guests
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.panel.sitting.queries.sittings import Listed, Member, Sitting, list_members
from riskapp.panel.sitting.rules import Part
from riskapp.panel.sitting.services.arranging import ask, keep_state, lead
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail

MOST = 200  # characters of a profession or an organisation


@dataclass(frozen=True)
class Invited:
    """Who is invited, as whoever leads the sitting wrote it down; `contact`: an e-mail address."""

    name: str
    profession: str
    organisation: str
    contact: str


def ask_guest(conn: Connection, trail: Trail, actor: Actor, ref: str, who: Invited) -> None:
    """They are a member in every rule; the same click twice asks them once. Raises BadInput, and
    Conflict once papers are out.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    profession, organisation = who.profession.strip(), who.organisation.strip()
    if any(len(said) > MOST or not said.isprintable() for said in (profession, organisation)):
        raise BadInput(str(_("Write profession and organisation in one short line each")))
    name, contact = who.name.strip(), who.contact.strip()
    if (name, profession, organisation, contact) in _list_guests(conn, found):
        return
    user_id = guests.add_guest(conn, trail, actor, name, contact)
    listed = Listed(user_id, name, profession, organisation)
    ask(conn, trail, actor, found, listed, Part.MEMBER)


def _list_guests(conn: Connection, found: Sitting) -> list[tuple[str, str, str, str]]:
    """Who is invited, as it was written down."""
    members = list_members(conn, found.id)
    known = guests.list_guests(conn, [one.user_id for one in members])
    return [
        (one.name, one.profession, one.organisation, known[one.user_id].contact)
        for one in members
        if one.user_id in known
    ]


def make_link(conn: Connection, trail: Trail, actor: Actor, ref: str, seat: int) -> str:
    """The secret of a link for the guest in a seat; one they had opens nothing any more. Raises NotFound
    where no guest sits, Conflict while no papers are out.
    """
    return guests.make_link(conn, trail, actor, _guest(conn, actor, ref, seat).user_id)


def withdraw_link(conn: Connection, trail: Trail, actor: Actor, ref: str, seat: int) -> None:
    """They are out at once; what they saved and gave stays. Raises as `make_link` does."""
    guests.withdraw_link(conn, trail, actor, _guest(conn, actor, ref, seat).user_id)


def _guest(conn: Connection, actor: Actor, ref: str, seat: int) -> Member:
    found: Sitting = lead(conn, actor, ref)
    members = [one for one in list_members(conn, found.id) if one.seat == seat]
    if not guests.list_guests(conn, [one.user_id for one in members]):
        raise NotFound(ref)
    keep_state(conn, found, "let_in")
    return members[0]
