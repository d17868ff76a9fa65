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
from riskapp.learning.review.queries import Review, get_review
from riskapp.learning.review.services.printing import Leaving, accounts_of, names_around
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps.accounts import ACCOUNTS
from riskapp.learning.review.steps.you_said import HEARD, STEP
from riskapp.learning.services.publishing import refuse_unread
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change, WrittenSince
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_told_back"
THE_PERSON, WHO_WROTE = _("The person"), _("Whoever wrote down what happened")


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    rows = heard_rows(entries)
    around = names_around(conn, found, accounts_of(conn, found), [])
    return Leaving(rows, around.found_in(texts_of(rows)))


def not_told_yet(entries: Entries) -> Iterator[str]:
    """Who told us something and is not in the list: the person, each account by its role, and whoever
    wrote it down.
    """
    there = {str(one.get("who", "")).casefold() for one in entries.items(HEARD.slug)}
    roles = (str(one.get("role", "")) for one in entries.items(ACCOUNTS.slug))
    for who in (str(THE_PERSON), *roles, str(WHO_WROTE)):
        if who and who.casefold() not in there:
            there.add(who.casefold())
            yield who


def begin_telling_back(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """A place in the list for each who told us and has none."""
    found = get_review(conn, actor, ref)
    entries = get_entries(conn, found.id, found.facts)
    changes = [Change(HEARD.slug, {"who": who}, is_item=True) for who in not_told_yet(entries)]
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
