"""A learning: what the log prints of something that happened, and how it is put in words."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from riskapp.core.canonical import canonical
from riskapp.learning.rules import (
    INFLUENCES,
    KINDS,
    PLACES,
    STRENGTHS,
    THEMES,
    Trait,
    quarter_of,
)
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import month_words


class Seen(NamedTuple):
    """What may be said of one thing that happened, in codes."""

    kind: str
    month: str  # 2026-11
    place: str


def seen_together(every: Sequence[Seen]) -> Seen:
    """Of several things: what all have in common, and the last month."""
    kinds, months, places = (set(each) for each in zip(*every, strict=True))
    return Seen(_common(kinds), max(months), _common(places))


def _common(said: set[str]) -> str:
    return said.pop() if len(said) == 1 else ""


@dataclass(frozen=True)
class ChangeTried:
    """One change to try, as the log prints it."""

    said: Mapping[str, str]

    @property
    def words(self) -> str:
        return self.said.get("what", "")

    @property
    def particulars(self) -> list[str]:
        """Whose it is, by when, of what sort, how one will know, and what it takes away, in words."""
        said, strength = self.said, STRENGTHS.get(self.said.get("strength", ""))
        by = period_words(said["by"]) if said.get("by") else ""
        every = (
            strength and str(strength),
            said.get("owner") and str(_("Seen to by: %(who)s", who=said["owner"])),
            by and str(_("By %(month)s", month=by)),
            said.get("know") and str(_("How we will know: %(how)s", how=said["know"])),
            said.get("takes_away") and str(_("Takes away: %(what)s", what=said["takes_away"])),
        )
        return [words for words in every if words]

    @property
    def outcome(self) -> list[str]:
        """What changed and how one knows; empty where nobody has said."""
        return [self.said[key] for key in ("changed", "how_known") if self.said.get(key)]


@dataclass(frozen=True)
class Learning:
    """One line of the log. A number of 0: it is not there yet.

    month: as 2026-11; as others may read it 2026-4, which are three of them, or 2026, or nothing. told:
    the traits others may read (`write_trait`).
    """

    number: int
    kind: str
    month: str
    place: str
    said: str
    likely: str
    changes: Sequence[Mapping[str, str]]
    theme: str = ""
    influences: Sequence[str] = ()
    told: Sequence[str] = ()

    @property
    def ref(self) -> str:
        return f"L-{self.number}" if self.number else ""

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind]) if self.kind in KINDS else ""

    @property
    def particulars(self) -> list[str]:
        """When it was, at what kind of place, what it was about and what shaped it, in words."""
        every: list[LazyString | str | None] = [
            period_words(self.month) if self.month else None,
            PLACES.get(self.place),
            THEMES.get(self.theme),
            *(INFLUENCES.get(one) for one in self.influences),
        ]
        return [str(words) for words in every if words]

    @property
    def traits(self) -> frozenset[Trait]:
        """All that the log may be sorted by."""
        own = (("kind", self.kind), ("place", self.place), ("theme", self.theme))
        when = (("year", self.month[:4]), ("quarter", quarter_of(self.month)))
        shaped = (("influence", one) for one in self.influences)
        return frozenset(trait for trait in (*own, *when, *shaped) if trait[1])

    def as_told(self) -> Learning:
        """The line as others may read it: without what it shares with too few."""
        may = [read_trait(one) for one in self.told]
        said = {facet: value for facet, value in may if facet != "influence"}
        return replace(
            self,
            kind=said.get("kind", ""),
            month=said.get("quarter", "") or said.get("year", ""),
            place=said.get("place", ""),
            theme=said.get("theme", ""),
            influences=[one for one in self.influences if ("influence", one) in may],
        )

    def in_place_of(self, there: Learning | None) -> Learning:
        """The line as it stands in the log once it is put there, where another may stand: with what is
        told of that one, as long as this has all of it.
        """
        told = there.told if there else ()
        still = told if self.traits.issuperset(map(read_trait, told)) else ()
        return replace(self, number=there.number if there else 0, told=still)

    @property
    def until_shared(self) -> list[str]:
        """What of it readers are told only once enough lines share it, in words."""
        whole, now = replace(self, month=quarter_of(self.month)), self.as_told()
        said = [now.kind_words, *now.particulars]
        every = [whole.kind_words, *whole.particulars]
        return [words for words in every if words and words not in said]

    @cached_property
    def tried(self) -> list[ChangeTried]:
        return [ChangeTried(one) for one in self.changes]

    @property
    def texts(self) -> list[str]:
        """Everything in it that somebody wrote."""
        return [self.said, self.likely, *(words for one in self.changes for words in one.values())]

    def says(self, other: Learning) -> bool:
        """Whether the two would read the same in the log."""
        return self._said == other._said

    @property
    def mark(self) -> str:
        """A digest of what it prints and the page that puts it there does not ask."""
        beside = [self.kind, self.month, self.place, list(map(dict, self.changes))]
        return hashlib.sha256(canonical(beside)).hexdigest()

    @property
    def _said(self) -> tuple[object, ...]:
        """All that the log prints of it but its number."""
        words = (self.kind, self.month, self.place, self.said, self.likely, self.theme)
        return (*words, list(self.influences), list(self.changes))


def write_trait(trait: Trait) -> str:
    """As a line keeps it, such as `kind:good`."""
    return ":".join(trait)


def read_trait(kept: str) -> Trait:
    facet, _colon, value = kept.partition(":")
    return facet, value


EVERY = "every"  # the period that leaves nothing out


def period_words(period: str) -> str:
    """As in November 2026, July to September 2026, or 2026."""
    if period == EVERY:
        return str(_("All of it so far"))
    year, _dash, part = period.partition("-")
    if not part:
        return year
    if len(part) == len("11"):
        return month_words(int(part), int(year))
    last = 3 * int(part)
    first = month_words(last - 2, int(year)).removesuffix(f" {year}")
    return str(_("%(first)s to %(last)s", first=first, last=month_words(last, int(year))))


def origin_of(key: bytes, subject_id: str, of: str = "learning") -> str:
    """What ties a learning, or a brief of it, to what it came from, for whoever holds the key."""
    return hmac.digest(key, f"{of}\0{subject_id}".encode(), "sha256").hex()


class LineOf(NamedTuple):
    """The one line of the log about something: of what, and by whom it is written, under the key. One of
    what happened may be written by a review that looks at it alone.
    """

    key: bytes
    subject_id: str
    by: str

    @property
    def origin(self) -> str:
        return origin_of(self.key, self.subject_id)

    @property
    def written(self) -> str:
        return origin_of(self.key, self.by, "written")

    def is_by(self, written: str) -> bool:
        """Whether a line is written by this one; by what it is of, where it does not say."""
        return written == self.written or (not written and self.by == self.subject_id)
