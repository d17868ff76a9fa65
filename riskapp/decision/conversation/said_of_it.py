"""What was said of a conversation, or of a part of it, by others and after a seal: and what that part
is called there.
"""

from __future__ import annotations

from functools import cached_property

from riskapp.decision.conversation.answers import Answered
from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import OF_ALL, OF_KEPT_BACK, OF_THEIRS, SAID_OF, Copy
from riskapp.decision.said import Addendum, OutsideView, replaced_views
from riskapp.decision.steps.options import OPTIONS, heading
from riskapp.decision.steps.outside import (
    ANSWERS_TO_CONDITIONS,
    CONDITIONS,
    DISSENTS,
    OUTSIDE_VIEWS,
    VIEW_ANSWERS,
)
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.wizard import Collection


class SaidOfIt(Answered):
    """What was said of the record and of its parts."""

    @cached_property
    def addenda(self) -> list[Addendum]:
        """What was said after a seal, oldest first."""
        return [
            Addendum(one, self.name, self._said_of(one)) for one in self.entries.items(ADDENDA.slug)
        ]

    def _said_of(self, addendum: Entry) -> str:
        """What it is about, as far as this tells it."""
        about = next(iter(addendum.get("about") or ()), "")
        if self.entries.find(about):
            return self.known_as(about)
        kept = addendum.get("of_what")
        return str(SAID_OF[kept]) if kept else ""

    def since(self, entry_id: str) -> list[Addendum]:
        """What was said since about one thing."""
        return [one for one in self.addenda if one.about == entry_id]

    def since_step(self, slug: str) -> list[Addendum]:
        """What was said since about a plain step."""
        own = self.entries.of(slug)
        return self.since(own.id) if own else []

    def known_as(self, entry_id: str) -> str:
        """What an entry is, and its first words, of those that the person's copy carries where there
        are such; the record as a whole where there is no entry.
        """
        entry = self.entries.find(entry_id)
        if entry is None:
            return str(SAID_OF[OF_ALL])
        listed = _list_of(entry)
        if listed is None:
            return self.say(RECORD.step(entry.step).title)
        title = self.say(listed.title)
        if listed is OPTIONS:
            return f"{title}: {heading(entry.data)}"
        answered = listed.item_form(data=entry.data, names=self.names).answered()
        said = [asked for asked in answered if asked.spec.json != "refs"]  # an id is no words
        said.sort(key=lambda asked: (not _is_theirs(asked), not asked.spec.main))
        return f"{title}: {said[0].shown(said[0].kept)}" if said else title

    def kind_of(self, entry_id: str) -> str:
        """Whether it is the record as a whole or a part of it, and whether the person's copy carries
        anything that was said there: only then may `known_as` be on any but the full record.
        """
        entry = self.entries.find(entry_id)
        if entry is None:
            return OF_ALL
        listed = _list_of(entry)
        form = (listed.item_form if listed else RECORD.step(entry.step).form)(data=entry.data)
        said = list(form.answered()) or list(form)
        return OF_THEIRS if any(map(_is_theirs, said)) else OF_KEPT_BACK

    @cached_property
    def outside(self) -> list[OutsideView]:
        """What others said of it, oldest first, each with dissent, conditions and answers."""
        replaced = replaced_views(self.entries)
        return [
            OutsideView(
                entry=one,
                dissents=self.entries.items(DISSENTS.slug, one.id),
                conditions=self.entries.items(CONDITIONS.slug, one.id),
                answers=self.entries.items(VIEW_ANSWERS.slug, one.id),
                is_replaced=one.id in replaced,
            )
            for one in self.entries.items(OUTSIDE_VIEWS.slug)
        ]

    def answers_to(self, condition: Entry) -> list[Entry]:
        """What was answered to one condition, the oldest first."""
        return self.entries.items(ANSWERS_TO_CONDITIONS.slug, condition.id)


def _list_of(entry: Entry) -> Collection | None:
    """The list an entry is an item of; none of a plain step."""
    return next((one for one in RECORD.collections() if one.slug == entry.step), None)


def _is_theirs(asked: Asked) -> bool:
    return Copy.PERSON not in asked.spec.withheld_from
