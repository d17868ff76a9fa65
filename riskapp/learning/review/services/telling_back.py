"""Telling those who told us what came of it: who they are, and a page for each on paper."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.decision.editions import with_facts
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.learning.review.events import TOLD_BACK
from riskapp.learning.review.paper import TOLD_BACK as LAYOUT
from riskapp.learning.review.paper import heard_rows, texts_of
from riskapp.learning.review.queries import Review, list_who_died
from riskapp.learning.review.services.printing import Leaving, accounts_of, names_around
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps.accounts import ACCOUNTS
from riskapp.learning.review.steps.you_said import HEARD, STEP
from riskapp.learning.rules import may_be_told
from riskapp.learning.services.publishing import refuse_unread
from riskapp.learning.steps.candour import STEP as CANDOUR
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.entries.saving import Change, WrittenSince
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_told_back"
THE_PERSON, WHO_WROTE = _("The person"), _("Whoever wrote down what happened")
CLOSE_TO_THEM = _("Those close to the person")


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    rows = heard_rows(entries)
    around = names_around(conn, found, accounts_of(conn, found), [])
    return Leaving(rows, around.found_in(texts_of(rows)))


def not_told_yet(conn: Connection, found: Review, entries: Entries) -> Iterator[str]:
    """Who told us something and is not in the list: the person, each account by its role, and whoever
    wrote it down. In the place of somebody who has died, those close to them, where what happened names
    who is told.
    """
    there = {str(one.get("who", "")).casefold() for one in entries.items(HEARD.slug)}
    themselves = list(_for_each_person(conn, found))
    if str(THE_PERSON) not in themselves:
        there.add(str(THE_PERSON).casefold())  # also where their account was written down
    roles = (str(one.get("role", "")) for one in entries.items(ACCOUNTS.slug))
    for who in (*themselves, *roles, str(WHO_WROTE)):
        if who and who.casefold() not in there:
            there.add(who.casefold())
            yield who


def _for_each_person(conn: Connection, found: Review) -> Iterator[str]:
    died = list_who_died(conn, found)
    told = list_entries(conn, {one.happening_id: {} for one in found.of if one.person_id in died})
    for one in found.of:
        if one.person_id not in died:
            yield str(THE_PERSON)
        elif may_be_told(told[one.happening_id].data(CANDOUR.slug)):
            yield str(CLOSE_TO_THEM)


def begin_telling_back(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """A place in the list for each who told us and has none. Raises as `to_share`."""
    found, entries = to_share(conn, actor, ref)
    missing = not_told_yet(conn, found, entries)
    changes = [Change(HEARD.slug, {"who": who}, is_item=True) for who in missing]
    save_reviewing(conn, trail, actor, ref, key=new_id(), changes=changes, place=STEP.slug)


def print_told_back(
    conn: Connection, trail: Trail, actor: Actor, ref: str, house: House, seen: str
) -> str:
    """As `print_report`, and as `to_share`. Raises BadInput where nobody is in the list."""
    found, entries = to_share(conn, actor, ref)
    out = leaving(conn, found, entries)
    if not out.rows:
        raise BadInput(str(_("Add somebody who told us")))
    if out.mark != seen:
        raise WrittenSince
    refuse_unread(out.names, entries.data(STEP.slug))

    def rows(number: int) -> Rows:
        return with_facts(out.rows, about_edition(trail, house, "", number))

    asked, new = edition_of(conn, trail, actor, found.id, LAYOUT, JOB, rows)
    if new:
        names = len(out.names)
        trail.note(conn, actor, TOLD_BACK, found.id, ref=ref, digest=new.digest, names_stay=names)
    return asked
