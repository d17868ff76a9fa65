"""What an earlier version said of its own day, while the next one has no answer of its own: it is asked
again and not carried over, and what was said is not passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, row

# Choices alone: an answer in words stays in the version it was written for.
ASKED_AGAIN = {
    "before_danger": "decision.danger",
    "before_pressure": "decision.pressure",
    "before_alone": "decision.alone",
    "before_taking_part": "read-back.taking_part",
    "before_safe_home": "read-back.safe_home",
}
FACTS = frozenset(f"record.{key}" for key in ASKED_AGAIN)
OF_HARM = FACTS - {"record.before_taking_part"}


@dataclass(frozen=True)
class Before:
    """The last answer to a question that is asked again, and the version that gave it."""

    question: str
    version: int
    code: str
    shown: str

    @property
    def words(self) -> str:
        return str(_("Version %(number)s said: %(said)s", number=self.version, said=self.shown))


def said_before(last: Rows) -> dict[str, Before]:
    """What the version before said, or told of one before it, by the question's row."""
    found = {}
    for key, asked in ASKED_AGAIN.items():
        if (held := last.get(asked)) and held["value"] is not None:
            version = int(last["record.version"]["value"])
            found[asked] = Before(held["question"], version, held["value"], str(held["shown"]))
        elif told := last.get(f"record.{key}"):
            version, code = told["value"]
            found[asked] = Before(told["question"], version, code, str(told["shown"]))
    return found


def not_answered(before: Mapping[str, Before], entries: Entries) -> dict[str, Before]:
    """Of these, what has no answer now."""
    return {asked: said for asked, said in before.items() if not _is_answered(asked, entries)}


def _is_answered(asked: str, entries: Entries) -> bool:
    slug, _dot, key = asked.partition(".")
    return key in entries.data(slug)


def before_rows(last: Rows, entries: Entries) -> Rows:
    """The rows of a version in the making that tell what was asked again and not answered."""
    left = not_answered(said_before(last), entries)
    return {
        f"record.{key}": row(said.question, [said.version, said.code], said.shown)
        for key, asked in ASKED_AGAIN.items()
        if (said := left.get(asked))
    }


def told_before(rows: Rows) -> Iterator[tuple[str, Before]]:
    """The same, from the rows of a copy that carries them."""
    for key, asked in ASKED_AGAIN.items():
        if told := rows.get(f"record.{key}"):
            version, code = told["value"]
            yield asked, Before(str(told["question"]), version, code, str(told["shown"]))
