"""A learning brief: what one page says of something, frozen as rows that point at nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from riskapp.decision.editions import EditionPaper
from riskapp.learning.log import Seen, origin_of, period_words
from riskapp.learning.rules import PLACES
from riskapp.learning.steps.brief import CHANGES, SAID, STEP
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows, row, rows_under

LAYOUT = "learning-brief"  # as its payload has it
_KEPT = "brief-"
# More letters than these, where one as wide as it is high counts as two.
_SIZES = (("wide", 2_600), ("long", 1_100))
_NARROW = "\u2e80"  # up to here letters are narrower, but for capitals


def kept_as(key: bytes, subject_id: str) -> str:
    """The layout that all briefs of one origin have where they are kept, with the log."""
    return f"{_KEPT}{origin_of(key, subject_id, 'brief')[:14]}"


def is_brief(layout: str) -> bool:
    return layout.startswith(_KEPT)


def said_rows(said: Mapping[str, Any], seen: Seen) -> Rows:
    """What a brief says, and nothing else: when and where as far as it does not leave them out."""
    left_out = said.get("leave_out", ())
    rows = rows_under(STEP.form(), STEP.slug, said, {})
    kept = {f"{STEP.slug}.{key}": rows[f"{STEP.slug}.{key}"] for key in SAID}
    month = seen.month[:4] if "month" in left_out else seen.month
    place = "" if "place" in left_out else seen.place
    kept["seen.month"] = row(str(_("When")), month, period_words(month))
    kept["seen.place"] = row(str(_("Kind of place")), place or None, str(PLACES.get(place, "")))
    return kept


def texts_of(said: Mapping[str, Any]) -> list[str]:
    """Everything in it that somebody wrote."""
    return [said[key] for key in SAID if key in said]


Section = tuple[LazyString | str, Sequence[str]]


class BriefPaper(EditionPaper):
    """A brief as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("Learning brief"))

    @property
    def seal_words(self) -> str:
        return str(_("As it was agreed on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def particulars(self) -> str:
        """When and where, as far as it says so, and whose brief it is."""
        seen = (self.rows[f"seen.{key}"]["shown"] for key in ("month", "place"))
        return ". ".join(filter(None, (*seen, self.organisation)))

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.rows)

    @property
    def size(self) -> str:
        """How large it is printed, so that it stays on one page: `long` and `wide` are smaller."""
        said = "".join(words for _title, every in self.sections for words in every)
        room = len(said) + sum(one > _NARROW or one.isupper() for one in said)
        return next((name for name, most in _SIZES if room > most), "")


def sections_of(rows: Rows) -> list[Section]:
    """Each question with what was said to it; all that is tried under one."""

    def said(*keys: str) -> list[str]:
        shown = (rows[f"{STEP.slug}.{key}"]["shown"] for key in keys)
        return [str(words) for words in shown if words]

    asked = [key for key in SAID if key not in CHANGES[1:]]
    return [
        (rows[f"{STEP.slug}.{key}"]["question"], said(*(CHANGES if key in CHANGES else (key,))))
        for key in asked
    ]
