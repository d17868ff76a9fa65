"""How far the pack of a sitting is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from riskapp.core.errors import NotFound
from riskapp.panel.pack.rules import COVER, WHOLE, part_of
from riskapp.panel.sitting.tables import sitting_item
from riskapp.panel.tables import referral
from riskapp.platform.versions.store import Rendition, find_latest, list_renditions
from riskapp.platform.versions.tables import FAILED, GIVEN_UP, MADE, rendition


@dataclass(frozen=True)
class Part:
    """The cover, or one item, and how far it is."""

    number: int
    state: str
    trouble: str

    @property
    def is_settled(self) -> bool:
        return self.state in (MADE, GIVEN_UP)


@dataclass(frozen=True)
class PackIs:
    """A pack that was asked for. parts: those that are still to be made, are made and not joined yet, or
    could not be made; none of a whole that lacks nothing.
    """

    whole: Rendition
    parts: tuple[Part, ...]

    @property
    def is_made(self) -> bool:
        return self.whole.state == MADE

    @property
    def is_waiting(self) -> bool:
        return self.whole.state not in (MADE, GIVEN_UP)

    @property
    def next(self) -> Part | None:
        """What is being made now; none where all parts are there and are being joined."""
        return next((one for one in self.parts if not one.is_settled), None)

    @property
    def items(self) -> list[Part]:
        return [one for one in self.parts if one.number != COVER]

    @property
    def missing(self) -> list[Part]:
        """What could not be made, and why."""
        return [one for one in self.parts if one.state == GIVEN_UP]

    @property
    def tries_again(self) -> bool:
        """Whether something went wrong that is being tried once more."""
        return any(one.state == FAILED for one in self.parts) or self.whole.state == FAILED

    @property
    def can_be_tried_again(self) -> bool:
        return self.whole.state == GIVEN_UP or (self.is_made and bool(self.missing))


def find_pack(conn: Connection, sitting_id: str) -> PackIs | None:
    """The one that was asked for last."""
    whole = find_latest(conn, sitting_id, WHOLE)
    return pack_of(conn, whole) if whole else None


def pack_of(conn: Connection, whole: Rendition) -> PackIs:
    every = list_renditions(conn, str(whole.version_id))
    parts = [
        Part(part_of(one.layout), one.state, one.trouble or "")
        for one in every
        if one.layout != WHOLE
    ]
    return PackIs(whole, tuple(sorted(parts, key=lambda one: one.number)))


def get_paper(conn: Connection, version_id: str, layout: str) -> Rendition:
    return next(one for one in list_renditions(conn, version_id) if one.layout == layout)


def list_part_bytes(conn: Connection, version_id: str) -> dict[int, bytes]:
    """What was made of each part."""
    rows = conn.execute(
        select(rendition.c.layout, rendition.c.bytes).where(
            rendition.c.version_id == version_id,
            rendition.c.layout != WHOLE,
            rendition.c.state == MADE,
        )
    )
    return {part_of(layout): bytes(data) for layout, data in rows}


def get_made(conn: Connection, sitting_id: str) -> str:
    """The id of the pack that was made last. Raises NotFound where there is none."""
    found: str | None = conn.execute(
        select(rendition.c.id)
        .where(
            rendition.c.subject_id == sitting_id,
            rendition.c.layout == WHOLE,
            rendition.c.state == MADE,
        )
        .order_by(rendition.c.asked_at.desc(), rendition.c.id)
        .limit(1)
    ).scalar()
    if found is None:
        raise NotFound(WHOLE)
    return found


def list_decisions(conn: Connection, sitting_id: str) -> list[str]:
    """The ids of the decisions whose papers a pack holds."""
    rows = conn.execute(
        select(referral.c.decision_id)
        .join(sitting_item, sitting_item.c.referral_id == referral.c.subject_id)
        .where(sitting_item.c.sitting_id == sitting_id, sitting_item.c.version_id.is_not(None))
        .order_by(sitting_item.c.number)
    )
    return list(rows.scalars())
