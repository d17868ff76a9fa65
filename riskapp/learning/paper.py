"""An edition of the learning log: frozen as rows, and on paper made from nothing but those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from riskapp.decision.editions import EditionPaper, with_facts
from riskapp.learning.log import Learning, period_words
from riskapp.learning.rules import INFLUENCES, KINDS, PLACES, STRENGTHS, THEMES
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows, order_of, row

_LAYOUT = "log-"
LETTER = "letter"  # to those who are told what happened

QUESTIONS: dict[str, LazyString] = {
    "number": _("Number"),
    "kind": _("How it turned out"),
    "month": _("When"),
    "place": _("Kind of place"),
    "theme": _("What it was about"),
    "influences": _("What shaped it"),
    "said": _("What happened"),
    "likely": _("What made it more, or less, likely"),
    "what": _("Change we will try"),
    "owner": _("Who sees to it"),
    "by": _("By"),
    "know": _("How we will know"),
    "strength": _("What it changes"),
    "takes_away": _("What it takes away"),
    "changed": _("What changed"),
    "how_known": _("How we know"),
}
_CODES: dict[str, dict[str, LazyString]] = {
    "kind": KINDS,
    "place": PLACES,
    "theme": THEMES,
    "strength": STRENGTHS,
}


_OF_A_LINE = ("number", "kind", "month", "place", "theme", "said", "likely")


def layout_of(period: str) -> str:
    return f"{_LAYOUT}{period}"


def period_of(layout: str) -> str:
    return layout.removeprefix(_LAYOUT)


def rows_of(learnings: Iterable[Learning], about: dict[str, Any]) -> Rows:
    """Every question of every learning with its answer, and the facts about the edition."""
    rows: Rows = {}
    for one in learnings:
        own = {k: getattr(one, k) for k in _OF_A_LINE}
        rows.update(_rows_under(f"learnings.{one.number}", own))
        shaped = ", ".join(str(INFLUENCES[i]) for i in one.influences if i in INFLUENCES)
        asked = str(QUESTIONS["influences"])
        rows[f"learnings.{one.number}.influences"] = row(asked, list(one.influences), shaped)
        for place, change in enumerate(one.changes, 1):
            rows.update(_rows_under(f"learnings.{one.number}.changes.{place}", dict(change)))
    return with_facts(rows, about)


def _rows_under(path: str, said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in said.items():
        shown = _CODES.get(key, {}).get(str(value), value)
        yield f"{path}.{key}", row(str(QUESTIONS[key]), value or None, str(shown))


class LogPaper(EditionPaper):
    """An edition of the log as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("Learning log, %(period)s", period=self.period))

    @property
    def period(self) -> str:
        return period_words(self.fact("period"))

    @property
    def seal_words(self) -> str:
        return str(_("As the log stood on %(day)s. Digest %(digest)s")) % self.sealed

    @cached_property
    def learnings(self) -> list[Learning]:
        """By number, the first first: a period reads from its beginning."""
        said: dict[str, dict[str, Any]] = {}
        changes: dict[str, dict[str, dict[str, str]]] = {}
        for row_id in sorted(self.rows, key=order_of):
            path, _dot, key = row_id.rpartition(".")
            parts, value = path.split("."), self.rows[row_id]["value"]
            if parts[0] != "learnings":
                continue
            _list, number, *within = parts
            if not within:
                said.setdefault(number, {})[key] = value or ""
            elif value:
                changes.setdefault(number, {}).setdefault(within[1], {})[key] = value
        return [
            Learning(**one, changes=list(changes.get(number, {}).values()))
            for number, one in said.items()
        ]


class LetterPaper(EditionPaper):
    """A letter to those who are told what happened, as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("About what happened"))

    @property
    def seal_words(self) -> str:
        return str(_("As it was made on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def reference(self) -> str:
        return str(self.fact("reference"))

    @property
    def telephone(self) -> str:
        return self.fact("telephone") or ""

    @property
    def to(self) -> str:
        return self._shown("to")

    @property
    def day(self) -> str:
        return self._shown("on")

    @property
    def signed(self) -> str:
        return self._shown("signed")

    @property
    def paragraphs(self) -> list[str]:
        """What an empty line parts."""
        return [said.strip() for said in self._shown("text").split("\n\n") if said.strip()]

    def _shown(self, key: str) -> str:
        return str(self.rows[f"the-letter.{key}"]["shown"])
