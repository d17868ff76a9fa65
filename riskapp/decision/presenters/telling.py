"""Before a copy goes to anybody: who is not to be told, and who is not to be involved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.kept_out import (
    may_name,
    not_involved,
    not_told,
    speaks_of,
    who_is_kept_out,
)
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import LIST_WORDS, Copy
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.decision.steps.strengths import PEOPLE
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, fields_by_pattern, number_items, pattern, rows_of
from riskapp.platform.wizard.returning import HOME, WayBack

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
STAY_HERE = (Copy.FULL, Copy.NOTE)  # every other copy goes to somebody
MOST_NAMED = 20  # answers that speak of somebody, on one page


@dataclass(frozen=True)
class SpeaksOf:
    """An answer that copies for others carry, and that may speak of whoever is kept out: the sentence of
    it that does, what was asked, the copies, and the way to change it, if it can be changed.
    """

    words: str
    question: str
    copies: str
    url: str


@dataclass(frozen=True)
class Telling:
    """What was said about who is kept out of it, as it stands now. `here`: the page it is told on."""

    found: Decision
    talk: Conversation
    here: str = HOME
    most: ClassVar[int] = MOST_NAMED

    @cached_property
    def lines(self) -> list[str]:
        """What to know before a copy is handed over; empty where nobody is kept out."""
        untold = not_told(self.talk)
        not_to = _("Somebody is not to be told something: %(what)s", what=untold)
        not_in = _("%(name)s does not want them involved: %(who)s")
        return [
            *([str(not_to)] if untold else []),
            *(
                str(not_in) % {"name": self.talk.name, "who": who}
                for who in not_involved(self.talk)
            ),
        ]

    @property
    def what_is_left_out(self) -> str:
        """Where it is written what is left out: the question while it can be answered, else the
        record.
        """
        if self.found.is_open:
            return url_for("conversation.step", ref=self.found.ref, step=SHARING.slug)
        ref, number = self.found.ref, self.found.versions
        record = url_for("decision.copy", ref=ref, number=number, layout=Copy.FULL)
        return f"{record}#{SHARING.slug}"

    def asks_about(self, given: Given) -> bool:
        """Whether a copy was given to somebody who may be one of those kept out."""
        return may_name(self.talk, given.to_whom)

    @cached_property
    def speaking(self) -> list[SpeaksOf]:
        """The answers that copies for others carry and that have a word in them by which somebody is
        named who is kept out; the first of them, where there are many.
        """
        who = who_is_kept_out(self.talk)
        if not who:
            return []
        rows = rows_of(RECORD, self.talk.entries, self.talk.names)
        paths = number_items(RECORD, self.talk.entries)
        entries = {paths[e.id]: e for e in self.talk.entries if e.id in paths}
        fields = fields_by_pattern(RECORD)
        found: list[SpeaksOf] = []
        for row_id, row in rows.items():
            entry, field = entries.get(row_id.rpartition(".")[0]), fields[pattern(row_id)]
            if entry is None or _names_whom(entry) or field.spec.json != "text":
                continue
            said = next((s for s in SENTENCE.split(row["value"] or "") if speaks_of(who, s)), "")
            if said and (copies := self._copies_with(row_id, field, rows)):
                asked = fill(row["question"], self.talk.names)
                way = self._way_to(entry, field.first_id)
                found.append(SpeaksOf(beginning(said, LIST_WORDS), asked, copies, way))
            if len(found) == MOST_NAMED:
                break
        return found

    def _copies_with(self, row_id: str, field: Asked, rows: Rows) -> str:
        """The copies for others that carry an answer; large print goes with the person’s own."""
        return "; ".join(
            fill(one.title, self.talk.names)
            for one in LAYOUTS
            if one.slug not in (*STAY_HERE, Copy.LARGE, *field.spec.withheld_from)
            and not one.withholds(row_id, rows)
        )

    def _way_to(self, entry: Entry, place: str) -> str:
        """Where an answer can be changed: of a conversation that is open, and of nothing said since."""
        step = next((step for step in CONVERSATION.steps if entry.step in step.slugs), None)
        if step is None or not self.found.is_open:
            return ""
        if step.slug == self.here:
            return f"#{place}"
        there, way = (
            url_for("conversation.step", ref=self.found.ref, step=step.slug),
            WayBack((self.here,)),
        )
        if entry.step == step.slug:
            return f"{way.on(there)}#{place}"
        return way.on(f"{there}/{entry.step}/{entry.id}")


def _names_whom(entry: Entry) -> bool:
    """Whether it is where somebody is said to be kept out of it."""
    return entry.step == PEOPLE.slug and bool(entry.get("not_involved"))
