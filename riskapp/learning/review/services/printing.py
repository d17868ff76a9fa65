"""The report of a learning review: read once for names, frozen as it stands, printed by a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import Conflict
from riskapp.decision.editions import with_facts
from riskapp.decision.services.editions import about_edition, edition_of
from riskapp.decision.services.sealing import House
from riskapp.learning.log import Seen
from riskapp.learning.names import occurring
from riskapp.learning.queries import Names, get_names, list_who_works_here
from riskapp.learning.review.events import PRINTED
from riskapp.learning.review.paper import (
    LAYOUT,
    by_roles,
    mark_of,
    said_rows,
    texts_of,
    written_then,
)
from riskapp.learning.review.queries import Review, get_review, list_members, list_who_had_read
from riskapp.learning.review.services.reviewing import save_reviewing
from riskapp.learning.review.steps.report import STEP as REPORT
from riskapp.learning.services.publishing import refuse_unread, without_reason
from riskapp.learning.steps.account import STEP as ACCOUNT
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries, list_entries
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows

JOB = "learning.print_review"


@dataclass(frozen=True)
class Leaving:
    """What would be printed, and the names that stand in it.

    written: the same as it was written, where names are printed as roles. roles: the names in what
    changes no more, and the role that would stand for each.
    """

    rows: Rows
    names: list[str]
    written: Rows | None = None
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return mark_of(self.rows if self.written is None else self.written)


def leaving(conn: Connection, found: Review, entries: Entries) -> Leaving:
    accounts = accounts_of(conn, found)
    written = said_rows(entries, seen_of(found, accounts))
    texts = texts_of(written)
    around = names_around(conn, found, accounts, texts)
    roles = roles_of(conn, found, around.found_in(texts_of(written_then(written))))
    rows = by_roles(written, ticked(entries, roles))
    return Leaving(rows, around.found_in(texts_of(rows)), written, roles)


def roles_of(conn: Connection, found: Review, names: Iterable[str]) -> dict[str, str]:
    """The role that stands for each of some names, as far as one is known."""
    people, colleagues = [one.called_by for one in found.of], list_who_works_here(conn)
    every = (("person", people), ("colleague", colleagues))
    return {
        name: str(next((_ROLES[role] for role, who in every if occurring(who, name)), _SOMEBODY))
        for name in names
    }


_ROLES = {"person": _("the person"), "colleague": _("a colleague")}
_SOMEBODY = _("somebody")


def ticked(entries: Entries, roles: Mapping[str, str]) -> dict[str, str]:
    """Those that somebody said a role is printed for."""
    said = entries.data(REPORT.slug).get("as_roles", ())
    return {name: role for name, role in roles.items() if name in said}


def accounts_of(conn: Connection, found: Review) -> list[Mapping[str, Any]]:
    """What was written down of each thing that is reviewed: only once it is opened."""
    told = list_entries(conn, {one.happening_id: {} for one in found.of})
    return [told[one.happening_id].data(ACCOUNT.slug) for one in found.of]


def seen_of(found: Review, accounts: Sequence[Mapping[str, Any]]) -> list[Seen]:
    return [
        Seen(said.get("kind", ""), one.day.isoformat()[:7], said.get("place", ""))
        for one, said in zip(found.of, accounts, strict=True)
    ]


def names_around(
    conn: Connection, found: Review, accounts: Sequence[Mapping[str, Any]], texts: Iterable[str]
) -> Names:
    """Who may not be named in what leaves the review, in which these texts stand. Not all the people of
    a team: a member of another one would learn who they are.
    """
    told = [v for said in accounts for v in said.values() if isinstance(v, str)]
    return get_names(conn, (), {one.person_id for one in found.of}, [*texts, *told])


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
    refuse_unread(out.names, said)

    members = {one.user_id for one in list_members(conn, found.id)}
    had_read = not members.isdisjoint(list_who_had_read(conn, found))

    def rows(number: int) -> Rows:
        about = about_edition(trail, house, ref, number)
        return with_facts(
            out.rows, {**about, "opened_early": found.opened_early, "had_read": had_read}
        )

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


def ask_why_again(
    conn: Connection, trail: Trail, actor: Actor, ref: str, step: str = REPORT.slug
) -> None:
    """A reason is of the names that were read: where others were found, it is asked anew."""
    found = get_review(conn, actor, ref)
    if change := without_reason(get_entries(conn, found.id, found.facts), step):
        save_reviewing(conn, trail, actor, ref, key=new_id(), changes=[change], place=step)
