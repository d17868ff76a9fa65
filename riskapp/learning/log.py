"""A learning: what the log prints of something that happened, and how it is put in words."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from riskapp.core.canonical import canonical
from riskapp.learning.rules import KINDS, PLACES, STRENGTHS
from riskapp.platform.i18n import _
from riskapp.platform.time import month_words


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
        by = month_in_words(said["by"]) if said.get("by") else ""
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
    """One line of the log. A number of 0: it is not there yet."""

    number: int
    kind: str
    month: str  # 2026-11
    place: str
    said: str
    likely: str
    changes: Sequence[Mapping[str, str]]

    @property
    def ref(self) -> str:
        return f"L-{self.number}" if self.number else ""

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind]) if self.kind in KINDS else ""

    @property
    def when_and_where(self) -> str:
        where = PLACES.get(self.place)
        month = month_in_words(self.month)
        return str(_("%(month)s. %(where)s", month=month, where=where)) if where else month

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
        words = (self.kind, self.month, self.place, self.said, self.likely)
        return (*words, list(self.changes))


def month_in_words(month: str) -> str:
    return month_words(int(month[5:7]), int(month[:4]))


def origin_of(key: bytes, subject_id: str) -> str:
    """What ties a learning to what it came from, for whoever holds the key."""
    return hmac.digest(key, b"learning\0" + subject_id.encode(), "sha256").hex()
