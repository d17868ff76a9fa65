"""What was answered on the plain steps of a conversation, by name, and how any step or list is asked
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from riskapp.decision.asked_before import Before
from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import fillings
from riskapp.decision.said import day_of
from riskapp.decision.steps.if_it_goes_wrong import CONTACTS
from riskapp.decision.steps.looking_again import STEP as LOOKING_AGAIN
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString
from riskapp.platform.wizard import Collection, Step

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Answered:
    """The entries of one conversation. `name` is what the person is called. `before`: what the version
    before said of what is asked again, by the row of its question. `day`: of which paper tells, where
    there is one.
    """

    entries: Entries
    name: str
    before: Mapping[str, Before] = field(default_factory=dict)
    day: date | None = None

    @property
    def names(self) -> Mapping[str, str]:
        return fillings(self.name, self.entries.facts.get("jurisdiction", ""))

    def say(self, words: LazyString | str) -> str:
        """A label with the person's name in it."""
        return fill(words, self.names)

    def answers(self, slug: str) -> Form:
        """A plain step as it was answered: each of its fields knows its question and its words."""
        step, data = RECORD.step(slug), self.entries.data(slug)
        return step.asked(self.entries, data=data, names=self.names)

    def items(self, collection: Collection) -> list[Form]:
        """The items of a list, each as it was answered."""
        return [
            collection.item_form(data=entry.data, names=self.names)
            for entry in self.entries.items(collection.slug)
        ]

    def beyond(self, collection: Collection, item: Entry, keys: Iterable[str]) -> list[Asked]:
        """What was answered of an item to the questions of its own page."""
        form = collection.item_form(data=item.data, names=self.names)
        return [asked for asked in form.some(keys) if asked.kept is not None]

    # The plain steps, each a mapping of the answers that were given.
    @cached_property
    def decision(self) -> Answers:
        return self.entries.data("decision")

    @cached_property
    def decided(self) -> Answers:
        return self.entries.data("what-was-decided")

    @cached_property
    def if_wrong(self) -> Answers:
        return self.entries.data("if-it-goes-wrong")

    @cached_property
    def read_back(self) -> Answers:
        return self.entries.data("read-back")

    @cached_property
    def statement(self) -> Answers:
        """The reasons as somebody puts them, beside those that are composed."""
        return self.entries.data("statement")

    @cached_property
    def looking_again(self) -> Answers:
        """Why a sealed decision is looked at again; nothing in a first version."""
        return self.entries.data(LOOKING_AGAIN.slug)

    @property
    def choice(self) -> str:
        """What the person wants, in their own words."""
        return str(self.decision.get("choice", ""))

    @property
    def title(self) -> str:
        """A few words to find it by; the first of the person's own where nobody gave any."""
        return str(self.decision.get("title", ""))

    @property
    def contacts(self) -> list[Entry]:
        return self.entries.items(CONTACTS.slug)

    @property
    def look_again_on(self) -> date | None:
        return day_of(self.if_wrong.get("look_again_on"))

    def texts(self) -> Iterable[str]:
        """Every word somebody typed, for the check that each can be printed."""
        for entry in self.entries:
            yield from (v for v in entry.data.values() if isinstance(v, str))

    def _holds_words(self, step: Step) -> bool:
        """Frozen, a step that nobody answered is there and holds nothing."""
        return any(one.data for slug in step.slugs for one in self.entries.items(slug))


def within(words: LazyString) -> str:
    """Words that begin a line elsewhere, as they stand inside a sentence."""
    said = str(words)
    return said[:1].lower() + said[1:]
