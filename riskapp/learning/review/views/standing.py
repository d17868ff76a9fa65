"""What stood before that day: the sealed version or the conversation as it was, and its timeline.

Nothing here reads what happened, or anything written from that day on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from riskapp.core.clock import StoppedClock
from riskapp.decision.presenters.timeline import TIMELINE_IS_IN
from riskapp.decision.queries import Decision, find_decision_by_id, list_given
from riskapp.decision.services.sealing import snapshot
from riskapp.decision.since import rows_since
from riskapp.learning.presenters import Card, card_of
from riskapp.learning.review.presenters import UpTo, stood_mark, timeline_before
from riskapp.learning.review.queries import Reviewed, find_stood
from riskapp.learning.views.pages import house
from riskapp.platform import web
from riskapp.platform.entries.reading import Entries, get_entries_at, list_told
from riskapp.platform.time import begins
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import Sealing, Version, get_version_by_id, list_sealings


@dataclass(frozen=True)
class Before:
    """What one thing that is reviewed rested on, as it stood when that day began."""

    one: Reviewed
    sealing: Sealing | None = None
    decision: Decision | None = None  # with nothing in it of that day or later
    entries: Entries = field(default_factory=Entries)  # as they stood
    sealings: Sequence[Sealing] = ()

    @property
    def is_frozen(self) -> bool:
        """Whether nothing was sealed, and there was a conversation."""
        return self.sealing is None and bool(self.entries.every)

    @property
    def mark(self) -> str:
        return stood_mark(self.one, self.sealing, is_frozen=self.is_frozen)

    @property
    def is_unsaid(self) -> bool:
        """Whether there is a decision, and nothing of it stands here until somebody says what stood."""
        return self.sealing is None and not self.is_frozen and bool(self.one.decision_ref)

    @cached_property
    def version(self) -> Version | None:
        return get_version_by_id(web.read(), self.sealing.id) if self.sealing else None

    @cached_property
    def held(self) -> Rows:
        """The version, or the conversation as it was; empty where there was none."""
        if self.version:
            return self.version.rows
        if self.decision is None or not self.is_frozen:
            return {}
        # Not at the moment that day began: which day it was is not shown either.
        then = replace(trail_of(web.current()), clock=StoppedClock(self.decision.changed_at))
        return snapshot(self.decision, self.entries, then, house(), by="")

    @property
    def rows(self) -> Rows:
        """The same, with what was said since its seal and up to that day."""
        if self.decision is None or self.version is None:
            return self.held
        since = rows_since(web.read(), self.decision, self.version, self.entries)
        return {**self.held, **since}

    @property
    def card(self) -> Card | None:
        return card_of(self.held) if self.held else None

    @cached_property
    def timeline(self) -> Sequence[tuple[str, str]]:
        if self.decision is None or self.decision.made_at >= begins(self.one.day):
            return []
        conn = web.read()
        given = list_given(conn, [s.id for s in self.sealings])
        told = list_told(conn, self.decision.id, TIMELINE_IS_IN)
        known = UpTo(self.sealings, given, told, self.entries)
        return timeline_before(self.decision, begins(self.one.day), known)


def before(one: Reviewed) -> Before:
    if one.decision_id is None:
        return Before(one)
    conn, moment = web.read(), begins(one.day)
    found = find_decision_by_id(conn, one.decision_id)
    sealings = list_sealings(conn, found.id)
    stood = find_stood(one, sealings)
    # A decision begun on the day itself has stood only where somebody chose a version sealed that day.
    if found.made_at >= moment and stood is None:
        return Before(one)
    entries = get_entries_at(conn, found.id, moment, found.facts)
    number = stood.number if stood else 0
    last = max((e.made_at for e in entries if e.made_at), default=found.made_at)
    then = replace(found, title="", choice="", versions=number, changed_at=last, has_died=False)
    return Before(one, stood, then, entries, sealings)
