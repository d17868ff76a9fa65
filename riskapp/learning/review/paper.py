"""The report of a learning review: frozen as rows, by roles, months and kinds of place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from riskapp.core.canonical import canonical
from riskapp.decision.editions import EditionPaper
from riskapp.learning.log import Seen, period_words
from riskapp.learning.names import seen
from riskapp.learning.review.journeys import REVIEWING
from riskapp.learning.review.steps import opening, report, that_day, you_said
from riskapp.learning.rules import KINDS, PLACES
from riskapp.learning.steps import brief, in_the_log
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form
from riskapp.platform.forms.filling import fill
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, fields_by_pattern, order_of, pattern, row, rows_of
from riskapp.platform.wizard import Step

LAYOUT = "learning-review"
TOLD_BACK = "you-said"
_FIELDS = fields_by_pattern(REVIEWING)
# What leaves in another way, each with a gate of its own.
LEAVES = (brief.STEP.slug, in_the_log.STEP.slug)
_HAVE_NAMES = (report.STEP.slug, you_said.STEP.slug)
_SAID = ("value", "shown")  # of a row, in words
NOT_PRINTED = frozenset(
    row_id
    for row_id in _FIELDS
    if row_id.startswith(tuple(f"{slug}." for slug in LEAVES))
    or row_id in {f"{own}.{key}" for own in _HAVE_NAMES for key in report.OF_NAMES}
)


def said_rows(entries: Entries, reviewed: Iterable[Seen]) -> Rows:
    """All that a report carries but the facts about itself: no name and no reference of anybody."""
    rows = rows_of(REVIEWING, entries, _nobody())
    kept = {i: _by_month(i, held) for i, held in rows.items() if pattern(i) not in NOT_PRINTED}
    for number, one in enumerate(reviewed, 1):
        for key, question, words in (
            ("kind", _("How it turned out"), KINDS.get(one.kind, "")),
            ("month", _("Month"), period_words(one.month)),
            ("place", _("Kind of place"), PLACES.get(one.place, "")),
        ):
            value = getattr(one, key) or None
            kept[f"reviewed.{number}.{key}"] = row(str(question), value, str(words))
    return kept


def _by_month(row_id: str, held: dict[str, Any]) -> dict[str, Any]:
    """An answer as it is, and of a day the month."""
    if _FIELDS[pattern(row_id)].spec.json != "day" or not held["value"]:
        return held
    month = held["value"][:7]
    return row(held["question"], month, period_words(month))


def heard_rows(entries: Entries) -> Rows:
    """What each who told us is told: of the review nothing else."""
    every = rows_of(REVIEWING, entries, _nobody())
    return {i: held for i, held in every.items() if i.startswith(f"{you_said.HEARD.slug}.")}


def texts_of(rows: Rows) -> list[str]:
    """Everything in it that somebody wrote."""
    return [held["value"] for held in rows.values() if isinstance(held["value"], str)]


def written_then(rows: Rows) -> Rows:
    """What was written before it was opened and changes no more."""
    then = (f"{that_day.STEP.slug}.", f"{opening.STEP.slug}.")
    return {i: held for i, held in rows.items() if i.startswith(then)}


def by_roles(rows: Rows, roles: Mapping[str, str]) -> Rows:
    """The same with a role in the place of each of some names in what changes no more."""
    said = {
        i: row(held["question"], *(in_roles(held[key] or "", roles) or held[key] for key in _SAID))
        for i, held in written_then(rows).items()
    }
    return {**rows, **said}


def in_roles(text: str, roles: Mapping[str, str]) -> str:
    """A text with a role, and that a name stood there, wherever one of some names stands as a word."""
    if not roles:
        return text
    longest_first = "|".join(re.escape(name) for name in sorted(roles, key=len, reverse=True))
    name = re.compile(rf"(?<![^\W\d_])(?:{longest_first})(?![^\W\d_])")
    stood = _("[%(role)s: a name stood here]")
    return name.sub(lambda found: str(stood) % {"role": roles[found[0]]}, seen(text))


def mark_of(rows: Rows) -> str:
    """A digest of what it prints and its own page does not ask."""
    beside = {i: held["value"] for i, held in rows.items() if not i.startswith(report.STEP.slug)}
    return hashlib.sha256(canonical(beside)).hexdigest()


def _nobody() -> dict[str, str]:
    """What stands for a name in questions that have one."""
    return {"name": str(_("the person"))}


class Section(NamedTuple):
    """One page of the review on paper: its questions with their answers, and so each item."""

    title: str
    said: list[tuple[str, str]]
    items: list[list[tuple[str, str]]]


class ReviewPaper(EditionPaper):
    """A report as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("Learning review, %(months)s", months=", ".join(self.months)))

    @property
    def months(self) -> list[str]:
        shown = (h["shown"] for i, h in sorted(self.rows.items()) if i.endswith(".month"))
        return list(dict.fromkeys(shown))

    @property
    def response(self) -> str:
        return str(self.rows["response.response"]["shown"])

    @property
    def version_words(self) -> str:  # type: ignore[override]
        said = {"reference": self.fact("reference"), "number": self.fact("version")}
        return str(_("%(reference)s, report %(number)s")) % said

    @property
    def seal_words(self) -> str:
        return str(_("As the review stood on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def shortly(self) -> str:
        return str(self.rows["report.shortly"]["shown"])

    @property
    def reviewed(self) -> list[str]:
        """How each turned out, when and where, in one line."""
        return [
            ". ".join(filter(None, (self._shown(path, key) for key in Seen._fields)))
            for path in self._paths("reviewed")
        ]

    @property
    def early(self) -> str:
        """Why it was opened before that day was written; empty where that came first."""
        said = self.rows[f"{opening.STEP.slug}.early"]["shown"]
        return str(said) if self.fact("opened_early") else ""

    @property
    def had_read(self) -> bool:
        """Whether somebody who was there had read what came of it; older reports do not say."""
        return bool("record.had_read" in self.rows and self.fact("had_read"))

    @property
    def parts(self) -> list[tuple[str, list[Section]]]:
        own = (opening.STEP.slug, report.STEP.slug, *LEAVES)
        return [
            (str(part.title), [self._section(step) for step in part.steps if step.slug not in own])
            for part in REVIEWING.parts
        ]

    def _section(self, step: Step) -> Section:
        items = [
            self._under(path, collection.item_form)
            for collection in step.collections
            for path in self._paths(collection.slug)
        ]
        return Section(fill(step.title, _nobody()), self._under(step.slug, step.form), items)

    def _paths(self, slug: str) -> list[str]:
        """The items of a list, in order."""
        every = {i.rpartition(".")[0] for i in self.rows if i.startswith(f"{slug}.")}
        return sorted((path for path in every if path.count(".") == 1), key=order_of)

    def _under(self, path: str, form: type[Form]) -> list[tuple[str, str]]:
        """The questions and answers of one entry, as they are asked."""
        keys = (f"{path}.{asked.key}" for asked in declared(form))
        held = (self.rows[row_id] for row_id in keys if row_id in self.rows)
        return [(one["question"], str(one["shown"])) for one in held]

    def _shown(self, path: str, key: str) -> str:
        return str(self.rows[f"{path}.{key}"]["shown"])


class TellingBack(EditionPaper):
    """A page for each who told us, as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("You said, we changed"))

    @property
    def seal_words(self) -> str:
        return str(_("As it stood on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def heard(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Who it is for, by role, and each question with what is said to it."""
        numbers = dict.fromkeys(i.split(".")[1] for i in self.rows if not i.startswith("record."))
        return [self._one(f"{you_said.HEARD.slug}.{n}") for n in sorted(numbers, key=int)]

    def _one(self, path: str) -> tuple[str, list[tuple[str, str]]]:
        who, *said = (self.rows[f"{path}.{f.key}"] for f in declared(you_said.HEARD.item_form))
        return str(who["shown"]), [(one["question"], str(one["shown"])) for one in said]
