"""What a prompt is, and what it says when it has noticed something."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.library.queries import get_pack
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import short_date_words
from riskapp.platform.wizard import Collection, Step

QUOTE = 90  # characters of an entry that a prompt quotes: enough to know it again


@dataclass(frozen=True)
class Source:
    """Where the reason for asking comes from, and when a developer last compared the two.

    law: the pack to name instead, where it is known whose law applies.
    """

    title: LazyString
    checked_on: date
    law: str = ""

    def here(self, talk: Conversation) -> Source:
        """The source as it is named in the nation of this conversation."""
        place = talk.entries.facts.get("jurisdiction")
        if not self.law or not place:
            return self
        pack = get_pack(self.law, place)
        return Source(pack.source, pack.last_checked)

    def __str__(self) -> str:
        return str(
            _(
                "%(source)s, checked %(day)s",
                source=self.title,
                day=short_date_words(self.checked_on),
            )
        )


@dataclass(frozen=True)
class Place:
    """Where to go to answer, and what the link there says.

    anchor: the id to go to on the page. collection and item: the entry it is about, which
    has a page of its own. endpoint: a page to go to rather than the step, where there is one; the
    step is where the same is asked.
    """

    step: str
    verb: LazyString
    anchor: str = ""
    collection: str = ""
    item: str = ""
    endpoint: str = ""

    @classmethod
    def of(cls, step: Step, collection: Collection, item: str, verb: LazyString, key: str) -> Place:
        """A question on the page of one item of a list."""
        box = collection.item_form().field(key).first_id
        return cls(step.slug, verb, anchor=box, collection=collection.slug, item=item)


@dataclass(frozen=True)
class Noticed:
    """One thing worth asking about this conversation, in words, with the name filled in."""

    id: str
    title: str
    noticed: str
    why: str
    source: str
    step: str
    verb: str
    anchor: str = ""
    collection: str = ""
    item: str = ""
    endpoint: str = ""


class Prompt(ABC):
    """Notices one kind of gap. It never counts, never scores and never stands in anybody's way."""

    id: ClassVar[str]
    reason: ClassVar[LazyString]
    source: ClassVar[Source]
    fires_on: ClassVar[Example]
    silent_on: ClassVar[Example]

    @abstractmethod
    def notice(self, talk: Conversation) -> Noticed | None:
        """What is worth asking, None where nothing is."""

    def say(
        self, talk: Conversation, title: LazyString, noticed: LazyString | str, place: Place
    ) -> Noticed:
        return Noticed(
            id=self.id,
            title=str(title),
            noticed=str(noticed),
            why=fill(self.reason, talk.names),
            source=str(self.source.here(talk)),
            step=place.step,
            verb=str(place.verb),
            anchor=place.anchor,
            collection=place.collection,
            item=place.item,
            endpoint=place.endpoint,
        )


def quote(words: str) -> str:
    """Enough of what was written to know it again, cut between words."""
    flat = " ".join(words.split())
    if len(flat) <= QUOTE:
        return flat
    head, _space, _rest = flat[:QUOTE].rpartition(" ")
    return f"{head or flat[:QUOTE]}…"
