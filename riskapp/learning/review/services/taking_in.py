"""Taking in what was written down soon after, a tick for each: never before the review is opened."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput
from riskapp.learning.review.journeys import CHANGES, CHANGES_TO_TRY
from riskapp.learning.review.queries import Review
from riskapp.learning.review.services.reviewing import save_reviewing, to_share
from riskapp.learning.review.steps import findings
from riskapp.learning.review.steps.findings import FINDINGS
from riskapp.learning.steps.what_we_learned import STEP as LEARNED
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.entries.tables import entry
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail
from riskapp.platform.wizard import Collection as List

# Of the four questions, what can stand as a finding.
AS_FINDINGS = ("difference", "learned")
TAKES_IN: Mapping[str, List] = {findings.STEP.slug: FINDINGS, CHANGES_TO_TRY.slug: CHANGES}


@dataclass(frozen=True)
class Offered:
    """What the short form holds and the review has not: the id it would have here, made of what it is
    taken from, so that it is offered once; and of which of several things it is.
    """

    id: str
    of: str
    data: Mapping[str, Any]

    @property
    def words(self) -> str:
        return str(self.data.get("finding") or self.data.get("what") or "")


def list_offered(conn: Connection, found: Review, step: str) -> list[Offered]:
    """For a page of the review, in the order it was written; nothing before it is opened."""
    if not found.is_opened:
        return []
    told = list_entries(conn, {one.happening_id: {} for one in found.of})
    every = [
        Offered(str(uuid.uuid5(uuid.UUID(found.id), made_of)), one.line, data)
        for one in found.of
        for made_of, data in _written(told[one.happening_id], TAKES_IN[step])
    ]
    ids = [one.id for one in every]
    taken = set(conn.execute(select(entry.c.id).where(entry.c.id.in_(ids))).scalars())
    return [one for one in every if one.id not in taken and one.words]


def _written(told: Entries, into: List) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a list could be begun with: under which name its id is made, and its answers."""
    if into is CHANGES:
        yield from ((item.id, item.data) for item in told.items(CHANGES.slug))
        return
    if learned := told.of(LEARNED.slug):
        yield from (
            (f"{learned.id}.{key}", {"finding": learned.get(key, "")}) for key in AS_FINDINGS
        )


def take_in(
    conn: Connection, trail: Trail, actor: Actor, ref: str, step: str, ticked: Collection[str]
) -> None:
    """What was ticked is in the review's own list from now on. What is there already stays as it is.

    Raises BadInput where there is no room, and as `to_share`.
    """
    found, entries = to_share(conn, actor, ref)
    into = TAKES_IN[step]
    wanted = [one for one in list_offered(conn, found, step) if one.id in ticked]
    if len(entries.items(into.slug)) + len(wanted) > into.most:
        words = _("There is room for %(most)s here. Take in fewer, or take one away")
        raise BadInput(str(words) % {"most": into.most})
    changes = [Change(into.slug, one.data, is_item=True, new_id=one.id) for one in wanted]
    save_reviewing(conn, trail, actor, ref, key=new_id(), changes=changes, place=step)
